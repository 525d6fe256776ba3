import type { AccessResult, Work } from '../domain/ledger/access.ts'
import type { DestructionLine, ProvisionLine } from '../domain/ledger/registers.ts'
import type { Row } from '../domain/ledger/row.ts'
import { wallClock } from '../domain/time.ts'
import { ledgerPaper as words } from '../i18n/ko/ledger-paper.ts'
import { paper } from '../i18n/ko/paper.ts'

/** The ledger's views as plain tables: the same cells on paper, in CSV and in XLSX. */

/** 관리대장, 목적 외 이용·제3자 제공 대장, 파기 관리대장, 접속기록. */
export type LedgerView = 'book' | 'provisions' | 'destructions' | 'acts'
/** The official form's ten columns, or the twelve of the 안내서's worked example (domain §9.2). */
export type BookColumns = 'ten' | 'twelve'

export interface Column {
  title: string
  /** Share of the page's width; those of a table need not make 100. */
  width: number
  /** Numbers and single words stand in the middle. */
  isShort: boolean
}

/** Shares of the width. With two columns less, the others of the book grow. */
const WIDTHS: Record<LedgerView, readonly number[]> = {
  book: [5.5, 4.5, 7, 11.5, 9, 10, 10.5, 11, 7, 9, 9, 6.5],
  provisions: [12, 6, 11, 11, 11, 8, 12, 10, 8, 11],
  destructions: [5, 24, 12, 12, 12, 15, 12, 12],
  acts: [7, 12, 14, 11, 25, 14, 9, 12],
}
const SHORT: Record<LedgerView, readonly number[]> = {
  book: [0, 1],
  provisions: [1],
  destructions: [0, 3, 4],
  acts: [0, 6],
}
const OFFICIAL_COLUMNS = 10

/** The columns of a view in their order; `columns` counts for the book alone. */
export function columnsOf(view: LedgerView, columns: BookColumns): Column[] {
  const all = words.columns[view].map((title, index) => ({
    title,
    width: WIDTHS[view][index] ?? 0,
    isShort: SHORT[view].includes(index),
  }))
  if (view !== 'book' || columns === 'twelve') return all
  // The official form's last column is called 기간 alone.
  return all
    .slice(0, OFFICIAL_COLUMNS)
    .map((column, index) =>
      index === OFFICIAL_COLUMNS - 1 ? { ...column, title: words.columns.period } : column,
    )
}

/** A line of the book. A correction and what it corrects name each other; neither replaces the other. */
export interface BookLine extends Row {
  no: number
  corrects?: number | undefined
  correctedBy?: number | undefined
  /** Why it corrects. */
  reason?: string | undefined
}

/** Column 1: the number, and which line it puts right or is put right by. */
function numberCell({
  no,
  corrects,
  correctedBy,
}: Pick<BookLine, 'no' | 'corrects' | 'correctedBy'>): string {
  return [
    String(no),
    ...(corrects === undefined ? [] : [words.corrects(corrects)]),
    ...(correctedBy === undefined ? [] : [words.correctedBy(correctedBy)]),
  ].join('\n')
}

/** The cells of a line of the 관리대장. */
export function bookCells(line: BookLine, columns: BookColumns): string[] {
  const { purpose, reason } = line
  const cells = [
    numberCell(line),
    paper.kinds[line.kind],
    line.at,
    line.file,
    line.officer,
    reason === undefined ? purpose : `${purpose}\n${words.correctionReason(reason)}`,
    line.recipient,
    line.basis,
    line.form,
    line.period,
    line.result,
    line.safety,
  ]
  return columns === 'ten' ? cells.slice(0, OFFICIAL_COLUMNS) : cells
}

/** The cells of a line of the 목적 외 이용·제3자 제공 대장. */
export function provisionCells(line: ProvisionLine): string[] {
  const { file, usedBy, givenTo, when, form, basis, purpose, what, safety } = line
  return [file, paper.kinds[line.kind], usedBy, givenTo, when, form, basis, purpose, what, safety]
}

/** The cells of a line of the 파기 관리대장. */
export function destructionCells(line: DestructionLine): string[] {
  const { file, kind, madeOn, destroyedOn, reason, officer, head } = line
  return [numberCell(line), file, kind, madeOn, destroyedOn, reason, officer, head]
}

/** A line of the 접속기록, as much of it as prints. */
interface ActLine {
  seq: number
  loginName: string
  name: string
  at: string
  place: string
  concerned?: string | undefined
  work: Work
  requestNumber?: string | undefined
  result: AccessResult
}

/** The five fields of the 접속기록 (안전성기준 2조 3호) with the number of the request and the result. */
export function actCells(line: ActLine): string[] {
  const { seq, loginName, name, at, place, concerned = '-', work, requestNumber = '-', result } = line
  const who = loginName === '' ? words.station : `${loginName}\n${name}`
  const moment = wallClock(at).replace('T', ' ').slice(0, 19)
  return [String(seq), who, moment, place, concerned, words.works[work], requestNumber, words.results[result]]
}

/** Totals in words, in the order of the form: of the four 구분 each, of anything else what there is. */
export function totalsOf(
  view: LedgerView,
  totals: Readonly<Record<string, number>>,
): [label: string, count: number][] {
  const labels: Record<LedgerView, Record<string, string>> = {
    book: { ...paper.kinds, corrections: words.corrections },
    provisions: { use: paper.kinds.use, provide: paper.kinds.provide },
    destructions: { ...words.causes, corrections: words.corrections },
    acts: words.works,
  }
  const isAlwaysTold = (kind: string) => view !== 'acts' && Object.hasOwn(paper.kinds, kind)
  return Object.entries(labels[view])
    .map(([kind, label]): [string, string, number] => [kind, label, totals[kind] ?? 0])
    .filter(([kind, , count]) => count > 0 || isAlwaysTold(kind))
    .map(([, label, count]) => [label, count])
}

/** What narrows a view besides its period, in words; `kind` is the view's own: 구분, 폐기사유, 수행업무. */
export function termsOf(
  view: LedgerView,
  narrowed: {
    kind?: string | undefined
    camera?: number | undefined
    name?: string | undefined
    text: string
  },
): string[] {
  const kinds: Record<LedgerView, Record<string, string>> = {
    book: paper.kinds,
    provisions: paper.kinds,
    destructions: words.causes,
    acts: words.works,
  }
  const { kind, camera, name, text } = narrowed
  return [
    ...(kind === undefined ? [] : [words.terms.kind(kinds[view][kind] ?? kind)]),
    ...(camera === undefined ? [] : [words.terms.camera(camera)]),
    ...(name === undefined ? [] : [words.terms.name(name)]),
    ...(text.trim() === '' ? [] : [words.terms.text(text.trim())]),
  ]
}

/** What a view is called. */
export function titleOf(view: LedgerView): string {
  return words.titles[view]
}

/** `개인영상정보_관리대장_2026-11-01_2026-11-30`: the name of a file of the view, without what it ends in. */
export function fileNameOf(view: LedgerView, fromOn: string, toOn: string): string {
  return `${words.titles[view].replaceAll(/[·\s]+/g, '_')}_${fromOn}_${toOn}`
}

export const ledgerFileName = words.verification
export const consistencyFileName = words.consistency

/** What the job that saves them is called. */
export function exportLabel(of: 'entries' | 'hashes'): string {
  return words.exporting[of]
}
