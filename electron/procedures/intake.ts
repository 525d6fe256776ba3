import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { IntakeOutcome, IntakePlan } from '../contract/contract.ts'
import type { Job, JobId } from '../domain/job.ts'
import type { Camera, CameraId } from '../domain/policy.ts'
import type { Recording, RecordingId } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import { shiftAt } from '../domain/time.ts'
import { FileRefused, type FolderSource, scanFolder, takeIn } from '../footage/intake.ts'
import { wasDestroyed } from '../vault/destructions.ts'
import { addRecording, holdings, isHeld, recordingsIn, wrapKey } from '../vault/recordings.ts'
import { cameras } from '../vault/station.ts'
import type { Progress } from './jobs.ts'
import type { Office } from './office.ts'

/** Taking footage in: a folder is chosen, its cameras are named, each file becomes a held recording or is reported. */

/** Refuses with `folder-unreadable`, `folder-has-no-video`. */
export async function choose(office: Office): Promise<IntakePlan | null> {
  office.actor('footage.take-in')
  const folderPath = await office.world.chooseFolder('intake')
  if (folderPath === undefined) return null
  const sources = await scanFolder(folderPath)
  const planId = office.newId('plan')
  office.plans.clear()
  const folderName = basename(folderPath)
  office.plans.set(planId, { folderName, sources, outcomes: [] })
  const known = office.vault.read(cameras)
  return {
    planId,
    folderName,
    sources: sources.map(({ hint, files, sizeBytes }) => {
      const times = files.flatMap(({ startAt }) => (startAt === undefined ? [] : [startAt])).sort()
      const guess = guessCamera(hint, known)
      const [firstAt, lastAt] = [times[0], times.at(-1)]
      return {
        hint,
        fileCount: files.length,
        sizeBytes,
        ...(firstAt === undefined || lastAt === undefined ? {} : { firstAt, lastAt }),
        ...(guess === undefined ? {} : { cameraId: guess.id }),
      }
    }),
  }
}

/** `cam03`, `3번 카메라`, `CH-3`: the number in a folder's name is most likely the camera's. */
function guessCamera(hint: string, known: readonly Camera[]): Camera | undefined {
  const number = Number(/\d+/.exec(hint)?.[0])
  return known.find((camera) => camera.number === number)
}

/** Begins taking in. Refuses with `plan-expired`, `camera-unknown`, `job-running`. */
export function start(
  office: Office,
  wish: { planId: string; cameras: readonly { hint: string; cameraId: CameraId }[] },
): Job {
  office.actor('footage.take-in')
  const plan = office.plans.get(wish.planId)
  if (plan === undefined) throw new Refusal('plan-expired', {})
  const known = new Map(office.vault.read(cameras).map((camera) => [camera.id, camera]))
  const chosen = wish.cameras.map(({ hint, cameraId }) => {
    const camera = known.get(cameraId)
    const source = plan.sources.find((candidate) => candidate.hint === hint)
    if (camera === undefined || source === undefined) throw new Refusal('camera-unknown', {})
    return { camera, source }
  })
  office.jobs.refuseWhileRunning('intake')
  mkdirSync(office.storeDir, { recursive: true, mode: 0o700 })
  const files = chosen.flatMap(({ camera, source }) => source.files.map((file) => ({ camera, file })))
  const { vault } = office
  const begun = office.act({
    kind: 'intake.started',
    subject: 'footage',
    cameraIds: chosen.map(({ camera }) => camera.id),
    details: { files: files.length },
  })
  vault.enter(begun)
  return office.jobs.start('intake', plan.folderName, 'intake', async (report, signal, id) => {
    office.outcomes.set(id, plan.outcomes)
    const totalBytes = files.reduce((sum, { file }) => sum + file.sizeBytes, 0)
    const progress = paced(totalBytes, report)
    try {
      for (const { camera, file } of files) {
        signal.throwIfAborted()
        plan.outcomes.push(await takeInOne(office, begun.actor, camera, file, signal, progress))
        progress.finish(file.sizeBytes)
      }
    } finally {
      vault.enter({
        ...begun,
        kind: 'intake.ended',
        details: { files: files.length, outcomes: counted(plan.outcomes), cancelled: signal.aborted },
      })
      office.plans.delete(wish.planId)
      office.tell()
    }
    return counted(plan.outcomes)
  })
}

