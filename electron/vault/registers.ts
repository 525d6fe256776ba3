import { DESTROYING, type DestructionCause, type ProvisionKind } from '../domain/ledger/registers.ts'
import type { FootageRequest } from '../domain/request.ts'
import { addDays, startOfDay } from '../domain/time.ts'
import { type NumberedRow, type RowFilter, rowConditions, rowsAt } from './book.ts'
import type { ReadableDb } from './vault.ts'

/** What the registers beside the 관리대장 are written from: provisions from their requests, destructions from their lines. */

type ProvisionFilter = Pick<RowFilter, 'fromOn' | 'toOn' | 'cameraId' | 'actorId' | 'text'> & {
  kind?: ProvisionKind | undefined
}

/** Exactly the words of the index `requests_by_provision`: only then does it serve (sqlite.org/partialindex.html). */
const GIVEN_AT = "json_extract(q.body, '$.fulfilment.at')"

function provisionConditions({ fromOn, toOn, kind, cameraId, actorId, text }: ProvisionFilter) {
  const words = text.trim().normalize('NFC').toLowerCase()
  const conditions = ["q.kind IN ('provide', 'use')", `${GIVEN_AT} IS NOT NULL`, `${GIVEN_AT} >= @fromAt`]
  conditions.push(`${GIVEN_AT} < @toAt`)
  if (kind !== undefined) conditions.push('q.kind = @kind')
  if (actorId !== undefined) conditions.push("json_extract(q.body, '$.fulfilment.by') = @actorId")
  if (cameraId !== undefined)
    conditions.push('q.id IN (SELECT request_id FROM request_cameras WHERE camera_id = @cameraId)')
  if (words !== '')
    conditions.push(`(instr(lower(json_extract(q.body, '$.form.purpose')), @words) > 0
      OR q.id IN (SELECT request_id FROM request_texts WHERE instr(text, @words) > 0))`)
  const values = {
    fromAt: startOfDay(fromOn),
    toAt: startOfDay(addDays(toOn, 1)),
    ...(kind === undefined ? {} : { kind }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(cameraId === undefined ? {} : { cameraId }),
    ...(words === '' ? {} : { words }),
  }
  return { where: conditions.join(' AND '), values }
}

/** What was given or used beyond the purpose in the period, the earliest first, a page of it. */
export function provisions(
  db: ReadableDb,
  filter: ProvisionFilter,
  offset: number,
  limit: number,
): FootageRequest[] {
  const { where, values } = provisionConditions(filter)
  const bodies = db
    .prepare(
      `SELECT q.body FROM requests q WHERE ${where} ORDER BY ${GIVEN_AT}, q.kind, q.id LIMIT @limit OFFSET @offset`,
    )
    .pluck()
    .all({ ...values, offset, limit }) as string[]
  return bodies.map((body) => JSON.parse(body) as FootageRequest)
}

export type ProvisionTotals = Record<ProvisionKind, number>

export function provisionTotals(db: ReadableDb, filter: ProvisionFilter): ProvisionTotals {
  const { where, values } = provisionConditions(filter)
  const counts = db
    .prepare(`SELECT q.kind, count(*) AS count FROM requests q WHERE ${where} GROUP BY q.kind`)
    .all(values) as { kind: ProvisionKind; count: number }[]
  return { use: 0, provide: 0, ...Object.fromEntries(counts.map(({ kind, count }) => [kind, count])) }
}

type DestructionFilter = Omit<RowFilter, 'kind'> & { cause?: DestructionCause | undefined }

const ORIGINS = Object.entries(DESTROYING) as [keyof typeof DESTROYING, DestructionCause][]

function destructionConditions(
  db: ReadableDb,
  { cause, ...filter }: DestructionFilter,
  by: 'entries' | 'days',
) {
  const origins = ORIGINS.filter(([, each]) => cause === undefined || each === cause).map(
    ([act]) => `'${act}'`,
  )
  const { where, values } = rowConditions(db, { ...filter, kind: 'destroy' }, by)
  return { where: `${where} AND r.origin IN (${origins.join(', ')})`, values }
}

/** A line about something destroyed, with what it does not say itself. */
export interface DestructionRow extends NumberedRow {
  cause: DestructionCause
  /** First and last moment of the footage that is gone, or when the copies were made; none where nobody knows any more. */
  fromAt: string | undefined
  toAt: string | undefined
  destroyedOn: string
  /** 소속/직급/성명 of whoever approved it, or the id of who decided on its request. */
  approver: string | undefined
  decidedBy: string | undefined
  requestNumber: string | undefined
}

/** What was destroyed in the period, in the order of its lines, a page of it. */
export function destructions(
  db: ReadableDb,
  filter: DestructionFilter,
  offset: number,
  limit: number,
): DestructionRow[] {
  const { where, values } = destructionConditions(db, filter, 'entries')
  const found = db
    .prepare(
      `SELECT r.no, r.origin, r.request_id AS requestId FROM ledger_rows r
         LEFT JOIN ledger_details d ON d.seq = r.seq WHERE ${where} ORDER BY r.no LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, offset, limit }) as {
    no: number
    origin: keyof typeof DESTROYING
    requestId: string | null
  }[]
  const lines = rowsAt(
    db,
    found.map(({ no }) => no),
  )
  const factsOf = besides(db)
  return lines.map((line, index) => {
    const { origin, requestId } = found[index] as (typeof found)[number]
    return { ...line, cause: DESTROYING[origin], ...factsOf(line.no, requestId) }
  })
}

type Besides = Omit<DestructionRow, keyof NumberedRow | 'cause'>

/** What lines about something destroyed do not say themselves. */
function besides(db: ReadableDb): (no: number, requestId: string | null) => Besides {
  // The entry that wrote a line first, before it was corrected.
  const first = db.prepare(
    `WITH RECURSIVE before (seq, corrects) AS (
       SELECT seq, corrects FROM ledger_rows WHERE no = ?
       UNION ALL SELECT r.seq, r.corrects FROM ledger_rows r JOIN before ON r.no = before.corrects)
     SELECT r.seq, r.on_day AS destroyedOn, d.details ->> '$.approver' AS approver
     FROM ledger_rows r LEFT JOIN ledger_details d ON d.seq = r.seq WHERE r.seq = (SELECT min(seq) FROM before)`,
  )
  const footage = db.prepare(
    'SELECT min(from_at) AS fromAt, max(to_at) AS toAt FROM destructions WHERE row_seq = ?',
  )
  const copies = db.prepare(
    'SELECT min(made_at) AS fromAt, max(made_at) AS toAt FROM exports WHERE request_id = ?',
  )
  const request = db.prepare(
    "SELECT number, json_extract(body, '$.decision.by') AS decidedBy FROM requests WHERE id = ?",
  )
  return (no, requestId) => {
    const { seq, destroyedOn, approver } = first.get(no) as {
      seq: number
      destroyedOn: string
      approver: string | null
    }
    const span = footage.get(seq) as { fromAt: string | null; toAt: string | null }
    const { fromAt, toAt } = span.fromAt === null ? (copies.get(requestId) as typeof span) : span
    const asked = request.get(requestId) as { number: string; decidedBy: string | null } | undefined
    return {
      destroyedOn,
      approver: approver ?? undefined,
      fromAt: fromAt ?? undefined,
      toAt: toAt ?? undefined,
      requestNumber: asked?.number,
      decidedBy: asked?.decidedBy ?? undefined,
    }
  }
}

export type DestructionTotals = Record<DestructionCause | 'corrections', number>

/** How many of each 폐기사유 the filter finds, corrections apart. */
export function destructionTotals(db: ReadableDb, filter: DestructionFilter): DestructionTotals {
  const { where, values } = destructionConditions(db, filter, 'days')
  const details = filter.text.trim() === '' ? '' : 'LEFT JOIN ledger_details d ON d.seq = r.seq'
  const counts = db
    .prepare(
      `SELECT CASE WHEN r.corrects IS NULL THEN r.origin ELSE 'corrections' END AS origin, count(*) AS count
       FROM ledger_rows r ${details} WHERE ${where} GROUP BY 1`,
    )
    .all(values) as { origin: keyof typeof DESTROYING | 'corrections'; count: number }[]
  const none = { expired: 0, asked: 0, 'working-copy': 0, corrections: 0 }
  return {
    ...none,
    ...Object.fromEntries(
      counts.map(({ origin, count }) => [origin === 'corrections' ? origin : DESTROYING[origin], count]),
    ),
  }
}
