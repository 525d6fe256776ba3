import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../domain/refusal.ts'
import { setAside, writeDurably } from './durable.ts'

/** RFC 7914 parameters, kept in each slot so that they can grow: 128 MiB and about half a second on this decade's PCs. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 }
export const KEYS_NAME = 'keys.json'

const Slot = z.strictObject({
  /** The actor's id, or `recovery`. */
  id: z.string(),
  /** SHA-256 of the file's salt and the login name: which slot to try, without a name on the disk. */
  loginHash: z.string(),
  scrypt: z.strictObject({
    N: z.int().max(2 ** 20),
    r: z.int().max(32),
    p: z.int().max(16),
    salt: z.base64(),
  }),
  nonce: z.base64(),
  sealed: z.base64(),
})
type Slot = z.infer<typeof Slot>

const KeyFile = z.strictObject({
  version: z.literal(1),
  loginSalt: z.base64(),
  slots: z.array(Slot).min(1),
  /** SHA-256 of salt and slots: one bit that turned in a slot would look like a wrong password. Files of before have none. */
  sum: z.string().optional(),
})
type KeyFile = z.infer<typeof KeyFile>

/** What was wrong with the file of key slots, and the bad one's name now. */
export interface KeysMended {
  why: 'missing' | 'damaged'
  kept: string | undefined
}

export const RECOVERY = 'recovery'

/** What the master key opens, each derived under its own label (HKDF, RFC 5869). Kept in main's memory only. */
export interface StationKeys {
  master: Buffer
  database: Buffer
  /** Seals the key of each journal file. */
  journal: Buffer
  /** Wraps the key of every recording. */
  footage: Buffer
  /** Ed25519 seed of the ledger's signature. */
  signingSeed: Buffer
}

export function newMasterKey(): Buffer {
  return randomBytes(32)
}

export function deriveKeys(master: Buffer): StationKeys {
  const derive = (label: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `viewing-station/${label}/1`, 32))
  return {
    master,
    database: derive('database'),
    journal: derive('journal'),
    footage: derive('footage'),
    signingSeed: derive('ledger-signature'),
  }
}

/**
 * A code of 8 groups of 4 that a person can copy from paper: 160 random bits in Crockford's base 32 (no I, L, O, U).
 */
export function newRecoveryCode(): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const code = [...randomBytes(32)].map((byte) => digits[byte % 32]).join('')
  return code.match(/.{4}/g)?.join('-') ?? code
}

/** How much of a code has to be typed back from its paper to show that it is there: its last two groups. */
const TYPED_BACK = 8

/** Whether somebody has the code before them on paper: it was typed back, whole or at least its last two groups. */
export function isTypedBack(code: string, typed: string): boolean {
  const digits = normalRecoveryCode(typed)
  return digits.length >= TYPED_BACK && normalRecoveryCode(code).endsWith(digits)
}

/** Forgives case, spaces, hyphens and the look-alikes I, L → 1 and O → 0. */
function normalRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
}

/**
 * The file of key slots beside the vault: the master key once per account, sealed (AES-256-GCM) under scrypt of that
 * person's password, and once under the recovery code. Holds no name and no key that is not sealed. Without it nothing can be
 * opened: a second file, written after it, says the same and is read where the first is damaged or gone.
 */
export class KeySlots {
  readonly #path: string
  readonly #copyPath: string

  constructor(homeDir: string) {
    this.#path = join(homeDir, KEYS_NAME)
    this.#copyPath = `${this.#path}.copy`
  }

