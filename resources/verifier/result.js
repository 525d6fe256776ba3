// A report on the page. Whatever comes from a file is shown as text, never as anything else.

import { isWhole } from './findings.js'
import { headline, sentence, spanText } from './words.js'

/** @import { Part, Report, Span } from './findings.js' */
/** @import { Words } from './words.js' */

const SVG = 'http://www.w3.org/2000/svg'
const WIDTH = 1000
const FILLS = { papers: '#1f6b3a', dispute: '#f3b9b5', signature: 'url(#hatch)', nothing: '#ffffff' }

/**
 * @param {Words} said
 * @param {Report} report
 * @param {Date} at
 * @returns {HTMLElement[]}
 */
export function resultElements(said, report, at) {
  const [title, meaning] = headline(said, report)
  const level =
    report.verdict === 'intact'
      ? 'good'
      : isWhole(report.verdict) || report.verdict === 'nothing'
        ? 'warn'
        : 'bad'
  const verdict = element('div', { class: `verdict ${level}`, 'data-verdict': report.verdict })
  verdict.append(element('strong', {}, title), element('p', {}, meaning))
  const when = element('p', { class: 'quiet' }, said.page.checkedAt(at.toLocaleString(said.page.locale)))
  return [verdict, when, ...report.parts.map((part) => partElement(said, part))]
}

/**
 * @param {Words} said
 * @param {Part} part
 */
function partElement(said, { kind, name, findings, key, spans, size = 0, brokenAt = [] }) {
  const section = element('section')
  section.append(element('h3', {}, `${said.page.part[kind]}${name === '' ? '' : ` · ${name}`}`))
  const list = element('ul', { class: 'findings' })
  for (const finding of findings) {
    const line = element('li')
    line.append(element('b', { class: finding.level }, said.page.level[finding.level]))
    line.append(element('span', {}, sentence(said, finding)))
    list.append(line)
  }
  section.append(list)
  if (key !== undefined) {
    section.append(element('p', {}, `${said.page.fingerprint}: ${said.stands[key.stand]}`))
    section.append(element('p', { class: 'fingerprint' }, key.fingerprint))
  }
  if (spans !== undefined && size > 0)
    section.append(barOf(said, spans, size, brokenAt), tableOf(said, spans))
  return section
}

/**
 * The ledger as a bar from its first entry to its last, with what each range is vouched for by.
 * @param {Words} said
 * @param {readonly Span[]} spans
 * @param {number} size
 * @param {readonly number[]} brokenAt
 */
function barOf(said, spans, size, brokenAt) {
  const bar = svg('svg', {
    viewBox: `0 0 ${WIDTH} 56`,
    preserveAspectRatio: 'none',
    role: 'img',
    class: 'bar',
  })
  bar.setAttribute('aria-label', said.page.picture)
  const hatch = svg('pattern', { id: 'hatch', width: '8', height: '8', patternUnits: 'userSpaceOnUse' })
  hatch.append(svg('rect', { width: '8', height: '8', fill: '#ffffff' }))
  hatch.append(svg('path', { d: 'M0 8 L8 0', stroke: '#6b7785', 'stroke-width': '2' }))
  bar.append(hatch)
  const place = (/** @type {number} */ entry) => (entry / size) * WIDTH
  for (const { from, to, by } of spans) {
    const shape = { x: String(place(from)), width: String(place(to) - place(from)), y: '12', height: '32' }
    const range = svg('rect', { ...shape, fill: FILLS[by], stroke: '#1e2124', 'stroke-width': '1' })
    bar.append(range)
    if (by !== 'papers' && by !== 'dispute') continue
    const mark = { x1: String(place(to)), x2: String(place(to)), y1: '2', y2: '54' }
    bar.append(svg('line', { ...mark, stroke: '#1e2124', 'stroke-width': '3' }))
  }
  for (const at of brokenAt.slice(0, 100)) {
    const x = Math.min(WIDTH - 4, place(at))
    const mark = svg('rect', { x: String(x), y: '4', width: '4', height: '48', fill: '#b3261e' })
    const words = svg('title', {})
    words.textContent = `${said.page.brokenAt}: ${said.count(at)}`
    mark.append(words)
    bar.append(mark)
  }
  return bar
}

/**
 * @param {Words} said
 * @param {readonly Span[]} spans
 */
function tableOf(said, spans) {
  const table = element('table')
  const head = element('tr')
  head.append(element('th', { scope: 'col' }, said.page.range), element('th', { scope: 'col' }, said.page.by))
  table.append(head)
  for (const span of spans) {
    const row = element('tr')
    const by = element('td')
    by.append(element('span', { class: `swatch ${span.by}` }), spanText(said, span))
    row.append(element('td', {}, `${said.count(span.from)} – ${said.count(span.to - 1)}`), by)
    table.append(row)
  }
  return table
}

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {string} [text]
 * @returns {HTMLElement}
 */
function element(name, attributes = {}, text = '') {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  if (text !== '') made.textContent = text
  return made
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function svg(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
