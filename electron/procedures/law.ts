import { readFile, stat } from 'node:fs/promises'
import type { Holidays } from '../domain/law/holidays.ts'
import { LawChange } from '../domain/law/law.ts'
import { Refusal } from '../domain/refusal.ts'
import { lawChanges, putLawChange, putHolidays as putYear } from '../vault/law.ts'
import type { Office } from './office.ts'
import { lawAndCalendar } from './requests.ts'

/** Law and days off as dated data: what changes on a day is loaded, never programmed (domain §0). */

export function show(office: Office): {
  name: string
  effectiveFrom: string
  changes: LawChange[]
  holidays: Holidays
} {
  office.actor()
  const { law, calendar } = lawAndCalendar(office)
  const { name, effectiveFrom } = law
  return { name, effectiveFrom, changes: office.vault.read(lawChanges), holidays: calendar.holidays }
}

/** Replaces a year's days off. Days of another year are refused as a file is that cannot be read. */
export function putHolidays(office: Office, { year, days }: { year: string; days: readonly string[] }): void {
  office.actor('settings.change')
  if (!days.every((on) => on.startsWith(`${year}-`))) throw new Refusal('law-file-unreadable', {})
  const sorted = [...new Set(days)].sort()
  const before = lawAndCalendar(office).calendar.holidays[year] ?? []
  office.vault.record(
    office.act({
      kind: 'holidays.changed',
      subject: 'law',
      details: { year, before: [...before], after: sorted },
    }),
    (db) => putYear(db, year, sorted),
  )
  office.tell()
}

const LARGEST_FILE_BYTES = 1024 * 1024

/** Loads a dated change of the law from a file. Refuses with `law-file-unreadable` whatever does not parse whole. */
export async function load(office: Office): Promise<LawChange | null> {
  office.actor('settings.change')
  const path = await office.world.chooseToOpen(['json'])
  if (path === undefined) return null
  const change = await read(path)
  office.vault.record(
    office.act({
      kind: 'law.changed',
      subject: 'law',
      details: { change: JSON.parse(JSON.stringify(change)) },
    }),
    (db) => putLawChange(db, change),
  )
  office.tell()
  return change
}

async function read(path: string): Promise<LawChange> {
  try {
    if ((await stat(path)).size > LARGEST_FILE_BYTES) throw new RangeError('too large')
    return LawChange.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw Object.assign(new Refusal('law-file-unreadable', {}), { cause: error })
  }
}
