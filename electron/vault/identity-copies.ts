import type { RequestId } from '../domain/request-form.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Masked pictures of identity papers, one a request at most. */

export interface IdentityCopy {
  keptAt: string
  /** JPEG; its numbers were covered before it came here. */
  picture: Buffer
}

export function identityCopy(db: ReadableDb, requestId: RequestId): IdentityCopy | undefined {
  return db
    .prepare('SELECT kept_at AS keptAt, picture FROM identity_copies WHERE request_id = ?')
    .get(requestId) as IdentityCopy | undefined
}

/** Since when one is kept. */
export function identityCopyKeptAt(db: ReadableDb, requestId: RequestId): string | undefined {
  return db.prepare('SELECT kept_at FROM identity_copies WHERE request_id = ?').pluck().get(requestId) as
    | string
    | undefined
}

/** Keeps it in place of one kept before. */
export function putIdentityCopy(
  db: WritableDb,
  requestId: RequestId,
  { keptAt, picture }: IdentityCopy,
): void {
  db.prepare('INSERT OR REPLACE INTO identity_copies VALUES (?, ?, ?)').run(requestId, keptAt, picture)
}

/** Erases it together with the request's details. */
export function dropIdentityCopy(db: WritableDb, requestId: RequestId): void {
  db.prepare('DELETE FROM identity_copies WHERE request_id = ?').run(requestId)
}
