import { DOCUMENTS, type DocumentName } from '../../domain/document.ts'
import { type Law, lawText } from '../../domain/law/law.ts'
import type { Camera, Institution } from '../../domain/policy.ts'
import type { FootageRequest } from '../../domain/request.ts'
import type { KeptForm } from '../../domain/request-form.ts'
import { dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { type Markup, markup, officialDay, type Paper } from '../paper.ts'

/** What every document is made of. Whatever people typed is text here, whole, as it was typed. */

/** What a document can be told from. */
export interface Facts {
  institution: Institution
  /** The law as it stood on the day that the document goes by (see `lawDayOf`). */
  law: Law
  /** The Korean day on which it is printed. */
  todayOn: string
  /** Those that are asked for; all of the institution's where no request is. */
  cameras: readonly Camera[]
  /** None where the sheet is printed blank, or tells of the institution alone. */
  request: FootageRequest | undefined
  /** 소속/직급/성명 of whoever prints it. */
  officer: string
  /** 소속/직급/성명 of everybody who acted, by id. */
  names: ReadonlyMap<string, string>
}

/** Facts of a document that cannot be blank. */
export type RequestFacts = Facts & { request: FootageRequest }

interface Parts {
  title: Markup | string
  body: Markup
  landscape?: boolean
  /** Whether it follows the official drawing; by itself what its kind says. */
  isOfficial?: boolean
}

/** A sheet: form number where it is confirmed, title, body, and at the foot what it belongs to. */
export function sheet(
  name: DocumentName,
  { institution, law, request }: Facts,
  { title, body, landscape = false, isOfficial = DOCUMENTS[name].hasForm }: Parts,
): Paper {
  const isConfirmed = isOfficial && institution.confirmedForms.includes(name)
  const number = isConfirmed ? markup`<div class="small">■ ${lawText(law, `form.${name}`)}</div>` : ''
  const { text } = markup`${number}<h1>${title}</h1>${body}`
  const footer = request === undefined ? institution.name : words.requestNumber(request.number)
  return { html: text, footer, landscape }
}

export type Cell = Markup | string

/** Two columns: what it is, and what it is here. A cell that runs over pages is broken where the page ends. */
export function pairs(rows: readonly (readonly [head: string, value: Cell])[], more = ''): Markup {
  return markup`<table class="${`pairs ${more}`.trim()}">${rows.map(
    ([head, value]) =>
      markup`<tr class="${runsOver(value) ? 'long' : ''}"><th>${head}</th><td class="typed">${value}</td></tr>`,
  )}</table>`
}

/** Whether a text may not fit on what is left of a page, and is then broken where the page ends. */
export function runsOver(value: Cell): boolean {
  return (typeof value === 'string' ? value : value.text).length > 600
}

/** `☑ 열람` or `□ 열람`; `field` names the cell where somebody may tick it on a computer. */
export function tick(isOn: boolean, label: string, field?: string): Markup {
  const box = isOn ? '☑' : '□'
  return field === undefined
    ? markup`<span class="tick">${box} ${label}</span>`
    : markup`<span class="tick"><span data-field="${field}">${box}</span> ${label}</span>`
}

/** A tick box for each, those that are chosen ticked. */
export function ticks<N extends string>(labels: Record<N, string>, chosen: readonly N[]): Markup {
  const names = Object.keys(labels) as N[]
  return markup`${names.map((name) => tick(chosen.includes(name), labels[name]))}`
}

/** Several lines of one cell. */
export function lines(parts: readonly Cell[]): Markup {
  return markup`${parts.map((part) => markup`<div>${part}</div>`)}`
}

/** Numbered sentences, `1.` to the last. */
export function numbered(sentences: readonly Cell[]): Markup {
  return markup`<ol>${sentences.map((sentence) => markup`<li>${sentence}</li>`)}</ol>`
}

/** A line to sign on, with the name where it is known. */
export function signature(who: string, name = ''): Markup {
  return markup`<div>${who} <span class="name">${name}</span> (${words.signature})</div>`
}

/** Day, then who signs; the day stays open on a blank sheet. */
export function signed(on: string | undefined, signatures: readonly Markup[]): Markup {
  return markup`<p class="center day">${on === undefined ? words.blankDay : officialDay(on)}</p>
    <div class="sign">${signatures}</div>`
}

/** `○○도서관장 귀하`: whom a form is handed to. */
export function handedTo(institution: Institution): Markup {
  return markup`<p class="to">${issuerName(institution)} ${words.dear}</p>`
}

/** Day, and the sender's name with a place for the seal. */
export function issued(institution: Institution, on: string): Markup {
  return markup`<p class="center day">${officialDay(on)}</p>
    <p class="issuer">${issuerName(institution)} <span class="seal">${words.seal}</span></p>`
}

/** The day of a notice: when it went out, or today where it has not yet. */
export function noticedOn({ request, todayOn }: RequestFacts): string {
  const notice = 'notice' in request ? request.notice : undefined
  return notice === undefined ? todayOn : dayOf(notice.at)
}

/** 발신 명의 */
export function issuerName({ headTitle, name }: Institution): string {
  return headTitle === '' ? name : headTitle
}

/** `2026.11.20 18:30 ~ 2026.11.20 19:00`; on a blank sheet nothing. */
export function rangeText(form: Pick<KeptForm, 'fromAt' | 'toAt'>): string {
  return `${formTime(form.fromAt)} ~ ${formTime(form.toAt)}`
}

function formTime(at: string): string {
  const local = wallClock(at)
  const seconds = local.slice(17)
  return `${local.slice(0, 10).replaceAll('-', '.')} ${local.slice(11, 16)}${seconds === '00' ? '' : `:${seconds}`}`
}

/** `3번 1층 로비, 4번 …` */
export function placesText(cameras: readonly Pick<Camera, 'number' | 'place'>[]): string {
  return cameras.map(({ number, place }) => words.camera(number, place)).join(', ')
}

/** The footage that a request is about, in one sentence. */
export function footageText({ request, cameras }: RequestFacts): string {
  return words.footage(placesText(cameras), rangeText(request.form))
}
