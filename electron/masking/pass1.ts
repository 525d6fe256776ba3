import { type Found, suppressDoubles } from '../../native/detector/decode.ts'
import { type Detector, openDetector } from '../../native/detector/detector.ts'
import { type RunOptions, stream } from '../../native/ffmpeg/ffmpeg.ts'
import type { TrackSet } from '../domain/masking.ts'
import { MotionNet } from './motion.ts'
import { type Clip, partInput, pictureOf } from './parts.ts'
import type { ClipPart, DetectOptions } from './protocol.ts'
import { CARRIES_ON, Tracker } from './tracker.ts'

/** The network to look with, and how. */
export interface Looking extends DetectOptions {
  /** The folder of `nanodet.json` and `nanodet.bin`. */
  readonly modelDir: string
  readonly threads: number
}

/** What both passes report and obey. */
export interface Watch {
  readonly signal: AbortSignal
  /** Frames done so far, of the whole clip. */
  readonly onFrames: (frames: number) => void
  readonly onChild?: RunOptions['onChild']
}

/** The clip has no picture at all in the stretch asked for. */
export class NoFrames extends Error {
  override readonly name = 'NoFrames'
}

/** Pixels of the picture that the network looks at. */
const PIXELS = 416 * 320
const THOROUGH_PIXELS = 2.25 * PIXELS

interface Size {
  readonly width: number
  readonly height: number
}

/** The size with about so many pixels whose sides are multiples of 32 and closest to the picture's own proportions. */
export function detectorSize({ width, height }: Size, pixels: number): Size {
  const scale = Math.sqrt(pixels / (width * height))
  const side = (length: number) => Math.max(64, Math.round((length * scale) / 32) * 32)
  return { width: side(width), height: side(height) }
}

/**
 * Finds the people of a clip and follows them, frame by frame as they are decoded: what is kept of a frame are its boxes
 * and what moved. Movement that none of them explains is boxed as `MOTION`.
 * Boxes are in pixels of the recording. Throws `NoFrames`, what ffmpeg or the network throw, and the
 * abort reason; never answers a part of the frames.
 */
export async function findTracks(clip: Clip, options: Looking, watch: Watch): Promise<TrackSet> {
  const picture = pictureOf(clip)
  const { fps } = picture
  const every = options.thorough ? 1 : (options.every ?? 1)
  const budgets = options.thorough ? [THOROUGH_PIXELS, PIXELS] : [PIXELS]
  const sizes = budgets.map((pixels) => detectorSize(picture, pixels))
  const detector = await openDetector({ ...options, network: 'nanodet', threshold: CARRIES_ON })
  const tracker = new Tracker(fps.num / fps.den, every)
  // The size that both ways of looking have.
  const net = new MotionNet(fps.num / fps.den, sizes.at(-1) as Size)
  const partFrames: number[] = []
  let frame = 0
  try {
    for (const part of clip) {
      const before = frame
      for await (const shrunk of readAhead(shrunkFrames(part, picture, sizes, watch))) {
        if (frame % every === 0) {
          const pictures = separated(shrunk, sizes)
          net.add(frame, pictures.at(-1) as Uint8Array)
          tracker.add(frame, await lookAt(pictures, sizes, picture, detector))
        }
        frame += 1
        watch.onFrames(frame)
      }
      if (frame === before) throw new NoFrames('there is no picture in the stretch asked for')
      partFrames.push(frame - before)
    }
  } finally {
    await detector.close()
  }
  const people = tracker.finish(frame)
  const others = net.unexplained(people, picture)
  const frames = people.map((boxes, index) => [...boxes, ...(others[index] ?? [])])
  return { ...picture, vehicles: [], conditions: [], partFrames, frames }
}

/** The frames of a part, each as packed BGR bytes at every one of the sizes, one size after the other. */
async function* shrunkFrames(
  part: ClipPart,
  picture: Pick<ClipPart, 'width' | 'height' | 'fps'>,
  sizes: readonly Size[],
  watch: Watch,
): AsyncGenerator<Uint8Array> {
  const { args, input, filters } = partInput(part, picture)
  // Sizes are laid below each other, padded to the width of the first, so that they cannot fall out of step.
  const [large, small] = sizes as [Size, Size | undefined]
  const scale = (size: Size) => `scale=${size.width}:${size.height}:flags=area,format=bgr24`
  const graph =
    small === undefined
      ? `[0:v:0]${filters},${scale(large)}[o]`
      : `[0:v:0]${filters},split[a][b];[a]${scale(large)}[l];` +
        `[b]${scale(small)},pad=${large.width}:${small.height}:0:0[s];[l][s]vstack[o]`
  const output = ['-map', '[o]', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'bgr24', 'pipe:1']
  const bytes = stream(['-loglevel', 'error', ...args, '-filter_complex', graph, ...output], {
    ...input,
    signal: watch.signal,
    onChild: watch.onChild,
  })
  const rows = sizes.reduce((sum, { height }) => sum + height, 0)
  yield* cut(bytes, large.width * rows * 3)
}

/** Cuts a stream of bytes into pieces of one length. Each is handed out in a buffer that is used again two pieces later. */
async function* cut(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  const buffers = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  let turn = 0
  let filled = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const buffer = buffers[turn] as Uint8Array
      const piece = chunk.subarray(at, at + length - filled)
      buffer.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled < length) continue
      yield buffer
      turn = (turn + 1) % buffers.length
      filled = 0
    }
  }
  if (filled > 0) throw new Error('ffmpeg ended in the middle of a picture')
}

/** Asks for the next one while the last is being worked on, so that decoding goes on during detection. */
async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next()
  try {
    for (let step = await next; step.done !== true; step = await next) {
      next = source.next()
      yield step.value
    }
  } finally {
    await next.catch(() => {})
    await source.return(undefined)
  }
}

async function lookAt(
  pictures: readonly Uint8Array[],
  sizes: readonly Size[],
  picture: Size,
  detector: Detector,
): Promise<Found[]> {
  const found: Found[] = []
  for (const [index, { width, height }] of sizes.entries()) {
    const [kx, ky] = [picture.width / width, picture.height / height]
    const bytes = pictures[index] as Uint8Array
    for (const { what, x, y, w, h, score } of await detector.detect(bytes, width, height)) {
      found.push({ what, x: x * kx, y: y * ky, w: w * kx, h: h * ky, score })
    }
  }
  return sizes.length === 1 ? found : suppressDoubles(found)
}

/** The pictures of each size that were laid below each other. */
function separated(shrunk: Uint8Array, sizes: readonly Size[]): Uint8Array[] {
  const across = sizes[0]?.width ?? 0
  let row = 0
  return sizes.map(({ width, height }) => {
    const rows = shrunk.subarray(row * across * 3, (row + height) * across * 3)
    row += height
    return columns(rows, across, width)
  })
}

/** The left `width` columns of packed BGR rows that are `across` wide. */
function columns(bytes: Uint8Array, across: number, width: number): Uint8Array {
  if (width === across) return bytes
  const rows = bytes.length / (across * 3)
  const cropped = new Uint8Array(rows * width * 3)
  for (let row = 0; row < rows; row++) {
    cropped.set(bytes.subarray(row * across * 3, (row * across + width) * 3), row * width * 3)
  }
  return cropped
}
