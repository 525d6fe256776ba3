import { z } from 'zod'
import { Rational } from './recording.ts'

/**
 * Someone found in one picture: a box in pixels from the left top corner, and how sure the detector is. A score of 0
 * says that nobody was seen there: the box was filled in between or beyond sightings.
 */
export const Detection = z.strictObject({
  x: z.number(),
  y: z.number(),
  w: z.number().positive(),
  h: z.number().positive(),
  score: z.number().min(0).max(1),
})
export type Detection = z.infer<typeof Detection>

/** Anything moving that no track explains: always masked, and cannot be kept. */
export const MOTION = 0

/** A detection that belongs to a track: the same person from frame to frame, numbered from 1; or `MOTION`. */
export const Box = Detection.extend({ track: z.int().min(MOTION) })
export type Box = z.infer<typeof Box>

/** A rectangle of the picture, in pixels. */
export type Area = Pick<Detection, 'x' | 'y' | 'w' | 'h'>

/** What makes the search less sure for a stretch of a clip; frames from `fromFrame` up to, not including, `toFrame`. */
export const Condition = z.strictObject({
  kind: z.enum(['camera-moves', 'camera-shakes', 'light-changes', 'stands-still', 'no-background']),
  fromFrame: z.int().min(0),
  toFrame: z.int().min(0),
  /** Who stands still. */
  track: z.int().positive().optional(),
})
export type Condition = z.infer<typeof Condition>

/** Who is where in a clip, frame by frame at its constant rate. Boxes are those of the people, not yet grown. */
export interface TrackSet {
  readonly width: number
  readonly height: number
  readonly fps: Rational
  /** The tracks that are vehicles, masked for their number plates. */
  readonly vehicles: readonly number[]
  readonly conditions: readonly Condition[]
  /** Frames of each part of the clip, in order; their sum is the number of frames. */
  readonly partFrames: readonly number[]
  /** Frame 0 first. */
  readonly frames: readonly (readonly Box[])[]
}

/** How people are made unrecognisable. Only `fill` cannot be undone by a trained attacker. */
export const MaskStyle = z.enum(['fill', 'mosaic', 'blur'])
export type MaskStyle = z.infer<typeof MaskStyle>

/** How a film shows the others in it: masked, or `clear`, as they are, which has to have been decided (`clearanceOf`). */
export const FilmStyle = z.enum([...MaskStyle.options, 'clear'])
export type FilmStyle = z.infer<typeof FilmStyle>

/** One track as a person looks through them. */
export const TrackSummary = z.strictObject({
  track: z.int().positive(),
  isVehicle: z.boolean(),
  firstFrame: z.int().min(0),
  lastFrame: z.int().min(0),
  /** Frames in which it was seen; those filled in do not count. */
  seenFrames: z.int().min(0),
  /** Where the person is seen best: large and sure. */
  bestFrame: z.int().min(0),
  bestBox: Box,
  meanScore: z.number().min(0).max(1),
})
export type TrackSummary = z.infer<typeof TrackSummary>

/**
 * Shares of its width and height by which a person's box grows: detectors cut off heads and arms. Feet give nobody away,
 * and what is masked of the ground below them is missed by whoever looks at the film.
 */
const GROWTH = { top: 0.2, side: 0.15, bottom: 0.08 }
const NO_GROWTH = { top: 0, side: 0, bottom: 0 }

type Size = Pick<TrackSet, 'width' | 'height'>

/** The box grown to what is masked for it, cut at the edges of the picture; nothing where none of it is inside. */
export function grown(box: Box, { width, height }: Size): Box | undefined {
  const by = box.track === MOTION ? NO_GROWTH : GROWTH
  const left = Math.max(0, box.x - box.w * by.side)
  const top = Math.max(0, box.y - box.h * by.top)
  const right = Math.min(width, box.x + box.w * (1 + by.side))
  const bottom = Math.min(height, box.y + box.h * (1 + by.bottom))
  return right > left && bottom > top
    ? { ...box, x: left, y: top, w: right - left, h: bottom - top }
    : undefined
}

/** The whole picture, for a frame that nobody has looked at, or that cannot be trusted. */
export function wholePicture({ width, height }: Size): Area {
  return { x: 0, y: 0, w: width, h: height }
}

/**
 * What is masked in one frame when the people of the `kept` tracks stay visible. Fails closed: a frame whose boxes are
 * missing or are not numbers is masked whole, and where a kept person and a masked one overlap, the masked one wins.
 * Only unexplained motion gives way, inside the box of a kept person, whose own movement it is.
 */
