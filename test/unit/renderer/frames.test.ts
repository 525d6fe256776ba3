import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RecordingId } from '#domain/recording.ts'
import { frameAt, momentOf, windowAround } from '../../../renderer/masking/frames.ts'

const recordingId = 'r1' as RecordingId
const next = 'r2' as RecordingId
const clip = {
  fps: { num: 30_000, den: 1001 },
  parts: [
    { recordingId, fromUs: 12_345_678, toUs: 22_355_688, firstFrame: 0, frameCount: 300 },
    { recordingId: next, fromUs: 0, toUs: 5_005_000, firstFrame: 300, frameCount: 150 },
  ],
}

describe('frames of a clip', () => {
  test('a frame is found again at its moment', () => {
    fc.assert(
      fc.property(fc.nat(449), (frame) => {
        const moment = momentOf(clip, frame)!
        expect(frameAt(clip, moment.part.recordingId, moment.us)).toBe(frame)
      }),
    )
  })

  test('a clock rounded down by the container still gives its frame', () => {
    expect(frameAt(clip, next, 33_366)).toBe(301)
    expect(frameAt(clip, next, 0)).toBe(300)
  })

  test('frames are counted from the first one that begins inside the part', () => {
    const [part] = clip.parts
    // Ten milliseconds into a frame: it began before the part did, and the next one is the first.
    const later = { ...clip, parts: [{ ...part!, fromUs: 12_355_667 }] }
    expect(frameAt(later, recordingId, 12_379_033)).toBe(0)
    expect(frameAt(later, recordingId, 12_412_400)).toBe(1)
    expect(frameAt(later, recordingId, 12_355_667)).toBeUndefined()
    expect(momentOf(later, 0)?.us).toBe(12_395_717)
  })

  test('there is no frame outside the clip', () => {
    expect(frameAt(clip, recordingId, 12_000_000)).toBeUndefined()
    expect(frameAt(clip, next, 5_100_000)).toBeUndefined()
    expect(frameAt(clip, 'unknown' as RecordingId, 0)).toBeUndefined()
    expect(momentOf(clip, 450)).toBeUndefined()
  })

  test('boxes are asked for in windows that hold the frame', () => {
    fc.assert(
      fc.property(fc.nat(449), (frame) => {
        const { fromFrame, toFrame } = windowAround(frame, 450)
        expect(fromFrame <= frame && frame < toFrame && toFrame <= 450).toBe(true)
      }),
    )
  })
})
