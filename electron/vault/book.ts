import type { Row, RowKind } from '../domain/ledger/row.ts'
import type { CameraId } from '../domain/policy.ts'
import { seqRange } from './ledger.ts'
import type { ReadableDb } from './vault.ts'

/** The lines of the 관리대장: a view of the acts that wrote them, and of those that said more about them or put them right. */

/** Days are Korean and both included; `text` looks into everything a line says. Whatever is not named is not asked. */
export interface RowFilter {
  fromOn: string
  toOn: string
  kind?: RowKind | undefined
  cameraId?: CameraId | undefined
  /** Who acted. */
  actorId?: string | undefined
  text: string
}

/** A line as it reads now, with its number. A correction and what it corrects name each other by their numbers. */
export interface NumberedRow extends Row {
  no: number
  seq: number
  corrects?: number
  correctedBy?: number
  /** Why it corrects. */
  reason?: string
  /** Whether its details have been erased after the keeping period. */
  isErased: boolean
}

/**
 * What is asked, as conditions on `ledger_rows r` and its details `d`: only what is asked. A period is told by the entries that
 * are of it, so that lines come in their order, or by its days, so that they are counted without being read.
 */
export function rowConditions(
  db: ReadableDb,
  filter: RowFilter,
  by: 'entries' | 'days',
): { where: string; values: Record<string, string | number> } {
  const text = filter.text.trim()
  const asked: [condition: string, name: string, value: string | undefined][] = [
    ['r.kind = @kind', 'kind', filter.kind],
    ['r.actor = @actorId', 'actorId', filter.actorId],
    [
      `r.seq IN (SELECT seq FROM ledger_cameras
        WHERE camera_id = @cameraId AND seq >= @fromSeq AND seq < @toSeq)`,
      'cameraId',
      filter.cameraId,
    ],
    [SAYS, 'text', text === '' ? undefined : text],
  ]
  const wanted = asked.filter((each): each is [string, string, string] => each[2] !== undefined)
  const period =
    by === 'days' ? 'r.on_day >= @fromOn AND r.on_day <= @toOn' : 'r.no >= @fromNo AND r.no < @toNo'
  const values = Object.fromEntries(wanted.map(([, name, value]) => [name, value]))
  if (text !== '') values['escaped'] = JSON.stringify(text).slice(1, -1)
  const { fromOn, toOn } = filter
  const range = seqRange(db, filter)
  const bounds = by === 'days' ? { fromOn, toOn } : numbersOf(db, range)
  return {
    where: [period, ...wanted.map(([condition]) => condition)].join(' AND '),
    values: { ...values, ...bounds, ...(filter.cameraId === undefined ? {} : range) },
  }
}

/** The numbers of the lines that entries wrote: from `fromNo` up to `toNo`. */
export function numbersOf(
  db: ReadableDb,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): { fromNo: number; toNo: number } {
  const first = db.prepare('SELECT no FROM ledger_rows WHERE seq >= ? ORDER BY seq LIMIT 1').pluck()
  const from = (seq: number) => (first.get(seq) as number | undefined) ?? nextRowNo(db)
  return { fromNo: from(fromSeq), toNo: from(toSeq) }
}

/** Whether a line says it, or what was said about it later. Only what has the letters at all is taken apart. */
const SAYS = `(instr(d.details, @escaped) > 0
    AND EXISTS (SELECT 1 FROM json_each(d.details, '$.row') c WHERE c.key <> 'kind' AND instr(c.value, @text) > 0)
  OR EXISTS (SELECT 1 FROM ledger_amendments a JOIN ledger_details e ON e.seq = a.seq
    WHERE a.row_seq = r.seq AND (instr(e.details ->> '$.amends.result', @text) > 0
      OR instr(e.details ->> '$.amends.safety', @text) > 0)))`

/** Lines in their order, a page of them. */
export function rows(db: ReadableDb, filter: RowFilter, offset: number, limit: number): NumberedRow[] {
  const { where, values } = rowConditions(db, filter, 'entries')
  const found = db
    .prepare(`${SELECT} WHERE ${where} ORDER BY r.no LIMIT @limit OFFSET @offset`)
    .all({ ...values, offset, limit }) as Found[]
  return found.map(reading(db))
}

