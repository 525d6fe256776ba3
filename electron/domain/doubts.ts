import { z } from 'zod'
import { shareOf } from './area.ts'
import { type Area, Box, grown, MOTION, type TrackSet } from './masking.ts'

/** Where tracks, as they were found, are less sure than elsewhere. */

/** Something about a track as it was found that makes it less sure. Frames up to, not including, `toFrame`. */
export const Doubt = z.strictObject({
  /** Weakly seen for long; there all of a sudden, or gone, in mid-picture; not seen for a while in between. */
  kind: z.enum(['unsure', 'appears', 'vanishes', 'gap']),
  track: z.int().positive(),
  fromFrame: z.int().min(0),
  toFrame: z.int().positive(),
  box: Box,
})
export type Doubt = z.infer<typeof Doubt>

/** Two tracks whose boxes overlap for a while: where one might have taken the other's number. */
export const Touch = z.strictObject({
  tracks: z.tuple([z.int().positive(), z.int().positive()]),
  fromFrame: z.int().min(0),
  toFrame: z.int().positive(),
  box: Box,
})
export type Touch = z.infer<typeof Touch>

/** Under this a person was seen only weakly. */
const WEAK = 0.3
/** For less than this in all, it is the flicker of every detector. */
const WEAK_SECONDS = 2
const GAP_SECONDS = 0.7
/** Tracks that begin or end so near to the clip's own begin or end did not appear or vanish. */
const CLIP_END_SECONDS = 0.5
/** So near to the edge of the picture people come and go. */
const EDGE_SHARE = 0.04
/** Whoever is covered by others' masks by so much cannot be seen before he appears or after he vanishes. */
const COVERED = 0.5

/** Where tracks are less sure: computed where they were found, over all of their frames. */
export function doubtsOf(set: TrackSet): Doubt[] {
  const seconds = (count: number) => Math.round((count * set.fps.num) / set.fps.den)
  const doubts: Doubt[] = []
  for (const run of runsOf(set)) {
    const { track, boxes } = run
    const seen = boxes.findIndex(({ box }) => box.score > 0)
    if (seen === -1) continue
    const lastSeen = boxes.findLastIndex(({ box }) => box.score > 0)
    const [first, last] = [boxes[seen], boxes[lastSeen]] as [Boxed, Boxed]
    const margin = seconds(CLIP_END_SECONDS)
    if (first.frame > margin && !isAtEdge(first.box, set) && !isCovered(set, first, -1))
      doubts.push(doubt('appears', track, first, first.frame + 1))
    if (last.frame < set.frames.length - 1 - margin && !isAtEdge(last.box, set) && !isCovered(set, last, 1))
      doubts.push(doubt('vanishes', track, last, last.frame + 1))
    const inside = boxes.slice(seen, lastSeen + 1)
    for (const gap of stretches(inside, ({ box }) => box.score === 0, seconds(GAP_SECONDS)))
      if (!gap.boxes.every((each) => isCovered(set, each, 0)))
        doubts.push(doubt('gap', track, gap.first, gap.toFrame))
    // Asked once for a track: whether it is somebody at all is the same question every time.
    const weak = inside.filter(
      (each) => each.box.score > 0 && each.box.score < WEAK && !isCovered(set, each, 0),
    )
    const share = inside.length / Math.max(1, inside.filter(({ box }) => box.score > 0).length)
    const [begin, end] = [weak[0], weak.at(-1)]
    if (begin !== undefined && end !== undefined && weak.length * share >= seconds(WEAK_SECONDS))
      doubts.push(doubt('unsure', track, begin, end.frame + 1))
  }
  return doubts
}

interface Boxed {
  readonly frame: number
  readonly box: Box
}

function doubt(kind: Doubt['kind'], track: number, { frame, box }: Boxed, toFrame: number): Doubt {
  return { kind, track, fromFrame: frame, toFrame, box }
}

function runsOf({ frames }: TrackSet): { track: number; boxes: Boxed[] }[] {
  const runs = new Map<number, Boxed[]>()
  for (const [frame, boxes] of frames.entries()) {
    for (const box of boxes) {
      if (box.track === MOTION) continue
      const run = runs.get(box.track)
      if (run === undefined) runs.set(box.track, [{ frame, box }])
      else run.push({ frame, box })
    }
  }
  return [...runs].map(([track, boxes]) => ({ track, boxes }))
}

function stretches(boxes: readonly Boxed[], holds: (boxed: Boxed) => boolean, least: number) {
  const found: { first: Boxed; toFrame: number; boxes: Boxed[] }[] = []
  let run: Boxed[] = []
  const end = () => {
    const [first] = run
    if (first !== undefined && run.length >= least)
      found.push({ first, toFrame: (run.at(-1) as Boxed).frame + 1, boxes: run })
    run = []
  }
  for (const boxed of boxes) {
    if (holds(boxed)) run.push(boxed)
    else end()
  }
  end()
  return found
}

function isAtEdge({ x, y, w, h }: Area, { width, height }: TrackSet): boolean {
  const [near, low] = [EDGE_SHARE * width, EDGE_SHARE * height]
  return x < near || y < low || x + w > width - near || y + h > height - low
}

/** Whether others' masks hide the place of a box in the frame `step` away from its own. */
function isCovered(set: TrackSet, { frame, box }: Boxed, step: number): boolean {
  return (set.frames[frame + step] ?? []).some((other) => {
    if (other.track === box.track) return false
    const mask = grown(other, set)
    return mask !== undefined && shareOf(box, mask) >= COVERED
  })
}

/** Overlap of two people, of the smaller one, from which their numbers might be mixed up. */
const TOUCHES = 0.15
/** Stretches of touching that lie closer together are one. */
const TOUCH_GAP_SECONDS = 2

/** Where two tracks overlap: computed where they were found, over all of their frames. */
export function touchesOf({ frames, fps }: TrackSet): Touch[] {
  const gap = (TOUCH_GAP_SECONDS * fps.num) / fps.den
  const open = new Map<string, Touch>()
  const touches: Touch[] = []
  for (const [frame, boxes] of frames.entries()) {
    const people = boxes.filter(({ track }) => track !== MOTION)
    for (const [index, one] of people.entries()) {
      for (const other of people.slice(index + 1)) {
        if (one.track === other.track || Math.max(shareOf(one, other), shareOf(other, one)) < TOUCHES)
          continue
        const tracks: Touch['tracks'] =
          one.track < other.track ? [one.track, other.track] : [other.track, one.track]
        const name = tracks.join(' ')
        const before = open.get(name)
        if (before !== undefined && frame - before.toFrame <= gap) before.toFrame = frame + 1
        else {
          const touch = { tracks, fromFrame: frame, toFrame: frame + 1, box: one }
          open.set(name, touch)
          touches.push(touch)
        }
      }
    }
  }
  return touches
}
