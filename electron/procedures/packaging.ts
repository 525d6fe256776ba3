import { basename } from 'node:path'
import type { ExportedPackage } from '../contract/masking.ts'
import { type Hash, inclusionRanges } from '../domain/ledger/merkle.ts'
import type { CameraId } from '../domain/policy.ts'
import type { Recording } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import { givenAs, requesterName } from '../domain/request-form.ts'
import { assurancePaper } from '../export/assurance-paper.ts'
import { clearPaper } from '../export/clear-paper.ts'
import { checkFilm } from '../export/film.ts'
import {
  ASSURANCE_NAME,
  CHECKPOINT_NAME,
  MANIFEST_NAME,
  type Manifest,
  manifestText,
  PROOF_NAME,
  proofText,
  RECEIPT_NAME,
  sha256Of,
  type Unmasked,
} from '../export/manifest.ts'
import { fileSha256 } from '../export/package.ts'
import type { Paper } from '../export/paper.ts'
import { receiptPaper } from '../export/receipt-paper.ts'
import { VERIFIER_NAME, verifierPage } from '../export/verifier-page.ts'
import { fingerprint, verifyPackage } from '../export/verify.ts'
import { checkZip, newPassword, type Packed, writeZip } from '../export/zip.ts'
import { filmSize } from '../masking/film-file.ts'
import type { ClipKey } from '../vault/clips.ts'
import { addExport, dropUnfinished, putUnfinished, type UnfinishedExport } from '../vault/exports.ts'
import { entries, rootOver } from '../vault/ledger.ts'
import { institution } from '../vault/station.ts'
import type { Recorded } from '../vault/vault.ts'
import { assuranceOf } from './assurance.ts'
import type { Underway, WaitingFilm } from './filming.ts'
import type { Office } from './office.ts'
import { type ClearReel, type Reel, readyReel } from './reels.ts'
import { groundOf } from './statutory.ts'

/** Everything that goes into a package. */
export interface Order {
  key: ClipKey
  cameraId: CameraId
  cameraNumber: number
  medium: string
  recipient: string
  destroyByOn: string
  protect: boolean
  copyNo: number
  /** The film's file name. */
  name: string
  officer: string
  recordings: readonly Recording[]
  reel: Reel
  /** See `filmDigest`. */
  digest: string
}

/** What will be entered when the package has its final name. */
interface Made {
  exported: ExportedPackage
  password?: string
  /** Packages of an earlier version have none. */
  receipt?: Paper
}

/** How far an export has come: nothing is kept of one whose film is not whole. */
export interface ExportState {
  waiting?: WaitingFilm
  made?: Made
  /** That it ended has been entered; what it left could not be cleared away. */
  isStopped?: boolean
}
export type Unfinished = UnfinishedExport<Recorded, ExportState>

/**
 * Makes the package around the film: assurance sheet and manifest; ledger entry with the manifest's hash; that entry's proof and
 * the signed checkpoint; receipt; a check of it all; the ZIP. Then it gets its final name; its line in the
 * 관리대장 is written when somebody takes it. Killed at any moment, `settleExports` ends it. Refuses with `masks-changed` and `write-failed`, and as `readyReel`.
 */
