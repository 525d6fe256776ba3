import type { Duty, StationDutyKind } from '../domain/duty.ts'
import type { RequestId } from '../domain/request-form.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** What is to be done and by when. Those of requests are written with the request (see `putRequest`). */

/** Duties of requests that fall due between two days, both included, the earliest first. */
export function dutiesBetween(
  db: ReadableDb,
  fromOn: string,
  toOn: string,
): (Duty & { requestId: RequestId; number: string })[] {
  return db
    .prepare(
      `SELECT d.request_id AS requestId, r.number, d.kind, d.due_on AS dueOn, d.role
       FROM duties d JOIN requests r ON r.id = d.request_id
       WHERE d.due_on BETWEEN ? AND ? ORDER BY d.due_on, r.number`,
    )
    .all(fromOn, toOn) as ReturnType<typeof dutiesBetween>
}

/** Whether the station's own duty has been done for a period, `2026-11` or `2026`. */
export function isDutyDone(db: ReadableDb, kind: StationDutyKind, period: string): boolean {
  return (
    db.prepare('SELECT 1 FROM station_duties WHERE kind = ? AND period = ?').get(kind, period) !== undefined
  )
}

export function putDutyDone(
  db: WritableDb,
  kind: StationDutyKind,
  period: string,
  doneAt: string,
  doneBy: string,
): void {
  db.prepare('INSERT OR REPLACE INTO station_duties VALUES (?, ?, ?, ?)').run(kind, period, doneAt, doneBy)
}
