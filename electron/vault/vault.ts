import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { existsSync } from 'node:fs'
import { openDatabase, type SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import type { Checkpoint, Signer } from '../domain/ledger/checkpoint.ts'
import { signCheckpoint } from '../domain/ledger/checkpoint.ts'
import { type Act, commit, type Details, type Entry, entryHash } from '../domain/ledger/entry.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { Refusal } from '../domain/refusal.ts'
import { dayOf } from '../domain/time.ts'
import type { StationKeys } from './keys.ts'
import { migrate } from './migrations.ts'

declare const readable: unique symbol
declare const writable: unique symbol
export type ReadableDb = Pick<SqliteDatabase, 'prepare'> & { readonly [readable]: never }
export type WritableDb = SqliteDatabase & { readonly [readable]: never; readonly [writable]: never }

/** An act, with what the ledger is searched by. */
export interface Recorded extends Act {
  /** Cameras that it concerned. */
  cameraIds?: readonly string[]
  /** The request that its line is about. */
  requestId?: string | undefined
  /** A line of before that it says more about: from now on these columns read so. Committed to as `details.amends`. */
  amends?: Amendment
}

/** How it went on with a line: columns 11 and 12 grow by later entries, the entry of the line never changes. */
export interface Amendment {
  /** The entry that wrote the line. */
  seq: number
  result?: string
  safety?: string
}

/** A clock that is behind the ledger by more than this was set back, or the PC's battery is empty. */
const CLOCK_TOLERANCE_MS = 60_000

interface Opening {
  path: string
  keys: Pick<StationKeys, 'database' | 'signingSeed'>
  now: () => string
  /** Makes the file. Without it a missing vault is `vault-damaged`: it is never made anew silently. */
  create?: boolean
}

/**
 * The encrypted database (SQLCipher 4 format, raw 256-bit key, WAL, synchronous=FULL: an acknowledged act survives a
 * power cut). Every change goes through `record`, so that it and its ledger entries commit together.
 * Refuses to open with `vault-damaged` (wrong key or broken file), `vault-newer`, or `ledger-altered` where an entry
 * does not match its hash.
 */
export class Vault {
  readonly #writer: WritableDb
  readonly #reader: SqliteDatabase & { readonly [readable]: never }
  readonly #now: () => string
  readonly signer: Signer
  #frontier: Frontier
  #lastAt: string
  #hasToldOfClock = false

  constructor({ path, keys, now, create = false }: Opening) {
    if (!create && !existsSync(path)) throw new Refusal('vault-damaged', {})
    this.#now = now
    this.signer = ed25519(keys.signingSeed)
    this.#writer = unlock<WritableDb>(openDatabase(path), keys.database)
    try {
      this.#writer.pragma('journal_mode = WAL')
      this.#writer.pragma('synchronous = FULL')
      // What is deleted is overwritten with zeros where it lay.
      this.#writer.pragma('secure_delete = ON')
      migrate(this.#writer)
      this.#reader = unlock(openDatabase(path, { readonly: true }), keys.database)
      this.#frontier = frontierOf(this.#reader)
      this.#lastAt =
        (this.#reader.prepare('SELECT max(at) FROM ledger').pluck().get() as string | null) ?? now()
      // Whoever was killed may just have destroyed something: see `scrub`.
      this.#writer.pragma('wal_checkpoint(TRUNCATE)')
    } catch (error) {
      this.#writer.close()
      throw isUnreadable(error) ? Object.assign(new Refusal('vault-damaged', {}), { cause: error }) : error
    }
  }

  /** Reads go through a connection that cannot write, so a query is never a change in disguise. */
  read<T>(query: (db: ReadableDb) => T): T {
    return query(this.#reader)
  }

  /**
   * The only way to change anything: the change and the entries of its acts commit together, or nothing does. When it
   * returns, both are on the disk. Acts may be worked out from what the change answers (a number just given); the change
   * is told the number of the first of their entries. Refuses with `write-failed` where the disk is full or does not
   * answer: nothing has changed then.
   */
  record<T>(
    acts: Recorded | ((result: T) => Recorded | readonly Recorded[]),
    change: (db: WritableDb, seq: number) => T,
  ): T {
    const frontier = this.#frontier.copy()
    const clockAt = this.#now()
    const at = this.#later(clockAt)
    const isLate = isBehind(clockAt, at)
    const both = this.#writer.transaction(() => {
      const tellsOfClock = isLate && !this.#hasToldOfClock
      const answer = change(this.#writer, frontier.size + (tellsOfClock ? 1 : 0))
      const done = typeof acts === 'function' ? acts(answer) : acts
      const all = Array.isArray(done) ? done : [done]
      if (tellsOfClock && all.length > 0) append(this.#writer, frontier, clockSetBack(clockAt, at), at)
      for (const act of all) append(this.#writer, frontier, act, at)
      return { answer, hasEntered: all.length > 0 }
    })
    try {
      const { answer, hasEntered } = both.immediate()
      this.#frontier = frontier
      if (hasEntered) {
        this.#lastAt = at
        this.#hasToldOfClock = isLate
      }
      return answer
    } catch (error) {
      throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
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
   * Makes what has been deleted unreadable even for somebody with the key: earlier states of pages, which the write-ahead
   * log still carries, are cut off (sqlite.org/pragma.html#pragma_wal_checkpoint). Refuses with `write-failed` where the
   * disk does not do it; the next opening does it again.
   */
  scrub(): void {
    const [done] = this.#writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    if (done?.busy !== 0) throw new Refusal('write-failed', {})
  }

  get ledgerSize(): number {
    return this.#frontier.size
  }

  /** The ledger as it stands, signed: the text that goes onto paper and into packages (C2SP tlog-checkpoint). */
  checkpoint(): { checkpoint: Checkpoint; note: string } {
    const checkpoint = { origin: this.origin, size: this.#frontier.size, root: this.#frontier.root() }
    return { checkpoint, note: signCheckpoint(checkpoint, this.signer) }
  }

  /** `viewing-station/<id>`: random, so that it names the ledger and tells nothing about the institution. */
  get origin(): string {
    const id = this.#reader.prepare('SELECT ledger_id FROM institution').pluck().get() as string
    return `viewing-station/${id}`
  }

  close(): void {
    this.#reader.close()
    this.#writer.close()
  }
}

/** A raw key skips SQLCipher's key derivation: ours is already 256 random bits, not a passphrase. */
function unlock<Db>(db: SqliteDatabase, key: Buffer): Db {
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.key(Buffer.from(`x'${key.toString('hex')}'`))
  return db as unknown as Db
}

function isDiskTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(FULL|IOERR|READONLY)/.test(String(error.code))
}

/** SQLCipher cannot tell a wrong key from a broken first page; both are "not a database". */
function isUnreadable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^SQLITE_(NOTADB|CORRUPT|IOERR|CANTOPEN|SCHEMA|ERROR)/.test(code)
}

function append(db: WritableDb, frontier: Frontier, act: Recorded, at: string): void {
  const { kind, actor, subject, row, requestId, amends, cameraIds = [] } = act
  const details: Details = {
    ...act.details,
    ...(row === undefined ? {} : { row: { ...row } }),
    ...(amends === undefined ? {} : { amends: { ...amends } }),
  }
  const salt = randomBytes(16).toString('hex')
  const seq = frontier.size
  const entry: Entry = { seq, at, kind, actor, subject, commitment: commit(salt, details) }
  const hash = entryHash(entry)
  db.prepare('INSERT INTO ledger VALUES (@seq, @at, @kind, @actor, @subject, @commitment, @hash)').run({
    ...entry,
    hash: Buffer.from(hash),
  })
  db.prepare('INSERT INTO ledger_details VALUES (?, ?, ?)').run(seq, salt, JSON.stringify(details))
  if (row !== undefined)
    db.prepare('INSERT INTO ledger_rows (seq, on_day, kind, request_id) VALUES (?, ?, ?, ?)').run(
      seq,
      dayOf(at),
      row.kind,
      requestId ?? null,
    )
  if (amends !== undefined) db.prepare('INSERT INTO ledger_amendments VALUES (?, ?)').run(seq, amends.seq)
  for (const cameraId of new Set(cameraIds))
    db.prepare('INSERT INTO ledger_cameras VALUES (?, ?)').run(seq, cameraId)
  frontier.append(hash)
}

function isBehind(clockAt: string, ledgerAt: string): boolean {
  return Date.parse(ledgerAt) - Date.parse(clockAt) > CLOCK_TOLERANCE_MS
}

function clockSetBack(clockAt: string, ledgerAt: string): Recorded {
  return { kind: 'clock.set-back', actor: 'station', subject: 'station', details: { clockAt, ledgerAt } }
}

/** Rebuilds the tree's edge from the stored leaf hashes: one pass, 32 bytes an entry. */
function frontierOf(db: Pick<SqliteDatabase, 'prepare'>): Frontier {
  const frontier = new Frontier()
  const hashes = db.prepare('SELECT seq, hash FROM ledger ORDER BY seq').raw().iterate()
  for (const [seq, hash] of hashes as Iterable<[number, Buffer]>) {
    if (seq !== frontier.size) throw new Refusal('ledger-altered', { seq: frontier.size })
    frontier.append(new Uint8Array(hash))
  }
  return frontier
}

/** RFC 8410 §7: the fixed DER bytes before the 32 of an Ed25519 seed (PKCS #8) and of a public key (SPKI). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_LENGTH = 12

function ed25519(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(SPKI_LENGTH)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}