export async function makePackage(
  office: Office,
  order: Order,
  under: Underway,
): Promise<Record<string, string | number>> {
  const { name, medium, copyNo, recipient, destroyByOn } = order
  const { folder, report, signal } = under
  const { waiting } = under.unfinished.state
  if (waiting === undefined) throw new Error('there is no film')
  const { film } = waiting
  const reel = readyReel(office, order.key, order.reel.style)
  if (reel.digest !== order.reel.digest) throw new Refusal('masks-changed', {})

  report({ step: 'check', done: 0.9 })
  await checkFilm(folder.path(name), filmSize(reel), signal)
  // What was written is read again before anything is said about it.
  if ((await fileSha256(folder.path(name), signal)) !== film.sha256) throw new Refusal('write-failed', {})

  report({ step: 'sign', done: 0.93 })
  const { vault } = office
  const manifest = await manifestWithSheet(office, { ...order, reel }, under)
  const text = manifestText(manifest)
  await folder.write(MANIFEST_NAME, text)
  const made: Made = {
    exported: exportedOf(under, order, film, manifest.madeAt),
  }
  const details = {
    request: reel.request.number,
    file: name,
    sha256: film.sha256,
    manifestSha256: sha256Of(text),
    frames: film.frameCount,
    medium,
    copyNo,
    recipient,
    destroyByOn,
  }
  signal.throwIfAborted()
  vault.record({ ...under.unfinished.begun, kind: 'export.made', details }, () => undefined)
  made.receipt = await addProof(office, manifest, order, under)
  const verdict = await verifyPackage(folder.workDir, film.sha256)
  if (!verdict.isWhole) throw new Error(`the package does not verify: ${verdict.why}`)
  if (order.protect) made.password = await pack(order, manifest, under)

  report({ step: 'enter', done: 0.99 })
  signal.throwIfAborted()
  under.unfinished = { ...under.unfinished, state: { waiting, made } }
  vault.record(
    () => [],
    (db) => putUnfinished(db, under.unfinished),
  )
  await folder.finish()
  enterFinished(office, under.unfinished, made)
  office.tell()
  const { frameCount, sizeBytes, sha256 } = film
  return { exportId: under.unfinished.id, fileName: name, frameCount, sizeBytes, sha256 }
}

/** Puts the package that has its final name among those made. */
export function enterFinished(office: Office, { id, finalPath, begun }: Unfinished, made: Made): void {
  const { exported, password, receipt } = made
  const details = {
    request: begun.details['request'] ?? '',
    file: exported.fileName,
    sha256: exported.sha256,
    copyNo: exported.copyNo,
    protect: exported.isProtected,
  }
  office.vault.record({ ...begun, kind: 'export.finished', details }, (db) => {
    addExport(db, exported, { path: finalPath, password, receipt })
    dropUnfinished(db, id)
  })
}

/** The manifest, and before it what it names beside the film: the assurance sheet and the verifier's page. */
async function manifestWithSheet(
  office: Office,
  order: Order,
  { folder, unfinished }: Underway,
): Promise<Manifest> {
  const { waiting } = unfinished.state
  if (waiting === undefined) throw new Error('there is no film')
  const { reel, recordings } = order
  const { request, width, height, fps } = reel
  const { film, leaks = 0 } = waiting
  const about = {
    origin: office.vault.origin,
    requestNumber: request.number,
    cameraNumber: order.cameraNumber,
    fromAt: request.form.fromAt,
    toAt: request.form.toAt,
    file: { name: order.name, sizeBytes: film.sizeBytes, sha256: film.sha256 },
    sources: recordings.map(({ sourceSha256 }) => sourceSha256),
    width,
    height,
    fps,
    frameCount: film.frameCount,
    maskedShare: film.maskedShare,
    medium: order.medium,
    madeAt: office.now(),
    copyNo: order.copyNo,
    recipient: order.recipient,
    destroyByOn: order.destroyByOn,
    purpose: request.form.purpose,
    sheets: [],
  }
  const facts = {
    institutionName: office.vault.read(institution).name,
    given: givenAs(request.form),
    coverage: film.coverage,
  }
  let manifest: Manifest
  let paper: Paper
  if (reel.style === 'clear') {
    manifest = { ...about, version: 3, style: reel.style, unmasked: unmaskedOf(office, reel) }
    paper = clearPaper(manifest, facts)
  } else {
    const assurance = await assuranceOf(office, reel.clip, film, leaks)
    manifest = { ...about, version: 2, style: reel.style, assurance }
    paper = assurancePaper(manifest, reel.style, facts)
  }
  const sheet = await office.world.toPdf(paper)
  await folder.write(ASSURANCE_NAME, sheet)
  // Named as well: whoever exchanges the page for one that approves of everything is found by any other copy of it.
  const page = verifierPage()
  await folder.write(VERIFIER_NAME, page)
  const sheets = [
    { name: ASSURANCE_NAME, sha256: sha256Of(sheet) },
    { name: VERIFIER_NAME, sha256: sha256Of(page) },
  ]
  return { ...manifest, sheets }
}

