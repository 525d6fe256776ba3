import type { RequestId } from '../domain/request.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Packages that were made, and those under way. */

/** A package under way: where, by which act, and, once its film and manifest stand, what will be entered of it. */
export interface UnfinishedExport<Begun, Made> {
  id: string
  workDir: string
  finalDir: string
  begun: Begun
  made: Made | undefined
}

export function putUnfinished<Begun, Made>(db: WritableDb, unfinished: UnfinishedExport<Begun, Made>): void {
  const { id, workDir, finalDir, begun, made } = unfinished
  db.prepare('INSERT OR REPLACE INTO unfinished_exports VALUES (?, ?, ?, ?, ?)').run(
    id,
    workDir,
    finalDir,
    JSON.stringify(begun),
    made === undefined ? null : JSON.stringify(made),
  )
}

export function dropUnfinished(db: WritableDb, id: string): void {
  db.prepare('DELETE FROM unfinished_exports WHERE id = ?').run(id)
}

export function unfinishedExports<Begun, Made>(db: ReadableDb): UnfinishedExport<Begun, Made>[] {
  const rows = db
    .prepare('SELECT id, work_dir AS workDir, final_dir AS finalDir, begun, made FROM unfinished_exports')
    .all() as { id: string; workDir: string; finalDir: string; begun: string; made: string | null }[]
  return rows.map(({ begun, made, ...row }) => ({
    ...row,
    begun: JSON.parse(begun) as Begun,
    made: made === null ? undefined : (JSON.parse(made) as Made),
  }))
}

/** Adds a finished package; `folderPath` never leaves the vault. */
export function addExport(
  db: WritableDb,
  { id, requestId, madeAt, ...rest }: { id: string; requestId: RequestId; madeAt: string },
  folderPath: string,
): void {
  db.prepare('INSERT INTO exports VALUES (?, ?, ?, ?, ?)').run(
    id,
    requestId,
    folderPath,
    madeAt,
    JSON.stringify({ id, requestId, madeAt, ...rest }),
  )
}

export function exportsOf<Body>(db: ReadableDb, requestId: RequestId): Body[] {
  const bodies = db
    .prepare('SELECT body FROM exports WHERE request_id = ? ORDER BY made_at')
    .pluck()
    .all(requestId)
  return (bodies as string[]).map((body) => JSON.parse(body) as Body)
}

export function exportFolder(db: ReadableDb, id: string): string | undefined {
  return db.prepare('SELECT folder FROM exports WHERE id = ?').pluck().get(id) as string | undefined
}
