import { z } from 'zod'
import { type Area, type Box, masksFor, type TrackSummary, wholePicture } from './masking.ts'

/** What people decided about the masks of a clip, on top of what was found by itself. */

/** Where a mask that was drawn by hand lies in one frame, in pixels of the recording. */
export const Keyframe = z.strictObject({
  frame: z.int().min(0),
  x: z.number(),
  y: z.number(),
  w: z.number().positive(),
  h: z.number().positive(),
})
export type Keyframe = z.infer<typeof Keyframe>

/**
 * A mask drawn by hand, for what was not found: it holds from `fromFrame` up to, not including, `toFrame`, moves straight
 * from keyframe to keyframe, and stands still outside them. One keyframe over the whole clip is a window or a screen.
 */
export const HandMask = z
  .strictObject({
    id: z.string().min(1).max(40),
    fromFrame: z.int().min(0),
    toFrame: z.int().positive(),
    keyframes: z.array(Keyframe).min(1).max(2_000),
  })
  .refine(({ fromFrame, toFrame }) => fromFrame < toFrame, 'a mask holds for a frame at least')
  .refine(
    ({ keyframes }) =>
      keyframes.every(({ frame }, index) => index === 0 || frame > (keyframes[index - 1]?.frame ?? 0)),
    'keyframes are in order, one for a frame',
  )
export type HandMask = z.infer<typeof HandMask>

/** From a frame on, boxes of a track as it was found carry another number. */
const Renumbered = z.strictObject({
  track: z.int().positive(),
  fromFrame: z.int().min(0),
  number: z.int().positive(),
})
type Renumbered = z.infer<typeof Renumbered>

/** Everything beside the tracks that says what is masked. The process that renders is given it as it stands. */
export const MaskWork = z.strictObject({
  /** For each track that was merged or split, from which frame on it has which number; in order of frames. */
  numbering: z.array(Renumbered),
  /** Numbers of those who stay visible. */
  kept: z.array(z.int().positive()),
  /** Numbers that are neither a person nor a vehicle: a sign, a cone. */
  things: z.array(z.int().positive()),
  hands: z.array(HandMask),
})
export type MaskWork = z.infer<typeof MaskWork>

export const untouched: MaskWork = { numbering: [], kept: [], things: [], hands: [] }

type Size = Parameters<typeof wholePicture>[0]

/** Computes the masks of a clip frame by frame. Numbers are looked up once, so that an hour of frames goes quickly. */
export class Masks {
  readonly #rules = new Map<number, Renumbered[]>()
  readonly #kept: ReadonlySet<number>
  readonly #things: ReadonlySet<number>
  readonly #hands: readonly HandMask[]
  readonly #size: Size

  constructor({ numbering, kept, things, hands }: MaskWork, size: Size) {
    for (const rule of numbering) {
      const rules = this.#rules.get(rule.track)
      if (rules === undefined) this.#rules.set(rule.track, [rule])
      else rules.push(rule)
    }
    this.#kept = new Set(kept)
    this.#things = new Set(things)
    this.#hands = hands
    this.#size = size
  }

