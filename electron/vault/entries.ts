import { randomBytes } from 'node:crypto'
import {
  type Act,
  commitText,
  type Details,
  type Entry,
  entryHash,
  sortedText,
} from '../domain/ledger/entry.ts'
import type { Frontier } from '../domain/ledger/merkle.ts'
import type { WritableDb } from './database.ts'
import { type Filed, indexEntry, requestOf } from './ledger-index.ts'

/** How an act becomes an entry. Only `Vault.record` calls this. */

/** An act, with what the ledger is searched by. */
export interface Recorded extends Act {
  /** Cameras that it concerned. */
  cameraIds?: readonly string[]
  /** The request that its line is about. */
  requestId?: string | undefined
  /** A line of before that it says more about: from now on these columns read so. Committed to as `details.amends`. */
  amends?: Amendment
  /** The line of before that its own line puts right. Committed to as `details.corrects`. */
  corrects?: { no: number; seq: number }
}

/** How it went on with a line: columns 11 and 12 grow by later entries, the entry of the line never changes. */
export interface Amendment {
  /** The entry that wrote the line. */
  seq: number
  result?: string
  safety?: string
}

/** Every entry comes by this statement, so that whoever reads the journal knows one. */
export const INSERT_ENTRY =
  'INSERT INTO ledger VALUES (@seq, @at, @kind, @actor, @subject, @commitment, @hash)'

/** What the entry is found by is committed to as `details.filed`: whoever misfiles it is found out. */
export const FILED = '"filed":'

/**
 * Writes the entry with its details and what it is found by, and puts it into the tree. `place` is where the station stood
 * when it was done.
 */
export function append(db: WritableDb, frontier: Frontier, act: Recorded, at: string, place: string): void {
  const { kind, actor, subject, row, amends, corrects, cameraIds = [] } = act
  const requestId = act.requestId ?? requestOf(db, subject)
  const filed: Filed = { place, requestId, cameraIds: [...new Set(cameraIds)].sort() }
  const details: Details = {
    ...act.details,
    ...(row === undefined ? {} : { row: { ...row } }),
    ...(amends === undefined ? {} : { amends: { ...amends } }),
    ...(corrects === undefined ? {} : { corrects: { ...corrects } }),
    filed: {
      place,
      ...(requestId === null ? {} : { request: requestId }),
      ...(filed.cameraIds.length === 0 ? {} : { cameras: filed.cameraIds }),
    },
  }
  const text = sortedText(details)
  const salt = randomBytes(16).toString('hex')
  const seq = frontier.size
  const entry: Entry = { seq, at, kind, actor, subject, commitment: commitText(salt, text) }
  const hash = entryHash(entry)
  db.prepare(INSERT_ENTRY).run({ ...entry, hash: Buffer.from(hash) })
  db.prepare('INSERT INTO ledger_details VALUES (?, ?, ?)').run(seq, salt, text)
  indexEntry(db, entry, act, filed)
  frontier.append(hash)
}
