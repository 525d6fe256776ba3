import { createHash } from 'node:crypto'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { basename, extname, join, relative, sep } from 'node:path'
import { FfmpegFailed, FfmpegMissing } from '../../native/ffmpeg/ffmpeg.ts'
import { type Probe, probe, Unplayable, type UnplayableReason } from '../../native/ffmpeg/probe.ts'
import type { Recording } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import { sealedPath } from './clip.ts'
import type { FootageLayout } from './fragments.ts'
import { planRemux, type Remux, remuxed } from './remux.ts'
import { startInContainer, startInName } from './start.ts'
import { store } from './store.ts'

/** A file of a chosen folder. */
export interface FolderFile {
  readonly path: string
  readonly sizeBytes: number
  /** When it begins by the recorder's clock, where its name says so. */
  readonly startAt?: string
}

/** The files of one sub-folder: most likely one camera. */
export interface FolderSource {
  /** The sub-folder's path without dates, or the chosen folder's own name. */
  readonly hint: string
  /** Sorted by path. */
  readonly files: readonly FolderFile[]
  readonly sizeBytes: number
}

/** What recorders name their footage; other files (indexes, pictures, logs) are passed over. */
const VIDEO =
  /^\.(mp4|m4v|mov|3gp|avi|mkv|webm|ts|m2ts|mts|mpg|mpeg|h264|264|h265|265|hevc|mjpeg|mjpg|asf|wmv|flv|dav|mxf|ogv|ivf|nut)$/i

/**
 * The footage in a folder and its sub-folders. Links are not followed: they could lead out of what was chosen. Refuses
 * with `folder-unreadable`, `folder-has-no-video`.
 */
export async function scanFolder(dir: string): Promise<FolderSource[]> {
  const sources = new Map<string, FolderFile[]>()
  try {
    for (const path of (await videosIn(dir)).sort()) {
      const { size } = await stat(path)
      const startAt = startInName(basename(path))
      const hint = hintOf(dir, path)
      const files = sources.get(hint) ?? []
      files.push({ path, sizeBytes: size, ...(startAt === undefined ? {} : { startAt }) })
      sources.set(hint, files)
    }
  } catch {
    throw new Refusal('folder-unreadable', {})
  }
  if (sources.size === 0) throw new Refusal('folder-has-no-video', {})
  return [...sources].map(([hint, files]) => ({
    hint,
    files,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }))
}

async function videosIn(dir: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue
    const path = join(dir, entry.name)
    if (entry.isDirectory()) found.push(...(await videosIn(path)))
    else if (entry.isFile() && VIDEO.test(extname(entry.name))) found.push(path)
  }
  return found
}

/** Recorders sort by camera and by day in either order; the same camera on another day is no other camera. */
function hintOf(dir: string, path: string): string {
  const folders = relative(dir, path).split(sep).slice(0, -1).join('/')
  const withoutDates = `/${folders}`.replace(/\/20\d\d[-_./]?[01]\d[-_./]?[0-3]\d(?=\/|$)/g, '')
  return withoutDates.slice(1) || basename(dir)
}

/** Why a file did not become a recording. */
export type RefusedOutcome =
  | 'already-held'
  | 'destroyed'
  | 'damaged'
  | 'unknown-codec'
  | 'empty'
  | 'not-a-video'
  | 'no-time'

/** This file cannot be taken in; the others go on. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
  readonly outcome: RefusedOutcome

  constructor(outcome: RefusedOutcome, cause?: unknown) {
    super(`the file is not taken in: ${outcome}`, { cause })
    this.outcome = outcome
  }
}

/** A file that has become a recording. */
export interface TakenIn {
  readonly facts: Omit<Recording, 'id' | 'cameraId' | 'startAt' | 'takenInAt'>
  readonly layout: FootageLayout
  /** When it begins by the recorder's clock. */
  readonly startAt: string
}

export interface IntakeOptions {
  readonly signal?: AbortSignal | undefined
  /** Told how many bytes of the source are done with, from 0 to its size. */
  readonly onProgress?: (doneBytes: number) => void
  /** Whether a file of that SHA-256 is held already; asked before anything is written. */
  readonly isHeld?: (sourceSha256: string) => boolean
}

/**
 * Takes a file in: hashes it, stores its picture sealed under `key`, opens what was stored and reads all of it again, and
 * only then answers. Throws `FileRefused` where the file is the trouble; refuses with `no-space`, `write-failed`,
 * `ffmpeg-missing` where the station is; throws the abort reason. Unless it answers, nothing is left in the store.
 */
