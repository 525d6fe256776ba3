import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clip } from '#contract/masking.ts'
import { untouched } from '#domain/mask-work.ts'
import type { Box } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RecordingId } from '#domain/recording.ts'
import type { RequestId } from '#domain/request-form.ts'
import type { ViewingPart } from '#domain/viewing.ts'
import { ClipMasks, framesAt } from '../../../renderer/visitor/masks.ts'
import { drawn, within } from '../../../renderer/visitor/picture.ts'

const recordingId = 'r1' as RecordingId
const cameraId = 'c1' as CameraId
const requestId = 'q1' as RequestId
const part: ViewingPart = {
  recordingId,
  cameraId,
  startAt: '2026-11-20T09:30:00.000Z',
  fromUs: 1_000_000,
  toUs: 9_000_000,
  playMode: 'direct',
  width: 640,
  height: 360,
  fps: { num: 25, den: 1 },
}
const clip = {
  requestId,
  cameraId,
  width: 640,
  height: 360,
  fps: { num: 25, den: 1 },
  frameCount: 200,
  parts: [{ recordingId, fromUs: 1_000_000, toUs: 9_000_000, firstFrame: 0, frameCount: 200 }],
  work: { ...untouched, kept: [1] },
} as Partial<Clip> as Clip
const box = (frame: number, track: number): Box => ({ x: frame, y: 10, w: 20, h: 40, score: 0.9, track })

describe('which frame a picture is', () => {
  test('at a constant rate it is the one, whatever a container’s clock rounds away', () => {
    fc.assert(
      fc.property(fc.nat(199), fc.integer({ min: -1000, max: 1000 }), (frame, offUs) => {
        expect(framesAt(clip, part, 1_000_000 + frame * 40_000 + offUs)).toEqual([frame])
      }),
    )
  })

  test('frames are counted from the first that begins inside the part', () => {
    const fps = { num: 30_000, den: 1001 }
    const lengthUs = (1e6 * fps.den) / fps.num
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.nat(100), (fromUs, frame) => {
        const first = Math.ceil(fromUs / lengthUs - 1e-3)
        const parts = [{ ...clip.parts[0]!, fromUs, frameCount: 101 }]
        const us = Math.round((first + frame) * lengthUs)
        expect(framesAt({ fps, parts }, { recordingId, fromUs }, us)).toEqual([frame])
      }),
    )
  })

  test('between two frames it may be either', () => {
    expect(framesAt(clip, part, 1_060_000)).toEqual([1, 2])
  })

  test('outside what people were looked for in, it is none', () => {
    expect(framesAt(clip, part, 900_000)).toEqual([])
    expect(framesAt(clip, part, 9_000_000)).toEqual([])
    expect(framesAt(clip, part, 8_980_000)).toEqual([])
    expect(framesAt(clip, { ...part, recordingId: 'other' as RecordingId }, 2_000_000)).toEqual([])
    expect(framesAt(clip, { ...part, fromUs: 0 }, 2_000_000)).toEqual([])
  })
})

