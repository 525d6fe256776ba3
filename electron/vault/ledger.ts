import { commit, type Details, type Entry, entryHash } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'
import type { Row, RowKind } from '../domain/ledger/row.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { addDays, startOfDay } from '../domain/time.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Reading and checking the ledger. Nothing here writes: entries come from `vault.record` alone. */

/** Days are Korean and both included; `text` looks into everything a line or act says. */
export interface Filter {
  fromOn: string
  toOn: string
  kind?: RowKind | undefined
  cameraId?: CameraId | undefined
  text: string
}

const WHERE_ROW = `
  FROM ledger_rows r LEFT JOIN ledger_details d USING (seq)
  WHERE r.on_day BETWEEN @fromOn AND @toOn
    AND (@kind IS NULL OR r.kind = @kind)
    AND (@cameraId IS NULL OR EXISTS
      (SELECT 1 FROM ledger_cameras c WHERE c.seq = r.seq AND c.camera_id = @cameraId))
    AND (@text = '' OR instr(d.details -> '$.row', @text) > 0)`

const named = ({ fromOn, toOn, kind, cameraId, text }: Filter) => ({
  fromOn,
  toOn,
  kind: kind ?? null,
  cameraId: cameraId ?? null,
  text,
})

export type NumberedRow = Row & { no: number; seq: number }

/** Lines of the 관리대장 in their order, a page of them. */
export function rows(db: ReadableDb, filter: Filter, offset: number, limit: number): NumberedRow[] {
  const found = db
    .prepare(
      `SELECT r.no, r.seq, r.kind, d.details -> '$.row' AS line ${WHERE_ROW} ORDER BY r.no LIMIT @limit OFFSET @offset`,
    )
    .all({ ...named(filter), offset, limit }) as {
    no: number
    seq: number
    kind: RowKind
    line: string | null
  }[]
  const later = db.prepare(
    `SELECT d.details -> '$.amends' FROM ledger_amendments a JOIN ledger_details d ON d.seq = a.seq
     WHERE a.row_seq = ? ORDER BY a.seq`,
  )
  return found.map(({ no, seq, kind, line }) => {
    const row = line === null ? { ...ERASED, kind } : (JSON.parse(line) as Row)
    const amended = (later.pluck().all(seq) as string[]).map((text) => JSON.parse(text) as Partial<Row>)
    return Object.assign(
      { no, seq, ...row },
      ...amended.map(({ result, safety }) => defined({ result, safety })),
    ) as NumberedRow
  })
}

/** A line whose details have been erased after the keeping period: that it was there is all that is left of it. */
const ERASED: Omit<Row, 'kind'> = {
  at: '(보관기간 경과로 지움)',
  file: '-',
  officer: '-',
  purpose: '-',
  recipient: '-',
  basis: '-',
  form: '-',
  period: '-',
  result: '-',
  safety: '-',
}

function defined(columns: Record<string, string | undefined>): object {
  return Object.fromEntries(Object.entries(columns).filter(([, text]) => text !== undefined))
}

/** The lines that are about a request: the number of each, and the act that wrote it; the first first. */
export function rowsOf(
  db: ReadableDb,
  requestId: string,
): { no: number; seq: number; kind: RowKind; act: string; at: string }[] {
  return db
    .prepare(
      `SELECT r.no, r.seq, r.kind, l.kind AS act, l.at FROM ledger_rows r JOIN ledger l USING (seq)
       WHERE r.request_id = ? ORDER BY r.no`,
    )
    .all(requestId) as ReturnType<typeof rowsOf>
}

/** The number that the next line will have. */
export function nextRowNo(db: ReadableDb): number {
  return (db.prepare('SELECT coalesce(max(no), 0) FROM ledger_rows').pluck().get() as number) + 1
}

/**
 * Erases what the ledger knows of people in a request: its own acts, its viewings', its packages'. The entries stay and
 * verify, for each holds a salted commitment only, and the salt goes with the details.
 */