export function masksFor(frame: readonly Box[] | undefined, kept: ReadonlySet<number>, size: Size): Area[] {
  if (frame === undefined || !frame.every(isSound)) return [wholePicture(size)]
  const holes = frame
    .filter((box) => box.track !== MOTION && kept.has(box.track))
    .map((box) => grown(box, size))
  const masks: Area[] = []
  for (const box of frame) {
    if (box.track !== MOTION && kept.has(box.track)) continue
    const area = grown(box, size)
    if (area === undefined) continue
    let pieces: Area[] = [area]
    if (box.track === MOTION) {
      for (const hole of holes)
        if (hole !== undefined) pieces = pieces.flatMap((piece) => without(piece, hole))
    }
    masks.push(...pieces)
  }
  return masks
}

function isSound(box: Box): boolean {
  return [box.x, box.y, box.w, box.h].every(Number.isFinite) && box.w > 0 && box.h > 0
}

/** What is left of an area outside a hole, as up to four rectangles. */
function without(area: Area, hole: Area): Area[] {
  const [right, bottom] = [area.x + area.w, area.y + area.h]
  const left = Math.max(area.x, hole.x)
  const top = Math.max(area.y, hole.y)
  const holeRight = Math.min(right, hole.x + hole.w)
  const holeBottom = Math.min(bottom, hole.y + hole.h)
  if (holeRight <= left || holeBottom <= top) return [area]
  const pieces = [
    { x: area.x, y: area.y, w: area.w, h: top - area.y },
    { x: area.x, y: holeBottom, w: area.w, h: bottom - holeBottom },
    { x: area.x, y: top, w: left - area.x, h: holeBottom - top },
    { x: holeRight, y: top, w: right - holeRight, h: holeBottom - top },
  ]
  return pieces.filter(({ w, h }) => w > 0 && h > 0)
}

/** Side of a mosaic block, or standard deviation of a blur, in pixels. */
export type MaskStrength = { readonly blockPx: number } | { readonly sigmaPx: number }

/**
 * The least strength of a style that is allowed, for the tallest person masked. A face is about a seventh of a person's
 * height. A mosaic of 13 blocks over a face could partly be re-identified, of 8 hardly: a block is at least a
 * twentieth of the person (three over a face), and never under 16 px at 1080 lines. A blur is at least 15 % of the face.
 */
export function leastStrength(style: 'mosaic' | 'blur', tallestPx: number, heightPx: number): MaskStrength {
  const floorPx = (16 * heightPx) / 1080
  if (style === 'mosaic') return { blockPx: Math.ceil(Math.max(tallestPx / 20, floorPx, 4)) }
  return { sigmaPx: Math.ceil(Math.max((tallestPx / 7) * 0.15, floorPx / 2, 3)) }
}

/** Sums up tracks frame by frame; `frame` numbers only grow. */
export class Summing {
  readonly #found = new Map<number, { summary: TrackSummary; worth: number }>()
  readonly #vehicles: ReadonlySet<number>

  constructor(vehicles: Iterable<number>) {
    this.#vehicles = new Set(vehicles)
  }

  add(frame: number, box: Box): void {
    const { track, score } = box
    if (track === MOTION) return
    const worth = box.w * box.h * score
    const before = this.#found.get(track)
    const seen = score > 0 ? 1 : 0
    if (before === undefined) {
      const isVehicle = this.#vehicles.has(track)
      const first = { firstFrame: frame, lastFrame: frame, bestFrame: frame, bestBox: box }
      const summary = { track, isVehicle, seenFrames: seen, ...first, meanScore: score }
      this.#found.set(track, { summary, worth })
      return
    }
    const { summary } = before
    summary.lastFrame = frame
    summary.seenFrames += seen
    // Averaging rounds, and a score is at most 1.
    if (seen === 1)
      summary.meanScore = Math.min(1, summary.meanScore + (score - summary.meanScore) / summary.seenFrames)
    if (worth <= before.worth) return
    before.worth = worth
    Object.assign(summary, { bestFrame: frame, bestBox: box })
  }

  /** In the order of first appearance. */
  all(): TrackSummary[] {
    return [...this.#found.values()].map(({ summary }) => summary)
  }
}

/** Every track of the set in the order of its first appearance. */
export function trackSummaries({ frames, vehicles }: Pick<TrackSet, 'frames' | 'vehicles'>): TrackSummary[] {
  const summing = new Summing(vehicles)
  for (const [frame, boxes] of frames.entries()) for (const box of boxes) summing.add(frame, box)
  return summing.all()
}