export async function takeIn(
  file: FolderFile,
  storeDir: string,
  recordingId: string,
  key: Uint8Array,
  { signal, onProgress = () => {}, isHeld = () => false }: IntakeOptions = {},
): Promise<TakenIn> {
  const { path } = file
  try {
    const found = await probe(path, signal)
    const startAt = file.startAt ?? (await startInContainer(path, signal))
    if (startAt === undefined) throw new FileRefused('no-time')
    const before = await stat(path)
    const sourceBytes = before.size
    // Reading for the hash, copying, and reading back take about as long as each other.
    const step = (nth: 0 | 1 | 2) => (doneBytes: number) =>
      onProgress(Math.round((nth * sourceBytes + Math.min(doneBytes, sourceBytes)) / 3))
    const sourceSha256 = await hashOf(path, sourceBytes, step(0), signal)
    if (isHeld(sourceSha256)) throw new FileRefused('already-held')
    const remux = await planRemux(path, found, signal)
    const storing = { sourceBytes, signal, onWritten: step(1), onReadBack: step(2) }
    const place = sealedPath(storeDir, recordingId)
    const { sizeBytes, frameCount, layout } = await store(
      () => remuxed(path, remux, signal),
      place,
      key,
      storing,
    )
    try {
      const after = await stat(path)
      const isStill = after.size === before.size && after.mtimeMs === before.mtimeMs
      const durationUs = endOf(layout)
      if (!isStill || !isWhole(found, remux, frameCount, durationUs)) throw new FileRefused('damaged')
      signal?.throwIfAborted()
      return {
        facts: { ...factsOf(found, remux), durationUs, frameCount, sizeBytes, sourceSha256 },
        layout,
        startAt,
      }
    } catch (error) {
      await rm(place, { force: true })
      throw error
    }
  } catch (error) {
    signal?.throwIfAborted()
    throw asFileRefused(error)
  }
}

const PIECE_BYTES = 1024 * 1024

/** Reads no more than the file had to begin with: one that a recorder still writes to may never end. */
async function hashOf(
  path: string,
  sizeBytes: number,
  onRead: (doneBytes: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  const file = await open(path, 'r')
  try {
    for (let doneBytes = 0; doneBytes < sizeBytes; ) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(piece, 0, Math.min(PIECE_BYTES, sizeBytes - doneBytes))
      if (bytesRead === 0) break
      hash.update(piece.subarray(0, bytesRead))
      doneBytes += bytesRead
      onRead(doneBytes)
    }
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}

function endOf({ fragments }: FootageLayout): number {
  const last = fragments.at(-1)
  return last === undefined ? 0 : last.startUs + last.durationUs
}

/** A sound track may go on for a moment after the picture. */
const TOLERATED_US = 2e6
/** Made for broadcasting: they state no length, and what is there is all there is. */
const WITHOUT_LENGTH = new Set(['mpegts', 'mpeg', 'h264', 'hevc', 'mjpeg', 'mpegvideo', 'm4v'])

/**
 * Whether as much came out as the source says it holds: ffmpeg ends without an error where a file breaks off. MP4 counts
 * its frames; other containers state a duration.
 */
function isWhole(
  { container, video, durationUs }: Probe,
  remux: Remux,
  frameCount: number,
  endUs: number,
): boolean {
  if (WITHOUT_LENGTH.has(container)) return true
  if (container.includes('mp4') && video.frameCount !== undefined && remux.copies)
    return frameCount >= video.frameCount
  return endUs >= durationUs - Math.max(TOLERATED_US, durationUs / 100)
}

function factsOf({ video, audioTracks }: Probe, { codec, playMode, copies }: Remux) {
  const stored = (pixels: number) => (copies ? pixels : Math.ceil(pixels / 2) * 2)
  const [width, height] = [stored(video.width), stored(video.height)]
  return { width, height, fps: { ...video.fps }, codec, playMode, hadAudio: audioTracks > 0 }
}

const OUTCOMES: Record<UnplayableReason, RefusedOutcome> = {
  empty: 'empty',
  truncated: 'damaged',
  'unknown-codec': 'unknown-codec',
  'no-video': 'not-a-video',
  'not-a-video': 'not-a-video',
}

/** A child that ended by a signal, or a disk that failed, is the station's trouble and stays what it is. */
function asFileRefused(error: unknown): unknown {
  if (error instanceof Unplayable) return new FileRefused(OUTCOMES[error.reason], error)
  if (error instanceof FfmpegMissing)
    return Object.assign(new Refusal('ffmpeg-missing', {}), { cause: error })
  const isSource =
    (error instanceof FfmpegFailed && error.exitCode !== null) ||
    error instanceof RangeError ||
    (error as NodeJS.ErrnoException).errno !== undefined
  return isSource ? new FileRefused('damaged', error) : error
}
