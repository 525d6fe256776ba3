import type { AccessMonth, Finding } from '../../domain/access-review.ts'
import type { Institution } from '../../domain/policy.ts'
import { wallClock } from '../../domain/time.ts'
import { accessReview as words } from '../../i18n/ko/access-review.ts'
import { accessReviewSheet as sheet } from '../../i18n/ko/access-review-sheet.ts'
import { type Anchor, checkpointMark } from '../checkpoint-mark.ts'
import { type Markup, markup, officialDay, officialTime, type Paper } from '../paper.ts'

/** A finding as the sheet says it: names as they are known when it is printed. */
export interface PrintedFinding extends Omit<Finding, 'id' | 'actorIds' | 'requestIds' | 'seqs'> {
  actorNames: readonly string[]
  name: string
  cameraNumber: number | undefined
  requestNumbers: readonly string[]
  explanation: string
  isOwn: boolean
}

/** What the sheet of a month says. */
export interface ReviewSheet {
  institution: Institution
  month: Omit<AccessMonth, 'findings' | 'officers'>
  officers: readonly (AccessMonth['officers'][number] & { name: string })[]
  findings: readonly PrintedFinding[]
  signature:
    | { byName: string; at: string; witnessName?: string | undefined; seq: number; root: string }
    | undefined
  printedBy: string
  printedAt: string
  reason: string
  anchor: Anchor
}

/** What the file is called that the sheet is saved as. */
export function accessReviewFileName(month: string): string {
  return sheet.file(month)
}

/**
 * 접속기록 월간 점검표, A4: what was found, how it was explained, who signed and when, totals, 결재란; the checkpoint at
 * the foot of every page. A month that is not signed says so where the signature would be.
 */
export function accessReviewPaper(facts: ReviewSheet): Paper {
  const { institution, month, findings } = facts
  const printedAt = officialTime(wallClock(facts.printedAt))
  const own = findings.filter(({ isOwn }) => isOwn).length
  const { text } = markup`
    <main class="flow">
      <div>
        <div class="head">
          <div>
            <h1>${sheet.title}</h1>
            <div>${sheet.institution(institution.name)} · ${sheet.month(month.month)}</div>
            <div><b>${totalsText(month)}</b></div>
          </div>
          ${approvalBox(institution.approvalLine)}
        </div>
        <p class="small">${sheet.printed(facts.printedBy, printedAt, facts.reason)}</p>
      </div>
      <div>${about(facts)}</div>
      <div><h2>${sheet.heat}</h2>${heat(month)}</div>
      <div><h2>${sheet.officers}</h2></div>
      ${officers(facts)}
      <div><h2>${sheet.findings}</h2></div>
      ${found(findings)}
      ${own === 0 ? '' : markup`<div><p><b>${sheet.ownNote(own)}</b></p></div>`}
      ${signed(facts)}
    </main>
    <div class="running">${sheet.title} · ${institution.name} · ${sheet.month(month.month)}</div>
    <div class="page-foot">
      ${checkpointMark(facts.anchor)}
      <div class="page-end"><div class="page-no"></div><div>${sheet.printedShort(facts.printedBy, printedAt)}</div></div>
      ${facts.signature === undefined ? markup`<div class="preview-mark">${sheet.draft}</div>` : ''}
    </div>`
  return { html: text, footer: '', landscape: false, isPaged: true }
}

function totalsText({ totals }: ReviewSheet['month']): string {
  const { totals: said } = words
  return [
    `${said.entries} ${said.count(totals.entries)}`,
    `${said.viewings} ${words.officers.times(totals.viewings)}`,
    `${said.copies} ${said.reasons(totals.copies, totals.copiesWithReason)}`,
    `${said.refusals} ${said.count(totals.refusals)}`,
    `${said.failedSignIns} ${said.count(totals.failedSignIns)}`,
    `${said.prints} ${said.count(totals.prints)}`,
  ].join(' · ')
}

function about({ month }: ReviewSheet): Markup {
  const { range, settings } = month
  const { fields } = words.settings
  const limits = (Object.keys(fields) as (keyof typeof fields)[])
    .filter((name) => name !== 'fromHour' && name !== 'toHour')
    .map((name) => `${fields[name]} ${settings[name]}`)
  const covered = range === null ? sheet.noEntries : sheet.rangeText(range.fromSeq, range.toSeq)
  return pairs([
    [sheet.range, covered],
    [sheet.hours, sheet.hoursText(settings.fromHour, settings.toHour)],
    [sheet.limits, limits.join(' · ')],
    [sheet.basis, sheet.basisText],
  ])
}

function pairs(rows: readonly (readonly [head: string, value: string])[]): Markup {
  return markup`<table><colgroup><col style="width:16%"><col></colgroup>${rows.map(
    ([head, value]) => markup`<tr><th>${head}</th><td>${value}</td></tr>`,
  )}</table>`
}

