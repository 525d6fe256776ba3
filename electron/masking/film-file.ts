import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type RunOptions, run, stream } from '../../native/ffmpeg/ffmpeg.ts'
import { countFrames } from '../../native/ffmpeg/probe.ts'
import { Refusal } from '../domain/refusal.ts'
import { isVast } from './parts.ts'
import type { Watch } from './pass1.ts'
import type { Film } from './protocol.ts'

/** How a film comes to be a file, whatever is shown in it: part by part, marked, joined, counted, and whole or not at all. */

interface Size {
  readonly width: number
  readonly height: number
}

/** Where a film is made, beside the place where it will lie: the name never changes, so that leftovers are found. */
export function makingDir(outPath: string): string {
  return join(dirname(outPath), `.${basename(outPath)}.making`)
}

/** Size of the film: 4:2:0 wants even numbers. */
export function filmSize({ width, height }: Size) {
  return { width: width + (width % 2), height: height + (height % 2) }
}

/** The filters that pad a picture to the size of its film, to follow others; nothing where it has it. */
export function padding(size: Size): string {
  const { width, height } = filmSize(size)
  return width === size.width && height === size.height ? '' : `,pad=${width}:${height}`
}

/** A crumb of a source picture: by its bytes on standard output it is counted. */
export const COUNT = 'crop=2:2:0:0,format=gray[count]'
/** The bytes of it. */
const COUNT_BYTES = 4
const COUNTING = '-fps_mode passthrough -f rawvideo -flush_packets 1 pipe:1'.split(' ')

/** 8-bit 4:2:0 plays everywhere. Bit-exact: the file does not tell which program wrote it when. */
const ENCODING = (
  '-fps_mode passthrough -c:v libx264 -preset veryfast -crf 21 -pix_fmt yuv420p -an -sn -dn -map_metadata -1 ' +
  '-map_chapters -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart -f mp4'
).split(' ')

/** Of 8K it would take 3 GB otherwise, and with 1 GB it is three times as fast. */
const SPARING = '-threads 2 -rc-lookahead 0 -refs 1 -bf 0'.split(' ')

/** What ffmpeg is given to make one part of a film. */
export interface PartCall {
  /** Arguments up to the last `-i`; a watermark is the input after those. */
  readonly inputs: readonly string[]
  readonly inputCount: number
  readonly pipes: Pick<RunOptions, 'input' | 'extraInputs'>
  /** Ends in `[film]`, and has a `[count]` of every picture that went in. */
  readonly graph: string
  /** So many pictures have to go in, where that is known. */
  readonly expected?: number
}

/** A film in the making. */
export interface Making {
  readonly size: Size
  readonly workDir: string
  readonly markPath: string | undefined
  readonly watch: Watch
}

/**
 * Makes a film of as many parts. `part` encodes one of them and answers how many frames it has; `told` is what is said of
 * the film besides. It appears at `outPath` whole or not at all; a failure leaves nothing behind. Refuses with
 * `frames-differ` unless the film has the frames of its parts. Throws `RangeError` for a watermark of another size.
 */
