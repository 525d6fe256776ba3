import { randomBytes } from 'node:crypto'
import type { ExportedPackage } from '../contract/contract.ts'
import { ledgerName } from '../domain/actor.ts'
import type { Job } from '../domain/job.ts'
import { inclusionProof } from '../domain/ledger/merkle.ts'
import { clipName, ledgerDay, ledgerTime, type Row } from '../domain/ledger/row.ts'
import type { MaskStyle } from '../domain/masking.ts'
import { trackSummaries } from '../domain/masking.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { FootageRequest, RequestId } from '../domain/request.ts'
import { dayOf, wallClock } from '../domain/time.ts'
import {
  CHECKPOINT_NAME,
  fileSha256,
  MANIFEST_NAME,
  type Manifest,
  manifestText,
  PackageFolder,
  PROOF_NAME,
  proofText,
  RECEIPT_NAME,
  textSha256,
} from '../export/package.ts'
import { receiptPaper } from '../export/receipt-paper.ts'
import { fingerprint, verify } from '../export/verify.ts'
import { addExport, exportFolder, exportsOf } from '../vault/clips.ts'
import { entries, leafHashes } from '../vault/ledger.ts'
import { storedRecording } from '../vault/recordings.ts'
import { cameraNumbers, institution } from '../vault/station.ts'
import { clipParts, tracksOf } from './masking.ts'
import type { Office } from './office.ts'
import { approvedRequest } from './requests.ts'
import { footageName, partsOf } from './viewings.ts'

/** Share of the job's bar that each step takes; rendering is nearly all of the time. */
const RENDER_SHARE = 0.9
const SPARE_BYTES = 64 * 2 ** 20

interface Wish {
  requestId: RequestId
  cameraId: CameraId
  style: MaskStyle
  medium: string
  reason: string
}

/**
 * Renders the clip with everyone masked but the kept, and makes the package: film, manifest, ledger entry with its
 * proof, signed checkpoint, receipt. Entered when it begins and again, with the manifest's hash, before the package
 * gets its final name. Refuses with `request-not-approved`, `tracks-missing`, `reason-missing`, `job-running`, `no-space`.
 */
export async function start(office: Office, wish: Wish): Promise<Job | null> {
  const by = office.actor('package.export')
  const request = approvedRequest(office, wish.requestId)
  if (wish.reason.trim() === '') throw new Refusal('reason-missing', {})
  const { tracks, kept } = tracksOf(office, wish)
  const parts = partsOf(office, request, [wish.cameraId])
  office.jobs.refuseWhileRunning('export')
  office.jobs.refuseWhileRunning('detect')
  const parentDir = await office.world.chooseFolder('export')
  if (parentDir === undefined) return null

  const { vault, keys } = office
  const recordings = parts.map(
    ({ recordingId }) => vault.read((db) => storedRecording(db, recordingId, keys.footage)).recording,
  )
  // A masked copy is smaller than its source as a rule; twice that and some is asked for before anything is written.
  const neededBytes = 2 * recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + SPARE_BYTES
  const freeBytes = office.freeBytes(parentDir)
  if (freeBytes < neededBytes) throw new Refusal('no-space', { neededBytes, freeBytes })

  const cameraNumber = office.vault.read(cameraNumbers).get(wish.cameraId) ?? 0
  const begun = office.act({
    kind: 'export.started',
    subject: `request:${request.id}`,
    cameraIds: [wish.cameraId],
    details: {
      request: request.number,
      camera: cameraNumber,
      style: wish.style,
      medium: wish.medium,
      reason: wish.reason,
      kept,
    },
  })
  vault.enter(begun)

  return office.jobs.start('export', request.number, 'render', async (report, signal) => {
    const name = clipName(dayOf(request.fromAt), request.number, cameraNumber)
    const folder = new PackageFolder(parentDir, name.replace(/\.mp4$/, ''))
    try {
      const film = await office.world.masking.render(
        clipParts(office, parts),
        tracks,
        { kept, style: wish.style },
        folder.path(name),
        {
          signal,
          onProgress: ({ done, remainingMs }) =>
            report({ step: 'render', done: done * RENDER_SHARE, remainingMs }),
        },
      )
      signal.throwIfAborted()
      // What was written is read again before anything is said about it.
      report({ step: 'check', done: 0.93 })
      if ((await fileSha256(folder.path(name))) !== film.sha256) throw new Refusal('write-failed', {})
      report({ step: 'sign', done: 0.95 })
      const summaries = trackSummaries(tracks)
      const madeAt = office.world.now()
      const manifest: Manifest = {
        version: 1,
        origin: vault.origin,
        requestNumber: request.number,
        cameraNumber,
        fromAt: request.fromAt,
        toAt: request.toAt,
        file: { name, sizeBytes: film.sizeBytes, sha256: film.sha256 },
        sources: recordings.map(({ sourceSha256 }) => sourceSha256),
        width: tracks.width,
        height: tracks.height,
        fps: tracks.fps,
        frameCount: film.frameCount,
        style: wish.style,
        tracksFound: summaries.length,
        tracksKept: summaries.filter(({ track }) => kept.includes(track)).length,
        maskedShare: film.maskedShare,
        medium: wish.medium,
        madeAt,
      }
      const text = manifestText(manifest)
      await folder.write(MANIFEST_NAME, text)
      const made: ExportedPackage = {
        id: `export-${randomBytes(9).toString('base64url')}`,
        requestId: request.id,
        cameraId: wish.cameraId,
        fileName: name,
        sizeBytes: film.sizeBytes,
        frameCount: film.frameCount,
        sha256: film.sha256,
        style: wish.style,
        maskedShare: film.maskedShare,
        medium: wish.medium,
        madeAt,
      }
      report({ step: 'enter', done: 0.97 })
      vault.record(
        {
          ...begun,
          kind: 'export.made',
          details: {
            request: request.number,
            file: name,
            sha256: film.sha256,
            manifestSha256: textSha256(text),
            frames: film.frameCount,
            medium: wish.medium,
          },
          row: copyRow(office, request, wish, name, ledgerName(by), madeAt),
        },
        (db) => addExport(db, made, folder.finalDir),
      )
      await addProof(office, folder, { manifest, text, request, officer: ledgerName(by) })
      const verdict = await verify(folder.workDir)
      if (!verdict.isWhole) throw new Error(`the package does not verify: ${verdict.why}`)
      await folder.finish()
      office.tell()
      return {
        exportId: made.id,
        fileName: name,
        frameCount: film.frameCount,
        sizeBytes: film.sizeBytes,
        sha256: film.sha256,
      }
    } catch (error) {
      folder.discard()
      vault.enter({
        ...begun,
        kind: 'export.stopped',
        details: { request: request.number, camera: cameraNumber, cancelled: signal.aborted },
      })
      throw error
    }
  })
}

