import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { decode, encode, type Statement } from './statements.ts'

/**
 * The second copy of the vault: a file beside the database to which every change is appended, and fsynced, before the
 * database commits it. Its first transactions (the base) are what the database held when the file was begun; run from the
 * first to the last, its statements make the database anew.
 *
 * Layout: a header of 100 bytes (magic, generation, previous generation, the file's own key sealed under the station's),
 * then records: length of what is sealed (u32, big-endian), flags (u8), nonce (12), sealed statements, tag (16), all
 * AES-256-GCM. A record authenticates the tag of the one before it, so that none can be dropped, moved or put in. The key is
 * the file's own: when it is overwritten, what the file said of things since erased is gone (NIST SP 800-88, cryptographic
 * erase).
 */

const MAGIC = Buffer.from('VSJRNL1\n')
const GENERATION_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const KEY_AT = MAGIC.length + 2 * GENERATION_BYTES
export const HEADER_BYTES = KEY_AT + NONCE_BYTES + KEY_BYTES + TAG_BYTES
const HEAD_BYTES = 4 + 1 + NONCE_BYTES
/** No transaction of ours comes near; a damaged length must not ask for all memory. */
const MOST_SEALED_BYTES = 512 * 2 ** 20
const READ_BYTES = 2 ** 20

/** Ends a transaction: what comes before it without one never happened. */
const LAST = 1
/** From here on texts of SQL are told anew. */
const FRESH = 2
/** Erases for ever: while such a transaction is here, so is what it erased. */
const FORGETS = 4

/** Where a journal stands: which file, how long, and the tag of its last record. */
export interface JournalEnd {
  generation: string
  lengthBytes: number
  tag: Buffer
}

/** One transaction as it was read: its records' statements in order, and the journal's end after it. */
export interface Transaction {
  records: Statement[][]
  /** Whether it erases for ever what this file has said before. */
  forgets: boolean
  end: JournalEnd
}

/** A transaction that is ready to be written. */
interface Sealed {
  bytes: Buffer
  end: JournalEnd
}

/** The file is not this station's, or its header is damaged. */
export class JournalUnreadable extends Error {}

export class Journal {
  readonly #file: number
  readonly #key: Buffer
  readonly generation: string
  /** Of the file that this one took the place of; zeros for the first. */
  readonly previous: string
  readonly #begin: JournalEnd
  #end: JournalEnd
  /** Texts of SQL that were told since this process began to append. */
  #known = new Map<string, number>()
  #isFresh = true

