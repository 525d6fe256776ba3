import type { CheckpointMark, LedgerFilter, LedgerLine, RowColumns, RowDetail } from '../contract/ledger.ts'
import type { Row, RowKind } from '../domain/ledger/row.ts'
import { Refusal } from '../domain/refusal.ts'
import { access, detailsOf } from '../vault/access.ts'
import {
  amendmentsOf,
  type NumberedRow,
  nextRowNo,
  numbersOf,
  type RowTotals,
  row as rowAt,
  rowContext,
  rows,
  rowsAt,
  rowsBetween,
  rowTotals,
  writingsOf,
} from '../vault/book.ts'
import { keptBetween, seqRange } from '../vault/ledger.ts'
import { breathe } from '../vault/slices.ts'
import { actors } from '../vault/station.ts'
import type { ReadableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** The 관리대장: its lines, what belongs to each, and putting one right. */

type Paging = { offset: number; limit: number }
/** A page of lines, the totals of each 구분 whichever of them is asked for, and the checkpoints that stand between them. */
interface LinePage {
  lines: LedgerLine[]
  total: number
  totals: RowTotals
  checkpoints: CheckpointMark[]
}

/** Words are looked for in slices, so that the window does not wait: every line of the period has to be read for them. */
export async function lines(
  office: Office,
  { offset, limit, ...filter }: LedgerFilter & Paging,
): Promise<LinePage> {
  office.actor('ledger.read')
  const { vault } = office
  if (filter.text.trim() !== '') return linesSaying(office, filter, { offset, limit })
  return vault.read((db) => {
    const totals = rowTotals(db, { ...filter, kind: undefined })
    const found = filter.kind === undefined ? totals : rowTotals(db, filter)
    const total = Object.values(found).reduce((sum, count) => sum + count, 0)
    return paged(db, rows(db, filter, offset, limit), total, totals)
  })
}

/** Lines of one slice: well under 16 ms. */
const SLICE = 300

async function linesSaying(
  office: Office,
  filter: LedgerFilter,
  { offset, limit }: Paging,
): Promise<LinePage> {
  const { vault } = office
  const { fromNo, toNo } = vault.read((db) => numbersOf(db, seqRange(db, filter)))
  const totals: RowTotals = { use: 0, provide: 0, view: 0, destroy: 0, corrections: 0 }
  const found: number[] = []
  for (let from = fromNo; from < toNo; from += SLICE) {
    const bounds = { fromNo: from, toNo: Math.min(toNo, from + SLICE) }
    const each = (kind: RowKind | undefined) =>
      vault.read((db) => rowsBetween(db, { ...filter, kind }, bounds))
    const all = each(undefined)
    for (const { total } of all) totals[total] += 1
    found.push(...(filter.kind === undefined ? all : each(filter.kind)).map(({ no }) => no))
    await breathe()
  }
  return vault.read((db) => paged(db, rowsAt(db, found.slice(offset, offset + limit)), found.length, totals))
}

function paged(db: ReadableDb, page: NumberedRow[], total: number, totals: RowTotals): LinePage {
  const [first, last] = [page[0], page.at(-1)]
  const checkpoints = first === undefined || last === undefined ? [] : keptBetween(db, first.seq, last.seq)
  return { lines: page, total, totals, checkpoints }
}

/** A line with the entries that wrote it, said more about it and put it right. Refuses with `row-unknown`. */
export function row(office: Office, { no }: { no: number }): RowDetail {
  office.actor('ledger.read')
  return office.vault.read((db) => {
    const line = rowAt(db, no)
    const context = rowContext(db, no)
    if (line === undefined || context === undefined) throw new Refusal('row-unknown', { no })
    const { requestId, requestNumber } = context
    const acts = actsOf(db, no)
    return {
      line,
      request: requestId === null || requestNumber === null ? null : { id: requestId, number: requestNumber },
      acts,
      seenSeq: seenSeqOf(acts),
    }
  })
}

function actsOf(db: ReadableDb, no: number): RowDetail['acts'] {
  const names = new Map(actors(db).map((actor) => [actor.id as string, actor.name]))
  const told = (seq: number) => {
    const entry = access(db, seq)
    if (entry === undefined) throw new Error(`entry ${seq} is not in the access record`)
    const { at, kind, actor } = entry
    return { seq, at, kind, name: names.get(actor) ?? actor }
  }
  const writings = writingsOf(db, no)
  const wrote = writings.map((writing, index): RowDetail['acts'][number] => {
    if (index === 0) return { ...told(writing.seq), role: 'wrote', no: writing.no }
    const reason = detailsOf(db, writing.seq)?.['reason']
    return {
      ...told(writing.seq),
      role: 'corrected',
      no: writing.no,
      ...(typeof reason === 'string' ? { reason } : {}),
    }
  })
  const amended = amendmentsOf(db, writings.at(-1)?.no ?? no).map(
    ({ seq, result, safety }): RowDetail['acts'][number] => ({
      ...told(seq),
      role: 'amended',
      ...(result === null ? {} : { result }),
      ...(safety === null ? {} : { safety }),
    }),
  )
  return [...wrote, ...amended].sort((a, b) => a.seq - b.seq)
}

const seenSeqOf = (acts: readonly { seq: number }[]): number => acts.at(-1)?.seq ?? 0

/**
 * Writes a new line that puts an earlier one right, with a reason; both stay, name each other, and print (domain §11). Refuses
 * with `reason-missing`, `row-unknown`, `row-erased`, `row-corrected` (the latest one is to be corrected instead),
 * `row-changed` (something was said about it since it was looked at), `row-unchanged`.
 */
export function correct(
  office: Office,
  wish: { no: number; seenSeq: number; columns: RowColumns; reason: string },
): LedgerLine {
  office.actor('ledger.correct')
  const { no, seenSeq, columns, reason } = wish
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const { old, context } = office.vault.read((db) => ({ old: rowAt(db, no), context: rowContext(db, no) }))
  if (old === undefined || context === undefined) throw new Refusal('row-unknown', { no })
  if (old.isErased) throw new Refusal('row-erased', { no })
  if (old.correctedBy !== undefined) throw new Refusal('row-corrected', { no, byNo: old.correctedBy })
  const last = office.vault.read((db) => actsOf(db, no)).at(-1)
  if (last !== undefined && last.seq !== seenSeq)
    throw new Refusal('row-changed', { no, byName: last.name, at: last.at })
  const next = corrected(old, columns)
  if (next === undefined) throw new Refusal('row-unchanged', { no })
  const written = office.vault.record(
    office.act({
      kind: 'ledger.corrected',
      subject: `row:${no}`,
      details: { no, reason: reason.trim() },
      row: next,
      corrects: { no, seq: old.seq },
      cameraIds: context.cameraIds,
      requestId: context.requestId ?? undefined,
    }),
    (db) => nextRowNo(db),
  )
  office.tell()
  return office.vault.read((db) => rowAt(db, written)) as NumberedRow
}

/** The line with other texts; an emptied cell says `-`, as on paper. Nothing where no cell would read differently. */
function corrected(old: NumberedRow, columns: RowColumns): Row | undefined {
  const { kind, at, file, officer, purpose, recipient, basis, form, period, result, safety } = old
  const before: RowColumns = { at, file, officer, purpose, recipient, basis, form, period, result, safety }
  const after = Object.fromEntries(
    Object.entries(columns).map(([column, text]) => [column, text.trim() === '' ? '-' : text.trim()]),
  ) as RowColumns
  const isSame = Object.entries(before).every(
    ([column, text]) => after[column as keyof RowColumns] === text.trim(),
  )
  return isSame ? undefined : { kind, ...after }
}
