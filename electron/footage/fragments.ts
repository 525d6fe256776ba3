import { type Box, boxesIn, boxHeader, only } from './boxes.ts'

/**
 * The layout of a stored recording: a fragmented MP4 (ISO/IEC 14496-12), every fragment a `moof` and its `mdat`, each
 * beginning at a keyframe. Times are µs from the recording's first frame, in the order frames are shown.
 */

export interface Fragment {
  /** Where the fragment begins in the recording's bytes. */
  readonly offset: number
  readonly sizeBytes: number
  /** When its keyframe is shown. */
  readonly startUs: number
  /**
   * Until the last of its frames has been shown. Less than the time to the next fragment where that one opens with
   * frames that are shown before its keyframe (an open group of pictures).
   */
  readonly durationUs: number
}

export interface FootageLayout {
  /** Length of `ftyp` and `moov`, which come first. */
  readonly headerBytes: number
  readonly fragments: readonly Fragment[]
}

/** What `moov` says about the one track: ticks per second, and the tick at which it begins to be shown. */
interface Track {
  readonly timescale: number
  readonly beginTick: number
  readonly defaultDuration: number
}

/** Boxes that are kept whole to be read; more than this is no header that ffmpeg wrote. */
const LARGEST_HEADER_BYTES = 64 * 1024 * 1024

/** Reads the layout of a recording as its bytes pass by, in pieces of any size. Throws RangeError at bytes that do not follow it. */
export class LayoutReader {
  readonly #fragments: Fragment[] = []
  /** Bytes of a box header, or of a box that is kept, as far as they have come. */
  #kept: Buffer = Buffer.alloc(0)
  #wanted = 8
  #skipping = 0
  #offset = 0
  #headerBytes = 0
  #frameCount = 0
  #track: Track | undefined
  #begun: { offset: number; startUs: number; endUs: number } | undefined

