// The tree of RFC 6962 §2.1 and RFC 9162 §2.1: leaves, roots, and the two kinds of proof.

import { equal } from './bytes.js'
import { Sha256, sha256 } from './sha2.js'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)
const hash = new Sha256()

/**
 * @param {Uint8Array} entry the entry's bytes
 * @returns {Uint8Array}
 */
export function leafHash(entry) {
  return hash.update(LEAF).update(entry).digest()
}

/**
 * The leaf of an entry that stands within other bytes, between two marks of its own.
 * @param {Uint8Array} before
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 * @param {Uint8Array} after
 * @returns {Uint8Array}
 */
export function leafHashWithin(before, bytes, from, to, after) {
  return hash.update(LEAF).update(before).update(bytes, from, to).update(after).digest()
}

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {Uint8Array}
 */
export function nodeHash(left, right) {
  return hash.update(NODE).update(left).update(right).digest()
}

/** A tree that grows: it keeps the roots of its perfect subtrees only, so its size costs nothing. */
export class Frontier {
  size = 0
  /** @type {Uint8Array[]} largest subtree first */
  #peaks = []

  /** @param {Uint8Array} leaf */
  append(leaf) {
    let node = leaf
    for (let full = this.size; full % 2 === 1; full = (full - 1) / 2)
      node = nodeHash(/** @type {Uint8Array} */ (this.#peaks.pop()), node)
    this.#peaks.push(node)
    this.size += 1
  }

  /** @returns {Uint8Array} the root of what has been appended so far */
  root() {
    let root = this.#peaks.at(-1)
    if (root === undefined) return sha256()
    for (let at = this.#peaks.length - 2; at >= 0; at--)
      root = nodeHash(/** @type {Uint8Array} */ (this.#peaks[at]), root)
    return root
  }
}

/**
 * RFC 9162 §2.1.3.2.
 * @param {Uint8Array} leaf
 * @param {number} index
 * @param {number} size
 * @param {readonly Uint8Array[]} path
 * @returns {Uint8Array | undefined} the root that the path leads to; nothing where it is too long or too short
 */
export function rootOfInclusion(leaf, index, size, path) {
  if (!isPlace(index) || !isPlace(size) || index >= size) return undefined
  let fn = index
  let sn = size - 1
  let root = leaf
  for (const node of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(node, root)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else root = nodeHash(root, node)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? root : undefined
}

/**
 * RFC 9162 §2.1.4.2: whether the larger tree begins with the smaller one. Every tree begins with the empty one, which
 * needs no proof and takes none.
 * @param {{ size: number, root: Uint8Array }} from
 * @param {{ size: number, root: Uint8Array }} to
 * @param {readonly Uint8Array[]} path
 * @returns {boolean}
 */
export function isConsistent(from, to, path) {
  if (!isPlace(from.size) || !isPlace(to.size) || from.size > to.size) return false
  if (from.size === 0) return path.length === 0 && equal(from.root, sha256())
  if (from.size === to.size) return path.length === 0 && equal(from.root, to.root)
  if (path.length === 0) return false
  const nodes = isPowerOfTwo(from.size) ? [from.root, ...path] : [...path]
  let fn = from.size - 1
  let sn = to.size - 1
  while (fn % 2 === 1) {
    fn = (fn - 1) / 2
    sn = Math.floor(sn / 2)
  }
  let [older, ...rest] = nodes
  let newer = older
  for (const node of rest) {
    if (sn === 0 || older === undefined || newer === undefined) return false
    if (fn % 2 === 1 || fn === sn) {
      older = nodeHash(node, older)
      newer = nodeHash(node, newer)
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2
        sn = Math.floor(sn / 2)
      }
    } else newer = nodeHash(newer, node)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && equal(older, from.root) && equal(newer, to.root)
}

/** @param {number} number */
function isPlace(number) {
  return Number.isSafeInteger(number) && number >= 0
}

/** @param {number} number */
function isPowerOfTwo(number) {
  let rest = number
  while (rest % 2 === 0) rest /= 2
  return rest === 1
}
