import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { consistencyRanges, type Range } from './consistency.ts'

export type Hash = Uint8Array

const LEAF = Uint8Array.of(0x00)
const NODE = Uint8Array.of(0x01)

/** RFC 6962 §2.1: the prefix keeps a leaf from ever being mistaken for a node. */
export function leafHash(entry: Uint8Array): Hash {
  return sha256(concatBytes(LEAF, entry))
}

function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(concatBytes(NODE, left, right))
}

/**
 * The growing edge of a tree: the roots of its perfect subtrees, largest first (RFC 9162 §2.1.2's stack). Appending
 * costs O(log n) hashes and the root O(log n), whatever the size of the ledger. What a hash is kept as, and how two make
 * one, is said by `combine`: whoever checks a million entries has a faster one than the domain.
 */
export class Peaks<H> {
  #size = 0
  readonly #roots: H[] = []
  readonly #combine: (left: H, right: H) => H

  constructor(combine: (left: H, right: H) => H) {
    this.#combine = combine
  }

  get size(): number {
    return this.#size
  }

  append(leaf: H): void {
    let node = leaf
    for (let size = this.#size; size % 2 === 1; size = Math.floor(size / 2))
      node = this.#combine(this.#roots.pop() as H, node)
    this.#roots.push(node)
    this.#size += 1
  }

  /** MTH of all leaves so far; of none, nothing. */
  root(): H | undefined {
    return this.#roots.length === 0
      ? undefined
      : this.#roots.reduceRight((right, left) => this.#combine(left, right))
  }

  /** The same edge, independent of this one, with its hashes kept as something else. */
  as<T>(combine: (left: T, right: T) => T, kept: (hash: H) => T): Peaks<T> {
    const twin = new Peaks(combine)
    twin.#size = this.#size
    twin.#roots.push(...this.#roots.map(kept))
    return twin
  }
}

/** The growing edge of a ledger's tree. */
export class Frontier {
  readonly #peaks: Peaks<Hash>

  constructor(peaks = new Peaks(nodeHash)) {
    this.#peaks = peaks
  }

  /** An edge that was grown elsewhere, its hashes told as bytes. */
  static from<H>(peaks: Peaks<H>, bytes: (hash: H) => Hash): Frontier {
    return new Frontier(peaks.as(nodeHash, bytes))
  }

  get size(): number {
    return this.#peaks.size
  }

  append(leaf: Hash): void {
    this.#peaks.append(leaf)
  }

  /** MTH of all leaves so far; of none, the hash of nothing (RFC 6962 §2.1). */
  root(): Hash {
    return this.#peaks.root() ?? sha256(new Uint8Array())
  }

  /** An independent copy, to try an append before it is durable. */
  copy(): Frontier {
    return Frontier.from(this.#peaks, (hash) => hash)
  }
}

/** The hash of the whole ledger: change, drop, add or reorder one entry and it differs (RFC 6962 §2.1). */
export function treeHash(leaves: readonly Hash[]): Hash {
  const frontier = new Frontier()
  for (const leaf of leaves) frontier.append(leaf)
  return frontier.root()
}

/**
 * Of which parts of a ledger the proof for the entry at `index` holds the roots, each part from its first entry up to, not
 * including, its last (RFC 6962 §2.1.1): so that a proof over a million entries can be made while they are read.
 */
export function inclusionRanges(index: number, size: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError(`no entry ${index} in ${size}`)
  const ranges: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const split = from + largestPowerOfTwoBelow(to - from)
    ranges.unshift(index < split ? [split, to] : [from, split])
    if (index < split) to = split
    else from = split
  }
  return ranges
}

/** Proof that the entry at `index` is among these leaves, without showing the others (RFC 6962 §2.1.1). */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  return inclusionRanges(index, leaves.length).map(([from, to]) => treeHash(leaves.slice(from, to)))
}

/** The root that `proof` claims for `leaf`; the caller compares it with a signed one. Throws where it has the wrong length. */
export function rootFromProof(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash {
  if (index < 0 || index >= size) throw new RangeError('malformed proof')
  if (size === 1) {
    if (proof.length !== 0) throw new RangeError('malformed proof')
    return leaf
  }
  const sibling = proof.at(-1)
  if (sibling === undefined) throw new RangeError('malformed proof')
  const split = largestPowerOfTwoBelow(size)
  const rest = proof.slice(0, -1)
  return index < split
    ? nodeHash(rootFromProof(leaf, index, split, rest), sibling)
    : nodeHash(sibling, rootFromProof(leaf, index - split, size - split, rest))
}

/** Proof that the ledger of these leaves goes on from that of its first `from` (RFC 9162 §2.1.4.1). */
export function consistencyProof(leaves: readonly Hash[], from: number): Hash[] {
  return consistencyRanges(from, leaves.length).map(([begin, end]) => treeHash(leaves.slice(begin, end)))
}

/**
 * Whether the ledger of `to` entries goes on from that of `from` entries (RFC 9162 §2.1.4.2). Every ledger goes on from the
 * empty one and from itself, and needs no proof for it; a proof where none is needed is malformed, and nothing is proven.
 */
export function isConsistent(
  from: { size: number; root: Hash },
  to: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (from.size > to.size) return false
  if (from.size === 0) return proof.length === 0 && isSame(from.root, treeHash([]))
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root)
  const nodes = isPowerOfTwo(from.size) ? [from.root, ...proof] : [...proof]
  const first = nodes.shift()
  if (first === undefined) return false
  let [fn, sn] = [from.size - 1, to.size - 1]
  for (; fn % 2 === 1; fn = (fn - 1) / 2) sn = Math.floor(sn / 2)
  let [older, newer] = [first, first]
  for (const node of nodes) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      older = nodeHash(node, older)
      newer = nodeHash(node, newer)
      for (; fn % 2 === 0 && fn !== 0; fn /= 2) sn = Math.floor(sn / 2)
    } else newer = nodeHash(newer, node)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 && isSame(older, from.root) && isSame(newer, to.root)
}

function isSame(a: Hash, b: Hash): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n))
}

function largestPowerOfTwoBelow(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
