import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname, parse } from 'node:path'
import { Refusal } from '../domain/refusal.ts'

/**
 * Recordings at rest. A sealed file is a 20-byte header followed by chunks, each 64 KiB of the recording (the last one
 * less) and its 16-byte tag:
 *
 *     magic "VSFOOT01" · algorithm u8 · chunk size u32 BE · nonce prefix 7 random bytes
 *     nonce of chunk i = prefix · i as u32 BE · 1 for the last chunk, else 0
 *
 * This is the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its
 * Nonce-Reuse Misuse-Resistance", 2015; age uses it too): a chunk moved, repeated, dropped or cut off does not verify.
 * The header is authenticated with every chunk. Algorithm 1 is AES-256-GCM; other numbers are for a validated module
 * (ARIA, LEA). A key seals one recording only, so the short prefix cannot repeat under it.
 */

const MAGIC = Buffer.from('VSFOOT01', 'latin1')
const AES_256_GCM = 1
const CHUNK_BYTES = 65_536
const TAG_BYTES = 16
/** Node would otherwise accept a tag cut to four bytes. */
const GCM = { authTagLength: TAG_BYTES }
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
const PREFIX_BYTES = 7
const HEADER_BYTES = MAGIC.length + 1 + 4 + PREFIX_BYTES
/** Chunks handled in one turn: 1 MiB takes well under a millisecond of AES. */
const BATCH_CHUNKS = 16

/** The suffix of a file that is still being written. */
export const ASIDE = '.new'

function headerOf(prefix: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  MAGIC.copy(header)
  header.writeUInt8(AES_256_GCM, 8)
  header.writeUInt32BE(CHUNK_BYTES, 9)
  header.set(prefix, 13)
  return header
}

function nonceOf(header: Buffer, index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  header.copy(nonce, 0, 13, HEADER_BYTES)
  nonce.writeUInt32BE(index, PREFIX_BYTES)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}

/**
 * The sealed form of `source`, header first, in pieces of up to 1 MiB. The prefix is given only to reproduce known
 * bytes; two files under one key and one prefix would betray both.
 */
export async function* seal(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  prefix: Uint8Array = randomBytes(PREFIX_BYTES),
): AsyncGenerator<Buffer> {
  const header = headerOf(prefix)
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let filled = 0
  let index = 0
  const ready: Buffer[] = [header]
  const sealChunk = (isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header, index++, isLast), GCM)
    cipher.setAAD(header)
    ready.push(cipher.update(chunk.subarray(0, filled)))
    cipher.final()
    ready.push(cipher.getAuthTag())
    filled = 0
  }
  for await (const bytes of source) {
    let taken = 0
    while (taken < bytes.length) {
      // A full chunk waits until more comes: only then is it known not to be the last.
      if (filled === CHUNK_BYTES) sealChunk(false)
      const part = bytes.subarray(taken, taken + CHUNK_BYTES - filled)
      chunk.set(part, filled)
      filled += part.length
      taken += part.length
      if (ready.length > 2 * BATCH_CHUNKS) yield Buffer.concat(ready.splice(0))
    }
  }
  sealChunk(true)
  yield Buffer.concat(ready)
  chunk.fill(0)
}

/**
 * Seals `source` under a 32-byte key into a new file: written aside, fsynced, renamed, its folder fsynced. Answers the
 * size and the SHA-256 (hex) of what was sealed. When it throws (the source's error, the abort reason, a system error
 * such as ENOSPC) nothing is left behind.
 */
