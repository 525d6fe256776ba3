import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, weekday } from '#domain/time.ts'
import { dayAfterKey, inMonth, monthDays, shiftMonth } from '../../../renderer/calendar/month.ts'

test('a page holds whole weeks from Monday to Sunday around its month', () => {
  const days = monthDays('2026-12')
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-30', '2027-01-03', 35])
  expect(monthDays('2027-02')).toHaveLength(28)
  expect(monthDays('2027-05')[0]).toBe('2027-04-26')
})

test('every page is of whole weeks, without a gap, and has each day of its month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), (by) => {
      const month = shiftMonth('2000-01', by)
      const days = monthDays(month)
      expect(days.length % 7).toBe(0)
      expect(weekday(days[0] as string)).toBe(1)
      for (const [index, on] of days.entries()) expect(on).toBe(addDays(days[0] as string, index))
      const own = days.filter((on) => on.startsWith(month))
      expect(own[0]).toBe(`${month}-01`)
      expect(addDays(own.at(-1) as string, 1)).toBe(`${shiftMonth(month, 1)}-01`)
    }),
  )
})

test('months follow each other over the year', () => {
  expect([shiftMonth('2026-12', 1), shiftMonth('2027-01', -1), shiftMonth('2026-11', 14)]).toEqual([
    '2027-01',
    '2026-12',
    '2028-01',
  ])
})

test('a day that the other month has not is its last one', () => {
  expect(inMonth('2027-01-31', 1)).toBe('2027-02-28')
  expect(inMonth('2028-01-31', 1)).toBe('2028-02-29')
  expect(inMonth('2026-12-15', 1)).toBe('2027-01-15')
})

test.each([
  ['ArrowLeft', '2026-11-30'],
  ['ArrowRight', '2026-12-02'],
  ['ArrowUp', '2026-11-24'],
  ['ArrowDown', '2026-12-08'],
  ['PageUp', '2026-11-01'],
  ['PageDown', '2027-01-01'],
  ['Home', '2026-11-23'],
  ['Enter', undefined],
])('%s on 1 December leads to %s', (key, on) => {
  expect(dayAfterKey(key, '2026-12-01', '2026-11-23')).toBe(on)
})
