import { addDays, weekday } from '#domain/time.ts'

const WEEK = 7

/** The days of a month's page, `2026-12`: whole weeks, Monday first. */
export function monthDays(month: string): string[] {
  const firstOn = `${month}-01`
  const lastOn = addDays(`${shiftMonth(month, 1)}-01`, -1)
  const days: string[] = []
  const endOn = addDays(lastOn, WEEK - weekday(lastOn))
  for (let on = addDays(firstOn, 1 - weekday(firstOn)); on <= endOn; on = addDays(on, 1)) days.push(on)
  return days
}

/** The month `by` months later, `2026-12`. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + by
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The same day of another month, or its last one where there is none. */
export function inMonth(on: string, by: number): string {
  const month = shiftMonth(on.slice(0, 7), by)
  const lastOn = addDays(`${shiftMonth(month, 1)}-01`, -1)
  const sameOn = `${month}-${on.slice(8)}`
  return sameOn > lastOn ? lastOn : sameOn
}

/** Where a key leads from a day of the calendar; none where it leads nowhere. */
export function dayAfterKey(key: string, on: string, todayOn: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(on, -1)
    case 'ArrowRight':
      return addDays(on, 1)
    case 'ArrowUp':
      return addDays(on, -WEEK)
    case 'ArrowDown':
      return addDays(on, WEEK)
    case 'PageUp':
      return inMonth(on, -1)
    case 'PageDown':
      return inMonth(on, 1)
    case 'Home':
      return todayOn
    default:
      return undefined
  }
}