export async function encryptTo(
  path: string,
  key: Uint8Array,
  source: AsyncIterable<Uint8Array>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<{ sizeBytes: number; sha256: string }> {
  const asidePath = `${path}${ASIDE}`
  const hash = createHash('sha256')
  let sizeBytes = 0
  let isNamed = false
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const bytes of source) {
      signal?.throwIfAborted()
      hash.update(bytes)
      sizeBytes += bytes.length
      yield bytes
    }
  }
  try {
    const file = await open(asidePath, 'w', 0o600)
    try {
      for await (const piece of seal(key, counted())) await file.writeFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    signal?.throwIfAborted()
    await rename(asidePath, path)
    isNamed = true
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(isNamed ? path : asidePath, { force: true })
    throw error
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** What was done to a folder's names is on the disk: rename(2) alone is not durable. Windows cannot open a folder for fsync; NTFS journals the rename itself. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A sealed recording, open for reading anywhere in it. */
export interface Sealed {
  /** Size of the recording itself, without header and tags. */
  readonly sizeBytes: number
  /** Bytes [from, to) of the recording. Refuses with `footage-damaged` unless every chunk they touch verifies. */
  readonly read: (from: number, to: number) => Promise<Buffer>
  /** Waits for reads under way. */
  close(): Promise<void>
}

/**
 * Opens a sealed recording, named after its id. Refuses with `footage-damaged` where the file is missing, is not ours,
 * is cut short, or the key does not fit: the last chunk is verified at once, every other one when it is read.
 */
export async function openSealed(path: string, key: Uint8Array): Promise<Sealed> {
  const damaged = (cause?: unknown) =>
    Object.assign(new Refusal('footage-damaged', { recordingId: parse(path).name }), { cause })
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? damaged(error) : error
  })
  try {
    const header = await bytesAt(file, 0, HEADER_BYTES)
    const bodyBytes = (await file.stat()).size - HEADER_BYTES
    const chunkCount = Math.ceil(bodyBytes / SEALED_CHUNK_BYTES)
    const sizeBytes = bodyBytes - chunkCount * TAG_BYTES
    const isOurs = header.length === HEADER_BYTES && headerOf(header.subarray(13)).equals(header)
    // An empty last chunk is only right where it is the only one: no writer of ours makes another.
    const lastBytes = sizeBytes - (chunkCount - 1) * CHUNK_BYTES
    if (!isOurs || chunkCount < 1 || lastBytes < (chunkCount === 1 ? 0 : 1)) throw damaged()
    const sealed = {
      sizeBytes,
      read: reader(file, header, key, sizeBytes, damaged),
      close: () => file.close(),
    }
    await sealed.read(Math.max(0, sizeBytes - 1), sizeBytes)
    return sealed
  } catch (error) {
    await file.close()
    throw error
  }
}

function reader(
  file: FileHandle,
  header: Buffer,
  key: Uint8Array,
  sizeBytes: number,
  damaged: (cause?: unknown) => Error,
): Sealed['read'] {
  const lastIndex = Math.max(0, Math.ceil(sizeBytes / CHUNK_BYTES) - 1)
  const unseal = (sealedChunk: Buffer, index: number): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header, index, index === lastIndex), GCM)
    decipher.setAAD(header)
    const tagAt = sealedChunk.length - TAG_BYTES
    decipher.setAuthTag(sealedChunk.subarray(tagAt))
    const plain = decipher.update(sealedChunk.subarray(0, tagAt))
    try {
      decipher.final()
    } catch (error) {
      throw damaged(error)
    }
    return plain
  }
  return async (from, to) => {
    if (from < 0 || from > to || to > sizeBytes) throw new RangeError('outside the recording')
    const first = Math.min(lastIndex, Math.floor(from / CHUNK_BYTES))
    const last = Math.min(lastIndex, Math.floor(Math.max(from, to - 1) / CHUNK_BYTES))
    const plain: Buffer[] = []
    for (let batch = first; batch <= last; batch += BATCH_CHUNKS) {
      const end = Math.min(last, batch + BATCH_CHUNKS - 1)
      const wantedBytes = sealedBytes(batch, end, lastIndex, sizeBytes)
      const bytes = await bytesAt(file, HEADER_BYTES + batch * SEALED_CHUNK_BYTES, wantedBytes)
      if (bytes.length < wantedBytes) throw damaged()
      for (let index = batch; index <= end; index++) {
        const at = (index - batch) * SEALED_CHUNK_BYTES
        plain.push(unseal(bytes.subarray(at, at + SEALED_CHUNK_BYTES), index))
      }
    }
    const [only] = plain
    const whole = plain.length === 1 && only !== undefined ? only : Buffer.concat(plain)
    return whole.subarray(from - first * CHUNK_BYTES, to - first * CHUNK_BYTES)
  }
}

/** How long chunks `first` to `last` are on disk. */
function sealedBytes(first: number, last: number, lastIndex: number, sizeBytes: number): number {
  const lastBytes = last === lastIndex ? sizeBytes - lastIndex * CHUNK_BYTES : CHUNK_BYTES
  return (last - first) * SEALED_CHUNK_BYTES + lastBytes + TAG_BYTES
}

/** Up to `length` bytes; fewer only at the end of the file. */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await file.read(bytes, got, length - got, position + got)
    if (bytesRead === 0) break
    got += bytesRead
  }
  return bytes.subarray(0, got)
}
