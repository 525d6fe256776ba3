import { type ReviewedAct, TOLD_BY_DETAILS } from '../domain/access-findings.ts'
import {
  DEFAULT_SETTINGS,
  type Explanation,
  monthSpan,
  type ReviewSettings,
  type SignedReview,
} from '../domain/access-review.ts'
import type { Details } from '../domain/ledger/entry.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** The access records as their review reads them, explanations as they are drafted, and months that have been signed. */

export function reviewSettings(db: ReadableDb): ReviewSettings {
  const body = db.prepare('SELECT body FROM access_review_settings').pluck().get() as string | undefined
  return body === undefined ? DEFAULT_SETTINGS : (JSON.parse(body) as ReviewSettings)
}

export function putReviewSettings(db: WritableDb, settings: ReviewSettings): void {
  db.prepare('INSERT OR REPLACE INTO access_review_settings VALUES (1, ?)').run(JSON.stringify(settings))
}

/** The first and the last entry of a month; none where it has none. Entries lie in the order of their times. */
export function rangeOf(db: ReadableDb, month: string): { fromSeq: number; toSeq: number } | null {
  const { fromAt, toAt } = monthSpan(month)
  const end = (order: 'ASC' | 'DESC') =>
    db
      .prepare(
        `SELECT seq FROM ledger WHERE at >= @fromAt AND at < @toAt ORDER BY at ${order}, seq ${order} LIMIT 1`,
      )
      .pluck()
      .get({ fromAt, toAt }) as number | undefined
  const fromSeq = end('ASC')
  const toSeq = end('DESC')
  return fromSeq === undefined || toSeq === undefined ? null : { fromSeq, toSeq }
}

/** Entries from one to another, both included and in order: asked for in slices that never hold up the window. */
export function reviewedActs(
  db: ReadableDb,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): ReviewedAct[] {
  const found = db
    .prepare(
      `SELECT l.seq, l.at, l.kind, l.actor, l.subject, v.body ->> '$.picture' AS picture,
         coalesce(v.request_id, CASE WHEN l.subject LIKE 'request:%' THEN substr(l.subject, 9) END) AS requestId,
         CASE WHEN l.kind IN (${TOLD_BY_DETAILS.map((kind) => `'${kind}'`).join(', ')}) THEN d.details END AS details,
         CASE WHEN l.kind = 'viewing.opened'
           THEN (SELECT json_group_array(camera_id) FROM ledger_cameras c WHERE c.seq = l.seq) END AS cameras
       FROM ledger l LEFT JOIN ledger_details d USING (seq)
         LEFT JOIN viewings v ON v.id = CASE WHEN l.subject LIKE 'viewing:%' THEN substr(l.subject, 9) END
       WHERE l.seq BETWEEN @fromSeq AND @toSeq ORDER BY l.seq`,
    )
    .all({ fromSeq, toSeq }) as (Omit<ReviewedAct, 'details' | 'requestId' | 'picture'> & {
    details: string | null
    cameras: string | null
    requestId: string | null
    picture: string | null
  })[]
  return found.map(({ details, cameras, requestId, picture, ...act }) => ({
    ...act,
    details: details === null ? undefined : (JSON.parse(details) as Details),
    cameraIds: cameras === null ? undefined : (JSON.parse(cameras) as string[]),
    requestId: requestId ?? undefined,
    picture: picture ?? undefined,
  }))
}

/** Whom requests are about: the subject where it is not the requester. Agencies ask about nobody whom they name. */
export interface RequestPerson {
  id: string
  number: string
  name: string | null
  phone: string | null
}

