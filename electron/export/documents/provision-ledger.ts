import type { ProvisionLine } from '../../domain/ledger/registers.ts'
import { isOfAgency } from '../../domain/request-form.ts'
import { dayOf } from '../../domain/time.ts'
import { letters } from '../../i18n/ko/letters.ts'
import { standing } from '../../i18n/ko/standing.ts'
import { type Markup, markup, officialDay, type Paper } from '../paper.ts'
import { agencyText, basisText } from './agency.ts'
import { type Facts, lines, placesText, type RequestFacts, rangeText, runsOver, sheet } from './sheet.ts'

/** What was given or used. */
export interface Provision extends RequestFacts {
  /** What copies were handed over on; empty where none was. */
  medium: string
}

/** Which provisions a printed ledger holds: those of a period, each with the law of its own day. */
export interface ProvisionFacts extends Facts {
  fromOn: string
  toOn: string
  provisions: readonly Provision[]
  reason: string
}

const said = standing.provisions

/**
 * 개인정보의 목적 외 이용 및 제3자 제공 대장 (영 15, 처리방법고시 별지 제1호서식; domain §9.3), A4 landscape: what has been given or
 * used beyond the purpose in the period, and what was asked of the recipient.
 */
export function provisionLedgerPaper(facts: ProvisionFacts): Paper {
  const { institution, provisions, fromOn, toOn, officer, todayOn, reason } = facts
  const body = markup`
    <p>${said.head(institution.name, officialDay(fromOn), officialDay(toOn), provisions.length)}</p>
    <table><colgroup>${WIDTHS.map((width) => markup`<col style="width:${width}%">`)}</colgroup>
    <thead><tr>${said.columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
    <tbody>${
      provisions.length === 0
        ? markup`<tr><td colspan="10" class="center">${said.empty}</td></tr>`
        : provisions.map(provisionRow)
    }</tbody></table>
    <p class="small">${said.printed(officer, officialDay(todayOn), reason)}</p>`
  return sheet('provision-ledger', facts, { title: said.title, body, landscape: true })
}

/** Per cent of the page for each of the ten columns. */
const WIDTHS = [12, 6, 11, 11, 11, 8, 12, 10, 8, 11]

/** What the ledger says of one provision, as text: on the screen, on paper, in a table. Several facts of a cell are lines of it. */
export function provisionLine(facts: Provision): ProvisionLine {
  const { request, cameras, medium } = facts
  const { form } = request
  if (!isOfAgency(form) || !('decision' in request)) throw new Error('nothing was given to an agency')
  const { proposal } = request.decision
  const basis = 'basis' in proposal ? proposal.basis : undefined
  const given = 'fulfilment' in request ? request.fulfilment : undefined
  const isUse = form.kind === 'use'
  const until = basis?.untilOn ?? basis?.destroyByOn
  const result = request.aftercare.recipient?.result
  return {
    requestId: request.id,
    number: request.number,
    kind: form.kind,
    file: said.file(placesText(cameras)),
    usedBy: isUse ? agencyText(form.agency) : '-',
    givenTo: isUse ? '-' : agencyText(form.agency),
    when: joined([
      given === undefined ? '' : officialDay(dayOf(given.at)),
      until === undefined ? '' : said.until(officialDay(until)),
    ]),
    form: form.handling === 'copy' ? said.copied(medium) : said.viewed,
    basis: joined([
      basisText(facts),
      form.letter === undefined ? '' : letters.number(form.letter.number, officialDay(form.letter.on)),
    ]),
    purpose: form.purpose,
    what: said.what(rangeText(form)),
    safety: joined([
      isUse ? '-' : form.handling === 'copy' ? said.askedCopy : said.askedView,
      result === undefined ? '' : said.answered[result.what](officialDay(result.on)),
    ]),
  }
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n')

function provisionRow(facts: Provision): Markup {
  const line = provisionLine(facts)
  const cell = (text: string) => lines(text.split('\n'))
  return markup`<tr class="${runsOver(line.purpose) ? 'long' : ''}">
    <td>${line.file}</td><td class="center">${said.kinds[line.kind]}</td>
    <td>${line.usedBy}</td><td>${line.givenTo}</td><td>${cell(line.when)}</td><td>${line.form}</td>
    <td>${cell(line.basis)}</td><td class="typed">${line.purpose}</td><td>${line.what}</td>
    <td>${cell(line.safety)}</td></tr>`
}
