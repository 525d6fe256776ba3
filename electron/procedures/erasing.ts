import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { ActorId } from '../domain/actor.ts'
import type { Row } from '../domain/ledger/row.ts'
import type { CameraId } from '../domain/policy.ts'
import { type Recording, type RecordingId, type Window, within } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/request-form.ts'
import { shiftAt } from '../domain/time.ts'
import { type HeldRecording, sealedPath } from '../footage/clip.ts'
import { type Cut, cutAt, destroySealed, type Remainder, sealRemainder } from '../footage/destroy.ts'
import { destroyRecordings, type Gone } from '../vault/destructions.ts'
import { holdsOver } from '../vault/holds.ts'
import { addRecording, recordingsIn, storedRecording, wrapKey } from '../vault/recordings.ts'
import { request } from '../vault/requests.ts'
import { cameraNumbers } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import { isOnScreen } from './destroying.ts'
import { clearWaiting } from './filming.ts'
import type { Office } from './office.ts'
import { endViewing } from './viewings.ts'

/** Erasing a stretch of footage because somebody may ask for it (법 36). */

/** What is to be erased, for whom, and what is entered about it. */
export interface Erasure extends Window {
  requestId: RequestId
  cameraIds: readonly CameraId[]
  by: ActorId
  /** ERASE_DONE (domain §13). */
  row: Row
  /** Requests whose holds do not stand in the way, besides its own. */
  ownRequests?: readonly RequestId[]
}

/** What an erasure has done: of each recording more may be gone than was asked, up to a fragment on either side. */
export interface Erased {
  gone: (Window & { cameraId: CameraId })[]
  /** What is left of the recordings that were cut. */
  remainders: RecordingId[]
}

/** One recording that the erasure touches. */
interface Touched {
  recording: Recording
  held: HeldRecording
  cut: Cut
  gone: Gone
}

interface Sealed {
  recording: Recording
  key: Buffer
  layout: Remainder['layout']
}

/**
 * Erases a stretch: what lies outside is sealed anew, then, in one act with its line, the old keys are destroyed, then the old
 * files. Killed before the act, everything is as it was; after it, the stretch can never be read again. When it answers,
 * both are on the disk. Runs as a job that can be watched and, until the act, stopped (rejects with the abort reason).
 * Refuses with `held`, `footage-missing` (nothing of it is here), `job-running`, `no-space`, `write-failed`,
 * `footage-damaged`, `ffmpeg-missing`; nothing has changed then.
 */
export async function eraseStretch(office: Office, wish: Erasure): Promise<Erased> {
  refuseWhileUsed(office)
  const touched = touchedBy(office, wish)
  refuseHeld(office, wish, touched)
  let outcome: { erased: Erased } | { error: unknown } | undefined
  const { id } = office.jobs.start('destroy', numberOf(office, wish), 'destroy', async (report, signal) => {
    try {
      const onProgress = (done: number) => report({ step: 'destroy', done })
      const erased = await erase(office, wish, touched, { signal, onProgress })
      outcome = { erased }
      return { count: erased.gone.length, remainders: erased.remainders.length }
    } catch (error) {
      outcome = { error }
      throw error
    } finally {
      for (const { held } of touched) held.key.fill(0)
    }
  })
  await office.jobs.ended(id)
  if (outcome === undefined || 'error' in outcome) throw outcome?.error
  return outcome.erased
}

const numberOf = (office: Office, { requestId }: Erasure): string =>
  office.vault.read((db) => request(db, requestId))?.number ?? ''

/** Work that has the keys of footage in its hands, in a process of its own. */
function refuseWhileUsed({ jobs }: Office): void {
  for (const kind of ['detect', 'follow', 'export'] as const) jobs.refuseWhileRunning(kind)
}

function touchedBy(office: Office, wish: Erasure): Touched[] {
  const { footage } = office.keys
  const found = office.vault.read((db) => recordingsIn(db, wish, wish.cameraIds))
  const touched = found.flatMap((recording) => {
    const stretch = within(recording, wish)
    if (stretch === undefined) return []
    const { layout, key } = office.vault.read((db) => storedRecording(db, recording.id, footage))
    const cut = cutAt(layout, stretch)
    const gone = {
      id: recording.id,
      fromAt: shiftAt(recording.startAt, cut.gone.fromUs),
      toAt: shiftAt(recording.startAt, cut.gone.toUs),
    }
    return [
      { recording, held: { storePath: sealedPath(office.storeDir, recording.id), key, layout }, cut, gone },
    ]
  })
  if (touched.length > 0) return touched
  const [first] = wish.cameraIds
  const cameraNumber = (first && office.vault.read(cameraNumbers).get(first)) ?? 0
  throw new Refusal('footage-missing', { cameraNumber })
}