/** Why nobody had to be masked, as the papers say it. */
function unmaskedOf(office: Office, { request, clearance }: ClearReel): Unmasked {
  const { others, finding, basis } = clearance
  if (basis === undefined) return { others, finding, isSearched: false }
  const { citation, letter } = groundOf(office, request, office.now())
  return { others, finding, isSearched: false, basis: { citation, letter, scope: basis.scope } }
}

/** What people hold in their hands is called by its name: the ZIP, or the film in its folder. */
function exportedOf(
  { unfinished: { id }, folder }: Underway,
  order: Order,
  { sizeBytes, frameCount, sha256, maskedShare }: WaitingFilm['film'],
  madeAt: string,
): ExportedPackage {
  const { reel, cameraId, copyNo, medium, recipient, destroyByOn, protect } = order
  const { request, style } = reel
  const fileName = folder.isZip ? basename(folder.finalPath) : order.name
  const asked = { cameraId, copyNo, fileName, style, medium, recipient, destroyByOn, isProtected: protect }
  return { id, requestId: request.id, ...asked, sizeBytes, frameCount, sha256, maskedShare, madeAt }
}

/** The package's own entry, proven to lie in the ledger as it is signed now; and the receipt that says so on paper. */
async function addProof(
  office: Office,
  manifest: Manifest,
  order: Order,
  { folder }: Underway,
): Promise<Paper> {
  const { vault } = office
  const { checkpoint, note } = vault.checkpoint('receipt')
  const seq = checkpoint.size - 1
  const [entry] = vault.read((db) => entries(db, seq, 1))
  if (entry === undefined || entry.salt === null || entry.details === null)
    throw new Error('the entry is not there')
  const proof: Hash[] = []
  for (const range of inclusionRanges(seq, checkpoint.size)) proof.push(await rootOver(vault, range))
  await folder.write(PROOF_NAME, proofText(entry, entry.salt, entry.details, proof, vault.signer.publicKey))
  await folder.write(CHECKPOINT_NAME, note)
  const { form } = order.reel.request
  const receipt = receiptPaper({
    manifest,
    manifestSha256: sha256Of(manifestText(manifest)),
    institutionName: vault.read(institution).name,
    requesterName: requesterName(form),
    given: givenAs(form),
    officer: order.officer,
    isProtected: order.protect,
    anchor: { note, fingerprint: fingerprint(vault.signer.publicKey) },
  })
  await folder.write(RECEIPT_NAME, await office.world.toPdf(receipt))
  return receipt
}

/** Packs everything into a ZIP, reads it back, and answers its password. */
async function pack(order: Order, manifest: Manifest, { folder, report, signal }: Underway): Promise<string> {
  const password = newPassword()
  const base = order.name.replace(/\.mp4$/, '')
  const files: Packed[] = [{ name: order.name, path: folder.path(order.name), sha256: manifest.file.sha256 }]
  for (const name of [
    MANIFEST_NAME,
    PROOF_NAME,
    CHECKPOINT_NAME,
    ASSURANCE_NAME,
    RECEIPT_NAME,
    VERIFIER_NAME,
  ])
    files.push({ name, path: folder.path(name), sha256: await fileSha256(folder.path(name)) })
  await writeZip(folder.zipPath, base, files, password, { madeAt: manifest.madeAt, signal })
  report({ step: 'sign', done: 0.97 })
  await checkZip(folder.zipPath, base, files, password, signal)
  return password
}
