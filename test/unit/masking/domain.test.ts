import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Area,
  Box,
  grown,
  leastStrength,
  MOTION,
  masksFor,
  type TrackSet,
  trackSummaries,
} from '#domain/masking.ts'
import {
  CHUNK_FRAMES,
  DamagedTracks,
  decodeChunk,
  decodeTracks,
  encodeChunk,
  encodeTracks,
} from '../../../electron/masking/tracks.ts'

const SIZE = { width: 640, height: 360 }
const edge = fc.double({ min: -50, max: 700, noNaN: true })
const side = fc.double({ min: 1, max: 300, noNaN: true })
const score = fc.double({ min: 0, max: 1, noNaN: true })
const box = fc.record({ track: fc.nat(5), x: edge, y: edge, w: side, h: side, score })
const frames = fc.array(fc.array(box, { maxLength: 6 }), { maxLength: 12 })
const setOf = (all: readonly (readonly Box[])[]): TrackSet => ({
  ...SIZE,
  fps: { num: 30000, den: 1001 },
  vehicles: [],
  conditions: [],
  partFrames: [all.length],
  frames: all,
})
const covers = (areas: readonly Area[], x: number, y: number) =>
  areas.some((area) => x >= area.x && x <= area.x + area.w && y >= area.y && y <= area.y + area.h)
const person = (track: number, x: number, y: number): Box => ({ track, x, y, w: 40, h: 100, score: 0.8 })

describe('what is masked in a frame', () => {
  it('is the whole picture where the boxes are missing or are not numbers', () => {
    const whole = [{ x: 0, y: 0, w: 640, h: 360 }]
    expect(masksFor(undefined, new Set(), SIZE)).toEqual(whole)
    expect(masksFor([{ ...person(1, 0, 0), x: Number.NaN }], new Set([1]), SIZE)).toEqual(whole)
    expect(masksFor([{ ...person(1, 0, 0), h: Number.POSITIVE_INFINITY }], new Set(), SIZE)).toEqual(whole)
    expect(masksFor([{ ...person(1, 0, 0), w: 0 }], new Set(), SIZE)).toEqual(whole)
  })

  it('covers every point of everybody who is not kept, whoever stands there as well', () => {
    const spot = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 6 }),
        fc.uniqueArray(fc.nat(5)),
        spot,
        spot,
        (all, keep, u, v) => {
          const kept = new Set(keep)
          const masks = masksFor(all, kept, SIZE)
          for (const each of all) {
            const [x, y] = [each.x + each.w * u, each.y + each.h * v]
            if (each.track === MOTION || kept.has(each.track)) continue
            if (x < 0 || y < 0 || x > SIZE.width || y > SIZE.height) continue
            expect(covers(masks, x, y)).toBe(true)
          }
        },
      ),
    )
  })

  it('leaves a kept person visible where nobody else is', () => {
    const masks = masksFor([person(1, 100, 100), person(2, 400, 100)], new Set([1]), SIZE)
    expect(covers(masks, 120, 150)).toBe(false)
    expect(covers(masks, 420, 150)).toBe(true)
  })

  it('lets unexplained motion give way inside a kept person only', () => {
    const motion = { ...person(MOTION, 80, 60), w: 200, h: 200 }
    const masks = masksFor([person(1, 100, 100), motion], new Set([1, MOTION]), SIZE)
    expect(covers(masks, 120, 150)).toBe(false)
    for (const [x, y] of [
      [85, 150],
      [250, 150],
      [120, 70],
      [120, 250],
    ] as const) {
      expect(covers(masks, x, y)).toBe(true)
    }
  })

  it('grows by a share on each side, most at the head, inside the picture', () => {
    expect(grown(person(1, 100, 100), SIZE)).toMatchObject({ x: 94, y: 80, w: 52, h: 128 })
    expect(grown(person(1, -30, 300), SIZE)).toMatchObject({ x: 0, y: 280, w: 16, h: 80 })
    expect(grown(person(1, 700, 0), SIZE)).toBeUndefined()
  })
})

describe('the least strength', () => {
  it('leaves at most five blocks over a face, and never under 16 px at 1080 lines', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 2000 }), fc.integer({ min: 240, max: 2160 }), (tall, lines) => {
        const strength = leastStrength('mosaic', tall, lines) as { blockPx: number }
        expect(tall / 7 / strength.blockPx).toBeLessThanOrEqual(5)
        expect(strength.blockPx).toBeGreaterThanOrEqual((16 * lines) / 1080)
        const blur = leastStrength('blur', tall, lines) as { sigmaPx: number }
        expect(blur.sigmaPx).toBeGreaterThanOrEqual((tall / 7) * 0.15)
      }),
    )
  })
})

