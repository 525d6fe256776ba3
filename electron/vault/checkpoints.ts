import type { Checkpoint } from '../domain/ledger/checkpoint.ts'
import type { ReadableDb, WritableDb } from './database.ts'

/** Checkpoints that were signed and kept: what has gone out on paper, and the end of each day. */

/** On what occasion it was made. */
export type CheckpointWhy = 'print' | 'export' | 'receipt' | 'day-end' | 'shutdown' | 'backup'

export interface KeptCheckpoint extends Omit<Checkpoint, 'origin'> {
  at: string
  why: CheckpointWhy
  /** The signed note. */
  note: string
}

export function keepCheckpoint(db: WritableDb, { size, at, why, root, note }: KeptCheckpoint): void {
  db.prepare('INSERT INTO checkpoints (size, at, why, root, note) VALUES (?, ?, ?, ?, ?)').run(
    size,
    at,
    why,
    Buffer.from(root),
    note,
  )
}

/** All that were kept from a size on, the smallest ledger first. */
export function keptCheckpoints(db: ReadableDb, fromSize = 0): KeptCheckpoint[] {
  return db
    .prepare('SELECT size, at, why, root, note FROM checkpoints WHERE size >= ? ORDER BY size, no')
    .all(fromSize) as KeptCheckpoint[]
}