/** Days from left to right, hours from top to bottom; the more accesses, the darker. Nights and days off are shaded. */
function heat({ heat: days, daysOff, settings }: ReviewSheet['month']): Markup {
  const most = Math.max(1, ...days.flat())
  const cells = days.flatMap((hours, day) =>
    hours.map((count, hour) => {
      const isOff = hour < settings.fromHour || hour >= settings.toHour || daysOff.includes(day + 1)
      const shade = count > 0 ? grey(count / most) : isOff ? '#e4e4e4' : '#fff'
      return markup`<rect x="${day * 10}" y="${hour * 4}" width="10" height="4" fill="${shade}" stroke="#bbb" stroke-width="0.2"/>`
    }),
  )
  const scale = (labels: readonly (string | number)[], style: string) =>
    markup`<div class="small" style="display:flex;justify-content:space-between;${style}">${labels.map((label) => markup`<span style="flex:1;text-align:center">${label}</span>`)}</div>`
  return markup`<div style="display:grid;grid-template-columns:8mm 1fr">
    ${scale(HOURS.map(sheet.hour), 'flex-direction:column;align-items:flex-end;padding-right:1mm')}
    <svg viewBox="0 0 ${days.length * 10} 96" preserveAspectRatio="none" style="display:block;width:100%;height:38mm;border:0.3mm solid #000">${cells}</svg>
    <span></span>${scale(
      days.map((_, day) => day + 1),
      '',
    )}
  </div>`
}

/** Hours that stand beside the picture, each in the middle of its quarter. */
const HOURS = [3, 9, 15, 21]

/** From light to black; the least still stands out from a shaded night. */
function grey(share: number): string {
  const level = Math.round(170 * (1 - Math.sqrt(share)))
  const hex = level.toString(16).padStart(2, '0')
  return `#${hex}${hex}${hex}`
}

const MINUTE_US = 60_000_000

function officers({ officers: people }: ReviewSheet): Markup {
  const { officers: said } = words
  if (people.length === 0) return markup`<p>${said.none}</p>`
  return markup`<table>
    <thead><tr>${sheet.officerColumns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
    <tbody>${people.map(
      ({ name, accesses, viewings, watchedUs, clearUs, reveals, copies, prints }) => markup`<tr>
        <td>${name}</td>${[
          String(accesses),
          said.times(viewings),
          said.minutes(Math.round(watchedUs / MINUTE_US)),
          watchedUs === 0 ? '-' : said.share(Math.round((clearUs * 100) / watchedUs)),
          said.times(reveals),
          String(copies),
          String(prints),
        ].map((text) => markup`<td class="center">${text}</td>`)}
      </tr>`,
    )}</tbody>
  </table>`
}

const WIDTHS = [6, 15, 44, 35]

function found(findings: readonly PrintedFinding[]): Markup {
  if (findings.length === 0) return markup`<p>${sheet.noFindings}</p>`
  return markup`<table>
    <colgroup>${WIDTHS.map((width) => markup`<col style="width:${width}%">`)}</colgroup>
    <thead><tr>${sheet.columns.map((column) => markup`<th>${column}</th>`)}</tr></thead>
    <tbody>${findings.map((finding, index) => {
      const { kind, firstAt, lastAt, requestNumbers, explanation, isOwn } = finding
      const span = words.findings.span(officialTime(wallClock(firstAt)), officialTime(wallClock(lastAt)))
      const requests = requestNumbers.length === 0 ? '' : ` · ${requestNumbers.join(', ')}`
      return markup`<tr><td class="center">${index + 1}</td>
        <td>${words.kind[kind]}${isOwn ? markup`<br><b>${sheet.own}</b>` : ''}</td>
        <td>${sentenceOf(finding)}<br><span class="small">${span}${requests}</span></td>
        <td>${explanation === '' ? sheet.unexplained : explanation}</td></tr>`
    })}</tbody>
  </table>`
}

function sentenceOf({
  kind,
  actorNames,
  name,
  about,
  cameraNumber,
  on,
  value,
  limit,
}: PrintedFinding): string {
  return words.said[kind]({
    actors: actorNames.join(', '),
    name,
    about,
    camera: cameraNumber === undefined ? '' : sheet.camera(cameraNumber),
    day: on === undefined ? '' : officialDay(on),
    value,
    limit,
  })
}

function signed({ signature }: ReviewSheet): Markup {
  if (signature === undefined) return markup`<p><b>${sheet.notSigned}</b></p>`
  const { byName, at, witnessName, seq, root } = signature
  const local = wallClock(at)
  return markup`<div>
    <p class="center">${officialDay(local)}</p>
    ${pairs([
      [sheet.signature, sheet.signedText(byName, officialTime(local))],
      ...(witnessName === undefined ? [] : [[sheet.witness, witnessName] as const]),
      [sheet.entry, sheet.entryText(seq)],
      [sheet.root, root],
    ])}
  </div>`
}

/** 결재란: a box to sign per title of the institution's approval line; an empty line prints none. */
function approvalBox(titles: readonly string[]): Markup | string {
  if (titles.length === 0) return ''
  return markup`<table class="approval">
    <tr><th class="side" rowspan="2">${sheet.approval}</th>${titles.map((title) => markup`<th>${title}</th>`)}</tr>
    <tr>${titles.map(() => markup`<td></td>`)}</tr>
  </table>`
}