  /** Takes the next bytes; answers the fragments whose times they made known (their bytes may still be on the way). */
  push(bytes: Uint8Array): { startUs: number; endUs: number }[] {
    const begun: { startUs: number; endUs: number }[] = []
    let rest = bytes
    while (rest.length > 0) {
      const skipped = Math.min(this.#skipping, rest.length)
      this.#skipping -= skipped
      this.#offset += skipped
      rest = rest.subarray(skipped)
      const taken = rest.subarray(0, this.#wanted - this.#kept.length)
      rest = rest.subarray(taken.length)
      this.#offset += taken.length
      if (taken.length > 0) this.#kept = Buffer.concat([this.#kept, taken])
      if (this.#kept.length === this.#wanted && this.#skipping === 0) {
        const fragment = this.#advance(this.#kept)
        if (fragment !== undefined) begun.push(fragment)
      }
    }
    return begun
  }

  /** The layout, once all bytes have passed. Throws RangeError where they end inside a box or hold no frame. */
  end(): FootageLayout & { frameCount: number } {
    if (this.#kept.length > 0 || this.#skipping > 0) throw new RangeError('ends inside a box')
    this.#closeFragment(this.#offset)
    if (this.#fragments.length === 0) throw new RangeError('holds no frame')
    return { headerBytes: this.#headerBytes, fragments: this.#fragments, frameCount: this.#frameCount }
  }

  /** The wanted bytes are there: of a box's header, or of a box that is kept whole. */
  #advance(kept: Buffer): { startUs: number; endUs: number } | undefined {
    const head = boxHeader(kept)
    if (head === undefined) {
      this.#wanted = 16
      return undefined
    }
    if (head.sizeBytes < head.headerBytes) throw new RangeError(`${head.type} without a size`)
    if (head.type === 'mdat' && this.#begun !== undefined) {
      this.#skipping = head.sizeBytes - kept.length
    } else if (head.type === 'ftyp' || head.type === 'moov' || head.type === 'moof') {
      if (head.sizeBytes > LARGEST_HEADER_BYTES)
        throw new RangeError(`${head.type} of ${head.sizeBytes} bytes`)
      this.#wanted = head.sizeBytes
      if (kept.length < head.sizeBytes) return undefined
    } else throw new RangeError(`unexpected box ${head.type}`)
    this.#kept = Buffer.alloc(0)
    this.#wanted = 8
    if (head.type === 'moov') this.#readMoov(kept)
    return head.type === 'moof' ? this.#readMoof(kept) : undefined
  }

  #readMoov(moov: Buffer): void {
    this.#track = readTrack(moov)
    this.#headerBytes = this.#offset
  }

  #readMoof(moof: Buffer): { startUs: number; endUs: number } {
    if (this.#track === undefined) throw new RangeError('a fragment before the header')
    const { frameCount, earliestUs, startUs, endUs } = readFragmentTimes(moof, this.#track)
    const offset = this.#offset - moof.length
    this.#closeFragment(offset, earliestUs)
    this.#frameCount += frameCount
    this.#begun = { offset, startUs, endUs }
    return this.#begun
  }

  /** A frame is shown until the next one is: where a fragment follows, its first frame ends this one. */
  #closeFragment(endOffset: number, nextUs?: number): void {
    if (this.#begun === undefined) return
    const { offset, startUs, endUs } = this.#begun
    const durationUs = (nextUs ?? endUs) - startUs
    if (durationUs <= 0) throw new RangeError('fragments out of order')
    this.#fragments.push({ offset, sizeBytes: endOffset - offset, startUs, durationUs })
  }
}

/** §8.4.2 (mdhd), §8.6.6 (elst), §8.8.3 (trex). ffmpeg shifts the track by an edit so that its first frame stands at 0. */
function readTrack(moov: Buffer): Track {
  const root = boxesIn(moov).find(({ type }) => type === 'moov')
  const trak = only(root, 'trak')
  const mdhd = only(only(trak, 'mdia'), 'mdhd').body
  const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12)
  if (timescale === 0) throw new RangeError('no timescale')
  return {
    timescale,
    beginTick: beginTick(trak),
    defaultDuration: only(only(root, 'mvex'), 'trex').body.readUInt32BE(12),
  }
}

function beginTick(trak: Box): number {
  const edts = trak.children().find(({ type }) => type === 'edts')
  if (edts === undefined) return 0
  const elst = only(edts, 'elst').body
  const isLong = elst[0] === 1
  const mediaTime = isLong ? Number(elst.readBigInt64BE(16)) : elst.readInt32BE(12)
  if (elst.readUInt32BE(4) !== 1 || mediaTime < 0) throw new RangeError('more than one edit')
  return mediaTime
}

const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8 }
const TRUN = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, shift: 0x800 }

/** When the frames of one fragment are shown; `endUs` is as good a guess as the fragment alone allows. */
interface FragmentTimes {
  readonly startUs: number
  readonly earliestUs: number
  readonly endUs: number
  readonly frameCount: number
}

/** §8.8.7 (tfhd), §8.8.12 (tfdt), §8.8.8 (trun): decode time is a running sum, each frame is shown `shift` later. */
function readFragmentTimes(moof: Buffer, track: Track): FragmentTimes {
  const [root] = boxesIn(moof)
  const traf = only(root, 'traf')
  const tfdt = only(traf, 'tfdt').body
  let decodeTick = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4)
  const defaultDuration = trackFragmentDuration(only(traf, 'tfhd').body) ?? track.defaultDuration
  const shownTicks: number[] = []
  let duration = defaultDuration
  for (const { type, body } of traf.children()) {
    if (type !== 'trun') continue
    const flags = body.readUIntBE(1, 3)
    const count = body.readUInt32BE(4)
    const has = (flag: number) => ((flags & flag) === 0 ? 0 : 4)
    const durationAt = 8 + has(TRUN.dataOffset) + has(TRUN.firstFlags)
    const shiftAt = durationAt + has(TRUN.duration) + has(TRUN.size) + has(TRUN.flags)
    const stride = shiftAt - durationAt + has(TRUN.shift)
    for (let frame = 0; frame < count; frame++) {
      const at = frame * stride
      const shift = has(TRUN.shift) === 0 ? 0 : readShift(body, shiftAt + at)
      shownTicks.push(decodeTick + shift - track.beginTick)
      duration = has(TRUN.duration) === 0 ? defaultDuration : body.readUInt32BE(durationAt + at)
      decodeTick += duration
    }
  }
  const [startTick] = shownTicks
  if (startTick === undefined || startTick < 0) throw new RangeError('a fragment without its keyframe')
  const earliestTick = shownTicks.reduce((least, tick) => Math.min(least, tick))
  const latestTick = shownTicks.reduce((most, tick) => Math.max(most, tick))
  // Decoding starts as early as showing starts late, so at a steady rate the last frame ends where decoding does.
  const endTick = decodeTick > latestTick ? decodeTick : latestTick + duration
  const us = (ticks: number) => toUs(ticks, track.timescale)
  return {
    startUs: us(startTick),
    earliestUs: us(earliestTick),
    endUs: us(endTick),
    frameCount: shownTicks.length,
  }
}