export function requestPeople(db: ReadableDb, requestIds: readonly string[]): RequestPerson[] {
  return db
    .prepare(
      `SELECT id, number, coalesce(body ->> '$.form.subject.name', body ->> '$.form.requester.name') AS name,
         coalesce(body ->> '$.form.subject.phone', body ->> '$.form.requester.phone') AS phone
       FROM requests WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(requestIds)) as RequestPerson[]
}

/** How often each camera was opened from one instant up to another. */
export function cameraOpenings(
  db: ReadableDb,
  { fromAt, toAt }: { fromAt: string; toAt: string },
): { cameraId: string; count: number }[] {
  return db
    .prepare(
      `SELECT c.camera_id AS cameraId, count(*) AS count FROM ledger l JOIN ledger_cameras c USING (seq)
       WHERE l.kind = 'viewing.opened' AND l.at >= @fromAt AND l.at < @toAt GROUP BY c.camera_id`,
    )
    .all({ fromAt, toAt }) as ReturnType<typeof cameraOpenings>
}

/** Copies that were made from one instant up to another, and when they were handed over. */
export function copiesMade(
  db: ReadableDb,
  { fromAt, toAt }: { fromAt: string; toAt: string },
): { requestId: string; file: string; madeAt: string; handedAt: string | null }[] {
  return db
    .prepare(
      `SELECT request_id AS requestId, body ->> '$.fileName' AS file, made_at AS madeAt, handed_at AS handedAt
       FROM exports WHERE made_at >= @fromAt AND made_at < @toAt ORDER BY made_at`,
    )
    .all({ fromAt, toAt }) as ReturnType<typeof copiesMade>
}

/** The entry of a copy: the first from the instant on that says of its request that one is finished. */
export function copyFinished(
  db: ReadableDb,
  copy: { requestId: string; fromAt: string },
): ReviewedAct | undefined {
  return db
    .prepare(
      `SELECT seq, at, kind, actor, subject, @requestId AS requestId FROM ledger
       WHERE at >= @fromAt AND kind = 'export.finished' AND subject = 'request:' || @requestId
       ORDER BY at, seq LIMIT 1`,
    )
    .get(copy) as ReviewedAct | undefined
}

/** An entry with what is told of it. */
export interface ReadAct {
  seq: number
  at: string
  kind: string
  actor: string
  actorName: string | null
  subject: string
  details: Details
}

/** Entries by their numbers, as the access record shows them, the earliest first. */
export function actsAt(db: ReadableDb, seqs: readonly number[]): ReadAct[] {
  const found = db
    .prepare(
      `SELECT l.seq, l.at, l.kind, l.actor, a.name AS actorName, l.subject, d.details
       FROM ledger l LEFT JOIN ledger_details d USING (seq) LEFT JOIN actors a ON a.id = l.actor
       WHERE l.seq IN (SELECT value FROM json_each(?)) ORDER BY l.seq`,
    )
    .all(JSON.stringify(seqs)) as (Omit<ReadAct, 'details'> & { details: string | null })[]
  return found.map(({ details, ...act }) => ({
    ...act,
    details: details === null ? {} : (JSON.parse(details) as Details),
  }))
}

/** Explanations of a month as they are drafted, by finding. */
export function drafts(db: ReadableDb, month: string): Record<string, Explanation> {
  const found = db.prepare('SELECT finding, body FROM access_review_drafts WHERE month = ?').all(month) as {
    finding: string
    body: string
  }[]
  return Object.fromEntries(found.map(({ finding, body }) => [finding, JSON.parse(body) as Explanation]))
}

export function putDraft(db: WritableDb, month: string, finding: string, explanation: Explanation): void {
  db.prepare('INSERT OR REPLACE INTO access_review_drafts VALUES (?, ?, ?)').run(
    month,
    finding,
    JSON.stringify(explanation),
  )
}

/** The month is signed; its drafts are what was signed, or of no use any more. */
export function putReview(db: WritableDb, review: SignedReview): void {
  const { month } = review.month
  db.prepare('INSERT INTO access_reviews VALUES (?, ?, ?, ?)').run(
    month,
    review.at,
    review.by,
    JSON.stringify(review),
  )
  db.prepare('DELETE FROM access_review_drafts WHERE month = ?').run(month)
}

export function reviewOf(db: ReadableDb, month: string): SignedReview | undefined {
  const body = db.prepare('SELECT body FROM access_reviews WHERE month = ?').pluck().get(month)
  return body === undefined ? undefined : (JSON.parse(body as string) as SignedReview)
}

/** Who signed which month, and when. */
export function signatures(db: ReadableDb): { month: string; at: string; by: string }[] {
  return db
    .prepare('SELECT month, signed_at AS at, signed_by AS "by" FROM access_reviews ORDER BY month')
    .all() as ReturnType<typeof signatures>
}