export function eraseDetails(db: WritableDb, requestId: string): number {
  return db
    .prepare(
      `DELETE FROM ledger_details WHERE seq IN (
         SELECT seq FROM ledger WHERE subject = 'request:' || @requestId
         UNION SELECT seq FROM ledger WHERE subject IN (SELECT 'viewing:' || id FROM viewings WHERE request_id = @requestId)
         UNION SELECT seq FROM ledger_rows WHERE request_id = @requestId)`,
    )
    .run({ requestId }).changes
}

/** How many lines of each 구분 the filter finds. */
export function rowTotals(db: ReadableDb, filter: Filter): Record<RowKind, number> {
  const counts = db
    .prepare(`SELECT r.kind, count(*) AS count ${WHERE_ROW} GROUP BY r.kind`)
    .all(named(filter)) as {
    kind: RowKind
    count: number
  }[]
  return {
    use: 0,
    provide: 0,
    view: 0,
    destroy: 0,
    ...Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
  }
}

export interface ActRecord {
  seq: number
  at: string
  kind: string
  actor: string
  actorName: string | null
  subject: string
  details: Details
}

const WHERE_ACT = `
  FROM ledger l LEFT JOIN ledger_details d USING (seq) LEFT JOIN actors a ON a.id = l.actor
  WHERE l.at >= @fromAt AND l.at < @toAt
    AND (@cameraId IS NULL OR EXISTS
      (SELECT 1 FROM ledger_cameras c WHERE c.seq = l.seq AND c.camera_id = @cameraId))
    AND (@text = '' OR instr(d.details, @text) > 0 OR instr(a.name, @text) > 0)`

const timed = (filter: Filter) => ({
  fromAt: startOfDay(filter.fromOn),
  toAt: startOfDay(addDays(filter.toOn, 1)),
  cameraId: filter.cameraId ?? null,
  text: filter.text,
})

/** Acts, the latest first, a page of them. */
export function acts(db: ReadableDb, filter: Filter, offset: number, limit: number): ActRecord[] {
  const found = db
    .prepare(
      `SELECT l.seq, l.at, l.kind, l.actor, a.name AS actorName, l.subject, d.details ${WHERE_ACT}
       ORDER BY l.seq DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ ...timed(filter), offset, limit }) as (Omit<ActRecord, 'details'> & { details: string | null })[]
  return found.map((act) => ({
    ...act,
    details: act.details === null ? {} : (JSON.parse(act.details) as Details),
  }))
}

export function actTotal(db: ReadableDb, filter: Filter): number {
  return db.prepare(`SELECT count(*) ${WHERE_ACT}`).pluck().get(timed(filter)) as number
}

export type StoredEntry = Entry & { hash: Hash; salt: string | null; details: string | null }

/** Entries from `seq` on, at most `limit`: for slices that never hold up the window. */
export function entries(db: ReadableDb, fromSeq: number, limit: number): StoredEntry[] {
  const found = db
    .prepare(
      `SELECT l.seq, at, kind, actor, subject, commitment, hash, salt, details
       FROM ledger l LEFT JOIN ledger_details d USING (seq) WHERE l.seq >= ? ORDER BY l.seq LIMIT ?`,
    )
    .all(fromSeq, limit) as (Omit<StoredEntry, 'hash'> & { hash: Buffer })[]
  return found.map((entry) => ({ ...entry, hash: new Uint8Array(entry.hash) }))
}

/** Every leaf hash in order: 32 bytes an entry. */
export function leafHashes(db: ReadableDb): Hash[] {
  const hashes = db.prepare('SELECT hash FROM ledger ORDER BY seq').pluck().all() as Buffer[]
  return hashes.map((hash) => new Uint8Array(hash))
}

/**
 * Checks one stored entry against its own hash and its details against their commitment (details that were erased
 * cannot be checked and need not be). Refuses with `ledger-altered`, naming the entry.
 */
export function checkEntry(entry: StoredEntry, expectedSeq: number): void {
  const { salt, details, hash } = entry
  const isWhole =
    entry.seq === expectedSeq &&
    Buffer.from(entryHash(entry)).equals(hash) &&
    (salt === null || details === null || commit(salt, parsed(details)) === entry.commitment)
  if (!isWhole) throw new Refusal('ledger-altered', { seq: expectedSeq })
}

function parsed(details: string): Details {
  try {
    return JSON.parse(details) as Details
  } catch {
    return {}
  }
}
