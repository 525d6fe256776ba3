import * as ort from 'onnxruntime-node'
import { convertNetwork, type Network } from './convert.ts'
import { decodeAnchors, decodeCells, decodePeaks, type Found, suppressDoubles } from './decode.ts'

/**
 * onnxruntime (1.30) gives the machine an id, gathers what it is used for and reports it to its makers, unless this is set
 * before the first network is opened. Nothing leaves a station.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1'

/** Finds people, vehicles or faces in pictures. */
export interface Detector {
  /**
   * What is found in a picture of packed BGR bytes (width × height × 3, both sides multiples of 32), best first, in its
   * own pixels. Boxes may reach past the edge. One picture at a time.
   */
  detect(bgr: Uint8Array, width: number, height: number): Promise<Found[]>
  /** Frees the network. */
  close(): Promise<void>
}

/** Which network looks, and for what. */
export interface DetectorOptions {
  /** The folder of the networks' `.json` and `.bin` files. */
  readonly modelDir: string
  /** NanoDet and CenterNet find people, FaceBoxes finds faces. */
  readonly network: Network
  readonly threads: number
  /** What scores below is left out. */
  readonly threshold: number
  /** Cars, motorcycles, buses and trucks as well. FaceBoxes knows none. */
  readonly vehicles?: boolean | undefined
}

/** The picture's sides are multiples of this. */
const STEP = 32
/** Those that FaceBoxes is given are multiples of this, as it was exported; the rest is black. */
const FACES_STEP = 128

/**
 * Opens a network. Threads do not spin while they wait: with another busy process on the machine, spinning made one
 * detection take three times as long. Throws when the model cannot be read or converted.
 */
export async function openDetector(options: DetectorOptions): Promise<Detector> {
  const { network, threads, modelDir } = options
  const { model } = await convertNetwork(network, modelDir)
  const opened = await ort.InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Remembered plans of memory are kept for every size of picture: with two sizes they took 190 MB more, and saved no time.
    enableMemPattern: false,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return {
    async detect(bgr, width, height) {
      if (width % STEP !== 0 || height % STEP !== 0 || bgr.length !== width * height * 3) {
        throw new RangeError('the picture does not have the size that it should')
      }
      const picture = network === 'faceboxes' ? padded(bgr, width, height) : { bgr, width, height }
      const tensor = new ort.Tensor('uint8', picture.bgr, [picture.height, picture.width, 3])
      const answer = await opened.run({ picture: tensor })
      const floats = (name: string) => answer[name]?.data as Float32Array
      return suppressDoubles(decoded(floats, picture.width, options))
    },
    close: () => opened.release(),
  }
}

function decoded(
  floats: (name: string) => Float32Array,
  width: number,
  { network, threshold, vehicles }: DetectorOptions,
): Found[] {
  if (network === 'faceboxes') {
    return [32, 64, 128].flatMap((stride) =>
      decodeAnchors(floats(`faces${stride}`), floats(`shifts${stride}`), width / stride, stride, threshold),
    )
  }
  const kinds = [
    ['person', 'people'],
    ['vehicle', 'vehicles'],
  ] as const
  return kinds.slice(0, vehicles === true ? 2 : 1).flatMap(([what, name]) => {
    if (network === 'centernet') return decodePeaks(what, floats(name), floats('sides'), width / 4, threshold)
    return [8, 16, 32].flatMap((stride) => {
      const [scores, sides] = [floats(`${name}${stride}`), floats(`sides${stride}`)]
      return decodeCells(what, scores, sides, width / stride, stride, threshold)
    })
  })
}

/** The picture in the left top corner of a black one. */
function padded(bgr: Uint8Array, width: number, height: number) {
  const up = (length: number) => Math.ceil(length / FACES_STEP) * FACES_STEP
  const [across, down] = [up(width), up(height)]
  if (across === width && down === height) return { bgr, width, height }
  const larger = new Uint8Array(across * down * 3)
  for (let row = 0; row < height; row++) {
    larger.set(bgr.subarray(row * width * 3, (row + 1) * width * 3), row * across * 3)
  }
  return { bgr: larger, width: across, height: down }
}
