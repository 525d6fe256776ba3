import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { run, stream } from '../../native/ffmpeg/ffmpeg.ts'
import { countFrames } from '../../native/ffmpeg/probe.ts'
import { handAreaAt, Masks, type MaskWork } from '../domain/mask-work.ts'
import { leastStrength, type MaskStyle, MOTION, type TrackSet } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { MaskPainter, maskInput } from './mask-picture.ts'
import { type Clip, isVast, partInput, pictureOf } from './parts.ts'
import type { Watch } from './pass1.ts'
import type { ClipPart, Film, FilmChoice } from './protocol.ts'

/** Where a film is made, beside the place where it will lie: the name never changes, so that leftovers are found. */
export function makingDir(outPath: string): string {
  return join(dirname(outPath), `.${basename(outPath)}.making`)
}

/** Size of the film: 4:2:0 wants even numbers. */
export function filmSize({ width, height }: { width: number; height: number }) {
  return { width: width + (width % 2), height: height + (height % 2) }
}

/**
 * Writes the clip masked as chosen: H.264 in MP4 with its index in front; no sound, no metadata,
 * no chapters. Appears at `outPath` whole or not at all. Refuses with `frames-differ` unless the clip has in this pass
 * exactly the frames that were looked at, the film as many, and each of them a mask. A failure leaves nothing behind.
 */
