import { fileInput, type RunOptions, stream } from '../../native/ffmpeg/ffmpeg.ts'
import { type Area, leastStrength, type MaskStyle } from '../domain/masking.ts'
import { filmSize } from './film-file.ts'
import { maskGrid } from './mask-picture.ts'
import { rawPictures, readAhead } from './raw-frames.ts'
import { hiding } from './render.ts'
import type { Size } from './scales.ts'

/** A grid over a picture, with cells of `cellWidth` × `cellHeight` pixels of it. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly cellWidth: number
  readonly cellHeight: number
}

/** How masks were made, as far as it tells what they look like. */
export interface MaskLook {
  readonly style: MaskStyle
  /** See `tallestMasked`; for `fill` it does not matter. */
  readonly tallestPx: number
}

/** What is read of each frame of a film. */
export interface FilmSizes {
  readonly film: Size
  /** The whole picture for the networks, packed BGR. */
  readonly detector: Size
  /** One pixel for each cell that a mask is made of, packed BGR. */
  readonly cells: Grid
  /** One grey pixel for each place where a soft mask is judged; not for `fill`, whose cells tell by themselves. */
  readonly detail: Grid | undefined
}

/** One frame: views of a buffer that is used again for the next but one. */
export interface FilmFrame {
  readonly picture: Uint8Array
  readonly cells: Uint8Array
  readonly detail: Uint8Array | undefined
}

/** The grids for the film of a recording: that of its masks, and for a mosaic that of its blocks. */
export function filmSizes(recording: Size, detector: Size, look: MaskLook): FilmSizes {
  const film = filmSize(recording)
  const { cellPx, columns, rows } = maskGrid(recording.width, recording.height)
  const cells = { columns, rows, cellWidth: cellPx, cellHeight: cellPx }
  if (look.style === 'fill') return { film, detector, cells, detail: undefined }
  const strength = leastStrength(look.style, look.tallestPx, film.height)
  if (!('blockPx' in strength)) return { film, detector, cells, detail: cells }
  const blocks = (length: number) => Math.max(1, Math.floor(length / strength.blockPx))
  const [across, down] = [blocks(film.width), blocks(film.height)]
  const size = { cellWidth: film.width / across, cellHeight: film.height / down }
  return { film, detector, cells, detail: { columns: across, rows: down, ...size } }
}

/**
 * The filters that lay what is read of a frame below each other, as BGR: the picture, its cells, and for a soft mask what
 * smoothing it once more would take away from it: nothing where it is one already, and from a bare place every edge.
 */
function filmGraph(source: string, { film, detector, cells, detail }: FilmSizes, look: MaskLook): string {
  const width = stackWidth({ detector, cells, detail })
  const wide = (rows: number) => `format=bgr24,pad=${width}:${rows}:0:0`
  const whole = `pad=${cells.columns * cells.cellWidth}:${cells.rows * cells.cellHeight}`
  const picture = `scale=${detector.width}:${detector.height}:flags=area,${wide(detector.height)}`
  const small = `${whole},scale=${cells.columns}:${cells.rows}:flags=area,${wide(cells.rows)}`
  if (detail === undefined || look.style === 'fill') {
    return `${source},split[a][b];[a]${picture}[p];[b]${small}[c];[p][c]vstack[o]`
  }
  const again = smoothing(look.style, film, look.tallestPx)
  const fitted = detail === cells ? `${whole},` : ''
  const taken = `${fitted}scale=${detail.columns}:${detail.rows}:flags=area,${wide(detail.rows)}`
  return (
    `${source},split=3[a][b][d];[a]${picture}[p];[b]${small}[c];[d]format=gray,split[e][f];[f]${again}[g];` +
    `[e][g]blend=all_mode=difference,${taken}[t];[p][c][t]vstack=inputs=3[o]`
  )
}

/** The same mosaic takes nothing away from a mosaic, and a much weaker blur hardly anything from a blur. */
function smoothing(style: 'mosaic' | 'blur', { width, height }: Size, tallestPx: number): string {
  const strength = leastStrength(style, tallestPx, height)
  if ('blockPx' in strength) return hiding(style, width, height, tallestPx)
  return `avgblur=${Math.max(1, Math.round(strength.sigmaPx / 5))}`
}

function stackWidth({ detector, cells, detail }: Omit<FilmSizes, 'film'>): number {
  return Math.max(detector.width, cells.columns, detail?.columns ?? 0)
}

