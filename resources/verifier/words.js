// A report in sentences.

import { en } from './words-en.js'
import { ko } from './words-ko.js'

/** @import { Finding, Report } from './findings.js' */

/** @typedef {typeof ko} Words */

/** @type {{ ko: Words, en: Words }} */
export const words = { ko, en }

/**
 * @param {Words} said
 * @param {Report} report
 * @returns {[string, string]} the verdict in large letters, and what it means
 */
export function headline(said, { verdict, reason }) {
  return said.verdicts[verdict](reason ?? { level: 'note', code: '' })
}

/**
 * @param {Words} said
 * @param {Finding} finding
 * @returns {string} without anything that could break a line or hide what is said
 */
export function sentence(said, finding) {
  const text = said.sentences[finding.code]?.(finding) ?? finding.code
  // Names come from the files: control and direction characters in them are not for showing.
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd').slice(0, 2000)
}

/**
 * @param {Words} said
 * @param {Report} report
 * @returns {string[]} the whole report, a line each
 */
export function linesOfReport(said, report) {
  const [title, meaning] = headline(said, report)
  const lines = [title, meaning]
  for (const { kind, name, findings, key, spans } of report.parts) {
    lines.push('', `${said.page.part[kind]}${name === '' ? '' : ` · ${name}`}`)
    for (const finding of findings)
      lines.push(`  [${said.page.level[finding.level]}] ${sentence(said, finding)}`)
    if (key !== undefined) {
      lines.push(`  ${said.page.fingerprint}: ${key.fingerprint}`)
      lines.push(`  ${said.stands[key.stand]}`)
    }
    for (const span of spans ?? [])
      lines.push(
        `  ${said.page.range} ${said.count(span.from)}–${said.count(span.to - 1)}: ${spanText(said, span)}`,
      )
  }
  return lines
}

/**
 * @param {Words} said
 * @param {import('./findings.js').Span} span
 */
export function spanText(said, { by, labels }) {
  const names = labels.map(said.label).join(', ')
  if (by === 'papers') return names
  return by === 'dispute' ? `${said.page.span.dispute}: ${names}` : said.page.span[by]
}
