import { expect, test } from 'vitest'
import { equal, fromHex, toHex } from '../../../resources/verifier/bytes.js'
import {
  Frontier,
  isConsistent,
  leafHash,
  nodeHash,
  rootOfInclusion,
} from '../../../resources/verifier/tree.js'

const hex = (text: string): Uint8Array => fromHex(text) ?? expect.fail(text)

/** The vectors of the certificate-transparency reference implementation (merkletree tests). */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const A = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const B = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const C = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const D = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const E = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const F = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'
const [, ROOT_1 = '', ROOT_2 = '', , ROOT_4 = ''] = ROOTS
const INCLUSION: [index: number, size: number, path: string[]][] = [
  [0, 1, []],
  [0, 8, [A, B, C]],
  [5, 8, [D, E, ROOT_4]],
  [2, 3, [ROOT_2]],
  [1, 5, [ROOT_1, B, D]],
]
const CONSISTENCY: [from: number, to: number, path: string[]][] = [
  [1, 1, []],
  [1, 8, [A, B, C]],
  [6, 8, [F, E, ROOT_4]],
  [2, 5, [B, D]],
]

test('roots and proofs are those that are published for RFC 6962', () => {
  const frontier = new Frontier()
  const leaves = ENTRIES.map((entry) => leafHash(hex(entry)))
  expect(toHex(frontier.root())).toBe(ROOTS[0])
  for (const [at, leaf] of leaves.entries()) {
    frontier.append(leaf)
    expect(toHex(frontier.root())).toBe(ROOTS[at + 1])
  }
  for (const [index, size, path] of INCLUSION) {
    const root = rootOfInclusion(leaves[index] ?? expect.fail(), index, size, path.map(hex))
    expect(toHex(root ?? new Uint8Array())).toBe(ROOTS[size])
  }
  for (const [from, to, path] of CONSISTENCY) {
    const ends = [from, to].map((size) => ({ size, root: hex(ROOTS[size] ?? '') })) as [End, End]
    expect(isConsistent(...ends, path.map(hex))).toBe(true)
  }
})

type End = { size: number; root: Uint8Array }
const MOST = 256
const leaves = Array.from({ length: MOST }, (_, at) => leafHash(Uint8Array.of(at, at >> 8)))
const known = new Map<number, Uint8Array>()

/** MTH(D[from:to]) by its definition (RFC 9162 §2.1.1), each range once. */
function mth(from: number, to: number): Uint8Array {
  const name = from * 1000 + to
  const before = known.get(name)
  if (before !== undefined) return before
  const only = leaves[from]
  if (only === undefined) throw new RangeError('no leaf')
  const middle = from + split(to - from)
  const hash = to - from === 1 ? only : nodeHash(mth(from, middle), mth(middle, to))
  known.set(name, hash)
  return hash
}

/** The largest power of two below n. */
const split = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1)

/** PATH(m, D[from:to]), RFC 9162 §2.1.3.1. */
function path(m: number, from: number, to: number): Uint8Array[] {
  if (to - from === 1) return []
  const k = split(to - from)
  return m < k
    ? [...path(m, from, from + k), mth(from + k, to)]
    : [...path(m - k, from + k, to), mth(from, from + k)]
}

/** SUBPROOF(m, D[from:to], b), RFC 9162 §2.1.4.1. */
function subproof(m: number, from: number, to: number, isWhole: boolean): Uint8Array[] {
  if (m === to - from) return isWhole ? [] : [mth(from, to)]
  const k = split(to - from)
  return m <= k
    ? [...subproof(m, from, from + k, isWhole), mth(from + k, to)]
    : [...subproof(m - k, from + k, to, false), mth(from, from + k)]
}

test('every inclusion proof for sizes to 256 leads to the root, and to no other place', () => {
  let held = 0
  for (let size = 1; size <= MOST; size++) {
    const root = mth(0, size)
    for (let index = 0; index < size; index++) {
      const proof = path(index, 0, size)
      const leaf = leaves[index] ?? expect.fail()
      if (!equal(rootOfInclusion(leaf, index, size, proof), root)) expect.fail(`${index} in ${size}`)
      held++
      const others = [
        rootOfInclusion(leaf, index, size, [...proof, root]),
        rootOfInclusion(leaf, (index + 1) % size, size, proof),
        rootOfInclusion(leaf, size, size, proof),
        proof.length === 0 ? undefined : rootOfInclusion(leaf, index, size, proof.slice(1)),
      ]
      if (size > 1 && others.some((other) => equal(other, root))) expect.fail(`${index} in ${size}`)
    }
  }
  expect(held).toBe((MOST * (MOST + 1)) / 2)
  const leaf = leaves[0] ?? expect.fail()
  for (const [index, size] of [
    [-1, 1],
    [0, 0],
    [0.5, 2],
    [0, Number.NaN],
    [2 ** 53, 2 ** 53 + 2],
  ] as const)
    expect(rootOfInclusion(leaf, index, size, [])).toBeUndefined()
})

test('every consistency proof for sizes 0 to 256 holds, and none that was touched', () => {
  let held = 0
  const end = (size: number): End => ({ size, root: size === 0 ? new Frontier().root() : mth(0, size) })
  for (let to = 0; to <= MOST; to++)
    for (let from = 0; from <= to; from++) {
      const proof = from === 0 ? [] : subproof(from, 0, to, true)
      const a = end(from)
      const b = end(to)
      if (!isConsistent(a, b, proof)) expect.fail(`${from} to ${to}`)
      held++
      const wrong = leaves[7] ?? expect.fail()
      const isFooled =
        isConsistent({ ...a, root: wrong }, b, proof) ||
        (from > 0 && isConsistent(a, { ...b, root: wrong }, proof)) ||
        isConsistent(a, b, [...proof, wrong]) ||
        (proof.length > 0 && isConsistent(a, b, proof.slice(0, -1))) ||
        (proof.length > 0 && isConsistent(a, b, [wrong, ...proof.slice(1)])) ||
        (from < to && from > 0 && isConsistent(b, a, proof))
      if (isFooled) expect.fail(`${from} to ${to}`)
    }
  expect(held).toBe(((MOST + 1) * (MOST + 2)) / 2)
})
