import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Calendar,
  deadline,
  deadlineAt,
  dueDays,
  quarterEnd,
  urgency,
  workdaysBefore,
} from '#domain/deadline.ts'
import { builtInHolidays, isDayOff } from '#domain/law/holidays.ts'
import { DeadlineId, LawChange, lawOn } from '#domain/law/law.ts'
import { addDays } from '#domain/time.ts'

const civil: Calendar = { mode: 'CIVIL', holidays: builtInHolidays }
const minwon: Calendar = { mode: 'MINWON', holidays: builtInHolidays }
const law = lawOn('2026-11-23', [])

// The seven vectors of the deadline table: receipt, CIVIL due, target, MINWON due.
const vectors = [
  ['2026-11-23', '2026-12-03', '2026-12-03', '2026-12-04'],
  ['2026-11-25', '2026-12-07', '2026-12-04', '2026-12-08'],
  ['2026-11-26', '2026-12-07', '2026-12-04', '2026-12-09'],
  ['2026-12-15', '2026-12-28', '2026-12-24', '2026-12-29'],
  ['2026-12-22', '2027-01-04', '2026-12-31', '2027-01-06'],
  ['2026-11-21', '2026-12-01', '2026-12-01', '2026-12-04'],
  ['2027-02-19', '2027-03-02', '2027-02-26', '2027-03-05'],
] as const

test.each(vectors)(
  'received %s: due %s, aimed at %s, by 민원처리법 %s',
  (from, dueOn, targetOn, minwonOn) => {
    expect(deadline('DL-01', from, law, civil)).toEqual({ dueOn, targetOn, isYearKnown: true })
    expect(deadline('DL-01', from, law, minwon)).toEqual({
      dueOn: minwonOn,
      targetOn: minwonOn,
      isYearKnown: true,
    })
  },
)

describe('every rule of the law has a day that was reckoned by hand', () => {
  test.each<[DeadlineId, string, string]>([
    ['DL-01', '2026-12-15', '2026-12-28'],
    ['DL-02', '2026-12-15', '2026-12-28'],
    // The reason to postpone ended on a Wednesday; the tenth day is a Saturday.
    ['DL-03', '2027-01-06', '2027-01-18'],
    ['DL-04', '2026-11-25', '2026-12-07'],
    ['DL-05', '2026-11-27', '2026-12-07'],
    ['DL-06', '2026-11-23', '2026-12-03'],
    ['DL-07', '2026-11-22', '2026-11-27'],
    ['DL-08', '2026-11-24', '2026-12-24'],
    ['DL-08-posted', '2026-12-01', '2026-12-11'],
    ['DL-09', '2026-11-24', '2026-12-31'],
    ['DL-09', '2027-01-01', '2027-03-31'],
    ['DL-10', '2027-02-24', '2027-02-24'],
    ['DL-11', '2026-12-31', '2027-03-31'],
    ['DL-12', '2026-12-08', '2026-12-01'],
    ['DL-13', '2026-11-24', '2026-11-24'],
    ['DL-14', '2026-11-24', '2027-11-24'],
    ['DL-14-large', '2026-11-24', '2028-11-24'],
    // 민법 160③: where the last month has no such day, its last one.
    ['DL-15', '2028-02-29', '2031-02-28'],
    ['DL-16', '2026-11-24', '2026-12-31'],
    ['DL-18', '2026-12-11', '2026-12-28'],
    // 30 days from a notice of 25 November end on 25 December, a holiday before a weekend.
    ['DL-18-file', '2026-11-25', '2026-12-28'],
    ['DL-18-extended', '2026-12-28', '2027-01-07'],
    ['DL-19', '2026-11-23', '2026-12-03'],
    ['DL-19-extended', '2026-12-03', '2026-12-14'],
    ['DL-20', '2026-11-23', '2026-12-03'],
  ])('%s from %s ends on %s', (id, fromOn, dueOn) => {
    expect(deadline(id, fromOn, law, civil).dueOn).toBe(dueOn)
  })

  test('DL-17 counts hours, through any day off', () => {
    expect(deadlineAt('DL-17', '2026-12-24T09:00:00.000Z', law)).toBe('2026-12-27T09:00:00.000Z')
    expect(() => deadline('DL-17', '2026-12-24', law, civil)).toThrow(RangeError)
    expect(() => deadlineAt('DL-01', '2026-12-24T09:00:00.000Z', law)).toThrow(RangeError)
  })

  test('every rule has a source, and none is left out', () => {
    for (const id of DeadlineId.options) expect(law.deadlines[id].source, id).not.toBe('')
    const numbered = new Set(DeadlineId.options.map((id) => id.slice(0, 5)))
    expect(numbered.size).toBe(20)
  })
})

describe('warnings', () => {
  const due = { dueOn: '2026-12-28', targetOn: '2026-12-24' }
  test.each([
    ['2026-12-18', 'calm'],
    // Three business days before Thursday the 24th, then one.
    ['2026-12-21', 'near'],
    ['2026-12-22', 'near'],
    ['2026-12-23', 'tomorrow'],
    ['2026-12-24', 'tomorrow'],
    ['2026-12-28', 'tomorrow'],
    ['2026-12-29', 'overdue'],
  ] as const)('on %s: %s', (todayOn, state) => {
    expect(urgency(due, todayOn, builtInHolidays)).toBe(state)
  })

  test('business days before a Monday leap over weekend and holiday', () => {
    expect(workdaysBefore('2026-12-28', 1, builtInHolidays)).toBe('2026-12-24')
    expect(workdaysBefore('2027-01-04', 3, builtInHolidays)).toBe('2026-12-29')
  })
})

