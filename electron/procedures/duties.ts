import type { DutyLine, StationDutyLine } from '../contract/requests.ts'
import { type DutyKind, type StationDutyKind, stationDuties } from '../domain/duty.ts'
import type { Hold } from '../domain/hold.ts'
import { isDayOff, knowsYear } from '../domain/law/holidays.ts'
import { Refusal } from '../domain/refusal.ts'
import { requesterName } from '../domain/request-form.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { dutiesBetween, isDutyDone, putDutyDone } from '../vault/duties.ts'
import { openHolds, putHold, releaseHold } from '../vault/holds.ts'
import { entries } from '../vault/ledger.ts'
import { request as storedRequest } from '../vault/requests.ts'
import type { Office } from './office.ts'
import { lawAndCalendar } from './requests.ts'

/** What is to be done, by whom and by when; and holds, which somebody has to look at from time to time. */

const EVER = '0000-01-01'
/** Due days of today's requests lie at most so far ahead: a year whose holidays are missing is told in time. */
const LOOK_AHEAD_DAYS = 45

/** Everything due up to a day, what is overdue first. */
export function inbox(
  office: Office,
  { untilOn }: { untilOn: string },
): { requests: DutyLine[]; station: StationDutyLine[] } {
  office.actor('request.read')
  const requests = office.vault.read((db) =>
    dutiesBetween(db, EVER, untilOn).map((duty) => {
      const found = storedRequest(db, duty.requestId)
      return { ...duty, name: found === undefined ? '' : requesterName(found.form) }
    }),
  )
  return { requests, station: stationLines(office, untilOn) }
}

function stationLines(office: Office, untilOn: string): StationDutyLine[] {
  const todayOn = dayOf(office.now())
  const { law, calendar } = lawAndCalendar(office)
  const since = office.vault.read((db) => entries(db, 0, 1))[0]?.at ?? office.now()
  const own = stationDuties(todayOn, dayOf(since), law, calendar)
    .filter(
      ({ kind, period, dueOn }) =>
        dueOn <= untilOn && !office.vault.read((db) => isDutyDone(db, kind, period)),
    )
    .map((duty) => ({ ...duty, text: '' }))
  const holds = office.vault
    .read(openHolds)
    .filter(({ reviewOn }) => reviewOn <= untilOn)
    .map(({ id, reviewOn, reason }) => ({
      kind: 'hold-review' as const,
      period: id,
      dueOn: reviewOn,
      text: reason,
    }))
  const ahead = addDays(todayOn, LOOK_AHEAD_DAYS)
  const missing = [...new Set([todayOn, ahead])]
    .filter((on) => !knowsYear(on, calendar.holidays))
    .map((on) => ({
      kind: 'holidays' as const,
      period: on.slice(0, 4),
      dueOn: todayOn,
      text: on.slice(0, 4),
    }))
  return [...missing, ...own, ...holds].sort((a, b) => a.dueOn.localeCompare(b.dueOn))
}

/** How many of each kind are due on each day, and which days are off. */
export function calendar(
  office: Office,
  { fromOn, toOn }: { fromOn: string; toOn: string },
): { on: string; isOff: boolean; counts: Partial<Record<DutyKind, number>> }[] {
  office.actor('request.read')
  const { holidays } = lawAndCalendar(office).calendar
  const days = new Map<string, Partial<Record<DutyKind, number>>>()
  for (let on = fromOn; on <= toOn && days.size < 400; on = addDays(on, 1)) days.set(on, {})
  for (const { kind, dueOn } of office.vault.read((db) => dutiesBetween(db, fromOn, toOn))) {
    const counts = days.get(dueOn)
    if (counts !== undefined) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return [...days].map(([on, counts]) => ({ on, isOff: isDayOff(on, holidays), counts }))
}

/** A duty of the station has been done, for this period. */
export function done(office: Office, wish: { kind: StationDutyKind; period: string; note: string }): void {
  const by = office.actor('request.decide')
  const { kind, period, note } = wish
  office.vault.record(
    office.act({ kind: 'duty.done', subject: `duty:${kind}`, details: { duty: kind, period, note } }),
    (db) => putDutyDone(db, kind, period, office.now(), by.id),
  )
  office.tell()
}

/** Every hold that stands, by the day on which it is looked at again. */
export function holds(office: Office): Hold[] {
  office.actor('request.read')
  return office.vault.read(openHolds)
}

/** It is needed no longer: from now on the footage is destroyed when its time is over. Refuses with `reason-missing`, `hold-unknown`. */
export function release(office: Office, wish: { holdId: string; reason: string }): void {
  const hold = openHold(office, wish)
  office.vault.record(heldAct(office, 'hold.released', hold, { reason: wish.reason }), (db) =>
    releaseHold(db, hold.id, office.now()),
  )
  office.tell()
}

/** It is needed on: looked at again on another day. Refuses with `reason-missing`, `hold-unknown`, `day-past`. */
export function keepHold(office: Office, wish: { holdId: string; reviewOn: string; reason: string }): void {
  const hold = openHold(office, wish)
  const { reviewOn, reason } = wish
  if (reviewOn <= dayOf(office.now())) throw new Refusal('day-past', { on: reviewOn })
  office.vault.record(heldAct(office, 'hold.set', hold, { reason, reviewOn }), (db) =>
    putHold(db, { ...hold, reviewOn }),
  )
  office.tell()
}

function openHold(office: Office, { holdId, reason }: { holdId: string; reason: string }): Hold {
  office.actor('hold.change')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const hold = office.vault.read(openHolds).find(({ id }) => id === holdId)
  if (hold === undefined) throw new Refusal('hold-unknown', {})
  return hold
}

function heldAct(
  office: Office,
  kind: 'hold.set' | 'hold.released',
  hold: Hold,
  details: Record<string, string>,
) {
  const { id, cameraIds, reason: number } = hold
  return office.act({ kind, subject: `hold:${id}`, cameraIds, details: { number, ...details } })
}
