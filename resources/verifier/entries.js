// The lines of an exported ledger, held to the very bytes that the station writes: an entry's hash is taken over the line as it
// stands, so that nothing in it can be changed unseen.

import { equal, fromUtf8, utf8 } from './bytes.js'
import { isTexts, readJson } from './json.js'
import { leafHashWithin } from './tree.js'

/** @import { Head } from './ledger.js' */

/**
 * What is wrong with a line: its hash is not that of its text, it has not the number of its place, it is no line of a ledger,
 * it stands after the end, it is cut off.
 * @typedef {{ at: number, why: 'text' | 'order' | 'form' | 'after' | 'cut', seq?: number }} Fault
 */

/** Every checkpoint that was ever kept stands in the first line. */
export const LONGEST_HEAD = 1 << 27
const LONGEST_LINE = 1 << 20
const LEAF_HEAD = utf8('[1,')
const LEAF_END = utf8(']')
const V1_END = utf8(']}')

/** Takes a ledger's lines one after the other. */
export class EntryReader {
  /** For `linesOf`: shorter once the head has been read. */
  limit = { longest: LONGEST_HEAD }
  /** Of the line last taken: the hash that stands in it, and whether it is another than its text's. */
  leaf = /** @type {Uint8Array} */ (new Uint8Array())
  isAltered = false
  #head
  #size = 0
  /** Version 1 ends with `]}`, and every entry before its last has a comma. */
  #isEnded = false
  #hasComma = true
  /** @type {Uint8Array} */
  #lastLine = new Uint8Array()

  /** @param {Head} head */
  constructor(head) {
    this.#head = head
  }

  /**
   * @param {Uint8Array} bytes
   * @param {number} from
   * @param {number} end
   * @returns {Fault | 'head' | 'end' | undefined} nothing where it is an entry
   */
  take(bytes, from, end) {
    if (this.limit.longest === LONGEST_HEAD) {
      this.limit.longest = LONGEST_LINE
      return 'head'
    }
    if (this.#isEnded) return this.#fault('after')
    let to = end
    if (this.#head.version === 1) {
      if (!this.#hasComma) {
        this.#isEnded = equal(bytes.subarray(from, end), V1_END)
        return this.#isEnded ? 'end' : this.#fault('form')
      }
      this.#hasComma = bytes[end - 1] === 0x2c
      if (this.#hasComma) to--
    }
    const fault = this.#entry(bytes, from, to)
    if (fault !== undefined) return fault
    this.#size++
    this.#lastLine = bytes.subarray(from, to)
    return undefined
  }

  /**
   * `[seq,"at","kind","actor","subject","commitment","hash"]`, or `[seq,"hash"]`.
   * @param {Uint8Array} bytes
   * @param {number} from
   * @param {number} to
   */
  #entry(bytes, from, to) {
    // The hash: 64 digits between quotes, before the bracket.
    const hashFrom = to - 66
    const leaf = fromHexAt(bytes, hashFrom)
    const isClosed = bytes[to - 1] === 0x5d && bytes[to - 2] === 0x22 && bytes[hashFrom - 1] === 0x22
    if (bytes[from] !== 0x5b || leaf === undefined || !isClosed || bytes[hashFrom - 2] !== 0x2c)
      return this.#fault('form')
    let at = from + 1
    let seq = 0
    for (; at < to && isDigit(bytes[at]); at++) seq = seq * 10 + Number(bytes[at]) - 0x30
    if (at === from + 1 || at - from > 17 || (bytes[from + 1] === 0x30 && at > from + 2))
      return this.#fault('form')
    if (seq !== this.#size) return this.#fault('order', seq)
    const textEnd = hashFrom - 2
    this.isAltered = false
    this.leaf = leaf
    if (this.#head.of === 'hashes') return at === textEnd ? undefined : this.#fault('form')
    if (!areTexts(bytes, at, textEnd, 5)) return this.#fault('form')
    const own = leafHashWithin(LEAF_HEAD, bytes, from + 1, textEnd, LEAF_END)
    this.isAltered = !equal(own, leaf)
    return undefined
  }

  /**
   * @param {import('./source.js').Lines} block
   * @returns {Fault | undefined}
   */
  brokenOff({ isLong, rest }) {
    if (isLong) return this.#fault('form')
    if (rest === undefined) return undefined
    return this.#fault(this.#isEnded ? 'after' : 'cut')
  }

  /** @returns {Fault | undefined} that the file ends without its end */
  unfinished() {
    return this.#head.version === 1 && !this.#isEnded ? this.#fault('cut') : undefined
  }

  /** @returns {string} the time of the last entry; empty where only hashes are known */
  lastAt() {
    const line = readJson(fromUtf8(this.#lastLine) ?? '')
    const at = Array.isArray(line) && line.length === 7 ? line[1] : ''
    return typeof at === 'string' ? at : ''
  }

  /**
   * @param {Fault['why']} why
   * @param {number} [seq]
   * @returns {Fault}
   */
  #fault(why, seq) {
    return seq === undefined ? { at: this.#size, why } : { at: this.#size, why, seq }
  }
}

/**
 * Whether here stand exactly so many JSON texts, each after a comma, each written as the station writes it.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 * @param {number} count
 */
function areTexts(bytes, from, to, count) {
  let at = from
  for (let k = 0; k < count; k++) {
    if (bytes[at] !== 0x2c || bytes[at + 1] !== 0x22) return false
    for (at += 2; at < to && bytes[at] !== 0x22; at++) {
      const byte = /** @type {number} */ (bytes[at])
      // An escape, or a letter beyond ASCII: seldom, and looked at with more care.
      if (byte < 0x20 || byte > 0x7e || byte === 0x5c) return areCanonicalTexts(bytes, from, to, count)
    }
    if (at >= to) return false
    at++
  }
  return at === to
}

/** @type {(bytes: Uint8Array, from: number, to: number, count: number) => boolean} */
function areCanonicalTexts(bytes, from, to, count) {
  const text = fromUtf8(bytes.subarray(from + 1, to))
  const texts = text === undefined ? undefined : readJson(`[${text}]`)
  return isTexts(texts) && texts.length === count && JSON.stringify(texts) === `[${text}]`
}

/** @param {number | undefined} byte */
function isDigit(byte) {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

/**
 * 64 hex digits in lower case.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @returns {Uint8Array | undefined}
 */
function fromHexAt(bytes, from) {
  if (from < 0 || from + 64 > bytes.length) return undefined
  const out = new Uint8Array(32)
  for (let k = 0; k < 32; k++) {
    const high = DIGITS[/** @type {number} */ (bytes[from + 2 * k])] ?? 16
    const low = DIGITS[/** @type {number} */ (bytes[from + 2 * k + 1])] ?? 16
    if (high > 15 || low > 15) return undefined
    out[k] = high * 16 + low
  }
  return out
}

/** What each byte is worth as a hex digit; 16 for what is none. */
const DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const at = '0123456789abcdef'.indexOf(String.fromCharCode(byte))
  return at < 0 ? 16 : at
})
