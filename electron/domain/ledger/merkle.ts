import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'

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
 * costs O(log n) hashes and the root O(log n), whatever the size of the ledger.
 */
export class Frontier {
  #size = 0
  readonly #roots: Hash[] = []

  get size(): number {
    return this.#size
  }

  append(leaf: Hash): void {
    let node = leaf
    for (let size = this.#size; size % 2 === 1; size = Math.floor(size / 2))
      node = nodeHash(this.#roots.pop() as Hash, node)
    this.#roots.push(node)
    this.#size += 1
  }

  /** MTH of all leaves so far; of none, the hash of nothing (RFC 6962 §2.1). */
  root(): Hash {
    if (this.#size === 0) return sha256(new Uint8Array())
    return this.#roots.reduceRight((right, left) => nodeHash(left, right))
  }

  /** An independent copy, to try an append before it is durable. */
  copy(): Frontier {
    const twin = new Frontier()
    twin.#size = this.#size
    twin.#roots.push(...this.#roots)
    return twin
  }
}

/** The hash of the whole ledger: change, drop, add or reorder one entry and it differs (RFC 6962 §2.1). */
export function treeHash(leaves: readonly Hash[]): Hash {
  const frontier = new Frontier()
  for (const leaf of leaves) frontier.append(leaf)
  return frontier.root()
}

/** Proof that the entry at `index` is among these leaves, without showing the others (RFC 6962 §2.1.1). */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no entry ${index} in ${leaves.length}`)
  if (leaves.length === 1) return []
  const split = largestPowerOfTwoBelow(leaves.length)
  return index < split
    ? [...inclusionProof(leaves.slice(0, split), index), treeHash(leaves.slice(split))]
    : [...inclusionProof(leaves.slice(split), index - split), treeHash(leaves.slice(0, split))]
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

function largestPowerOfTwoBelow(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
