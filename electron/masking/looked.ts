import type { Found } from '../../native/detector/decode.ts'
import type { Looked, Needs } from './looking.ts'
import { DamagedTracks } from './tracks.ts'

/**
 * What a search for people has looked at so far, in stretches of frames, so that one that was cut short goes on where it was.
 * Frames are then decoded again, but not looked at again.
 */

/** Counted up when something else would be found in the same pictures, or is written differently. */
export const LOOKED_VERSION = 1

/** Frames after which a stretch is handed out, once nothing waits to be settled: a few seconds of work. */
const STRETCH_FRAMES = 128
const MAGIC = 0x5653_4c4b // VSLK
const HEAD_BYTES = 14
const FRAME_BYTES = 6
const FOUND_BYTES = 21
const KINDS = ['person', 'vehicle', 'face'] as const satisfies readonly Found['what'][]

interface Stretch {
  /** Every frame before this one that was to be looked at has been, here or in an earlier stretch. */
  readonly toFrame: number
  readonly needs: Needs
  readonly looked: readonly Looked[]
}

/** Remembers what was looked at, and hands it out in stretches as bytes. */
export class LookedFrames {
  /** The first frame that has not been looked at by an earlier search. */
  readonly toFrame: number
  /** What the earlier search knew about the scales that are needed. */
  readonly needs: Needs | undefined
  private readonly stretches: readonly Uint8Array[]
  private readonly hand: (bytes: Uint8Array) => void
  /** What is left of the stretch that is being recalled; they are read one by one, for they may be of hours. */
  private recalling: Looked[] = []
  private next = 0
  private waiting: Looked[] = []
  private begun: number

  /** Of the stretches of an earlier search of the same clip by the same options, in order. Throws `DamagedTracks`. */
  constructor(stretches: readonly Uint8Array[], hand: (bytes: Uint8Array) => void) {
    this.stretches = stretches
    const last = lastOf(stretches)
    this.toFrame = last?.toFrame ?? 0
    this.needs = last?.needs
    this.begun = this.toFrame
    this.hand = hand
  }

  /** What an earlier search found in a frame before `toFrame`; asked in the order of frames. */
  recalled(frame: number): Looked[] {
    const stretch = this.stretches[this.next]
    if (this.recalling.length === 0 && stretch !== undefined) {
      this.recalling = [...readStretch(stretch).looked]
      this.next += 1
    }
    const looked = this.recalling.shift()
    if (looked?.frame !== frame) throw new DamagedTracks('a frame that was looked at is not there')
    return [looked]
  }

  /**
   * Takes frames that were looked at and answers them as they will be recalled: coordinates are rounded to 32 bits, so
   * that a search that was cut short finds the same to the bit. `needs` holds once all of them are settled.
   */
  kept(looked: readonly Looked[], needs: Needs): Looked[] {
    const rounded = looked.map(({ frame, found }) => ({ frame, found: found.map(inBits) }))
    this.waiting.push(...rounded)
    const last = rounded.at(-1)?.frame
    if (last !== undefined && last + 1 - this.begun >= STRETCH_FRAMES) {
      this.hand(writeStretch({ toFrame: last + 1, needs, looked: this.waiting }))
      this.waiting = []
      this.begun = last + 1
    }
    return rounded
  }
}

/** Frames that the stretches reach up to. */
export function lookedTo(stretches: readonly Uint8Array[]): number {
  return lastOf(stretches)?.toFrame ?? 0
}

function lastOf(stretches: readonly Uint8Array[]): Stretch | undefined {
  const last = stretches.at(-1)
  return last === undefined ? undefined : readStretch(last)
}

function inBits({ what, x, y, w, h, score }: Found): Found {
  const { fround } = Math
  return { what, x: fround(x), y: fround(y), w: fround(w), h: fround(h), score: fround(score) }
}

function writeStretch({ toFrame, needs, looked }: Stretch): Uint8Array {
  const found = looked.reduce((sum, each) => sum + each.found.length, 0)
  const bytes = new Uint8Array(HEAD_BYTES + looked.length * FRAME_BYTES + found * FOUND_BYTES)
  const out = new DataView(bytes.buffer)
  out.setUint32(0, MAGIC)
  out.setUint8(4, LOOKED_VERSION)
  out.setUint8(5, (needs.large ? 1 : 0) + (needs.smallest ? 2 : 0))
  out.setUint32(6, toFrame)
  out.setUint32(10, looked.length)
  let at = HEAD_BYTES
  for (const each of looked) {
    out.setUint32(at, each.frame)
    out.setUint16(at + 4, each.found.length)
    at += FRAME_BYTES
    for (const { what, x, y, w, h, score } of each.found) {
      out.setUint8(at, KINDS.indexOf(what))
      for (const [nth, value] of [x, y, w, h, score].entries()) out.setFloat32(at + 1 + nth * 4, value)
      at += FOUND_BYTES
    }
  }
  return bytes
}

function readStretch(bytes: Uint8Array): Stretch {
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (from.getUint32(0) !== MAGIC || from.getUint8(4) !== LOOKED_VERSION)
      throw new DamagedTracks('not what a search of this version looked at')
    const needs = { large: (from.getUint8(5) & 1) === 1, smallest: (from.getUint8(5) & 2) === 2 }
    const toFrame = from.getUint32(6)
    let at = HEAD_BYTES
    const looked = Array.from({ length: from.getUint32(10) }, (): Looked => {
      const [frame, count] = [from.getUint32(at), from.getUint16(at + 4)]
      at += FRAME_BYTES
      const found = Array.from({ length: count }, (): Found => {
        const value = (nth: number) => from.getFloat32(at + 1 + nth * 4)
        const what = KINDS[from.getUint8(at)]
        if (what === undefined) throw new DamagedTracks('something of no kind')
        const each = { what, x: value(0), y: value(1), w: value(2), h: value(3), score: value(4) }
        at += FOUND_BYTES
        return each
      })
      return { frame, found }
    })
    if (at !== bytes.length) throw new DamagedTracks('something follows the last frame')
    return { toFrame, needs, looked }
  } catch (error) {
    throw error instanceof RangeError ? new DamagedTracks('it ends too early') : error
  }
}
