import { join } from 'node:path'
import { Conversion, TO_CHANNELS_FIRST } from './conversion.ts'
import { FLOAT, OnnxGraph, UINT8 } from './onnx.ts'
import { readTfModel } from './tfjs.ts'

/**
 * The networks that come with the station: NanoDet and CenterNet find people and vehicles, each with weaknesses of its own;
 * FaceBoxes finds faces near the camera.
 */
export type Network = 'nanodet' | 'centernet' | 'faceboxes'

/** NanoDet was trained on BGR pictures normalised by these, per channel (nanodet's published configuration). */
const MEAN = Float32Array.of(103.53, 116.28, 123.675)
const DEVIATION = Float32Array.of(57.375, 57.12, 58.395)
/** Of the 80 COCO classes: the first, and car, motorcycle, bus and truck. */
const PERSON = [0]
const VEHICLES = [2, 3, 5, 7]

/**
 * Converts a network from its TensorFlow.js files in `modelDir` into an ONNX model, in memory. The converted model takes
 * `picture` [height, width, 3] BGR bytes, both sides multiples of 32 (FaceBoxes: of 128). What it gives:
 *
 * - `nanodet`, for strides S of 8, 16 and 32: `peopleS` and `vehiclesS` [cells], how likely each is, and `sidesS`
 *   [cells, 44], the distances left, top, right and bottom as eleven bins each.
 * - `centernet`, for cells of 4 pixels: `people` and `vehicles` [cells], and `sides` [cells, 4] in pixels.
 * - `faceboxes`, for strides S of 32, 64 and 128: `facesS` [anchors], and `shiftsS` [anchors, 4].
 *
 * Throws when a file is missing or holds an operation that is not known.
 */
export async function convertNetwork(
  network: Network,
  modelDir: string,
): Promise<{ model: Uint8Array; operations: string[] }> {
  const graph = new OnnxGraph()
  const picture = graph.input({ name: 'picture', element: UINT8, shape: ['height', 'width', 3] })
  const floats = graph.node('Cast', [picture], { to: FLOAT })
  const source = await readTfModel(join(modelDir, `${network}.json`))
  const enter = (node: string, value: string, exportedSide: number) =>
    new Conversion(source, graph, { node, picture: value, exportedSide })
  if (network === 'nanodet') addNanoDet(graph, enter('input_1', normalised(graph, floats), 416))
  else if (network === 'centernet') addCenterNet(graph, enter('tower_0/images', asRgb(graph, floats), 512))
  else {
    const bright = graph.constant({ shape: [], values: Float32Array.of(255) })
    const rgb = graph.node('Div', [asRgb(graph, floats), bright])
    // What comes before pads to multiples of 128, in whole numbers that ONNX need not compute.
    addFaceBoxes(graph, enter('image_padding/pad_to_bounding_box/Pad', rgb, 1024))
  }
  return { model: graph.finish(), operations: graph.operations }
}

/** [height, width, 3] floats to the [1, 3, height, width] that NanoDet was trained on. */
function normalised(graph: OnnxGraph, floats: string): string {
  const centred = graph.node('Sub', [floats, graph.constant({ shape: [3], values: MEAN })])
  const scaled = graph.node('Div', [centred, graph.constant({ shape: [3], values: DEVIATION })])
  return graph.node('Transpose', [graph.node('Unsqueeze', [scaled, graph.integers([0])])], {
    perm: TO_CHANNELS_FIRST,
  })
}

/** [height, width, 3] of BGR to [1, height, width, 3] of RGB. */
function asRgb(graph: OnnxGraph, floats: string): string {
  const turned = graph.node('Gather', [floats, graph.integers([2, 1, 0])], { axis: 2 })
  return graph.node('Unsqueeze', [turned, graph.integers([0])])
}

function addNanoDet(graph: OnnxGraph, conversion: Conversion): void {
  for (const [level, stride] of [8, 16, 32].entries()) {
    const scores = conversion.value(level === 0 ? 'Identity' : `Identity_${level}`)
    addScores(graph, scores, 2, String(stride))
    const sides = graph.node('Squeeze', [conversion.value(`Identity_${level + 3}`), graph.integers([0])])
    graph.output(sides, { name: `sides${stride}`, element: FLOAT, shape: [`cells${stride}`, 44] })
  }
}

function addCenterNet(graph: OnnxGraph, conversion: Conversion): void {
  addScores(graph, conversion.value('tower_0/keypoints'), 3, '')
  const sides = graph.node('Reshape', [conversion.value('tower_0/wh'), graph.integers([-1, 4])])
  graph.output(sides, { name: 'sides', element: FLOAT, shape: ['cells', 4] })
}

/** Of the scores of 80 classes, along `axis`, those of people and the best of a vehicle's. */
function addScores(graph: OnnxGraph, scores: string, axis: number, ending: string): void {
  for (const [name, classes] of [
    ['people', PERSON],
    ['vehicles', VEHICLES],
  ] as const) {
    const those = graph.node('Gather', [scores, graph.integers(classes)], { axis })
    const best = graph.node('ReduceMax', [those, graph.integers([axis])], { keepdims: 0 })
    const flat = graph.node('Reshape', [best, graph.integers([-1])])
    graph.output(flat, { name: `${name}${ending}`, element: FLOAT, shape: [`cells${ending}`] })
  }
}

function addFaceBoxes(graph: OnnxGraph, conversion: Conversion): void {
  for (const [level, stride] of [32, 64, 128].entries()) {
    const answer = (what: string, width: number) => {
      const name = `prediction_layers/${what}_predictor_${level}/BiasAdd`
      return graph.node('Reshape', [conversion.value(name), graph.integers([-1, width])])
    }
    const likely = graph.node('Softmax', [answer('class', 2)], { axis: -1 })
    const faces = graph.node('Reshape', [
      graph.node('Gather', [likely, graph.integers([1])], { axis: 1 }),
      graph.integers([-1]),
    ])
    graph.output(faces, { name: `faces${stride}`, element: FLOAT, shape: [`anchors${stride}`] })
    const shifts = answer('box_encoding', 4)
    graph.output(shifts, { name: `shifts${stride}`, element: FLOAT, shape: [`anchors${stride}`, 4] })
  }
}
