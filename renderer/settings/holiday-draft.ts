import type { Holidays } from '#domain/law/holidays.ts'

/** Holidays whose date is the law's own (「공휴일에 관한 법률」); lunar ones and substitutes are announced. */
const FIXED = ['01-01', '03-01', '05-01', '05-05', '06-06', '07-17', '08-15', '10-03', '10-09', '12-25']

/** What a new year begins with, to be completed by hand. */
export function fixedDays(year: string): string[] {
  return FIXED.map((day) => `${year}-${day}`)
}

/** This year and the next, as far as they are missing. */
export function missingYears(todayOn: string, holidays: Holidays): string[] {
  const year = Number(todayOn.slice(0, 4))
  return [String(year), String(year + 1)].filter((each) => !(each in holidays))
}

/** With one more day, in order. */
export function withDay(days: readonly string[], on: string): string[] {
  return [...new Set([...days, on])].sort()
}
