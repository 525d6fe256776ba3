import { join } from 'node:path'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import type { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { audit } from './audit.ts'
import { connect, connectWriter, type ReadableDb } from './database.ts'
import { dump } from './dump.ts'
import type { StationKeys } from './keys.ts'
import { replayInto } from './mending.ts'
import { migrate } from './migrations.ts'
import { exchangeFor } from './restoring.ts'
import { beginJournal } from './rewriting.ts'
import { signerOf } from './signing.ts'
import { breathe } from './slices.ts'
import { type DatabaseFound, examineDatabase, examineJournal, type JournalFound } from './standing.ts'
import { Replayer } from './statements.ts'

const DATABASE = 'vault.db'

interface Order {
  path: string
  homeDir: string
  keys: StationKeys
}

/**
 * Makes a vault of what can be proved of two damaged copies, with a journal of its own, and puts it in their place; both are
 * kept. Refuses with `vault-damaged` where what the copies still say does not hold together.
 */
export async function continueFromProvable({ path, homeDir, keys }: Order): Promise<void> {
  const examination = { path, keys, report: () => undefined }
  const database = await examineDatabase(examination)
  const journal = await examineJournal(examination, database)
  try {
    await exchangeFor(homeDir, async (dir, kept) => {
      const madePath = join(dir, DATABASE)
      const size = await make(madePath, keys, database, journal)
      const writer = connectWriter(madePath, keys.database)
      try {
        migrate(writer)
        const { alteredAt, isBroken, frontier } = await audit(writer as never as ReadableDb, {
          signer: signerOf(keys.signingSeed),
        })
        if (alteredAt !== undefined || isBroken === true || frontier.size !== size || size === 0)
          throw new Refusal('vault-damaged', {})
        const lastAt = writer
          .prepare('SELECT at FROM ledger WHERE seq = ?')
          .pluck()
          .get(size - 1) as string
        const reader = connect(madePath, keys.database, { readonly: true })
        const begun = await beginJournal(madePath, keys.journal, writer, reader)
        begun.close()
        reader.close()
        return { act: 'vault.continued', lastSeq: size - 1, lastAt, kept }
      } finally {
        writer.close()
      }
    })
  } finally {
    database.writer?.close()
    journal.journal?.close()
  }
}

/** Answers how many entries the new database has. */
async function make(
  madePath: string,
  keys: StationKeys,
  database: DatabaseFound,
  { journal, end, frontier }: JournalFound,
): Promise<number> {
  if (database.writer !== undefined && database.frontier.size > frontier.size)
    return copyUpTo(madePath, keys, database.writer, database.frontier)
  if (journal === undefined || end === undefined) throw new Refusal('vault-damaged', {})
  await replayInto(madePath, keys.database, journal, end)
  return frontier.size
}

/** Copies what can still be read, then takes out whatever rests on entries that cannot be proved. */
async function copyUpTo(
  madePath: string,
  keys: StationKeys,
  from: SqliteDatabase,
  { size }: Frontier,
): Promise<number> {
  const db = connect(madePath, keys.database)
  try {
    db.pragma('foreign_keys = OFF')
    const replayer = new Replayer(db)
    db.exec('BEGIN')
    for (const statements of dump(from)) {
      for (const statement of statements) replayer.run(statement)
      await breathe()
    }
    db.exec('INSERT OR IGNORE INTO journal_mark VALUES (1, NULL, 0, NULL, 0)')
    trim(db, size)
    db.exec('COMMIT')
  } catch (cause) {
    throw Object.assign(new Refusal('vault-damaged', {}), { cause })
  } finally {
    db.close()
  }
  return size
}

function trim(db: SqliteDatabase, size: number): void {
  const guard = db
    .prepare("SELECT sql FROM sqlite_schema WHERE name = 'ledger_forbids_delete'")
    .pluck()
    .get() as string
  db.exec('DROP TRIGGER ledger_forbids_delete')
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
  for (const table of tables) {
    const links = db.pragma(`foreign_key_list("${table}")`) as { table: string; from: string }[]
    for (const link of links)
      if (link.table === 'ledger') db.prepare(`DELETE FROM "${table}" WHERE "${link.from}" >= ?`).run(size)
  }
  for (const table of ['ledger', 'ledger_access', 'ledger_amendments'])
    db.prepare(`DELETE FROM ${table} WHERE seq >= ?`).run(size)
  db.prepare('DELETE FROM checkpoints WHERE size > ?').run(size)
  db.exec(`DELETE FROM access_counts; INSERT INTO access_counts
    SELECT date(l.at, '+9 hours'), a.work, a.actor, count(*) FROM ledger_access a JOIN ledger l USING (seq)
    GROUP BY 1, 2, 3`)
  db.exec(guard)
  // What rested on rows that are gone goes as well, until nothing hangs loose.
  for (let loose = looseEnds(db); loose.length > 0; loose = looseEnds(db))
    for (const { table, rowid } of loose) {
      if (rowid === null) throw new Error(`${table} hangs loose`)
      db.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowid)
    }
}

function looseEnds(db: SqliteDatabase): { table: string; rowid: number | null }[] {
  return db.pragma('foreign_key_check') as { table: string; rowid: number | null }[]
}
