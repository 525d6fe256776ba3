import type { CheckpointMark, LedgerFilter, LedgerLine, RowColumns, RowDetail } from '../contract/ledger.ts'
import type { Row } from '../domain/ledger/row.ts'
import { Refusal } from '../domain/refusal.ts'
import { access, detailsOf } from '../vault/access.ts'
import {
  amendmentsOf,
  type NumberedRow,
  nextRowNo,
  type RowTotals,
  row as rowAt,
  rowContext,
  rows,
  rowTotals,
  writingsOf,
} from '../vault/book.ts'
import { keptBetween } from '../vault/ledger.ts'
import { actors } from '../vault/station.ts'
import type { ReadableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** The 관리대장: its lines, what belongs to each, and putting one right. */

/** A page of lines, the totals of each 구분 whichever of them is asked for, and the checkpoints that stand between them. */
export function lines(
  office: Office,
  { offset, limit, ...filter }: LedgerFilter & { offset: number; limit: number },
): { lines: LedgerLine[]; total: number; totals: RowTotals; checkpoints: CheckpointMark[] } {
  office.actor('ledger.read')
  return office.vault.read((db) => {
    const page = rows(db, filter, offset, limit)
    const totals = rowTotals(db, { ...filter, kind: undefined })
    const found = filter.kind === undefined ? totals : rowTotals(db, filter)
    const [first, last] = [page[0], page.at(-1)]
    return {
      lines: page,
      total: Object.values(found).reduce((sum, count) => sum + count, 0),
      totals,
      checkpoints: first === undefined || last === undefined ? [] : keptBetween(db, first.seq, last.seq),
    }
  })
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
