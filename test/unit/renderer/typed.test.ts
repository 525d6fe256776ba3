import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDay, parseTime } from '../../../renderer/ui/typed.ts'

describe('days as people write them', () => {
  test.each([
    ['2026-11-21', '2026-11-21'],
    ['2026.11.21.', '2026-11-21'],
    ['2026. 1. 5.', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026년 1월 5일', '2026-01-05'],
    ['20261121', '2026-11-21'],
    ['261121', '2026-11-21'],
    ['11.21', '2026-11-21'],
    ['1121', '2026-11-21'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('%s is %s', (text, day) => expect(parseDay(text, 2026)).toBe(day))

  test.each(['', '내일', '2026-02-29', '2026-13-01', '2026-00-10', '2026-11-31', '20261', '900101-1234567'])(
    '%s is none',
    (text) => expect(parseDay(text, 2026)).toBeUndefined(),
  )

  test('without a year to fall back on, a month and a day are none', () => {
    expect(parseDay('11.21')).toBeUndefined()
    expect(parseDay('1121')).toBeUndefined()
  })

  test('every day of the calendar reads back as itself, dashed, dotted or run together', () => {
    const range = { min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const day = date.toISOString().slice(0, 10)
        for (const text of [day, day.replaceAll('-', '.'), day.replaceAll('-', '')])
          expect(parseDay(text)).toBe(day)
      }),
    )
  })
})

describe('times as people write them', () => {
  test.each([
    ['14:00', '14:00'],
    ['1400', '14:00'],
    ['930', '09:30'],
    ['9', '09:00'],
    ['14', '14:00'],
    ['9:5', '09:05'],
    ['14시', '14:00'],
    ['14시 30분', '14:30'],
    ['140030', '14:00:30'],
    ['14:00:30', '14:00:30'],
    ['00:00', '00:00'],
    ['23:59', '23:59'],
  ])('%s is %s', (text, time) => expect(parseTime(text)).toBe(time))

  test.each(['', '오후', '24:00', '12:60', '2560', '12345', '1:2:3:4', '123:00'])('%s is none', (text) =>
    expect(parseTime(text)).toBeUndefined(),
  )
})
