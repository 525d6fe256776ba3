// Files, whatever their size, read a slice at a time. Each slice is a task of its own, so that a page stays alive.

import { toHex } from './bytes.js'
import { Sha256 } from './sha2.js'

const SLICE = 1 << 20

/**
 * A file as the verifier sees it. `path` has the folders it was chosen with, `bytes` answers exactly that slice.
 * @typedef {{ name: string, path: string, size: number, bytes: (from: number, to: number) => Promise<Uint8Array> }} Source
 */

/**
 * What is going on: how it is stopped, and whom it tells how many bytes have been read.
 * @typedef {{ signal: AbortSignal, tell: (bytes: number) => void }} Work
 */

/** A file that could not be read to its end: a medium pulled out, a file changed meanwhile. */
export class ReadFailure extends Error {}

/**
 * Its slices in order; the next one is fetched while the last is worked on.
 * @param {Source} source
 * @param {Work} work
 * @returns {AsyncGenerator<Uint8Array, void, void>}
 */
async function* slices(source, work) {
  const fetch = (/** @type {number} */ from) => {
    const slice = sliceOf(source, from, Math.min(from + SLICE, source.size))
    // It is looked at only when its turn comes; until then its failure is nobody's.
    slice.catch(() => undefined)
    return slice
  }
  let next = fetch(0)
  for (let from = 0; from < source.size; from += SLICE) {
    const bytes = await next
    if (from + SLICE < source.size) next = fetch(from + SLICE)
    work.signal.throwIfAborted()
    yield bytes
    work.tell(bytes.length)
  }
}

/**
 * @param {Source} source
 * @param {number} from
 * @param {number} to
 * @returns {Promise<Uint8Array>}
 */
async function sliceOf(source, from, to) {
  const bytes = await source.bytes(from, to).catch((cause) => {
    throw new ReadFailure(source.path, { cause })
  })
  if (bytes.length !== to - from) throw new ReadFailure(source.path)
  return bytes
}

/**
 * @param {Source} source
 * @param {Work} work
 * @returns {Promise<string>} its SHA-256, hex
 */
export async function hashOf(source, work) {
  const hash = new Sha256()
  for await (const slice of slices(source, work)) hash.update(slice)
  return toHex(hash.digest())
}

/**
 * @param {Source} source
 * @param {number} most
 * @returns {Promise<Uint8Array | undefined>} all of it; nothing where it is larger than anything of its kind
 */
export async function wholeOf(source, most) {
  return source.size > most ? undefined : sliceOf(source, 0, source.size)
}

/**
 * @param {Source} source
 * @param {number} length
 * @returns {Promise<Uint8Array>} so much of it, or all there is
 */
export async function headOf(source, length) {
  return sliceOf(source, 0, Math.min(length, source.size))
}

/**
 * Lines of a file in a row: line 0 begins at `from`, each ends before the LF at `ends[k]`. `rest` is what stands after the
 * last LF of the file, `isLong` that a line was longer than allowed: both come last.
 * @typedef {{ bytes: Uint8Array, from: number, ends: number[], rest?: Uint8Array, isLong?: true }} Lines
 */

/**
 * @param {Source} source
 * @param {Work} work
 * @param {{ longest: number }} limit may be changed between two blocks
 * @returns {AsyncGenerator<Lines, void, void>}
 */
export async function* linesOf(source, work, limit) {
  /** @type {Uint8Array[]} */
  let begun = []
  let begunLength = 0
  for await (const slice of slices(source, work)) {
    const first = slice.indexOf(10)
    if (first < 0) {
      begun.push(slice)
      begunLength += slice.length
      if (begunLength > limit.longest) return yield { bytes: slice, from: 0, ends: [], isLong: true }
      continue
    }
    const carried = joined([...begun, slice.subarray(0, first)], begunLength + first)
    if (carried.length > limit.longest) return yield { bytes: slice, from: 0, ends: [], isLong: true }
    yield { bytes: carried, from: 0, ends: [carried.length] }
    const ends = []
    for (let end = slice.indexOf(10, first + 1); end >= 0; end = slice.indexOf(10, end + 1)) ends.push(end)
    if (ends.length > 0) yield { bytes: slice, from: first + 1, ends }
    const rest = slice.subarray((ends.at(-1) ?? first) + 1)
    begun = rest.length > 0 ? [rest] : []
    begunLength = rest.length
  }
  if (begunLength > 0) yield { bytes: new Uint8Array(), from: 0, ends: [], rest: joined(begun, begunLength) }
}

/**
 * @param {Uint8Array[]} parts
 * @param {number} length
 */
function joined(parts, length) {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
