import { FLOAT, OnnxGraph, type Tensor, UINT8 } from './onnx.ts'
import { listOf, readTfModel, type TfModel, type TfNode, textOf } from './tfjs.ts'

const TO_CHANNELS_FIRST = [0, 3, 1, 2]
const TO_CHANNELS_LAST = [0, 2, 3, 1]
/** The side of the square input for which the model was exported; its resize targets are given for it. */
const EXPORTED_SIDE = 416
/** NanoDet was trained on BGR pictures normalised by these, per channel (nanodet's published configuration). */
const MEAN = Float32Array.of(103.53, 116.28, 123.675)
const DEVIATION = Float32Array.of(57.375, 57.12, 58.395)
/** The first of the 80 COCO classes. */
const PERSON = 0

/**
 * Converts NanoDet from its TensorFlow.js files into an ONNX model, in memory. The converted model takes `picture`
 * [height, width, 3] BGR bytes, both sides multiples of 32, and gives for strides 8, 16 and 32 `scoresS` [cells],
 * the likelihood of a person, and `sidesS` [cells, 44], the distances left, top, right, bottom as eleven bins each.
 * Only the operations that NanoDet uses are known; anything else throws.
 */
export async function convertNanoDet(jsonPath: string): Promise<{ model: Uint8Array; operations: string[] }> {
  const graph = new OnnxGraph()
  const picture = graph.input({ name: 'picture', element: UINT8, shape: ['height', 'width', 3] })
  const conversion = new Conversion(await readTfModel(jsonPath), graph, normalised(graph, picture))
  for (const [level, stride] of [8, 16, 32].entries()) {
    const person = graph.integers([PERSON])
    const scores = conversion.value(level === 0 ? 'Identity' : `Identity_${level}`)
    const all = graph.node('Gather', [scores, person], { axis: 2 })
    const flat = graph.node('Reshape', [all, graph.integers([-1])])
    graph.output(flat, { name: `scores${stride}`, element: FLOAT, shape: [`cells${stride}`] })
    const sides = graph.node('Squeeze', [conversion.value(`Identity_${level + 3}`), graph.integers([0])])
    graph.output(sides, { name: `sides${stride}`, element: FLOAT, shape: [`cells${stride}`, 44] })
  }
  return { model: graph.finish(), operations: graph.operations }
}

/** [height, width, 3] bytes to the [1, 3, height, width] floats that the network was trained on. */
function normalised(graph: OnnxGraph, picture: string): string {
  const floats = graph.node('Cast', [picture], { to: FLOAT })
  const centred = graph.node('Sub', [floats, graph.constant({ shape: [3], values: MEAN })])
  const scaled = graph.node('Div', [centred, graph.constant({ shape: [3], values: DEVIATION })])
  return graph.node('Transpose', [graph.node('Unsqueeze', [scaled, graph.integers([0])])], {
    perm: TO_CHANNELS_FIRST,
  })
}

/** Carries a TensorFlow graph over into an ONNX one, node by node, from the outputs asked for back to the input. */
class Conversion {
  private readonly source: TfModel
  private readonly graph: OnnxGraph
  private readonly picture: string
  /** ONNX name of every TensorFlow value carried over so far. */
  private readonly names = new Map<string, string>()
  /** Picture pixels per cell of each of these values: tells the factor of a resize. */
  private readonly strides = new Map<string, number>()
  /** What an ONNX value is the transpose of, so that two which cancel out are not written at all. */
  private readonly transposed = new Map<string, { from: string; perm: readonly number[] }>()

  constructor(source: TfModel, graph: OnnxGraph, picture: string) {
    this.source = source
    this.graph = graph
    this.picture = picture
  }

  /** The ONNX name of a TensorFlow value, `node` or `node:output`. */
  value(reference: string): string {
    const known = this.names.get(reference)
    if (known !== undefined) return known
    const node = this.source.nodes.get(reference.replace(/:\d+$/, ''))
    if (node === undefined) throw new Error(`the model has no node ${reference}`)
    const constant = this.source.weights.get(node.name)
    const outputs = constant === undefined ? this.carry(node) : [this.graph.constant(constant)]
    for (const [index, name] of outputs.entries()) {
      this.names.set(index === 0 ? node.name : `${node.name}:${index}`, name)
    }
    return this.value(reference)
  }

  private constant(node: TfNode, index: number): Tensor {
    const tensor = this.source.weights.get(node.input?.[index] ?? '')
    if (tensor === undefined) throw new Error(`input ${index} of ${node.name} is not a constant`)
    return tensor
  }

  private integers(node: TfNode, index: number): number[] {
    return Array.from(this.constant(node, index).values, Number)
  }

