import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { connect } from './database.ts'
import { dump } from './dump.ts'
import { syncFolder } from './durable.ts'
import { Journal, type JournalEnd, type Transaction } from './journal.ts'
import type { StationKeys } from './keys.ts'
import { breathe } from './slices.ts'
import { Replayer, type Statement } from './statements.ts'

export const JOURNAL_NAME = 'ledger.journal'

/** Where the journal of a vault lies. */
export function journalPathOf(vaultPath: string): string {
  return join(dirname(vaultPath), JOURNAL_NAME)
}

/** Notes in the database where the journal stands; in the transaction that the journal has just been told of. */
export function mark(db: SqliteDatabase, end: JournalEnd, forgets = false): void {
  db.prepare(
    `UPDATE journal_mark SET generation = ?, length_bytes = ?, tag = ?, must_forget = max(must_forget, ?)`,
  ).run(end.generation, end.lengthBytes, end.tag, forgets ? 1 : 0)
}

/** Does what was whole in the journal and not yet in the database; the mark moves with it, or neither has happened. */
export function redo(writer: SqliteDatabase, transactions: Iterable<Transaction>): void {
  const replayer = new Replayer(writer)
  writer.transaction(() => {
    for (const { records, forgets, end } of transactions) {
      for (const statements of records) for (const statement of statements) replayer.run(statement)
      mark(writer, end, forgets)
    }
  })()
}

/**
 * A journal that is begun anew from what the database holds, while acts go on: the rows come from one moment's snapshot,
 * and what is recorded meanwhile is written behind them. The old file stays in force until the new one is whole on the
 * disk; its key is overwritten then, so that what it said of things since erased is gone.
 */
export class Rewriting {
  readonly #path: string
  readonly #writer: SqliteDatabase
  readonly #old: Journal
  readonly #snapshot: SqliteDatabase
  readonly #new: Journal
  readonly done: Promise<void>
  readonly #adopt: (journal: Journal) => void
  #since: { records: Statement[][]; forgets: boolean }[] = []
  #mustForgetMore = false
  #isStopped = false

  constructor(
    vaultPath: string,
    keys: Pick<StationKeys, 'database' | 'journal'>,
    writer: SqliteDatabase,
    old: Journal,
    /** Told in the very turn in which the new file takes the place of the old one. */
    adopt: (journal: Journal) => void,
  ) {
    this.#path = journalPathOf(vaultPath)
    this.#writer = writer
    this.#old = old
    this.#adopt = adopt
    rmSync(`${this.#path}.new`, { force: true })
    this.#new = Journal.create(`${this.#path}.new`, keys.journal, old.generation)
    this.#snapshot = connect(vaultPath, keys.database, { readonly: true })
    // The snapshot is of the first read after BEGIN (sqlite.org/isolation.html).
    this.#snapshot.exec('BEGIN')
    this.#snapshot.prepare('SELECT count(*) FROM journal_mark').get()
    this.done = this.#run()
  }

  /** A transaction that was recorded meanwhile; one that `forgets` asks for yet another journal after this one. */
  follow(records: Statement[][], forgets: boolean): void {
    this.#since.push({ records, forgets })
    this.#mustForgetMore ||= forgets
  }

  /** The vault is closed: the old journal stays. */
  stop(): void {
    this.#isStopped = true
  }

  async #run(): Promise<void> {
    try {
      for (const statements of dump(this.#snapshot)) {
        put(this.#new, [statements])
        await breathe()
        if (this.#isStopped) throw new Error('the vault was closed')
      }
    } catch (error) {
      this.#new.close()
      rmSync(`${this.#path}.new`, { force: true })
      throw error
    } finally {
      this.#snapshot.close()
    }
    // From here on nobody else acts: one turn.
    for (const { records, forgets } of this.#since) put(this.#new, records, forgets)
    this.#new.sync()
    exchange(this.#path, this.#writer, this.#new, this.#mustForgetMore)
    this.#adopt(this.#new)
    this.#old.shred()
    this.#old.close()
    rmSync(`${this.#path}.old`)
  }
}

function put(journal: Journal, records: readonly Statement[][], forgets = false): void {
  const sealed = journal.seal(records, forgets)
  journal.write(sealed, { isSynced: false })
  journal.accept(sealed)
}

/** Puts the new file in the old one's place. A kill at any moment leaves one that `settleJournals` finds. */
function exchange(journalPath: string, writer: SqliteDatabase, journal: Journal, mustForget = false): void {
  if (existsSync(journalPath)) renameSync(journalPath, `${journalPath}.old`)
  renameSync(`${journalPath}.new`, journalPath)
  syncFolder(dirname(journalPath))
  writer.transaction(() => {
    mark(writer, journal.end)
    writer.prepare('UPDATE journal_mark SET must_forget = ?').run(mustForget ? 1 : 0)
  })()
}

/** What a kill has left of exchanging two journals: the old one comes back where the new one was not in place yet. */
export function settleJournals(vaultPath: string, key: Buffer): void {
  const path = journalPathOf(vaultPath)
  const oldPath = `${path}.old`
  if (existsSync(oldPath) && !existsSync(path)) {
    renameSync(oldPath, path)
    syncFolder(dirname(path))
  }
  if (existsSync(oldPath)) {
    try {
      const old = Journal.open(oldPath, key)
      old.shred()
      old.close()
    } catch {
      // Its key is gone already.
    }
    rmSync(oldPath)
  }
  rmSync(`${path}.new`, { force: true })
}

/** A journal for a database that has none, in one go: a new vault, or one of before there were journals. */
export async function beginJournal(
  vaultPath: string,
  key: Buffer,
  writer: SqliteDatabase,
  reader: SqliteDatabase,
): Promise<Journal> {
  const path = journalPathOf(vaultPath)
  rmSync(`${path}.new`, { force: true })
  const journal = Journal.create(`${path}.new`, key)
  for (const statements of dump(reader)) {
    put(journal, [statements])
    await breathe()
  }
  journal.sync()
  exchange(path, writer, journal)
  settleJournals(vaultPath, key)
  return journal
}
