import type { AccessReview, FindingAct, FindingLine, MonthLine } from '../contract/access-review.ts'
import {
  type AccessMonth,
  type Explanation,
  type Finding,
  isExplained,
  isOnlyOwn,
  monthOf,
  monthSpan,
  monthsBetween,
  ownOf,
  type ReviewSettings,
  reviewDueOn,
  type SignedReview,
} from '../domain/access-review.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { dayOf } from '../domain/time.ts'
import {
  actsAt,
  drafts,
  putDraft,
  putReview,
  putReviewSettings,
  rangeOf,
  requestPeople,
  reviewOf,
  reviewSettings,
  signatures,
} from '../vault/access-reviews.ts'
import { putDutyDone } from '../vault/duties.ts'
import { actors, institution } from '../vault/station.ts'
import { accessMonth, firstMonth, rootOf } from './access-month.ts'
import { BLANK } from './afterwards.ts'
import { authenticate, secondPerson } from './authenticate.ts'
import type { Office } from './office.ts'

/** The monthly review of the access records: looked through, explained, signed. */

/** Every month since the station was set up, the latest first. */
export function months(office: Office): { settings: ReviewSettings; months: MonthLine[] } {
  office.actor('review.read')
  const names = namesOf(office)
  const signed = new Map(office.vault.read(signatures).map(({ month, ...rest }) => [month, rest]))
  const all = monthsBetween(firstMonth(office), currentMonth(office)).map((month): MonthLine => {
    const range = office.vault.read((db) => rangeOf(db, month))
    const signature = signed.get(month)
    return {
      month,
      dueOn: reviewDueOn(month),
      isOver: isOver(office, month),
      entries: range === null ? 0 : range.toSeq - range.fromSeq + 1,
      signature: signature === undefined ? null : { at: signature.at, byName: names.get(signature.by) ?? '' },
    }
  })
  return { settings: office.vault.read(reviewSettings), months: all.reverse() }
}

/** A month with its findings and what has been said of them. Throws where there was no station, or will be no month. */
export async function show(office: Office, { month }: { month: string }): Promise<AccessReview> {
  const by = office.actor('review.read')
  refuseUnknown(office, month)
  const signed = office.vault.read((db) => reviewOf(db, month))
  const seen = signed?.month ?? (await accessMonth(office, month))
  const explanations = signed?.explanations ?? office.vault.read((db) => drafts(db, month))
  return reviewFor(office, seen, explanations, { by, signed })
}

/** A month as it is shown and printed: every name as it is known now. */
function reviewFor(
  office: Office,
  seen: AccessMonth,
  explanations: Readonly<Record<string, Explanation>>,
  { by, signed }: { by: Actor; signed: SignedReview | undefined },
): AccessReview {
  const names = namesOf(office)
  const reviewer = signed?.by ?? by.id
  const nameOf = nameFinder(office, seen.findings)
  const own = new Set(ownOf(seen.findings, reviewer).map(({ id }) => id))
  const { month, findings, officers } = seen
  const signature =
    signed === undefined
      ? null
      : {
          at: signed.at,
          byName: names.get(signed.by) ?? '',
          ...(signed.witness === undefined ? {} : { witnessName: names.get(signed.witness) ?? '' }),
          seq: signed.seq,
          root: signed.root,
        }
  return {
    ...seen,
    officers: officers.map((officer) => ({ ...officer, name: names.get(officer.actorId) ?? '' })),
    findings: findings.map((finding): FindingLine => {
      const explanation = explanations[finding.id]
      return {
        ...finding,
        ...nameOf(finding),
        actorNames: finding.actorIds.map((id) => names.get(id) ?? id),
        isOwn: own.has(finding.id),
        explanation:
          explanation === undefined ? null : { ...explanation, byName: names.get(explanation.by) ?? '' },
        isExplained: isExplained(finding, explanation),
      }
    }),
    dueOn: reviewDueOn(month),
    isOver: isOver(office, month),
    needsWitness: signed === undefined && needsWitness(office, findings, by),
    signature,
  }
}

/** Entries behind a finding, as the access record has them. */
export function acts(office: Office, { seqs }: { seqs: readonly number[] }): FindingAct[] {
  office.actor('review.read')
  return office.vault
    .read((db) => actsAt(db, seqs))
    .map(({ actor, actorName, details, ...act }) => ({
      ...act,
      actorName: actorName ?? actor,
      summary: summaryOf(details),
    }))
}

/** The short facts of an act: numbers and words, not nested lists. */
function summaryOf(details: object): string {
  return Object.entries(details)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
}

/** Keeps an explanation as it is typed: a draft until the month is signed. Refuses with `month-signed`. */
export function explain(
  office: Office,
  said: { month: string; findingId: string; text: string; lastSeq: number },
): Explanation & { byName: string } {
  const by = office.actor('review.sign')
  refuseUnknown(office, said.month)
  refuseSigned(office, said.month)
  const { text, lastSeq } = said
  const explanation: Explanation = { text, lastSeq, by: by.id, at: office.now() }
  // Nobody has done anything yet: what is signed is entered with the signature.
  office.vault.record(
    () => [],
    (db) => putDraft(db, said.month, said.findingId, explanation),
  )
  return { ...explanation, byName: by.name }
}

