import type { Hold } from '../domain/hold.ts'
import type { CameraId } from '../domain/policy.ts'
import type { RequestId } from '../domain/request-form.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Holds: footage that may not be destroyed yet. One that is released stays, with its day. */

export function putHold(db: WritableDb, hold: Hold): void {
  const { id, requestId, fromAt, toAt, reviewOn } = hold
  db.prepare(
    `INSERT INTO holds VALUES (@id, @requestId, @fromAt, @toAt, @reviewOn, NULL, @body)
     ON CONFLICT (id) DO UPDATE SET review_on = excluded.review_on, body = excluded.body`,
  ).run({ id, requestId: requestId ?? null, fromAt, toAt, reviewOn, body: JSON.stringify(hold) })
}

export function releaseHold(db: WritableDb, id: string, at: string): void {
  db.prepare('UPDATE holds SET released_at = ? WHERE id = ?').run(at, id)
}

/** Holds that have not been released, by the day on which they are looked at again. */
export function openHolds(db: ReadableDb): Hold[] {
  return parsed(
    db.prepare('SELECT body FROM holds WHERE released_at IS NULL ORDER BY review_on, rowid').pluck().all(),
  )
}

export function holdsOf(db: ReadableDb, requestId: RequestId): Hold[] {
  return parsed(
    db.prepare('SELECT body FROM holds WHERE released_at IS NULL AND request_id = ?').pluck().all(requestId),
  )
}

/** Open holds that touch the window on one of the cameras. */
export function holdsOver(
  db: ReadableDb,
  { cameraIds, fromAt, toAt }: { cameraIds: readonly CameraId[]; fromAt: string; toAt: string },
): Hold[] {
  const found = db
    .prepare(
      `SELECT body FROM holds WHERE released_at IS NULL AND from_at < @toAt AND to_at > @fromAt
       AND EXISTS (SELECT 1 FROM json_each(body, '$.cameraIds') held
                   JOIN json_each(@cameraIds) asked ON asked.value = held.value)`,
    )
    .pluck()
    .all({ fromAt, toAt, cameraIds: JSON.stringify(cameraIds) })
  return parsed(found)
}

function parsed(bodies: unknown[]): Hold[] {
  return (bodies as string[]).map((body) => JSON.parse(body) as Hold)
}
