import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CameraId } from '#domain/policy.ts'
import type { RecordingId } from '#domain/recording.ts'
import type { ViewingPart } from '#domain/viewing.ts'
import {
  atUsOf,
  clampToPart,
  clampToWindow,
  endsSoon,
  epochUs,
  frameUs,
  gapsOf,
  instantOf,
  isInWindow,
  mayShow,
  mediaTime,
  nextStretch,
  placeAt,
  recordingUs,
  shuttle,
  stepFrames,
  stretchesOf,
} from '../../../renderer/viewing/player.ts'

const camera = 'camera-1' as CameraId

function part(id: string, startAt: string, fromUs: number, toUs: number, fps = 10): ViewingPart {
  return {
    recordingId: id as RecordingId,
    cameraId: camera,
    startAt,
    fromUs,
    toUs,
    playMode: 'direct',
    width: 768,
    height: 576,
    fps: { num: fps, den: 1 },
  }
}

// 14:00:05–14:10 in one file, a gap of twelve minutes, 14:22–14:30 in another: a request for 14:00:05–14:30.
const viewing = {
  fromAt: '2026-11-21T05:00:05.000Z',
  toAt: '2026-11-21T05:30:00.000Z',
  parts: [
    part('b', '2026-11-21T05:22:00.000Z', 0, 480e6),
    part('a', '2026-11-21T05:00:00.000Z', 5e6, 600e6),
    { ...part('other', '2026-11-21T05:00:00.000Z', 0, 600e6), cameraId: 'camera-2' as CameraId },
  ],
}
const stretches = stretchesOf(viewing, camera)
const at = (clock: string) => epochUs(`2026-11-21T05:${clock}.000Z`)

describe('the master clock', () => {
  test('puts the parts of one camera in order of true time', () => {
    expect(stretches.map(({ part: { recordingId } }) => recordingId)).toEqual(['a', 'b'])
    expect(stretches.map(({ fromAtUs }) => instantOf(fromAtUs))).toEqual([
      '2026-11-21T05:00:05.000Z',
      '2026-11-21T05:22:00.000Z',
    ])
  })

  test('finds the moment of the recording and the gap', () => {
    const inside = placeAt(stretches, at('05:00'))
    expect(inside).toMatchObject({ kind: 'part', stretch: { part: { recordingId: 'a' } }, us: 300_050_000 })
    expect(placeAt(stretches, at('15:00'))).toEqual({
      kind: 'gap',
      gap: { fromAtUs: at('10:00'), toAtUs: at('22:00') },
    })
    expect(gapsOf(stretches, at('00:05'), at('30:00'))).toEqual([
      { fromAtUs: at('10:00'), toAtUs: at('22:00') },
    ])
  })

  test('takes a seam of a second between two files for no gap', () => {
    const seamed = stretchesOf(
      { parts: [part('a', viewing.fromAt, 0, 10e6), part('b', '2026-11-21T05:00:16.000Z', 0, 10e6)] },
      camera,
    )
    expect(gapsOf(seamed, at('00:05'), at('00:26'))).toEqual([])
    expect(placeAt(seamed, epochUs('2026-11-21T05:00:15.500Z'))).toMatchObject({
      kind: 'part',
      stretch: { part: { recordingId: 'b' } },
    })
  })

  test('shows an overlap of two files once', () => {
    const overlapping = stretchesOf(
      { parts: [part('a', viewing.fromAt, 0, 10e6), part('b', '2026-11-21T05:00:14.000Z', 0, 10e6)] },
      camera,
    )
    expect(overlapping[1]?.fromAtUs).toBe(overlapping[0]?.toAtUs)
    expect(placeAt(overlapping, at('00:15'))).toMatchObject({ us: 1_050_000 })
  })

  test('steps from the last frame of a part to the first of the next, and back', () => {
    const last = atUsOf(stretches[0]!.part, 599_950_000)
    expect(stepFrames(stretches, last, 1)).toBe(at('22:00'))
    expect(placeAt(stretches, stepFrames(stretches, at('22:00'), -1))).toMatchObject({ us: 599_950_000 })
    expect(stepFrames(stretches, at('29:59') + 950_000, 1)).toBe(at('29:59') + 950_000)
    expect(stepFrames(stretches, at('00:05'), -1)).toBe(at('00:05'))
    expect(nextStretch(stretches, at('30:00'))).toBeUndefined()
  })
})

describe('what may be on the screen', () => {
  const anyPart = fc
    .record({
      fps: fc.constantFrom(5, 10, 15, 25, 30),
      fromUs: fc.integer({ min: 0, max: 60e6 }),
      lengthUs: fc.integer({ min: 1e6, max: 600e6 }),
    })
    .map(({ fps, fromUs, lengthUs }) => part('p', viewing.fromAt, fromUs, fromUs + lengthUs, fps))

  test('a seek never lands on a frame that begins outside the part', () => {
    fc.assert(
      fc.property(anyPart, fc.integer({ min: -1e9, max: 2e9 }), (piece, us) => {
        const sought = clampToPart(piece, us)
        const beginsUs = Math.floor(sought / frameUs(piece)) * frameUs(piece)
        expect(mayShow(piece, beginsUs)).toBe(true)
      }),
    )
  })

  test('playing on stops before a frame past the end could come up', () => {
    fc.assert(
      fc.property(anyPart, fc.constantFrom(1, 2, 4, 8, 16), fc.nat(100_000), (piece, speed, frame) => {
        const us = piece.fromUs + ((frame * frameUs(piece)) % (piece.toUs - piece.fromUs))
        if (!endsSoon(piece, us, speed)) expect(us + (speed * 1e6) / 60).toBeLessThan(piece.toUs)
      }),
    )
  })

  test('a frame from before the part, or after it, may not be shown', () => {
    const piece = part('p', viewing.fromAt, 5e6, 10e6)
    expect([4_900_000, 5_000_000, 9_900_000, 10_000_000].map((us) => mayShow(piece, us))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('no moment leaves the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e15 }), (atUs) => {
        expect(isInWindow(viewing, clampToWindow(viewing, atUs))).toBe(true)
      }),
    )
    expect(isInWindow(viewing, epochUs(viewing.toAt))).toBe(false)
  })

  test('media time is the recording’s own clock to the microsecond', () => {
    fc.assert(fc.property(fc.nat(86_400e6), (us) => recordingUs(mediaTime(us)) === us))
  })
})

test('J and L climb the ladder and turn round at once', () => {
  expect([0, 1, 2, 4, 8, 16].map((speed) => shuttle(speed as 0, 1))).toEqual([1, 2, 4, 8, 16, 16])
  expect([0, -1, -2, -4, 8].map((speed) => shuttle(speed as 0, -1))).toEqual([-1, -2, -4, -4, -1])
})
