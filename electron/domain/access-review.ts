import { z } from 'zod'
import { ActorId } from './actor.ts'
import { CameraId } from './policy.ts'
import { addDays, DayOn, InstantAt, startOfDay } from './time.ts'

/**
 * The monthly review of the access records (접속기록 월간 점검). 안전성기준 8조 leaves its cycle, method and follow-up to the
 * 내부관리계획: here it is every month, everything unusual is explained by a manager, and the whole is signed.
 */

/** A month of Korean days, `2026-11`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** From when on something is unusual. All of them are the institution's own: no law gives a number. */
export const ReviewSettings = z.strictObject({
  /** Working hours by the Korean clock: from the first hour on, up to and without the second. */
  fromHour: z.int().min(0).max(23),
  toHour: z.int().min(1).max(24),
  /** So many requests about, or viewings of, one person by one officer in a month. */
  subjectRequests: z.int().min(2).max(1000),
  subjectViewings: z.int().min(2).max(1000),
  /** A camera is opened so many times as often as in its average month, and at least so often. */
  cameraTimes: z.int().min(2).max(100),
  cameraLeast: z.int().min(1).max(10_000),
  /** Days within which a copy is handed over. */
  pickupDays: z.int().min(1).max(365),
  /** Percent of what an officer watched that was not masked, where at least so many minutes were watched. */
  clearPercent: z.int().min(1).max(100),
  clearLeastMinutes: z.int().min(1).max(10_000),
  /** So many failed sign-ins to one account on one day. */
  failures: z.int().min(1).max(100),
})
export type ReviewSettings = z.infer<typeof ReviewSettings>

/**
 * What holds until an institution says otherwise: an office's day with an hour before and two after it; five wrong
 * passwords lock an account, three on one day are more than a slip.
 */
export const DEFAULT_SETTINGS: ReviewSettings = {
  fromHour: 8,
  toHour: 20,
  subjectRequests: 3,
  subjectViewings: 6,
  cameraTimes: 3,
  cameraLeast: 10,
  pickupDays: 14,
  clearPercent: 50,
  clearLeastMinutes: 10,
  failures: 3,
}

/** Months of before that a camera's average is taken of. */
export const CAMERA_MONTHS = 3

/** What is unusual, in the order in which it is looked through. */
export const FindingKind = z.enum([
  /** Somebody was at work in the night or on a day off. */
  'night',
  /** Footage outside a request's window was tried. */
  'outside-window',
  /** Something else was tried that the rules forbid. */
  'forbidden',
  'subject-requests',
  'subject-viewings',
  'camera-often',
  /** A copy that was made and that nobody had been given within its days. */
  'not-picked-up',
  'clear-share',
  'sign-in-failed',
  'recovery',
  'clock-set-back',
  'corrected',
  'vault-mended',
  'settings-changed',
  'rights-changed',
  'printed',
])
export type FindingKind = z.infer<typeof FindingKind>

/** Entries that a finding names; it may count more. */
export const NAMED_ENTRIES = 200

/** Something unusual. Says what was done and by whom; whom it was done to is told by the requests that it names. */
export const Finding = z.strictObject({
  /** The same for the same thing whenever it is looked for: explanations are kept under it. */
  id: z.string().min(1).max(160),
  kind: FindingKind,
  /** Who acted, empty where nobody signed in did. */
  actorIds: z.array(ActorId),
  /** A request's number, a refusal's code, a login's hash, a file: by its kind. */
  about: z.string().max(200),
  cameraId: CameraId.optional(),
  /** The day, where it is of one day. */
  on: DayOn.optional(),
  firstAt: InstantAt,
  lastAt: InstantAt,
  /** What was counted, and from which number on that is unusual. */
  value: z.number(),
  limit: z.number(),
  /** Entries behind it: how many, the first of them, and the last. */
  count: z.int(),
  seqs: z.array(z.int()).max(NAMED_ENTRIES),
  lastSeq: z.int(),
  requestIds: z.array(z.string()),
})
export type Finding = z.infer<typeof Finding>

