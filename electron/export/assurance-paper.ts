import type { MaskStyle } from '../domain/masking.ts'
import type { Given } from '../domain/request-form.ts'
import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { inFours, type MaskedManifest } from './manifest.ts'
import { type Markup, markup, officialTime, type Paper } from './paper.ts'

interface Facts {
  given: Given
  /** Masked share of each frame, in thousandths. */
  coverage: readonly number[]
  institutionName: string
}

/** 보증서: how the others in the film were made unrecognisable, in numbers that somebody else can judge (지침 46, MK-8). */
export function assurancePaper(
  manifest: MaskedManifest,
  style: MaskStyle,
  { given, coverage, institutionName }: Facts,
): Paper {
  const { assurance: said } = words
  const { people, frameMasks, engine, review, leakScan } = manifest.assurance
  const { text } = markup`
    <h1>${said.title}</h1>
    <p class="center">${institutionName} · ${words.requestNumber(manifest.requestNumber)} · ${words.receipt.copy} ${words.receipt.copyNo(manifest.copyNo)} · ${officialTime(wallClock(manifest.madeAt))}</p>
    <p>${said.lead(given)}</p>
    <h2>${said.people}</h2>
    ${pairs([
      [
        words.receipt.footage,
        words.receipt.range(
          officialTime(wallClock(manifest.fromAt)),
          officialTime(wallClock(manifest.toAt)),
          manifest.cameraNumber,
        ),
      ],
      [said.found, said.foundText(people, given)],
      [said.style, said.styles[style]],
      [said.frameMasks, said.frameMasksText(frameMasks, manifest.frameCount)],
      [
        said.coverage,
        said.coverageText(
          percent(manifest.assurance.coverage.mean),
          percent(manifest.assurance.coverage.lowest),
        ),
      ],
    ])}
    ${strip(coverage)}
    <p class="small">${said.strip}</p>
    <h2>${said.review}</h2>
    ${questions(review.questions)}
    <p></p>
    ${pairs([
      [said.state, review.open === 0 ? said.answered : said.open(review.open)],
      [
        said.changes,
        review.changes
          .map(({ by, changes, answers }) => said.changesText(by, changes, answers))
          .join(' · ') || said.noChanges,
      ],
      [
        said.signed,
        review.signedBy === undefined
          ? said.notSigned
          : said.signedText(review.signedBy, officialTime(wallClock(review.signedAt ?? manifest.madeAt))),
      ],
      [said.leakScan, said.leakScanText(leakScan.found, leakScan.answered)],
    ])}
    <h2>${said.engine}</h2>
    ${pairs([
      [
        said.settings,
        [engine.thorough ? said.thorough : said.quick, ...(engine.vehicles ? [said.vehicles] : [])].join(
          ' · ',
        ),
      ],
      [said.film, `${manifest.file.name} · SHA-256 ${inFours(manifest.file.sha256)}`],
    ])}
    <p class="small">${said.modelSha256}</p>
    <div class="mono">${engine.models.map(({ file, sha256 }) => `${sha256}  ${file}`).join('\n')}</div>`
  return { html: text, footer: words.requestNumber(manifest.requestNumber), landscape: false }
}

/** Two columns: what it is, and what is said of it. */
export function pairs(rows: readonly (readonly [string, string])[]): Markup {
  const line = ([head, value]: readonly [string, string]) =>
    markup`<tr><th style="width:24%">${head}</th><td style="white-space:pre-line">${value}</td></tr>`
  return markup`<table>${rows.map(line)}</table>`
}

function questions(asked: MaskedManifest['assurance']['review']['questions']): Markup {
  const { columns, kinds, noQuestions } = words.assurance
  if (asked.length === 0) return markup`<p>${noQuestions}</p>`
  return markup`<table>
    <tr>${columns.map((column) => markup`<th>${column}</th>`)}</tr>
    ${asked.map(
      ({ kind, asked: count, masked, mended, nobody }) =>
        markup`<tr><td>${kinds[kind]}</td>${[count, masked, mended, nobody].map((each) => markup`<td class="center">${each}</td>`)}</tr>`,
    )}
  </table>`
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}

/** Bars in the strip; each shows the least and the most of its stretch. */
const BARS = 180
const HIGH = 28

/** Coverage over time. A bar that reaches the top is a frame that was masked whole. */
function strip(coverage: readonly number[]): Markup {
  const bars = Math.min(BARS, coverage.length)
  const drawn = Array.from({ length: bars }, (_, bar) => {
    const stretch = coverage.slice(
      Math.floor((bar * coverage.length) / bars),
      Math.floor(((bar + 1) * coverage.length) / bars),
    )
    const most = Math.max(...stretch)
    const least = Math.min(...stretch)
    return { bar, most: (most * HIGH) / 1000, least: (least * HIGH) / 1000 }
  })
  const rect = (bar: number, high: number, shade: string) =>
    markup`<rect x="${bar}" y="${(HIGH - high).toFixed(2)}" width="1.02" height="${high.toFixed(2)}" fill="${shade}"/>`
  return markup`<svg viewBox="0 0 ${bars} ${HIGH}" preserveAspectRatio="none" style="display:block;width:100%;height:16mm;margin-top:2mm;border:0.3mm solid #000">
    ${drawn.map(({ bar, most }) => rect(bar, most, '#bbb'))}
    ${drawn.map(({ bar, least }) => rect(bar, least, '#555'))}
  </svg>`
}
