import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CameraId } from '#domain/policy.ts'
import { shiftAt } from '#domain/time.ts'
import { coverageOf, place, spansOf } from '../../../renderer/requests/coverage.ts'

const cameraId = 'c3' as CameraId
const other = 'c4' as CameraId
const DAY = { fromAt: '2026-11-19T15:00:00.000Z', toAt: '2026-11-20T15:00:00.000Z' }
const MINUTE_US = 60e6
const at = (minute: number) => shiftAt(DAY.fromAt, minute * MINUTE_US)
const recording = (fromMinute: number, minutes: number, id = cameraId) => ({
  cameraId: id,
  startAt: at(fromMinute),
  durationUs: minutes * MINUTE_US,
})

test('files that follow each other are one span; a real gap parts them', () => {
  expect(spansOf([recording(70, 10), recording(0, 60), recording(60, 8)], DAY)).toEqual([
    { fromAt: at(0), toAt: at(68) },
    { fromAt: at(70), toAt: at(80) },
  ])
})

test('what reaches over midnight is cut to the day, and what lies outside is not in it', () => {
  expect(spansOf([recording(-30, 60), recording(2000, 10)], DAY)).toEqual([{ fromAt: at(0), toAt: at(30) }])
})

test('a camera covers a stretch wholly, partly or not at all', () => {
  const held = [recording(0, 60), recording(0, 600, other)]
  expect(coverageOf(held, cameraId, { fromAt: at(10), toAt: at(50) })).toBe('full')
  expect(coverageOf(held, cameraId, { fromAt: at(50), toAt: at(70) })).toBe('part')
  expect(coverageOf(held, cameraId, { fromAt: at(60), toAt: at(70) })).toBe('none')
})

test('spans are in order, apart, and inside the window, whatever is held', () => {
  const held = fc.array(fc.tuple(fc.integer({ min: -600, max: 2000 }), fc.integer({ min: 1, max: 900 })))
  fc.assert(
    fc.property(held, (list) => {
      const spans = spansOf(
        list.map(([from, minutes]) => recording(from, minutes)),
        DAY,
      )
      spans.forEach((span, index) => {
        expect(span.fromAt < span.toAt && span.fromAt >= DAY.fromAt && span.toAt <= DAY.toAt).toBe(true)
        const next = spans[index + 1]
        if (next !== undefined) expect(span.toAt < next.fromAt).toBe(true)
        const { left, width } = place(span, DAY)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left + width).toBeLessThanOrEqual(100.000001)
      })
    }),
  )
})
