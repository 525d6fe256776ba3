import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { markup, officialTime, type Paper } from './paper.ts'

/** The recovery code as it is kept in a safe: large, with what it does and how to keep it. */
export function recoveryPaper(facts: { institutionName: string; recoveryCode: string; now: string }): Paper {
  const groups = facts.recoveryCode.split('-')
  const half = Math.ceil(groups.length / 2)
  const { text } = markup`
    <h1>${words.recovery.title}</h1>
    <p class="center">${facts.institutionName} · ${officialTime(wallClock(facts.now))}</p>
    <div class="code">${groups.slice(0, half).join('-')}<br>${groups.slice(half).join('-')}</div>
    <ol>${words.recovery.rules.map((rule) => markup`<li>${rule}</li>`)}</ol>
    <div class="sign">${words.recovery.keeper} ____________________ (${words.signature})</div>`
  return { html: text, footer: words.recovery.footer, landscape: false }
}
