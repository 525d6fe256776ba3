import type { ActorId } from '../domain/actor.ts'
import type { CameraId } from '../domain/policy.ts'
import type { RecordingId, Window } from '../domain/recording.ts'
import type { RequestId } from '../domain/request-form.ts'
import type { Finding, RetentionState, Terms } from '../domain/retention.ts'
import { type ClipKey, dropClip } from './clips.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** What of the footage is expired, destroying it, and the account of what was destroyed. */

/** Holds of a camera: few. */
const HOLDING = `holding AS MATERIALIZED (
  SELECT from_at, to_at FROM holds h WHERE released_at IS NULL
    AND EXISTS (SELECT 1 FROM json_each(h.body, '$.cameraIds') c WHERE c.value = @cameraId))`

/** Recordings of a camera that a hold touches. */
const HELD = `${HOLDING}, held AS MATERIALIZED (
  SELECT r.rowid FROM holding CROSS JOIN recordings r
  WHERE r.camera_id = @cameraId AND r.start_at < holding.to_at AND r.end_at > holding.from_at)`

/** A camera's recordings of one state, together. */
export interface Stock {
  state: RetentionState
  count: number
  sizeBytes: number
  firstAt: string
  lastAt: string
}

/** A camera's recordings by their state, the oldest first. */
export function stocks(db: ReadableDb, terms: Terms): Stock[] {
  return db
    .prepare(
      `WITH ${HELD}
       SELECT CASE WHEN rowid IN held THEN 'held' WHEN start_at < @overdueBeforeAt THEN 'overdue'
                   WHEN end_at <= @expiredBeforeAt THEN 'expired' ELSE 'kept' END AS state,
         count(*) AS count, sum(size_bytes) AS sizeBytes, min(start_at) AS firstAt, max(end_at) AS lastAt
       FROM recordings WHERE camera_id = @cameraId GROUP BY state ORDER BY firstAt`,
    )
    .all({ ...terms }) as Stock[]
}

/** How many of a camera's recordings would have to go by now, were they not held. */
export function heldBeyond(db: ReadableDb, { cameraId, expiredBeforeAt }: Terms): number {
  return db
    .prepare(
      `WITH ${HELD} SELECT count(*) FROM recordings
       WHERE camera_id = @cameraId AND end_at <= @expiredBeforeAt AND rowid IN held`,
    )
    .pluck()
    .get({ cameraId, expiredBeforeAt }) as number
}

/** When the camera's oldest footage that nobody holds begins. */
export function oldestFree(db: ReadableDb, cameraId: CameraId): string | undefined {
  return db
    .prepare(
      `WITH ${HOLDING} SELECT start_at FROM recordings r
       WHERE camera_id = @cameraId AND NOT EXISTS
         (SELECT 1 FROM holding WHERE r.start_at < holding.to_at AND r.end_at > holding.from_at)
       ORDER BY start_at LIMIT 1`,
    )
    .pluck()
    .get({ cameraId }) as string | undefined
}

/** A recording that is to go: which, and how much of it there is. */
export interface Expired {
  id: RecordingId
  cameraId: CameraId
  startAt: string
  endAt: string
  sizeBytes: number
}

const EXPIRED = `WITH ${HELD}
  SELECT id, camera_id AS cameraId, start_at AS startAt, end_at AS endAt, size_bytes AS sizeBytes
  FROM recordings WHERE camera_id = @cameraId AND end_at <= @expiredBeforeAt AND rowid NOT IN held`

/** Every expired recording of a camera that nobody holds, the oldest first. */
export function expiredRecordings(
  db: ReadableDb,
  { cameraId, expiredBeforeAt }: Pick<Terms, 'cameraId' | 'expiredBeforeAt'>,
): Expired[] {
  return db.prepare(`${EXPIRED} ORDER BY start_at`).all({ cameraId, expiredBeforeAt }) as Expired[]
}

/** Whether a recording has expired and nobody holds it. */
export function isExpired(
  db: ReadableDb,
  id: RecordingId,
  { cameraId, expiredBeforeAt }: Pick<Terms, 'cameraId' | 'expiredBeforeAt'>,
): boolean {
  return db.prepare(`${EXPIRED} AND id = @id`).get({ id, cameraId, expiredBeforeAt }) !== undefined
}

/** A recording of which something, or everything, is destroyed. Remainders are added as recordings of their own. */
export interface Gone extends Window {
  id: RecordingId
}

/** How the account of it reads. `seq` is the entry's; `rowSeq` that of the line, where it is known. */
export interface Account {
  at: string
  why: 'expired' | 'request'
  workId: string
  seq: number
  rowSeq?: number
  requestId?: RequestId
}

/**
 * Takes recordings out of the vault, keys and layouts with them, and everything that was found in clips of which they were
 * part: boxes, questions, pictures of leaks. The keys can be read until `Vault.scrub`. Answers those clips.
 */
export function destroyRecordings(db: WritableDb, gone: readonly Gone[], account: Account): ClipKey[] {
  const clips = new Map<string, ClipKey>()
  const clipsOf = db.prepare(
    `SELECT c.request_id AS requestId, c.camera_id AS cameraId
     FROM (SELECT request_id, camera_id FROM clips UNION SELECT request_id, camera_id FROM looked_stretches) c
     JOIN requests q ON q.id = c.request_id JOIN recordings r ON r.camera_id = c.camera_id
     WHERE r.id = ? AND q.from_at < r.end_at AND q.to_at > r.start_at`,
  )
  const remember = db.prepare(
    `INSERT INTO destructions SELECT id, camera_id, @fromAt, @toAt, source_sha256, @at, @why, 'crypto-erase',
       @requestId, @workId, @seq, @rowSeq FROM recordings WHERE id = @id`,
  )
  const forget = db.prepare('DELETE FROM recordings WHERE id = ?')
  const { requestId = null, rowSeq = null, ...rest } = account
  for (const { id, fromAt, toAt } of gone) {
    for (const key of clipsOf.all(id) as ClipKey[]) clips.set(`${key.requestId} ${key.cameraId}`, key)
    remember.run({ ...rest, requestId, rowSeq, id, fromAt, toAt })
    forget.run(id)
  }
  for (const key of clips.values()) dropClip(db, key)
  return [...clips.values()]
}

