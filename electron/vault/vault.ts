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

/** An act and the cameras it concerned, by which the ledger is searched. */
export interface Recorded extends Act {
  cameraIds?: readonly string[]
}

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

  constructor({ path, keys, now, create = false }: Opening) {
    if (!create && !existsSync(path)) throw new Refusal('vault-damaged', {})
    this.#now = now
    this.signer = ed25519(keys.signingSeed)
    this.#writer = unlock<WritableDb>(openDatabase(path), keys.database)
    try {
      this.#writer.pragma('journal_mode = WAL')
      this.#writer.pragma('synchronous = FULL')
      this.#writer.pragma('foreign_keys = ON')
      migrate(this.#writer)
      this.#reader = unlock(openDatabase(path, { readonly: true }), keys.database)
      this.#frontier = frontierOf(this.#reader)
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
   * returns, both are on the disk. Acts may be worked out from what the change answers (a number just given). Refuses
   * with `write-failed` where the disk is full or does not answer: nothing has changed then.
   */
  record<T>(
    acts: Recorded | ((result: T) => Recorded | readonly Recorded[]),
    change: (db: WritableDb) => T,
  ): T {
    const frontier = this.#frontier.copy()
    const both = this.#writer.transaction(() => {
      const answer = change(this.#writer)
      const done = typeof acts === 'function' ? acts(answer) : acts
      for (const act of Array.isArray(done) ? done : [done]) append(this.#writer, frontier, act, this.#now())
      return answer
    })
    try {
      const result = both.immediate()
      this.#frontier = frontier
      return result
    } catch (error) {
      throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
    }
  }

  /** An act that changes nothing else: somebody looked, tried, printed. */
  enter(act: Recorded): void {
    this.record(act, () => undefined)
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
  const { kind, actor, subject, row, cameraIds = [] } = act
  const details: Details = row === undefined ? act.details : { ...act.details, row: { ...row } }
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
    db.prepare('INSERT INTO ledger_rows (seq, on_day, kind) VALUES (?, ?, ?)').run(seq, dayOf(at), row.kind)
  for (const cameraId of new Set(cameraIds))
    db.prepare('INSERT INTO ledger_cameras VALUES (?, ?)').run(seq, cameraId)
  frontier.append(hash)
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
