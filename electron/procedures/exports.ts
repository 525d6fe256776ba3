import { dirname } from 'node:path'
import type { ExportedPackage } from '../contract/masking.ts'
import { ledgerName } from '../domain/actor.ts'
import type { Job } from '../domain/job.ts'
import type { Details } from '../domain/ledger/entry.ts'
import { fileName } from '../domain/ledger/lines.ts'
import type { FilmStyle } from '../domain/masking.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/request-form.ts'
import { dayOf, wallClock } from '../domain/time.ts'
import { PackageFolder } from '../export/package.ts'
import type { Paper } from '../export/paper.ts'
import { passwordPaper } from '../export/password-paper.ts'
import { writeDurably } from '../vault/durable.ts'
import { exportOf, exportsOf, nextCopyNo, putUnfinished } from '../vault/exports.ts'
import { storedRecording } from '../vault/recordings.ts'
import { cameraNumbers, institution } from '../vault/station.ts'
import type { Recorded } from '../vault/vault.ts'
import { asRefusal, onDisk } from './disk.ts'
import { clearWaiting, filmDigest, makeFilm, waitingFilm } from './filming.ts'
import type { Office } from './office.ts'
import { makePackage, type Order, type Unfinished } from './packaging.ts'
import { type Reel, readyReel } from './reels.ts'
import { find, grantedRequest } from './requests.ts'
import { endUnfinished } from './settling.ts'

const SPARE_BYTES = 64 * 2 ** 20

interface Wish {
  requestId: RequestId
  cameraId: CameraId
  style: FilmStyle
  medium: string
  recipient: string
  destroyByOn: string
  protect: boolean
  reason: string
}

/**
 * Renders the clip with everyone masked but the kept, searches the film for leaks, and makes the package; or, where the
 * decision shows everybody, renders it as it is. A film whose leaks have been answered meanwhile is gone on with where
 * it lies. Refuses with `request-not-approved`, `tracks-missing`, `review-open`, `signature-missing`, `others-visible`,
 * `footage-missing`, `reason-missing`, `day-past`, `job-running`, `no-space`, `write-failed`; the job
 * also with `leaks-found` and `masks-changed`.
 */
export async function start(office: Office, wish: Wish): Promise<Job | null> {
  const by = office.actor('package.export')
  grantedRequest(office, wish.requestId)
  if (wish.reason.trim() === '') throw new Refusal('reason-missing', {})
  if (wish.destroyByOn < dayOf(office.now())) throw new Refusal('day-past', { on: wish.destroyByOn })
  const key = { requestId: wish.requestId, cameraId: wish.cameraId }
  const wanted = readyReel(office, key, wish.style)
  refuseWhileBusy(office)
  const waiting = waitingFilm(office, key, wanted)
  const parentDir =
    waiting === undefined ? await office.world.chooseFolder('export') : dirname(waiting.workDir)
  if (parentDir === undefined) return null

  // Somebody may have gone on masking, or decided anew, while the dialog was open.
  const reel = readyReel(office, key, wish.style)
  const { request } = reel
  refuseWhileBusy(office)
  if (waiting === undefined) clearWaiting(office, key)
  const { footage } = office.keys
  const recordings = reel.parts.map(
    ({ recordingId }) => office.vault.read((db) => storedRecording(db, recordingId, footage)).recording,
  )
  // A copy is smaller than its source as a rule; twice that and some is asked for before anything is written.
  const filmBytes =
    waiting?.state.waiting?.film.sizeBytes ??
    2 * recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const neededBytes = (waiting === undefined ? filmBytes : 0) + (wish.protect ? filmBytes : 0) + SPARE_BYTES
  const freeBytes = await onDisk(() => office.freeBytes(parentDir))
  if (freeBytes < neededBytes) throw new Refusal('no-space', { neededBytes, freeBytes })

  const cameraNumber = office.vault.read(cameraNumbers).get(wish.cameraId) ?? 0
  const name = fileName(wallClock(request.form.fromAt), cameraNumber)
  const folder = await onDisk(() => {
    const base = name.replace(/\.mp4$/, '')
    return waiting === undefined
      ? PackageFolder.in(parentDir, base, wish.protect)
      : PackageFolder.around(waiting.workDir, base, wish.protect)
  })
  const { unfinished, copyNo } = begin(office, wish, { reel, cameraNumber, folder, waiting })
  const digest = filmDigest(reel, copyNo)
  const officer = ledgerName(by)
  const order: Order = { ...wish, key, name, cameraNumber, officer, recordings, reel, copyNo, digest }

  return office.jobs.start('export', request.number, 'render', async (report, signal) => {
    const under = { folder, unfinished, report, signal }
    try {
      await makeFilm(office, order, under)
      return await makePackage(office, order, under)
    } catch (error) {
      const trouble = asRefusal(error)
      endUnfinished(office, under, trouble)
      throw trouble
    }
  })
}

function refuseWhileBusy({ jobs }: Office): void {
  for (const kind of ['export', 'detect', 'follow'] as const) jobs.refuseWhileRunning(kind)
}

