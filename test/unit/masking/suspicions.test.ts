import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Suspicion } from '../../../electron/masking/bare-masks.ts'
import { takeBlobs } from '../../../electron/masking/blobs.ts'
import { FilmMovement } from '../../../electron/masking/film-movement.ts'
import { Suspicions } from '../../../electron/masking/suspicions.ts'

const PER_SECOND = 10
const cone = { x: 30, y: 110, w: 20, h: 30 }
const suspicion = (why: Suspicion['why'], x: number, y: number, score = 0.6): Suspicion => ({
  why,
  box: { x, y, w: 20, h: 40 },
  score,
})

function joined(frames: ReadonlyMap<number, readonly Suspicion[]>) {
  const suspicions = new Suspicions(PER_SECOND)
  for (const [frame, found] of frames) suspicions.add(frame, found)
  return suspicions.finish()
}

describe('suspicions', () => {
  it('of something that stands there all the time are one, with gaps', () => {
    const frames = new Map<number, Suspicion[]>()
    for (let frame = 0; frame < 900; frame += 3) {
      const isSeen = frame % 90 < 30
      frames.set(frame, isSeen ? [{ why: 'person', box: { ...cone, x: 30 + (frame % 2) }, score: 0.4 }] : [])
    }
    expect(joined(frames)).toMatchObject([{ fromFrame: 0, why: 'person', box: { x: 30, y: 110 } }])
  })

  it('of somebody who walks are one, in the whole area', () => {
    const frames = new Map<number, Suspicion[]>()
    for (let frame = 0; frame < 50; frame++) frames.set(frame, [suspicion('person', 100 + frame * 4, 50)])
    expect(joined(frames)).toMatchObject([
      { fromFrame: 0, toFrame: 50, box: { x: 100, y: 50, w: 20 + 49 * 4, h: 40 } },
    ])
  })

  it('of somebody who passes a cone are two', () => {
    const frames = new Map<number, Suspicion[]>()
    for (let frame = 0; frame < 60; frame++) {
      frames.set(frame, [
        { why: 'person', box: cone, score: 0.4 },
        suspicion('person', frame * 3 - 60, 105, 0.7),
      ])
    }
    const found = joined(frames)
    expect(found.map(({ fromFrame, toFrame }) => [fromFrame, toFrame])).toEqual([
      [0, 60],
      [0, 60],
    ])
    expect(found.map(({ box }) => Math.round(box.w)).sort((a, b) => a - b)).toEqual([20, 197])
  })

  it('of a missing mask are never joined with what is only suspected', () => {
    const frames = new Map<number, Suspicion[]>()
    for (let frame = 0; frame < 20; frame++) {
      const person = suspicion('person', 100, 50, 0.9)
      frames.set(frame, frame === 7 ? [person, suspicion('bare-mask', 100, 50, 0.2)] : [person])
    }
    expect(joined(frames).map(({ why, fromFrame, toFrame }) => [why, fromFrame, toFrame])).toEqual([
      ['person', 0, 20],
      ['bare-mask', 7, 8],
    ])
  })

  it('are called by the strongest word, and shown where that is surest', () => {
    const frames = new Map([
      [0, [suspicion('movement', 100, 50, 1)]],
      [1, [suspicion('movement', 100, 50, 1), suspicion('person', 101, 50, 0.5)]],
      [2, [suspicion('person', 102, 50, 0.8)]],
    ])
    expect(joined(frames)).toMatchObject([
      { fromFrame: 0, toFrame: 3, why: 'person', score: 0.8, best: { frame: 2, box: { x: 102 } } },
    ])
  })

  it('that are weak count when they last', () => {
    const frames = (count: number, why: Suspicion['why']) =>
      new Map(Array.from({ length: count }, (_, frame) => [frame, [suspicion(why, 100, 50, 0.4)]]))
    for (const why of ['person', 'movement', 'face'] as const) {
      expect(joined(frames(2, why))).toEqual([])
      expect(joined(frames(3, why))).toHaveLength(1)
    }
    expect(joined(frames(1, 'bare-mask'))).toHaveLength(1)
  })

  it('hold every frame and place of what they were joined from', () => {
    const each = fc.record({
      why: fc.constantFrom('bare-mask' as const),
      box: fc.record({
        x: fc.integer({ min: 0, max: 100 }),
        y: fc.integer({ min: 0, max: 100 }),
        w: fc.integer({ min: 1, max: 50 }),
        h: fc.integer({ min: 1, max: 50 }),
      }),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(fc.array(each, { maxLength: 4 }), { maxLength: 40 }), (all) => {
        const found = joined(new Map(all.entries()))
        for (const [frame, suspicions] of all.entries()) {
          for (const { box } of suspicions) {
            const holds = found.some(
              (leak) =>
                leak.fromFrame <= frame &&
                leak.toFrame > frame &&
                leak.box.x <= box.x &&
                leak.box.y <= box.y &&
                leak.box.x + leak.box.w >= box.x + box.w &&
                leak.box.y + leak.box.h >= box.y + box.h,
            )
            expect(holds).toBe(true)
          }
        }
      }),
    )
  })
})

