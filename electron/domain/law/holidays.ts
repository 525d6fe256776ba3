import { z } from 'zod'
import { DayOn, weekday } from '../time.ts'

/** 공휴일 and 대체공휴일 by year, each list in order. */
export const Holidays = z.record(z.string().regex(/^\d{4}$/), z.array(DayOn).max(60))
export type Holidays = z.infer<typeof Holidays>

/**
 * What the station comes with, 「공휴일에 관한 법률」 (제헌절 and 노동절 from 2026 on). Lunar days and substitutes are
 * loaded, never computed; the institution adds years and days (임시공휴일) under settings. Saturdays and Sundays are days
 * off as well and not listed.
 */
export const builtInHolidays: Holidays = {
  2026: [
    '2026-01-01',
    '2026-02-16',
    '2026-02-17',
    '2026-02-18',
    '2026-03-01',
    '2026-03-02',
    '2026-05-01',
    '2026-05-05',
    '2026-05-24',
    '2026-05-25',
    '2026-06-03',
    '2026-06-06',
    '2026-07-17',
    '2026-08-15',
    '2026-08-17',
    '2026-09-24',
    '2026-09-25',
    '2026-09-26',
    '2026-10-03',
    '2026-10-05',
    '2026-10-09',
    '2026-12-25',
  ],
  2027: [
    '2027-01-01',
    '2027-02-06',
    '2027-02-07',
    '2027-02-08',
    '2027-02-09',
    '2027-03-01',
    '2027-05-01',
    '2027-05-03',
    '2027-05-05',
    '2027-05-13',
    '2027-06-06',
    '2027-07-17',
    '2027-07-19',
    '2027-08-15',
    '2027-08-16',
    '2027-09-14',
    '2027-09-15',
    '2027-09-16',
    '2027-10-03',
    '2027-10-04',
    '2027-10-09',
    '2027-10-11',
    '2027-12-25',
    '2027-12-27',
  ],
}

const SATURDAY = 6

/** Whether a period may not end on this day (민법 161: 토요일 또는 공휴일; Sundays are 공휴일). */
export function isDayOff(on: string, holidays: Holidays): boolean {
  return weekday(on) >= SATURDAY || (holidays[on.slice(0, 4)]?.includes(on) ?? false)
}

/** Whether holidays of that year are loaded; where not, due days may come out too early and everybody is told. */
export function knowsYear(on: string, holidays: Holidays): boolean {
  return on.slice(0, 4) in holidays
}
