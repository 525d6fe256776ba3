import { createHash } from 'node:crypto'
import { readdir, rm, statfs } from 'node:fs/promises'
import { dirname, join, parse } from 'node:path'
import { Refusal } from '../domain/refusal.ts'
import { ASIDE, encryptTo, openSealed } from './cipher.ts'
import { type FootageLayout, LayoutReader } from './fragments.ts'

/** A recording as it lies in the store, proved readable. */
export interface Stored {
  /** Size of the recording itself, without what sealing adds. */
  readonly sizeBytes: number
  readonly frameCount: number
  readonly layout: FootageLayout
}

export interface StoreOptions {
  /** Size of the file it comes from: as much must fit, and some more. */
  readonly sourceBytes: number
  readonly signal?: AbortSignal | undefined
  readonly onWritten: (doneBytes: number) => void
  readonly onReadBack: (doneBytes: number) => void
}

/**
 * Seals a recording into the store, then opens it and reads all of it again: the answer is taken from what can be read.
 * Refuses with `no-space` before anything is written where it would not fit, or when the disk fills up all the same;
 * with `write-failed` where the store cannot be written or does not give back what was written. Throws the source's
 * error, the abort reason, or RangeError where the source is no fragmented MP4. Unless it answers, nothing is left.
 */
export async function store(
  source: () => AsyncIterable<Uint8Array>,
  storePath: string,
  key: Uint8Array,
  { sourceBytes, signal, onWritten, onReadBack }: StoreOptions,
): Promise<Stored> {
  const storeDir = dirname(storePath)
  await refuseWithoutSpace(storeDir, sourceBytes)
  const written = await encryptTo(storePath, key, counted(source(), onWritten), { signal }).catch(
    async (error: unknown) => {
      throw await asRefusal(error, storeDir, sourceBytes)
    },
  )
  try {
    const { sha256, ...stored } = await readBack(storePath, key, onReadBack, signal)
    if (sha256 !== written.sha256) throw new Refusal('write-failed', {})
    return stored
  } catch (error) {
    await rm(storePath, { force: true })
    throw error instanceof Refusal ? new Refusal('write-failed', {}) : error
  }
}

const needed = (sizeBytes: number) => Math.ceil(sizeBytes * 1.05) + 64 * 1024 * 1024

async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}

async function refuseWithoutSpace(storeDir: string, sizeBytes: number): Promise<void> {
  const free = await freeBytes(storeDir).catch(() => {
    throw new Refusal('write-failed', {})
  })
  if (free < needed(sizeBytes))
    throw new Refusal('no-space', { neededBytes: needed(sizeBytes), freeBytes: free })
}

/** What the file system said while the recording was written; anything else is not about writing. */
async function asRefusal(error: unknown, storeDir: string, sizeBytes: number): Promise<unknown> {
  const { code, errno } = error as NodeJS.ErrnoException
  if (errno === undefined) return error
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  const refusal = isFull
    ? new Refusal('no-space', { neededBytes: needed(sizeBytes), freeBytes: await freeBytes(storeDir) })
    : new Refusal('write-failed', {})
  return Object.assign(refusal, { cause: error })
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onBytes: (doneBytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let doneBytes = 0
  for await (const bytes of source) {
    doneBytes += bytes.length
    onBytes(doneBytes)
    yield bytes
  }
}

const PIECE_BYTES = 1024 * 1024

async function readBack(
  storePath: string,
  key: Uint8Array,
  onRead: (doneBytes: number) => void,
  signal?: AbortSignal,
): Promise<Stored & { sha256: string }> {
  const reader = new LayoutReader()
  const hash = createHash('sha256')
  const sealed = await openSealed(storePath, key)
  try {
    for (let at = 0; at < sealed.sizeBytes; at += PIECE_BYTES) {
      signal?.throwIfAborted()
      const bytes = await sealed.read(at, Math.min(sealed.sizeBytes, at + PIECE_BYTES))
      hash.update(bytes)
      reader.push(bytes)
      onRead(at + bytes.length)
    }
  } finally {
    await sealed.close()
  }
  const { frameCount, ...layout } = reader.end()
  return { sizeBytes: sealed.sizeBytes, frameCount, layout, sha256: hash.digest('hex') }
}

/** Removes from the store what no recording names: a power cut or a kill leaves such files behind. */
export async function clearLeftovers(storeDir: string, heldIds: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(storeDir)) {
    const isSealed = name.endsWith('.vsf') && !heldIds.has(parse(name).name)
    if (isSealed || name.endsWith(`.vsf${ASIDE}`)) await rm(join(storeDir, name), { force: true })
  }
}
