import { toBase64 } from '../domain/ledger/checkpoint.ts'
import type { Entry } from '../domain/ledger/entry.ts'

/**
 * The ledger for a verifier elsewhere: every entry's hashable part and its leaf hash, the signed checkpoint and the
 * public key. `{version: 1, publicKey, checkpoint, entries: [[seq, at, kind, actor, subject, commitment, hash hex], …]}`
 */
export function entriesFile(
  entries: readonly (Entry & { hash: Uint8Array })[],
  checkpoint: string,
  publicKey: Uint8Array,
): string {
  const listed = entries.map(({ seq, at, kind, actor, subject, commitment, hash }) =>
    JSON.stringify([seq, at, kind, actor, subject, commitment, Buffer.from(hash).toString('hex')]),
  )
  const head = JSON.stringify({ version: 1, publicKey: toBase64(publicKey), checkpoint })
  return `${head.slice(0, -1)},"entries":[\n${listed.join(',\n')}\n]}\n`
}
