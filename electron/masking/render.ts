import { handAreaAt, Masks, type MaskWork } from '../domain/mask-work.ts'
import { leastStrength, type MaskStyle, MOTION, type TrackSet } from '../domain/masking.ts'
import { COUNT, encodePart, expectFrames, filmSize, type Making, padding, writeFilm } from './film-file.ts'
import { MaskPainter, maskInput } from './mask-picture.ts'
import { type Clip, partInput, pictureOf } from './parts.ts'
import type { Watch } from './pass1.ts'
import type { Film, FilmChoice } from './protocol.ts'

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
  const masks = new PartMasks(clip, tracks, choice)
  return writeFilm(
    { size: tracks, watermark: choice.watermark, parts: clip.length },
    (index, partPath, making) => renderPart(clip, index, masks, choice.style, partPath, making),
    () => ({
      maskedShare: masks.coverage.reduce((sum, share) => sum + share, 0) / masks.coverage.length,
      coverage: masks.coverage.map((share) => Math.round(share * 1000)),
      frameMasks: masks.frameMasks,
    }),
    outPath,
    watch,
  )
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
  clip: Clip,
  index: number,
  masks: PartMasks,
  style: MaskStyle,
  partPath: string,
  making: Making,
): Promise<number> {
  const { tracks, painter } = masks
  const part = clip[index]
  if (part === undefined) throw new RangeError('the clip has no such part')
  const { args, input, filters } = partInput(part, tracks)
  const rate = `${tracks.fps.num}/${tracks.fps.den}`
  const maskPipe = input.input === undefined ? 'pipe:0' : 'pipe:3'
  const pictures = masks.of(index)
  const before = masks.framesBefore(index)
  const expected = tracks.partFrames[index] ?? 0
  const counted = await encodePart(
    {
      inputs: [...args, ...maskInput(painter.grid, rate, maskPipe)],
      inputCount: 2,
      pipes: input.input === undefined ? { input: pictures } : { ...input, extraInputs: [pictures] },
      expected,
      graph: filmGraph(filters, tracks, painter.grid, style, masks.tallestPx),
    },
    before,
    partPath,
    making,
  )
  expectFrames(before + expected, masks.coverage.length)
  return counted
}

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
  const enlarged = `scale=${columns * cellPx}:${rows * cellPx}:flags=neighbor,crop=${evenWidth}:${evenHeight}:0:0`
  const flat = (y: number) => `lutyuv=y=${y}:u=128:v=128,${enlarged}`
  const source = `[0:v:0]${filters},format=yuv420p${padding({ width, height })}`
  const merge = '[mask][half][clear][hidden]threshold[film]'
  if (style === 'fill') {
    return (
      `${source},split[clear][n];[n]${COUNT};[1:v]split=3[m][t][f];` +
      `[m]${enlarged}[mask];[t]${flat(128)}[half];[f]${flat(16)}[hidden];${merge}`
    )
  }
  return (
    `${source},split=3[clear][b][n];[n]${COUNT};[b]${hiding(style, evenWidth, evenHeight, tallestPx)}[hidden];` +
    `[1:v]split[m][t];[m]${enlarged}[mask];[t]${flat(128)}[half];${merge}`
  )
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
