import type { CameraId } from '#domain/policy.ts'
import { joined, type Recording, type RecordingId } from '#domain/recording.ts'
import type { Viewing } from '#domain/viewing.ts'
import { epochUs } from './player.ts'
import type { Seen } from './watching.ts'

/** A stretch of true time, µs since 1970. */
export interface Span {
  fromAtUs: number
  toAtUs: number
}

const HOUR_US = 3600e6
/** Distances between marks on a ruler: at most this many fit. */
const MARK_STEPS_US = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 86_400].map(
  (s) => s * 1e6,
)

/** Where a moment lies on a ruler, 0 to 100. */
export function percent({ fromAtUs, toAtUs }: Span, atUs: number): number {
  const share = (atUs - fromAtUs) / (toAtUs - fromAtUs)
  return Math.min(Math.max(share, 0), 1) * 100
}

/** The moment at a share (0…1) of a ruler's length. */
export function momentAt({ fromAtUs, toAtUs }: Span, share: number): number {
  return Math.round(fromAtUs + Math.min(Math.max(share, 0), 1) * (toAtUs - fromAtUs))
}

/** The marks of a ruler, at round times of the Korean clock (UTC+9, to which whole hours and minutes are round too). */
export function marksOf(span: Span, most: number): number[] {
  const lengthUs = span.toAtUs - span.fromAtUs
  const stepUs = MARK_STEPS_US.find((step) => lengthUs / step <= most) ?? 86_400e6
  const shiftUs = 9 * HOUR_US
  const marks: number[] = []
  for (
    let at = Math.ceil((span.fromAtUs + shiftUs) / stepUs) * stepUs - shiftUs;
    at <= span.toAtUs;
    at += stepUs
  )
    marks.push(at)
  return marks
}

/** What the zoomed ruler shows: the whole window where it is an hour or less, else the hour of it around the playhead. */
export function zoomOf({ fromAt, toAt }: Pick<Viewing, 'fromAt' | 'toAt'>, atUs: number): Span {
  const [fromAtUs, toAtUs] = [epochUs(fromAt), epochUs(toAt)]
  if (toAtUs - fromAtUs <= HOUR_US) return { fromAtUs, toAtUs }
  const page = Math.floor((Math.min(Math.max(atUs, fromAtUs), toAtUs - 1) - fromAtUs) / HOUR_US)
  const pageAtUs = fromAtUs + page * HOUR_US
  return { fromAtUs: pageAtUs, toAtUs: Math.min(pageAtUs + HOUR_US, toAtUs) }
}

/** The recordings of one camera as spans. */
export function recordedSpans(recordings: readonly Recording[], cameraId: CameraId): Span[] {
  return recordings
    .filter((recording) => recording.cameraId === cameraId)
    .map(({ startAt, durationUs }) => ({ fromAtUs: epochUs(startAt), toAtUs: epochUs(startAt) + durationUs }))
}

/** What has been watched of a camera, in true time. */
export function seenSpans(viewing: Pick<Viewing, 'parts'>, seen: Seen, cameraId: CameraId): Span[] {
  return viewing.parts
    .filter((part) => part.cameraId === cameraId)
    .flatMap(({ recordingId, startAt }) =>
      (seen.get(recordingId) ?? []).map(({ fromUs, toUs }) => ({
        fromAtUs: epochUs(startAt) + fromUs,
        toAtUs: epochUs(startAt) + toUs,
      })),
    )
}

/** How much footage has been watched in all, each moment once, in seconds. */
export function seenSeconds(seen: Seen): number {
  const lengths = [...seen].flatMap(
    ([, intervals]: [RecordingId, readonly { fromUs: number; toUs: number }[]]) =>
      joined(intervals).map(({ fromUs, toUs }) => toUs - fromUs),
  )
  return lengths.reduce((sum, length) => sum + length, 0) / 1e6
}
