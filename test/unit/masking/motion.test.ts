import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, MOTION, masksFor } from '#domain/masking.ts'
import { greyOf } from '../../../electron/masking/background.ts'
import { MotionNet } from '../../../electron/masking/motion.ts'

const SIZE = { width: 160, height: 96 }
const PICTURE = { width: 640, height: 384 }
const FRAMES = 150
const PER_SECOND = 10

/** A picture of stripes and a little noise; something dark stands in it at `x`, `y`. */
function seen(frame: number, place?: { x: number; y: number }, lighter = 0, moved = 0): Uint8Array {
  const bgr = new Uint8Array(SIZE.width * SIZE.height * 3)
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) {
      const inside =
        place !== undefined && x >= place.x && x < place.x + 10 && y >= place.y && y < place.y + 24
      const noise = (x * 7 + y * 13 + frame * 5) % 9
      const ground = (Math.floor((x + moved) / 20) % 2 === 0 ? 100 : 150) + noise + lighter
      bgr.fill(inside ? 20 : ground, (y * SIZE.width + x) * 3, (y * SIZE.width + x + 1) * 3)
    }
  }
  return bgr
}

function moving(
  picture: (frame: number) => Uint8Array,
  people: (frame: number) => Box[] = () => [],
  every = 1,
): Box[][] {
  const net = new MotionNet(PER_SECOND)
  for (let frame = 0; frame < FRAMES; frame += every) net.add(frame, greyOf(picture(frame), SIZE))
  net.finish()
  const frames = Array.from({ length: FRAMES }, (_, frame) => people(frame))
  net.explain(frames, PICTURE)
  return frames
}

const walker = (frame: number) => ({ x: 10 + Math.floor(frame * 0.8), y: 40 })
const asBox = ({ x, y }: { x: number; y: number }): Box => ({
  track: 1,
  x: x * 4,
  y: y * 4,
  w: 40,
  h: 96,
  score: 0.8,
})

function coversAll(boxes: readonly Box[], { x, y }: { x: number; y: number }): boolean {
  const { x: left, y: top, w, h } = asBox({ x, y })
  const masks = masksFor(boxes, new Set(), PICTURE)
  return masks.some(
    (area) => area.x <= left && area.y <= top && area.x + area.w >= left + w && area.y + area.h >= top + h,
  )
}

describe('the motion net', () => {
  it('covers all of whoever walks through and is not found, in every frame', () => {
    const row = fc.integer({ min: 4, max: 68 })
    fc.assert(
      fc.property(row, fc.constantFrom(1, -1), (y, way) => {
        const at = (frame: number) => ({ x: way > 0 ? walker(frame).x : 140 - walker(frame).x, y })
        const boxes = moving((frame) => seen(frame, at(frame)))
        for (const [frame, each] of boxes.entries()) {
          expect(each.every(({ track }) => track === MOTION)).toBe(true)
          expect(coversAll(each, at(frame))).toBe(true)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('is silent about somebody who has a box, and where nothing moves', () => {
    const boxes = moving(
      (frame) => seen(frame, walker(frame)),
      (frame) => [asBox(walker(frame))],
    )
    expect(boxes.map(([box]) => box)).toEqual(boxes.map((_, frame) => asBox(walker(frame))))
    expect(boxes.every(({ length }) => length === 1)).toBe(true)
    expect(moving((frame) => seen(frame)).flat()).toEqual([])
  })

  it('is silent while the camera turns, and sees people again after that', () => {
    const boxes = moving((frame) => {
      const turned = Math.min(Math.max(0, frame - 50), 20) * 7
      return seen(frame, frame > 80 ? walker(frame) : undefined, 0, turned)
    })
    expect(boxes.slice(0, 81).flat()).toEqual([])
    for (let frame = 81; frame < FRAMES; frame++) {
      expect(coversAll(boxes[frame] ?? [], walker(frame))).toBe(true)
    }
  })

  it('is silent about the light, and learns the new background', () => {
    const boxes = moving((frame) => seen(frame, frame > 80 ? walker(frame) : undefined, frame < 60 ? 0 : 60))
    expect(boxes.slice(0, 81).flat()).toEqual([])
    for (let frame = 81; frame < FRAMES; frame++) {
      expect(coversAll(boxes[frame] ?? [], walker(frame))).toBe(true)
    }
  })

  it('covers in a frame that was left out what moves in the frames around it', () => {
    const boxes = moving((frame) => seen(frame, walker(frame)), undefined, 3)
    for (let frame = 0; frame + 3 < FRAMES; frame++)
      expect(coversAll(boxes[frame] ?? [], walker(frame))).toBe(true)
  })

  it('gives somebody whose legs alone were found the rest that moves above and beside them', () => {
    const legs = (frame: number): Box => ({ ...asBox(walker(frame)), y: asBox(walker(frame)).y + 30, h: 66 })
    const boxes = moving(
      (frame) => seen(frame, walker(frame)),
      (frame) => [legs(frame)],
    )
    for (const [frame, [person, ...others]] of boxes.entries()) {
      expect(person).toMatchObject({ track: 1, score: 0.8 })
      expect(person?.y).toBeLessThanOrEqual(asBox(walker(frame)).y)
      expect(others).toEqual([])
    }
  })
})
