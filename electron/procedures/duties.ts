import type { DutyLine, StationDutyLine } from '../contract/requests.ts'
import { type Actor, may, type Right } from '../domain/actor.ts'
import { type Calendar, type Urgency, urgency } from '../domain/deadline.ts'
import { type Duty, type DutyKind, type StationDutyKind, stationDuties } from '../domain/duty.ts'
import { isDayOff, knowsYear } from '../domain/law/holidays.ts'
import type { FootageRequest } from '../domain/request.ts'
import { requesterName } from '../domain/request-form.ts'
import { destroyByOn, expiresOn } from '../domain/retention.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { rangeOf } from '../vault/access-reviews.ts'
import { oldestFree } from '../vault/destructions.ts'
import { dutiesBetween, dutyCounts, isDutyDone, putDutyDone } from '../vault/duties.ts'
import { openHolds } from '../vault/holds.ts'
import { entries } from '../vault/ledger.ts'
import { lastBackup, recoveryCode, remindAfterDays } from '../vault/recovery.ts'
import { cameras } from '../vault/station.ts'
import type { Office } from './office.ts'
import { lawAndCalendar } from './requests.ts'

/** What is to be done, by whom and by when. */

const EVER = '0000-01-01'
/** Due days of today's requests lie at most so far ahead: a year whose holidays are missing is told in time. */
const LOOK_AHEAD_DAYS = 45
const LONGEST_CALENDAR_DAYS = 400

/** Who does what the station itself has to do. */
const RIGHT_OF: Record<StationDutyKind, Right> = {
  'retention-check': 'retention.check',
  'access-review': 'review.sign',
  'self-check': 'request.decide',
  'plan-check': 'request.decide',
}

/** What no law gives a day for: the day is when somebody looks at it again, and nothing is broken after it. */
const OF_OWN_ACCORD: ReadonlySet<DutyKind> = new Set(['inquiry', 'resume', 'no-show', 'close', 'letter'])

/** What whoever is at the desk has to do up to a day, the earliest first: an officer's part, a manager's both. */
export function inbox(
  office: Office,
  { fromOn = EVER, untilOn }: { fromOn?: string | undefined; untilOn: string },
): { requests: DutyLine[]; station: StationDutyLine[] } {
  const by = office.actor('request.read')
  const todayOn = dayOf(office.now())
  const { calendar: days } = lawAndCalendar(office)
  const requests = office.vault
    .read((db) => dutiesBetween(db, { fromOn, toOn: untilOn, roles: rolesOf(by) }))
    .map((found) => lineOf(found, todayOn, days))
  const station = stationLines(office, by).filter(({ dueOn }) => fromOn <= dueOn && dueOn <= untilOn)
  return { requests, station }
}

/** Whose duties are this person's: a manager may do an officer's part as well. */
function rolesOf(by: Actor): Duty['role'][] {
  return [
    ...(may(by, 'request.decide') ? ['manager' as const] : []),
    ...(may(by, 'request.receive') ? ['officer' as const] : []),
  ]
}

function lineOf(
  { duty, request }: { duty: Duty; request: FootageRequest },
  todayOn: string,
  { holidays }: Calendar,
): DutyLine {
  const { id, number, form, state } = request
  // A day that the law gives has a target before it; every other is its own.
  const isStatutory = 'dueOn' in request && request.dueOn === duty.dueOn
  const targetOn = isStatutory ? request.targetOn : duty.dueOn
  const reached = urgency({ dueOn: duty.dueOn, targetOn }, todayOn, holidays)
  const shown: Urgency = reached === 'overdue' && OF_OWN_ACCORD.has(duty.kind) ? 'tomorrow' : reached
  return {
    ...duty,
    requestId: id,
    number,
    name: requesterName(form),
    requestKind: form.kind,
    state,
    targetOn,
    urgency: shown,
    isYearKnown: isStatutory ? request.isYearKnown : knowsYear(duty.dueOn, holidays),
  }
}

function stationLines(office: Office, by: Actor): StationDutyLine[] {
  const todayOn = dayOf(office.now())
  const { calendar: days } = lawAndCalendar(office)
  const own = standingDuties(office)
    .filter(({ kind }) => may(by, RIGHT_OF[kind]))
    .filter(({ kind, period }) => !office.vault.read((db) => isDutyDone(db, kind, period)))
    .map((duty) => ({ ...duty, text: duty.kind === 'access-review' ? entriesOf(office, duty.period) : '' }))
  const holdsToReview = may(by, 'hold.change') ? office.vault.read(openHolds) : []
  const reviews = holdsToReview.map(({ id, reviewOn, reason }) => ({
    kind: 'hold-review' as const,
    period: id,
    dueOn: reviewOn,
    text: reason,
  }))
  const years = [todayOn, addDays(todayOn, LOOK_AHEAD_DAYS)].filter((on) => !knowsYear(on, days.holidays))
  const missing = [...new Set(years.map((on) => on.slice(0, 4)))].map((year) => ({
    kind: 'holidays' as const,
    period: year,
    dueOn: todayOn,
    text: year,
  }))
  const recovery = [...backupDue(office, by, todayOn), ...codeDue(office, by)]
  const gone = may(by, 'retention.check') ? expired(office, todayOn) : []
  return [...missing, ...own, ...gone, ...reviews, ...recovery].sort((a, b) => a.dueOn.localeCompare(b.dueOn))
}

