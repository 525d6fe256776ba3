import { WORK_OF } from '../domain/ledger/access.ts'
import { dayOf } from '../domain/time.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import type { Recorded } from './entries.ts'

/** What the views of the ledger find an entry by. Written with it, and committed to by its details. */
export interface Filed {
  /** 접속지 정보: where this station stood. */
  place: string
  /** The request that it is about. */
  requestId: string | null
  /** Cameras that it concerned, sorted, each once. */
  cameraIds: readonly string[]
}

/** Where this station stands, as the institution says it; nowhere before there is one. */
export function stationPlace(db: ReadableDb): string {
  const place = db.prepare("SELECT json_extract(body, '$.stationPlace') FROM institution").pluck().get()
  return typeof place === 'string' ? place : ''
}

/** The request that something is part of: itself, or the one that a viewing was opened or a hold was set for. */
export function requestOf(db: ReadableDb, subject: string): string | null {
  const [what = '', id] = subject.split(/:(.*)/s)
  if (what === 'request') return id ?? null
  const table = { viewing: 'viewings', hold: 'holds' }[what]
  if (table === undefined) return null
  const found = db.prepare(`SELECT request_id FROM ${table} WHERE id = ?`).pluck().get(id)
  return typeof found === 'string' ? found : null
}

export function indexEntry(
  db: WritableDb,
  { seq, at }: { seq: number; at: string },
  { kind, actor, row, amends, corrects }: Recorded,
  { place, requestId, cameraIds }: Filed,
): void {
  const onDay = dayOfMany(at)
  const work = WORK_OF[kind]
  db.prepare('INSERT INTO ledger_access VALUES (?, ?, ?, ?, ?)').run(seq, actor, work, place, requestId)
  db.prepare(
    `INSERT INTO access_counts VALUES (?, ?, ?, 1)
     ON CONFLICT (on_day, work, actor) DO UPDATE SET count = count + 1`,
  ).run(onDay, work, actor)
  if (row !== undefined)
    db.prepare(
      `INSERT INTO ledger_rows (seq, on_day, kind, request_id, actor, origin, corrects)
       VALUES (@seq, @onDay, @rowKind, @requestId, @actor,
         coalesce((SELECT origin FROM ledger_rows WHERE no = @corrects), @kind), @corrects)`,
    ).run({ seq, onDay, rowKind: row.kind, requestId, actor, kind, corrects: corrects?.no ?? null })
  if (amends !== undefined) db.prepare('INSERT INTO ledger_amendments VALUES (?, ?)').run(seq, amends.seq)
  for (const cameraId of cameraIds) db.prepare('INSERT INTO ledger_cameras VALUES (?, ?)').run(seq, cameraId)
}

let last = { at: '', onDay: '' }

/** The Korean day of a moment. The acts of one hour are of one day, and come one after the other: it is worked out once. */
export function dayOfMany(at: string): string {
  const hour = at.slice(0, 13)
  if (last.at !== hour) last = { at: hour, onDay: dayOf(at) }
  return last.onDay
}
