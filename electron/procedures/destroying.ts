import { ledgerName } from '../domain/actor.ts'
import type { Job } from '../domain/job.ts'
import { ledgerTime } from '../domain/ledger/row.ts'
import type { Camera } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { destroyedRow, type Terms, termsOf } from '../domain/retention.ts'
import { dayOf, shiftAt, wallClock } from '../domain/time.ts'
import { sealedPath } from '../footage/clip.ts'
import { destroySealed } from '../footage/destroy.ts'
import type { ClipKey } from '../vault/clips.ts'
import {
  destroyedBy,
  destroyRecordings,
  type Expired,
  expiredRecordings,
  finishDestruction,
  isExpired,
  putUnfinishedDestruction,
  unfinishedDestructions,
} from '../vault/destructions.ts'
import { camera as cameraOf, cameras, institution } from '../vault/station.ts'
import type { ReadableDb, Recorded } from '../vault/vault.ts'
import { currentViewing } from '../vault/viewings.ts'
import { secondPerson } from './authenticate.ts'
import { asRefusal } from './disk.ts'
import { clearWaiting } from './filming.ts'
import type { Office } from './office.ts'

/** Destroying what has expired, one recording after another; and ending what a kill interrupted. */

/** One go of destroying, while it goes on, with its first entry: how much was meant to go, and by whose leave. */
interface Work {
  id: string
  begun: Recorded & { details: { count: number; officer: string; approver: string } }
}

/** A camera's terms as of today. */
const termsToday = (office: Office, camera: Camera): Terms => termsOf(camera, dayOf(office.now()))

