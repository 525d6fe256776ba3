import { dayOf, wallClock, weekday } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'

/** `2026-11-21 14:03` in Korea, with seconds where they matter. */
export function momentText(at: string, precision: 'minute' | 'second' = 'minute'): string {
  return wallClock(at)
    .replace('T', ' ')
    .slice(0, precision === 'minute' ? 16 : 19)
}

/** `14:03` */
export function timeText(at: string): string {
  return wallClock(at).slice(11, 16)
}

/** `2026. 11. 23.(월)` */
export function dayText(on: string, { terms }: Catalogue): string {
  return terms.day(on, terms.weekdays[weekday(on) - 1] ?? '')
}

/** `2026-11-21 14:00 ~ 14:30`; the second day is written where it is another. */
export function rangeText(fromAt: string, toAt: string): string {
  const to = dayOf(fromAt) === dayOf(toAt) ? timeText(toAt) : momentText(toAt)
  return `${momentText(fromAt)} ~ ${to}`
}