export async function renderFilm(
  clip: Clip,
  tracks: TrackSet,
  choice: FilmChoice,
  outPath: string,
  watch: Watch,
): Promise<Film> {
  const workDir = makingDir(outPath)
  await rm(workDir, { recursive: true, force: true })
  await mkdir(workDir, { recursive: true })
  try {
    const pictures = new PartMasks(clip, tracks, choice)
    const markPath = await written(choice.watermark, filmSize(tracks), workDir)
    const partPaths: string[] = []
    for (const [index, part] of clip.entries()) {
      const partPath = join(workDir, `${index}.mp4`)
      await renderPart(part, index, pictures, { style: choice.style, markPath }, partPath, watch)
      partPaths.push(partPath)
    }
    const filmPath = await joined(partPaths, workDir, watch)
    expectFrames(tracks.frames.length, await countFrames(filmPath, watch.signal))
    const sizeBytes = (await stat(filmPath)).size
    const sha256 = await fileDigest(filmPath)
    await flush(filmPath)
    watch.signal.throwIfAborted()
    await rename(filmPath, outPath)
    await flush(dirname(outPath))
    const maskedShare = pictures.coverage.reduce((sum, share) => sum + share, 0) / pictures.coverage.length
    const coverage = pictures.coverage.map((share) => Math.round(share * 1000))
    const { frameMasks } = pictures
    return { frameCount: tracks.frames.length, sizeBytes, sha256, maskedShare, coverage, frameMasks }
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
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

/** Makes the mask pictures of each part, and keeps count of them. */
class PartMasks {
  readonly tracks: TrackSet
  /** Share of the picture that is masked, of every frame so far. */
  readonly coverage: number[] = []
  /** Masks of people and of what was drawn by hand so far, of movement none. */
  frameMasks = 0
  readonly painter: MaskPainter
  private readonly masks: Masks
  private readonly work: MaskWork
  /** See `tallestMasked`. */
  readonly tallestPx: number

  constructor(clip: Clip, tracks: TrackSet, { work }: FilmChoice) {
    const { width, height, fps } = pictureOf(clip)
    const alike = width === tracks.width && height === tracks.height
    if (!alike || fps.num !== tracks.fps.num || fps.den !== tracks.fps.den) {
      throw new RangeError('the tracks are of another clip')
    }
    if (clip.length !== tracks.partFrames.length) throw new RangeError('the tracks are of another clip')
    this.tracks = tracks
    this.masks = new Masks(work, tracks)
    this.work = work
    this.tallestPx = tallestMasked(tracks, work)
    this.painter = new MaskPainter(width, height)
  }

  framesBefore(part: number): number {
    return this.tracks.partFrames.slice(0, part).reduce((sum, count) => sum + count, 0)
  }

  async *of(part: number): AsyncGenerator<Uint8Array> {
    const first = this.framesBefore(part)
    for (let frame = first; frame < first + (this.tracks.partFrames[part] ?? 0); frame++) {
      const picture = this.painter.paint(this.masks.at(frame, this.tracks.frames[frame]))
      this.coverage.push(this.painter.shareOf(picture))
      this.frameMasks += this.countAt(frame)
      yield picture
    }
  }

  private countAt(frame: number): number {
    const people = this.masks
      .numbered(frame, this.tracks.frames[frame] ?? [])
      .filter(({ track }) => track !== MOTION && !this.masks.isKept(track) && !this.masks.isThing(track))
    return people.length + this.work.hands.filter((hand) => handAreaAt(hand, frame) !== undefined).length
  }
}

/** The tallest, in pixels, that is masked anywhere in a clip: it says how strong a mosaic or a blur has to be. */
export function tallestMasked(tracks: TrackSet, work: MaskWork): number {
  const masks = new Masks(work, tracks)
  // A mask drawn by hand may hide a face alone, which is a seventh of a person.
  let tallest = Math.max(0, ...work.hands.flatMap(({ keyframes }) => keyframes.map(({ h }) => h)))
  for (let frame = 0; frame < tracks.frames.length; frame++) {
    for (const { track, h } of masks.numbered(frame, tracks.frames[frame] ?? [])) {
      if (track !== MOTION && !masks.isKept(track)) tallest = Math.max(tallest, h)
    }
  }
  return tallest
}

async function renderPart(
  part: ClipPart,
  index: number,
  masks: PartMasks,
  { style, markPath }: { style: MaskStyle; markPath: string | undefined },
  outPath: string,
  watch: Watch,
): Promise<void> {
  const { tracks, painter } = masks
  const { args, input, filters } = partInput(part, tracks)
  const rate = `${tracks.fps.num}/${tracks.fps.den}`
  const maskPipe = input.input === undefined ? 'pipe:0' : 'pipe:3'
  const graph = filmGraph(filters, tracks, painter.grid, style, masks.tallestPx)
  const call = ['-loglevel', 'error', '-y', ...args, ...maskInput(painter.grid, rate, maskPipe)]
  if (markPath !== undefined) call.push('-f', 'png_pipe', '-i', `file:${markPath}`)
  call.push(
    '-filter_complex',
    markPath === undefined ? graph : marked(graph),
    '-map',
    '[film]',
    ...ENCODING,
    ...(isVast(tracks) ? SPARING : []),
    `file:${outPath}`,
    '-map',
    '[count]',
    ...COUNTING,
  )
  const pictures = masks.of(index)
  const pipes = input.input === undefined ? { input: pictures } : { ...input, extraInputs: [pictures] }
  const before = masks.framesBefore(index)
  let countedBytes = 0
  for await (const chunk of stream(call, { ...pipes, signal: watch.signal, onChild: watch.onChild })) {
    countedBytes += chunk.length
    watch.onFrames(before + Math.floor(countedBytes / COUNT_BYTES))
  }
  const expected = tracks.partFrames[index] ?? 0
  expectFrames(expected, countedBytes / COUNT_BYTES)
  expectFrames(before + expected, masks.coverage.length)
  expectFrames(expected, await countFrames(outPath, watch.signal))
}

/** 8-bit 4:2:0 plays everywhere. Bit-exact: the file does not tell which program wrote it when. */
const ENCODING = (
  '-fps_mode passthrough -c:v libx264 -preset veryfast -crf 21 -pix_fmt yuv420p -an -sn -dn -map_metadata -1 ' +
  '-map_chapters -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart -f mp4'
).split(' ')

/** Of 8K it would take 3 GB otherwise, and with 1 GB it is three times as fast. */
const SPARING = '-threads 2 -rc-lookahead 0 -refs 1 -bf 0'.split(' ')

/** Every picture of the source that went into the film is told on standard output by so many bytes. */
const COUNT_BYTES = 4
const COUNTING = '-fps_mode passthrough -f rawvideo -flush_packets 1 pipe:1'.split(' ')

/**
 * The filters of a film. Input 0 is the recording, input 1 the mask pictures; `[film]` is the masked picture, `[count]`
 * a crumb of every source picture. `threshold` takes each pixel either from the recording or from the masked picture.
 * `maskedmerge`, which mixes, computes with 255/256: it leaves a 256th of the person in the mask, and with masks running
 * short it repeats pictures without a word.
 */
export function filmGraph(
  filters: string,
  { width, height }: { width: number; height: number },
  { cellPx, columns, rows }: MaskPainter['grid'],
  style: MaskStyle,
  tallestPx: number,
): string {
  const { width: evenWidth, height: evenHeight } = filmSize({ width, height })
  const padded = width === evenWidth && height === evenHeight ? '' : `,pad=${evenWidth}:${evenHeight}`
  const enlarged = `scale=${columns * cellPx}:${rows * cellPx}:flags=neighbor,crop=${evenWidth}:${evenHeight}:0:0`
  const flat = (y: number) => `lutyuv=y=${y}:u=128:v=128,${enlarged}`
  const source = `[0:v:0]${filters},format=yuv420p${padded}`
  const count = 'crop=2:2:0:0,format=gray[count]'
  const merge = '[mask][half][clear][hidden]threshold[film]'
  if (style === 'fill') {
    return (
      `${source},split[clear][n];[n]${count};[1:v]split=3[m][t][f];` +
      `[m]${enlarged}[mask];[t]${flat(128)}[half];[f]${flat(16)}[hidden];${merge}`
    )
  }
  return (
    `${source},split=3[clear][b][n];[n]${count};[b]${hiding(style, evenWidth, evenHeight, tallestPx)}[hidden];` +
    `[1:v]split[m][t];[m]${enlarged}[mask];[t]${flat(128)}[half];${merge}`
  )
}

/**
 * The film with the picture of input 2 laid over it, over masks as well: no frame goes without. That one picture is held to
 * the end of the film.
 */
function marked(graph: string): string {
  const masked = graph.slice(0, graph.lastIndexOf('[film]'))
  return `${masked}[masked];[2:v]format=yuva420p[mark];[masked][mark]overlay=format=yuv420[film]`
}

/** The filters that make a whole picture unrecognisable, in the least strength that is allowed. */
export function hiding(style: 'mosaic' | 'blur', width: number, height: number, tallestPx: number): string {
  const strength = leastStrength(style, tallestPx, height)
  if ('blockPx' in strength) {
    const [across, down] = [width, height].map((side) => Math.max(1, Math.floor(side / strength.blockPx)))
    return `scale=${across}:${down}:flags=area,scale=${width}:${height}:flags=neighbor`
  }
  // Blurred at a quarter of the size, where it costs a sixteenth; making it small and large again only adds to the blur.
  const [across, down] = [width, height].map((side) => Math.max(2, Math.round(side / 4)))
  const blur = `gblur=sigma=${strength.sigmaPx / 4}:steps=2`
  return `scale=${across}:${down}:flags=area,${blur},scale=${width}:${height}:flags=bilinear`
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

function expectFrames(expected: number, found: number): void {
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