describe('a year without holidays', () => {
  const onlyThisYear: Calendar = { mode: 'CIVIL', holidays: { 2026: builtInHolidays['2026'] ?? [] } }

  test('the due day is reckoned all the same and marked as unsure', () => {
    expect(deadline('DL-01', '2026-12-22', law, onlyThisYear)).toEqual({
      // 1 January is no day off as long as nobody has said so.
      dueOn: '2027-01-01',
      targetOn: '2027-01-01',
      isYearKnown: false,
    })
  })

  test('a period that ends before it is sure', () => {
    expect(deadline('DL-01', '2026-12-15', law, onlyThisYear).isYearKnown).toBe(true)
  })
})

const days = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2026-01-01', offset))
const lengths = fc.integer({ min: 1, max: 60 })
const modes = fc.constantFrom(civil, minwon)

test('a due day is never a day off, and a target never one nor later', () => {
  fc.assert(
    fc.property(days, lengths, modes, (fromOn, count, calendar) => {
      const { dueOn, targetOn } = dueDays(fromOn, count, calendar)
      expect(isDayOff(dueOn, builtInHolidays)).toBe(false)
      expect(isDayOff(targetOn, builtInHolidays)).toBe(false)
      expect(targetOn <= dueOn).toBe(true)
    }),
  )
})

test('by the Civil Act nobody has less than ten days, nor more than the days off at their end', () => {
  fc.assert(
    fc.property(days, (fromOn) => {
      const { dueOn } = dueDays(fromOn, 10, civil)
      expect(dueOn >= addDays(fromOn, 10)).toBe(true)
      for (let on = addDays(fromOn, 10); on < dueOn; on = addDays(on, 1))
        expect(isDayOff(on, builtInHolidays)).toBe(true)
    }),
  )
})

test('by 민원처리법 exactly as many working days lie between receipt and due day, both counted', () => {
  fc.assert(
    fc.property(days, lengths, (fromOn, count) => {
      const { dueOn } = dueDays(fromOn, count, minwon)
      let counted = 0
      for (let on = fromOn; on <= dueOn; on = addDays(on, 1)) if (!isDayOff(on, builtInHolidays)) counted += 1
      expect(counted).toBe(count)
    }),
  )
})

test('who is received later is never due earlier', () => {
  fc.assert(
    fc.property(days, lengths, fc.integer({ min: 1, max: 40 }), modes, (fromOn, count, later, calendar) => {
      const first = dueDays(fromOn, count, calendar)
      const second = dueDays(addDays(fromOn, later), count, calendar)
      expect(second.dueOn >= first.dueOn).toBe(true)
      expect(second.targetOn >= first.targetOn).toBe(true)
    }),
  )
})

test('one more day off never brings a due day forward', () => {
  fc.assert(
    fc.property(days, days, modes, (fromOn, offOn, calendar) => {
      const year = offOn.slice(0, 4)
      const more = { ...builtInHolidays, [year]: [...(builtInHolidays[year] ?? []), offOn] }
      const before = dueDays(fromOn, 10, calendar).dueOn
      expect(dueDays(fromOn, 10, { ...calendar, holidays: more }).dueOn >= before).toBe(true)
    }),
  )
})

test('warnings only ever grow graver', () => {
  const grades = ['calm', 'near', 'tomorrow', 'overdue']
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 30 }), modes, (fromOn, offset, calendar) => {
      const due = dueDays(fromOn, 10, calendar)
      const todayOn = addDays(fromOn, offset)
      const grade = (on: string) => grades.indexOf(urgency(due, on, builtInHolidays))
      expect(grade(addDays(todayOn, 1)) >= grade(todayOn)).toBe(true)
    }),
  )
})

test('quarters end where the calendar says', () => {
  expect(['2026-01-01', '2026-06-30', '2026-07-01', '2026-11-24'].map(quarterEnd)).toEqual([
    '2026-03-31',
    '2026-06-30',
    '2026-09-30',
    '2026-12-31',
  ])
})

describe('a period that the law alters', () => {
  const change = LawChange.parse({
    effectiveFrom: '2027-03-09',
    name: '개인정보 보호법 개정',
    deadlines: { 'DL-01': { counting: 'mode', days: 7, source: '개정법 제35조제3항' } },
  })

  test('holds from its day on, and not before', () => {
    const dueFor = (on: string) => deadline('DL-01', on, lawOn(on, [change]), civil).dueOn
    expect(dueFor('2027-03-08')).toBe('2027-03-18')
    expect(dueFor('2027-03-09')).toBe('2027-03-16')
  })

  test('leaves every other rule alone', () => {
    const { deadlines } = lawOn('2027-03-09', [change])
    for (const id of DeadlineId.options)
      if (id !== 'DL-01') expect(deadlines[id], id).toEqual(law.deadlines[id])
  })
})
