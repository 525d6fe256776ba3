import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HandMask, handAreaAt } from '#domain/mask-work.ts'
import type { Area } from '#domain/masking.ts'
import {
  dragged,
  drawn,
  fixed,
  fromFrameOn,
  type Grip,
  holdFrom,
  holdUntil,
  isFixed,
  placed,
  unfixed,
  widened,
} from '../../../renderer/masking/hands.ts'

const size = { width: 640, height: 480 }
const frameCount = 100
const area: Area = { x: 100, y: 100, w: 50, h: 80 }
const anyArea = fc
  .record({
    x: fc.nat(600),
    y: fc.nat(440),
    w: fc.integer({ min: 10, max: 40 }),
    h: fc.integer({ min: 10, max: 40 }),
  })
  .filter(({ x, y, w, h }) => x + w <= size.width && y + h <= size.height)

const isInside = ({ x, y, w, h }: Area) =>
  x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= size.width + 1e-6 && y + h <= size.height + 1e-6

describe('an area that is drawn', () => {
  test('may be drawn from any corner and ends at the picture’s edges', () => {
    expect(drawn({ x: 150, y: 180 }, { x: 100, y: 100 }, size)).toEqual(area)
    expect(drawn({ x: 600, y: 400 }, { x: 900, y: 900 }, size)).toEqual({ x: 600, y: 400, w: 40, h: 80 })
  })

  test('is nothing where the pointer only slipped', () => {
    expect(drawn({ x: 10, y: 10 }, { x: 13, y: 90 }, size)).toBeUndefined()
  })

  test('stays inside the picture whatever is dragged, and moving keeps its size', () => {
    const grips: Grip[] = ['all', 'nw', 'ne', 'sw', 'se']
    const way = fc.integer({ min: -900, max: 900 })
    fc.assert(
      fc.property(anyArea, fc.constantFrom(...grips), way, way, (before, grip, dx, dy) => {
        const after = dragged(before, grip, dx, dy, size)
        expect(isInside(after)).toBe(true)
        if (grip === 'all') expect([after.w, after.h]).toEqual([before.w, before.h])
      }),
    )
  })

  test('a corner that is dragged leaves the opposite one where it was', () => {
    const after = dragged(area, 'nw', -20, 10, size)
    expect([after.x, after.y]).toEqual([80, 110])
    expect([after.x + after.w, after.y + after.h]).toEqual([150, 180])
  })

  test('that is widened covers what it was', () => {
    fc.assert(
      fc.property(anyArea, (before) => {
        const after = widened(before, 0.2, size)
        expect(isInside(after)).toBe(true)
        expect(after.x <= before.x && after.x + after.w >= before.x + before.w).toBe(true)
        expect(after.y <= before.y && after.y + after.h >= before.y + before.h).toBe(true)
      }),
    )
  })
})

describe('a mask drawn by hand', () => {
  const hand = fromFrameOn('h', 10, area, frameCount)
  const moved: Area = { ...area, x: 200 }

  test('has one place for a frame, in the order of frames', () => {
    const twice = placed(placed(hand, 30, moved, frameCount), 20, area, frameCount)
    expect(twice.keyframes.map(({ frame }) => frame)).toEqual([10, 20, 30])
    expect(placed(twice, 20, moved, frameCount).keyframes).toHaveLength(3)
    expect(handAreaAt(twice, 25)?.x).toBe(150)
    expect(HandMaskParses(twice)).toBe(true)
  })

  test('that stands still all the time keeps its one place when it is moved', () => {
    const still = fixed(hand, area, frameCount)
    expect(isFixed(still, frameCount)).toBe(true)
    const after = placed(still, 40, moved, frameCount)
    expect(after.keyframes).toHaveLength(1)
    for (const frame of [0, 40, frameCount - 1]) expect(handAreaAt(after, frame)).toEqual(moved)
  })

  test('drawn at the first frame is not taken for one that stands still', () => {
    const first = fromFrameOn('h', 0, area, frameCount)
    expect(isFixed(first, frameCount)).toBe(false)
    expect(placed(first, 50, moved, frameCount).keyframes).toHaveLength(2)
  })

  test('that no longer stands still goes on from where it is', () => {
    const still = fixed(hand, area, frameCount)
    const after = unfixed(still, 40, frameCount)
    expect(isFixed(after, frameCount)).toBe(false)
    expect(handAreaAt(after, 39)).toBeUndefined()
    expect(handAreaAt(after, 40)).toEqual(area)
  })

  test('holds from and until a frame, that frame included; never for no frame', () => {
    expect(handAreaAt(holdUntil(hand, 20)!, 20)).toEqual(area)
    expect(handAreaAt(holdUntil(hand, 20)!, 21)).toBeUndefined()
    expect(handAreaAt(holdFrom(hand, 20)!, 19)).toBeUndefined()
    expect(handAreaAt(holdFrom(hand, 20)!, 20)).toEqual(area)
    expect(holdUntil(hand, 9)).toBeUndefined()
    expect(holdFrom(hand, frameCount)).toBeUndefined()
  })
})

/** In order and one for a frame, as the contract demands. */
function HandMaskParses({ keyframes }: HandMask): boolean {
  return keyframes.every(({ frame }, index) => index === 0 || frame > (keyframes[index - 1]?.frame ?? 0))
}
