import type { CameraId } from '#domain/policy.ts'
import type { Viewing, ViewingPart } from '#domain/viewing.ts'

/**
 * The clock of playback, without a picture. One master clock in true time (`atUs`: µs since 1970) runs over every
 * recording of a camera; each recording has its own clock (`us`: µs from its first frame). Nothing here may lead
 * outside [fromUs, toUs) of a part: what a request does not cover is not shown (지침 46).
 */

/** The stretch of true time in which a part is the one on the screen: [fromAtUs, toAtUs). */
export interface Stretch {
  part: ViewingPart
  fromAtUs: number
  toAtUs: number
}

/** A span of true time in which the camera has no recording. */
export interface Gap {
  fromAtUs: number
  toAtUs: number
}

/** Where the clock stands: on a moment of a recording, or in a gap. */
export type Place = { kind: 'part'; stretch: Stretch; us: number } | { kind: 'gap'; gap: Gap }

/** Recorders leave up to a second between two files; shorter than this nobody is told of a gap. */
export const SEAM_US = 2_000_000

export const epochUs = (at: string): number => Date.parse(at) * 1000
export const instantOf = (atUs: number): string => new Date(Math.floor(atUs / 1000)).toISOString()

/**
 * What `HTMLMediaElement.currentTime` reads, in seconds, when the frame at `us` of a recording is shown. The only
 * place that decides it: held recordings keep their own clock in the virtual file (tfdt is never rewritten), and
 * converted ones get it back through SourceBuffer.timestampOffset.
 */
export const mediaTime = (us: number): number => us / 1e6
/** The inverse of `mediaTime`, to the µs. */
export const recordingUs = (seconds: number): number => Math.round(seconds * 1e6)

/** How long one frame stands, in µs. */
export const frameUs = ({ fps }: Pick<ViewingPart, 'fps'>): number => (1e6 * fps.den) / fps.num

/** The parts of one camera in true time, oldest first; where recorder files overlap, the earlier one is shown to its end. */
export function stretchesOf(viewing: Pick<Viewing, 'parts'>, cameraId: CameraId): Stretch[] {
  const whole = viewing.parts
    .filter((part) => part.cameraId === cameraId)
    .map((part) => {
      const startAtUs = epochUs(part.startAt)
      return { part, fromAtUs: startAtUs + part.fromUs, toAtUs: startAtUs + part.toUs }
    })
    .sort((a, b) => a.fromAtUs - b.fromAtUs)
  const result: Stretch[] = []
  for (const next of whole) {
    const fromAtUs = Math.max(next.fromAtUs, result.at(-1)?.toAtUs ?? next.fromAtUs)
    if (fromAtUs < next.toAtUs) result.push({ ...next, fromAtUs })
  }
  return result
}

/** Spans of [fromAtUs, toAtUs) that no stretch covers, seams between files left out. */
export function gapsOf(stretches: readonly Stretch[], fromAtUs: number, toAtUs: number): Gap[] {
  const gaps: Gap[] = []
  let coveredAtUs = fromAtUs
  for (const stretch of stretches) {
    if (stretch.fromAtUs - coveredAtUs >= SEAM_US)
      gaps.push({ fromAtUs: coveredAtUs, toAtUs: stretch.fromAtUs })
    coveredAtUs = Math.max(coveredAtUs, stretch.toAtUs)
  }
  if (toAtUs - coveredAtUs >= SEAM_US) gaps.push({ fromAtUs: coveredAtUs, toAtUs })
  return gaps
}

/** A moment kept inside the viewing's window; the last one lies just before its end. */
export function clampToWindow(viewing: Pick<Viewing, 'fromAt' | 'toAt'>, atUs: number): number {
  return Math.min(Math.max(atUs, epochUs(viewing.fromAt)), epochUs(viewing.toAt) - 1000)
}

export function isInWindow(viewing: Pick<Viewing, 'fromAt' | 'toAt'>, atUs: number): boolean {
  return atUs >= epochUs(viewing.fromAt) && atUs < epochUs(viewing.toAt)
}

