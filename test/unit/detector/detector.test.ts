import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { convertNetwork } from '../../../native/detector/convert.ts'
import {
  decodeAnchors,
  decodeCells,
  decodePeaks,
  type Found,
  overlapOf,
  suppressDoubles,
} from '../../../native/detector/decode.ts'
import { type Detector, openDetector } from '../../../native/detector/detector.ts'
import { modelDir } from '../../../native/detector/models.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'
import { drawFace, drawFigure, ground } from './figure.ts'

const options = { modelDir: modelDir(), threads: 1, threshold: 0.15 }

describe('the converted networks', () => {
  it.each([
    [
      'nanodet',
      { Conv: 34, LeakyRelu: 28, MaxPool: 1, Resize: 4, Split: 3 },
      'Add Cast Concat Conv Div Gather LeakyRelu MaxPool Pad ReduceMax Reshape Resize Sigmoid Split Squeeze Sub Transpose Unsqueeze',
    ],
    [
      'centernet',
      { Conv: 89, GlobalAveragePool: 9, Resize: 3, Clip: 28 },
      'Add Cast Clip Concat Conv Gather GlobalAveragePool Mul ReduceMax Relu Reshape Resize Sigmoid Transpose Unsqueeze',
    ],
    [
      'faceboxes',
      { Conv: 33, MaxPool: 5, Softmax: 3 },
      'Cast Concat Conv Div Gather MaxPool Mul Neg Relu Reshape Softmax Sub Transpose Unsqueeze',
    ],
  ] as const)('have the operations of %s and no others', async (network, some, all) => {
    const { operations } = await convertNetwork(network, options.modelDir)
    const counts: Record<string, number> = {}
    for (const operation of operations) counts[operation] = (counts[operation] ?? 0) + 1
    expect(counts).toMatchObject(some)
    expect(Object.keys(counts).sort()).toEqual(all.split(' '))
  })
})

