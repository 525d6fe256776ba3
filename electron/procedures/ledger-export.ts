import { dirname, join } from 'node:path'
import type { Done } from '../contract/ledger-paper.ts'
import type { Job } from '../domain/job.ts'
import { type Checkpoint, openCheckpoint, toBase64 } from '../domain/ledger/checkpoint.ts'
import { consistencyRanges, type Range } from '../domain/ledger/consistency.ts'
import { entryHash } from '../domain/ledger/entry.ts'
import { Frontier, type Hash } from '../domain/ledger/merkle.ts'
import { comparedWith, readPaperNote } from '../domain/ledger/paper-note.ts'
import { Refusal } from '../domain/refusal.ts'
import { dayOf } from '../domain/time.ts'
import { consistencyFile, ledgerFile } from '../export/entries.ts'
import { consistencyFileName, exportLabel, ledgerFileName } from '../export/ledger-table.ts'
import { VERIFIER_NAME, verifierPage } from '../export/verifier-page.ts'
import { isSigned } from '../export/verify.ts'
import { type KeptCheckpoint, keptCheckpoints } from '../vault/checkpoints.ts'
import { type BareEntry, bareEntries } from '../vault/entry-slices.ts'
import { hashesBetween } from '../vault/ledger.ts'
import { breathe } from '../vault/slices.ts'
import { setDown, writeChecked } from './aside.ts'
import type { Progress } from './jobs.ts'
import { saved } from './ledger-paper.ts'
import type { Office } from './office.ts'

/** The ledger for a verifier elsewhere: its entries or their hashes, and proofs between checkpoints. */

/** Entries read in one turn of the event loop: well under 16 ms. */
const SLICE = 100
/** Leaf hashes read in one turn. */
const HASHES = 1_000
/** Share of the job after which what was written is read again. */
const WRITTEN = 0.9

/**
 * Saves the ledger as it stands for a verifier, and the verifier beside it, as a job; an act with a reason, which the file
 * covers. Nothing personal is in it. Refuses with `reason-missing`, `job-running`; the job with `ledger-altered` where
 * an entry is not as it was written, and `write-failed`. Cancelled, it leaves nothing.
 */
export async function exportLedger(
  office: Office,
  { of, reason }: { of: 'entries' | 'hashes'; reason: string },
): Promise<Job | null> {
  office.actor('ledger.print')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  office.jobs.refuseWhileRunning('ledger-export')
  const path = await office.world.chooseFile(ledgerFileName(dayOf(office.now()), of))
  if (path === undefined) return null
  office.actor('ledger.print')
  const { vault } = office
  return office.jobs.start('ledger-export', exportLabel(of), 'write-ledger', async (report, signal) => {
    vault.enter(
      office.act({
        kind: 'ledger.exported',
        subject: 'ledger',
        details: { reason: reason.trim(), format: of },
      }),
    )
    const { checkpoint } = vault.checkpoint('export')
    const { origin, size } = checkpoint
    const checkpoints = vault.read((db) => keptCheckpoints(db)).filter((kept) => kept.size <= size)
    const head = {
      of,
      origin,
      publicKey: vault.signer.publicKey,
      size,
      checkpoints: checkpoints.map(({ note }) => note),
    }
    const slices = entriesOf(office, checkpoint, of === 'entries', report)
    await setDown(path, (asidePath) =>
      writeChecked(asidePath, ledgerFile(head, slices), {
        signal,
        rereading: () => report({ step: 'check-ledger', done: WRITTEN }),
      }),
    )
    const page = verifierPage().toString('utf8')
    await setDown(join(dirname(path), VERIFIER_NAME), (asidePath) => writeChecked(asidePath, once(page)))
    office.tell()
    const { name = '' } = saved(office, path)
    return { name }
  })
}

