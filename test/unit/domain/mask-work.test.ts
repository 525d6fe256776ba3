import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  HandMask as Hand,
  type HandMask,
  handAreaAt,
  type MaskChange,
  Masks,
  untouched,
  worked,
} from '#domain/mask-work.ts'
import { type Box, masksFor, type TrackSummary, trackSummaries } from '#domain/masking.ts'

const SIZE = { width: 640, height: 360 }
const person = (track: number, x: number): Box => ({ track, x, y: 100, w: 40, h: 100, score: 0.8 })
/** Three people over thirty frames, walking; 3 comes later. */
const frames = Array.from({ length: 30 }, (_, frame) => [
  person(1, 10 + frame),
  person(2, 300 - frame),
  ...(frame >= 10 ? [person(3, 500)] : []),
])
const found = trackSummaries({ frames, vehicles: [] })
const half = (track: number, from: number, to: number) => {
  const [summary] = trackSummaries({
    frames: frames.map((boxes, frame) => (frame >= from && frame < to ? boxes : [])),
    vehicles: [],
  }).filter((each) => each.track === track)
  return summary!
}
const splitOf = (number: number, frame: number, as: number) => ({
  kind: 'split' as const,
  number,
  frame,
  as,
  halves: [half(number, 0, frame), { ...half(number, frame, 30), track: as }] as [TrackSummary, TrackSummary],
})
const keptAt = (changes: MaskChange[], frame: number) => {
  const masks = new Masks(worked(found, changes).work, SIZE)
  return masks
    .numbered(frame, frames[frame]!)
    .filter(({ track }) => masks.isKept(track))
    .map(({ x }) => x)
}
const hand = (keyframes: HandMask['keyframes'], fromFrame = 0, toFrame = 30): HandMask => ({
  id: 'a',
  fromFrame,
  toFrame,
  keyframes,
})

describe('what people decide about masks', () => {
  it('is that everybody is masked until somebody is kept', () => {
    const { work, people } = worked(found, [])
    expect(work).toEqual(untouched)
    expect(people.map(({ track }) => track)).toEqual([1, 2, 3])
    expect(new Masks(work, SIZE).at(5, frames[5])).toEqual(masksFor(frames[5], new Set(), SIZE))
  })

  it('keeps one and masks everybody else, whoever was kept before', () => {
    const { work } = worked(found, [
      { kind: 'keep', number: 1, keep: true },
      { kind: 'keep', number: 2, keep: true },
      { kind: 'keep-only', number: 3 },
    ])
    expect(work.kept).toEqual([3])
  })

  it('joins two numbers, with the choice of the one that is joined', () => {
    const { work, people } = worked(found, [
      { kind: 'keep', number: 1, keep: true },
      { kind: 'merge', number: 3, into: 1 },
    ])
    expect(people.map(({ track, lastFrame }) => [track, lastFrame])).toEqual([
      [1, 29],
      [2, 29],
    ])
    expect(people[0]).toMatchObject({ firstFrame: 0, seenFrames: 50 })
    expect(new Masks(work, SIZE).at(15, frames[15])).toHaveLength(1)
    const masked = worked(found, [
      { kind: 'keep', number: 3, keep: true },
      { kind: 'merge', number: 3, into: 1 },
    ])
    expect(masked.work.kept).toEqual([])
  })

  it('splits a number from a frame on', () => {
    const changes: MaskChange[] = [splitOf(1, 12, 4), { kind: 'keep', number: 4, keep: true }]
    expect(keptAt(changes, 11)).toEqual([])
    expect(keptAt(changes, 12)).toEqual([22])
    expect(worked(found, changes).people.map(({ track, firstFrame }) => [track, firstFrame])).toEqual([
      [1, 0],
      [2, 0],
      [3, 10],
      [4, 12],
    ])
  })

  it('splits what was joined, and joins what was split', () => {
    const changes: MaskChange[] = [
      { kind: 'merge', number: 3, into: 1 },
      splitOf(1, 20, 4),
      { kind: 'keep', number: 4, keep: true },
    ]
    expect(keptAt(changes, 19)).toEqual([])
    expect(keptAt(changes, 20)).toEqual([30, 500])
    const back: MaskChange[] = [splitOf(1, 12, 4), { kind: 'merge', number: 4, into: 1 }]
    expect(keptAt([...back, { kind: 'keep', number: 1, keep: true }], 25)).toEqual([35])
    expect(worked(found, back).people.map(({ track }) => track)).toEqual([1, 2, 3])
  })

  it('keeps or masks both halves as the whole was', () => {
    const { work } = worked(found, [{ kind: 'keep', number: 2, keep: true }, splitOf(2, 5, 4)])
    expect(work.kept).toEqual([2, 4])
  })

  it('lets go of a thing, which can no longer be kept', () => {
    const { work } = worked(found, [
      { kind: 'keep', number: 2, keep: true },
      { kind: 'thing', number: 2, isThing: true },
    ])
    expect(work).toMatchObject({ kept: [], things: [2] })
    expect(new Masks(work, SIZE).at(5, frames[5])).toHaveLength(1)
  })

  it('masks the whole picture where boxes are missing, whatever was decided', () => {
    const { work } = worked(found, [{ kind: 'keep-only', number: 1 }])
    expect(new Masks(work, SIZE).at(5, undefined)).toEqual([{ x: 0, y: 0, w: 640, h: 360 }])
  })

  it('never bares anybody whose number is not kept, in whatever order it is changed', () => {
    const number = fc.integer({ min: 1, max: 3 })
    const some = fc.oneof(
      fc.record({ kind: fc.constant('keep' as const), number, keep: fc.boolean() }),
      fc.record({ kind: fc.constant('keep-only' as const), number }),
      fc.record({ kind: fc.constant('merge' as const), number, into: number }),
    )
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.nat(29), (changes, frame) => {
        const { work, people } = worked(found, changes)
        const masks = new Masks(work, SIZE)
        const known = new Set(people.map(({ track }) => track))
        const all = masks.numbered(frame, frames[frame]!)
        for (const { track } of all) expect(known.has(track)).toBe(true)
        expect(masks.at(frame, frames[frame])).toHaveLength(
          all.filter(({ track }) => !work.kept.includes(track)).length,
        )
      }),
    )
  })
})

