import type { Duty, DutyKind, StationDutyKind } from '../domain/duty.ts'
import type { FootageRequest } from '../domain/request.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** What is to be done and by when. Those of requests are written with the request (see `putRequest`). */

/** A period of due days, both included, and whose duties. */
interface Asked {
  fromOn: string
  toOn: string
  roles: readonly Duty['role'][]
}

/** Duties that fall due in a period with their requests, the earliest first. */
export function dutiesBetween(db: ReadableDb, asked: Asked): { duty: Duty; request: FootageRequest }[] {
  const found = db
    .prepare(
      `SELECT d.kind, d.due_on AS dueOn, d.role, r.body FROM duties d JOIN requests r ON r.id = d.request_id
       WHERE d.due_on BETWEEN @fromOn AND @toOn AND d.role IN (SELECT value FROM json_each(@roles))
       ORDER BY d.due_on, r.number`,
    )
    .all({ ...asked, roles: JSON.stringify(asked.roles) }) as (Duty & { body: string })[]
  return found.map(({ body, ...duty }) => ({ duty, request: JSON.parse(body) as FootageRequest }))
}

/** How many duties of each kind fall due on each day of a period; days without any are left out. */
export function dutyCounts(db: ReadableDb, asked: Asked): { on: string; kind: DutyKind; count: number }[] {
  return db
    .prepare(
      `SELECT due_on AS 'on', kind, count(*) AS count FROM duties
       WHERE due_on BETWEEN @fromOn AND @toOn AND role IN (SELECT value FROM json_each(@roles))
       GROUP BY due_on, kind`,
    )
    .all({ ...asked, roles: JSON.stringify(asked.roles) }) as ReturnType<typeof dutyCounts>
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
