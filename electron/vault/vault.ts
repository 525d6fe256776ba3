import { statSync } from 'node:fs'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import type { Checkpoint, Signer } from '../domain/ledger/checkpoint.ts'
import { signCheckpoint } from '../domain/ledger/checkpoint.ts'
import type { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { dayOf } from '../domain/time.ts'
import { type CheckpointWhy, keepCheckpoint } from './checkpoints.ts'
import { isDiskTrouble, type ReadableDb, type WritableDb } from './database.ts'
import { append, type Recorded } from './entries.ts'
import type { Journal, JournalEnd } from './journal.ts'
import type { StationKeys } from './keys.ts'
import { stationPlace } from './ledger-index.ts'
import { mark, Rewriting } from './rewriting.ts'
import { signerOf } from './signing.ts'
import { Recorder, type Statement } from './statements.ts'

export type { ReadableDb, WritableDb } from './database.ts'
export type { Recorded } from './entries.ts'

/** A clock that is behind the ledger by more than this was set back, or the PC's battery is empty. */
const CLOCK_TOLERANCE_MS = 60_000

/** A journal shorter than this is never too long. */
const JOURNAL_SPARE_BYTES = 64 * 2 ** 20

/** Everything that opening a vault has made sure of (see `opening.ts`). */
export interface VaultParts {
  path: string
  keys: Pick<StationKeys, 'database' | 'journal' | 'signingSeed'>
  now: () => string
  writer: SqliteDatabase
  reader: SqliteDatabase
  frontier: Frontier
  /** Nothing where both copies were damaged: what can be proved is read, and nothing is written. */
  journal: Journal | undefined
}

/**
 * The vault while it is open: an encrypted database (SQLCipher 4 format, raw 256-bit key, WAL, synchronous=FULL) and the
 * journal beside it, two copies of the same. Every change goes through `record`, so that it and its ledger entries are on
 * the disk together, twice, before anybody is told that they are.
 */
export class Vault {
  readonly #path: string
  readonly #keys: VaultParts['keys']
  readonly #writer: SqliteDatabase
  readonly #recorder: Recorder
  readonly #reader: SqliteDatabase
  readonly #now: () => string
  readonly signer: Signer
  #journal: Journal | undefined
  #rewriting: Rewriting | undefined
  #frontier: Frontier
  #lastAt: string
  #hasToldOfClock = false

  constructor(parts: VaultParts) {
    this.#path = parts.path
    this.#keys = parts.keys
    this.#now = parts.now
    this.#writer = parts.writer
    this.#recorder = new Recorder(parts.writer)
    this.#reader = parts.reader
    this.#frontier = parts.frontier
    this.#journal = parts.journal
    this.signer = signerOf(parts.keys.signingSeed)
    const last = parts.reader.prepare('SELECT max(at) FROM ledger').pluck().get() as string | null
    this.#lastAt = last ?? parts.now()
  }

  /** Reads go through a connection that cannot write, so a query is never a change in disguise. */
  read<T>(query: (db: ReadableDb) => T): T {
    return query(this.#reader as unknown as ReadableDb)
  }

  /** Whether nothing can be entered: both copies were damaged, and this is what could be proved of them. */
  get isReadOnly(): boolean {
    return this.#journal === undefined
  }

  /**
   * The only way to change anything: the change and the entries of its acts are in both copies together, or nothing is. When
   * it returns, both are on the disk. Acts may be worked out from what the change answers (a number just given); the
   * change is told the number of the first of their entries. What a change erases for ever is said by `forgets`; it is
   * out of the journal once `scrub` has answered. Refuses with `write-failed` where the disk is full or does not
   * answer, `vault-read-only`; nothing has changed then.
   */
  record<T>(
    acts: Recorded | ((result: T) => Recorded | readonly Recorded[]),
    change: (db: WritableDb, seq: number) => T,
    { forgets = false }: { forgets?: boolean } = {},
  ): T {
    const journal = this.#journal
    if (journal === undefined) throw new Refusal('vault-read-only', {})
    const frontier = this.#frontier.copy()
    const clockAt = this.#now()
    const at = this.#later(clockAt)
    const isLate = isBehind(clockAt, at)
    const { db } = this.#recorder
    let records: Statement[][] = []
    let hasWritten = false
    const both = this.#writer.transaction(() => {
      const tellsOfClock = isLate && !this.#hasToldOfClock
      const answer = change(db, frontier.size + (tellsOfClock ? 1 : 0))
      const done = typeof acts === 'function' ? acts(answer) : acts
      const all = Array.isArray(done) ? (done as readonly Recorded[]) : [done as Recorded]
      const entered = tellsOfClock && all.length > 0 ? [clockSetBack(clockAt, at), ...all] : all
      const isNewDay = frontier.size > 0 && dayOf(at) !== dayOf(this.#lastAt)
      if (isNewDay && entered.length > 0) this.#keep(db, 'day-end', this.#lastAt)
      // One record an entry; what the change did besides stands in the first.
      const place = stationPlace(db)
      for (const act of entered) {
        append(db, frontier, act, at, place)
        records.push(this.#recorder.take())
      }
      if (entered.length === 0) records = [this.#recorder.take()]
      const sealed = journal.seal(records, forgets)
      mark(this.#writer, sealed.end, forgets)
      hasWritten = true
      journal.write(sealed)
      return { answer, sealed, hasEntered: all.length > 0 }
    })
    try {
      const { answer, sealed, hasEntered } = both.immediate()
      journal.accept(sealed)
      this.#rewriting?.follow(records, forgets)
      this.#frontier = frontier
      if (hasEntered) {
        this.#lastAt = at
        this.#hasToldOfClock = isLate
      }
      return answer
    } catch (error) {
      this.#recorder.take()
      if (hasWritten) this.#takeBack(journal)
      throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
    }
  }

  /** Where even taking back fails, nothing more is written: the next opening knows what was committed. */
  #takeBack(journal: Journal): void {
    try {
      journal.cut()
    } catch {
      this.#journal = undefined
      journal.close()
    }
  }

  /** An act that changes nothing else: somebody looked, tried, printed. */
  enter(act: Recorded): void {
    this.record(act, () => undefined)
  }

  /** What time it is for the law: the clock's, or the ledger's where the clock has been set back behind it. */
  now(): string {
    return this.#later(this.#now())
  }

  /** Whether the clock stands behind the ledger at this moment: it was set back, or its battery is empty. */
  get isClockBehind(): boolean {
    return isBehind(this.#now(), this.#lastAt)
  }

  #later(at: string): string {
    return at > this.#lastAt ? at : this.#lastAt
  }

  /**
   * Makes what has been deleted unreadable even for somebody with the key: the journal is begun anew and the key of the old
   * one overwritten; earlier states of the database's pages, which the write-ahead log still carries, are cut off
   * (sqlite.org/pragma.html#pragma_wal_checkpoint). Rejects with `write-failed` where the disk does not do it; the next
   * opening does it again.
   */
  async scrub(): Promise<void> {
    await this.rewriteJournal()
    const [done] = this.#writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy !== 0) throw new Refusal('write-failed', {})
  }

  /** Begins the journal anew from what the database holds, in slices; acts go on meanwhile. */
  async rewriteJournal(): Promise<void> {
    while (this.#rewriting !== undefined) await this.#rewriting.done.catch(() => undefined)
    if (this.#journal === undefined) throw new Refusal('vault-read-only', {})
    try {
      this.#rewriting = new Rewriting(this.#path, this.#keys, this.#writer, this.#journal, (fresh) => {
        this.#journal = fresh
        this.#rewriting = undefined
      })
      await this.#rewriting.done
    } catch (error) {
      this.#rewriting = undefined
      throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
    }
  }

  /** Where the journal ends at this moment, behind whole transactions. Refuses with `vault-read-only` where there is none. */
  get journalEnd(): JournalEnd {
    if (this.#journal === undefined) throw new Refusal('vault-read-only', {})
    return this.#journal.end
  }

  /** Whether the journal has grown to more than twice what it comes to: it tells every change, also those since undone. */
  get isJournalLong(): boolean {
    return this.journalEnd.lengthBytes > 2 * statSync(this.#path).size + JOURNAL_SPARE_BYTES
  }

  get ledgerSize(): number {
    return this.#frontier.size
  }

  /**
   * The ledger as it stands, signed: the text that goes onto paper and into packages (C2SP tlog-checkpoint). With a reason
   * it is kept as well, and the ledger can be held against it for ever.
   */
  checkpoint(why?: CheckpointWhy): { checkpoint: Checkpoint; note: string } {
    if (why === undefined) return this.#signed()
    return this.record(
      () => [],
      (db) => this.#keep(db, why, this.now()),
    )
  }

  #signed(): { checkpoint: Checkpoint; note: string } {
    const checkpoint = { origin: this.origin, size: this.#frontier.size, root: this.#frontier.root() }
    return { checkpoint, note: signCheckpoint(checkpoint, this.signer) }
  }

  #keep(db: WritableDb, why: CheckpointWhy, at: string): { checkpoint: Checkpoint; note: string } {
    const signed = this.#signed()
    keepCheckpoint(db, { ...signed.checkpoint, note: signed.note, why, at })
    return signed
  }

  /** `viewing-station/<id>`: random, so that it names the ledger and tells nothing about the institution. */
  get origin(): string {
    const id = this.#reader.prepare('SELECT ledger_id FROM institution').pluck().get() as string
    return `viewing-station/${id}`
  }

  close(): void {
    this.#rewriting?.stop()
    this.#journal?.close()
    this.#reader.close()
    this.#writer.close()
  }
}

function isBehind(clockAt: string, ledgerAt: string): boolean {
  return Date.parse(ledgerAt) - Date.parse(clockAt) > CLOCK_TOLERANCE_MS
}

function clockSetBack(clockAt: string, ledgerAt: string): Recorded {
  return { kind: 'clock.set-back', actor: 'station', subject: 'station', details: { clockAt, ledgerAt } }
}
