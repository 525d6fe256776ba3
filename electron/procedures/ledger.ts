import { toBase64 } from '../domain/ledger/checkpoint.ts'
import { Frontier } from '../domain/ledger/merkle.ts'
import { comparedWith, type PaperAnswer, readPaperNote } from '../domain/ledger/paper-note.ts'
import { Refusal } from '../domain/refusal.ts'
import { isSigned } from '../export/verify.ts'
import { audit } from '../vault/audit.ts'
import { hashesBetween } from '../vault/ledger.ts'
import type { Office } from './office.ts'

/** Checking the ledger. */

/**
 * Checks every entry against its hash, every detail against its commitment, what entries are found by, the tree against the one in
 * memory, and every checkpoint that was kept against its signature and the tree of its size. Goes in slices, so that the
 * window never waits. Refuses with `ledger-altered`, naming the first entry that differs.
 */
export async function verify(
  office: Office,
): Promise<{ size: number; root: string; checkpoint: string; kept: number }> {
  office.actor('ledger.read')
  const { vault } = office
  const { checkpoint, note } = vault.checkpoint()
  const { size } = checkpoint
  const root = toBase64(checkpoint.root)
  const found = await vault.read((db) => audit(db, { signer: vault.signer, toSize: size }))
  if (found.alteredAt !== undefined) throw new Refusal('ledger-altered', { seq: found.alteredAt })
  if (found.frontier.size < size) throw new Refusal('ledger-altered', { seq: found.frontier.size })
  if (toBase64(found.frontier.root()) !== root) throw new Refusal('ledger-altered', { seq: size - 1 })
  vault.enter(office.act({ kind: 'ledger.verified', subject: 'ledger', details: { size } }))
  return { size, root, checkpoint: note, kept: found.kept }
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
