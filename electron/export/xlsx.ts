import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable, Writable } from 'node:stream'
import { TextReader, ZipReader, ZipWriter } from '@zip.js/zip.js'
import { neutral } from './csv.ts'
import type { Column } from './ledger-table.ts'
import { OpenFile } from './zip.ts'

/** A table that becomes a sheet. */
interface Sheet {
  /** Also the sheet's name: at most 31 characters are shown. */
  title: string
  columns: readonly Column[]
  /** Read as they are written: memory stays the same for any number. */
  rows: AsyncIterable<readonly (readonly string[])[]>
}

/**
 * Writes a workbook of one sheet (ECMA-376, transitional): every cell text and neutral, widths as on paper, the head bold and
 * frozen. It has no document properties: nobody's name is in it. It is on the disk when this is done.
 */
export async function writeXlsx(
  path: string,
  { title, columns, rows }: Sheet,
  { madeAt, signal }: { madeAt: string; signal?: AbortSignal },
): Promise<void> {
  const out = createWriteStream(path, { flags: 'wx', flush: true })
  const zip = new ZipWriter<unknown>(Writable.toWeb(out), {
    lastModDate: new Date(madeAt),
    extendedTimestamp: false,
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    for (const [name, text] of Object.entries(parts(title))) await zip.add(name, new TextReader(text))
    await zip.add(
      'xl/worksheets/sheet1.xml',
      Readable.toWeb(Readable.from(sheetXml(columns, rows))) as ReadableStream<Uint8Array>,
    )
    await zip.close()
  } finally {
    out.destroy()
  }
}

/** Reads a workbook again, every byte of it. Throws where it is not whole. */
export async function checkXlsx(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const zip = new ZipReader(new OpenFile(file), { checkSignature: true })
    for await (const entry of zip.getEntriesGenerator())
      if (!entry.directory) await entry.getData(new WritableStream())
    await zip.close()
  } finally {
    await file.close()
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function parts(title: string): Record<string, string> {
  // A sheet's name may not hold these, nor more than 31 characters (ECMA-376 part 1, §18.2.19 and Excel).
  const name = escaped(title.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31))
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet ${MAIN}><fonts count="2"><font><sz val="10"/></font><font><b/><sz val="10"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs></styleSheet>`,
  }
}

/** Characters of a column for a per cent of the page's width. */
const LETTERS_PER_SHARE = 2
const BODY = 0
const HEADING = 1

async function* sheetXml(columns: readonly Column[], rows: Sheet['rows']): AsyncGenerator<Uint8Array> {
  const widths = columns.map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${Math.max(8, width * LETTERS_PER_SHARE)}" customWidth="1"/>`,
  )
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield Buffer.from(
    `${HEAD}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
      `<cols>${widths.join('')}</cols><sheetData>${rowXml(
        1,
        columns.map(({ title }) => title),
        HEADING,
      )}`,
  )
  let number = 1
  for await (const slice of rows)
    yield Buffer.from(
      slice
        .map((cells) => {
          number += 1
          return rowXml(number, cells, BODY)
        })
        .join(''),
    )
  yield Buffer.from('</sheetData></worksheet>')
}

function rowXml(number: number, cells: readonly string[], style: number): string {
  const each = cells.map(
    (cell) =>
      `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(neutral(cell))}</t></is></c>`,
  )
  return `<row r="${number}">${each.join('')}</row>`
}

/**
 * Text in XML. What XML cannot say is written `_xHHHH_`, as Excel does, and what looks like that already is escaped itself
 * (ECMA-376 part 1, §22.9.2.19). A lone half of a surrogate pair becomes U+FFFD when it is encoded.
 */
function escaped(text: string): string {
  return text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(
      // oxlint-disable-next-line no-control-regex -- these are the ones that XML does not allow
      /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
