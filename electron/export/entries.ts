import { toBase64 } from '../domain/ledger/checkpoint.ts'
import type { Entry } from '../domain/ledger/entry.ts'
import type { Hash } from '../domain/ledger/merkle.ts'

/** What stands in the first line of a ledger file. */
interface LedgerHead {
  /** Entries say who did what when; hashes alone prove that nothing was changed, and tell nothing. */
  of: 'entries' | 'hashes'
  /** `viewing-station/<id>` */
  origin: string
  publicKey: Uint8Array
  size: number
  /** Signed notes that were kept, ascending by size; the last is of `size`. */
  checkpoints: readonly string[]
}

/**
 * The ledger for a verifier elsewhere, as JSON Lines: the head, then a line an entry, each with its leaf hash in hex:
 * `[seq,at,kind,actor,subject,commitment,hash]`, or `[seq,hash]` of hashes alone. No personal detail is in it.
 */
export async function* ledgerFile(
  head: LedgerHead,
  slices: AsyncIterable<readonly (Entry & { hash: Hash })[]>,
): AsyncGenerator<string> {
  const { of, origin, publicKey, size, checkpoints } = head
  yield line({
    format: 'viewing-station-ledger',
    version: 2,
    of,
    origin,
    publicKey: toBase64(publicKey),
    size,
    checkpoints,
  })
  for await (const slice of slices)
    yield slice
      .map(({ seq, at, kind, actor, subject, commitment, hash }) => {
        const hex = Buffer.from(hash).toString('hex')
        return line(of === 'entries' ? [seq, at, kind, actor, subject, commitment, hex] : [seq, hex])
      })
      .join('')
}

/** The proof that the ledger of one checkpoint is the beginning of another's (RFC 9162 §2.1.4), for a verifier elsewhere. */
export function consistencyFile(
  publicKey: Uint8Array,
  from: string,
  to: string,
  proof: readonly Hash[],
): string {
  return line({
    format: 'viewing-station-consistency',
    version: 1,
    publicKey: toBase64(publicKey),
    from,
    to,
    proof: proof.map(toBase64),
  })
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
