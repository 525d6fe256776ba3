import type { Institution } from '../domain/policy.ts'
import { wallClock } from '../domain/time.ts'
import { ledgerPaper as words } from '../i18n/ko/ledger-paper.ts'
import { type Anchor, checkpointMark } from './checkpoint-mark.ts'
import type { BookColumns, Column, LedgerView } from './ledger-table.ts'
import { columnsOf } from './ledger-table.ts'
import { type Markup, markup, officialTime, type Paper } from './paper.ts'

/** What a printed view says. */
export interface LedgerSheet {
  view: LedgerView
  columns: BookColumns
  institution: Institution
  fromOn: string
  toOn: string
  /** What narrows the view besides its period, in words: `구분: 열람`. */
  terms: readonly string[]
  /** How many of each 구분 or 업무, in the order in which they are to print. */
  totals: readonly (readonly [label: string, count: number])[]
  rows: readonly (readonly string[])[]
  /** 소속/직급/성명 */
  printedBy: string
  printedAt: string
  /** Why it is printed; none on a page that is only looked at before. */
  reason: string | undefined
  anchor: Anchor
}

/**
 * A view of the ledger on A4 landscape (domain §9.2, 9.3, 9.9, §11): title, institution, period, filter, totals, 결재란, who
 * printed it when and why; on every page its heads, its number, and the checkpoint as text and as QR code, so that a
 * page alone can be held against the ledger later. Whatever people typed is text.
 */
export function ledgerPaper(sheet: LedgerSheet): Paper {
  const { view, institution, rows } = sheet
  const columns = columnsOf(view, sheet.columns)
  const printedAt = officialTime(wallClock(sheet.printedAt))
  const { text } = markup`
    <main class="flow landscape">
      ${head(sheet, printedAt)}
      <table data-continued="${words.continued}">
        <colgroup>${columns.map(({ width }) => markup`<col style="width:${width}%">`)}</colgroup>
        <thead><tr>${columns.map(({ title }) => markup`<th>${title}</th>`)}</tr></thead>
        <tbody>${
          rows.length === 0
            ? markup`<tr><td colspan="${columns.length}" class="center">${words.empty}</td></tr>`
            : rows.map((cells) => row(cells, columns))
        }</tbody>
      </table>
    </main>
    <div class="running">${words.titles[view]} · ${institution.name} · ${words.period(sheet.fromOn, sheet.toOn)}</div>
    <div class="page-foot">
      ${checkpointMark(sheet.anchor)}
      <div class="page-end"><div class="page-no"></div><div>${words.printedShort(sheet.printedBy, printedAt)}</div></div>
      ${sheet.reason === undefined ? markup`<div class="preview-mark">${words.preview}</div>` : ''}
    </div>`
  return { html: text, footer: '', landscape: true, isPaged: true }
}

function head(sheet: LedgerSheet, printedAt: string): Markup {
  const { view, institution, fromOn, toOn, terms, totals, rows, reason } = sheet
  const counted = totals.map(([label, count]) => words.total(label, count))
  return markup`<div>
    <div class="head">
      <div>
        <div class="small">${formLine(sheet)}</div>
        <h1>${words.titles[view]}</h1>
        <div>${words.institution(institution.name)} · ${words.period(fromOn, toOn)}</div>
        <div>${words.filter(terms)}</div>
        <div><b>${[...counted, words.count(rows.length)].join(' · ')}</b></div>
      </div>
      ${approvalBox(institution.approvalLine)}
    </div>
    ${reason === undefined ? '' : markup`<p class="small">${words.printed(sheet.printedBy, printedAt, reason)}</p>`}
  </div>`
}

/** The official form's number, only where somebody has compared the drawing with it. */
function formLine({ view, columns, institution }: LedgerSheet): string {
  const name = {
    book: 'ledger',
    provisions: 'provision-ledger',
    destructions: 'destruction-ledger',
    acts: '',
  }[view]
  const number = view !== 'acts' && institution.confirmedForms.includes(name) ? [words.forms[view]] : []
  return [...number, ...(view === 'book' ? [words[columns]] : [])].join(' · ')
}

function row(cells: readonly string[], columns: readonly Column[]): Markup {
  return markup`<tr>${cells.map((cell, index) =>
    columns[index]?.isShort === true ? markup`<td class="center">${cell}</td>` : markup`<td>${cell}</td>`,
  )}</tr>`
}

/** 결재란: a box to sign per title of the institution's approval line; an empty line prints none. */
function approvalBox(titles: readonly string[]): Markup | string {
  if (titles.length === 0) return ''
  return markup`<table class="approval">
    <tr><th class="side" rowspan="2">${words.approval}</th>${titles.map((title) => markup`<th>${title}</th>`)}</tr>
    <tr>${titles.map(() => markup`<td></td>`)}</tr>
  </table>`
}
