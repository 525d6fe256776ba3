import type { Box, TrackSet } from '../domain/masking.ts'

/** The bytes are not a track set: cut, altered, or of a later version. */
export class DamagedTracks extends Error {
  override readonly name = 'DamagedTracks'
}

const MAGIC = [0x56, 0x53, 0x54, 0x4b] // VSTK
const VERSION = 1
/** Coordinates are stored in eighths of a pixel, rounded so that a box never gets smaller. */
const UNIT = 8
const SCORES = 255

/**
 * A track set as bytes: `VSTK`, version, then whole numbers of variable length (LEB128; coordinates zigzag): width, height,
 * rate, frames of each part, and per frame the number of boxes, each as track, left, top, right, bottom and score.
 */
export function encodeTracks(set: TrackSet): Uint8Array {
  const out = new Writer()
  for (const byte of [...MAGIC, VERSION]) out.byte(byte)
  for (const value of [set.width, set.height, set.fps.num, set.fps.den, set.partFrames.length])
    out.whole(value)
  for (const count of set.partFrames) out.whole(count)
  for (const boxes of set.frames) {
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

/** Reads what `encodeTracks` wrote. Throws `DamagedTracks` unless every byte is accounted for. */
export function decodeTracks(bytes: Uint8Array): TrackSet {
  const from = new Reader(bytes)
  for (const byte of MAGIC) if (from.byte() !== byte) throw new DamagedTracks('not a track set')
  const version = from.byte()
  if (version !== VERSION) throw new DamagedTracks(`version ${version} is not known`)
  const [width, height, num, den] = [from.whole(), from.whole(), from.whole(), from.whole()]
  const partFrames = from.times(() => from.whole())
  if (width * height * num * den === 0) throw new DamagedTracks('a size or rate of nothing')
  const frames: Box[][] = []
  for (let left = partFrames.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    frames.push(from.times(() => readBox(from)))
  }
  from.expectEnd()
  return { width, height, fps: { num, den }, partFrames, frames }
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