/** Entries up to a checkpoint, each held against its hash where it leaves itself, all of them against the root. */
async function* entriesOf(
  office: Office,
  { size, root }: Checkpoint,
  isWhole: boolean,
  report: (progress: Progress) => void,
): AsyncGenerator<BareEntry[]> {
  const frontier = new Frontier()
  while (frontier.size < size) {
    const slice = office.vault.read((db) =>
      bareEntries(db, frontier.size, Math.min(size, frontier.size + SLICE)),
    )
    if (slice.length === 0) throw new Refusal('ledger-altered', { seq: frontier.size })
    for (const entry of slice) {
      const isAltered =
        entry.seq !== frontier.size || (isWhole && !Buffer.from(entryHash(entry)).equals(entry.hash))
      if (isAltered) throw new Refusal('ledger-altered', { seq: frontier.size })
      frontier.append(entry.hash)
    }
    yield slice
    report({ step: 'write-ledger', done: (WRITTEN * frontier.size) / size })
    await breathe()
  }
  if (toBase64(frontier.root()) !== toBase64(root)) throw new Refusal('ledger-altered', { seq: size - 1 })
}

/**
 * Saves the proof that the ledger of a checkpoint is the beginning of today's. `from` is a whole signed note, or size and root
 * as typed from paper where that checkpoint was kept; an act with a reason, which the later checkpoint covers. Refuses
 * with `reason-missing`, `checkpoint-unreadable`, `checkpoint-unsigned` where the signature is not known, and
 * `checkpoint-differs` where the ledger does not go on from it; nothing is saved then.
 */
export async function exportConsistency(
  office: Office,
  { from, reason }: { from: string; reason: string },
): Promise<Done> {
  office.actor('ledger.print')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const { vault } = office
  const old = await begun(office, from)
  const path = await office.world.chooseFile(consistencyFileName(old.size, vault.ledgerSize + 1))
  if (path === undefined) return { isDone: false }
  office.actor('ledger.print')
  const details = { reason: reason.trim(), format: 'consistency', size: old.size }
  vault.enter(office.act({ kind: 'ledger.exported', subject: 'ledger', details }))
  const { checkpoint, note } = vault.checkpoint('export')
  const proof: Hash[] = []
  for (const range of consistencyRanges(old.size, checkpoint.size)) proof.push(await rootOf(office, range))
  await setDown(path, async (asidePath) => {
    await writeChecked(asidePath, once(consistencyFile(vault.signer.publicKey, old.note, note, proof)))
  })
  office.tell()
  return saved(office, path)
}

/** A checkpoint of which this ledger is known to go on, with its signed note. */
async function begun(office: Office, text: string): Promise<{ size: number; note: string }> {
  const paper = readPaperNote(text)
  if (paper === undefined) throw new Refusal('checkpoint-unreadable', {})
  const { vault } = office
  const { origin, ledgerSize: size, signer } = vault
  const rootAt = paper.size > size ? undefined : await rootOf(office, [0, paper.size])
  const { outcome } = comparedWith(paper, { origin, size, publicKey: signer.publicKey, rootAt }, isSigned)
  if (outcome !== 'matches')
    throw new Refusal('checkpoint-differs', { outcome, size: paper.size, ledgerSize: size })
  const note = paper.note ?? keptNote(office, paper)
  if (note === undefined || openCheckpoint(note, signer.publicKey, isSigned) === undefined)
    throw new Refusal('checkpoint-unsigned', { size: paper.size })
  return { size: paper.size, note }
}

function keptNote(office: Office, { size, root }: { size: number; root: Hash }): string | undefined {
  const kept = office.vault.read((db) => keptCheckpoints(db, size))
  return kept.find((each) => each.size === size && toBase64(each.root) === toBase64(root))?.note
}

/** The root over a part of the ledger, read in slices. */
async function rootOf(office: Office, [from, to]: Range): Promise<Hash> {
  const frontier = new Frontier()
  for (let at = from; at < to; at = from + frontier.size) {
    const slice = office.vault.read((db) => hashesBetween(db, at, Math.min(to, at + HASHES)))
    if (slice.length === 0) throw new Refusal('ledger-altered', { seq: at })
    for (const hash of slice) frontier.append(hash)
    await breathe()
  }
  return frontier.root()
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** As many as a person looks through. */
const LISTED = 200

/** Checkpoints that were kept, the latest first. */
export function checkpoints(office: Office): Pick<KeptCheckpoint, 'size' | 'at' | 'why' | 'note'>[] {
  office.actor('ledger.print')
  const kept = office.vault.read((db) => keptCheckpoints(db))
  return kept
    .slice(-LISTED)
    .reverse()
    .map(({ size, at, why, note }) => ({ size, at, why, note }))
}
