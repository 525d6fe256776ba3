import { type Area, type Box, grown, MOTION, masksFor, type TrackSet } from '#domain/masking.ts'
import { MaskPainter } from '../../electron/masking/mask-picture.ts'

/** A hole in the masks: what is missing of one person's mask in frames up to, not including, `toFrame`. */
export interface Hole {
  readonly track: number
  readonly fromFrame: number
  readonly toFrame: number
  /** The left top quarter is missing; otherwise all of it. */
  readonly isQuadrant: boolean
}

/** The tracks by which a film with such holes is rendered. */
export function punched(set: TrackSet, holes: readonly Hole[]): TrackSet {
  const frames = set.frames.map((boxes, frame) =>
    boxes.flatMap((box) => {
      const hole = holes.find(
        ({ track, fromFrame, toFrame }) => track === box.track && frame >= fromFrame && frame < toFrame,
      )
      if (hole === undefined) return [box]
      return hole.isQuadrant ? threeQuadrants(box, set) : []
    }),
  )
  return { ...set, frames }
}

/** All of a mask but its left top quarter, as boxes that do not grow. */
function threeQuadrants(box: Box, set: TrackSet): Box[] {
  const area = grown(box, set)
  if (area === undefined) return []
  const [w, h] = [area.w / 2, area.h / 2]
  const right = { ...area, track: MOTION, x: area.x + w, w }
  return [right, { ...area, track: MOTION, y: area.y + h, w, h }]
}

/** How many cells of a frame's mask a hole bares, and the box around them; fewer where other masks lie over it. */
function baredBy(set: TrackSet, hole: Hole, frame: number): { cells: number; box: Area } {
  const painter = new MaskPainter(set.width, set.height)
  const { columns, rows, cellPx } = painter.grid
  const paint = (boxes: readonly Box[]) => painter.paint(masksFor(boxes, new Set(), set))
  const whole = paint(set.frames[frame] ?? [])
  const one = { ...set, frames: set.frames.slice(frame, frame + 1) }
  const here = { ...hole, fromFrame: 0, toFrame: 1 }
  const holed = paint(punched(one, [here]).frames[0] ?? [])
  const found: { x: number; y: number }[] = []
  for (let cell = 0; cell < columns * rows; cell++) {
    if (whole[cell] !== holed[cell]) {
      found.push({ x: (cell % columns) * cellPx, y: Math.floor(cell / columns) * cellPx })
    }
  }
  const [x, y] = [Math.min(...found.map((cell) => cell.x)), Math.min(...found.map((cell) => cell.y))]
  const right = Math.max(...found.map((cell) => cell.x)) + cellPx
  const bottom = Math.max(...found.map((cell) => cell.y)) + cellPx
  return { cells: found.length, box: { x, y, w: right - x, h: bottom - y } }
}

/** Fewer cells than this do not show anybody. */
const LEAST_CELLS = 60
/** A track is chosen when it lasts so many frames. */
const LEAST_FRAMES = 20
/** Somebody is there, and not half hidden. */
const SURE = 0.6

/**
 * Holes of every kind, each in the mask of somebody else who is not hidden by others while it lasts: a single frame, three,
 * ten, the first second, a quarter of the mask for five. As many of each as there are people for, at most `most`.
 */
export function chosenHoles(set: TrackSet, most: number): Hole[] {
  const second = Math.round(set.fps.num / set.fps.den)
  const kinds = [
    { at: 'first', frames: second, isQuadrant: false },
    { at: 'middle', frames: 1, isQuadrant: false },
    { at: 'middle', frames: 3, isQuadrant: false },
    { at: 'middle', frames: 10, isQuadrant: false },
    { at: 'middle', frames: 5, isQuadrant: true },
  ]
  const there = new Map<number, number[]>()
  for (const [frame, boxes] of set.frames.entries()) {
    for (const { track } of boxes) {
      if (track !== MOTION) there.set(track, [...(there.get(track) ?? []), frame])
    }
  }
  const holes: Hole[] = []
  for (let turn = 0; turn < kinds.length * most; turn++) {
    const { at, frames, isQuadrant } = kinds[turn % kinds.length] as (typeof kinds)[number]
    for (const [track, seen] of there) {
      const fromFrame = (at === 'first' ? seen[0] : seen[Math.floor(seen.length / 2)]) ?? 0
      const hole = { track, fromFrame, toFrame: fromFrame + frames, isQuadrant }
      if (seen.length < LEAST_FRAMES || hole.toFrame > (seen.at(-1) ?? 0)) continue
      const lasting = Array.from({ length: frames }, (_, index) => fromFrame + index)
      if (!lasting.every((frame) => baredBy(set, hole, frame).cells >= LEAST_CELLS)) continue
      there.delete(track)
      holes.push(hole)
      break
    }
  }
  return holes
}

/** The track without which most of a surely seen person is bared: somebody who can be seen, and no sliver beside others. */
export function barest(set: TrackSet): number {
  const cells = new Map<number, number>()
  for (const [frame, boxes] of set.frames.entries()) {
    for (const { track, score } of boxes) {
      if (track === MOTION || score < SURE) continue
      const hole = { track, fromFrame: frame, toFrame: frame + 1, isQuadrant: false }
      cells.set(track, (cells.get(track) ?? 0) + baredBy(set, hole, frame).cells)
    }
  }
  const [most] = [...cells].sort((a, b) => b[1] - a[1])
  if (most === undefined) throw new Error('nobody to bare')
  return most[0]
}

/** Whether leaks tell of a hole: of a missing mask where it is, in every one of its frames. */
export function isTold(
  hole: Hole,
  leaks: readonly { fromFrame: number; toFrame: number; box: Area; why: string }[],
  set: TrackSet,
): boolean {
  for (let frame = hole.fromFrame; frame < hole.toFrame; frame++) {
    const { box } = baredBy(set, hole, frame)
    const told = leaks.some(
      (leak) =>
        leak.why === 'bare-mask' &&
        leak.fromFrame <= frame &&
        leak.toFrame > frame &&
        leak.box.x < box.x + box.w &&
        leak.box.x + leak.box.w > box.x &&
        leak.box.y < box.y + box.h &&
        leak.box.y + leak.box.h > box.y,
    )
    if (!told) return false
  }
  return true
}
