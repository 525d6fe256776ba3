import { readFile, stat } from 'node:fs/promises'
import { type DueDays, deadline, dueDays } from '../domain/deadline.ts'
import type { Holidays } from '../domain/law/holidays.ts'
import { LawChange, lawOn } from '../domain/law/law.ts'
import { Refusal } from '../domain/refusal.ts'
import { type In, isDue } from '../domain/request.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { dropLawChange, lawChanges, putLawChange, putHolidays as putYear } from '../vault/law.ts'
import { openRequests } from '../vault/requests.ts'
import { institution } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'
import { answerRule, doing, keep, lawAndCalendar } from './requests.ts'

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

/**
 * Replaces a year's days off, and reckons again what is due: a day off that is added or taken away moves the days of
 * requests that wait for an answer. Days of another year are refused as a file is that cannot be read.
 */
export function putHolidays(office: Office, { year, days }: { year: string; days: readonly string[] }): void {
  office.actor('settings.change')
  if (!days.every((on) => on.startsWith(`${year}-`))) throw new Refusal('law-file-unreadable', {})
  const after = [...new Set(days)].sort()
  const { holidays } = lawAndCalendar(office).calendar
  const before = holidays[year] ?? []
  if (year in holidays && before.join() === after.join()) return
  enter(
    office,
    {
      kind: 'holidays.changed',
      details: {
        year,
        added: after.filter((on) => !before.includes(on)).join(', '),
        removed: before.filter((on) => !after.includes(on)).join(', '),
        after,
      },
    },
    { holidays: { ...holidays, [year]: after }, changes: office.vault.read(lawChanges) },
    (db) => putYear(db, year, after),
  )
}

const LARGEST_FILE_BYTES = 1024 * 1024

/** Loads a dated change of the law from a file. Refuses with `law-file-unreadable` whatever does not parse whole. */
export async function load(office: Office): Promise<LawChange | null> {
  office.actor('settings.change')
  const path = await office.world.chooseToOpen(['json'])
  if (path === undefined) return null
  const change = await read(path)
  const { holidays } = lawAndCalendar(office).calendar
  const others = office.vault.read(lawChanges).filter((each) => each.effectiveFrom !== change.effectiveFrom)
  enter(
    office,
    {
      kind: 'law.changed',
      details: {
        name: change.name,
        effectiveFrom: change.effectiveFrom,
        change: JSON.parse(JSON.stringify(change)),
      },
    },
    { holidays, changes: [...others, change] },
    (db) => putLawChange(db, change),
  )
  return change
}

/** Takes a loaded change back. Refuses with `law-in-force` from its day on: decisions have followed it then. */
export function takeBack(office: Office, { effectiveFrom }: { effectiveFrom: string }): void {
  office.actor('settings.change')
  if (effectiveFrom <= dayOf(office.now())) throw new Refusal('law-in-force', { effectiveFrom })
  const changes = office.vault.read(lawChanges)
  const change = changes.find((each) => each.effectiveFrom === effectiveFrom)
  if (change === undefined) return
  enter(
    office,
    { kind: 'law.changed', details: { name: change.name, takenBack: effectiveFrom } },
    {
      holidays: lawAndCalendar(office).calendar.holidays,
      changes: changes.filter((each) => each !== change),
    },
    (db) => dropLawChange(db, effectiveFrom),
  )
}

async function read(path: string): Promise<LawChange> {
  try {
    if ((await stat(path)).size > LARGEST_FILE_BYTES) throw new RangeError('too large')
    return LawChange.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw Object.assign(new Refusal('law-file-unreadable', {}), { cause: error })
  }
}

interface Rules {
  holidays: Holidays
  changes: readonly LawChange[]
}

/** Enters a change of the rules together with the due days that it moves, and tells every window of them. */
function enter(
  office: Office,
  { kind, details }: Pick<Recorded, 'kind' | 'details'>,
  rules: Rules,
  change: (db: WritableDb) => void,
): void {
  const moved = movedBy(office, rules)
  const days = moved.map(({ before, after }) => `${after.number} ${before.dueOn}→${after.dueOn}`).join(', ')
  office.vault.record(
    office.act({
      kind,
      subject: 'law',
      details: { ...details, ...(days === '' ? {} : { moved: days }) },
    }),
    (db) => {
      change(db)
      for (const { after } of moved) keep(db, after)
    },
  )
  for (const { after } of moved) office.world.announce.requests.changed(after)
  office.tell()
}

type Waiting = In<'received' | 'supplementing' | 'verified' | 'located' | 'proposed' | 'decided'>

/** Requests that wait for an answer and whose days are other ones under these rules. */
function movedBy(office: Office, rules: Rules): { before: Waiting; after: Waiting }[] {
  const now = doing(office, 'settings.change')
  const { deadlineMode: mode, sector } = office.vault.read(institution)
  const standing: Rules = {
    holidays: lawAndCalendar(office).calendar.holidays,
    changes: office.vault.read(lawChanges),
  }
  const answered = (request: Waiting, { holidays, changes }: Rules): DueDays => {
    const receivedOn = dayOf(request.receivedAt)
    const law = lawOn(receivedOn, changes)
    return deadline(answerRule(request.form.kind, sector), receivedOn, law, { mode, holidays })
  }
  const dueUnder = (request: Waiting): DueDays =>
    request.postponed.length === 0 && answered(request, standing).dueOn === request.dueOn
      ? answered(request, rules)
      : nudged(request, rules.holidays)
  return office.vault
    .read(openRequests)
    .filter((request): request is Waiting => isDue(request))
    .flatMap((before) => {
      const due = dueUnder(before)
      const isSame = due.dueOn === before.dueOn && due.targetOn === before.targetOn
      if (isSame && due.isYearKnown === before.isYearKnown) return []
      const step = { revision: before.revision + 1, changedBy: now.by, changedAt: now.at }
      return [{ before, after: { ...before, ...due, ...step } }]
    })
}

/**
 * The days of a request whose period did not begin with its receipt (a reason to postpone ended, the clock stood still):
 * the period ended on some day after the target, so the earliest such day is taken, and moved where it is a day off.
 */
function nudged({ dueOn, targetOn }: DueDays, holidays: Holidays): DueDays {
  const rawOn = targetOn === dueOn ? dueOn : addDays(targetOn, 1)
  return dueDays(rawOn, 0, { mode: 'CIVIL', holidays })
}