/** Reads a film frame by frame. Throws as `stream` does. */
export function filmFrames(
  filmPath: string,
  sizes: FilmSizes,
  look: MaskLook,
  running: Pick<RunOptions, 'signal' | 'onChild'>,
): AsyncGenerator<FilmFrame> {
  const graph = filmGraph('[0:v:0]null', sizes, look)
  return separated({ args: fileInput(filmPath), graph }, sizes, running)
}

/** What is read of a picture that is masked all over, with a watermark (PNG) upon it: what a mask leaves there. */
export async function maskAlone(
  sizes: FilmSizes,
  look: MaskLook,
  watermark: Uint8Array,
  running: Pick<RunOptions, 'signal' | 'onChild'>,
): Promise<FilmFrame> {
  async function* png(): AsyncGenerator<Uint8Array> {
    yield watermark
  }
  const black = `color=black:size=${sizes.film.width}x${sizes.film.height}:rate=1:duration=1,format=yuv420p`
  const graph = filmGraph('[1:v]format=yuva420p[m];[0:v][m]overlay=format=yuv420', sizes, look)
  const inputs = ['-f', 'lavfi', '-i', black, '-f', 'png_pipe', '-i', 'pipe:0']
  for await (const frame of separated({ args: inputs, graph }, sizes, { ...running, input: png() }))
    return frame
  throw new Error('the watermark is not a picture')
}

/** Makes pictures by `filmGraph` and takes apart what it laid below each other. */
async function* separated(
  making: { args: readonly string[]; graph: string },
  sizes: FilmSizes,
  running: Pick<RunOptions, 'input' | 'signal' | 'onChild'>,
): AsyncGenerator<FilmFrame> {
  const { detector, cells, detail } = sizes
  const width = stackWidth(sizes)
  const bytes = width * (detector.height + cells.rows + (detail?.rows ?? 0)) * 3
  for await (const stack of readAhead(rawPictures({ ...making, format: 'bgr24', bytes }, running))) {
    const below = detector.height + cells.rows
    yield {
      picture: block(stack, width, 0, detector.width, detector.height),
      cells: block(stack, width, detector.height, cells.columns, cells.rows),
      detail: detail && block(stack, width, below, detail.columns, detail.rows),
    }
  }
}

/** The left `columns` pixels of `rows` rows of packed BGR. */
function block(stack: Uint8Array, width: number, top: number, columns: number, rows: number): Uint8Array {
  if (columns === width) return stack.subarray(top * width * 3, (top + rows) * width * 3)
  const taken = new Uint8Array(columns * rows * 3)
  for (let row = 0; row < rows; row++) {
    const from = (top + row) * width * 3
    taken.set(stack.subarray(from, from + columns * 3), row * columns * 3)
  }
  return taken
}

const PICTURE_HEIGHT = 320
/** Shown around a place, as a share of its size: a box alone says little about where it is. */
const AROUND = 0.5

/** A JPEG of the film around a place in one frame, at most 320 pixels high. */
export async function pictureAround(
  filmPath: string,
  { width, height }: Size,
  atSeconds: number,
  box: Area,
  running: Pick<RunOptions, 'signal' | 'onChild'>,
): Promise<Uint8Array> {
  const clamp = (value: number, most: number) => Math.min(Math.max(0, Math.round(value)), most)
  const left = clamp(box.x - box.w * AROUND, width - 16)
  const top = clamp(box.y - box.h * AROUND, height - 16)
  const across = Math.max(16, clamp(box.w * (1 + 2 * AROUND), width - left))
  const down = Math.max(16, clamp(box.h * (1 + 2 * AROUND), height - top))
  const filters = `crop=${across}:${down}:${left}:${top},scale=-2:'min(${PICTURE_HEIGHT},ih)'`
  const from = ['-ss', Math.max(0, atSeconds).toFixed(6), ...fileInput(filmPath)]
  const output = [
    '-map',
    '0:v:0',
    '-frames:v',
    '1',
    '-vf',
    filters,
    '-c:v',
    'mjpeg',
    '-q:v',
    '4',
    '-f',
    'mjpeg',
  ]
  const pieces: Uint8Array[] = []
  for await (const piece of stream(['-loglevel', 'error', ...from, ...output, 'pipe:1'], running))
    pieces.push(piece)
  return Uint8Array.from(Buffer.concat(pieces))
}
