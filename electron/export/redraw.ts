import { FfmpegFailed, FfmpegMissing, stream } from '../../native/ffmpeg/ffmpeg.ts'
import { Refusal } from '../domain/refusal.ts'

/** Pictures from outside, drawn anew: what comes out holds pixels and nothing else. */

/** A place in a picture, in its pixels from the upper left. */
export interface Box {
  x: number
  y: number
  w: number
  h: number
}

export interface Redrawn {
  jpeg: Buffer
  width: number
  height: number
}

/** The bytes are no picture that can be drawn. */
export class NoPicture extends Error {
  override readonly name = 'NoPicture'
}

const LONGEST_PX = 2_000
const PIXELS_MAXIMUM = 60_000_000
const PATIENCE_MS = 20_000
/** JPEG codes squares of 16 × 16 together, with colour at half the size: a box takes them whole. */
const SQUARE_PX = 16

const READERS: readonly (readonly [magic: string, reader: string])[] = [
  ['ffd8ff', 'jpeg_pipe'],
  ['89504e470d0a1a0a', 'png_pipe'],
  ['49492a00', 'tiff_pipe'],
]

/**
 * Decodes a JPEG, PNG or TIFF and codes it as a JPEG, upright, at most 2,000 pixels long, without anything else that the
 * file held (EXIF, thumbnails, profiles, comments). Boxes are filled with black before it is coded, widened to whole
 * squares, so that no square holds a trace of what was under them; they are places in what comes out when the picture is
 * given in that size. Runs on pipes alone: nothing of it is ever a file. The bytes given are left as they are. Throws
 * `NoPicture`, also where a box did not come out black; refuses with `ffmpeg-missing`.
 */
export async function redraw(bytes: Uint8Array, boxes: readonly Box[] = []): Promise<Redrawn> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const reader = READERS.find(([magic]) => head.startsWith(magic))?.[1]
  if (reader === undefined) throw new NoPicture('neither JPEG nor PNG nor TIFF')
  const filters = [
    `scale=w='min(${LONGEST_PX},iw)':h='min(${LONGEST_PX},ih)':force_original_aspect_ratio=decrease:flags=area:out_range=tv`,
    'format=yuv420p',
    ...boxes.map(filled),
    // Only the range changes here: black stays black, and no colour runs into its neighbours.
    'scale=in_range=tv:out_range=pc',
    'format=yuvj420p',
    'sidedata=mode=delete',
  ]
  const output = ['-map_metadata', '-1', '-bitexact', '-q:v', '3', '-f', 'mjpeg']
  const jpeg = await piped(bytes, reader, filters, output)
  const drawn = { jpeg, ...sizeOf(jpeg) }
  for (const box of boxes) await refuseSeen(drawn, box)
  return drawn
}

/** What ffmpeg makes of a picture on pipes; the pieces in which it came are overwritten. */
async function piped(
  bytes: Uint8Array,
  reader: string,
  filters: readonly string[],
  output: readonly string[],
): Promise<Buffer> {
  const input = [
    '-max_pixels',
    String(PIXELS_MAXIMUM),
    '-protocol_whitelist',
    'pipe',
    // ffmpeg has no parser that would tell where a TIFF ends.
    '-frame_size',
    String(reader === 'tiff_pipe' ? bytes.length : 0),
    '-f',
    reader,
    '-i',
    'pipe:0',
  ]
  const drawn = ['-frames:v', '1', '-vf', filters.join(','), ...output, 'pipe:1']
  const pieces: Uint8Array[] = []
  try {
    const given = (async function* () {
      yield bytes
    })()
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const args = ['-loglevel', 'error', ...input, ...drawn]
    for await (const piece of stream(args, { input: given, signal })) pieces.push(piece)
    return Buffer.concat(pieces)
  } catch (error) {
    if (error instanceof FfmpegMissing)
      throw Object.assign(new Refusal('ffmpeg-missing', {}), { cause: error })
    if (error instanceof FfmpegFailed || (error instanceof Error && error.name === 'TimeoutError'))
      throw new NoPicture('it cannot be drawn', { cause: error })
    throw error
  } finally {
    for (const piece of pieces) piece.fill(0)
  }
}

/** Looks at what was written, as whoever opens it will: every pixel of a box is black. */
async function refuseSeen({ jpeg }: Redrawn, { x, y, w, h }: Box): Promise<void> {
  const cut = [`crop=${w}:${h}:${x}:${y}:exact=1`]
  const pixels = await piped(jpeg, 'jpeg_pipe', cut, ['-pix_fmt', 'rgb24', '-f', 'rawvideo'])
  if (pixels.length !== w * h * 3 || !pixels.equals(Buffer.alloc(pixels.length)))
    throw new NoPicture('a box did not come out black')
}

function filled({ x, y, w, h }: Box): string {
  const left = Math.floor(x / SQUARE_PX) * SQUARE_PX
  const top = Math.floor(y / SQUARE_PX) * SQUARE_PX
  const width = Math.ceil((x + w) / SQUARE_PX) * SQUARE_PX - left
  const height = Math.ceil((y + h) / SQUARE_PX) * SQUARE_PX - top
  return `drawbox=x=${left}:y=${top}:w=${width}:h=${height}:color=black:t=fill`
}

/** JFIF's own head, tables, the frame and the scan. */
const PLAIN_SEGMENTS = new Set([0xe0, 0xdb, 0xc0, 0xc4])

/** Width and height; throws `NoPicture` where anything but pixels was written, so that nothing else is ever kept. */
function sizeOf(jpeg: Buffer): { width: number; height: number } {
  let size: { width: number; height: number } | undefined
  for (let at = 2; at + 9 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0
    if (marker === 0xda && size !== undefined) return size
    if (jpeg[at] !== 0xff || !PLAIN_SEGMENTS.has(marker)) break
    if (marker === 0xc0) size = { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) }
  }
  throw new NoPicture('not a plain JPEG')
}