export async function writeFilm(
  { size, watermark, parts }: { size: Size; watermark: Uint8Array | undefined; parts: number },
  part: (index: number, partPath: string, making: Making) => Promise<number>,
  told: (frameCount: number) => Pick<Film, 'maskedShare' | 'coverage' | 'frameMasks'>,
  outPath: string,
  watch: Watch,
): Promise<Film> {
  const workDir = makingDir(outPath)
  await rm(workDir, { recursive: true, force: true })
  await mkdir(workDir, { recursive: true })
  try {
    const markPath = await written(watermark, filmSize(size), workDir)
    const partPaths: string[] = []
    let frameCount = 0
    for (let index = 0; index < parts; index++) {
      const partPath = join(workDir, `${index}.mp4`)
      // oxlint-disable-next-line no-await-in-loop -- one encoder at a time
      frameCount += await part(index, partPath, { size, workDir, markPath, watch })
      partPaths.push(partPath)
    }
    const filmPath = await joined(partPaths, workDir, watch)
    expectFrames(frameCount, await countFrames(filmPath, watch.signal))
    const sizeBytes = (await stat(filmPath)).size
    const sha256 = await fileDigest(filmPath)
    await flush(filmPath)
    watch.signal.throwIfAborted()
    await rename(filmPath, outPath)
    await flush(dirname(outPath))
    return { frameCount, sizeBytes, sha256, ...told(frameCount) }
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/**
 * Encodes one part; `before` frames of the film come before it. Answers how many pictures went in. Refuses with
 * `frames-differ` unless they are as many as expected, and as many came out.
 */
export async function encodePart(
  { inputs, inputCount, pipes, graph, expected }: PartCall,
  before: number,
  partPath: string,
  { size, markPath, watch }: Making,
): Promise<number> {
  const call = ['-loglevel', 'error', '-y', ...inputs]
  if (markPath !== undefined) call.push('-f', 'png_pipe', '-i', `file:${markPath}`)
  call.push(
    '-filter_complex',
    markPath === undefined ? graph : marked(graph, inputCount),
    '-map',
    '[film]',
    ...ENCODING,
    ...(isVast(size) ? SPARING : []),
    `file:${partPath}`,
    '-map',
    '[count]',
    ...COUNTING,
  )
  let countedBytes = 0
  for await (const chunk of stream(call, { ...pipes, signal: watch.signal, onChild: watch.onChild })) {
    countedBytes += chunk.length
    watch.onFrames(before + Math.floor(countedBytes / COUNT_BYTES))
  }
  const counted = countedBytes / COUNT_BYTES
  expectFrames(expected ?? counted, counted)
  expectFrames(counted, await countFrames(partPath, watch.signal))
  return counted
}

/**
 * The film with the picture of an input laid over it, over masks as well: no frame goes without. That one picture is held
 * to the end of the film.
 */
function marked(graph: string, input: number): string {
  const bare = graph.slice(0, graph.lastIndexOf('[film]'))
  return `${bare}[bare];[${input}:v]format=yuva420p[mark];[bare][mark]overlay=format=yuv420[film]`
}

/** Puts a watermark where ffmpeg can read it. Throws `RangeError` unless it is a PNG of the film's size. */
async function written(
  watermark: Uint8Array | undefined,
  { width, height }: { width: number; height: number },
  workDir: string,
): Promise<string | undefined> {
  if (watermark === undefined) return undefined
  const head = Buffer.from(watermark.subarray(0, 24))
  const isPng = head.length === 24 && head.toString('latin1', 1, 4) === 'PNG'
  if (!isPng || head.readUInt32BE(16) !== width || head.readUInt32BE(20) !== height)
    throw new RangeError('the watermark is not of the size of the film')
  const path = join(workDir, 'mark.png')
  await writeFile(path, watermark)
  return path
}

/** One file of all parts, by stream copy: memory and quality stay as they are. */
async function joined(partPaths: readonly string[], workDir: string, watch: Watch): Promise<string> {
  const [only, ...others] = partPaths
  if (only !== undefined && others.length === 0) return only
  const listPath = join(workDir, 'parts.txt')
  const filmPath = join(workDir, 'film.mp4')
  await writeFile(listPath, partPaths.map((path) => `file ${basename(path)}\n`).join(''))
  const copy = ['-c', 'copy', '-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact']
  await run(
    [
      '-loglevel',
      'error',
      '-y',
      '-f',
      'concat',
      '-i',
      listPath,
      ...copy,
      '-movflags',
      '+faststart',
      filmPath,
    ],
    { signal: watch.signal, onChild: watch.onChild },
  )
  return filmPath
}

/** Refuses with `frames-differ` unless there are as many as there should be. */
export function expectFrames(expected: number, found: number): void {
  if (found !== expected) throw new Refusal('frames-differ', { expected, found })
}

/** SHA-256 of a file, hex, read as a stream. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** Makes sure that a file, or the names in a folder, are on the disk and not only on their way there. */
async function flush(path: string): Promise<void> {
  // A folder cannot be opened for this on Windows, where the file system keeps its names safe by itself.
  if (process.platform === 'win32' && (await stat(path)).isDirectory()) return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
