import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { connect, connectWriter, isDiskTrouble } from './database.ts'
import type { Journal, JournalEnd, Transaction } from './journal.ts'
import type { StationKeys } from './keys.ts'
import { firstDifference, type Mended, mendDatabase, mendJournal, rescue } from './mending.ts'
import { migrate } from './migrations.ts'
import { beginJournal, mark, redo, settleJournals } from './rewriting.ts'
import {
  type DatabaseFound,
  examineDatabase,
  examineJournal,
  type Fault,
  type JournalFound,
} from './standing.ts'
import { Vault } from './vault.ts'

export interface Opening {
  path: string
  keys: Pick<StationKeys, 'database' | 'journal' | 'signingSeed'>
  now: () => string
  /** Whether a person has been told what is damaged and wants it made anew from the other copy. */
  mends?: boolean
  /** Whether a person has been told how far the clock is after the last entry and says that it is right. */
  confirmsClock?: boolean
  /** Hears how many entries have been checked. */
  report?: (done: number) => void
}

/** An open vault, what had to be mended, and between which two moments somebody said that nothing has happened. */
export interface Opened {
  vault: Vault
  mended: Mended | undefined
  confirmed?: { lastAt: string; nowAt: string } | undefined
}

/** Makes a vault; the file must not exist. */
export async function createVault({ path, keys, now }: Opening): Promise<Vault> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const writer = connectWriter(path, keys.database)
  migrate(writer)
  const reader = connect(path, keys.database, { readonly: true })
  const journal = await beginJournal(path, keys.journal, writer, reader)
  return new Vault({ path, keys, now, writer, reader, frontier: new Frontier(), journal })
}

/**
 * Examines both copies whole and opens the vault. What a kill leaves (an act that is in the journal and not yet in the
 * database, a record that was cut short) is settled without a word. Where one copy is lost or damaged, refuses with
 * `vault-needs-mending` until a person wants it mended; where both are, what can be proved is opened and nothing can be
 * entered; where that is nothing, refuses with `vault-damaged`. Also refuses with `clock-far-ahead`, `vault-newer`, `write-failed`.
 */
export async function openVault(opening: Opening): Promise<Opened> {
  const { path, keys, mends = false } = opening
  const examination = { path, keys, report: opening.report ?? (() => undefined) }
  try {
    settleJournals(path, keys.journal)
    const database = await examineDatabase(examination)
    const journal = await examineJournal(examination, database)
    judge(database, journal)
    const isWhole = database.fault === undefined && journal.fault === undefined
    const confirmed = farAhead(opening, database, journal)
    const opened = await (isWhole
      ? settled(opening, database, journal)
      : mended(opening, database, journal, mends))
    return { ...opened, confirmed }
  } catch (error) {
    throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
  }
}

/** Longer than any institution stays closed: whoever is told so looks at the calendar. */
const LONGEST_REST_MS = 366 * 86_400_000

/**
 * The ledger's time never goes back: one entry of a clock that jumped to 2062 would be the time of every entry after it.
 * Refuses with `clock-far-ahead` before anything is mended or entered, unless a person says that the clock is right.
 */
function farAhead(
  { now, confirmsClock = false }: Opening,
  database: DatabaseFound,
  journal: JournalFound,
): Opened['confirmed'] {
  const lastAt = [database.lastAt, journal.lastAt].reduce((a = '', b = '') => (a > b ? a : b)) ?? ''
  const nowAt = now()
  if (lastAt === '' || Date.parse(nowAt) - Date.parse(lastAt) <= LONGEST_REST_MS) return undefined
  if (confirmsClock) return { lastAt, nowAt }
  database.writer?.close()
  journal.journal?.close()
  throw new Refusal('clock-far-ahead', { lastAt, nowAt })
}

/** Each copy was examined by itself; whether they tell the same is seen here. */
function judge(database: DatabaseFound, journal: JournalFound): void {
  if (database.fault !== undefined) return
  // What lies beside a database that knows of no journal was being begun or put aside, unless it tells more.
  if (database.mark === undefined) {
    const isMore = journal.frontier.size > database.frontier.size
    if (isMore) database.fault = 'behind'
    else delete journal.fault
    return
  }
  if (journal.fault !== undefined || journal.journal === undefined) return
  const isNext =
    journal.journal.previous === database.mark.generation && isSame(journal.frontier, database.frontier)
  if (isNext) {
    if (journal.keptDigest !== database.keptDigest) database.fault = 'altered'
    return
  }
  const knows = database.mark.generation === journal.journal.generation
  const isPart = journal.atSize !== undefined && isSame(journal.atSize, database.frontier)
  if (knows && journal.atMark === undefined) journal.fault = 'damaged'
  else if (knows && !isSame(journal.atMark as Frontier, database.frontier)) database.fault = 'altered'
  else if (knows && journal.keptAtMark !== database.keptDigest) database.fault = 'altered'
  // A kill leaves one transaction that was not committed any more; more are a database of before.
  else if (knows) {
    if (journal.ahead > 1) database.fault = 'behind'
  } else if (isPart && journal.frontier.size > database.frontier.size) database.fault = 'behind'
  else if (isPart || holds(database, journal.frontier)) journal.fault = 'behind'
  else {
    database.fault = 'altered'
    journal.fault = 'altered'
  }
}