/** How many entries a month has that is to be looked through. */
function entriesOf(office: Office, month: string): string {
  const range = office.vault.read((db) => rangeOf(db, month))
  return String(range === null ? 0 : range.toSeq - range.fromSeq + 1)
}

/** Footage whose time is over and that nobody holds: the camera whose last day comes first (DL-07). */
function expired(office: Office, todayOn: string): StationDutyLine[] {
  const [first] = office.vault
    .read((db) => cameras(db).map((camera) => ({ camera, oldestAt: oldestFree(db, camera.id) })))
    .flatMap(({ camera: { number, retentionDays }, oldestAt }) => {
      const recordedOn = oldestAt === undefined ? todayOn : dayOf(oldestAt)
      if (expiresOn(recordedOn, retentionDays) >= todayOn) return []
      return [{ number, dueOn: destroyByOn(recordedOn, retentionDays) }]
    })
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn))
  if (first === undefined) return []
  return [{ kind: 'expired', period: String(first.number), dueOn: first.dueOn, text: String(first.number) }]
}

/** The vault has not been copied to another disk for as long as the institution has said; text is the last backup's day. */
function backupDue(office: Office, by: Actor, todayOn: string): StationDutyLine[] {
  if (!may(by, 'vault.back-up')) return []
  const { last, days, since } = office.vault.read((db) => ({
    last: lastBackup(db)?.at,
    days: remindAfterDays(db),
    since: entries(db, 0, 1)[0]?.at ?? office.now(),
  }))
  const dueOn = addDays(dayOf(last ?? since), days)
  if (dueOn > todayOn) return []
  return [{ kind: 'backup', period: '', dueOn, text: last === undefined ? '' : dayOf(last) }]
}

/** The recovery code was used, or nobody has shown that it is on paper. */
function codeDue(office: Office, by: Actor): StationDutyLine[] {
  if (!may(by, 'vault.recover') || !office.mustReplaceCode) return []
  const dueOn = dayOf(office.vault.read(recoveryCode).sinceAt)
  return [{ kind: 'recovery-code', period: '', dueOn, text: '' }]
}

/** The station's own duties of today's periods, done or not. */
function standingDuties(office: Office) {
  const { law, calendar: days } = lawAndCalendar(office)
  const since = office.vault.read((db) => entries(db, 0, 1))[0]?.at ?? office.now()
  return stationDuties(dayOf(office.now()), dayOf(since), law, days)
}

type Counts = Partial<Record<DutyKind | StationDutyLine['kind'], number>>

/** How much of each kind this person has to do on each day, and which days are off. */
export function calendar(
  office: Office,
  { fromOn, toOn }: { fromOn: string; toOn: string },
): { on: string; isOff: boolean; counts: Counts }[] {
  const by = office.actor('request.read')
  const { holidays } = lawAndCalendar(office).calendar
  const days = new Map<string, Counts>()
  for (let on = fromOn; on <= toOn && days.size < LONGEST_CALENDAR_DAYS; on = addDays(on, 1)) days.set(on, {})
  const count = (on: string, kind: keyof Counts, more: number) => {
    const counts = days.get(on)
    if (counts !== undefined) counts[kind] = (counts[kind] ?? 0) + more
  }
  const counted = office.vault.read((db) => dutyCounts(db, { fromOn, toOn, roles: rolesOf(by) }))
  for (const each of counted) count(each.on, each.kind, each.count)
  for (const { dueOn, kind } of stationLines(office, by)) count(dueOn, kind, 1)
  return [...days].map(([on, counts]) => ({ on, isOff: isDayOff(on, holidays), counts }))
}

/**
 * A yearly duty of the station has been done; said twice, it is entered once. The monthly ones are no such duties: they are
 * done by checking (`retention.check`) and by signing (`accessReview.sign`). Throws where no such duty is due in that period.
 */
export function done(
  office: Office,
  {
    kind,
    period,
    note,
  }: { kind: Exclude<StationDutyKind, 'retention-check' | 'access-review'>; period: string; note: string },
): void {
  const by = office.actor('request.decide')
  const isStanding = standingDuties(office).some((duty) => duty.kind === kind && duty.period === period)
  if (!isStanding) throw new RangeError(`no ${kind} of ${period} is due`)
  if (office.vault.read((db) => isDutyDone(db, kind, period))) return
  office.vault.record(
    office.act({ kind: 'duty.done', subject: `duty:${kind}`, details: { duty: kind, period, note } }),
    (db) => putDutyDone(db, kind, period, office.now(), by.id),
  )
  office.tell()
}
