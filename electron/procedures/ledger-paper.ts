import { basename, dirname } from 'node:path'
import type { Done, ViewOrder } from '../contract/ledger-paper.ts'
import { ledgerName } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { BOM, csvLine } from '../export/csv.ts'
import { ledgerPaper } from '../export/ledger-paper.ts'
import { columnsOf, fileNameOf, titleOf } from '../export/ledger-table.ts'
import type { Paper } from '../export/paper.ts'
import { fingerprint } from '../export/verify.ts'
import { checkXlsx, writeXlsx } from '../export/xlsx.ts'
import { writeDurably } from '../vault/durable.ts'
import { institution } from '../vault/station.ts'
import { setDown, writeChecked } from './aside.ts'
import { onDisk } from './disk.ts'
import { verify } from './ledger.ts'
import { type ViewRows, viewRows } from './ledger-sheets.ts'
import type { Office } from './office.ts'

/** The ledger's views on their way out of the house: looked at, on paper, and as tables. */

/** More lines than this are printed part by part: some 1,100 pages. */
const PRINT_ROWS = 10_000
/** More lines than this no spreadsheet opens with ease. */
const TABLE_ROWS = 100_000

/**
 * Lays a view out as it would print now, for the page to show. It is no act: what it shows is on the screen anyway, it says on
 * every page that it is no print, and its checkpoint is not kept. Refuses with `too-many-rows`.
 */
export async function preview(office: Office, order: ViewOrder): Promise<{ paperId: string; pages: number }> {
  office.actor('ledger.print')
  const rows = counted(office, order, PRINT_ROWS)
  const paper = await laidOut(office, order, rows, office.vault.checkpoint().note, undefined)
  return office.world.showPaper(paper)
}

/** Whoever looked at a paper is done with it. */
export function putAway(office: Office): void {
  office.world.putAwayPaper()
}

export function printers(office: Office): Promise<{ name: string; label: string }[]> {
  office.actor('ledger.print')
  return office.world.printers()
}

/**
 * Prints a view, on a printer or as a PDF. The whole ledger is verified before; printing is an act with a reason, entered
 * before the paper exists, and the checkpoint on every page covers it and is kept. Refuses with `reason-missing`,
 * `too-many-rows`, `ledger-altered`, `printer-failed`, `write-failed`.
 */
export async function print(
  office: Office,
  { of, reason, printer }: { of: ViewOrder; reason: string; printer?: string | undefined },
): Promise<Done> {
  office.actor('ledger.print')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  counted(office, of, PRINT_ROWS)
  const path =
    printer === undefined
      ? await office.world.chooseFile(`${fileNameOf(of.view, of.fromOn, of.toOn)}.pdf`)
      : undefined
  if (printer === undefined && path === undefined) return { isDone: false }
  await verify(office)
  const { rows, note } = sentOut(office, of, PRINT_ROWS, 'print', {
    reason: reason.trim(),
    to: printer ?? 'PDF',
  })
  const paper = await laidOut(office, of, rows, note, reason.trim())
  office.tell()
  if (path !== undefined) {
    const pdf = await office.world.toPdf(paper)
    await onDisk(() => writeDurably(path, pdf))
    return saved(office, path)
  }
  if (printer !== undefined && !(await office.world.toPrinter(paper, printer)))
    throw new Refusal('printer-failed', { printer })
  return { isDone: true }
}

/**
 * Saves a view as a table for spreadsheets, no cell of which is worked out as a formula; an act with a reason. Refuses with
 * `reason-missing`, `too-many-rows`, `ledger-altered`, `write-failed`.
 */
export async function exportTable(
  office: Office,
  { of, reason, format }: { of: ViewOrder; reason: string; format: 'csv' | 'xlsx' },
): Promise<Done> {
  office.actor('ledger.print')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  counted(office, of, TABLE_ROWS)
  const path = await office.world.chooseFile(`${fileNameOf(of.view, of.fromOn, of.toOn)}.${format}`)
  if (path === undefined) return { isDone: false }
  await verify(office)
  const { rows } = sentOut(office, of, TABLE_ROWS, 'export', { reason: reason.trim(), format })
  const columns = columnsOf(of.view, rows.columns)
  await setDown(path, async (asidePath) => {
    if (format === 'csv') return writeChecked(asidePath, csv(columns, rows))
    const sheet = { title: titleOf(of.view), columns, rows: rows.cells() }
    await writeXlsx(asidePath, sheet, { madeAt: office.now() })
    await checkXlsx(asidePath)
  })
  office.tell()
  return saved(office, path)
}

/** Opens the folder into which something was saved last. */
export function openFolder(office: Office): void {
  office.actor('ledger.print')
  if (office.savedPath !== undefined) office.world.showFolder(dirname(office.savedPath))
}

/** Remembers where it is for `openFolder`; the page is told its name alone. */
export function saved(office: Office, path: string): Done {
  office.savedPath = path
  return { isDone: true, name: basename(path) }
}

/** What leaves, in the state in which it does: entered, signed and kept in one turn. */
function sentOut(
  office: Office,
  of: ViewOrder,
  most: number,
  why: 'print' | 'export',
  more: Record<string, string>,
): { rows: ViewRows; note: string } {
  // Somebody else may have come to the desk while a file was chosen.
  office.actor('ledger.print')
  const { terms, count } = counted(office, of, most)
  const { view, fromOn, toOn } = of
  office.vault.enter(
    office.act({
      kind: why === 'print' ? 'ledger.printed' : 'ledger.exported',
      subject: 'ledger',
      details: {
        ...more,
        view,
        fromOn,
        toOn,
        count,
        ...(terms.length === 0 ? {} : { terms: terms.join(' · ') }),
      },
    }),
  )
  const { note } = office.vault.checkpoint(why)
  return { rows: viewRows(office, of), note }
}

/** What a view holds. Refuses with `too-many-rows`. */
function counted(office: Office, of: ViewOrder, most: number): ViewRows {
  const rows = viewRows(office, of)
  if (rows.count > most) throw new Refusal('too-many-rows', { count: rows.count, most })
  return rows
}

async function laidOut(
  office: Office,
  of: ViewOrder,
  { columns, terms, totals, ...view }: ViewRows,
  note: string,
  reason: string | undefined,
): Promise<Paper> {
  const { vault } = office
  const facts = {
    institution: vault.read(institution),
    printedBy: ledgerName(office.actor('ledger.print')),
    printedAt: office.now(),
    anchor: { note, fingerprint: fingerprint(vault.signer.publicKey) },
  }
  const rows: string[][] = []
  for await (const slice of view.cells()) rows.push(...slice)
  const { fromOn, toOn } = of
  return ledgerPaper({ view: of.view, columns, fromOn, toOn, terms, totals, rows, reason, ...facts })
}

async function* csv(columns: readonly { title: string }[], rows: ViewRows): AsyncGenerator<string> {
  yield BOM + csvLine(columns.map(({ title }) => title))
  for await (const slice of rows.cells()) yield slice.map(csvLine).join('')
}
