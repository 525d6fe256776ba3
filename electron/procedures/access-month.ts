import type { ReviewedAct } from '../domain/access-findings.ts'
import {
  type AccessMonth,
  CAMERA_MONTHS,
  monthAfter,
  monthOf,
  monthSpan,
  type ReviewSettings,
} from '../domain/access-review.ts'
import { AccessTally } from '../domain/access-tally.ts'
import { toBase64 } from '../domain/ledger/checkpoint.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { dayOf, shiftAt } from '../domain/time.ts'
import {
  cameraOpenings,
  copiesMade,
  copyFinished,
  rangeOf,
  requestPeople,
  reviewedActs,
  reviewSettings,
} from '../vault/access-reviews.ts'
import { holidays } from '../vault/law.ts'
import { entries, hashesBetween } from '../vault/ledger.ts'
import { breathe } from '../vault/slices.ts'
import { cameras } from '../vault/station.ts'
import { BLANK } from './afterwards.ts'
import type { Office } from './office.ts'

/** A month of access records, worked out from the ledger in slices, so that the window never waits. */

/** Entries, requests, and hashes read in one turn of the event loop: well under 16 ms. */
const ACTS = 100
const REQUESTS = 100
const HASHES = 1000
const DAY_US = 86_400_000_000

/** The month as it is now. */
export async function accessMonth(office: Office, month: string): Promise<AccessMonth> {
  const { settings, range, off } = office.vault.read((db) => ({
    settings: reviewSettings(db),
    range: rangeOf(db, month),
    off: holidays(db),
  }))
  const tally = new AccessTally(month, settings, off)
  await breathe()
  for (let fromSeq = range?.fromSeq ?? 0; range !== null && fromSeq <= range.toSeq; fromSeq += ACTS) {
    const toSeq = Math.min(range.toSeq, fromSeq + ACTS - 1)
    for (const act of office.vault.read((db) => reviewedActs(db, { fromSeq, toSeq }))) tally.add(act)
    await breathe()
  }
  const people = await peopleOf(office, tally.requestIds)
  return tally.close({
    personOf: (requestId) => people.get(requestId),
    cameraAverages: await cameraAverages(office, month),
    unclaimed: unclaimed(office, month, settings),
  })
}

/** Who a request is about, as a text that is the same for the same person; nobody where the details have been erased. */
async function peopleOf(office: Office, requestIds: readonly string[]): Promise<Map<string, string>> {
  const people = new Map<string, string>()
  for (let from = 0; from < requestIds.length; from += REQUESTS) {
    const some = requestIds.slice(from, from + REQUESTS)
    for (const { id, name, phone } of office.vault.read((db) => requestPeople(db, some)))
      if (name !== null && name !== BLANK)
        people.set(id, JSON.stringify([name.trim(), (phone ?? '').replace(/\D/g, '')]))
    await breathe()
  }
  return people
}

/** How often each camera was opened in an average month of the last ones in which there was a station. */
async function cameraAverages(office: Office, month: string): Promise<Map<string, number>> {
  const since = firstMonth(office)
  const before = Array.from({ length: CAMERA_MONTHS }, (_, back) => monthAfter(month, -1 - back))
  const known = before.filter((each) => each >= since)
  if (known.length === 0) return new Map()
  const sums = new Map<string, number>(office.vault.read(cameras).map(({ id }) => [id, 0]))
  for (const each of known) {
    for (const { cameraId, count } of office.vault.read((db) => cameraOpenings(db, monthSpan(each))))
      sums.set(cameraId, (sums.get(cameraId) ?? 0) + count)
    await breathe()
  }
  return new Map([...sums].map(([cameraId, sum]) => [cameraId, sum / known.length]))
}

/**
 * Copies whose days were over in this month, and that had not been handed over by then. Each is looked at in one month
 * only, and what is found does not change when it is handed over later.
 */
function unclaimed(
  office: Office,
  month: string,
  { pickupDays }: ReviewSettings,
): { act: ReviewedAct; file: string }[] {
  const days = pickupDays * DAY_US
  const { fromAt, toAt } = monthSpan(month)
  const now = office.now()
  return office.vault.read((db) =>
    copiesMade(db, { fromAt: shiftAt(fromAt, -days), toAt: shiftAt(toAt, -days) }).flatMap(
      ({ requestId, file, madeAt, handedAt }) => {
        const overAt = shiftAt(madeAt, days)
        if (overAt > now || (handedAt !== null && handedAt <= overAt)) return []
        const act = copyFinished(db, { requestId, fromAt: madeAt })
        return act === undefined ? [] : [{ act, file }]
      },
    ),
  )
}

/** The month in which the station was set up. */
export function firstMonth(office: Office): string {
  const at = office.vault.read((db) => entries(db, 0, 1))[0]?.at ?? office.now()
  return monthOf(dayOf(at))
}

/** Root over the leaves of a stretch of entries as of a tree of their own (RFC 6962 §2.1), in base64. */
export async function rootOf(
  office: Office,
  range: { fromSeq: number; toSeq: number } | null,
): Promise<string> {
  const frontier = new Frontier()
  for (let fromSeq = range?.fromSeq ?? 0; range !== null && fromSeq <= range.toSeq; fromSeq += HASHES) {
    const endSeq = Math.min(range.toSeq + 1, fromSeq + HASHES)
    for (const hash of office.vault.read((db) => hashesBetween(db, fromSeq, endSeq))) frontier.append(hash)
    await breathe()
  }
  return toBase64(frontier.root())
}