describe('NanoDet', () => {
  let detector: Detector
  beforeAll(async () => {
    detector = await openDetector({ ...options, network: 'nanodet', vehicles: true })
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
    expect(best).toMatchObject({ what: 'person' })
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

/** What TensorFlow.js 4.22 answers to the same pictures with the same files. */
describe('as TensorFlow.js does', () => {
  const rounded = ({ x, y, w, h, score }: Found) =>
    [x, y, w, h].map((side) => Math.round(side * 50) / 50).concat(Math.round(score * 1e4) / 1e4)
  const close = (numbers: number[]) =>
    numbers.map((number, index) => expect.closeTo(number, index < 4 ? 1 : 3))

  it('CenterNet finds a figure', async () => {
    const detector = await openDetector({ ...options, network: 'centernet', threshold: 0.5 })
    const picture = ground(512, 512)
    drawFigure(picture, 512, 200, 200, 120)
    const found = await detector.detect(picture, 512, 512)
    await detector.close()
    expect(found.map(rounded)).toEqual([close([202.871, 195.871, 43.506, 127.548, 0.64])])
  })

  it('FaceBoxes finds a face, and one of 18 pixels', async () => {
    const detector = await openDetector({ ...options, network: 'faceboxes', threshold: 0.2 })
    const picture = ground(512, 384)
    drawFace(picture, 512, 200, 170, 160)
    drawFigure(picture, 512, 380, 120, 220)
    const found = await detector.detect(picture, 512, 384)
    await detector.close()
    expect(found.map(({ what }) => what)).toEqual(['face', 'face'])
    expect(found.map(rounded)).toEqual([
      close([140.13, 89.46, 124.83, 156.88, 0.9914]),
      close([415.42, 129.93, 16.84, 22.6, 0.2942]),
    ])
  })
})

describe('a picture of another size', () => {
  it('is padded for FaceBoxes, and searched by CenterNet as it is', async () => {
    const picture = ground(480, 352)
    drawFace(picture, 480, 200, 170, 160)
    const faces = await openDetector({ ...options, network: 'faceboxes', threshold: 0.9 })
    const [face] = await faces.detect(picture, 480, 352)
    await faces.close()
    expect(overlapOf(face as Found, { x: 140, y: 90, w: 125, h: 157 })).toBeGreaterThan(0.9)
    const people = await openDetector({ ...options, network: 'centernet', threshold: 0.4 })
    const other = ground(480, 352)
    drawFigure(other, 480, 300, 150, 120)
    const [person] = await people.detect(other, 480, 352)
    await people.close()
    expect(overlapOf(person as Found, { x: 300, y: 150, w: 48, h: 120 })).toBeGreaterThan(0.7)
  })
})

describe('real footage', () => {
  it.each([
    ['nanodet', 416, 320, 18],
    ['centernet', 512, 384, 8],
  ] as const)('has people in it that %s finds', async (network, width, height, atLeast) => {
    const cut = [
      '-ss',
      '20',
      '-i',
      await vtestPath(),
      '-frames:v',
      '1',
      '-vf',
      `scale=${width}:${height}:flags=area`,
    ]
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'bgr24', '-']
    const picture = execFileSync('ffmpeg', ['-loglevel', 'error', ...cut, ...raw])
    const detector = await openDetector({ ...options, network, threshold: 0.2 })
    const found = await detector.detect(new Uint8Array(picture), width, height)
    await detector.close()
    expect(found.length).toBeGreaterThanOrEqual(atLeast)
    // One of them, in pixels of the recording.
    const scaled = found.map((each) => ({
      ...each,
      x: (each.x * 768) / width,
      y: (each.y * 576) / height,
      w: (each.w * 768) / width,
      h: (each.h * 576) / height,
    }))
    const man = { x: 616, y: 265, w: 34, h: 103 }
    expect(Math.max(...scaled.map((each) => overlapOf(each, man)))).toBeGreaterThan(0.8)
  })
})

describe('decoding', () => {
  it('reads the distances of NanoDet as expectations over eleven bins', () => {
    const scores = Float32Array.of(0.1, 0.9)
    const sides = new Float32Array(2 * 44).fill(-50)
    for (const [side, bin] of [1, 2, 3, 4].entries()) sides[44 + side * 11 + bin] = 0
    sides[44 + 11 + 4] = 0 // the top is as likely 4 as 2 strides away: 3
    expect(decodeCells('vehicle', scores, sides, 2, 8, 0.2)).toEqual([
      { what: 'vehicle', x: 12 - 8, y: 4 - 24, w: 8 + 24, h: 24 + 32, score: expect.closeTo(0.9) },
    ])
  })

  it('takes of the cells of CenterNet those that no neighbour surpasses', () => {
    const scores = Float32Array.of(0.3, 0.9, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.6)
    const sides = Float32Array.from({ length: 36 }, (_, index) => (index % 4) + 1)
    expect(decodePeaks('person', scores, sides, 3, 0.15)).toEqual([
      { what: 'person', x: 4 - 1, y: 0 - 2, w: 1 + 3, h: 2 + 4, score: expect.closeTo(0.9) },
      { what: 'person', x: 8 - 1, y: 8 - 2, w: 1 + 3, h: 2 + 4, score: expect.closeTo(0.6) },
    ])
  })

  it('shifts the anchors of FaceBoxes, 21 in each cell of the finest level', () => {
    const scores = new Float32Array(4 * 21)
    const shifts = new Float32Array(4 * 21 * 4)
    const second = 3 * 21 + 1 // of the last cell: 32 pixels, the second place down
    scores[second] = 0.5
    shifts.set([10, -5, 5 * Math.log(2), 0], second * 4)
    expect(decodeAnchors(scores, shifts, 2, 32, 0.4)).toEqual([
      {
        what: 'face',
        x: expect.closeTo(48 - 12 - 16 - 16, 3),
        y: expect.closeTo(48 - 4 + 32 - 32, 3),
        w: 32,
        h: expect.closeTo(64, 3),
        score: 0.5,
      },
    ])
    expect(decodeAnchors(Float32Array.of(0.5), new Float32Array(4), 1, 128, 0.4)).toEqual([
      { what: 'face', x: 64 - 256, y: 64 - 256, w: 512, h: 512, score: 0.5 },
    ])
  })

  const box = fc.record({
    what: fc.constantFrom('person' as const, 'vehicle' as const),
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 300 }),
    w: fc.integer({ min: 1, max: 100 }),
    h: fc.integer({ min: 1, max: 100 }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const same = (one: Found, other: Found) => one.what === other.what && overlapOf(one, other) >= 0.5

  it('drops only what overlaps something better of its kind, and keeps nothing twice', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 30 }), (found) => {
        const kept = suppressDoubles(found)
        for (const each of found) {
          if (kept.includes(each)) continue
          expect(kept.some((better) => better.score >= each.score && same(better, each))).toBe(true)
        }
        for (const [index, each] of kept.entries()) {
          for (const other of kept.slice(index + 1)) expect(same(each, other)).toBe(false)
        }
      }),
    )
  })
})
