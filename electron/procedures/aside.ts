import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../vault/durable.ts'
import { onDisk } from './disk.ts'

/**
 * Makes a file at a place that a person chose, so that it is there whole or not at all: `write` makes it aside, on the disk
 * and checked, then it gets its name. Refuses with `write-failed`; whatever stopped it, nothing half-written is left.
 */
export function setDown(path: string, write: (asidePath: string) => Promise<void>): Promise<void> {
  const asidePath = `${path}.new`
  return onDisk(async () => {
    try {
      await rm(asidePath, { force: true })
      await write(asidePath)
      await rename(asidePath, path)
      syncFolder(dirname(path))
    } finally {
      await rm(asidePath, { force: true })
    }
  })
}

/** How much is gathered before it is written: few calls, little memory. */
const PIECE = 256 * 1024

/**
 * Writes pieces of text as they come, fsyncs, and reads it all again: throws where the disk holds anything else. Memory stays
 * the same for any length.
 */
export async function writeChecked(
  path: string,
  pieces: AsyncIterable<string>,
  { signal, rereading }: { signal?: AbortSignal | undefined; rereading?: () => void } = {},
): Promise<void> {
  const written = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  try {
    let waiting = ''
    const flush = async () => {
      const bytes = Buffer.from(waiting)
      waiting = ''
      written.update(bytes)
      await file.writeFile(bytes)
    }
    for await (const piece of pieces) {
      signal?.throwIfAborted()
      waiting += piece
      if (waiting.length >= PIECE) await flush()
    }
    await flush()
    await file.sync()
  } finally {
    await file.close()
  }
  rereading?.()
  const found = createHash('sha256')
  for await (const bytes of createReadStream(path, {
    highWaterMark: PIECE,
    ...(signal === undefined ? {} : { signal }),
  }))
    found.update(bytes as Buffer)
  if (!found.digest().equals(written.digest()))
    throw Object.assign(new Error('read back otherwise'), { code: 'EIO' })
}
