import { isDayOff } from './law/holidays.ts'
import { addDays } from './time.ts'

/** DL-01: 열람·존재확인 요구 → 10 days (법 35③, 영 41④). */
const ACCESS_DAYS = 10

export interface DueDays {
  /** The last lawful day. */
  dueOn: string
  /** The last working day on or before the raw end: what staff aim at, never later than `dueOn`. */
  targetOn: string
}

/**
 * When an answer is due for a request that reached the institution on `receivedOn`.
 * CIVIL: 행정기본법 6① → 민법 157 (first day excluded), 159, 161 (a last day off moves on).
 * MINWON: 민원처리법 19②: days off are skipped, the first day counts.
 */
export function dueDays(receivedOn: string, mode: 'CIVIL' | 'MINWON', days = ACCESS_DAYS): DueDays {
  const rawOn = addDays(receivedOn, days)
  const dueOn = mode === 'CIVIL' ? workday(rawOn, 1) : nthWorkday(receivedOn, days)
  return { dueOn, targetOn: mode === 'CIVIL' ? workday(rawOn, -1) : dueOn }
}

function workday(on: string, step: 1 | -1): string {
  let day = on
  while (isDayOff(day)) day = addDays(day, step)
  return day
}

function nthWorkday(receivedOn: string, count: number): string {
  let day = receivedOn
  for (let counted = isDayOff(day) ? 0 : 1; counted < count; ) {
    day = addDays(day, 1)
    if (!isDayOff(day)) counted += 1
  }
  return day
}
