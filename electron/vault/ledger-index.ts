import { WORK_OF } from '../domain/ledger/access.ts'
import { dayOf } from '../domain/time.ts'
import type { WritableDb } from './database.ts'
import type { Recorded } from './entries.ts'

/** What the views of the ledger find an entry by, written with it. All of it can be told from the entries again. */
export function indexEntry(db: WritableDb, { seq, at }: { seq: number; at: string }, act: Recorded): void {
  const { kind, actor, subject, row, requestId = null, amends, corrects, cameraIds = [] } = act
  const onDay = dayOf(at)
  const work = WORK_OF[kind]
  db.prepare(
    `INSERT INTO ledger_access VALUES (@seq, @actor, @work,
       coalesce((SELECT json_extract(body, '$.stationPlace') FROM institution), ''),
       coalesce(@requestId, CASE
         WHEN @subject GLOB 'request:*' THEN substr(@subject, 9)
         WHEN @subject GLOB 'viewing:*' THEN (SELECT request_id FROM viewings WHERE id = substr(@subject, 9))
         WHEN @subject GLOB 'hold:*' THEN (SELECT request_id FROM holds WHERE id = substr(@subject, 6)) END))`,
  ).run({ seq, actor, work, subject, requestId })
  db.prepare(
    `INSERT INTO access_counts VALUES (?, ?, ?, 1)
     ON CONFLICT (on_day, work, actor) DO UPDATE SET count = count + 1`,
  ).run(onDay, work, actor)
  if (row !== undefined)
    db.prepare(
      `INSERT INTO ledger_rows (seq, on_day, kind, request_id, actor, origin, corrects)
       VALUES (@seq, @onDay, @rowKind, @requestId, @actor,
         coalesce((SELECT origin FROM ledger_rows WHERE no = @corrects), @kind), @corrects)`,
    ).run({ seq, onDay, rowKind: row.kind, requestId, actor, kind, corrects: corrects?.no ?? null })
  if (amends !== undefined) db.prepare('INSERT INTO ledger_amendments VALUES (?, ?)').run(seq, amends.seq)
  for (const cameraId of new Set(cameraIds))
    db.prepare('INSERT INTO ledger_cameras VALUES (?, ?)').run(seq, cameraId)
}
