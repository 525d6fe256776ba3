/** A sheet of paper to be: HTML for the print view, and the line at the foot of every page. */
export interface Paper {
  html: string
  footer: string
  landscape: boolean
}

/** Markup that has been made safe; anything else is escaped when it enters `markup`. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Markup | readonly Markup[]

/**
 * Template tag for paper: every value is text unless it is already markup, so that a name such as `<script>` prints as
 * it was typed.
 */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const text = strings.reduce((so, string, index) => so + safe(pieces[index - 1] ?? '') + string)
  return new Markup(text)
}

function safe(piece: Piece): string {
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'object') return piece.map(({ text }) => text).join('')
  return String(piece)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** `2026. 11. 23.`: the day as official documents write it (행정업무규정). `local` is a wall clock. */
export function officialDay(local: string): string {
  const [year, month, day] = local.slice(0, 10).split('-').map(Number)
  return `${year}. ${month}. ${day}.`
}

/** `2026. 11. 23. 14:03` */
export function officialTime(local: string): string {
  return `${officialDay(local)} ${local.slice(11, 16)}`
}

/** The look of every paper: A4, black on white, rows never cut, heads repeated. */
export const PAPER_STYLE = `
  * { box-sizing: border-box; }
  body { margin: 0; background: #fff; color: #000; font: 9.5pt/1.45 'Pretendard GOV', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif; }
  h1 { font-size: 17pt; text-align: center; margin: 0 0 3mm; letter-spacing: .02em; }
  h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: .3mm solid #000; padding: 1mm 1.4mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { background: #eee; text-align: center; font-weight: 600; vertical-align: middle; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .head { display: flex; justify-content: space-between; align-items: flex-end; gap: 6mm; margin-bottom: 3mm; }
  .approval { width: auto; flex: none; }
  .approval th { min-width: 22mm; }
  .approval td { height: 13mm; }
  .approval .side { width: 8mm; min-width: 0; }
  .center { text-align: center; }
  .small { font-size: 8pt; }
  .mono { font-family: 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; font-size: 7.5pt; white-space: pre-wrap; overflow-wrap: anywhere; }
  .code { font: 700 19pt/1.7 'DejaVu Sans Mono', Consolas, monospace; text-align: center; border: .5mm solid #000; padding: 5mm; margin: 8mm 0; letter-spacing: .04em; }
  .sign { margin-top: 9mm; text-align: right; line-height: 2.4; }
`
