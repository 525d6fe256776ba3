import { z } from 'zod'
import { type Holidays, isDayOff, knowsYear } from './law/holidays.ts'
import type { DeadlineId, Law } from './law/law.ts'
import { addDays, shiftAt } from './time.ts'

/** Which way days are counted here, and which of them are off. */
export interface Calendar {
  /** 행정기본법 6 (CIVIL) or 민원처리법 19② (MINWON); which of them governs a 법 35조 request is not settled. */
  mode: 'CIVIL' | 'MINWON'
  holidays: Holidays
}

export interface DueDays {
  /** The last lawful day. */
  dueOn: string
  /** The last working day on or before the raw end: what staff aim at, never later than `dueOn`. */
  targetOn: string
  /** Whether the holidays of every year that it runs through are loaded; where not, `dueOn` may be too early. */
  isYearKnown: boolean
}

/**
 * When `days` that begin on `fromOn` end.
 * CIVIL: 행정기본법 6① → 민법 157 (first day excluded), 159, 161 (a last day off moves on).
 * MINWON: 민원처리법 19②: days off are skipped, the first day counts.
 */
export function dueDays(fromOn: string, days: number, { mode, holidays }: Calendar): DueDays {
  const rawOn = addDays(fromOn, days)
  const dueOn = mode === 'CIVIL' ? workday(rawOn, 1, holidays) : nthWorkday(fromOn, days, holidays)
  const targetOn = mode === 'CIVIL' ? workday(rawOn, -1, holidays) : dueOn
  return { dueOn, targetOn, isYearKnown: knowsYear(fromOn, holidays) && knowsYear(dueOn, holidays) }
}

/**
 * The day on which a rule's period ends (domain §3). `fromOn` is the event's day: receipt, provision, end of retention.
 * A period that counts calendar days does not move for days off; one of years ends on the same day of that year.
 * Throws where the rule counts hours.
 */
export function deadline(id: DeadlineId, fromOn: string, law: Law, calendar: Calendar): DueDays {
  const rule = law.deadlines[id]
  switch (rule.counting) {
    case 'mode':
      return dueDays(fromOn, rule.days, calendar)
    case 'calendar':
      return certain(addDays(fromOn, rule.days))
    case 'years':
      return certain(yearsLater(fromOn, rule.years))
    case 'quarter-end':
      return certain(quarterEnd(fromOn))
    case 'year-end':
      return certain(`${fromOn.slice(0, 4)}-12-31`)
    case 'next-year':
      return certain(`${Number(fromOn.slice(0, 4)) + 1}-${rule.monthDay}`)
    case 'hours':
      throw new RangeError(`${id} counts hours`)
  }
}

/** The instant at which a rule that counts hours ends (DL-17: 72 hours from knowing). */
export function deadlineAt(id: DeadlineId, knownAt: string, law: Law): string {
  const rule = law.deadlines[id]
  if (rule.counting !== 'hours') throw new RangeError(`${id} counts days`)
  return shiftAt(knownAt, rule.hours * 3600e6)
}

export const Urgency = z.enum(['calm', 'near', 'tomorrow', 'overdue'])
export type Urgency = z.infer<typeof Urgency>

/** Warns three business days and one before the target; overdue is what has passed its last lawful day. */
export function urgency(
  due: Pick<DueDays, 'dueOn' | 'targetOn'>,
  todayOn: string,
  holidays: Holidays,
): Urgency {
  if (todayOn > due.dueOn) return 'overdue'
  if (todayOn >= workdaysBefore(due.targetOn, 1, holidays)) return 'tomorrow'
  return todayOn >= workdaysBefore(due.targetOn, 3, holidays) ? 'near' : 'calm'
}

/** The day `count` business days before. */
export function workdaysBefore(on: string, count: number, holidays: Holidays): string {
  let day = on
  for (let left = count; left > 0; left--) day = workday(addDays(day, -1), -1, holidays)
  return day
}

/** The last day of a day's quarter. */
export function quarterEnd(on: string): string {
  const [year = '', month = ''] = on.split('-')
  const last = Math.ceil(Number(month) / 3) * 3
  return `${year}-${String(last).padStart(2, '0')}-${last === 3 || last === 12 ? 31 : 30}`
}

function certain(on: string): DueDays {
  return { dueOn: on, targetOn: on, isYearKnown: true }
}

function yearsLater(on: string, years: number): string {
  const day = `${Number(on.slice(0, 4)) + years}${on.slice(4)}`
  // 29 February has no like in another year: 민법 160③ ends the period with the month's last day.
  return day.endsWith('-02-29') && Number(day.slice(0, 4)) % 4 !== 0 ? `${day.slice(0, 8)}28` : day
}

function workday(on: string, step: 1 | -1, holidays: Holidays): string {
  let day = on
  while (isDayOff(day, holidays)) day = addDays(day, step)
  return day
}

function nthWorkday(fromOn: string, count: number, holidays: Holidays): string {
  let day = fromOn
  for (let counted = isDayOff(day, holidays) ? 0 : 1; counted < count; ) {
    day = addDays(day, 1)
    if (!isDayOff(day, holidays)) counted += 1
  }
  return day
}
