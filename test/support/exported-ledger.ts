import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { signCheckpoint } from '../../electron/domain/ledger/checkpoint.ts'
import { type ActKind, canonical, commit, type Entry, entryHash } from '../../electron/domain/ledger/entry.ts'
import { Frontier, type Hash, treeHash } from '../../electron/domain/ledger/merkle.ts'
import { examine } from '../../resources/verifier/examine.js'
import type { Report } from '../../resources/verifier/findings.js'
import type { Source } from '../../resources/verifier/source.js'

/** Somebody who can sign in the name of a station. */
export interface Keeper {
  origin: string
  publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** A new institution with a key of its own. */
export function newKeeper(origin = 'viewing-station/0123456789abcdef'): Keeper {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { origin, publicKey: rawKey(publicKey), sign: (message) => sign(null, message, privateKey) }
}

function rawKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(12))
}

/** An entry as a station would make it; `seq` and `about` decide all of it. */
export function entryAt(seq: number, about = ''): Entry {
  return {
    seq,
    at: new Date(Date.UTC(2026, 10, 22, 5, 5, 9) + seq * 60_000).toISOString(),
    kind: 'request.received' as ActKind,
    actor: `actor-${seq % 3}`,
    subject: `request:r${seq}${about}`,
    commitment: commit('000102030405060708090a0b0c0d0e0f', { number: seq, about }),
  }
}

/** So many entries in a row; `from` on they are another history's. */
export function history(size: number, about = '', from = 0): Entry[] {
  return Array.from({ length: size }, (_, seq) => entryAt(seq, seq < from ? '' : about))
}

/** The signed note over the first so many entries. */
export function noteAt(keeper: Keeper, entries: readonly Entry[], size: number): string {
  const frontier = new Frontier()
  for (const entry of entries.slice(0, size)) frontier.append(entryHash(entry))
  return signCheckpoint({ origin: keeper.origin, size, root: frontier.root() }, keeper)
}

/** A ledger file as the station writes it, in its parts, so that they can be tampered with. */
export interface LedgerParts {
  head: {
    format: string
    version: number
    of: 'entries' | 'hashes'
    origin: string
    publicKey: string
    size: number
    checkpoints: string[]
  }
  lines: string[]
}

export function ledgerParts(
  keeper: Keeper,
  entries: readonly Entry[],
  noteSizes: readonly number[],
  of: 'entries' | 'hashes' = 'entries',
): LedgerParts {
  const size = entries.length
  return {
    head: {
      format: 'viewing-station-ledger',
      version: 2,
      of,
      origin: keeper.origin,
      publicKey: Buffer.from(keeper.publicKey).toString('base64'),
      size,
      checkpoints: [...noteSizes, size].map((at) => noteAt(keeper, entries, at)),
    },
    lines: entries.map((entry) => lineOf(entry, of)),
  }
}

export function lineOf(entry: Entry, of: 'entries' | 'hashes' = 'entries'): string {
  const hash = Buffer.from(entryHash(entry)).toString('hex')
  const body = Buffer.from(canonical(entry)).toString('utf8').slice('[1,'.length, -1)
  return of === 'entries' ? `[${body},"${hash}"]` : `[${entry.seq},"${hash}"]`
}

export function fileText({ head, lines }: LedgerParts): string {
  return [JSON.stringify(head), ...lines].map((line) => `${line}\n`).join('')
}

/** A file in memory, as the verifier takes it. */
export function sourceOf(path: string, content: string | Uint8Array): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    size: bytes.length,
    bytes: async (from, to) => bytes.slice(from, to),
  }
}

/** What the verifier says of these files. */
export function verifierSays(files: readonly Source[], typed = '', key = ''): Promise<Report> {
  const watch = {
    signal: new AbortController().signal,
    tell: () => undefined,
    breathe: async () => undefined,
  }
  return examine({ files, typed, key }, watch)
}

/** Of one ledger file. */
export function saysOf(text: string | Uint8Array, typed = '', key = ''): Promise<Report> {
  return verifierSays([sourceOf('ledger.vsl', text)], typed, key)
}

export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** PROOF(m, D), RFC 9162 §2.1.4.1: that a ledger with these leaves begins with the one of the first so many. */
export function proofBetween(leaves: readonly Hash[], size: number, isWhole = true): Hash[] {
  if (size === leaves.length) return isWhole ? [] : [treeHash(leaves)]
  const split = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return size <= split
    ? [...proofBetween(left, size, isWhole), treeHash(right)]
    : [...proofBetween(right, size - split, false), treeHash(left)]
}
