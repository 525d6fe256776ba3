import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { CameraId } from '../domain/policy.ts'
import type { Recording, RecordingId, Window } from '../domain/recording.ts'
import { endAt } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Recordings, their keys, and where their fragments lie. */

/** How the stored file is laid out: what reading a part of it takes (see footage/fragments.ts). */
export interface StoredLayout {
  headerBytes: number
  fragments: readonly { offset: number; sizeBytes: number; startUs: number; durationUs: number }[]
}

/** Adds a recording. Its key is stored sealed under the footage key, bound to the recording's id. */
export function addRecording(
  db: WritableDb,
  recording: Recording,
  layout: StoredLayout,
  wrappedKey: Uint8Array,
): void {
  db.prepare(
    `INSERT INTO recordings VALUES
     (@id, @cameraId, @startAt, @endAt, @sourceSha256, @sizeBytes, @wrappedKey, @body, @layout, @remainderOf)`,
  ).run({
    id: recording.id,
    cameraId: recording.cameraId,
    startAt: recording.startAt,
    endAt: endAt(recording),
    sourceSha256: recording.sourceSha256,
    sizeBytes: recording.sizeBytes,
    wrappedKey,
    body: JSON.stringify(recording),
    layout: JSON.stringify(layout),
    remainderOf: recording.remainderOf ?? null,
  })
}

/** Every recording that touches the window, oldest first; of all cameras unless some are named. */
export function recordingsIn(db: ReadableDb, window: Window, cameraIds?: readonly CameraId[]): Recording[] {
  const bodies = db
    .prepare(
      `SELECT body FROM recordings WHERE end_at > @fromAt AND start_at < @toAt
       AND (@cameras IS NULL OR camera_id IN (SELECT value FROM json_each(@cameras))) ORDER BY start_at, camera_id`,
    )
    .pluck()
    .all({
      fromAt: window.fromAt,
      toAt: window.toAt,
      cameras: cameraIds === undefined ? null : JSON.stringify(cameraIds),
    }) as string[]
  return bodies.map((body) => JSON.parse(body) as Recording)
}

/** What is held of each camera. */
export function holdings(
  db: ReadableDb,
): { cameraId: CameraId; count: number; sizeBytes: number; firstAt: string; lastAt: string }[] {
  return db
    .prepare(
      `SELECT camera_id AS cameraId, count(*) AS count, sum(size_bytes) AS sizeBytes,
       min(start_at) AS firstAt, max(end_at) AS lastAt FROM recordings GROUP BY camera_id`,
    )
    .all() as ReturnType<typeof holdings>
}

export function isHeld(db: ReadableDb, sourceSha256: string): boolean {
  return db.prepare('SELECT 1 FROM recordings WHERE source_sha256 = ?').get(sourceSha256) !== undefined
}

export function recordingIds(db: ReadableDb): Set<string> {
  return new Set(db.prepare('SELECT id FROM recordings').pluck().all() as string[])
}

/** What it takes to read a stored recording; released only to an open viewing or a job of an approved request. */
export function storedRecording(
  db: ReadableDb,
  id: RecordingId,
  footageKey: Buffer,
): { recording: Recording; layout: StoredLayout; key: Buffer } {
  const row = db
    .prepare('SELECT body, layout, wrapped_key AS wrapped FROM recordings WHERE id = ?')
    .get(id) as { body: string; layout: string; wrapped: Buffer } | undefined
  if (row === undefined) throw new Refusal('footage-damaged', { recordingId: id })
  return {
    recording: JSON.parse(row.body) as Recording,
    layout: JSON.parse(row.layout) as StoredLayout,
    key: unwrapKey(footageKey, id, row.wrapped),
  }
}

/** Seals a recording's key under the footage key (AES-256-GCM; nonce ‖ key ‖ tag = 60 bytes), bound to the recording. */
export function wrapKey(footageKey: Buffer, id: RecordingId, key: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', footageKey, nonce)
  cipher.setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** The inverse; refuses with `footage-damaged` where the seal is not whole or of another recording. */
function unwrapKey(footageKey: Buffer, id: RecordingId, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', footageKey, wrapped.subarray(0, 12))
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(wrapped.subarray(44))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(12, 44)), decipher.final()])
  } catch {
    throw new Refusal('footage-damaged', { recordingId: id })
  }
}
