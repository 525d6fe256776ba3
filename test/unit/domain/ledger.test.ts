import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
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
import { canonical, commit, type Entry, entryHash } from '#domain/ledger/entry.ts'
import { Frontier, inclusionProof, leafHash, rootFromProof, treeHash } from '#domain/ledger/merkle.ts'

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
  8: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
}

test('the tree agrees with the published roots', () => {
  const leaves = published.map((input) => leafHash(Buffer.from(input, 'hex')))
  for (const [size, root] of Object.entries(roots))
    expect(hex(treeHash(leaves.slice(0, Number(size))))).toBe(root)
})

test('every entry of every tree up to 64 can be proven, in its own place only', () => {
  const leaves = Array.from({ length: 64 }, (_, index) => leafHash(Uint8Array.of(index)))
  for (let size = 1; size <= 64; size++) {
    const root = hex(treeHash(leaves.slice(0, size)))
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof(leaves.slice(0, size), index)
      expect(hex(rootFromProof(leaves[index]!, index, size, proof))).toBe(root)
      if (size > 1)
        expect(() => rootFromProof(leaves[index]!, index, size, proof.slice(1))).toThrow(RangeError)
    }
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
}
const vectors = JSON.parse(readFileSync('test/fixtures/ledger-vectors.json', 'utf8')) as Vectors

test('the bytes of an entry, its commitment and its leaf are those once committed to', () => {
  expect(commit(vectors.salt, vectors.details)).toBe(vectors.entry.commitment)
  expect(Buffer.from(canonical(vectors.entry)).toString('utf8')).toBe(vectors.canonical)
  expect(hex(entryHash(vectors.entry))).toBe(vectors.leaf)
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