  /** The number that people know a track by in a frame. */
  numberOf(track: number, frame: number): number {
    let number = track
    for (const rule of this.#rules.get(track) ?? []) if (rule.fromFrame <= frame) number = rule.number
    return number
  }

  /** The boxes of a frame under the numbers that people know them by. */
  numbered(frame: number, boxes: readonly Box[]): Box[] {
    return boxes.map((box) =>
      this.#rules.has(box.track) ? { ...box, track: this.numberOf(box.track, frame) } : box,
    )
  }

  isKept(number: number): boolean {
    return this.#kept.has(number)
  }

  isThing(number: number): boolean {
    return this.#things.has(number)
  }

  /**
   * What is masked in a frame, from its boxes as they were found (see `masksFor`; without boxes the whole picture), and
   * every mask drawn by hand, which nobody's being kept gives way to.
   */
  at(frame: number, boxes: readonly Box[] | undefined): Area[] {
    if (boxes === undefined) return [wholePicture(this.#size)]
    const people = this.numbered(frame, boxes).filter(({ track }) => !this.#things.has(track))
    const masks = masksFor(people, this.#kept, this.#size)
    for (const hand of this.#hands) {
      const area = handAreaAt(hand, frame)
      if (area !== undefined) masks.push(area)
    }
    return masks
  }
}

/** Where a mask drawn by hand lies in a frame; nothing while it does not hold. */
export function handAreaAt({ fromFrame, toFrame, keyframes }: HandMask, frame: number): Area | undefined {
  if (frame < fromFrame || frame >= toFrame) return undefined
  const next = keyframes.findIndex((keyframe) => keyframe.frame > frame)
  const after = keyframes[next === -1 ? keyframes.length - 1 : next] as Keyframe
  const before = next > 0 ? (keyframes[next - 1] as Keyframe) : after
  const span = after.frame - before.frame
  const share = next === -1 || span === 0 ? 1 : (frame - before.frame) / span
  const mix = (of: 'x' | 'y' | 'w' | 'h') => before[of] + (after[of] - before[of]) * share
  return { x: mix('x'), y: mix('y'), w: mix('w'), h: mix('h') }
}

/** How a question of the review was answered: 가림 확정 · 범위 수정 · 사람 아님. */
export const Answer = z.enum(['masked', 'mended', 'nobody'])
export type Answer = z.infer<typeof Answer>

/** One thing that somebody did to the masks of a clip. */
export type MaskChange =
  | { kind: 'keep'; number: number; keep: boolean }
  /** Keeps one and masks everybody else. */
  | { kind: 'keep-only'; number: number }
  | { kind: 'thing'; number: number; isThing: boolean }
  | { kind: 'merge'; number: number; into: number }
  /** From a frame on the number becomes another one; the halves as they were summed up when it was made. */
  | { kind: 'split'; number: number; frame: number; as: number; halves: [TrackSummary, TrackSummary] }
  | { kind: 'put-hand'; hand: HandMask }
  | { kind: 'take-hand'; id: string }
  | { kind: 'answer'; question: string; answer: Answer }

/** The sum of changes: the masks, the people as they are now numbered, and what has been answered. */
export interface Worked {
  readonly work: MaskWork
  readonly people: readonly TrackSummary[]
  readonly answers: ReadonlyMap<string, Answer>
}

/** Applies changes in order to a clip's tracks as they were found. */
export function worked(found: readonly TrackSummary[], changes: readonly MaskChange[]): Worked {
  const numbers = new Map<number, { fromFrame: number; number: number }[]>(
    found.map(({ track }) => [track, [{ fromFrame: 0, number: track }]]),
  )
  const people = new Map(found.map((summary) => [summary.track, summary]))
  const kept = new Set<number>()
  const things = new Set<number>()
  const hands = new Map<string, HandMask>()
  const answers = new Map<string, Answer>()
  for (const change of changes) {
    if (change.kind === 'keep') toggle(kept, change.number, change.keep)
    else if (change.kind === 'keep-only') {
      kept.clear()
      kept.add(change.number)
    } else if (change.kind === 'thing') {
      toggle(things, change.number, change.isThing)
      if (change.isThing) kept.delete(change.number)
    } else if (change.kind === 'merge') merge(change, numbers, people, kept, things)
    else if (change.kind === 'split') split(change, numbers, people, kept, things)
    else if (change.kind === 'put-hand') hands.set(change.hand.id, change.hand)
    else if (change.kind === 'take-hand') hands.delete(change.id)
    else answers.set(change.question, change.answer)
  }
  const numbering = [...numbers].flatMap(([track, rules]) =>
    rules.length === 1 && rules[0]?.number === track ? [] : rules.map((rule) => ({ track, ...rule })),
  )
  const inOrder = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b)
  return {
    work: { numbering, kept: inOrder(kept), things: inOrder(things), hands: [...hands.values()] },
    people: [...people.values()].sort((a, b) => a.firstFrame - b.firstFrame || a.track - b.track),
    answers,
  }
}

type Numbers = Map<number, { fromFrame: number; number: number }[]>
type People = Map<number, TrackSummary>

function toggle(set: Set<number>, number: number, on: boolean): void {
  if (on) set.add(number)
  else set.delete(number)
}

/** Two numbers become one, which is kept or masked as `into` was: whoever joins them says that they are the same person. */
function merge(
  { number, into }: { number: number; into: number },
  numbers: Numbers,
  people: People,
  kept: Set<number>,
  things: Set<number>,
): void {
  const [one, other] = [people.get(number), people.get(into)]
  if (one === undefined || other === undefined || number === into) return
  for (const rules of numbers.values())
    for (const rule of rules) if (rule.number === number) rule.number = into
  people.set(into, joined(one, other))
  people.delete(number)
  for (const set of [kept, things]) set.delete(number)
}

function joined(one: TrackSummary, other: TrackSummary): TrackSummary {
  const worth = ({ bestBox }: TrackSummary) => bestBox.w * bestBox.h * bestBox.score
  const best = worth(one) > worth(other) ? one : other
  const seenFrames = one.seenFrames + other.seenFrames
  const mean = one.meanScore * one.seenFrames + other.meanScore * other.seenFrames
  return {
    track: other.track,
    isVehicle: one.isVehicle && other.isVehicle,
    firstFrame: Math.min(one.firstFrame, other.firstFrame),
    lastFrame: Math.max(one.lastFrame, other.lastFrame),
    seenFrames,
    bestFrame: best.bestFrame,
    bestBox: { ...best.bestBox, track: other.track },
    meanScore: seenFrames === 0 ? 0 : Math.min(1, mean / seenFrames),
  }
}

/** The later half gets a number of its own, and is kept or masked as the whole was. */
function split(
  { number, frame, as, halves }: Extract<MaskChange, { kind: 'split' }>,
  numbers: Numbers,
  people: People,
  kept: Set<number>,
  things: Set<number>,
): void {
  if (!people.has(number)) return
  for (const rules of numbers.values()) {
    const later = rules.filter((rule, index) => {
      const ends = rules[index + 1]?.fromFrame ?? Number.POSITIVE_INFINITY
      return rule.number === number && ends > frame
    })
    for (const rule of later) {
      if (rule.fromFrame >= frame) rule.number = as
      else rules.splice(rules.indexOf(rule) + 1, 0, { fromFrame: frame, number: as })
    }
  }
  people.set(number, halves[0])
  people.set(as, halves[1])
  for (const set of [kept, things]) if (set.has(number)) set.add(as)
}
