import type { Clip } from '#contract/masking.ts'
import type { RecordingId } from '#domain/recording.ts'

type Part = Clip['parts'][number]

/** One frame of the clip, in µs. */
export const frameLengthUs = ({ fps }: Pick<Clip, 'fps'>): number => (1e6 * fps.den) / fps.num

/**
 * How many frames of the recording begin before a part does: pass 1 counts from the first one that begins inside it, and
 * a request seldom begins where a frame does. Container clocks round, so a thousandth of a frame before is inside.
 */
export const framesBefore = (clip: Pick<Clip, 'fps'>, fromUs: number): number =>
  Math.ceil(fromUs / frameLengthUs(clip) - 1e-3)

/**
 * The clip's running frame that is on the screen while a recording stands at `us`; nothing outside the clip. A
 * quarter of a frame forgives rounded clocks.
 */
export function frameAt(
  clip: Pick<Clip, 'fps' | 'parts'>,
  recordingId: RecordingId,
  us: number,
): number | undefined {
  const part = clip.parts.find((candidate) => candidate.recordingId === recordingId)
  if (part === undefined) return undefined
  const frame = Math.floor(us / frameLengthUs(clip) + 0.25) - framesBefore(clip, part.fromUs)
  return frame < 0 || frame >= part.frameCount ? undefined : part.firstFrame + frame
}

/** Where a running frame of the clip stands: the middle of it, on its recording's clock. Nothing past the last frame. */
export function momentOf(
  clip: Pick<Clip, 'fps' | 'parts'>,
  frame: number,
): { part: Part; us: number } | undefined {
  const part = clip.parts.find(
    ({ firstFrame, frameCount }) => frame >= firstFrame && frame < firstFrame + frameCount,
  )
  if (part === undefined) return undefined
  const inRecording = framesBefore(clip, part.fromUs) + frame - part.firstFrame
  return { part, us: Math.round((inRecording + 0.5) * frameLengthUs(clip)) }
}

/** Frames asked for at a time. */
export const WINDOW_FRAMES = 120

/** The half-open window of frames to ask for so that `frame` is in it, cut at the clip's end. */
export function windowAround(frame: number, frameCount: number): { fromFrame: number; toFrame: number } {
  const fromFrame = Math.floor(frame / WINDOW_FRAMES) * WINDOW_FRAMES
  return { fromFrame, toFrame: Math.min(fromFrame + WINDOW_FRAMES, frameCount) }
}

/** `0f3a 99c1 …`: how a hash is read aloud and compared with paper. */
export const groupsOfFour = (hash: string): string => hash.replaceAll(/(.{4})(?=.)/g, '$1 ')
