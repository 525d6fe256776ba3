import { z } from 'zod'
import { CameraId } from './policy.ts'
import { betweenUs, InstantAt, shiftAt } from './time.ts'

export const RecordingId = z.string().min(1).max(40).brand<'RecordingId'>()
export type RecordingId = z.infer<typeof RecordingId>

export const Rational = z.strictObject({ num: z.int().positive(), den: z.int().positive() })
export type Rational = z.infer<typeof Rational>

/**
 * How a recording reaches the screen: `direct` (the browser decodes it: H.264, VP9, AV1) or `converted`
 * (HEVC, MPEG-4 part 2, MJPEG: turned into H.264 on the way).
 */
export const PlayMode = z.enum(['direct', 'converted'])
export type PlayMode = z.infer<typeof PlayMode>

/** One held piece of footage: a whole file as the recorder cut it. */
export const Recording = z.strictObject({
  id: RecordingId,
  cameraId: CameraId,
  /** True time of the first frame: the recorder's time less the camera's known error. */
  startAt: InstantAt,
  durationUs: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  fps: Rational,
  frameCount: z.int().positive(),
  codec: z.string(),
  playMode: PlayMode,
  sizeBytes: z.int().positive(),
  /** SHA-256 of the file as it came from the recorder, hex. */
  sourceSha256: z.string().length(64),
  /** Whether sound was dropped at intake (법 25⑤: none may be recorded). */
  hadAudio: z.boolean(),
  takenInAt: InstantAt,
  /** The recording of which this is what was left when a stretch of it was erased. */
  remainderOf: RecordingId.optional(),
})
export type Recording = z.infer<typeof Recording>

/** The first instant after the recording. */
export function endAt(recording: Pick<Recording, 'startAt' | 'durationUs'>): string {
  return shiftAt(recording.startAt, recording.durationUs)
}

export interface Window {
  fromAt: string
  toAt: string
}

/** The stretch of a recording, in µs from its first frame, that lies inside a window; none where they miss each other. */
export function within(
  recording: Pick<Recording, 'startAt' | 'durationUs'>,
  window: Window,
): { fromUs: number; toUs: number } | undefined {
  const fromUs = Math.max(0, betweenUs(recording.startAt, window.fromAt))
  const toUs = Math.min(recording.durationUs, betweenUs(recording.startAt, window.toAt))
  return fromUs < toUs ? { fromUs, toUs } : undefined
}

/** Half-open interval on a recording, µs from its first frame. */
export const Interval = z.strictObject({ fromUs: z.int().min(0), toUs: z.int().min(0) })
export type Interval = z.infer<typeof Interval>

/** The same time covered once: sorted, overlapping and touching intervals joined, empty ones gone. */
export function joined(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ fromUs, toUs }) => fromUs < toUs).sort((a, b) => a.fromUs - b.fromUs)
  const result: Interval[] = []
  for (const next of sorted) {
    const last = result.at(-1)
    if (last !== undefined && next.fromUs <= last.toUs) last.toUs = Math.max(last.toUs, next.toUs)
    else result.push({ ...next })
  }
  return result
}
