import type { ExportedPackage } from '../contract/contract.ts'
import { inclusionProof } from '../domain/ledger/merkle.ts'
import { ledgerDay, ledgerTime, type Row } from '../domain/ledger/row.ts'
import { type MaskStyle, type TrackSet, trackSummaries } from '../domain/masking.ts'
import type { CameraId } from '../domain/policy.ts'
import type { Recording } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import type { FootageRequest } from '../domain/request.ts'
import { wallClock } from '../domain/time.ts'
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
import type { Film } from '../masking/protocol.ts'
import {
  addExport,
  dropUnfinished,
  putUnfinished,
  type UnfinishedExport,
  unfinishedExports,
} from '../vault/clips.ts'
import { entries, leafHashes } from '../vault/ledger.ts'
import { institution } from '../vault/station.ts'
import type { Recorded } from '../vault/vault.ts'
import type { Progress } from './jobs.ts'
import type { Office } from './office.ts'
import { footageName } from './viewings.ts'

/** Everything that goes into a package once its film is rendered. */
export interface Order {
  request: FootageRequest
  cameraId: CameraId
  cameraNumber: number
  style: MaskStyle
  medium: string
  /** The film's file name. */
  name: string
  officer: string
  recordings: readonly Recording[]
  tracks: TrackSet
  kept: readonly number[]
  film: Film
}

/** What will be entered when the package has its final name. */
interface Made {
  exported: ExportedPackage
  row: Row
}

type Unfinished = UnfinishedExport<Recorded, Made>

/**
 * Makes the package around the film: manifest; ledger entry with the manifest's hash; that entry's proof and the signed
 * checkpoint; receipt; a check of it all. Then it gets its final name, and then its line in the 관리대장. Killed at any
 * moment, `settleExports` ends it: with its line where it has its name, and without a trace where not.
 */
export async function makePackage(
  office: Office,
  order: Order,
  folder: PackageFolder,
  unfinished: Unfinished,
  report: (progress: Progress) => void,
): Promise<Record<string, string | number>> {
  const { name, film, request, medium } = order
  // What was written is read again before anything is said about it.
  report({ step: 'check', done: 0.93 })
  if ((await fileSha256(folder.path(name))) !== film.sha256) throw new Refusal('write-failed', {})
  report({ step: 'sign', done: 0.95 })
  const { vault } = office
  const manifest = manifestOf(order, vault.origin, office.world.now())
  const text = manifestText(manifest)
  await folder.write(MANIFEST_NAME, text)
  const made: Made = {
    exported: exportedOf(unfinished.id, order, manifest.madeAt),
    row: copyRow(office, order, manifest.madeAt),
  }
  report({ step: 'enter', done: 0.97 })
  const details = {
    request: request.number,
    file: name,
    sha256: film.sha256,
    manifestSha256: textSha256(text),
    frames: film.frameCount,
    medium,
  }
  vault.record({ ...unfinished.begun, kind: 'export.made', details }, (db) =>
    putUnfinished(db, { ...unfinished, made }),
  )
  await addProof(office, folder, manifest, text, order)
  const verdict = await verify(folder.workDir)
  if (!verdict.isWhole) throw new Error(`the package does not verify: ${verdict.why}`)
  await folder.finish()
  enterFinished(office, unfinished, made)
  office.tell()
  const { frameCount, sizeBytes, sha256 } = film
  return { exportId: unfinished.id, fileName: name, frameCount, sizeBytes, sha256 }
}

/** The act that an export ended without a package. */
export function stopped(begun: Recorded, cancelled: boolean): Recorded {
  const { request = '', camera = 0 } = begun.details
  return { ...begun, kind: 'export.stopped', details: { request, camera, cancelled } }
}

/** Ends what a kill left: a package with its final name gets its line, half a package is cleared away. */
export function settleExports(office: Office): void {
  for (const unfinished of office.vault.read((db) => unfinishedExports<Recorded, Made>(db))) {
    const folder = PackageFolder.left(unfinished.workDir, unfinished.finalDir)
    if (unfinished.made !== undefined && folder.isFinished) {
      enterFinished(office, unfinished, unfinished.made)
      continue
    }
    if (!folder.discard()) continue
    office.vault.record(stopped(unfinished.begun, false), (db) => dropUnfinished(db, unfinished.id))
  }
}

function enterFinished(office: Office, { id, finalDir, begun }: Unfinished, { exported, row }: Made): void {
  const details = {
    request: begun.details['request'] ?? '',
    file: exported.fileName,
    sha256: exported.sha256,
  }
  office.vault.record({ ...begun, kind: 'export.finished', details, row }, (db) => {
    addExport(db, exported, finalDir)
    dropUnfinished(db, id)
  })
}

function manifestOf(order: Order, origin: string, madeAt: string): Manifest {
  const { request, tracks, kept, film } = order
  const summaries = trackSummaries(tracks)
  return {
    version: 1,
    origin,
    requestNumber: request.number,
    cameraNumber: order.cameraNumber,
    fromAt: request.fromAt,
    toAt: request.toAt,
    file: { name: order.name, sizeBytes: film.sizeBytes, sha256: film.sha256 },
    sources: order.recordings.map(({ sourceSha256 }) => sourceSha256),
    width: tracks.width,
    height: tracks.height,
    fps: tracks.fps,
    frameCount: film.frameCount,
    style: order.style,
    tracksFound: summaries.length,
    tracksKept: summaries.filter(({ track }) => kept.includes(track)).length,
    maskedShare: film.maskedShare,
    medium: order.medium,
    madeAt,
  }
}

function exportedOf(
  id: string,
  { request, cameraId, name, style, medium, film }: Order,
  madeAt: string,
): ExportedPackage {
  const { sizeBytes, frameCount, sha256, maskedShare } = film
  return {
    id,
    requestId: request.id,
    cameraId,
    fileName: name,
    sizeBytes,
    frameCount,
    sha256,
    style,
    maskedShare,
    medium,
    madeAt,
  }
}

/** The package's own entry, proven to lie in the ledger as it is signed now; and the receipt that says so on paper. */
async function addProof(
  office: Office,
  folder: PackageFolder,
  manifest: Manifest,
  text: string,
  { request, officer }: Order,
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
    manifest,
    manifestSha256: textSha256(text),
    institutionName: vault.read(institution).name,
    requesterName: request.requester.name,
    officer,
    checkpoint: note,
    fingerprint: fingerprint(vault.signer.publicKey),
  })
  await folder.write(RECEIPT_NAME, await office.world.toPdf(receipt))
}

/** VIEW_COPY (domain §13): a copy for the subject, others made unrecognisable. */
function copyRow(office: Office, { request, cameraId, name, medium, officer }: Order, madeAt: string): Row {
  const agent = request.subject === undefined ? '' : `(${request.subject.name} 대리)`
  return {
    kind: 'view',
    at: ledgerTime(wallClock(request.receivedAt)),
    file: `${footageName(office, request, [cameraId])}, ${name}`,
    officer,
    purpose: request.purpose,
    recipient: `${request.requester.name}${agent} ${request.requester.phone}`,
    basis: `「개인정보 보호법」 제35조, 청구서 ${request.number}`,
    form: `자료복제(${medium})`,
    period: '-',
    result: `타인영상 제거 후 제공(${ledgerDay(wallClock(madeAt))})`,
    safety: '열람용·재제공 금지',
  }
}