  private carry(node: TfNode): string[] {
    const inputs = node.input ?? []
    const input = (index: number) => this.value(inputs[index] ?? '')
    const same = (operation: string, from: string[], attributes = {}) =>
      this.keepStride(this.graph.node(operation, from, attributes), from)
    switch (node.op) {
      case 'Placeholder':
        this.strides.set(this.picture, 1)
        return [this.picture]
      case 'Identity':
        return [input(0)]
      case 'Add':
        return [same('Add', [input(0), input(1)])]
      case 'Sigmoid':
        return [same('Sigmoid', [input(0)])]
      case 'LeakyRelu':
        return [same('LeakyRelu', [input(0)], { alpha: { float: node.attr?.['alpha']?.f ?? 0.2 } })]
      case 'Transpose':
        return [this.transpose(input(0), this.integers(node, 1))]
      case 'ConcatV2': {
        const axis = this.integers(node, inputs.length - 1)[0] ?? 0
        return [
          same(
            'Concat',
            inputs.slice(0, -1).map((each) => this.value(each)),
            { axis },
          ),
        ]
      }
      case 'SplitV': {
        const sizes = this.integers(node, 1)
        const axis = this.integers(node, 2)[0] ?? 0
        return this.graph.split('Split', [input(0), this.graph.integers(sizes)], { axis }, sizes.length)
      }
      // Every reshape of NanoDet lays the cells of one level in a row: [1, channels, h, w] to [1, channels, h × w].
      case 'Reshape':
        return [this.graph.node('Reshape', [input(0), this.graph.integers([0, 0, -1])])]
      case 'Pad':
      case 'PadV2':
        return [this.pad(node, input(0))]
      case 'MaxPool':
        return [this.pool(node, input(0))]
      case 'Conv2D':
        return [this.convolution(node, input(0))]
      case 'ResizeBilinear':
        return [this.resize(node, input(0))]
      default:
        throw new Error(`the operation ${node.op} is not carried over`)
    }
  }

  private keepStride(name: string, from: readonly string[], factor = 1): string {
    this.strides.set(name, factor * Math.max(0, ...from.map((each) => this.strides.get(each) ?? 0)))
    return name
  }

  private transpose(from: string, perm: readonly number[]): string {
    const before = this.transposed.get(from)
    if (before !== undefined && perm.every((axis, index) => before.perm[axis] === index)) return before.from
    const name = this.keepStride(this.graph.node('Transpose', [from], { perm }), [from])
    this.transposed.set(name, { from, perm })
    return name
  }

  /** TensorFlow works with channels last here, ONNX only with channels first. */
  private channelsFirst(from: string, operate: (from: string) => string): string {
    return this.transpose(operate(this.transpose(from, TO_CHANNELS_FIRST)), TO_CHANNELS_LAST)
  }

  private window(node: TfNode): { strides: number[]; across: number } {
    if (textOf(node, 'padding') !== 'VALID')
      throw new Error(`the padding of ${node.name} is not carried over`)
    const strides = listOf(node, 'strides').slice(1, 3)
    return { strides, across: strides[0] ?? 1 }
  }

  private pad(node: TfNode, from: string): string {
    const pairs = this.integers(node, 1)
    if (pairs.every((width) => width === 0)) return from
    const even = pairs.filter((_, index) => index % 2 === 0)
    const odd = pairs.filter((_, index) => index % 2 === 1)
    const inputs = [from, this.graph.integers([...even, ...odd])]
    if (node.op === 'PadV2') inputs.push(this.graph.constant({ ...this.constant(node, 2), shape: [] }))
    return this.keepStride(this.graph.node('Pad', inputs, { mode: 'constant' }), [from])
  }

  private pool(node: TfNode, from: string): string {
    const { strides, across } = this.window(node)
    const shape = listOf(node, 'ksize').slice(1, 3)
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('MaxPool', [first], { kernel_shape: shape, strides }), [first], across),
    )
  }

  private convolution(node: TfNode, from: string): string {
    const { strides, across } = this.window(node)
    const dilations = listOf(node, 'dilations').slice(1, 3)
    const kernel = this.graph.constant(kernelFirst(this.constant(node, 1)))
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('Conv', [first, kernel], { strides, dilations }), [first], across),
    )
  }

  /** The target is given for the exported input; the factor that it stands for is right for every input. */
  private resize(node: TfNode, from: string): string {
    const half = node.attr?.['half_pixel_centers']?.b === true && node.attr['align_corners']?.b !== true
    const [rows = 0] = this.integers(node, 1)
    const factor = (this.strides.get(from) ?? 0) / (EXPORTED_SIDE / rows)
    if (!half || !(factor > 0)) throw new Error(`the resize ${node.name} is not carried over`)
    const scales = this.graph.constant({ shape: [4], values: Float32Array.of(1, 1, factor, factor) })
    const how = { mode: 'linear', coordinate_transformation_mode: 'half_pixel' }
    return this.channelsFirst(from, (first) =>
      this.keepStride(this.graph.node('Resize', [first, '', scales], how), [first], 1 / factor),
    )
  }
}

/** A kernel [height, width, in, out] as ONNX wants it: [out, in, height, width]. */
function kernelFirst({ shape, values }: Tensor): Tensor {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape
  const turned = new Float32Array(values.length)
  const cells = height * width
  for (let cell = 0; cell < cells; cell++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * cells + cell] = Number(
          values[(cell * inputs + input) * outputs + output],
        )
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned }
}
