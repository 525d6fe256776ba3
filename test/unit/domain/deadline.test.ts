import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueDays } from '#domain/deadline.ts'
import { isDayOff } from '#domain/law/holidays.ts'
import { addDays } from '#domain/time.ts'

// The seven vectors of the deadline table: receipt, CIVIL due, target, MINWON due.
test.each([
  ['2026-11-23', '2026-12-03', '2026-12-03', '2026-12-04'],
  ['2026-11-25', '2026-12-07', '2026-12-04', '2026-12-08'],
  ['2026-11-26', '2026-12-07', '2026-12-04', '2026-12-09'],
  ['2026-12-15', '2026-12-28', '2026-12-24', '2026-12-29'],
  ['2026-12-22', '2027-01-04', '2026-12-31', '2027-01-06'],
  ['2026-11-21', '2026-12-01', '2026-12-01', '2026-12-04'],
  ['2027-02-19', '2027-03-02', '2027-02-26', '2027-03-05'],
])('received %s: due %s, aimed at %s, by 민원처리법 %s', (receivedOn, dueOn, targetOn, minwonOn) => {
  expect(dueDays(receivedOn, 'CIVIL')).toEqual({ dueOn, targetOn })
  expect(dueDays(receivedOn, 'MINWON').dueOn).toBe(minwonOn)
})

const days = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2026-01-01', offset))

test('a due day is never a day off, never under ten days away, and never moves back for a later receipt', () => {
  fc.assert(
    fc.property(days, (receivedOn) => {
      const { dueOn, targetOn } = dueDays(receivedOn, 'CIVIL')
      expect(isDayOff(dueOn)).toBe(false)
      expect(isDayOff(targetOn)).toBe(false)
      expect(dueOn >= addDays(receivedOn, 10)).toBe(true)
      expect(targetOn <= dueOn).toBe(true)
      for (const mode of ['CIVIL', 'MINWON'] as const)
        expect(dueDays(addDays(receivedOn, 1), mode).dueOn >= dueDays(receivedOn, mode).dueOn).toBe(true)
    }),
  )
})
