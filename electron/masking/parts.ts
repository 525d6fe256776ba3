import { fileInput, pipedInput } from '../../native/ffmpeg/ffmpeg.ts'
import type { Rational } from '../domain/recording.ts'
import { clipBytes } from '../footage/clip.ts'
import type { ClipPart } from './protocol.ts'

/** Consecutive recordings of one camera. All are brought to the picture size and rate of the first. */
export type Clip = readonly ClipPart[]

/** Size and rate of the whole clip. Throws `RangeError` where it has no part. */
export function pictureOf(clip: Clip): Pick<ClipPart, 'width' | 'height' | 'fps'> {
  const [first] = clip
  if (first === undefined) throw new RangeError('a clip has at least one part')
  return { width: first.width, height: first.height, fps: first.fps }
}

/** Frames that the clip will have, within a frame or so per part: for progress only. */
export function estimatedFrames(clip: Clip): number {
  const { fps } = pictureOf(clip)
  return clip.reduce((sum, { lengthUs }) => sum + (lengthUs / 1e6) * (fps.num / fps.den), 0)
}

/** How ffmpeg is given one part: its arguments up to `-i`, what goes into `pipe:0`, and the filters that come first. */
export interface PartInput {
  readonly args: readonly string[]
  readonly input: { readonly input?: AsyncIterable<Uint8Array> }
  readonly filters: string
}

/** Farther in than this, ffmpeg jumps to shortly before the place instead of decoding all the way. */
const JUMP_FROM_US = 10_000_000
const JUMP_SHORT_US = 5_000_000

/**
 * Where the size of the picture changes in the middle of a recording, ffmpeg would set up its filters anew: the count of
 * pictures would begin at 0 again, and masks that wait would be lost. Without that, `scale` brings every picture to
 * the first size; it passes on untouched what has it already.
 */
const SAME_FILTERS = ['-reinit_filter', '0']

/** A picture of 50 MB, of which every thread and everything that looks ahead keeps several. */
export function isVast({ width, height }: { width: number; height: number }): boolean {
  return width * height > 4096 * 2304
}

/**
 * Both passes open a part by this and nothing else, so frame n of one is frame n of the other: pictures are cut to the
 * stretch by time stamp, brought to the constant rate, and stamped anew from 0. Without the last step, masks of a
 * recording with a variable rate fell on the wrong frames. Interlaced pictures stay woven: a mask covers both fields.
 */
export function partInput(
  part: ClipPart,
  whole: { width: number; height: number; fps: Rational },
): PartInput {
  const isFile = part.input.kind === 'file'
  const jumpUs = isFile && part.skipUs >= JUMP_FROM_US ? part.skipUs - JUMP_SHORT_US : 0
  const fromUs = part.skipUs - jumpUs
  const rate = `${whole.fps.num}/${whole.fps.den}`
  const opening = [...SAME_FILTERS, ...(isVast(part) ? ['-threads', '2'] : [])]
  const filters = [
    `scale=${whole.width}:${whole.height}`,
    'setsar=1',
    `trim=start=${seconds(fromUs)}:end=${seconds(fromUs + part.lengthUs)}`,
    `fps=${rate}`,
    `setpts=N/((${rate})*TB)`,
  ]
  if (part.input.kind === 'held') {
    const { kind: _, ...held } = part.input
    return {
      args: [...opening, ...pipedInput()],
      input: { input: clipBytes(held) },
      filters: filters.join(','),
    }
  }
  const jump = jumpUs === 0 ? [] : ['-ss', seconds(jumpUs)]
  return {
    args: [...opening, ...jump, ...fileInput(part.input.path)],
    input: {},
    filters: filters.join(','),
  }
}

function seconds(us: number): string {
  return (us / 1e6).toFixed(6)
}
