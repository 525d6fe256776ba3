import type { ExportedPackage } from '../contract/contract.ts'
import { ledgerName } from '../domain/actor.ts'
import type { Job } from '../domain/job.ts'
import { clipName } from '../domain/ledger/row.ts'
import type { MaskStyle } from '../domain/masking.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/request.ts'
import { dayOf } from '../domain/time.ts'
import { PackageFolder } from '../export/package.ts'
import { dropUnfinished, exportFolder, exportsOf, putUnfinished } from '../vault/clips.ts'
import { storedRecording } from '../vault/recordings.ts'
import { cameraNumbers } from '../vault/station.ts'
import { asRefusal, onDisk } from './disk.ts'
import { clipParts, tracksOf } from './masking.ts'
import type { Office } from './office.ts'
import { makePackage, stopped } from './packaging.ts'
import { approvedRequest } from './requests.ts'
import { partsOf } from './viewings.ts'

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
 * Renders the clip with everyone masked but the kept, and makes the package (see packaging.ts). Refuses
 * with `request-not-approved`, `tracks-missing`, `reason-missing`, `job-running`, `no-space`, `write-failed`.
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
  const freeBytes = await onDisk(() => office.freeBytes(parentDir))
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
  const name = clipName(dayOf(request.fromAt), request.number, cameraNumber)
  const folder = PackageFolder.in(parentDir, name.replace(/\.mp4$/, ''))
  const { workDir, finalDir } = folder
  const unfinished = { id: office.newId('export'), workDir, finalDir, begun, made: undefined }
  vault.record(begun, (db) => putUnfinished(db, unfinished))

  return office.jobs.start('export', request.number, 'render', async (report, signal) => {
    try {
      folder.begin()
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
      const officer = ledgerName(by)
      const order = { ...wish, name, cameraNumber, officer, request, recordings, tracks, kept, film }
      return await makePackage(office, order, folder, unfinished, report)
    } catch (error) {
      // What cannot be cleared now, because the medium is gone, is tried again at the next start.
      const isCleared = folder.discard()
      vault.record(stopped(begun, signal.aborted), (db) => {
        if (isCleared) dropUnfinished(db, unfinished.id)
      })
      throw asRefusal(error)
    }
  })
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
