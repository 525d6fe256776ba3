import type { Interval, RecordingId } from '../domain/recording.ts'
import { joined } from '../domain/recording.ts'
import type { Viewing, ViewingId, Watched } from '../domain/viewing.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Viewings that were opened for requests, and what was watched in them. */

export function openViewing(db: WritableDb, viewing: Viewing): void {
  const { id, requestId, openedAt } = viewing
  db.prepare('INSERT INTO viewings VALUES (?, ?, ?, NULL, ?)').run(
    id,
    requestId,
    openedAt,
    JSON.stringify(viewing),
  )
}

/** The viewing that is open; there is never more than one on a station. */
export function currentViewing(db: ReadableDb): Viewing | undefined {
  const body = db.prepare('SELECT body FROM viewings WHERE closed_at IS NULL').pluck().get() as
    | string
    | undefined
  // Viewings that were opened before footage could be masked on the screen do not say so: they were clear.
  return body === undefined ? undefined : ({ picture: 'clear', ...JSON.parse(body) } as Viewing)
}

export function closeViewing(db: WritableDb, id: ViewingId, closedAt: string): void {
  db.prepare('UPDATE viewings SET closed_at = ? WHERE id = ?').run(closedAt, id)
}

export function addWatched(db: WritableDb, id: ViewingId, watched: readonly Watched[]): void {
  const insert = db.prepare('INSERT INTO watched VALUES (?, ?, ?, ?)')
  for (const { recordingId, intervals } of watched)
    for (const { fromUs, toUs } of joined(intervals)) insert.run(id, recordingId, fromUs, toUs)
}

/** A place in the account of what was watched: everything so far lies before it. */
export function watchedSoFar(db: ReadableDb): number {
  return db.prepare('SELECT coalesce(max(rowid), 0) FROM watched').pluck().get() as number
}

/** Everything watched in a viewing, or since a place in the account, each moment once. */
export function watched(db: ReadableDb, id: ViewingId, since = 0): Watched[] {
  const rows = db
    .prepare(
      `SELECT recording_id AS recordingId, from_us AS fromUs, to_us AS toUs
       FROM watched WHERE viewing_id = ? AND rowid > ?`,
    )
    .all(id, since) as (Interval & { recordingId: RecordingId })[]
  const byRecording = new Map<RecordingId, Interval[]>()
  for (const { recordingId, ...interval } of rows)
    byRecording.set(recordingId, [...(byRecording.get(recordingId) ?? []), interval])
  return [...byRecording].map(([recordingId, intervals]) => ({ recordingId, intervals: joined(intervals) }))
}