  private constructor(file: number, header: Buffer, key: Buffer) {
    this.#file = file
    this.#key = key
    this.generation = header.toString('hex', MAGIC.length, MAGIC.length + GENERATION_BYTES)
    this.previous = header.toString('hex', MAGIC.length + GENERATION_BYTES, KEY_AT)
    this.#begin = {
      generation: this.generation,
      lengthBytes: HEADER_BYTES,
      tag: createHash('sha256').update(header).digest().subarray(0, TAG_BYTES),
    }
    this.#end = this.#begin
  }

  /** Begins a file; it must not exist. */
  static create(path: string, stationKey: Buffer, previous = '0'.repeat(2 * GENERATION_BYTES)): Journal {
    const head = Buffer.concat([MAGIC, randomBytes(GENERATION_BYTES), Buffer.from(previous, 'hex')])
    const key = randomBytes(KEY_BYTES)
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', stationKey, nonce).setAAD(head)
    const header = Buffer.concat([head, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
    const file = openSync(path, 'wx+', 0o600)
    writeSync(file, header, 0, header.length, 0)
    fsyncSync(file)
    return new Journal(file, header, key)
  }

  /** Throws `JournalUnreadable` where the header is not this station's; ENOENT where there is none. */
  static open(path: string, stationKey: Buffer, flags: 'r' | 'r+' = 'r+'): Journal {
    const file = openSync(path, flags)
    const header = Buffer.alloc(HEADER_BYTES)
    try {
      const length = readSync(file, header, 0, HEADER_BYTES, 0)
      return new Journal(file, header, keyOf(header.subarray(0, length), stationKey))
    } catch (cause) {
      closeSync(file)
      throw new JournalUnreadable('header', { cause })
    }
  }

  /** Where the next transaction goes; after `open`, set by `goOnFrom`. */
  get end(): JournalEnd {
    return this.#end
  }

  get fileBytes(): number {
    return fstatSync(this.#file).size
  }

  /**
   * Reads transaction after transaction, each authenticated and chained to the one before. Ends where the file ends or
   * where what follows is no whole transaction of this file: whether that is a tail that was never acknowledged or
   * damage, the caller knows from the database.
   */
  *transactions(): Generator<Transaction> {
    const read = reader(this.#file)
    let { lengthBytes, tag } = this.#begin
    let records: Statement[][] = []
    let known: string[] = []
    for (;;) {
      const head = read(lengthBytes, HEAD_BYTES)
      if (head === undefined) return
      const sealedBytes = head.readUInt32BE(0)
      const flags = head.readUInt8(4)
      if (sealedBytes > MOST_SEALED_BYTES) return
      const body = read(lengthBytes + HEAD_BYTES, sealedBytes + TAG_BYTES)
      if (body === undefined) return
      const plain = this.#opened(head, body, tag)
      if (plain === undefined) return
      if ((flags & FRESH) !== 0) known = []
      records.push(decode(plain, known))
      lengthBytes += HEAD_BYTES + sealedBytes + TAG_BYTES
      tag = Buffer.from(body.subarray(sealedBytes))
      if ((flags & LAST) === 0) continue
      const forgets = (flags & FORGETS) !== 0
      yield { records, forgets, end: { generation: this.generation, lengthBytes, tag } }
      records = []
    }
  }

  /** Appending goes on after a transaction that was read; what follows it is cut off. */
  goOnFrom(end: JournalEnd): void {
    this.#end = end
    this.#isFresh = true
    if (this.fileBytes > end.lengthBytes) this.cut()
  }

  /** Seals a transaction, a record per list of statements. Nothing is written yet, and nothing counts yet. */
  seal(records: readonly (readonly Statement[])[], forgets = false): Sealed {
    const last = forgets ? LAST | FORGETS : LAST
    const known = this.#isFresh ? new Map<string, number>() : this.#known
    const pieces: Buffer[] = []
    let { lengthBytes, tag } = this.#end
    for (const [index, statements] of records.entries()) {
      const plain = encode(statements, known)
      const head = Buffer.alloc(HEAD_BYTES)
      head.writeUInt32BE(plain.length, 0)
      head.writeUInt8(
        (index === records.length - 1 ? last : 0) | (index === 0 && this.#isFresh ? FRESH : 0),
        4,
      )
      randomBytes(NONCE_BYTES).copy(head, 5)
      const cipher = createCipheriv('aes-256-gcm', this.#key, head.subarray(5))
      cipher.setAAD(Buffer.concat([tag, head.subarray(0, 5)]))
      pieces.push(head, cipher.update(plain), cipher.final())
      tag = cipher.getAuthTag()
      pieces.push(tag)
      lengthBytes += HEAD_BYTES + plain.length + TAG_BYTES
    }
    this.#known = known
    return { bytes: Buffer.concat(pieces), end: { generation: this.generation, lengthBytes, tag } }
  }

  /** Writes what was sealed behind the last transaction; when it returns, it is on the disk (unless told not to wait). */
  write({ bytes }: Sealed, { isSynced = true } = {}): void {
    for (let at = 0; at < bytes.length; )
      at += writeSync(this.#file, bytes, at, bytes.length - at, this.#end.lengthBytes + at)
    if (isSynced) this.sync()
  }

  sync(): void {
    fdatasyncSync(this.#file)
  }

  /** What was written has been committed: the next transaction goes behind it. */
  accept({ end }: Sealed): void {
    this.#end = end
    this.#isFresh = false
  }

  /** Takes back what was written and not accepted. Its texts of SQL were never told: the next record tells them anew. */
  cut(): void {
    this.#isFresh = true
    ftruncateSync(this.#file, this.#end.lengthBytes)
    fsyncSync(this.#file)
  }

  /** Overwrites the file's key where it lies: nobody can read the file again, with the station's key or without. */
  shred(): void {
    writeSync(this.#file, randomBytes(HEADER_BYTES - KEY_AT), 0, HEADER_BYTES - KEY_AT, KEY_AT)
    fsyncSync(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }

  #opened(head: Buffer, body: Buffer, tagBefore: Buffer): Buffer | undefined {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, head.subarray(5))
    decipher.setAAD(Buffer.concat([tagBefore, head.subarray(0, 5)]))
    decipher.setAuthTag(body.subarray(body.length - TAG_BYTES))
    try {
      return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_BYTES)), decipher.final()])
    } catch {
      return undefined
    }
  }
}

function keyOf(header: Buffer, stationKey: Buffer): Buffer {
  if (header.length !== HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC))
    throw new Error('magic')
  const nonce = header.subarray(KEY_AT, KEY_AT + NONCE_BYTES)
  const sealedAt = KEY_AT + NONCE_BYTES
  const decipher = createDecipheriv('aes-256-gcm', stationKey, nonce).setAAD(header.subarray(0, KEY_AT))
  decipher.setAuthTag(header.subarray(sealedAt + KEY_BYTES))
  return Buffer.concat([decipher.update(header.subarray(sealedAt, sealedAt + KEY_BYTES)), decipher.final()])
}

/** Reads forward in large pieces; answers nothing where the file is too short. */
function reader(file: number): (at: number, bytes: number) => Buffer | undefined {
  let held = Buffer.alloc(0)
  let heldAt = 0
  return (at, bytes) => {
    if (at < heldAt || at + bytes > heldAt + held.length) {
      const piece = Buffer.alloc(Math.max(bytes, READ_BYTES))
      held = piece.subarray(0, readSync(file, piece, 0, piece.length, at))
      heldAt = at
    }
    const from = at - heldAt
    return from + bytes > held.length ? undefined : held.subarray(from, from + bytes)
  }
}