/** Whether the database's ledger begins with this one. */
function holds({ writer, frontier }: DatabaseFound, part: Frontier): boolean {
  if (writer === undefined || part.size > frontier.size) return false
  const tree = new Frontier()
  const hashes = writer
    .prepare('SELECT hash FROM ledger WHERE seq < ? ORDER BY seq')
    .pluck()
    .iterate(part.size)
  for (const hash of hashes as Iterable<Buffer>) tree.append(new Uint8Array(hash))
  return isSame(tree, part)
}

function isSame(a: Frontier, b: Frontier): boolean {
  return a.size === b.size && Buffer.from(a.root()).equals(b.root())
}

async function settled(opening: Opening, database: DatabaseFound, found: JournalFound): Promise<Opened> {
  const writer = database.writer as SqliteDatabase
  let frontier = database.frontier
  let journal = found.journal as Journal
  let mustForget = database.mustForget || found.mustForget
  if (database.isBroughtOver === true || database.mark === undefined) {
    found.journal?.close()
    journal = await fresh(opening, writer)
    mustForget = false
  } else if (found.end !== undefined) {
    if (found.ahead > 0) redo(writer, beyond(journal, database.mark))
    journal.goOnFrom(found.end)
    // Of a journal that has just taken the place of the one before, the database has not been told.
    if (journal.generation !== database.mark.generation) mark(writer, found.end)
    frontier = found.frontier
  }
  const vault = assembled(opening, writer, frontier, journal)
  if (mustForget) await vault.scrub()
  writer.pragma('wal_checkpoint(TRUNCATE)')
  return { vault, mended: undefined }
}

/** What the journal says beyond the place of the mark. */
function* beyond(journal: Journal, known: JournalEnd): Generator<Transaction> {
  for (const transaction of journal.transactions())
    if (transaction.end.lengthBytes > known.lengthBytes) yield transaction
}

async function fresh({ path, keys }: Opening, writer: SqliteDatabase): Promise<Journal> {
  const reader = connect(path, keys.database, { readonly: true })
  try {
    return await beginJournal(path, keys.journal, writer, reader)
  } finally {
    reader.close()
  }
}

function assembled(
  { path, keys, now }: Opening,
  writer: SqliteDatabase,
  frontier: Frontier,
  journal: Journal | undefined,
): Vault {
  const reader = connect(path, keys.database, { readonly: true })
  return new Vault({ path, keys, now, writer, reader, frontier, journal })
}

async function mended(
  opening: Opening,
  database: DatabaseFound,
  journal: JournalFound,
  mends: boolean,
): Promise<Opened> {
  const { path, keys } = opening
  const close = () => {
    database.writer?.close()
    journal.journal?.close()
  }
  const both = database.fault !== undefined && journal.fault !== undefined
  const entries = Math.max(database.frontier.size, journal.frontier.size)
  if (both) {
    if (entries === 0) {
      close()
      throw new Refusal(isForeignPair(database, journal) ? 'vault-foreign' : 'vault-damaged', {})
    }
    const rescued = await rescue(path, keys, database, journal)
    close()
    return {
      vault: assembled({ ...opening, path: rescued.path }, rescued.writer, rescued.frontier, undefined),
      mended: undefined,
    }
  }
  const copy = database.fault === undefined ? 'journal' : 'database'
  const why = (database.fault ?? journal.fault) as Fault
  if (!mends) {
    const seq = await firstDifference(database, journal)
    close()
    throw new Refusal('vault-needs-mending', { copy, why, entries, seq })
  }
  if (copy === 'journal') {
    journal.journal?.close()
    const writer = database.writer as SqliteDatabase
    const kept = await mendJournal(path, writer)
    const begun = await fresh(opening, writer)
    return {
      vault: assembled(opening, writer, database.frontier, begun),
      mended: { copy, why, entries, seq: entries, kept },
    }
  }
  const seq = await firstDifference(database, journal)
  database.writer?.close()
  const { kept, writer } = await mendDatabase(path, keys, journal)
  let healed = journal.journal as Journal
  const isBrought = migrate(writer)
  if (isBrought) {
    healed.close()
    healed = await fresh(opening, writer)
  }
  const vault = assembled(opening, writer, journal.frontier, healed)
  if (journal.mustForget && !isBrought) await vault.scrub()
  return { vault, mended: { copy, why, entries, seq, kept } }
}

function isForeignPair({ fault }: DatabaseFound, journal: JournalFound): boolean {
  return fault === 'foreign' && journal.fault === 'foreign'
}