/** Version 1 of `trun` allows a frame to be shown before it is decoded. */
function readShift(trun: Buffer, at: number): number {
  return trun[0] === 1 ? trun.readInt32BE(at) : trun.readUInt32BE(at)
}

function trackFragmentDuration(tfhd: Buffer): number | undefined {
  const flags = tfhd.readUIntBE(1, 3)
  if ((flags & TFHD.duration) === 0) return undefined
  return tfhd.readUInt32BE(8 + (flags & TFHD.baseOffset ? 8 : 0) + (flags & TFHD.description ? 4 : 0))
}

/** Exact to the nearest µs for any length: the product of ticks and 10⁶ would not fit a double. */
function toUs(ticks: number, timescale: number): number {
  const seconds = Math.floor(ticks / timescale)
  return seconds * 1e6 + Math.round(((ticks - seconds * timescale) * 1e6) / timescale)
}

/** A run of fragments: `first` to `last` by number, their bytes [offset, end), the first keyframe's time. */
export interface Covering {
  readonly first: number
  readonly last: number
  readonly offset: number
  readonly end: number
  readonly startUs: number
}

/**
 * The fewest fragments with which every frame of [fromUs, toUs) can be decoded. Throws RangeError where the stretch is
 * empty or begins after the last frame.
 */
export function covering(fragments: readonly Fragment[], fromUs: number, toUs: number): Covering {
  const first = Math.max(0, firstWhere(fragments, ({ startUs }) => startUs > fromUs) - 1)
  const enough = firstWhere(fragments, ({ startUs, durationUs }) => startUs + durationUs >= toUs)
  const last = Math.max(first, Math.min(enough, fragments.length - 1))
  const [from, to, end] = [fragments[first], fragments[last], fragments.at(-1)]
  if (from === undefined || to === undefined || end === undefined) throw new RangeError('no fragments')
  if (fromUs >= toUs || fromUs >= end.startUs + end.durationUs)
    throw new RangeError('nothing of the recording')
  return { first, last, offset: from.offset, end: to.offset + to.sizeBytes, startUs: from.startUs }
}

/** The first index at which `isTrue` holds, given that it holds from there on; the length where it never does. */
export function firstWhere<T>(sorted: readonly T[], isTrue: (each: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isTrue(sorted[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}

/** `reference_count` is 16 bits wide. */
const MOST_REFERENCES = 65_535

/**
 * The header with a segment index (`sidx`, §8.16.3) for `fragments`, which must be neighbours: put in front of exactly
 * those fragments' bytes it makes a file of known duration in which a player finds any moment at once. Times stay the
 * recording's own: a file that begins in the middle begins at that time, not at 0. The index counts in the track's
 * ticks: libavformat (Chromium's too) takes the duration from it without converting.
 */
export function withIndex(header: Uint8Array, fragments: readonly Fragment[]): Buffer {
  const first = fragments[0]
  if (first === undefined) throw new RangeError('no fragments')
  const { timescale } = readTrack(Buffer.from(header))
  const ticks = (us: number) => Math.round((us / 1e6) * timescale)
  const grouped = Math.ceil(fragments.length / MOST_REFERENCES)
  const count = Math.ceil(fragments.length / grouped)
  const sidx = Buffer.alloc(40 + 12 * count)
  sidx.writeUInt32BE(sidx.length, 0)
  sidx.write('sidx', 4, 'latin1')
  sidx.writeUInt8(1, 8)
  sidx.writeUInt32BE(1, 12)
  sidx.writeUInt32BE(timescale, 16)
  sidx.writeBigUInt64BE(BigInt(ticks(first.startUs)), 20)
  sidx.writeUInt16BE(count, 38)
  for (let index = 0; index < count; index++) {
    const from = fragments[index * grouped] as Fragment
    const to = fragments[Math.min((index + 1) * grouped, fragments.length) - 1] as Fragment
    const endUs = fragments[(index + 1) * grouped]?.startUs ?? to.startUs + to.durationUs
    const at = 40 + 12 * index
    sidx.writeUInt32BE(to.offset + to.sizeBytes - from.offset, at)
    sidx.writeUInt32BE(ticks(endUs) - ticks(from.startUs), at + 4)
    // starts_with_SAP, SAP_type 1: begins with a keyframe.
    sidx.writeUInt32BE(0x90000000, at + 8)
  }
  return Buffer.concat([header, sidx])
}
