/** A sheet of paper to be: HTML for the print view, and the line at the foot of every page. */
export interface Paper {
  html: string
  footer: string
  landscape: boolean
  /** Whether cells with `data-field` become links, over which fields can be laid (see `FIELD_LINK`). */
  hasFields?: boolean
  /**
   * Whether it is cut into pages before it prints: `.flow` (blocks that stay whole, tables that break between rows),
   * `.running` (the head of every page but the first) and `.page-foot` (the foot of each). `footer` is then empty.
   */
  isPaged?: boolean
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
