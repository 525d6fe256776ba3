import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TextWriter, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, neutral } from '../../../electron/export/csv.ts'
import { checkXlsx, writeXlsx } from '../../../electron/export/xlsx.ts'
import { temporaryDir } from '../../support/station.ts'

const columns = [
  { title: '번호', width: 5, isShort: true },
  { title: '목적/사유', width: 20, isShort: false },
]
const typed = fc.string({
  unit: fc.constantFrom(...'=+-@＝＋－＠\t\r\n "\'<&>,;가나다a1_x0041_ \u3000\u00A0\u200B'.split('')),
})

test('whatever could begin a formula is text, in every form in which a spreadsheet takes it', () => {
  for (const cell of [
    '=1+1',
    '+82 10',
    '-2',
    '@a',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '  =1',
    '\u3000=1',
    ' \t@a',
  ])
    expect(neutral(cell)).toBe(`'${cell}`)
  for (const cell of ['-', '–', '', '홍길동', "'26.11.23 09:30", '010-1234-5678', '3번 = 로비'])
    expect(neutral(cell)).toBe(cell)
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary' })), (cell) => {
      const said = neutral(cell)
      expect(said === '-' || !/^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(said)).toBe(true)
      expect([cell, `'${cell}`]).toContain(said)
    }),
    { numRuns: 2_000 },
  )
})

test('a CSV is read as it was written (RFC 4180): quotes, commas and line breaks stay inside their cells', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(typed, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        expect(parsed(rows.map(csvLine).join(''))).toEqual(rows.map((cells) => cells.map(neutral)))
      },
    ),
    { numRuns: 500 },
  )
})

test('a workbook holds every cell as text, says where its head ends, and names nobody', async () => {
  const rows = fc.sample(fc.tuple(typed, fc.oneof(typed, fc.string({ unit: 'binary' }))), {
    numRuns: 300,
    seed: 5,
  })
  const text = rows.map((cells) => cells.map((cell) => cell.replaceAll(/\p{Surrogate}/gu, '?')))
  const path = join(temporaryDir('tables'), 'table.xlsx')
  const slices = async function* () {
    yield text.slice(0, 100)
    yield text.slice(100)
  }
  await writeXlsx(
    path,
    { title: '목적 외 이용: 제3자', columns, rows: slices() },
    { madeAt: '2026-11-30T01:00:00.000Z' },
  )
  await checkXlsx(path)
  const parts = await opened(path)
  const part = (name: string) => parts.get(name) ?? ''
  const names = [...parts.keys()]
  expect(names).not.toContain('docProps/core.xml')
  expect(part('xl/workbook.xml')).toContain('<sheet name="목적 외 이용  제3자"')
  const sheet = part('xl/worksheets/sheet1.xml')
  expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
  expect(sheet).not.toContain('<f>')
  const cells = [
    ...sheet.matchAll(/<c s="\d" t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is><\/c>/g),
  ]
  expect(cells.length).toBe((sheet.match(/<c /g) ?? []).length)
  expect(cells.map(([, said = '']) => unescaped(said))).toEqual([
    ...columns.map(({ title }) => title),
    ...text.flat().map(neutral),
  ])
})

/** The parts of a workbook, by name. */
async function opened(path: string): Promise<Map<string, string>> {
  const zip = new ZipReader(new Uint8ArrayReader(readFileSync(path)))
  const parts = new Map<string, string>()
  for await (const entry of zip.getEntriesGenerator())
    if (!entry.directory) parts.set(entry.filename, await entry.getData(new TextWriter()))
  return parts
}

/** What Excel reads in a cell's text. */
function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x([\dA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A reader of RFC 4180, by its grammar. */
function parsed(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const cells: string[] = []
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at))
      if (quoted === null) throw new Error(`no cell at ${at}`)
      cells.push((quoted[1] ?? '').replaceAll('""', '"'))
      at += quoted[0].length
      if (text[at] !== ',') break
      at += 1
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of line at ${at}`)
    at += 2
    rows.push(cells)
  }
  return rows
}
