import { statSync } from 'node:fs'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { audit, entriesOf, keptIn } from './audit.ts'
import { connect, connectWriter } from './database.ts'
import { fastFrontier } from './hashing.ts'
import { Journal, type JournalEnd, JournalUnreadable, type Transaction } from './journal.ts'
import type { StationKeys } from './keys.ts'
import { isOlder, migrate, versionOf } from './migrations.ts'
import { damagedPage } from './pages.ts'
import { journalPathOf, redo } from './rewriting.ts'
import { signerOf } from './signing.ts'
import { breathe, slices } from './slices.ts'

/** What is wrong with one of the two copies. */
export type Fault = 'missing' | 'foreign' | 'damaged' | 'altered' | 'behind'

/** The database as it was found: open where it could be, with the part of its ledger that holds together. */
export interface DatabaseFound {
  fault?: Fault
  writer?: SqliteDatabase
  frontier: Frontier
  /** The first entry that is not as it was written, or is not kept or filed as it says. */
  alteredAt?: number
  /** When its last entry was made, where there is one. */
  lastAt?: string
  /** Of the checkpoints that were kept. */
  keptDigest?: string
  /** Where the database thinks the journal stands; nothing where it has to be begun anew. */
  mark?: JournalEnd
  /** Its schema was of an older version: the journal, which speaks of that, has to be begun anew. */
  isBroughtOver?: boolean
  mustForget: boolean
}

/** The journal as it was found: open where it could be, with what holds together of it. */
export interface JournalFound {
  fault?: Fault
  journal?: Journal
  /** The ledger that it tells, whole transactions only. */
  frontier: Frontier
  /** When the last of its entries was made. */
  lastAt?: string
  end?: JournalEnd
  /** The ledger at the place that the database's mark names. */
  atMark?: Frontier
  /** Of the checkpoints that it tells; at the place of the mark, and at its end. */
  keptAtMark?: string
  keptDigest?: string
  /** The ledger that it tells, when it was as long as the database's. */
  atSize?: Frontier
  /** Whole transactions behind the place of the mark. */
  ahead: number
  /** Whether what it tells has been erased since. */
  mustForget: boolean
}

export interface Examination {
  path: string
  keys: Pick<StationKeys, 'database' | 'journal' | 'signingSeed'>
  report: (done: number) => void
}

/**
 * Examines the database: every page, every entry, every kept checkpoint. Brings an older one to this version first; refuses
 * with `vault-newer`. Nothing else is refused: what is wrong is the answer.
 */
export async function examineDatabase({ path, keys, report }: Examination): Promise<DatabaseFound> {
  const nothing = { frontier: new Frontier(), mustForget: false }
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined) return { ...nothing, fault: 'missing' }
  // SQLite would make a new one of it.
  if (file.size === 0) return { ...nothing, fault: 'damaged' }
  let writer: SqliteDatabase | undefined
  try {
    writer = connectWriter(path, keys.database)
    // Pages lie in the write-ahead log as well until it is written back.
    writer.pragma('wal_checkpoint(TRUNCATE)')
    const isWhole = (await damagedPage(path, keys.database)) === undefined
    if (versionOf(writer) === 0) {
      writer.close()
      return { ...nothing, fault: 'damaged' }
    }
    if (isWhole && isOlder(writer)) redoLast(writer, path, keys)
    const known = hasMark(writer) ? markOf(writer) : undefined
    const isBroughtOver = isWhole && migrate(writer)
    const found = await audit(writer as never, { signer: signerOf(keys.signingSeed), report })
    if (!isWhole || found.isBroken === true) return { ...found, writer, mustForget: false, fault: 'damaged' }
    const lastAt = writer.prepare('SELECT max(at) FROM ledger').pluck().get() as string | null
    return {
      frontier: found.frontier,
      keptDigest: found.keptDigest,
      ...(lastAt === null || found.alteredAt !== undefined ? {} : { lastAt }),
      writer,
      ...(found.alteredAt === undefined ? {} : { fault: 'altered', alteredAt: found.alteredAt }),
      ...(known?.end === undefined ? {} : { mark: known.end }),
      isBroughtOver,
      mustForget: known?.mustForget === true,
    }
  } catch (error) {
    writer?.close()
    if (error instanceof Refusal) throw error
    return { ...nothing, fault: (await isForeign(path, keys.database)) ? 'foreign' : 'damaged' }
  }
}

