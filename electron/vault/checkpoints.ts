import { createHash } from 'node:crypto'
import { type Checkpoint, type Signer, signCheckpoint } from '../domain/ledger/checkpoint.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { breathe } from './slices.ts'

/** Checkpoints that were signed and kept: what has gone out on paper, and the end of each day. */

/** On what occasion it was made. */
export type CheckpointWhy = 'print' | 'export' | 'receipt' | 'day-end' | 'shutdown' | 'backup'

export interface KeptCheckpoint extends Omit<Checkpoint, 'origin'> {
  at: string
  why: CheckpointWhy
  /** The signed note. */
  note: string
}

/** Every checkpoint comes by this statement, so that whoever reads the journal knows one. */
export const INSERT_CHECKPOINT =
  'INSERT INTO checkpoints (no, size, at, why, root, note) VALUES (@no, @size, @at, @why, @root, @note)'

export function keepCheckpoint(db: WritableDb, kept: KeptCheckpoint): void {
  const { size, at, why, root, note } = kept
  const last = db.prepare('SELECT coalesce(max(no), 0) FROM checkpoints').pluck().get() as number
  db.prepare(INSERT_CHECKPOINT).run({ no: last + 1, size, at, why, root: Buffer.from(root), note })
}

/** All that were kept from a size on, the smallest ledger first. */
export function keptCheckpoints(db: ReadableDb, fromSize = 0): KeptCheckpoint[] {
  return db
    .prepare('SELECT size, at, why, root, note FROM checkpoints WHERE size >= ? ORDER BY size, no')
    .all(fromSize) as KeptCheckpoint[]
}

/** A kept checkpoint as it lies in the table. */
export type KeptRow = Omit<KeptCheckpoint, 'root'> & { no: number; root: Buffer }

const KEPT_PAGE = 200

/**
 * Goes on from the digest of those kept before: what a note does not say of itself (when and why it was kept, that there is no
 * other) is held against the journal by it.
 */
export function keptDigest(before: string, { no, size, at, why, root, note }: KeptRow): string {
  const said = JSON.stringify([before, no, size, at, why, Buffer.from(root).toString('base64'), note])
  return createHash('sha256').update(said).digest('hex')
}

/** Those of at most `toSize` entries in the order in which they were kept, read in slices. */
export async function keptRows(db: ReadableDb, toSize: number): Promise<KeptRow[]> {
  const rows: KeptRow[] = []
  const select = db.prepare(
    `SELECT no, size, at, why, root, note FROM checkpoints WHERE no > ? ORDER BY no LIMIT ${KEPT_PAGE}`,
  )
  for (;;) {
    const page = select.all(rows.length) as KeptRow[]
    rows.push(...page)
    if (page.length < KEPT_PAGE) break
    await breathe()
  }
  return rows.filter(({ size }) => size <= toSize)
}

/** Whether its note is the one that this station signs for such a ledger. */
export function isSignedAs(db: ReadableDb, { size, root, note }: KeptRow, signer: Signer): boolean {
  const id = db.prepare('SELECT ledger_id FROM institution').pluck().get() as string | undefined
  return signCheckpoint({ origin: `viewing-station/${id}`, size, root }, signer) === note
}