  get exist(): boolean {
    return existsSync(this.#path) || existsSync(this.#copyPath)
  }

  /** Adds or replaces slots in one durable write: all of them are there afterwards, or none. */
  async put(
    master: Buffer,
    secrets: readonly { id: string; loginName: string; password: string }[],
    gone: readonly string[] = [],
  ): Promise<void> {
    const file: KeyFile = this.exist
      ? this.#read()
      : { version: 1, loginSalt: randomBytes(16).toString('base64'), slots: [] }
    const fresh = await Promise.all(
      secrets.map(({ id, loginName, password }) =>
        seal(id, loginHash(file, loginName), secretOf(id, password), master),
      ),
    )
    const replaced = new Set([...secrets.map(({ id }) => id), ...gone])
    const kept = file.slots.filter(({ id }) => !replaced.has(id))
    const { version, loginSalt } = file
    const slots = [...kept, ...fresh]
    const text = JSON.stringify({ version, loginSalt, slots, sum: sumOf({ loginSalt, slots }) })
    writeDurably(this.#path, text)
    writeDurably(this.#copyPath, text)
  }

  /** Makes both files say the same again. Answers what was wrong with the first, where something was. */
  settle(): KeysMended | undefined {
    const first = readSlots(this.#path)
    if (typeof first === 'object') {
      const text = readFileSync(this.#path, 'utf8')
      const isSame = existsSync(this.#copyPath) && readFileSync(this.#copyPath, 'utf8') === text
      if (!isSame) writeDurably(this.#copyPath, text)
      return undefined
    }
    const text = JSON.stringify(this.#read())
    const kept = setAside(this.#path)
    writeDurably(this.#path, text)
    return { why: first, kept }
  }

  /**
   * The master key and whose slot gave it, or nothing where name or password is wrong. An unknown name costs the same
   * time as a wrong password. Throws `vault-keys-damaged` where the file cannot be believed.
   */
  async open(loginName: string, password: string): Promise<{ id: string; master: Buffer } | undefined> {
    const file = this.#read()
    const hash = loginHash(file, loginName)
    const slot = file.slots.find((candidate) => candidate.loginHash === hash)
    if (slot !== undefined) {
      const master = await unseal(slot, secretOf(slot.id, password))
      return master === undefined ? undefined : { id: slot.id, master }
    }
    await stretch(password, randomBytes(16), SCRYPT)
    return undefined
  }

  /** A name under which failures of an account can be counted without writing the account's name. */
  loginHash(loginName: string): string {
    return loginHash(this.#read(), loginName)
  }

  #read(): KeyFile {
    const first = readSlots(this.#path)
    const found = typeof first === 'object' ? first : readSlots(this.#copyPath)
    if (typeof found !== 'object') throw new Refusal('vault-keys-damaged', {})
    return found
  }
}

/** The slots of a file that can be believed; otherwise what is wrong with it. */
function readSlots(path: string): KeyFile | KeysMended['why'] {
  if (!existsSync(path)) return 'missing'
  try {
    const file = KeyFile.parse(JSON.parse(readFileSync(path, 'utf8')))
    return file.sum === undefined || file.sum === sumOf(file) ? file : 'damaged'
  } catch {
    return 'damaged'
  }
}

function sumOf({ loginSalt, slots }: Pick<KeyFile, 'loginSalt' | 'slots'>): string {
  return createHash('sha256')
    .update(JSON.stringify([loginSalt, slots]))
    .digest('base64')
}

function secretOf(id: string, password: string): string {
  return id === RECOVERY ? normalRecoveryCode(password) : password.normalize('NFC')
}

function loginHash({ loginSalt }: KeyFile, loginName: string): string {
  const name = loginName.normalize('NFC').trim().toLowerCase()
  return createHash('sha256').update(Buffer.from(loginSalt, 'base64')).update(name).digest('base64')
}

async function seal(id: string, hash: string, secret: string, master: Buffer): Promise<Slot> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await stretch(secret, salt, SCRYPT), nonce)
  cipher.setAAD(Buffer.from(`${id}\n${hash}`))
  const sealed = Buffer.concat([cipher.update(master), cipher.final(), cipher.getAuthTag()])
  return {
    id,
    loginHash: hash,
    scrypt: { ...SCRYPT, salt: salt.toString('base64') },
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  }
}

async function unseal(slot: Slot, secret: string): Promise<Buffer | undefined> {
  const sealed = Buffer.from(slot.sealed, 'base64')
  if (sealed.length !== 48) throw new Refusal('vault-keys-damaged', {})
  const key = await stretch(secret, Buffer.from(slot.scrypt.salt, 'base64'), slot.scrypt)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(slot.nonce, 'base64'))
  decipher.setAAD(Buffer.from(`${slot.id}\n${slot.loginHash}`))
  decipher.setAuthTag(sealed.subarray(32))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()])
  } catch {
    return undefined
  }
}

/** scrypt off the main thread: half a second of work never blocks the window. */
function stretch(
  secret: string,
  salt: Buffer,
  { N, r, p }: { N: number; r: number; p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}
