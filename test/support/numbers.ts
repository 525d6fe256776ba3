import { dayOf, instantAt } from '#domain/time.ts'

/** The number of the so-manieth request of this year, by the real clock: `2026-0001`. */
export const numbered = (count: number): string =>
  `${dayOf(instantAt(Date.now())).slice(0, 4)}-${String(count).padStart(4, '0')}`