/** Lines by their numbers, in the order of these; each has to be there. */
export function rowsAt(db: ReadableDb, numbers: readonly number[]): NumberedRow[] {
  const select = db.prepare(`${SELECT} WHERE r.no = ?`)
  return numbers.map((no) => select.get(no) as Found).map(reading(db))
}

/** One line; none where there is no such number. */
export function row(db: ReadableDb, no: number): NumberedRow | undefined {
  const found = db.prepare(`${SELECT} WHERE r.no = ?`).get(no) as Found | undefined
  return found === undefined ? undefined : reading(db)(found)
}

interface Found {
  no: number
  seq: number
  kind: RowKind
  corrects: number | null
  correctedBy: number | null
  reason: string | null
  line: string | null
}

const SELECT = `
  SELECT r.no, r.seq, r.kind, r.corrects, later.no AS correctedBy, d.details -> '$.row' AS line,
    CASE WHEN r.corrects IS NOT NULL THEN d.details ->> '$.reason' END AS reason
  FROM ledger_rows r LEFT JOIN ledger_details d ON d.seq = r.seq
    LEFT JOIN ledger_rows later ON later.corrects = r.no`

/** Reads lines as they were written, with columns 11 and 12 as later entries have them. */
function reading(db: ReadableDb): (found: Found) => NumberedRow {
  const amendments = db.prepare(AMENDMENTS)
  return ({ no, seq, kind, corrects, correctedBy, reason, line }) => {
    const written = line === null ? { ...ERASED, kind } : (JSON.parse(line) as Row)
    const added = (amendments.all(no) as AmendmentEntry[])
      .filter((amendment) => amendment.seq > seq)
      .map(({ result, safety }) => ({
        ...(result === null ? {} : { result }),
        ...(safety === null ? {} : { safety }),
      }))
    return Object.assign(
      { no, seq, isErased: line === null },
      corrects === null ? {} : { corrects },
      correctedBy === null ? {} : { correctedBy },
      reason === null ? {} : { reason },
      written,
      ...added,
    ) as NumberedRow
  }
}

/** What a later entry says about a line; details of it that have been erased say nothing. */
export interface AmendmentEntry {
  seq: number
  result: string | null
  safety: string | null
}

/**
 * Everything that later entries say about a line and the lines that it corrects, in their order. They speak of what was
 * done, not of one way of writing it down: what comes after a correction is said of the corrected line as well.
 */
export function amendmentsOf(db: ReadableDb, no: number): AmendmentEntry[] {
  return db.prepare(AMENDMENTS).all(no) as AmendmentEntry[]
}

// The few lines first: every amendment there is would be gone through otherwise (sqlite.org/lang_select.html#crossjoin).
const AMENDMENTS = `
  WITH RECURSIVE same (no, seq, corrects) AS (
    SELECT no, seq, corrects FROM ledger_rows WHERE no = ?
    UNION ALL SELECT r.no, r.seq, r.corrects FROM ledger_rows r JOIN same ON r.no = same.corrects)
  SELECT a.seq, d.details ->> '$.amends.result' AS result, d.details ->> '$.amends.safety' AS safety
  FROM same CROSS JOIN ledger_amendments a ON a.row_seq = same.seq LEFT JOIN ledger_details d ON d.seq = a.seq
  ORDER BY a.seq`

/** A line whose details have been erased after the keeping period: that it was there is all that is left of it. */
const ERASED: Omit<Row, 'kind'> = {
  at: '(보관기간 경과로 지움)',
  file: '-',
  officer: '-',
  purpose: '-',
  recipient: '-',
  basis: '-',
  form: '-',
  period: '-',
  result: '-',
  safety: '-',
}

/** What a line counts as. */
export type RowTotal = RowKind | 'corrections'

