import { z } from 'zod'
import { fromBase64, openCheckpoint, toBase64, type VerifySignature } from './checkpoint.ts'
import type { Hash } from './merkle.ts'

/** A checkpoint as somebody types or scans it from paper. */

/** What holding it against this ledger says. */
export const PaperAnswer = z.strictObject({
  outcome: z.enum([
    /** The ledger goes on from exactly what the paper says. */
    'matches',
    /** The paper names another ledger. */
    'other-ledger',
    /** The paper is of more entries than there are here: the ledger was rolled back, or an old backup restored. */
    'rolled-back',
    /** Up to the paper's size the ledger says something else: one of the two has been rewritten. */
    'forked',
    /** It names this ledger and was not signed with its key. */
    'unsigned',
  ]),
  /** How many entries the paper is of. */
  size: z.int(),
  ledgerSize: z.int(),
})
export type PaperAnswer = z.infer<typeof PaperAnswer>

export interface PaperNote {
  /** Not told where size and root alone were typed. */
  origin: string | undefined
  size: number
  root: Hash
  /** The signed note in its exact form; none where no signature was typed. */
  note: string | undefined
}

/**
 * Reads a whole signed note (C2SP), however its lines were broken or spaced, or a size and a root alone: in base64, or in hex
 * in groups of any length. Answers nothing where it is neither.
 */
export function readPaperNote(text: string): PaperNote | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\u200B\uFEFF]/g, '')
    .trim()
  return readSigned(plain) ?? readSizeAndRoot(plain)
}

function readSigned(text: string): PaperNote | undefined {
  const words = text.split(/\s+/)
  const [origin = '', size = '', ...rest] = words
  if (!/^viewing-station\/[\da-f]{16}$/.test(origin) || !/^(0|[1-9]\d{0,15})$/.test(size)) return undefined
  // Long lines break on paper and in scans: what stands between the marks belongs together.
  const [body = '', signed] = rest.join(' ').split(/[—–-] ?viewing-station\/[\da-f]{16} /)
  const root = hashOf(body)
  if (root === undefined) return undefined
  const signature = signed?.replaceAll(' ', '')
  const note =
    signature === undefined
      ? undefined
      : `${origin}\n${size}\n${toBase64(root)}\n\n— ${origin} ${signature}\n`
  return { origin, size: Number(size), root, note }
}

function readSizeAndRoot(text: string): PaperNote | undefined {
  const [, size = '', rest = ''] = /^([\d,]+)\s*(?:건|entries)?(?:까지)?[\s:·]+(\S.*)$/su.exec(text) ?? []
  const root = hashOf(rest)
  const count = Number(size.replaceAll(',', ''))
  return root === undefined || !Number.isSafeInteger(count)
    ? undefined
    : { origin: undefined, size: count, root, note: undefined }
}

/** 32 bytes from base64 or hex, spaces and dashes between groups left out. */
function hashOf(text: string): Hash | undefined {
  const packed = text.replaceAll(/\s/g, '')
  const hex = packed.replaceAll('-', '').toLowerCase()
  if (/^[\da-f]{64}$/.test(hex))
    return Uint8Array.from({ length: 32 }, (_, index) =>
      Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
    )
  return /^[A-Za-z\d+/]{43}=$/.test(packed) ? fromBase64(packed) : undefined
}

/**
 * What a note from paper says about this ledger. `rootAt` is the ledger's own root over its first entries, as many as the paper
 * is of; it is needed only where there are that many.
 */
export function comparedWith(
  paper: PaperNote,
  ledger: { origin: string; size: number; publicKey: Uint8Array; rootAt: Hash | undefined },
  verify: VerifySignature,
): PaperAnswer {
  const { size, root, origin, note } = paper
  const said = { size, ledgerSize: ledger.size }
  if (origin !== undefined && origin !== ledger.origin) return { outcome: 'other-ledger', ...said }
  if (note !== undefined && openCheckpoint(note, ledger.publicKey, verify) === undefined)
    return { outcome: 'unsigned', ...said }
  if (size > ledger.size) return { outcome: 'rolled-back', ...said }
  const isSame = ledger.rootAt !== undefined && toBase64(ledger.rootAt) === toBase64(root)
  return { outcome: isSame ? 'matches' : 'forked', ...said }
}