/** Whether footage of that source was destroyed, wholly or in part: it does not come back by being taken in again. */
export function wasDestroyed(db: ReadableDb, sourceSha256: string): boolean {
  return db.prepare('SELECT 1 FROM destructions WHERE source_sha256 = ?').get(sourceSha256) !== undefined
}

/** What is told about footage that is gone: when, why, and the line of the 관리대장 that says so. */
export interface Destruction extends Window {
  recordingId: RecordingId
  cameraId: CameraId
  destroyedAt: string
  why: 'expired' | 'request'
  requestId: RequestId | null
  seq: number
  rowNo: number | null
}

/** Destroyed footage that touches the window on one of the cameras, oldest first: the answer 부존재 (AC-04). */
export function destructionsOver(
  db: ReadableDb,
  cameraIds: readonly CameraId[],
  { fromAt, toAt }: Window,
): Destruction[] {
  return db
    .prepare(
      `SELECT d.recording_id AS recordingId, d.camera_id AS cameraId, d.from_at AS fromAt, d.to_at AS toAt,
         d.destroyed_at AS destroyedAt, d.why, d.request_id AS requestId, d.seq, l.no AS rowNo
       FROM destructions d LEFT JOIN ledger_rows l ON l.seq = d.row_seq
       WHERE d.camera_id IN (SELECT value FROM json_each(@cameraIds)) AND d.from_at < @toAt AND d.to_at > @fromAt
       ORDER BY d.from_at, d.camera_id`,
    )
    .all({ cameraIds: JSON.stringify(cameraIds), fromAt, toAt }) as Destruction[]
}

/** What one go of destroying has destroyed, per camera; nothing where it has not begun to. */
export function destroyedBy(
  db: ReadableDb,
  workId: string,
): { cameraId: CameraId; count: number; fromAt: string; toAt: string }[] {
  return db
    .prepare(
      `SELECT camera_id AS cameraId, count(*) AS count, min(from_at) AS fromAt, max(to_at) AS toAt
       FROM destructions WHERE work_id = ? GROUP BY camera_id`,
    )
    .all(workId) as ReturnType<typeof destroyedBy>
}

export function putUnfinishedDestruction(db: WritableDb, id: string, begun: object): void {
  db.prepare('INSERT INTO unfinished_destructions VALUES (?, ?)').run(id, JSON.stringify(begun))
}

export function unfinishedDestructions<Begun>(db: ReadableDb): { id: string; begun: Begun }[] {
  const rows = db.prepare('SELECT id, begun FROM unfinished_destructions').all()
  return (rows as { id: string; begun: string }[]).map(({ id, begun }) => ({
    id,
    begun: JSON.parse(begun) as Begun,
  }))
}

/** A go of destroying has come to its end; `rowSeq` is the entry with its line. */
export function finishDestruction(db: WritableDb, id: string, rowSeq: number): void {
  db.prepare('UPDATE destructions SET row_seq = ? WHERE work_id = ?').run(rowSeq, id)
  db.prepare('DELETE FROM unfinished_destructions WHERE id = ?').run(id)
}

/** A monthly check as it was entered: what it found, and until which day of recording each camera's footage is gone. */
export interface Check {
  seq: number
  at: string
  by: ActorId
  finding: Finding
  cameras: { cameraId: CameraId; retentionDays: number; untilOn: string }[]
}

export function addCheck(db: WritableDb, { seq, at, ...body }: Check): void {
  db.prepare('INSERT INTO retention_checks VALUES (?, ?, ?)').run(seq, at, JSON.stringify(body))
}

export function lastCheck(db: ReadableDb): Check | undefined {
  const row = db.prepare('SELECT seq, at, body FROM retention_checks ORDER BY seq DESC LIMIT 1').get()
  return row === undefined ? undefined : parsed(row as CheckRow)
}

interface CheckRow {
  seq: number
  at: string
  body: string
}
const parsed = ({ seq, at, body }: CheckRow): Check => ({ seq, at, ...(JSON.parse(body) as object) }) as Check

/**
 * The first monthly check that found nothing left of a day's footage on any of the cameras, with its line's number: when
 * automatic deletion was confirmed (AC-04).
 */
export function confirmedGone(
  db: ReadableDb,
  cameraIds: readonly CameraId[],
  recordedOn: string,
): (Check & { rowNo: number }) | undefined {
  const rows = db
    .prepare(
      `SELECT k.seq, k.at, k.body, l.no AS rowNo FROM retention_checks k JOIN ledger_rows l ON l.seq = k.seq
       WHERE NOT EXISTS (
         SELECT 1 FROM json_each(@cameraIds) asked WHERE NOT EXISTS (
           SELECT 1 FROM json_each(k.body, '$.cameras') c
           WHERE c.value ->> 'cameraId' = asked.value AND c.value ->> 'untilOn' >= @recordedOn))
       ORDER BY k.seq LIMIT 1`,
    )
    .all({ cameraIds: JSON.stringify(cameraIds), recordedOn }) as (CheckRow & { rowNo: number })[]
  const [row] = rows
  return row === undefined ? undefined : { ...parsed(row), rowNo: row.rowNo }
}
