import type { Row, RowKind } from '../domain/ledger/row.ts'
import type { Institution } from '../domain/policy.ts'
import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { type Markup, markup, officialTime, type Paper } from './paper.ts'

interface Facts {
  institution: Institution
  lines: readonly (Row & { no: number })[]
  totals: Record<RowKind, number>
  filter: { fromOn: string; toOn: string; text: string }
  printedBy: string
  printedAt: string
  reason: string
  /** The signed note, whole: it goes onto every page. */
  checkpoint: string
  fingerprint: string
}

const KINDS: readonly RowKind[] = ['use', 'provide', 'view', 'destroy']

/**
 * 개인영상정보 관리대장 in the 안내서's 12 columns (domain §9.2), A4 landscape: title, institution, period, 결재란, repeated
 * heads, totals per 구분, who printed when and why; the checkpoint stands at the foot of every page, so that a page
 * alone can be held against the ledger later.
 */
export function ledgerPaper(facts: Facts): Paper {
  const { institution, lines, totals, filter } = facts
  const { text } = markup`
    <div class="head">
      <div>
        <div class="small">${institution.confirmedForms.includes('ledger') ? words.ledger.form : words.ledger.columnsOnly}</div>
        <h1>${words.ledger.title}</h1>
        <div>${words.ledger.institution(institution.name)} · ${words.ledger.period(filter.fromOn, filter.toOn)}</div>
        <div>${KINDS.map((kind) => `${words.kinds[kind]} ${totals[kind]}`).join(' · ')} (${words.ledger.count(lines.length)})</div>
      </div>
      ${approvalBox(institution.approvalLine)}
    </div>
    <table>
      <colgroup>${WIDTHS.map((width) => markup`<col style="width:${width}%">`)}</colgroup>
      <thead><tr>${words.ledger.columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
      <tbody>${lines.length === 0 ? markup`<tr><td colspan="12" class="center">${words.ledger.empty}</td></tr>` : lines.map(ledgerRow)}</tbody>
    </table>
    <p class="small">${words.ledger.printed(facts.printedBy, officialTime(wallClock(facts.printedAt)), facts.reason)}</p>
    <p class="small">${words.ledger.key} ${facts.fingerprint}</p>`
  return { html: text, footer: facts.checkpoint.trim(), landscape: true }
}

/** Per cent of the page for each of the 12 columns. */
const WIDTHS = [3.5, 4.5, 7, 12, 9, 10, 11, 11, 7, 9, 9, 7]

function ledgerRow(line: Row & { no: number }): Markup {
  return markup`<tr>
    <td class="center">${line.no}</td><td class="center">${words.kinds[line.kind]}</td><td>${line.at}</td>
    <td>${line.file}</td><td>${line.officer}</td><td>${line.purpose}</td><td>${line.recipient}</td>
    <td>${line.basis}</td><td>${line.form}</td><td>${line.period}</td><td>${line.result}</td><td>${line.safety}</td>
  </tr>`
}

/** 결재란: a box to sign per title of the institution's approval line. */
function approvalBox(titles: readonly string[]): Markup | string {
  if (titles.length === 0) return ''
  return markup`<table class="approval">
    <tr><th class="side" rowspan="2">${words.ledger.approval}</th>${titles.map((title) => markup`<th>${title}</th>`)}</tr>
    <tr>${titles.map(() => markup`<td></td>`)}</tr>
  </table>`
}
