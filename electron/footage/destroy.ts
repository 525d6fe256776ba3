import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Interval, Recording } from '../domain/recording.ts'
import { shiftAt } from '../domain/time.ts'
import { syncFolder } from './cipher.ts'
import { clipBytes, type HeldClip, type HeldRecording } from './clip.ts'
import { type FootageLayout, type Fragment, LayoutReader } from './fragments.ts'
import { cutOut } from './remux.ts'
import { store } from './store.ts'

/**
 * Destroying footage for good (영 16, 지침 41③). Its key is destroyed first, in the vault: from then on the file is noise,
 * whatever a disk keeps of it. What is done here is the rest, and what is left over when only a stretch is to go.
 */

const PIECE_BYTES = 1024 * 1024

interface Destroying {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (doneBytes: number) => void
}

/**
 * Overwrites a sealed file with zeros, and removes it; both are on the disk when it answers. A file that is not there is
 * destroyed already. Stopped in the middle it is removed all the same, and the abort reason thrown. Disks that write
 * elsewhere than they are told (SSD, copy-on-write) keep what was there: it is the key that counts.
 */
export async function destroySealed(
  path: string,
  { signal, onProgress = () => {} }: Destroying = {},
): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  try {
    await overwrite(file, signal, onProgress)
  } finally {
    await file.close()
    await rm(path, { force: true })
    await syncFolder(dirname(path))
  }
}

async function overwrite(
  file: FileHandle,
  signal: AbortSignal | undefined,
  onProgress: (doneBytes: number) => void,
): Promise<void> {
  const zeros = Buffer.alloc(PIECE_BYTES)
  const { size } = await file.stat()
  for (let at = 0; at < size; ) {
    signal?.throwIfAborted()
    const { bytesWritten } = await file.write(zeros, 0, Math.min(PIECE_BYTES, size - at), at)
    at += bytesWritten
    onProgress(at)
  }
  await file.sync()
}

/** A recording's fragments before and after what is erased of it, and the stretch that is gone (µs of the recording). */
export interface Cut {
  readonly before: readonly Fragment[]
  readonly after: readonly Fragment[]
  readonly gone: Interval
}

/**
 * What goes and what stays where a stretch is erased. A fragment goes as a whole as soon as one of its frames is shown
 * within the stretch, so up to one fragment more on either side. Throws RangeError where the recording has nothing of it.
 */
export function cutAt({ fragments }: Pick<FootageLayout, 'fragments'>, { fromUs, toUs }: Interval): Cut {
  const endOf = (index: number) => {
    const fragment = fragments[index]
    return fragment === undefined ? 0 : fragment.startUs + fragment.durationUs
  }
  // A fragment's frames are shown from the end of the one before it, which may be before its keyframe is.
  const isTouched = (index: number) => endOf(index) > fromUs && endOf(index - 1) < toUs
  const touched = fragments.flatMap((_, index) => (isTouched(index) ? [index] : []))
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined || fromUs >= toUs)
    throw new RangeError('nothing of the recording')
  const after = fragments.slice(last + 1)
  // Frames that the next fragment shows before its keyframe lean on what is gone: they go with it.
  const gone = { fromUs: endOf(first - 1), toUs: after[0]?.startUs ?? endOf(last) }
  return { before: fragments.slice(0, first), after, gone }
}

/** Fragments of a recording that have become a recording of their own. */
export interface Remainder {
  readonly facts: Omit<Recording, 'id'>
  readonly layout: FootageLayout
}

/**
 * Seals some fragments of a stored recording, neighbours, as a recording of their own under a fresh key; everything is read
 * back before it answers. What is decrypted is in memory and in pipes only. Refuses as `store` does and with
 * `footage-damaged`; throws where not every frame has come through. Unless it answers, nothing is left.
 */
export async function sealRemainder(
  { recording, held }: { recording: Recording; held: HeldRecording },
  fragments: readonly Fragment[],
  to: { storePath: string; key: Uint8Array },
  { signal, onProgress = () => {} }: Destroying = {},
): Promise<Remainder> {
  const [first, last] = [fragments[0], fragments.at(-1)]
  if (first === undefined || last === undefined) throw new RangeError('no fragments')
  const clip: HeldClip = {
    storePath: held.storePath,
    key: held.key,
    headerBytes: held.layout.headerBytes,
    fragmentsFrom: first.offset,
    fragmentsTo: last.offset + last.sizeBytes,
  }
  const sourceBytes = clip.fragmentsTo - clip.fragmentsFrom
  const counting = new LayoutReader()
  const stored = await store(
    () => cutOut(counted(clipBytes(clip), counting), recording.codec, signal),
    to.storePath,
    to.key,
    {
      sourceBytes,
      signal,
      onWritten: (doneBytes) => onProgress(Math.min(doneBytes, sourceBytes) / 2),
      onReadBack: (doneBytes) => onProgress((sourceBytes + Math.min(doneBytes, sourceBytes)) / 2),
    },
  )
  const { layout, frameCount, sizeBytes } = stored
  const end = layout.fragments.at(-1) as Fragment
  const durationUs = end.startUs + end.durationUs
  try {
    const expected = counting.end()
    if (!isWhole(expected, { frameCount, durationUs }, recording)) throw new Error('a remainder is not whole')
  } catch (error) {
    await rm(to.storePath, { force: true })
    throw error
  }
  const startAt = shiftAt(recording.startAt, first.startUs)
  return {
    facts: { ...recording, startAt, durationUs, frameCount, sizeBytes, remainderOf: recording.id },
    layout,
  }
}

async function* counted(source: AsyncIterable<Uint8Array>, reader: LayoutReader): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    reader.push(bytes)
    yield bytes
  }
}

/** Frames that lean on what is gone are missing and no others: the end is where it was, and the count says so where it can. */
function isWhole(
  { fragments, frameCount }: FootageLayout & { frameCount: number },
  stored: { frameCount: number; durationUs: number },
  { fps }: Recording,
): boolean {
  const [first, last] = [fragments[0] as Fragment, fragments.at(-1) as Fragment]
  const frameUs = (fps.den * 1e6) / fps.num
  const isAtEnd =
    Math.abs(stored.durationUs - (last.startUs + last.durationUs - first.startUs)) <= 2 * frameUs
  return isAtEnd && stored.frameCount <= frameCount
}
