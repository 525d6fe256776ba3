import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import type { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { entriesOf } from './audit.ts'
import { connect, connectWriter } from './database.ts'
import { setAside, syncFolder } from './durable.ts'
import type { Journal, JournalEnd } from './journal.ts'
import type { StationKeys } from './keys.ts'
import { migrate } from './migrations.ts'
import { journalPathOf, mark } from './rewriting.ts'
import { breathe, slices } from './slices.ts'
import type { DatabaseFound, Fault, JournalFound } from './standing.ts'
import { Replayer } from './statements.ts'

/** What was mended, for the entry that says so. */
export interface Mended {
  copy: 'database' | 'journal'
  why: Fault
  /** How many entries there are now: all of them. */
  entries: number
  /** The first entry that the bad copy did not have as it was written. */
  seq: number
  /** The bad copy's name now, for whoever wants to look into it; nothing where it was gone. */
  kept: string | undefined
}

type Keys = Pick<StationKeys, 'database' | 'journal'>

/** Makes the database anew from the journal, whole transactions up to `end`; the bad one is kept aside. */
export async function mendDatabase(
  path: string,
  keys: Keys,
  { journal, end, mustForget }: JournalFound,
): Promise<{ writer: SqliteDatabase; kept: string | undefined }> {
  if (journal === undefined || end === undefined) throw new Refusal('vault-damaged', {})
  const asidePath = `${path}.new`
  journal.goOnFrom(end)
  await replayInto(asidePath, keys.database, journal, end, mustForget)
  const kept = setAside(path)
  for (const suffix of ['-wal', '-shm']) setAside(path + suffix)
  // A log of the bad one must never lie beside the new one.
  syncFolder(dirname(path))
  renameSync(asidePath, path)
  syncFolder(dirname(path))
  return { writer: connectWriter(path, keys.database), kept }
}

/** Puts the bad journal aside, and has the database know of none, so that one is begun anew even after a kill. */
export async function mendJournal(path: string, writer: SqliteDatabase): Promise<string | undefined> {
  writer.exec('UPDATE journal_mark SET generation = NULL')
  const kept = setAside(journalPathOf(path))
  syncFolder(dirname(path))
  return kept
}

/** A database to read from, made of what the better copy can prove. The two copies themselves are not touched. */
export async function rescue(
  path: string,
  keys: Keys,
  database: DatabaseFound,
  { journal, end, frontier, mustForget }: JournalFound,
): Promise<{ path: string; writer: SqliteDatabase; frontier: Frontier }> {
  if (database.writer !== undefined && database.frontier.size > frontier.size)
    return { path, writer: connect(path, keys.database), frontier: database.frontier }
  if (journal === undefined || end === undefined) throw new Refusal('vault-damaged', {})
  const rescuedPath = `${path}.rescued`
  await replayInto(rescuedPath, keys.database, journal, end, mustForget)
  const writer = connectWriter(rescuedPath, keys.database)
  migrate(writer)
  return { path: rescuedPath, writer, frontier }
}

/** The first entry that the database does not have as the journal has it. */
export async function firstDifference(database: DatabaseFound, { journal }: JournalFound): Promise<number> {
  const { writer } = database
  if (database.fault !== 'altered' || writer === undefined || journal === undefined)
    return database.frontier.size
  const stored = writer.prepare('SELECT hash FROM ledger WHERE seq = ?').pluck()
  const isOver = slices()
  for (const { records } of journal.transactions()) {
    for (const { seq, hash } of entriesOf(records))
      if (seq >= database.frontier.size || !(stored.get(seq) as Buffer | undefined)?.equals(hash)) return seq
    if (isOver()) await breathe()
  }
  return database.alteredAt ?? database.frontier.size
}

/** Runs the journal into a new file, in slices, which is whole on the disk when this has answered. */
export async function replayInto(
  path: string,
  key: Buffer,
  journal: Journal,
  end: JournalEnd,
  mustForget = false,
): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  const db = connect(path, key)
  try {
    // Nobody has been told of this file: cut short, it is thrown away.
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    db.pragma('foreign_keys = OFF')
    const replayer = new Replayer(db)
    const isOver = slices()
    db.exec('BEGIN')
    for (const transaction of journal.transactions()) {
      for (const statements of transaction.records)
        for (const statement of statements) replayer.run(statement)
      if (transaction.end.lengthBytes === end.lengthBytes) break
      if (isOver()) await breathe()
    }
    const marked = db.prepare('SELECT count(*) FROM journal_mark').pluck().get() as number
    if (marked === 0) db.exec('INSERT INTO journal_mark VALUES (1, NULL, 0, NULL, 0)')
    mark(db, end, mustForget)
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) throw new Refusal('vault-damaged', {})
    db.exec('COMMIT')
  } finally {
    db.close()
  }
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
