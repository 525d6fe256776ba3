import { toBase64 } from '../domain/ledger/checkpoint.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { comparedWith, type PaperAnswer, readPaperNote } from '../domain/ledger/paper-note.ts'
import { Refusal } from '../domain/refusal.ts'
import { isSigned } from '../export/verify.ts'
import { type KeptCheckpoint, keptCheckpoints } from '../vault/checkpoints.ts'
import { checkEntry, entries, hashesBetween } from '../vault/ledger.ts'
import { breathe } from '../vault/slices.ts'
import type { Office } from './office.ts'

/** Checking the ledger. */

/** Entries checked in one turn of the event loop: well under 16 ms. */
const SLICE = 200

/**
 * Checks every entry against its hash, every detail against its commitment, the tree against the one in memory, and every
 * checkpoint that was kept against the tree of its size. Goes in slices, so that the window never waits. Refuses with
 * `ledger-altered`, naming the first entry that differs.
 */
export async function verify(
  office: Office,
): Promise<{ size: number; root: string; checkpoint: string; kept: number }> {
  office.actor('ledger.read')
  const { vault } = office
  const { checkpoint, note } = vault.checkpoint()
  const frontier = new Frontier()
  const kept = vault.read((db) => keptCheckpoints(db)).filter(({ size }) => size <= checkpoint.size)
  const witness = witnessing(kept)
  witness(frontier)
  while (frontier.size < checkpoint.size) {
    const slice = vault.read((db) =>
      entries(db, frontier.size, Math.min(SLICE, checkpoint.size - frontier.size)),
    )
    if (slice.length === 0) throw new Refusal('ledger-altered', { seq: frontier.size })
    for (const entry of slice) {
      checkEntry(entry, frontier.size)
      frontier.append(entry.hash)
      witness(frontier)
    }
    await breathe()
  }
  if (toBase64(frontier.root()) !== toBase64(checkpoint.root))
    throw new Refusal('ledger-altered', { seq: checkpoint.size - 1 })
  vault.enter(office.act({ kind: 'ledger.verified', subject: 'ledger', details: { size: checkpoint.size } }))
  return {
    size: checkpoint.size,
    root: toBase64(checkpoint.root),
    checkpoint: note,
    kept: kept.length,
  }
}

/**
 * Holds a growing tree against checkpoints, the smallest ledger first. Refuses with `ledger-altered` where it is not theirs:
 * somewhere before the checkpoint's end, all of it was rewritten together.
 */
function witnessing(kept: readonly KeptCheckpoint[]): (frontier: Frontier) => void {
  let next = 0
  return (frontier) => {
    for (; kept[next]?.size === frontier.size; next += 1)
      if (toBase64(kept[next]?.root ?? new Uint8Array()) !== toBase64(frontier.root()))
        throw new Refusal('ledger-altered', { seq: Math.max(0, frontier.size - 1) })
  }
}

/** Leaf hashes read in one turn of the event loop: well under 16 ms. */
const HASHES = 1_000

/**
 * Holds a checkpoint from paper, typed or scanned, against this ledger; that it was done, and what was found, is an act.
 * Refuses with `checkpoint-unreadable` what is none.
 */
export async function comparePaper(office: Office, { text }: { text: string }): Promise<PaperAnswer> {
  office.actor('ledger.read')
  const paper = readPaperNote(text)
  if (paper === undefined) throw new Refusal('checkpoint-unreadable', {})
  const { vault } = office
  const { origin, ledgerSize: size } = vault
  const frontier = new Frontier()
  while (paper.size <= size && frontier.size < paper.size) {
    const slice = vault.read((db) =>
      hashesBetween(db, frontier.size, Math.min(paper.size, frontier.size + HASHES)),
    )
    // Nobody can say what an entry that is not there was.
    if (slice.length === 0) break
    for (const hash of slice) frontier.append(hash)
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  const rootAt = frontier.size === paper.size ? frontier.root() : undefined
  const answer = comparedWith(paper, { origin, size, publicKey: vault.signer.publicKey, rootAt }, isSigned)
  const { outcome } = answer
  vault.enter(
    office.act({
      kind: 'ledger.compared',
      subject: 'ledger',
      details: { outcome, size: paper.size, root: toBase64(paper.root) },
    }),
  )
  office.tell()
  return answer
}
