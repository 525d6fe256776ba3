import type { Range } from '../domain/ledger/consistency.ts'
import type { Entry } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { addDays, startOfDay } from '../domain/time.ts'
import { fastFrontier } from './hashing.ts'
import { breathe, slices } from './slices.ts'
import type { ReadableDb, Vault, WritableDb } from './vault.ts'

/** Reading and checking the ledger's entries. Nothing here writes one: they come from `vault.record` alone. */

/**
 * Erases what the ledger knows of people in a request: its own acts, its viewings', its packages'. The entries stay and
 * verify, for each holds a salted commitment only, and the salt goes with the details.
 */
export function eraseDetails(db: WritableDb, requestId: string): number {
  return db
    .prepare(
      'DELETE FROM ledger_details WHERE seq IN (SELECT seq FROM ledger_access WHERE request_id = @requestId)',
    )
    .run({ requestId }).changes
}

/** The last checkpoint of each Korean day that was kept of a ledger of more than `from` and at most `to` entries. */
export function keptBetween(
  db: ReadableDb,
  from: number,
  to: number,
): { size: number; at: string; why: string }[] {
  // Korea has had one offset since 1988. With max(), the other columns are those of the row that has it.
  return db
    .prepare(
      `SELECT max(no) AS no, size, at, why FROM checkpoints WHERE size > @from AND size <= @to
       GROUP BY date(at, '+9 hours') ORDER BY size`,
    )
    .all({ from, to })
    .map((found) => {
      const { size, at, why } = found as { size: number; at: string; why: string }
      return { size, at, why }
    })
}

/**
 * The entries of a period, Korean days both included: from `fromSeq` up to `toSeq`. They stand next to each other, for none is ever
 * entered before an earlier one.
 */
export function seqRange(
  db: ReadableDb,
  { fromOn, toOn }: { fromOn: string; toOn: string },
): { fromSeq: number; toSeq: number } {
  const first = db.prepare('SELECT seq FROM ledger WHERE at >= ? ORDER BY at, seq LIMIT 1').pluck()
  const size = db.prepare('SELECT coalesce(max(seq) + 1, 0) FROM ledger').pluck().get() as number
  const from = (on: string) => (first.get(startOfDay(on)) as number | undefined) ?? size
  return { fromSeq: from(fromOn), toSeq: from(addDays(toOn, 1)) }
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

/** Leaf hashes of the entries from `fromSeq` up to `toSeq`, in order. */
export function hashesBetween(db: ReadableDb, fromSeq: number, toSeq: number): Hash[] {
  const hashes = db
    .prepare('SELECT hash FROM ledger WHERE seq >= ? AND seq < ? ORDER BY seq')
    .pluck()
    .all(fromSeq, toSeq) as Buffer[]
  return hashes.map((hash) => new Uint8Array(hash))
}

/** Hashes read at once. */
const HASHES = 500

/** The root over a part of the ledger, worked out in slices; refuses with `ledger-altered` where an entry of it is not there. */
export async function rootOver(vault: Vault, [from, to]: Range): Promise<Hash> {
  const frontier = fastFrontier()
  const isOver = slices()
  for (let at = from; at < to; at = from + frontier.size) {
    const hashes = vault.read((db) => hashesBetween(db, at, Math.min(to, at + HASHES)))
    if (hashes.length === 0) throw new Refusal('ledger-altered', { seq: at })
    for (const hash of hashes) frontier.append(hash)
    if (isOver()) await breathe()
  }
  return frontier.root()
}

/** When the last of so many entries was made. */
export function lastEntryAt(db: ReadableDb, size: number): string {
  return db
    .prepare('SELECT at FROM ledger WHERE seq = ?')
    .pluck()
    .get(size - 1) as string
}
