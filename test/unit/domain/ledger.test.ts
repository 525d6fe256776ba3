import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fromBase64,
  openCheckpoint,
  type Signer,
  signCheckpoint,
  toBase64,
} from '#domain/ledger/checkpoint.ts'
import { consistencyRanges } from '#domain/ledger/consistency.ts'
import { canonical, commit, type Entry, entryHash } from '#domain/ledger/entry.ts'
import {
  consistencyProof,
  Frontier,
  type Hash,
  inclusionProof,
  inclusionRanges,
  isConsistent,
  leafHash,
  Peaks,
  rootFromProof,
  treeHash,
} from '#domain/ledger/merkle.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

// RFC 6962 test inputs and roots as published by Certificate Transparency implementations.
const published = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots: Record<number, string> = {
  0: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  1: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  2: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  3: 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  4: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  5: '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  6: '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  7: 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  8: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
}

test('the tree agrees with the published roots', () => {
  const leaves = published.map((input) => leafHash(Buffer.from(input, 'hex')))
  for (const [size, root] of Object.entries(roots))
    expect(hex(treeHash(leaves.slice(0, Number(size))))).toBe(root)
})

/** Proofs as Certificate Transparency implementations publish them for the same inputs: index, size, nodes in hex. */
const publishedInclusions: [number, number, string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]
const publishedConsistencies: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

test('proofs agree with the published ones', () => {
  const leaves = published.map((input) => leafHash(Buffer.from(input, 'hex')))
  for (const [index, size, nodes] of publishedInclusions)
    expect(inclusionProof(leaves.slice(0, size), index).map(hex)).toEqual(nodes)
  for (const [from, to, nodes] of publishedConsistencies)
    expect(consistencyProof(leaves.slice(0, to), from).map(hex)).toEqual(nodes)
})

const LEAVES = Array.from({ length: 256 }, (_, index) => leafHash(Uint8Array.of(index)))
const ROOTS = Array.from({ length: 257 }, (_, size) => treeHash(LEAVES.slice(0, size)))
/** Roots of parts of the ledger, each worked out once: the proofs of all sizes ask for the same ones again and again. */
const parts = new Map<string, Hash>()

function partOf([from, to]: readonly [number, number]): Hash {
  const name = `${from}-${to}`
  const root = parts.get(name) ?? treeHash(LEAVES.slice(from, to))
  parts.set(name, root)
  return root
}

test('every entry of every ledger up to 256 can be proven, in its own place only', () => {
  for (let size = 1; size <= 256; size++)
    for (let index = 0; index < size; index++) {
      const proof = inclusionRanges(index, size).map(partOf)
      expect(hex(rootFromProof(LEAVES[index]!, index, size, proof))).toBe(hex(ROOTS[size]!))
      if (size > 1)
        expect(() => rootFromProof(LEAVES[index]!, index, size, proof.slice(1))).toThrow(RangeError)
    }
})

test('every ledger up to 256 goes on from each before it, and from no other', () => {
  const told = (size: number, root = ROOTS[size]!) => ({ size, root })
  const other = leafHash(Uint8Array.of(1, 2, 3))
  for (let to = 0; to <= 256; to++)
    for (let from = 0; from <= to; from++) {
      const proof = consistencyRanges(from, to).map(partOf)
      expect(isConsistent(told(from), told(to), proof)).toBe(true)
      expect(isConsistent(told(from, other), told(to), proof)).toBe(false)
      expect(isConsistent(told(from), told(to), [...proof, other])).toBe(false)
      if (from > 0) expect(isConsistent(told(from), told(to, other), proof)).toBe(false)
      if (proof.length > 0) expect(isConsistent(told(from), told(to), proof.slice(1))).toBe(false)
    }
  expect(isConsistent(told(5), told(4), [])).toBe(false)
})

test('the same tree comes of hashes that are kept as something else', () => {
  const peaks = new Peaks((left: string, right: string) =>
    createHash('sha256')
      .update(Buffer.from(`01${left}${right}`, 'hex'))
      .digest('hex'),
  )
  for (const [index, leaf] of LEAVES.entries()) {
    expect(Buffer.from(Frontier.from(peaks, (text) => Buffer.from(text, 'hex')).root())).toEqual(
      Buffer.from(ROOTS[index]!),
    )
    peaks.append(hex(leaf))
  }
})

test('a proof does not carry another entry, nor the same one elsewhere', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1e6), { minLength: 2, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      (values, a, b) => {
        const leaves = values.map((value) => leafHash(Buffer.from(String(value))))
        const [index, other] = [a % leaves.length, b % leaves.length]
        fc.pre(index !== other)
        const proof = inclusionProof(leaves, index)
        const root = hex(treeHash(leaves))
        expect(hex(rootFromProof(leaves[other]!, index, leaves.length, proof))).not.toBe(root)
      },
    ),
  )
})

