import { commit, type Entry, entryHash } from '../../electron/domain/ledger/entry.ts'
import { inclusionProof } from '../../electron/domain/ledger/merkle.ts'
import { entryAt, type Keeper, noteAt, sha256Hex } from './exported-ledger.ts'

const SALT = '00112233445566778899aabbccddeeff'

/** The files of a package whose entry follows these; only what a verifier looks at is as in real ones. */
export function packageAround(
  keeper: Keeper,
  before: readonly Entry[],
  film: string | Uint8Array,
  extra: Record<string, unknown> = {},
): Record<string, string | Uint8Array> {
  const sheet = '<!doctype html><title>확인도구</title>'
  const manifest = `${JSON.stringify(
    {
      version: 2,
      origin: keeper.origin,
      requestNumber: '2026-0001',
      file: { name: 'film.mp4', sizeBytes: Buffer.byteLength(film), sha256: sha256Hex(film) },
      sheets: [{ name: '확인도구.html', sha256: sha256Hex(sheet) }],
    },
    undefined,
    2,
  )}\n`
  // Keys that are numbers, and keys in another order than they are hashed in.
  const details = {
    sha256: sha256Hex(film),
    manifestSha256: sha256Hex(manifest),
    10: 'b',
    9: ['a', { z: 1, b: 2 }],
    ...extra,
  }
  const entry = { ...entryAt(before.length), commitment: commit(SALT, details as never) }
  const entries = [...before, entry]
  const proof = inclusionProof(entries.map(entryHash), before.length)
  return {
    'film.mp4': film,
    '확인도구.html': sheet,
    '수령증.pdf': '%PDF-1.7',
    'manifest.json': manifest,
    'proof.json': JSON.stringify({
      version: 1,
      publicKey: Buffer.from(keeper.publicKey).toString('base64'),
      entry,
      salt: SALT,
      details,
      inclusion: proof.map((hash) => Buffer.from(hash).toString('base64')),
    }),
    'checkpoint.txt': noteAt(keeper, entries, entries.length),
  }
}
