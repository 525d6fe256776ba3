/** Cells that spreadsheets open: CSV lines, and text that no spreadsheet runs. */

/** What a CSV begins with, so that Excel reads it as UTF-8. */
export const BOM = '\uFEFF'

/**
 * A line of a CSV (RFC 4180): every cell quoted, quotes doubled, CRLF at the end. Line breaks inside a cell stay as they
 * are.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${neutral(cell).replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** Spaces of any kind, then what spreadsheets take for the beginning of a formula, in its wide form as well. */
const FORMULA = /^(?:[\t\r\n]|[\s\u200B-\u200D\u2060\uFEFF]*[=+\-@＝＋－＠])/

/**
 * Text that a spreadsheet shows and does not work out: an apostrophe before whatever may begin a formula
 * (owasp.org/www-community/attacks/CSV_Injection). A dash alone is an empty cell of a Korean form and stays.
 */
export function neutral(cell: string): string {
  return FORMULA.test(cell) && cell !== '-' ? `'${cell}` : cell
}