/**
 * Signs a month that is over, every finding explained: the reviewer's own password again, and somebody else's where all
 * that was found was the reviewer's own doing. Entered with the findings, what was said of them, the entries that it
 * covers and their root. Refuses with `month-open`, `month-signed`, `unexplained`, `reviewing-alone`, `same-person`,
 * `wrong-password`, `locked-out`.
 */
export async function sign(
  office: Office,
  order: { month: string; password: string; witness: { loginName: string; password: string } | null },
): Promise<void> {
  const { month } = order
  const by = office.actor('review.sign')
  refuseUnknown(office, month)
  refuseUnsignable(office, month)
  await authenticate(office, by.loginName, order.password)
  const second = order.witness === null ? undefined : await secondPerson(office, order.witness, 'ledger.read')
  if (second?.id === by.id) throw new Refusal('same-person', {})
  const seen = await accessMonth(office, month)
  const root = await rootOf(office, seen.range)

  // From here on nothing is awaited: what was looked through is what is signed, by whoever is still at the desk.
  refuseUnsignable(office, month)
  const now = office.vault.read((db) => rangeOf(db, month))
  if (office.actor('review.sign').id !== by.id) throw new Refusal('not-signed-in', {})
  if (now?.toSeq !== seen.range?.toSeq) throw new Refusal('month-open', { month })
  const said = office.vault.read((db) => drafts(db, month))
  const left = seen.findings.filter((finding) => !isExplained(finding, said[finding.id])).length
  if (left > 0) throw new Refusal('unexplained', { left })
  if (second === undefined && needsWitness(office, seen.findings, by))
    throw new Refusal('reviewing-alone', {})

  const at = office.now()
  const explanations = Object.fromEntries(
    seen.findings.flatMap(({ id }) => (said[id] === undefined ? [] : [[id, said[id]]])),
  )
  office.vault.record(
    office.act({
      kind: 'access.reviewed',
      subject: `access-review:${month}`,
      details: {
        month,
        ...seen.range,
        root,
        totals: { ...seen.totals },
        settings: { ...seen.settings },
        own: ownOf(seen.findings, by.id).length,
        ...(second === undefined ? {} : { witness: second.id }),
        findings: seen.findings.map(({ id, kind, count, value }) => ({
          id,
          kind,
          count,
          value,
          explanation: explanations[id]?.text ?? '',
        })),
      },
    }),
    (db, seq) => {
      putReview(db, { month: seen, explanations, by: by.id, at, witness: second?.id, seq, root })
      putDutyDone(db, 'access-review', month, at, by.id)
    },
  )
  office.tell()
}

/** From when on something is unusual: a setting of the institution. Months that are signed keep what they were signed by. */
export function changeSettings(office: Office, next: ReviewSettings): void {
  office.actor('settings.change')
  const before = office.vault.read(reviewSettings)
  office.vault.record(
    office.act({
      kind: 'settings.changed',
      subject: 'access-review',
      details: { before: { ...before }, after: { ...next } },
    }),
    (db) => putReviewSettings(db, next),
  )
  office.tell()
}

function currentMonth(office: Office): string {
  return monthOf(dayOf(office.now()))
}

/** Whether its last instant has gone by. Acts are never entered before an earlier one, so nothing can be added to it. */
function isOver(office: Office, month: string): boolean {
  return office.now() >= monthSpan(month).toAt
}

function refuseUnknown(office: Office, month: string): void {
  if (month < firstMonth(office) || month > currentMonth(office))
    throw new RangeError(`there is no month ${month}`)
}

function refuseSigned(office: Office, month: string): void {
  const signed = office.vault.read((db) => reviewOf(db, month))
  if (signed === undefined) return
  throw new Refusal('month-signed', { month, byName: namesOf(office).get(signed.by) ?? '', at: signed.at })
}

function refuseUnsignable(office: Office, month: string): void {
  refuseSigned(office, month)
  if (!isOver(office, month)) throw new Refusal('month-open', { month })
}

/** A small institution that has said that one person does everything signs alone; the sheet says that it was one's own. */
function needsWitness(office: Office, findings: readonly Finding[], by: Actor): boolean {
  return isOnlyOwn(findings, by.id) && office.vault.read(institution).approvalBy === 'two-people'
}

function namesOf(office: Office): Map<string, string> {
  return new Map(office.vault.read(actors).map(({ id, name }) => [id as string, name]))
}

/** Who findings are about, as far as that is known now: people by their requests, accounts by the name that was tried. */
function nameFinder(
  office: Office,
  findings: readonly Finding[],
): (finding: Finding) => Pick<FindingLine, 'name' | 'requests'> {
  const ids = [...new Set(findings.flatMap(({ requestIds }) => requestIds))]
  const people = new Map(office.vault.read((db) => requestPeople(db, ids)).map((each) => [each.id, each]))
  const accounts = findings.some(({ kind }) => kind === 'sign-in-failed')
    ? new Map(
        office.vault.read(actors).map(({ loginName }) => [office.slots.loginHash(loginName), loginName]),
      )
    : new Map<string, string>()
  return ({ kind, about, requestIds }) => {
    const known = requestIds.flatMap((id) => people.get(id) ?? [])
    const isOfPerson = kind === 'subject-requests' || kind === 'subject-viewings'
    const name = isOfPerson ? (known[0]?.name ?? BLANK) : (accounts.get(about) ?? '')
    return { name, requests: known.map(({ id, number }) => ({ id, number })) }
  }
}