function hasMark(db: SqliteDatabase): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'journal_mark'").get() !== undefined
}

/** Where the database thinks the journal stands, and whether what that says has been erased since. */
function markOf(db: SqliteDatabase): { end: JournalEnd | undefined; mustForget: boolean } {
  const { generation, lengthBytes, tag, mustForget } = db
    .prepare(
      'SELECT generation, length_bytes AS lengthBytes, tag, must_forget AS mustForget FROM journal_mark',
    )
    .get() as { generation: string | null; lengthBytes: number; tag: Buffer | null; mustForget: number }
  const end = generation === null || tag === null ? undefined : { generation, lengthBytes, tag }
  return { end, mustForget: mustForget === 1 }
}

/**
 * What a kill has left in the journal alone is done before the schema changes, for it speaks of the schema of before. A
 * journal that tells more than that, or cannot be read, is judged later.
 */
function redoLast(writer: SqliteDatabase, path: string, keys: Examination['keys']): void {
  const known = hasMark(writer) ? markOf(writer).end : undefined
  if (known === undefined) return
  let journal: Journal
  try {
    journal = Journal.open(journalPathOf(path), keys.journal, 'r')
  } catch {
    return
  }
  let isAtMark = false
  const ahead: Transaction[] = []
  try {
    for (const transaction of journal.transactions()) {
      if (isAtMark) ahead.push(transaction)
      else isAtMark = isSame(transaction.end, known)
      if (ahead.length > 1) return
    }
  } finally {
    journal.close()
  }
  redo(writer, ahead)
}

/** Not one page can be read with this key: the file is another station's, rather than damaged here and there. */
async function isForeign(path: string, key: Buffer): Promise<boolean> {
  try {
    return (await damagedPage(path, key)) === 1 && !canRead(path, key)
  } catch {
    return false
  }
}

function canRead(path: string, key: Buffer): boolean {
  const db = connect(path, key, { readonly: true })
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    return true
  } catch {
    return false
  } finally {
    db.close()
  }
}

/** Examines the journal: every record against its seal and the one before it, every entry against its hash. */
export async function examineJournal(
  { path, keys, report }: Examination,
  database: DatabaseFound,
): Promise<JournalFound> {
  const { mark } = database
  const frontier = fastFrontier()
  const found: JournalFound = { frontier, ahead: 0, mustForget: false }
  try {
    found.journal = Journal.open(journalPathOf(path), keys.journal)
  } catch (error) {
    return { ...found, fault: error instanceof JournalUnreadable ? 'foreign' : 'missing' }
  }
  const { journal } = found
  const isOver = slices()
  try {
    for (const { records, forgets, end } of journal.transactions()) {
      for (const { seq, at, hash, isWhole } of entriesOf(records)) {
        if (!isWhole || seq !== frontier.size) return { ...found, fault: 'altered' }
        frontier.append(hash)
        found.lastAt = at
        if (frontier.size === database.frontier.size) found.atSize = frontier.copy()
      }
      found.end = end
      found.keptDigest = keptIn(found.keptDigest ?? '', records)
      found.mustForget ||= forgets
      if (found.atMark !== undefined) found.ahead += 1
      else if (isSame(end, mark)) {
        found.atMark = frontier.copy()
        found.keptAtMark = found.keptDigest
      }
      if (!isOver()) continue
      report(frontier.size)
      await breathe()
    }
  } catch {
    found.fault = 'damaged'
  }
  // The database has been told of more than is here; or it cannot be asked, and something stood here that is no more.
  const isCut = journal.fileBytes > (found.end?.lengthBytes ?? 0)
  if (
    mark?.generation === journal.generation
      ? found.atMark === undefined
      : database.fault !== undefined && isCut
  )
    found.fault = 'damaged'
  return found
}

function isSame(end: JournalEnd, mark: JournalEnd | undefined): boolean {
  return mark !== undefined && end.lengthBytes === mark.lengthBytes && end.tag.equals(mark.tag)
}
