import { overlapOf } from '../../native/detector/decode.ts'
import { shareOf, unionOf } from '../domain/area.ts'
import type { Area } from '../domain/masking.ts'
import type { Suspicion } from './bare-masks.ts'

/** Suspicions of consecutive frames at one place. Frames up to, not including, `toFrame`. */
export interface Joined {
  readonly fromFrame: number
  readonly toFrame: number
  /** All of the place, while the suspicion lasts. */
  readonly box: Area
  readonly why: Suspicion['why']
  readonly score: number
  /** Where it is seen best. */
  readonly best: { readonly frame: number; readonly box: Area }
}

/** Suspicions farther apart in time are two. */
const GAP_SECONDS = 1
/** Unless the place is exactly the same: a thing that is taken for a person now and again. */
const SAME_PLACE = 0.7
const SAME_PLACE_SECONDS = 10
/** The share of the smaller one by which two places overlap that are one. */
const OVERLAPS = 0.4
/** What is less sure than this is believed when it lasts. */
const SURE = 0.5
/** It lasts when it is seen in so many frames that were looked at, over so long. */
const LASTS_LOOKS = 3
const LASTS_SECONDS = 0.3
/** The stronger word for what is seen at a place. */
const STRENGTH = ['movement', 'person', 'face', 'bare-mask'] as const

interface Open {
  readonly isBareMask: boolean
  readonly fromFrame: number
  toFrame: number
  box: Area
  last: Area
  looks: number
  /** Persons and faces of one frame are different ones. */
  taken: Set<Suspicion['why']>
  why: Suspicion['why']
  score: number
  best: { frame: number; box: Area; score: number }
}

/**
 * Joins what is suspected frame by frame into what somebody has to look at. A bare mask is never joined with what is
 * only suspected: whoever says that a cone is nobody has said nothing of a mask that is missing there.
 */
export class Suspicions {
  private readonly framesPerSecond: number
  private open: Open[] = []
  private readonly done: Open[] = []

  constructor(framesPerSecond: number) {
    this.framesPerSecond = framesPerSecond
  }

  /** Takes what is suspected in one frame; frames are given in order. */
  add(frame: number, suspicions: readonly Suspicion[]): void {
    this.close(frame)
    const pairs = suspicions.flatMap((suspicion) =>
      this.open.map((open) => ({ suspicion, open, closeness: this.closeness(open, suspicion, frame) })),
    )
    for (const open of this.open) open.taken.clear()
    const free = new Set(suspicions)
    for (const { suspicion, open } of pairs
      .filter(({ closeness }) => closeness > 0)
      .sort((a, b) => b.closeness - a.closeness)) {
      const isOne = suspicion.why === 'person' || suspicion.why === 'face'
      if (!free.has(suspicion) || (isOne && open.taken.has(suspicion.why))) continue
      free.delete(suspicion)
      join(open, suspicion, frame)
    }
    for (const suspicion of free) this.open.push(opened(suspicion, frame))
  }

  /** Everything that is sure enough or lasted, in the order of time. To be called once, after the last frame. */
  finish(): Joined[] {
    const least = LASTS_SECONDS * this.framesPerSecond
    return [...this.done, ...this.open]
      .filter(
        ({ why, score, looks, fromFrame, toFrame }) =>
          why === 'bare-mask' ||
          (why !== 'movement' && score >= SURE) ||
          (looks >= LASTS_LOOKS && toFrame - fromFrame >= least),
      )
      .sort((a, b) => a.fromFrame - b.fromFrame)
      .map(({ fromFrame, toFrame, box, why, score, best }) => ({
        fromFrame,
        toFrame,
        box,
        why,
        score,
        best: { frame: best.frame, box: best.box },
      }))
  }

  private close(frame: number): void {
    const still = (open: Open) => frame - open.toFrame <= SAME_PLACE_SECONDS * this.framesPerSecond
    this.done.push(...this.open.filter((open) => !still(open)))
    this.open = this.open.filter(still)
  }

  /** How well a suspicion continues one that is open: 0 not at all, up to 1. */
  private closeness(open: Open, { why, box }: Suspicion, frame: number): number {
    if (open.isBareMask !== (why === 'bare-mask')) return 0
    const union = overlapOf(box, open.last)
    if (frame - open.toFrame > GAP_SECONDS * this.framesPerSecond) return union >= SAME_PLACE ? union : 0
    return Math.max(shareOf(box, open.last), shareOf(open.last, box)) >= OVERLAPS ? Math.max(union, 0.01) : 0
  }
}

function opened({ why, box, score }: Suspicion, frame: number): Open {
  return {
    isBareMask: why === 'bare-mask',
    fromFrame: frame,
    toFrame: frame + 1,
    box,
    last: box,
    looks: 1,
    taken: new Set([why]),
    why,
    score,
    best: { frame, box, score },
  }
}

function join(open: Open, { why, box, score }: Suspicion, frame: number): void {
  const isSameFrame = open.toFrame === frame + 1
  open.last = isSameFrame ? unionOf(open.last, box) : box
  open.box = unionOf(open.box, box)
  if (!isSameFrame) open.looks += 1
  open.toFrame = frame + 1
  open.taken.add(why)
  const isStronger = STRENGTH.indexOf(why) > STRENGTH.indexOf(open.why)
  if (isStronger) Object.assign(open, { why, score, best: { frame, box, score } })
  else if (why === open.why && score > open.score) Object.assign(open, { score, best: { frame, box, score } })
}