/** Asks the same of every camera, one in a turn of the event loop: tens of thousands of recordings are looked through. */
export async function ofEveryCamera<T>(
  office: Office,
  ask: (db: ReadableDb, terms: Terms) => T,
): Promise<{ camera: Camera; answer: T }[]> {
  const answers: { camera: Camera; answer: T }[] = []
  for (const camera of office.vault.read(cameras)) {
    answers.push({ camera, answer: office.vault.read((db) => ask(db, termsToday(office, camera))) })
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return answers
}

/**
 * Begins to destroy everything that has expired and that nobody holds. A manager signs in on the same PC to approve. What is
 * held, or opened on the screen, at the moment its turn comes stays. Stopping it leaves what has not been destroyed; what has
 * been is entered, all in one line. Refuses with `wrong-password`, `locked-out`, `not-allowed` (not a manager),
 * `destroying-alone` (two people are asked for and it is one), `nothing-expired`, `job-running`.
 */
export async function destroyExpired(
  office: Office,
  credentials: { loginName: string; password: string },
): Promise<Job> {
  const by = office.actor('retention.check')
  const approver = await secondPerson(office, credentials, 'footage.destroy')
  const { approvalBy } = office.vault.read(institution)
  if (approvalBy === 'two-people' && approver.id === by.id) throw new Refusal('destroying-alone', {})
  const found = await ofEveryCamera(office, expiredRecordings)
  const expired = found.flatMap(({ answer }) => answer)
  office.jobs.refuseWhileRunning('destroy')
  if (expired.length === 0) throw new Refusal('nothing-expired', {})
  const id = office.newId('destruction')
  const begun: Work['begun'] = {
    kind: 'destruction.started',
    actor: by.id,
    subject: `destruction:${id}`,
    cameraIds: expired.map(({ cameraId }) => cameraId),
    details: { count: expired.length, officer: ledgerName(by), approver: ledgerName(approver) },
  }
  office.vault.record(begun, (db) => putUnfinishedDestruction(db, id, begun))
  return office.jobs.start('destroy', dayOf(office.now()), 'destroy', async (report, signal) => {
    const totalBytes = expired.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    const startedAtMs = performance.now()
    let finishedBytes = 0
    const onProgress = (currentBytes: number) => {
      const done = totalBytes === 0 ? 1 : Math.min(1, (finishedBytes + currentBytes) / totalBytes)
      const elapsedMs = performance.now() - startedAtMs
      report({ step: 'destroy', done, remainingMs: done > 0 ? (elapsedMs / done) * (1 - done) : undefined })
    }
    let count = 0
    try {
      for (const recording of expired) {
        signal.throwIfAborted()
        if (destroyOne(office, { id, begun }, recording)) {
          count += 1
          await destroySealed(sealedPath(office.storeDir, recording.id), { signal, onProgress })
        }
        finishedBytes += recording.sizeBytes
        onProgress(0)
      }
    } catch (error) {
      throw asRefusal(error)
    } finally {
      // The journal is rewritten once for all of them; killed before, the next opening does it.
      if (count > 0) await office.vault.scrub()
      finish(office, { id, begun })
      office.tell()
    }
    return { count, left: expired.length - count }
  })
}

/** Destroys a recording's key and all that was found in it, with its entry; unless it may not be destroyed any more. */
function destroyOne(office: Office, { id: workId, begun }: Work, expired: Expired): boolean {
  const { id, cameraId, startAt, endAt } = expired
  const at = office.now()
  const clips = office.vault.record(
    (found: ClipKey[] | undefined): readonly Recorded[] =>
      found === undefined
        ? []
        : [
            {
              kind: 'recording.destroyed',
              actor: begun.actor,
              subject: `recording:${id}`,
              cameraIds: [cameraId],
              details: { why: 'expired', method: 'crypto-erase', destruction: workId },
            },
          ],
    (db, seq) => {
      const camera = cameraOf(db, cameraId)
      if (camera === undefined || !isExpired(db, id, termsToday(office, camera)) || isOnScreen(db, id))
        return undefined
      const account = { at, why: 'expired', workId, seq } as const
      return destroyRecordings(db, [{ id, fromAt: startAt, toAt: endAt }], account)
    },
    { forgets: true },
  )
  for (const key of clips ?? []) clearWaiting(office, key, begun.actor)
  return clips !== undefined
}

/** Whether the open viewing may show the recording. */
export function isOnScreen(db: ReadableDb, recordingId: string): boolean {
  return currentViewing(db)?.parts.some((part) => part.recordingId === recordingId) ?? false
}

/** The end of one go: its line says what was destroyed, whether or not it came as far as it was meant to. */
function finish(office: Office, { id, begun }: Work): void {
  const { vault } = office
  const byCamera = vault.read((db) => destroyedBy(db, id))
  const known = vault.read(cameras)
  const count = byCamera.reduce((sum, camera) => sum + camera.count, 0)
  const ended: Recorded = {
    ...begun,
    kind: 'destruction.finished',
    cameraIds: byCamera.map(({ cameraId }) => cameraId),
    details: { ...begun.details, count, asked: begun.details.count },
  }
  if (count > 0) {
    const at = office.now()
    const firstAt = byCamera.map(({ fromAt }) => fromAt).reduce((a, b) => (a < b ? a : b))
    const endAt = byCamera.map(({ toAt }) => toAt).reduce((a, b) => (a > b ? a : b))
    const destroyed = {
      count,
      cameras: known.filter((camera) => byCamera.some(({ cameraId }) => cameraId === camera.id)),
      fromOn: dayOf(firstAt),
      // The last moment of it, not the first after it.
      toOn: dayOf(shiftAt(endAt, -1_000)),
    }
    const { officer, approver } = begun.details
    ended.row = destroyedRow(destroyed, {
      at: ledgerTime(wallClock(at)),
      on: dayOf(at),
      officer,
      approver,
    })
  }
  vault.record(ended, (db, seq) => finishDestruction(db, id, seq))
}

/** Writes the line of every go that a kill interrupted; what was left of its files has no key and is cleared away. */
export function settleDestructions(office: Office): void {
  for (const work of office.vault.read((db) => unfinishedDestructions<Work['begun']>(db)))
    finish(office, work)
}
