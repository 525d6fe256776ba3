import type { Entry } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'
import type { ReadableDb } from './database.ts'

/** Entries without their details, as they leave for a verifier. */

export type BareEntry = Entry & { hash: Hash }

/** Entries from `fromSeq` up to `toSeq`, in order: for slices that never hold up the window. */
export function bareEntries(db: ReadableDb, fromSeq: number, toSeq: number): BareEntry[] {
  const found = db
    .prepare(
      `SELECT seq, at, kind, actor, subject, commitment, hash FROM ledger
       WHERE seq >= ? AND seq < ? ORDER BY seq`,
    )
    .all(fromSeq, toSeq) as (Entry & { hash: Buffer })[]
  return found.map((entry) => ({ ...entry, hash: new Uint8Array(entry.hash) }))
}
