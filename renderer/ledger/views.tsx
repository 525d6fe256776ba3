import type { ReactNode } from 'react'
import type { AccessLine, LedgerLine } from '#contract/ledger.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import type { DestructionLine, ProvisionLine } from '#domain/ledger/registers.ts'
import type { Row } from '#domain/ledger/row.ts'
import type { Catalogue } from '#i18n/index.ts'
import { momentText } from '../moments.ts'

/** A column of a view: its title, its share of the width, and what its cells say. */
export interface ViewColumn<Line> {
  key: string
  title: string
  width: number
  cell: (line: Line) => ReactNode
  /** Said below it, more quietly. */
  mark?: (line: Line) => ReactNode
}

const BOOK_COLUMNS: readonly (readonly [keyof Row | 'no', width: number])[] = [
  ['no', 5],
  ['kind', 4],
  ['at', 7],
  ['file', 12],
  ['officer', 8],
  ['purpose', 9.5],
  ['recipient', 9.5],
  ['basis', 11],
  ['form', 8],
  ['period', 10],
  ['result', 10],
  ['safety', 9],
]
/** What tells one line from another, beside an open one. */
const FEW: ReadonlySet<string> = new Set(['no', 'kind', 'at', 'purpose', 'recipient'])

/** The 개인영상정보 관리대장 as people know it from paper (지침 별지 제3호서식, in the official form or the 안내서's). */
export function bookColumns(
  { ledger: words }: Catalogue,
  columns: 'ten' | 'twelve' | 'few',
): ViewColumn<LedgerLine>[] {
  const shown =
    columns === 'few'
      ? BOOK_COLUMNS.filter(([key]) => FEW.has(key))
      : BOOK_COLUMNS.slice(0, columns === 'ten' ? 10 : BOOK_COLUMNS.length)
  return shown.map(([key, width]) => ({
    key,
    title: words.columns[key],
    width,
    cell: (line) =>
      key === 'no' ? line.no.toLocaleString() : key === 'kind' ? words.kind[line.kind] : line[key],
    ...(key === 'no' && { mark: (line: LedgerLine) => correctionMark(line, words) }),
    ...(key === 'purpose' && {
      mark: ({ reason }: LedgerLine) => (reason === undefined ? '' : words.correctionReason(reason)),
    }),
  }))
}

/** Which line it corrects, or was corrected by. */
function correctionMark(
  { corrects, correctedBy }: { corrects?: number | undefined; correctedBy?: number | undefined },
  words: Catalogue['ledger'],
): string {
  return [
    ...(corrects === undefined ? [] : [words.corrects(corrects)]),
    ...(correctedBy === undefined ? [] : [words.correctedBy(correctedBy)]),
  ].join('\n')
}

const PROVISION_WIDTHS = {
  file: 12,
  kind: 5,
  usedBy: 11,
  givenTo: 11,
  when: 11,
  form: 8,
  basis: 13,
  purpose: 10,
  what: 9,
  safety: 11,
} as const
const FEW_OF_PROVISIONS: ReadonlySet<string> = new Set(['kind', 'usedBy', 'givenTo', 'when', 'purpose'])

export function provisionColumns({ ledger: words }: Catalogue, areFew: boolean): ViewColumn<ProvisionLine>[] {
  const keys = Object.keys(PROVISION_WIDTHS) as (keyof typeof PROVISION_WIDTHS)[]
  return keys
    .filter((key) => !areFew || FEW_OF_PROVISIONS.has(key))
    .map((key) => ({
      key,
      title: words.provisionColumns[key],
      width: PROVISION_WIDTHS[key],
      cell: (line) => (key === 'kind' ? words.kind[line.kind] : line[key]),
    }))
}

const DESTRUCTION_WIDTHS = {
  no: 6,
  file: 26,
  kind: 14,
  madeOn: 12,
  destroyedOn: 10,
  reason: 14,
  officer: 13,
  head: 13,
} as const
const FEW_OF_DESTRUCTIONS: ReadonlySet<string> = new Set(['no', 'file', 'destroyedOn', 'reason'])

export function destructionColumns(
  { ledger: words }: Catalogue,
  areFew: boolean,
): ViewColumn<DestructionLine>[] {
  const keys = Object.keys(DESTRUCTION_WIDTHS) as (keyof typeof DESTRUCTION_WIDTHS)[]
  return keys
    .filter((key) => !areFew || FEW_OF_DESTRUCTIONS.has(key))
    .map((key) => ({
      key,
      title: words.destructionColumns[key],
      width: DESTRUCTION_WIDTHS[key],
      cell: (line) => (key === 'no' ? line.no.toLocaleString() : line[key]),
      ...(key === 'no' && { mark: (line: DestructionLine) => correctionMark(line, words) }),
    }))
}

/** The 접속기록: its five fields (안전성기준 2조 3호), the number of the request and the result. */
export function actColumns({ ledger: words }: Catalogue, areFew: boolean): ViewColumn<AccessLine>[] {
  const columns: ViewColumn<AccessLine>[] = [
    {
      key: 'who',
      title: words.actColumns.who,
      width: 15,
      cell: ({ loginName }) => (loginName === '' ? words.filter.station : loginName),
      mark: ({ loginName, name }) => (loginName === '' ? '' : name),
    },
    { key: 'at', title: words.actColumns.at, width: 15, cell: ({ at }) => momentText(at, 'second') },
    { key: 'place', title: words.actColumns.place, width: 13, cell: ({ place }) => place },
    {
      key: 'concerned',
      title: words.actColumns.concerned,
      width: 23,
      cell: ({ concerned }) => concerned ?? words.hidden,
    },
    {
      key: 'work',
      title: words.actColumns.work,
      width: 15,
      cell: ({ work }) => words.works[work],
      mark: ({ work, kind }) => {
        const name = actName(kind, words)
        return name === words.works[work] ? '' : name
      },
    },
    {
      key: 'request',
      title: words.actColumns.request,
      width: 11,
      cell: ({ requestNumber }) => requestNumber ?? '-',
    },
    { key: 'result', title: words.actColumns.result, width: 8, cell: ({ result }) => words.results[result] },
  ]
  return areFew ? columns.filter(({ key }) => key !== 'place' && key !== 'request') : columns
}

export function actName(kind: string, words: Catalogue['ledger']): string {
  return Object.hasOwn(words.act, kind) ? words.act[kind as ActKind] : kind
}