describe('blobs', () => {
  it('hold every marked cell once, and lie farther apart than the reach', () => {
    const marks = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 120, maxLength: 120 })
    fc.assert(
      fc.property(marks, fc.integer({ min: 1, max: 3 }), (cells, reach) => {
        const blobs = takeBlobs(Uint8Array.from(cells), 12, reach)
        expect(blobs.reduce((sum, { count }) => sum + count, 0)).toBe(
          cells.filter((cell) => cell === 1).length,
        )
        for (const [cell, mark] of cells.entries()) {
          const [x, y] = [cell % 12, Math.floor(cell / 12)]
          const holds = blobs.some(
            ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
          )
          if (mark === 1) expect(holds).toBe(true)
        }
      }),
    )
  })
})

describe('movement in a film', () => {
  const grid = { columns: 40, rows: 30, cellWidth: 8, cellHeight: 8 }
  const still = () => new Uint8Array(40 * 30 * 3).fill(120)
  const nothing = new Uint8Array(40 * 30)
  function draw(cells: Uint8Array, x: number, y: number, w: number, h: number, shade: number): Uint8Array {
    for (let row = y; row < y + h; row++) cells.fill(shade, (row * 40 + x) * 3, (row * 40 + x + w) * 3)
    return cells
  }

  it('is seen where nothing is masked, once the background is known', () => {
    const movement = new FilmMovement(grid, PER_SECOND)
    for (let frame = 0; frame < 20; frame++) expect(movement.find(still(), nothing)).toEqual([])
    expect(movement.find(draw(still(), 10, 5, 4, 8, 30), nothing)).toMatchObject([
      { why: 'movement', box: { x: 80, y: 40, w: 32, h: 64 } },
    ])
  })

  it('is not seen under a mask, beside it, nor of masks themselves', () => {
    const movement = new FilmMovement(grid, PER_SECOND)
    for (let frame = 0; frame < 60; frame++) {
      const x = 2 + Math.floor(frame / 2)
      const mask = new Uint8Array(40 * 30)
      for (let row = 5; row < 13; row++) mask.fill(255, row * 40 + x, row * 40 + x + 4)
      // A shadow of two cells goes along with the mask.
      const picture = draw(draw(still(), x, 5, 4, 8, 0), x + 4, 5, 2, 8, 60)
      expect(movement.find(picture, mask)).toEqual([])
    }
  })

  it('is not said of a picture that changes as a whole', () => {
    const movement = new FilmMovement(grid, PER_SECOND)
    for (let frame = 0; frame < 30; frame++) movement.find(still(), nothing)
    expect(movement.find(still().fill(200), nothing)).toEqual([])
    for (let frame = 0; frame < 30; frame++) expect(movement.find(still().fill(200), nothing)).toEqual([])
    expect(movement.find(draw(still().fill(200), 10, 5, 4, 8, 30), nothing)).toHaveLength(1)
  })
})
