import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { convertNanoDet } from './convert.ts'
import { decodeCells, type Found, suppressDoubles } from './decode.ts'

/** Finds people in pictures. */
export interface Detector {
  /**
   * The people in a picture of packed BGR bytes (width × height × 3, both sides multiples of 32), best first, in its own
   * pixels. Boxes may reach past the edge. One picture at a time.
   */
  detect(bgr: Uint8Array, width: number, height: number): Promise<Found[]>
  /** Frees the network. */
  close(): Promise<void>
}

/**
 * Opens NanoDet from `nanodet.json` and `nanodet.bin` in `modelDir`. Detections scoring below `threshold` are left
 * out. Threads do not spin while they wait: with another busy process on the machine, spinning made one
 * detection take three times as long. Throws when the model cannot be read or converted.
 */
export async function openDetector(options: {
  readonly modelDir: string
  readonly threads: number
  readonly threshold: number
}): Promise<Detector> {
  const { model } = await convertNanoDet(join(options.modelDir, 'nanodet.json'))
  const network = await ort.InferenceSession.create(model, {
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return {
    async detect(bgr, width, height) {
      if (width % 32 !== 0 || height % 32 !== 0 || bgr.length !== width * height * 3) {
        throw new RangeError('the picture does not have the size that it should')
      }
      const answer = await network.run({ picture: new ort.Tensor('uint8', bgr, [height, width, 3]) })
      const floats = (name: string) => answer[name]?.data as Float32Array
      const found = [8, 16, 32].flatMap((stride) =>
        decodeCells(
          floats(`scores${stride}`),
          floats(`sides${stride}`),
          width / stride,
          stride,
          options.threshold,
        ),
      )
      return suppressDoubles(found)
    },
    close: () => network.release(),
  }
}