test('a copy of the edge grows apart from it', () => {
  const frontier = new Frontier()
  frontier.append(leafHash(Uint8Array.of(1)))
  const copy = frontier.copy()
  copy.append(leafHash(Uint8Array.of(2)))
  expect([frontier.size, copy.size]).toEqual([1, 2])
  expect(hex(frontier.root())).not.toBe(hex(copy.root()))
})

interface Vectors {
  entry: Entry
  salt: string
  details: Record<string, string | number>
  canonical: string
  leaf: string
  seed: string
  note: string
  /** A ledger of seven entries: the proofs were worked out by code that shares nothing with the station's. */
  ledger: {
    entries: Entry[]
    bytes: string[]
    leaves: string[]
    roots: string[]
    inclusion: { index: number; size: number; proof: string[] }[]
    consistency: { from: number; to: number; proof: string[] }[]
    notes: string[]
  }
}
const vectors = JSON.parse(readFileSync('test/fixtures/ledger-vectors.json', 'utf8')) as Vectors

test('the bytes of an entry, its commitment and its leaf are those once committed to', () => {
  expect(commit(vectors.salt, vectors.details)).toBe(vectors.entry.commitment)
  expect(Buffer.from(canonical(vectors.entry)).toString('utf8')).toBe(vectors.canonical)
  expect(hex(entryHash(vectors.entry))).toBe(vectors.leaf)
})

test('a ledger once committed to has the same bytes, leaves, roots, proofs and signed notes', () => {
  const { entries, bytes, leaves, roots, inclusion, consistency, notes } = vectors.ledger
  const hashes = entries.map(entryHash)
  expect(entries.map((entry) => Buffer.from(canonical(entry)).toString('utf8'))).toEqual(bytes)
  expect(hashes.map(hex)).toEqual(leaves)
  expect(roots.map((_, size) => hex(treeHash(hashes.slice(0, size))))).toEqual(roots)
  for (const { index, size, proof } of inclusion)
    expect(inclusionProof(hashes.slice(0, size), index).map(hex)).toEqual(proof)
  for (const { from, to, proof } of consistency)
    expect(consistencyProof(hashes.slice(0, to), from).map(hex)).toEqual(proof)
  const signer = signerOf(Buffer.from(vectors.seed, 'hex'))
  for (const note of notes) {
    const found = openCheckpoint(note, signer.publicKey, check)
    expect(hex(found?.root ?? new Uint8Array())).toBe(roots[found?.size ?? -1])
    expect(signCheckpoint({ ...found!, origin: 'viewing-station/vector' }, signer)).toBe(note)
  }
})

test('details are committed to whatever order they are written in, at every depth', () => {
  expect(commit('00', { b: 1, a: { d: [1, { y: 2, x: 1 }], c: null } })).toBe(
    commit('00', { a: { c: null, d: [1, { x: 1, y: 2 }] }, b: 1 }),
  )
  expect(commit('00', { a: 1 })).not.toBe(commit('01', { a: 1 }))
})

function signerOf(seed: Buffer): Signer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { publicKey: spki.subarray(12), sign: (message) => sign(null, message, key) }
}
const check = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)
}

test('a checkpoint is the signed note once committed to, and opens with its key only', () => {
  const signer = signerOf(Buffer.from(vectors.seed, 'hex'))
  const checkpoint = { origin: 'viewing-station/vector', size: 1, root: entryHash(vectors.entry) }
  expect(signCheckpoint(checkpoint, signer)).toBe(vectors.note)
  expect(openCheckpoint(vectors.note, signer.publicKey, check)).toEqual(checkpoint)
  expect(openCheckpoint(vectors.note, signerOf(Buffer.alloc(32, 9)).publicKey, check)).toBeUndefined()
})

test('a note with any one character changed does not open', () => {
  const signer = signerOf(Buffer.from(vectors.seed, 'hex'))
  fc.assert(
    fc.property(
      fc.nat(vectors.note.length - 1),
      fc.constantFrom('0', 'a', 'Z', '+', '/', '\n', ' ', '—', '=', '9'),
      (at, character) => {
        fc.pre(vectors.note[at] !== character)
        const changed = vectors.note.slice(0, at) + character + vectors.note.slice(at + 1)
        expect(openCheckpoint(changed, signer.publicKey, check)).toBeUndefined()
      },
    ),
  )
})

test('base64 is that of everybody else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes])
    }),
  )
})
