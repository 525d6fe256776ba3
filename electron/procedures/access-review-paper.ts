import { ledgerName } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { accessReviewFileName, accessReviewPaper } from '../export/documents/access-review.ts'
import { fingerprint } from '../export/verify.ts'
import { writeDurably } from '../vault/durable.ts'
import { cameraNumbers, institution } from '../vault/station.ts'
import { show } from './access-review.ts'
import { onDisk } from './disk.ts'
import type { Office } from './office.ts'

/**
 * Saves the sheet of a month as a PDF where the person says. Printing is an act with a reason, entered before the paper
 * exists, and the checkpoint at its foot covers it. Refuses with `reason-missing`, `write-failed`.
 */
export async function print(
  office: Office,
  { month, reason }: { month: string; reason: string },
): Promise<{ saved: boolean }> {
  office.actor('review.read')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const path = await office.world.chooseFile(accessReviewFileName(month))
  if (path === undefined) return { saved: false }
  const review = await show(office, { month })
  const by = office.actor('ledger.print')
  const { vault } = office
  vault.enter(
    office.act({
      kind: 'ledger.printed',
      subject: `access-review:${month}`,
      details: { reason, month, signed: review.signature !== null },
    }),
  )
  const numbers = vault.read(cameraNumbers)
  const { officers, findings, signature } = review
  const paper = accessReviewPaper({
    institution: vault.read(institution),
    month: review,
    officers,
    findings: findings.map(({ requests, explanation, cameraId, ...finding }) => ({
      ...finding,
      cameraNumber: cameraId === undefined ? undefined : numbers.get(cameraId),
      requestNumbers: requests.map(({ number }) => number),
      explanation: explanation?.text ?? '',
    })),
    signature: signature ?? undefined,
    printedBy: ledgerName(by),
    printedAt: office.now(),
    reason,
    anchor: { note: vault.checkpoint('print').note, fingerprint: fingerprint(vault.signer.publicKey) },
  })
  const pdf = await office.world.toPdf(paper)
  await onDisk(() => writeDurably(path, pdf))
  office.tell()
  return { saved: true }
}