/** The package's own entry, proven to lie in the ledger as it is signed now; and the receipt that says so on paper. */
async function addProof(
  office: Office,
  folder: PackageFolder,
  facts: { manifest: Manifest; text: string; request: FootageRequest; officer: string },
): Promise<void> {
  const { vault } = office
  const { checkpoint, note } = vault.checkpoint()
  const seq = checkpoint.size - 1
  const { entry, leaves } = vault.read((db) => ({ entry: entries(db, seq, 1)[0], leaves: leafHashes(db) }))
  if (entry === undefined || entry.salt === null || entry.details === null)
    throw new Error('the entry is not there')
  const proof = inclusionProof(leaves.slice(0, checkpoint.size), seq)
  await folder.write(PROOF_NAME, proofText(entry, entry.salt, entry.details, proof, vault.signer.publicKey))
  await folder.write(CHECKPOINT_NAME, note)
  const receipt = receiptPaper({
    manifest: facts.manifest,
    manifestSha256: textSha256(facts.text),
    institutionName: vault.read(institution).name,
    requesterName: facts.request.requester.name,
    officer: facts.officer,
    checkpoint: note,
    fingerprint: fingerprint(vault.signer.publicKey),
  })
  await folder.write(RECEIPT_NAME, await office.world.toPdf(receipt))
}

/** VIEW_COPY (domain §13): a copy for the subject, others made unrecognisable. */
function copyRow(
  office: Office,
  request: FootageRequest,
  wish: Wish,
  name: string,
  officer: string,
  madeAt: string,
): Row {
  const agent = request.subject === undefined ? '' : `(${request.subject.name} 대리)`
  return {
    kind: 'view',
    at: ledgerTime(wallClock(request.receivedAt)),
    file: `${footageName(office, request, [wish.cameraId])}, ${name}`,
    officer,
    purpose: request.purpose,
    recipient: `${request.requester.name}${agent} ${request.requester.phone}`,
    basis: `「개인정보 보호법」 제35조, 청구서 ${request.number}`,
    form: `자료복제(${wish.medium})`,
    period: '-',
    result: `타인영상 제거 후 제공(${ledgerDay(wallClock(madeAt))})`,
    safety: '열람용·재제공 금지',
  }
}

export function list(office: Office, { requestId }: { requestId: RequestId }): ExportedPackage[] {
  office.actor()
  return office.vault.read((db) => exportsOf<ExportedPackage>(db, requestId))
}

/** Shows the package's folder. Refuses with `export-unknown`. */
export function openFolder(office: Office, { exportId }: { exportId: string }): void {
  office.actor('package.export')
  const folderPath = office.vault.read((db) => exportFolder(db, exportId))
  if (folderPath === undefined) throw new Refusal('export-unknown', {})
  office.world.showFolder(folderPath)
}