/** What became of each file so far. */
export function outcomes(office: Office, { jobId }: { jobId: JobId }): IntakeOutcome[] {
  office.actor('footage.take-in')
  const found = office.outcomes.get(jobId)
  if (found === undefined) throw new Refusal('job-unknown', {})
  return found
}

type Pace = ReturnType<typeof paced>

async function takeInOne(
  office: Office,
  by: string,
  camera: Camera,
  file: FolderSource['files'][number],
  signal: AbortSignal,
  progress: Pace,
): Promise<IntakeOutcome> {
  const name = basename(file.path)
  const id = office.newId('rec') as RecordingId
  const key = randomBytes(32)
  const { vault, keys } = office
  try {
    const taken = await takeIn(file, office.storeDir, id, key, {
      signal,
      onProgress: (doneBytes) => progress.at(doneBytes),
      isHeld: (sha256) => {
        // What was erased does not come back by being taken in again.
        if (vault.read((db) => wasDestroyed(db, sha256))) throw new FileRefused('destroyed')
        return vault.read((db) => isHeld(db, sha256))
      },
    })
    const recording: Recording = {
      ...taken.facts,
      id,
      cameraId: camera.id,
      startAt: shiftAt(taken.startAt, -camera.clockAheadSeconds * 1e6),
      takenInAt: office.now(),
    }
    vault.record(
      () => [
        {
          kind: 'recording.taken-in',
          actor: by,
          subject: `recording:${id}`,
          cameraIds: [camera.id],
          details: {
            name,
            camera: camera.number,
            startAt: recording.startAt,
            durationUs: recording.durationUs,
            frames: recording.frameCount,
            sourceSha256: recording.sourceSha256,
          },
        },
        ...(recording.hadAudio
          ? [
              {
                kind: 'audio.dropped' as const,
                actor: by,
                subject: `recording:${id}`,
                cameraIds: [camera.id],
                details: { name, camera: camera.number },
              },
            ]
          : []),
      ],
      (db) => addRecording(db, recording, taken.layout, wrapKey(keys.footage, id, key)),
    )
    return { name, outcome: 'taken-in', hadAudio: recording.hadAudio }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    vault.enter({
      kind: 'recording.refused',
      actor: by,
      subject: `camera:${camera.id}`,
      cameraIds: [camera.id],
      details: { name, why: error.outcome },
    })
    return { name, outcome: error.outcome, hadAudio: false }
  }
}

/** Progress over all files by bytes, with the time that remains at the pace so far. */
function paced(totalBytes: number, report: (progress: Progress) => void) {
  const startedAtMs = performance.now()
  let finishedBytes = 0
  const at = (currentBytes: number) => {
    const done = totalBytes === 0 ? 1 : Math.min(1, (finishedBytes + currentBytes) / totalBytes)
    const elapsedMs = performance.now() - startedAtMs
    report({ step: 'intake', done, remainingMs: done > 0 ? (elapsedMs / done) * (1 - done) : undefined })
  }
  return {
    at,
    finish(sizeBytes: number) {
      finishedBytes += sizeBytes
      at(0)
    },
  }
}

function counted(outcomes: readonly IntakeOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

export function list(
  office: Office,
  { fromAt, toAt, cameraIds }: { fromAt: string; toAt: string; cameraIds?: readonly CameraId[] | undefined },
): Recording[] {
  office.actor()
  return office.vault.read((db) => recordingsIn(db, { fromAt, toAt }, cameraIds))
}

export function summary(office: Office): ReturnType<typeof holdings> {
  office.actor()
  return office.vault.read(holdings)
}
