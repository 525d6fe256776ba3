import type { RequestId } from '../domain/request-form.ts'
import { dropIdentityCopy } from './identity-copies.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Packages that were made, and those under way. */

/** A package under way: where, by which act, and how far it has come. */
export interface UnfinishedExport<Begun, State> {
  id: string
  workDir: string
  finalPath: string
  begun: Begun
  state: State
}

/** The number of the next copy of a request. It is used up by asking, whatever becomes of the copy. */
export function nextCopyNo(db: WritableDb, requestId: RequestId): number {
  return db
    .prepare(
      `INSERT INTO copy_numbers VALUES (?, 1)
       ON CONFLICT (request_id) DO UPDATE SET last = last + 1 RETURNING last`,
    )
    .pluck()
    .get(requestId) as number
}

export function putUnfinished<Begun, State>(
  db: WritableDb,
  { id, workDir, finalPath, begun, state }: UnfinishedExport<Begun, State>,
): void {
  db.prepare('INSERT OR REPLACE INTO unfinished_exports VALUES (?, ?, ?, ?, ?)').run(
    id,
    workDir,
    finalPath,
    JSON.stringify(begun),
    JSON.stringify(state),
  )
}

export function dropUnfinished(db: WritableDb, id: string): void {
  db.prepare('DELETE FROM unfinished_exports WHERE id = ?').run(id)
}

export function unfinishedExports<Begun, State>(db: ReadableDb): UnfinishedExport<Begun, State>[] {
  const rows = db
    .prepare('SELECT id, work_dir AS workDir, final_path AS finalPath, begun, state FROM unfinished_exports')
    .all() as { id: string; workDir: string; finalPath: string; begun: string; state: string }[]
  return rows.map(({ begun, state, ...row }) => ({
    ...row,
    begun: JSON.parse(begun) as Begun,
    state: JSON.parse(state) as State,
  }))
}

/** What only the vault knows of a finished package: where it was put, its password, the sheet to sign. */
export interface ExportSecrets<Sheet> {
  path: string
  password: string | undefined
  receipt: Sheet | undefined
}

/** Adds a finished package. */
export function addExport(
  db: WritableDb,
  { id, requestId, madeAt, ...rest }: { id: string; requestId: RequestId; madeAt: string },
  { path, password, receipt }: ExportSecrets<object>,
): void {
  db.prepare('INSERT INTO exports VALUES (?, ?, ?, ?, ?, ?, ?, NULL)').run(
    id,
    requestId,
    path,
    madeAt,
    JSON.stringify({ id, requestId, madeAt, ...rest }),
    password ?? null,
    receipt === undefined ? null : JSON.stringify(receipt),
  )
}

export function exportsOf<Body>(db: ReadableDb, requestId: RequestId): Body[] {
  const bodies = db
    .prepare('SELECT body FROM exports WHERE request_id = ? ORDER BY made_at, rowid')
    .pluck()
    .all(requestId)
  return (bodies as string[]).map((body) => JSON.parse(body) as Body)
}

/** Finished packages of a request that nobody has been given yet. */
export function unhanded<Body>(db: ReadableDb, requestId: RequestId): Body[] {
  const bodies = db
    .prepare('SELECT body FROM exports WHERE request_id = ? AND handed_at IS NULL ORDER BY made_at, rowid')
    .pluck()
    .all(requestId)
  return (bodies as string[]).map((body) => JSON.parse(body) as Body)
}

/** They have been handed over. */
export function markHanded(db: WritableDb, requestId: RequestId, handedAt: string): void {
  db.prepare('UPDATE exports SET handed_at = ? WHERE request_id = ? AND handed_at IS NULL').run(
    handedAt,
    requestId,
  )
}

/** What packages and viewings of a request say of people is gone: who took them, the receipt, the password. */
export function forgetPeople(db: WritableDb, requestId: RequestId, blank: string): void {
  db.prepare(
    `UPDATE exports SET body = json_set(body, '$.recipient', @blank), password = NULL, receipt = NULL
     WHERE request_id = @requestId`,
  ).run({ requestId, blank })
  db.prepare(
    "UPDATE viewings SET body = json_set(body, '$.requesterName', @blank) WHERE request_id = @requestId",
  ).run({
    requestId,
    blank,
  })
  dropIdentityCopy(db, requestId)
}

/** A finished package as it was added. */
export function exportOf<Body, Sheet>(
  db: ReadableDb,
  id: string,
): (ExportSecrets<Sheet> & { body: Body }) | undefined {
  const row = db.prepare('SELECT body, path, password, receipt FROM exports WHERE id = ?').get(id) as
    | { body: string; path: string; password: string | null; receipt: string | null }
    | undefined
  if (row === undefined) return undefined
  return {
    body: JSON.parse(row.body) as Body,
    path: row.path,
    password: row.password ?? undefined,
    receipt: row.receipt === null ? undefined : (JSON.parse(row.receipt) as Sheet),
  }
}
