import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box, Detection } from '#domain/masking.ts'
import { detectorSize } from '../../../electron/masking/scales.ts'
import { Tracker } from '../../../electron/masking/tracker.ts'
import { overlapOf } from '../../../native/detector/decode.ts'

const PER_SECOND = 10

function tracked(frames: readonly (readonly Detection[])[], every = 1, perSecond = PER_SECOND): Box[][] {
  const tracker = new Tracker(perSecond, every)
  for (const [frame, found] of frames.entries()) if (frame % every === 0) tracker.add(frame, found)
  return tracker.finish(frames.length)
}

const numbers = (frames: readonly (readonly Box[])[]) => [...new Set(frames.flat().map(({ track }) => track))]
const at = (x: number, score = 0.8, y = 100): Detection => ({ x, y, w: 40, h: 100, score })

/** Someone walking across the picture, missed in some frames but never for more than a second. */
const walk = fc
  .record({
    x: fc.integer({ min: 0, max: 200 }),
    step: fc.double({ min: -6, max: 6, noNaN: true }),
    seen: fc.array(fc.boolean(), { minLength: 20, maxLength: 60 }),
    scores: fc.array(fc.double({ min: 0.16, max: 0.95, noNaN: true }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ x, step, seen, scores }) => {
    let missed = 0
    return seen.map((isSeen, frame) => {
      missed = isSeen || missed === PER_SECOND - 1 || frame < 2 ? 0 : missed + 1
      const score = frame < 2 ? 0.6 : (scores[frame] ?? 0.5)
      return { truth: at(x + step * frame, score), found: missed === 0 }
    })
  })

describe('following people', () => {
  it('keeps somebody who is missed for up to a second covered, as one person', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const frames = tracked(steps.map(({ truth, found }) => (found ? [truth] : [])))
        expect(numbers(frames)).toEqual([1])
        const last = steps.findLastIndex(({ found }) => found)
        for (const [frame, { truth }] of steps.entries()) {
          if (frame > last) continue
          expect(overlapOf(frames[frame]?.[0] as Box, truth)).toBeGreaterThan(0.7)
        }
      }),
    )
  })

  it('gives a box to every sighting of a track, never a smaller one', () => {
    fc.assert(
      fc.property(walk, walk, (one, other) => {
        const apart = other.map(({ truth, found }) => ({ found, truth: { ...truth, y: 400 } }))
        const length = Math.min(one.length, apart.length)
        const found = Array.from({ length }, (_, frame) =>
          [one[frame], apart[frame]].flatMap((step) => (step?.found === true ? [step.truth] : [])),
        )
        const frames = tracked(found)
        expect(frames).toHaveLength(length)
        for (const [frame, sightings] of found.entries()) {
          for (const { x, y, w, h } of sightings) {
            const covering = frames[frame]?.some(
              (box) =>
                box.x <= x + 1e-6 &&
                box.y <= y + 1e-6 &&
                box.x + box.w >= x + w - 1e-6 &&
                box.y + box.h >= y + h - 1e-6,
            )
            expect(covering).toBe(true)
          }
        }
      }),
    )
  })

  it('begins no track with weak detections, however many', () => {
    const frames = tracked(Array.from({ length: 50 }, () => [at(100, 0.29)]))
    expect(frames.flat()).toEqual([])
  })

  it('carries a track on with weak ones', () => {
    const frames = tracked([[at(100, 0.6)], ...Array.from({ length: 49 }, () => [at(100, 0.16)])])
    expect(frames.every((boxes) => boxes.length === 1)).toBe(true)
  })

  it('covers all of somebody of whom only the lower half is seen for a moment', () => {
    const found = Array.from({ length: 20 }, (_, frame) =>
      frame >= 8 && frame < 12 ? [{ ...at(100, 0.2), y: 150, h: 50 }] : [at(100)],
    )
    for (const [box] of tracked(found)) {
      expect(box?.y).toBeLessThanOrEqual(100)
      expect((box?.y ?? 0) + (box?.h ?? 0)).toBeGreaterThanOrEqual(200)
    }
  })

  it('takes a single sighting for a person only when it is a sure one', () => {
    const once = (score: number) => numbers(tracked([[], [], [at(100, score)], [], []]))
    expect(once(0.45)).toEqual([])
    expect(once(0.55)).toEqual([1])
  })

  it('keeps somebody who stands still and is hardly reported for as long as they are there', () => {
    const weak = Array.from({ length: 300 }, (_, frame) => [
      at(100, frame === 5 ? 0.4 : frame === 0 ? 0.31 : 0.2),
    ])
    expect(tracked(weak).every((boxes) => boxes.length === 1)).toBe(true)
  })

  it('carries on half a second before the first and after the last sighting, at the same pace', () => {
    const found = Array.from({ length: 40 }, (_, frame) => (frame >= 15 && frame < 25 ? [at(frame * 5)] : []))
    const frames = tracked(found)
    const there = frames.flatMap((boxes, frame) => (boxes.length > 0 ? [frame] : []))
    expect(there).toEqual(Array.from({ length: 20 }, (_, index) => index + 10))
    expect(frames[10]?.[0]?.x).toBeCloseTo(50)
    expect((frames[29]?.[0]?.x ?? 0) + (frames[29]?.[0]?.w ?? 0)).toBeCloseTo(185)
  })

  it('does not join people who are seen more than a second apart', () => {
    const found = Array.from({ length: 60 }, (_, frame) => (frame < 10 || frame > 25 ? [at(100)] : []))
    const frames = tracked(found)
    expect(numbers(frames)).toEqual([1, 2])
    expect(frames[18]).toEqual([])
  })

  it('tells two people apart who pass each other', () => {
    const found = Array.from({ length: 40 }, (_, frame) => [at(frame * 8), at(312 - frame * 8, 0.8, 140)])
    const frames = tracked(found)
    expect(numbers(frames)).toEqual([1, 2])
    const paths = [1, 2].map((track) =>
      frames.map((boxes) => boxes.find((box) => box.track === track)?.x ?? Number.NaN),
    )
    expect(Math.abs((paths[0]?.[39] ?? 0) - 312)).toBeLessThan(10)
    expect(Math.abs((paths[1]?.[39] ?? 0) - 0)).toBeLessThan(10)
  })

  it.each([2, 3, 5])('covers every frame although only every %i. was looked at', (every) => {
    const found = Array.from({ length: 60 }, (_, frame) => [at(50 + frame * 3)])
    const frames = tracked(found, every)
    for (const [frame, boxes] of frames.entries()) {
      const truth = at(50 + frame * 3)
      const [box] = boxes as [Box]
      expect(box.x).toBeLessThanOrEqual(truth.x + 1e-6)
      expect(box.x + box.w).toBeGreaterThanOrEqual(truth.x + truth.w - 1e-6)
      expect(overlapOf(box, truth)).toBeGreaterThan(0.8)
    }
  })
})

describe('the size at which people are looked for', () => {
  it('keeps the proportions, in multiples of 32, with about the same number of pixels', () => {
    const side = fc.integer({ min: 160, max: 4096 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(width / height < 4 && height / width < 4)
        const size = detectorSize({ width, height }, 416 * 320)
        expect([size.width % 32, size.height % 32]).toEqual([0, 0])
        expect(Math.abs(Math.log(size.width / size.height / (width / height)))).toBeLessThan(0.17)
        expect(Math.abs(Math.log((size.width * size.height) / (416 * 320)))).toBeLessThan(0.17)
      }),
    )
  })
})