/** What one person did in the month. Times are of what was on the screen. */
export const OfficerMonth = z.strictObject({
  actorId: ActorId,
  accesses: z.int(),
  viewings: z.int(),
  watchedUs: z.int(),
  clearUs: z.int(),
  reveals: z.int(),
  copies: z.int(),
  prints: z.int(),
})
export type OfficerMonth = z.infer<typeof OfficerMonth>

const ReviewTotals = z.strictObject({
  /** Entries of the month, whoever made them, and those of them in which somebody used the station. */
  entries: z.int(),
  accesses: z.int(),
  nightAccesses: z.int(),
  viewings: z.int(),
  watchedUs: z.int(),
  clearUs: z.int(),
  /** Copies that were begun, and those of them whose reason stands in the ledger: without one none can be begun. */
  copies: z.int(),
  copiesWithReason: z.int(),
  refusals: z.int(),
  failedSignIns: z.int(),
  prints: z.int(),
})

/** A month of access records as it was, before anybody explains anything. */
export const AccessMonth = z.strictObject({
  month: Month,
  settings: ReviewSettings,
  /** Entries covered, both included; none where the month has none. */
  range: z.strictObject({ fromSeq: z.int(), toSeq: z.int() }).nullable(),
  /** Accesses by day of the month and hour of the day. */
  heat: z.array(z.array(z.int()).length(24)),
  /** Days of the month, from 1 on, that are no working days. */
  daysOff: z.array(z.int()),
  officers: z.array(OfficerMonth),
  totals: ReviewTotals,
  findings: z.array(Finding),
})
export type AccessMonth = z.infer<typeof AccessMonth>

/** Why it was so, in a manager's words. Of a finding that has grown since it is a draft to look at again. */
export const Explanation = z.strictObject({
  text: z.string(),
  by: ActorId,
  at: InstantAt,
  lastSeq: z.int(),
})
export type Explanation = z.infer<typeof Explanation>

/** A month that has been looked through and signed: what was found, as it was explained. */
export interface SignedReview {
  month: AccessMonth
  /** By finding. */
  explanations: Readonly<Record<string, Explanation>>
  by: ActorId
  at: string
  /** Who stood by where everything found was the reviewer's own doing. */
  witness: ActorId | undefined
  /** The entry of the signature, and the root over the leaves of the entries covered (RFC 6962), in base64. */
  seq: number
  root: string
}

/** Whether it has been explained as it now is. */
export function isExplained(
  finding: Pick<Finding, 'lastSeq'>,
  explanation: Pick<Explanation, 'text' | 'lastSeq'> | undefined,
): boolean {
  return (
    explanation !== undefined && explanation.text.trim() !== '' && explanation.lastSeq === finding.lastSeq
  )
}

/** Findings in which somebody looks at what they did themselves. */
export function ownOf(findings: readonly Finding[], reviewer: string): Finding[] {
  return findings.filter(({ actorIds }) => (actorIds as string[]).includes(reviewer))
}

/**
 * Whether everything found was done by the reviewer alone: nobody is the only one to judge what they themselves did, so
 * somebody else then stands by.
 */
export function isOnlyOwn(findings: readonly Finding[], reviewer: string): boolean {
  return (
    findings.length > 0 &&
    findings.every(({ actorIds }) => actorIds.length > 0 && actorIds.every((id) => id === reviewer))
  )
}

/** The month a Korean day is in. */
export function monthOf(on: string): string {
  return on.slice(0, 7)
}

/** The month `count` months later; earlier where it is negative. */
export function monthAfter(month: string, count = 1): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** From its first instant up to that of the next month. */
export function monthSpan(month: string): { fromAt: string; toAt: string } {
  return { fromAt: startOfDay(`${month}-01`), toAt: startOfDay(`${monthAfter(month)}-01`) }
}

/**
 * The last day for signing a month: the last of the month after it. A month can be looked through only when it is over, and
 * its successor is the time there is: whoever has not signed when that ends is overdue.
 */
export function reviewDueOn(month: string): string {
  return addDays(`${monthAfter(month, 2)}-01`, -1)
}

/** Every month from one to another, both included; none where the second lies before the first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month)
  return months
}