/** Enters that a copy is begun, with the number that it has from now on. */
function begin(
  office: Office,
  wish: Wish,
  {
    reel,
    cameraNumber,
    folder: { workDir, finalPath },
    waiting,
  }: {
    reel: Reel
    cameraNumber: number
    folder: PackageFolder
    waiting: Unfinished | undefined
  },
): { unfinished: Unfinished; copyNo: number } {
  const { style, medium, recipient, destroyByOn, protect, reason } = wish
  const { request } = reel
  return office.vault.record(
    ({ unfinished }) => unfinished.begun,
    (db) => {
      const copyNo = waiting?.state.waiting?.copyNo ?? nextCopyNo(db, request.id)
      const begun: Recorded = office.act({
        kind: 'export.started',
        subject: `request:${request.id}`,
        cameraIds: [wish.cameraId],
        details: {
          request: request.number,
          camera: cameraNumber,
          copyNo,
          style,
          medium,
          recipient,
          destroyByOn,
          protect,
          reason,
          ...shownBy(reel),
          resumed: waiting !== undefined,
        },
      })
      const film = waiting?.state.waiting
      const state = film === undefined ? {} : { waiting: { ...film, isStopped: false } }
      const unfinished = { id: waiting?.id ?? office.newId('export'), workDir, finalPath, begun, state }
      putUnfinished(db, unfinished)
      return { unfinished, copyNo }
    },
  )
}

/** Who stays visible, and for a film without masks why everybody does. */
function shownBy(reel: Reel): Details {
  if (reel.style !== 'clear') return { kept: [...reel.clip.work.kept] }
  const { others, finding, basis } = reel.clearance
  return { others, finding, ...(basis === undefined ? {} : { basis: basis.code, scope: basis.scope }) }
}

export function list(office: Office, { requestId }: { requestId: RequestId }): ExportedPackage[] {
  office.actor()
  return office.vault.read((db) => exportsOf<ExportedPackage>(db, requestId))
}

/** The password of a protected package. That it was told is an act. Refuses with `export-unknown`. */
export function password(office: Office, { exportId }: { exportId: string }): { password: string } {
  office.actor('package.export')
  const found = madeOf(office, exportId)
  if (found.password === undefined) throw new Refusal('export-unknown', {})
  office.vault.enter(passwordTold(office, found.body, 'shown'))
  return { password: found.password }
}

/**
 * Saves a sheet of a package as a PDF: the receipt to sign, which in a protected package nobody can print from, or the password,
 * to be handed over apart. Refuses with `export-unknown` where there is no such sheet, `write-failed`.
 */
export async function print(
  office: Office,
  { exportId, sheet }: { exportId: string; sheet: 'receipt' | 'password' },
): Promise<{ saved: boolean }> {
  office.actor('package.export')
  const { body, receipt, password } = madeOf(office, exportId)
  let paper: Paper | undefined = receipt
  if (sheet === 'password') {
    const institutionName = office.vault.read(institution).name
    const request = find(office, { requestId: body.requestId }).number
    paper =
      password === undefined ? undefined : passwordPaper({ made: body, password, institutionName, request })
  }
  if (paper === undefined) throw new Refusal('export-unknown', {})
  const name = { receipt: '수령증', password: '암호안내' }[sheet]
  const path = await office.world.chooseFile(`${name}_${body.fileName.replace(/\.(mp4|zip)$/, '')}.pdf`)
  if (path === undefined) return { saved: false }
  office.vault.enter(
    sheet === 'password' ? passwordTold(office, body, 'printed') : receiptPrinted(office, body),
  )
  const pdf = await office.world.toPdf(paper)
  await onDisk(() => writeDurably(path, pdf))
  return { saved: true }
}

function passwordTold(office: Office, made: ExportedPackage, how: 'shown' | 'printed'): Recorded {
  const { fileName: file, copyNo } = made
  return office.act({
    kind: 'export.password-told',
    subject: `request:${made.requestId}`,
    cameraIds: [made.cameraId],
    details: { file, copyNo, how },
  })
}

/** It is printed for one thing only: to be signed by whoever takes the copy. */
function receiptPrinted(
  office: Office,
  { requestId, cameraId, fileName, copyNo }: ExportedPackage,
): Recorded {
  return office.act({
    kind: 'document.printed',
    subject: `request:${requestId}`,
    cameraIds: [cameraId],
    details: { document: 'receipt', file: fileName, copyNo, reason: '수령 확인' },
  })
}

/** Shows where the package lies. Refuses with `export-unknown`. */
export function openFolder(office: Office, { exportId }: { exportId: string }): void {
  office.actor('package.export')
  const { path, body } = madeOf(office, exportId)
  office.world.showFolder(body.isProtected ? dirname(path) : path)
}

function madeOf(office: Office, exportId: string) {
  const found = office.vault.read((db) => exportOf<ExportedPackage, Paper>(db, exportId))
  if (found === undefined) throw new Refusal('export-unknown', {})
  return found
}
