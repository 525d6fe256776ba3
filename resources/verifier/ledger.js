// An exported ledger: `.vsl` (a head, then a line for each entry) and the older JSON of version 1, which was written in lines
// as well. Both are held to the very bytes the station writes, so that nothing in them can be changed unseen.

import { equal, fromBase64, fromUtf8 } from './bytes.js'
import { EntryReader, LONGEST_HEAD } from './entries.js'
import { isCount, isObject, isTexts, readJson } from './json.js'
import { readNote } from './note.js'
import { linesOf } from './source.js'
import { Frontier } from './tree.js'

/** @import { Source, Work } from './source.js' */
/** @import { Fault } from './entries.js' */

/**
 * What a ledger file says of itself. `size` and `origin` of version 1 are those of its checkpoint.
 * @typedef {{ version: 1 | 2, of: 'entries' | 'hashes', origin: string, publicKey: Uint8Array, size: number,
 *   checkpoints: string[] }} Head
 */

/**
 * What was read: how many lines are sound, the roots at the sizes that were asked for, which lines have another text than
 * their hash (the first hundred, and how many), where reading had to stop, and the last entry's time.
 * @typedef {{ size: number, roots: Map<number, Uint8Array>, altered: number[], alteredCount: number,
 *   stop: Fault | undefined, lastAt: string }} Scan
 */

const NAMED = 100

/**
 * @param {Source} source
 * @param {Work} work whose reading of the head is not told
 * @returns {Promise<Head | 'crlf' | undefined>} nothing where it is no ledger file
 */
export async function readHead(source, work) {
  const quiet = { signal: work.signal, tell: () => undefined }
  for await (const { bytes, ends } of linesOf(source, quiet, { longest: LONGEST_HEAD })) {
    if (ends[0] === undefined) return undefined
    const text = fromUtf8(bytes.subarray(0, ends[0]))
    if (text?.endsWith('\r')) return 'crlf'
    return text === undefined ? undefined : (headV2(text) ?? headV1(text))
  }
  return undefined
}

/**
 * @param {string} text
 * @returns {Head | undefined}
 */
function headV2(text) {
  const head = readJson(text)
  if (!isObject(head)) return undefined
  const { format, version, of, origin, publicKey, size, checkpoints } = head
  if (format !== 'viewing-station-ledger' || version !== 2 || (of !== 'entries' && of !== 'hashes'))
    return undefined
  if (typeof origin !== 'string' || typeof publicKey !== 'string' || !isCount(size) || !isTexts(checkpoints))
    return undefined
  const key = fromBase64(publicKey)
  if (key?.length !== 32) return undefined
  const again = JSON.stringify({ format, version, of, origin, publicKey, size, checkpoints })
  return again === text ? { version, of, origin, publicKey: key, size, checkpoints } : undefined
}

/**
 * @param {string} text `{"version":1,"publicKey":…,"checkpoint":…,"entries":[`
 * @returns {Head | undefined}
 */
function headV1(text) {
  const head = readJson(`${text}]}`)
  if (!isObject(head)) return undefined
  const { version, publicKey, checkpoint } = head
  if (version !== 1 || typeof publicKey !== 'string' || typeof checkpoint !== 'string') return undefined
  const key = fromBase64(publicKey)
  if (key?.length !== 32 || `${text}]}` !== JSON.stringify({ version, publicKey, checkpoint, entries: [] }))
    return undefined
  const { origin = '', size = 0 } = readNote(checkpoint) ?? {}
  return { version, of: 'entries', origin, publicKey: key, size, checkpoints: [checkpoint] }
}

/**
 * Reads a ledger to its end, or to the first line that is none. Memory stays the same whatever its size.
 * @param {Source} source
 * @param {Head} head
 * @param {Iterable<number>} sizes at which the root is wanted
 * @param {Work} work
 * @returns {Promise<Scan>}
 */
export async function scanLedger(source, head, sizes, work) {
  const wanted = [...new Set([head.size, ...sizes])].sort((a, b) => a - b)
  /** @type {Scan} */
  const scan = { size: 0, roots: new Map(), altered: [], alteredCount: 0, stop: undefined, lastAt: '' }
  const frontier = new Frontier()
  let nextWanted = 0
  const keepRoot = () => {
    while (nextWanted < wanted.length && wanted[nextWanted] === frontier.size) {
      scan.roots.set(frontier.size, frontier.root())
      nextWanted++
    }
  }
  keepRoot()
  const reader = new EntryReader(head)
  for await (const block of linesOf(source, work, reader.limit)) {
    let from = block.from
    for (const end of block.ends) {
      const fault = reader.take(block.bytes, from, end)
      from = end + 1
      if (fault === 'head' || fault === 'end') continue
      if (fault !== undefined) {
        scan.stop = fault
        break
      }
      if (reader.isAltered) {
        scan.alteredCount++
        if (scan.altered.length < NAMED) scan.altered.push(frontier.size)
      }
      // The hash as it stands: so it shows whether the rest of the ledger is as it was signed.
      frontier.append(reader.leaf)
      if (frontier.size === wanted[nextWanted]) keepRoot()
    }
    scan.stop ??= reader.brokenOff(block)
    if (scan.stop !== undefined) break
  }
  scan.stop ??= reader.unfinished()
  scan.size = frontier.size
  scan.roots.set(scan.size, frontier.root())
  scan.lastAt = reader.lastAt()
  return scan
}

/**
 * The first entry in which two ledgers differ, by the hashes in them.
 * @param {[Source, Head]} one
 * @param {[Source, Head]} other
 * @param {number} size of both, at least
 * @param {Work} work
 * @returns {Promise<number | undefined>} nothing where they are alike so far
 */
export async function firstDifference(one, other, size, work) {
  const left = leavesOf(...one, work)
  const right = leavesOf(...other, { ...work, tell: () => undefined })
  try {
    for (let at = 0; at < size; at++) {
      const a = (await left.next()).value
      const b = (await right.next()).value
      if (!(a instanceof Uint8Array && b instanceof Uint8Array && equal(a, b))) return at
    }
    return undefined
  } finally {
    await left.return()
    await right.return()
  }
}

/**
 * @param {Source} source
 * @param {Head} head
 * @param {Work} work
 * @returns {AsyncGenerator<Uint8Array, void, void>}
 */
async function* leavesOf(source, head, work) {
  const reader = new EntryReader(head)
  for await (const { bytes, from, ends } of linesOf(source, work, reader.limit)) {
    let start = from
    for (const end of ends) {
      const fault = reader.take(bytes, start, end)
      start = end + 1
      if (fault === 'head' || fault === 'end') continue
      if (fault !== undefined) return
      yield reader.leaf
    }
  }
}
