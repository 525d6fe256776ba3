import { z } from 'zod'
import { type Box, Condition, type TrackSet } from '../domain/masking.ts'
import { Rational } from '../domain/recording.ts'

/** The bytes are not a track set: cut, altered, or of a later version. */
export class DamagedTracks extends Error {
  override readonly name = 'DamagedTracks'
}

const MAGIC = [0x56, 0x53, 0x54, 0x4b] // VSTK
const VERSION = 2
/** Coordinates are stored in eighths of a pixel, rounded so that a box never gets smaller. */
const UNIT = 8
const SCORES = 255

/** A track set as it is stored and sent: what concerns the whole clip in words, the boxes as bytes, chunk by chunk. */
export const EncodedTracks = z.strictObject({
  width: z.int().positive(),
  height: z.int().positive(),
  fps: Rational,
  vehicles: z.array(z.int().positive()),
  conditions: z.array(Condition),
  partFrames: z.array(z.int().min(0)),
  /** `CHUNK_FRAMES` frames each, the last one what is left. */
  chunks: z.array(z.custom<Uint8Array>((value) => value instanceof Uint8Array)),
})
export type EncodedTracks = z.infer<typeof EncodedTracks>

/** Frames in a chunk: a screen that shows a moment of a long clip reads one or two of them. */
export const CHUNK_FRAMES = 512

/** Frames of the whole clip. */
export function frameCountOf({ partFrames }: Pick<TrackSet, 'partFrames'>): number {
  return partFrames.reduce((sum, count) => sum + count, 0)
}

export function encodeTracks({ frames, ...head }: TrackSet): EncodedTracks {
  const chunks: Uint8Array[] = []
  for (let from = 0; from < frames.length; from += CHUNK_FRAMES)
    chunks.push(encodeChunk(frames.slice(from, from + CHUNK_FRAMES)))
  const { width, height, fps, vehicles, conditions, partFrames } = head
  return {
    width,
    height,
    fps,
    vehicles: [...vehicles],
    conditions: [...conditions],
    partFrames: [...partFrames],
    chunks,
  }
}

/** Reads what `encodeTracks` wrote. Throws `DamagedTracks` unless every frame and every byte is accounted for. */
export function decodeTracks({ chunks, ...head }: EncodedTracks): TrackSet {
  const frames = chunks.flatMap((chunk) => decodeChunk(chunk))
  if (frames.length !== frameCountOf(head))
    throw new DamagedTracks('there are not as many frames as parts have')
  return { ...head, frames }
}

/**
 * Boxes of consecutive frames as bytes: `VSTK`, version, then whole numbers of variable length (LEB128; coordinates
 * zigzag): the number of frames, and per frame the number of boxes, each as track, left, top, right, bottom and score.
 */
export function encodeChunk(frames: readonly (readonly Box[])[]): Uint8Array {
  const out = new Writer()
  for (const byte of [...MAGIC, VERSION]) out.byte(byte)
  out.whole(frames.length)
  for (const boxes of frames) {
    out.whole(boxes.length)
    for (const { track, x, y, w, h, score } of boxes) {
      out.whole(track)
      out.signed(Math.floor(x * UNIT))
      out.signed(Math.floor(y * UNIT))
      out.signed(Math.ceil((x + w) * UNIT))
      out.signed(Math.ceil((y + h) * UNIT))
      out.byte(Math.round(score * SCORES))
    }
  }
  return out.bytes()
}

/** Reads what `encodeChunk` wrote. Throws `DamagedTracks` unless every byte is accounted for. */
export function decodeChunk(bytes: Uint8Array): Box[][] {
  const from = new Reader(bytes)
  for (const byte of MAGIC) if (from.byte() !== byte) throw new DamagedTracks('not a track set')
  const version = from.byte()
  if (version !== VERSION) throw new DamagedTracks(`version ${version} is not known`)
  const frames = from.times(() => from.times(() => readBox(from)))
  from.expectEnd()
  return frames
}

function readBox(from: Reader): Box {
  const track = from.whole()
  const [left, top, right, bottom] = [from.signed(), from.signed(), from.signed(), from.signed()]
  if (right <= left || bottom <= top) throw new DamagedTracks('a box without area')
  const [x, y] = [left / UNIT, top / UNIT]
  return { track, x, y, w: (right - left) / UNIT, h: (bottom - top) / UNIT, score: from.byte() / SCORES }
}

class Writer {
  private room = new Uint8Array(4096)
  private at = 0

  byte(value: number): void {
    if (this.at === this.room.length) {
      const larger = new Uint8Array(this.room.length * 2)
      larger.set(this.room)
      this.room = larger
    }
    this.room[this.at++] = value
  }

  whole(value: number): void {
    let rest = value
    for (; rest > 127; rest = Math.floor(rest / 128)) this.byte((rest % 128) + 128)
    this.byte(rest)
  }

  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value)
  }

  bytes(): Uint8Array {
    return this.room.slice(0, this.at)
  }
}

class Reader {
  private readonly from: Uint8Array
  private at = 0

  constructor(from: Uint8Array) {
    this.from = from
  }

  byte(): number {
    const value = this.from[this.at++]
    if (value === undefined) throw new DamagedTracks('it ends too early')
    return value
  }

  whole(): number {
    let value = 0
    for (let weight = 1; ; weight *= 128) {
      const byte = this.byte()
      value += (byte & 127) * weight
      if (value > Number.MAX_SAFE_INTEGER) throw new DamagedTracks('a number too large')
      if (byte < 128) return value
    }
  }

  signed(): number {
    const value = this.whole()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  /** As many readings as the next number says; never more than there are bytes left, so damage cannot fill the memory. */
  times<T>(read: () => T): T[] {
    const count = this.whole()
    if (count > this.from.length - this.at) throw new DamagedTracks('more is announced than there is')
    return Array.from({ length: count }, read)
  }

  expectEnd(): void {
    if (this.at !== this.from.length) throw new DamagedTracks('something follows the last frame')
  }
}
