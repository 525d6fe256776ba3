import type { ActorId } from '../domain/actor.ts'
import type { MaskChange } from '../domain/mask-work.ts'
import type { CameraId } from '../domain/policy.ts'
import type { RequestId } from '../domain/request-form.ts'
import type { KnownLeak } from '../domain/review.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Clips: their tracks as they were found, what people changed about them, and what the leak scan suspected. */

export interface ClipKey {
  requestId: RequestId
  cameraId: CameraId
}

/** A change as it was made. */
export interface MadeChange {
  change: MaskChange
  at: string
  by: ActorId
  why: string
}

/** That a second person vouches for masks whose digest this is. */
export interface Signature {
  by: ActorId
  at: string
  digest: string
}

/** A clip without its boxes. */
export interface StoredClip {
  /** SHA-256 of everything that was found: tells one search for people from every other. */
  tracksSha256: string
  /** All changes, of which the first `standing` hold; those after it were undone and can be redone. */
  changes: MadeChange[]
  standing: number
  signature: Signature | undefined
  /** What was found besides the boxes: JSON, which can be long. */
  body: string
}

/** Puts a clip in place of an earlier one; nobody stays visible and nothing is answered until somebody decides. */
export function putClip(
  db: WritableDb,
  key: ClipKey,
  { body, tracksSha256, chunks }: { body: object; tracksSha256: string; chunks: readonly Uint8Array[] },
): void {
  const { requestId, cameraId } = key
  dropClip(db, key)
  db.prepare("INSERT INTO clips VALUES (?, ?, ?, ?, '[]', 0, NULL)").run(
    requestId,
    cameraId,
    tracksSha256,
    JSON.stringify(body),
  )
  const insert = db.prepare('INSERT INTO clip_chunks VALUES (?, ?, ?, ?)')
  for (const [index, bytes] of chunks.entries()) insert.run(requestId, cameraId, index, bytes)
}

/** Everything that was found in a clip is gone, and what was decided about it; it may be looked at anew. */
export function dropClip(db: WritableDb, { requestId, cameraId }: ClipKey): void {
  for (const table of ['looked_stretches', 'clip_leaks', 'clip_chunks', 'clips'])
    db.prepare(`DELETE FROM ${table} WHERE request_id = ? AND camera_id = ?`).run(requestId, cameraId)
}

/** Keeps a stretch that a search has looked at; what another search of the clip left is dropped. */
export function keepLooked(
  db: WritableDb,
  { requestId, cameraId }: ClipKey,
  { search, stretch, bytes }: { search: string; stretch: number; bytes: Uint8Array },
): void {
  db.prepare('DELETE FROM looked_stretches WHERE request_id = ? AND camera_id = ? AND search <> ?').run(
    requestId,
    cameraId,
    search,
  )
  db.prepare('INSERT OR REPLACE INTO looked_stretches VALUES (?, ?, ?, ?, ?)').run(
    requestId,
    cameraId,
    stretch,
    search,
    bytes,
  )
}

/** The stretches that such a search has looked at, first to last, where one was cut short. */
export function lookedStretches(
  db: ReadableDb,
  { requestId, cameraId }: ClipKey,
  search: string,
): Uint8Array[] {
  const rows = db
    .prepare(
      `SELECT bytes FROM looked_stretches
       WHERE request_id = ? AND camera_id = ? AND search = ? ORDER BY stretch`,
    )
    .pluck()
    .all(requestId, cameraId, search)
  return (rows as Buffer[]).map((bytes) => new Uint8Array(bytes))
}

export function storedClip(db: ReadableDb, { requestId, cameraId }: ClipKey): StoredClip | undefined {
  const row = db
    .prepare(
      `SELECT tracks_sha256 AS tracksSha256, changes, standing, signature, body
       FROM clips WHERE request_id = ? AND camera_id = ?`,
    )
    .get(requestId, cameraId) as
    | { tracksSha256: string; changes: string; standing: number; signature: string | null; body: string }
    | undefined
  if (row === undefined) return undefined
  return {
    ...row,
    changes: JSON.parse(row.changes) as MadeChange[],
    signature: row.signature === null ? undefined : (JSON.parse(row.signature) as Signature),
  }
}

/** The encoded boxes from chunk `from` up to, not including, `to`. */
export function clipChunks(
  db: ReadableDb,
  { requestId, cameraId }: ClipKey,
  from = 0,
  to: number = Number.MAX_SAFE_INTEGER,
): Uint8Array[] {
  const rows = db
    .prepare(
      `SELECT bytes FROM clip_chunks
       WHERE request_id = ? AND camera_id = ? AND chunk >= ? AND chunk < ? ORDER BY chunk`,
    )
    .pluck()
    .all(requestId, cameraId, from, to)
  return (rows as Buffer[]).map((bytes) => new Uint8Array(bytes))
}

export function putChanges(
  db: WritableDb,
  { requestId, cameraId }: ClipKey,
  changes: readonly MadeChange[],
  standing: number,
): void {
  db.prepare('UPDATE clips SET changes = ?, standing = ? WHERE request_id = ? AND camera_id = ?').run(
    JSON.stringify(changes),
    standing,
    requestId,
    cameraId,
  )
}

export function putSignature(db: WritableDb, { requestId, cameraId }: ClipKey, signature: Signature): void {
  db.prepare('UPDATE clips SET signature = ? WHERE request_id = ? AND camera_id = ?').run(
    JSON.stringify(signature),
    requestId,
    cameraId,
  )
}

export function addLeak(
  db: WritableDb,
  { requestId, cameraId }: ClipKey,
  leak: KnownLeak,
  picture: Uint8Array,
): void {
  const { id, ...body } = leak
  db.prepare('INSERT INTO clip_leaks VALUES (?, ?, ?, ?, ?)').run(
    requestId,
    cameraId,
    id,
    JSON.stringify(body),
    picture,
  )
}

/** What leak scans of the clip's films suspected, in the order it was found. */
export function knownLeaks(db: ReadableDb, { requestId, cameraId }: ClipKey): KnownLeak[] {
  const rows = db
    .prepare('SELECT id, body FROM clip_leaks WHERE request_id = ? AND camera_id = ? ORDER BY rowid')
    .all(requestId, cameraId) as { id: string; body: string }[]
  return rows.map(({ id, body }) => ({ ...(JSON.parse(body) as Omit<KnownLeak, 'id'>), id }))
}

/** The masked output where a leak was suspected, as a JPEG. */
export function leakPicture(
  db: ReadableDb,
  { requestId, cameraId }: ClipKey,
  id: string,
): Buffer | undefined {
  return db
    .prepare('SELECT picture FROM clip_leaks WHERE request_id = ? AND camera_id = ? AND id = ?')
    .pluck()
    .get(requestId, cameraId, id) as Buffer | undefined
}
