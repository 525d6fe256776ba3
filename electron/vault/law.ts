import { builtInHolidays, type Holidays } from '../domain/law/holidays.ts'
import type { LawChange } from '../domain/law/law.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Dated law and days off, as far as the institution has added to what the station comes with. */

/** The days off of every year that is known; a year of the institution's own replaces the built-in one. */
export function holidays(db: ReadableDb): Holidays {
  const own = db.prepare('SELECT year, days FROM holidays').all() as { year: string; days: string }[]
  return {
    ...builtInHolidays,
    ...Object.fromEntries(own.map(({ year, days }) => [year, JSON.parse(days) as string[]])),
  }
}

export function putHolidays(db: WritableDb, year: string, days: readonly string[]): void {
  db.prepare('INSERT OR REPLACE INTO holidays VALUES (?, ?)').run(year, JSON.stringify(days))
}

/** Changes of the law that were loaded, the earliest first. */
export function lawChanges(db: ReadableDb): LawChange[] {
  const bodies = db.prepare('SELECT body FROM law_changes ORDER BY effective_from').pluck().all() as string[]
  return bodies.map((body) => JSON.parse(body) as LawChange)
}

/** Takes the change of a day back. */
export function dropLawChange(db: WritableDb, effectiveFrom: string): void {
  db.prepare('DELETE FROM law_changes WHERE effective_from = ?').run(effectiveFrom)
}

/** Adds a change, or replaces the one of the same day. */
export function putLawChange(db: WritableDb, change: LawChange): void {
  db.prepare('INSERT OR REPLACE INTO law_changes VALUES (?, ?)').run(
    change.effectiveFrom,
    JSON.stringify(change),
  )
}
