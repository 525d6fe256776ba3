import { type Work, Work as Works } from '../domain/ledger/access.ts'
import type { Details } from '../domain/ledger/entry.ts'
import type { CameraId } from '../domain/policy.ts'
import { seqRange } from './ledger.ts'
import type { ReadableDb } from './vault.ts'

/** The 접속기록 as a view of all entries. */

/** Days are Korean and both included; `text` is looked for in whom and what requests are about. */
export interface AccessFilter {
  fromOn: string
  toOn: string
  work?: Work | undefined
  cameraId?: CameraId | undefined
  /** Who acted. */
  actorId?: string | undefined
  text: string
}

function conditionsOf(
  db: ReadableDb,
  filter: AccessFilter,
): { where: string; values: Record<string, string | number> } {
  const text = filter.text.trim().normalize('NFC').toLowerCase()
  const asked: [condition: string, name: string, value: string | undefined][] = [
    ['a.work = @work', 'work', filter.work],
    ['a.actor = @actorId', 'actorId', filter.actorId],
    [
      `a.seq IN (SELECT seq FROM ledger_cameras
        WHERE camera_id = @cameraId AND seq >= @fromSeq AND seq < @toSeq)`,
      'cameraId',
      filter.cameraId,
    ],
    [
      'a.request_id IN (SELECT request_id FROM request_texts WHERE instr(text, @text) > 0)',
      'text',
      text === '' ? undefined : text,
    ],
  ]
  const wanted = asked.filter((each): each is [string, string, string] => each[2] !== undefined)
  return {
    where: ['a.seq >= @fromSeq AND a.seq < @toSeq', ...wanted.map(([condition]) => condition)].join(' AND '),
    values: {
      ...seqRange(db, filter),
      ...Object.fromEntries(wanted.map(([, name, value]) => [name, value])),
    },
  }
}

/** An entry as the access record says it, apart from whom it concerned. */
export interface Access {
  seq: number
  at: string
  kind: string
  work: Work
  actor: string
  loginName: string | null
  place: string
  subject: string
  requestId: string | null
}

const ACCESS = `
  SELECT a.seq, l.at, l.kind, a.work, a.actor, p.login_name AS loginName, a.place, l.subject, a.request_id AS requestId
  FROM ledger_access a JOIN ledger l ON l.seq = a.seq LEFT JOIN actors p ON p.id = a.actor`

/** The latest first, a page of them. */
export function accesses(db: ReadableDb, filter: AccessFilter, offset: number, limit: number): Access[] {
  const { where, values } = conditionsOf(db, filter)
  // The page is cut before anything is joined to it: what is left out is not looked up.
  return db
    .prepare(
      `${ACCESS} WHERE a.seq IN (SELECT a.seq FROM ledger_access a WHERE ${where}
         ORDER BY a.seq DESC LIMIT @limit OFFSET @offset) ORDER BY a.seq DESC`,
    )
    .all({ ...values, offset, limit }) as Access[]
}

/** One entry; none where there is no such one. */
export function access(db: ReadableDb, seq: number): Access | undefined {
  return db.prepare(`${ACCESS} WHERE a.seq = ?`).get(seq) as Access | undefined
}

export type WorkTotals = Record<Work, number>

/** How many entries of each 수행업무 the filter finds: by the day's counts, or one by one where they do not tell. */
export function workTotals(db: ReadableDb, filter: AccessFilter): WorkTotals {
  const counts = (
    filter.cameraId === undefined && filter.text.trim() === ''
      ? countedByDay(db, filter)
      : countedOneByOne(db, filter)
  ) as { work: Work; count: number }[]
  const none = Object.fromEntries(Works.options.map((work) => [work, 0])) as WorkTotals
  return { ...none, ...Object.fromEntries(counts.map(({ work, count }) => [work, count])) }
}

function countedByDay(db: ReadableDb, { fromOn, toOn, work = null, actorId = null }: Nullable): unknown[] {
  return db
    .prepare(
      `SELECT work, sum(count) AS count FROM access_counts
       WHERE on_day BETWEEN @fromOn AND @toOn AND (@work IS NULL OR work = @work)
         AND (@actorId IS NULL OR actor = @actorId) GROUP BY work`,
    )
    .all({ fromOn, toOn, work, actorId })
}

type Nullable = Pick<AccessFilter, 'fromOn' | 'toOn'> & {
  work?: Work | null | undefined
  actorId?: string | null | undefined
}

function countedOneByOne(db: ReadableDb, filter: AccessFilter): unknown[] {
  const { where, values } = conditionsOf(db, filter)
  return db
    .prepare(`SELECT a.work, count(*) AS count FROM ledger_access a WHERE ${where} GROUP BY a.work`)
    .all(values)
}

/** Camera and time of a recording, here or destroyed. */
export function footageOf(
  db: ReadableDb,
  recordingId: string,
): { cameraId: CameraId; fromAt: string; toAt: string } | undefined {
  return db
    .prepare(
      `SELECT camera_id AS cameraId, start_at AS fromAt, end_at AS toAt FROM recordings WHERE id = @recordingId
       UNION ALL SELECT camera_id, from_at, to_at FROM destructions WHERE recording_id = @recordingId LIMIT 1`,
    )
    .get({ recordingId }) as { cameraId: CameraId; fromAt: string; toAt: string } | undefined
}

/** Cameras that an entry concerned. */
export function camerasOf(db: ReadableDb, seq: number): CameraId[] {
  return db.prepare('SELECT camera_id FROM ledger_cameras WHERE seq = ?').pluck().all(seq) as CameraId[]
}

/** What an entry says in particular; none where it has been erased. */
export function detailsOf(db: ReadableDb, seq: number): Details | undefined {
  const text = db.prepare('SELECT details FROM ledger_details WHERE seq = ?').pluck().get(seq) as
    | string
    | undefined
  return text === undefined ? undefined : (JSON.parse(text) as Details)
}
