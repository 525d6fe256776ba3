import { createDecipheriv } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
/** SQLCipher 4 ends every page with a 16-byte IV and a 64-byte HMAC; the first page begins with a salt in the clear. */
const RESERVED_BYTES = 80
const SALT_BYTES = 16
/** https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const WAL_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24

/**
 * Everything that somebody with the key can read in a vault's files, page after page as they lie there, whether or not the
 * database still means it: free pages, gaps between rows, and earlier states in the write-ahead log.
 */
export function readablePages(vaultPath: string, key: Uint8Array): Buffer {
  const file = readFileSync(vaultPath)
  const pages: Buffer[] = []
  for (let at = 0; at < file.length; at += PAGE_BYTES)
    pages.push(opened(file.subarray(at, at + PAGE_BYTES), key, at === 0))
  const walPath = `${vaultPath}-wal`
  const wal = existsSync(walPath) ? readFileSync(walPath) : Buffer.alloc(0)
  for (let at = WAL_HEADER_BYTES; at < wal.length; at += FRAME_HEADER_BYTES + PAGE_BYTES) {
    const isFirst = wal.readUInt32BE(at) === 1
    const begin = at + FRAME_HEADER_BYTES
    pages.push(opened(wal.subarray(begin, begin + PAGE_BYTES), key, isFirst))
  }
  return Buffer.concat(pages)
}

function opened(page: Buffer, key: Uint8Array, isFirst: boolean): Buffer {
  const endAt = PAGE_BYTES - RESERVED_BYTES
  const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(endAt, endAt + 16))
  decipher.setAutoPadding(false)
  const sealed = page.subarray(isFirst ? SALT_BYTES : 0, endAt)
  return Buffer.concat([decipher.update(sealed), decipher.final()])
}