/** Numbers, and what they count as, of the lines that the filter finds between two numbers, the second one not included. */
export function rowsBetween(
  db: ReadableDb,
  filter: RowFilter,
  { fromNo, toNo }: { fromNo: number; toNo: number },
): { no: number; total: RowTotal }[] {
  const { where, values } = rowConditions(db, filter, 'entries')
  return db
    .prepare(
      `SELECT r.no, CASE WHEN r.corrects IS NULL THEN r.kind ELSE 'corrections' END AS total
       FROM ledger_rows r LEFT JOIN ledger_details d ON d.seq = r.seq WHERE ${where} ORDER BY r.no`,
    )
    .all({ ...values, fromNo, toNo }) as { no: number; total: RowTotal }[]
}

export type RowTotals = Record<RowTotal, number>

/** How many lines of each 구분 the filter finds. Corrections are counted apart: they tell of nothing that was done anew. */
export function rowTotals(db: ReadableDb, filter: RowFilter): RowTotals {
  const { where, values } = rowConditions(db, filter, 'days')
  const details = filter.text.trim() === '' ? '' : 'LEFT JOIN ledger_details d ON d.seq = r.seq'
  const counts = db
    .prepare(
      `SELECT CASE WHEN r.corrects IS NULL THEN r.kind ELSE 'corrections' END AS kind, count(*) AS count
       FROM ledger_rows r ${details} WHERE ${where} GROUP BY 1`,
    )
    .all(values) as { kind: keyof RowTotals; count: number }[]
  return {
    use: 0,
    provide: 0,
    view: 0,
    destroy: 0,
    corrections: 0,
    ...Object.fromEntries(counts.map(({ kind, count }) => [kind, count])),
  }
}

/**
 * The lines that are about a request: the number of each, and the act that wrote it; the first first. Corrections are not
 * among them: they say the same of the same act.
 */
export function rowsOf(
  db: ReadableDb,
  requestId: string,
): { no: number; seq: number; kind: RowKind; act: string; at: string }[] {
  return db
    .prepare(
      `SELECT r.no, r.seq, r.kind, l.kind AS act, l.at FROM ledger_rows r JOIN ledger l USING (seq)
       WHERE r.request_id = ? AND r.corrects IS NULL ORDER BY r.no`,
    )
    .all(requestId) as ReturnType<typeof rowsOf>
}

/** The number that the next line will have. */
export function nextRowNo(db: ReadableDb): number {
  return (db.prepare('SELECT coalesce(max(no), 0) FROM ledger_rows').pluck().get() as number) + 1
}

/** What a line is about, besides its text. */
export function rowContext(
  db: ReadableDb,
  no: number,
): { requestId: string | null; requestNumber: string | null; cameraIds: CameraId[] } | undefined {
  const found = db
    .prepare(
      `SELECT r.request_id AS requestId, q.number AS requestNumber, r.seq
       FROM ledger_rows r LEFT JOIN requests q ON q.id = r.request_id WHERE r.no = ?`,
    )
    .get(no) as { requestId: string | null; requestNumber: string | null; seq: number } | undefined
  if (found === undefined) return undefined
  const { seq, ...context } = found
  const cameraIds = db.prepare('SELECT camera_id FROM ledger_cameras WHERE seq = ?').pluck().all(seq)
  return { ...context, cameraIds: cameraIds as CameraId[] }
}

/** Every line that says the same of the same act: the first one and its corrections, in their order. */
export function writingsOf(db: ReadableDb, no: number): { no: number; seq: number }[] {
  return db
    .prepare(
      `WITH RECURSIVE before (no, corrects) AS (
         SELECT no, corrects FROM ledger_rows WHERE no = ?
         UNION ALL SELECT r.no, r.corrects FROM ledger_rows r JOIN before ON r.no = before.corrects),
       same (no, seq) AS (
         SELECT no, seq FROM ledger_rows WHERE no = (SELECT min(no) FROM before)
         UNION ALL SELECT r.no, r.seq FROM ledger_rows r JOIN same ON r.corrects = same.no)
       SELECT no, seq FROM same ORDER BY no`,
    )
    .all(no) as { no: number; seq: number }[]
}