/** Also where only the margin is held that goes with the stretch. */
function refuseHeld(office: Office, wish: Erasure, touched: readonly Touched[]): void {
  const own: readonly (RequestId | undefined)[] = [wish.requestId, ...(wish.ownRequests ?? [])]
  for (const { recording, gone } of touched) {
    const asked = { cameraIds: [recording.cameraId], fromAt: gone.fromAt, toAt: gone.toAt }
    const holds = office.vault.read((db) => holdsOver(db, asked))
    const [other] = holds.filter(({ requestId }) => requestId === undefined || !own.includes(requestId))
    if (other !== undefined) throw new Refusal('held', { number: other.reason })
  }
}

interface Following {
  signal: AbortSignal
  onProgress: (done: number) => void
}

async function erase(
  office: Office,
  wish: Erasure,
  touched: readonly Touched[],
  { signal, onProgress }: Following,
): Promise<Erased> {
  const sealed: Sealed[] = []
  let clips: ReturnType<typeof commit>
  try {
    await sealRemainders(office, touched, sealed, { signal, onProgress: (done) => onProgress(done * 0.9) })
    signal.throwIfAborted()
    // From here to the act there is no waiting: nobody can begin to use the footage in between.
    refuseWhileUsed(office)
    refuseHeld(office, wish, touched)
    clips = commit(office, wish, touched, sealed)
  } catch (error) {
    for (const { recording } of sealed) await rm(sealedPath(office.storeDir, recording.id), { force: true })
    throw error
  } finally {
    for (const { key } of sealed) key.fill(0)
  }
  await office.vault.scrub()
  for (const key of clips) clearWaiting(office, key, wish.by)
  for (const { held } of touched) {
    // Without its key it is noise; a file that cannot be removed now is removed at the next start.
    await destroySealed(held.storePath).catch((error: unknown) => office.world.reportFault(error))
  }
  onProgress(1)
  office.tell()
  return {
    gone: touched.map(({ recording: { cameraId }, gone: { fromAt, toAt } }) => ({ cameraId, fromAt, toAt })),
    remainders: sealed.map(({ recording }) => recording.id),
  }
}

async function sealRemainders(
  office: Office,
  touched: readonly Touched[],
  sealed: Sealed[],
  { signal, onProgress }: Following,
): Promise<void> {
  const pieces = touched.flatMap((one) =>
    [one.cut.before, one.cut.after]
      .filter((fragments) => fragments.length > 0)
      .map((fragments) => ({ one, fragments })),
  )
  const sizeOf = (fragments: Cut['before']) => fragments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const totalBytes = pieces.reduce((sum, { fragments }) => sum + sizeOf(fragments), 0)
  let finishedBytes = 0
  for (const { one, fragments } of pieces) {
    const id = office.newId('rec') as RecordingId
    const key = randomBytes(32)
    const to = { storePath: sealedPath(office.storeDir, id), key }
    const { facts, layout } = await sealRemainder(one, fragments, to, {
      signal,
      onProgress: (doneBytes) => onProgress((finishedBytes + doneBytes) / totalBytes),
    })
    sealed.push({ recording: { ...facts, id }, key, layout })
    finishedBytes += sizeOf(fragments)
  }
}

/** The act: old keys out, new ones in, with its entry and line. Answers the clips of which nothing is known any more. */
function commit(office: Office, wish: Erasure, touched: readonly Touched[], sealed: readonly Sealed[]) {
  const { requestId, row, by } = wish
  if (
    office.opened?.actor !== undefined &&
    touched.some(({ gone }) => office.vault.read((db) => isOnScreen(db, gone.id)))
  )
    endViewing(office, 'closed')
  const erased: Recorded = {
    kind: 'footage.erased',
    actor: by,
    subject: `request:${requestId}`,
    cameraIds: touched.map(({ recording }) => recording.cameraId),
    requestId,
    details: {
      request: numberOf(office, wish),
      fromAt: wish.fromAt,
      toAt: wish.toAt,
      method: 'crypto-erase',
      gone: touched.map(({ gone: { id, fromAt, toAt } }) => ({ recordingId: id, fromAt, toAt })),
      remainders: sealed.map(({ recording: { id, remainderOf = '' } }) => ({
        recordingId: id,
        of: remainderOf,
      })),
    },
    row,
  }
  const change = (db: WritableDb, seq: number) => {
    const account = {
      at: office.now(),
      why: 'request',
      workId: office.newId('erasure'),
      seq,
      rowSeq: seq,
      requestId,
    } as const
    const clips = destroyRecordings(
      db,
      touched.map(({ gone }) => gone),
      account,
    )
    for (const { recording, key, layout } of sealed)
      addRecording(db, recording, layout, wrapKey(office.keys.footage, recording.id, key))
    return clips
  }
  return office.vault.record(erased, change, { forgets: true })
}