describe('tracks as bytes', () => {
  it('never make a box smaller, nor by more than a quarter of a pixel larger', () => {
    fc.assert(
      fc.property(frames, (all) => {
        const back = decodeTracks(encodeTracks(setOf(all)))
        expect(back).toMatchObject({ ...SIZE, fps: { num: 30000, den: 1001 }, partFrames: [all.length] })
        for (const [frame, boxes] of all.entries()) {
          for (const [index, before] of boxes.entries()) {
            const after = back.frames[frame]?.[index] as Box
            expect(after.track).toBe(before.track)
            expect(Math.abs(after.score - before.score)).toBeLessThan(0.002)
            expect(after.x).toBeLessThanOrEqual(before.x)
            expect(after.x + after.w).toBeGreaterThanOrEqual(before.x + before.w - 1e-9)
            expect(after.w - before.w).toBeLessThanOrEqual(0.25)
            expect(after.h - before.h).toBeLessThanOrEqual(0.25)
          }
        }
        expect(encodeTracks(back)).toEqual(encodeTracks(decodeTracks(encodeTracks(back))))
      }),
    )
  })

  it('keep the form in which they are stored', () => {
    const stored = [[{ track: 1, x: 10.5, y: -2, w: 30, h: 80.25, score: 1 }], [], [person(300, 1, 2)]]
    const hex = '5653544b02030101a8011f8805e409ff0001ac0210209005e00ccc'
    expect(Buffer.from(encodeChunk(stored)).toString('hex')).toBe(hex)
    expect(decodeChunk(Buffer.from(hex, 'hex'))).toMatchObject(stored)
  })

  it('are cut into chunks of frames, and are refused where one is missing', () => {
    const all = Array.from({ length: 2 * CHUNK_FRAMES + 7 }, (_, frame) => [person(1, frame, 5)])
    const encoded = encodeTracks(setOf(all))
    expect(encoded.chunks.map((chunk) => decodeChunk(chunk).length)).toEqual([CHUNK_FRAMES, CHUNK_FRAMES, 7])
    expect(decodeChunk(encoded.chunks[1]!)[3]).toMatchObject([{ x: CHUNK_FRAMES + 3 }])
    expect(decodeTracks(encoded).frames).toHaveLength(all.length)
    expect(() => decodeTracks({ ...encoded, chunks: encoded.chunks.slice(1) })).toThrow(DamagedTracks)
  })

  it('are refused when cut, followed by something, or of another version', () => {
    const bytes = encodeChunk([[person(1, 5, 5)], [person(1, 6, 5)]])
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeChunk(bytes.slice(0, length))).toThrow(DamagedTracks)
    }
    expect(() => decodeChunk(Uint8Array.of(...bytes, 0))).toThrow(DamagedTracks)
    expect(() => decodeChunk(bytes.with(4, 1))).toThrow(DamagedTracks)
  })

  it('of any altered byte are refused or still boxes', () => {
    const bytes = encodeChunk([[person(1, 5, 5)], [person(1, 6, 5), person(2, 90, 5)]])
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        try {
          for (const each of decodeChunk(bytes.with(at, value)).flat()) Box.parse(each)
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedTracks)
        }
      }),
    )
  })
})

describe('summaries', () => {
  it('tell when a track is there, where it is seen best, and how surely', () => {
    const near = { ...person(2, 300, 100), w: 80, h: 200, score: 0.5 }
    const all = [[person(1, 10, 10)], [person(1, 12, 10), person(2, 300, 120)], [near, person(MOTION, 0, 0)]]
    expect(trackSummaries(setOf(all))).toEqual([
      {
        track: 1,
        isVehicle: false,
        firstFrame: 0,
        lastFrame: 1,
        seenFrames: 2,
        bestFrame: 0,
        bestBox: person(1, 10, 10),
        meanScore: 0.8,
      },
      {
        track: 2,
        isVehicle: false,
        firstFrame: 1,
        lastFrame: 2,
        seenFrames: 2,
        bestFrame: 2,
        bestBox: near,
        meanScore: 0.65,
      },
    ])
  })

  it('do not count frames that were filled in', () => {
    const filled = { ...person(1, 12, 10), score: 0 }
    expect(trackSummaries({ frames: [[person(1, 10, 10)], [filled]], vehicles: [1] })).toMatchObject([
      { isVehicle: true, firstFrame: 0, lastFrame: 1, seenFrames: 1, meanScore: 0.8 },
    ])
  })
})