describe('the masks of a clip that is shown', () => {
  const boxes = async ({ fromFrame, toFrame }: { fromFrame: number; toFrame: number }) =>
    Array.from({ length: toFrame - fromFrame }, (_, index) => [
      box(fromFrame + index, 1),
      box(fromFrame + index, 2),
    ])
  const settled = () => new Promise((resolve) => setTimeout(resolve))

  test('nothing is known until the clip and the boxes of the frame have come', async () => {
    let arrivals = 0
    const masks = new ClipMasks(requestId, { clip: async () => clip, boxes }, () => arrivals++)
    expect(masks.at(part, 1_000_000)).toBeUndefined()
    await masks.turnTo(cameraId)
    expect(masks.at(part, 1_400_000)).toBeUndefined()
    await settled()
    expect(arrivals).toBeGreaterThan(1)
    const masked = masks.at(part, 1_400_000)
    expect(masked?.areas.map(({ x, w }) => x + w / 2)).toEqual([20])
    expect(masks.at({ ...part, cameraId: 'c2' as CameraId }, 1_400_000)).toBeUndefined()
    masks.forget()
    expect(masks.at(part, 1_400_000)).toBeUndefined()
  })

  test('a picture between two frames wears the masks of both', async () => {
    const masks = new ClipMasks(requestId, { clip: async () => clip, boxes }, () => undefined)
    await masks.turnTo(cameraId)
    masks.need(part, 1_000_000)
    await settled()
    expect(masks.at(part, 1_060_000)?.areas).toHaveLength(2)
  })

  test('boxes of the clip as it was before are not taken for those of the clip as it is', async () => {
    const waiting: (() => void)[] = []
    const late = (asked: { fromFrame: number; toFrame: number }) =>
      new Promise<Box[][]>((resolve) => waiting.push(() => void boxes(asked).then(resolve)))
    const masks = new ClipMasks(requestId, { clip: async () => ({ ...clip }), boxes: late }, () => undefined)
    await masks.turnTo(cameraId)
    masks.need(part, 1_000_000)
    await masks.turnTo(cameraId)
    for (const arrive of waiting) arrive()
    await settled()
    expect(masks.at(part, 1_000_000)).toBeUndefined()
  })

  test('what fails, or has not been looked through, stays unknown', async () => {
    const fails = async () => Promise.reject(new Error('no'))
    const masks = new ClipMasks(requestId, { clip: fails, boxes }, () => undefined)
    await masks.turnTo(cameraId)
    expect(masks.at(part, 1_000_000)).toBeUndefined()
    const none = new ClipMasks(requestId, { clip: async () => null, boxes }, () => undefined)
    await none.turnTo(cameraId)
    expect(none.at(part, 1_000_000)).toBeUndefined()
    const boxless = new ClipMasks(requestId, { clip: async () => clip, boxes: fails }, () => undefined)
    await boxless.turnTo(cameraId)
    boxless.need(part, 1_000_000)
    await settled()
    expect(boxless.at(part, 1_000_000)).toBeUndefined()
  })
})

test('no pixel that a mask touches is left bare, at any size', () => {
  const side = fc.integer({ min: 2, max: 4000 })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(
      side,
      side,
      side,
      side,
      fc.array(share, { minLength: 4, maxLength: 4 }),
      (w, h, on, down, s) => {
        const area = { x: s[0]! * w, y: s[1]! * h, w: s[2]! * w + 0.01, h: s[3]! * h + 0.01 }
        const [put] = drawn({ areas: [area], width: w, height: h }, { width: on, height: down })
        expect(put!.x).toBeLessThanOrEqual((area.x * on) / w + 1e-6)
        expect(put!.y).toBeLessThanOrEqual((area.y * down) / h + 1e-6)
        expect(put!.x + put!.w).toBeGreaterThanOrEqual(((area.x + area.w) * on) / w - 1e-6)
        expect(put!.y + put!.h).toBeGreaterThanOrEqual(((area.y + area.h) * down) / h - 1e-6)
        expect([put!.x, put!.y, put!.w, put!.h].every(Number.isInteger)).toBe(true)
      },
    ),
  )
})

test('a picture is brought down to lie within, never enlarged, and keeps its shape', () => {
  expect(within({ width: 3840, height: 2160 }, { width: 1920, height: 1080 })).toEqual({
    width: 1920,
    height: 1080,
  })
  expect(within({ width: 640, height: 360 }, { width: 1920, height: 1080 })).toEqual({
    width: 640,
    height: 360,
  })
  expect(within({ width: 1080, height: 1920 }, { width: 1920, height: 1080 })).toEqual({
    width: 608,
    height: 1080,
  })
  expect(within({ width: 640, height: 360 }, { width: 0, height: 0 })).toEqual({ width: 1, height: 1 })
})
