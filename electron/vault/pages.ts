import { createHmac, pbkdf2Sync } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { breathe, slices } from './slices.ts'

/** SQLCipher 4's layout (zetetic.net/sqlcipher/design): pages of 4096 bytes, a salt in place of the first 16 of the file. */
const PAGE_BYTES = 4096
const SALT_BYTES = 16
const HMAC_BYTES = 64
/** The HMAC's key comes from the database's by two rounds over the salt with every bit of 0x3a turned. */
const SALT_MASK = 0x3a
const ROUNDS = 2
const CHUNK_PAGES = 256

/**
 * Reads every page of a closed-off database file (no write-ahead log) and holds it against its HMAC: damage is found
 * wherever it lies, also in what no query would touch today. Answers the number of the first damaged page (from 1), or
 * nothing where all are whole.
 */
export async function damagedPage(path: string, key: Buffer): Promise<number | undefined> {
  const file = openSync(path, 'r')
  const isOver = slices()
  try {
    const { size } = fstatSync(file)
    const chunk = Buffer.alloc(PAGE_BYTES * CHUNK_PAGES)
    let hmacKey: Buffer | undefined
    for (let at = 0; at < size; ) {
      const length = readSync(file, chunk, 0, chunk.length, at)
      hmacKey ??= hmacKeyOf(key, chunk.subarray(0, SALT_BYTES))
      for (let from = 0; from < length; from += PAGE_BYTES) {
        const no = (at + from) / PAGE_BYTES + 1
        if (from + PAGE_BYTES > length || !isWhole(chunk.subarray(from, from + PAGE_BYTES), no, hmacKey))
          return no
        if (isOver()) await breathe()
      }
      at += length
    }
    return size === 0 ? 1 : undefined
  } finally {
    closeSync(file)
  }
}

function hmacKeyOf(key: Buffer, salt: Buffer): Buffer {
  return pbkdf2Sync(key, Buffer.from(salt.map((byte) => byte ^ SALT_MASK)), ROUNDS, 32, 'sha512')
}

/** What is authenticated: the sealed page, its IV, and its number (little-endian), so that pages cannot be exchanged. */
function isWhole(page: Buffer, no: number, key: Buffer): boolean {
  const number = Buffer.alloc(4)
  number.writeUInt32LE(no)
  const hmac = createHmac('sha512', key)
    .update(page.subarray(no === 1 ? SALT_BYTES : 0, PAGE_BYTES - HMAC_BYTES))
    .update(number)
    .digest()
  return hmac.equals(page.subarray(PAGE_BYTES - HMAC_BYTES))
}