describe('a mask drawn by hand', () => {
  const at = (frame: number, x: number) => ({ frame, x, y: 10, w: 20, h: 30 })

  it('goes straight from keyframe to keyframe and stands still outside them', () => {
    const moving = hand([at(10, 100), at(20, 200)], 5, 25)
    const x = (frame: number) => handAreaAt(moving, frame)?.x
    expect([4, 5, 10, 15, 20, 24, 25].map(x)).toEqual([undefined, 100, 100, 150, 200, 200, undefined])
  })

  it('masks even inside a kept person, from its first frame to its last', () => {
    const { work } = worked(found, [
      { kind: 'keep-only', number: 1 },
      { kind: 'put-hand', hand: hand([{ frame: 3, x: 15, y: 110, w: 10, h: 10 }], 3, 6) },
    ])
    const masks = new Masks(work, SIZE)
    const drawn = { x: 15, y: 110, w: 10, h: 10 }
    expect(masks.at(2, frames[2])).not.toContainEqual(drawn)
    for (const frame of [3, 4, 5]) expect(masks.at(frame, frames[frame])).toContainEqual(drawn)
    expect(masks.at(6, frames[6])).not.toContainEqual(drawn)
  })

  it('is put in place of the one with its name, and taken away', () => {
    const first = hand([at(0, 1)])
    const changes: MaskChange[] = [
      { kind: 'put-hand', hand: first },
      { kind: 'put-hand', hand: hand([at(0, 5)]) },
    ]
    expect(worked(found, changes).work.hands).toEqual([hand([at(0, 5)])])
    expect(worked(found, [...changes, { kind: 'take-hand', id: 'a' }]).work.hands).toEqual([])
  })

  it('is not one without a frame, or with keyframes out of order', () => {
    expect(Hand.safeParse(hand([at(0, 1)], 5, 5)).success).toBe(false)
    expect(Hand.safeParse(hand([at(3, 1), at(3, 2)])).success).toBe(false)
    expect(Hand.safeParse(hand([at(3, 1), at(2, 2)])).success).toBe(false)
    expect(Hand.safeParse(hand([at(2, 1), at(3, 2)])).success).toBe(true)
  })
})