/** What is to be seen at a moment. A seam between two files counts as the first frame of the later one. */
export function placeAt(stretches: readonly Stretch[], atUs: number): Place {
  const stretch = stretches.find(({ toAtUs }) => atUs < toAtUs)
  if (stretch !== undefined && atUs >= stretch.fromAtUs - SEAM_US) {
    const inside = Math.max(atUs, stretch.fromAtUs)
    return { kind: 'part', stretch, us: clampToPart(stretch.part, inside - epochUs(stretch.part.startAt)) }
  }
  const before = stretches.findLast(({ toAtUs }) => toAtUs <= atUs)
  return {
    kind: 'gap',
    gap: {
      fromAtUs: before?.toAtUs ?? Number.NEGATIVE_INFINITY,
      toAtUs: stretch?.fromAtUs ?? Number.POSITIVE_INFINITY,
    },
  }
}

/** The true time at which a moment of a recording stands. */
export const atUsOf = (part: Pick<ViewingPart, 'startAt'>, us: number): number => epochUs(part.startAt) + us

/**
 * The middle of the frame that stands at `us`, kept to frames that begin inside [fromUs, toUs): a seek to a frame's
 * edge may land on its neighbour, which could be one the request does not cover.
 */
export function clampToPart(part: Pick<ViewingPart, 'fps' | 'fromUs' | 'toUs'>, us: number): number {
  const lengthUs = frameUs(part)
  const first = Math.ceil(part.fromUs / lengthUs - 1e-6)
  const last = Math.max(first, Math.ceil(part.toUs / lengthUs - 1e-6) - 1)
  const frame = Math.min(Math.max(Math.floor(us / lengthUs + 1e-6), first), last)
  return Math.round((frame + 0.5) * lengthUs)
}

/** Whether a frame that begins at `us` may be on the screen; a millisecond is what container clocks round away. */
export function mayShow(part: Pick<ViewingPart, 'fromUs' | 'toUs'>, us: number): boolean {
  return us >= part.fromUs - 1000 && us < part.toUs
}

/**
 * Whether playing on from the frame at `us` could put a frame past the part's end on the screen: one frame, or as
 * much as two refreshes of a 60 Hz display swallow at this speed.
 */
export function endsSoon(part: Pick<ViewingPart, 'fps' | 'toUs'>, us: number, speed: number): boolean {
  return us + Math.max(frameUs(part), (Math.max(speed, 0) * 2e6) / 60) >= part.toUs - 1000
}

/** The moment `count` frames on (back when negative), still true time; crosses from one part into the next. */
export function stepFrames(stretches: readonly Stretch[], atUs: number, count: 1 | -1): number {
  const place = placeAt(stretches, atUs)
  if (place.kind === 'gap') return count > 0 ? place.gap.toAtUs : place.gap.fromAtUs - 1
  const { stretch, us } = place
  const nextAtUs = atUsOf(stretch.part, us + count * frameUs(stretch.part))
  if (nextAtUs >= stretch.toAtUs) return nextStretch(stretches, atUs)?.fromAtUs ?? atUs
  if (nextAtUs < stretch.fromAtUs) {
    const before = stretches.findLast(({ toAtUs }) => toAtUs <= stretch.fromAtUs)
    return before === undefined ? atUs : before.toAtUs - 1
  }
  return nextAtUs
}

/** The first stretch that begins after a moment. */
export function nextStretch(stretches: readonly Stretch[], atUs: number): Stretch | undefined {
  return stretches.find(({ fromAtUs }) => fromAtUs > atUs)
}

/** Chromium plays up to 16 × and not backwards; backwards the picture is sought from frame to frame. */
export const SPEEDS = [-4, -2, -1, 1, 2, 4, 8, 16] as const
export type Speed = (typeof SPEEDS)[number]

/** L and J: the first press plays in that direction, each further one doubles it up to the end of the ladder. */
export function shuttle(speed: Speed | 0, direction: 1 | -1): Speed {
  const ladder = SPEEDS.filter((step) => Math.sign(step) === direction).sort(
    (a, b) => Math.abs(a) - Math.abs(b),
  )
  if (Math.sign(speed) !== direction) return direction
  return ladder.find((step) => Math.abs(step) > Math.abs(speed)) ?? (speed as Speed)
}
