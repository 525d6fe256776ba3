import { deflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFStream, PDFString } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { CLAIM_FIELDS, lengthOf, TICKED } from '#domain/claim-fields.ts'
import { layFields } from '../../../electron/export/fillable.ts'
import { readFields } from '../../../electron/export/filled.ts'
import { FormReader } from '../../../electron/export/form-reader.ts'
import { NoPicture, redraw } from '../../../electron/export/redraw.ts'
import { scannedPictures } from '../../../electron/export/scan.ts'
import { formProcess } from '../../support/form-process.ts'
import { greyPixels } from '../../support/pixels.ts'
import { filledIn, printedSheet } from '../../support/sheet.ts'

const laid = async (names: readonly string[], heightPt?: number) =>
  layFields(await printedSheet(names, heightPt))
const load = (bytes: Uint8Array) => PDFDocument.load(bytes)

test('every cell of the sheet becomes a field where its link was, and the links are gone', async () => {
  const pdf = await load(await laid(CLAIM_FIELDS))
  const fields = pdf.getForm().getFields()
  expect(fields.map((field) => field.getName()).sort()).toEqual([...CLAIM_FIELDS].sort())
  const widgets = pdf.getPage(0).node.Annots()
  expect(widgets?.size()).toBe(CLAIM_FIELDS.length)
  expect(String(widgets?.lookup(0))).not.toContain('/Link')
  const name = pdf.getForm().getTextField('requester.name').acroField.getWidgets()[0]?.getRectangle()
  const row = CLAIM_FIELDS.indexOf('requester.name') + 1
  expect(name).toMatchObject({ x: 102, y: 700 - row * 30, width: 296, height: 20 })
})

test('whoever shows a field draws what is typed, in a Korean face; nothing is drawn beforehand', async () => {
  const pdf = await load(await laid(['requester.name', 'purpose']))
  const { dict } = pdf.getForm().acroForm
  expect(String(dict.get(PDFName.of('NeedAppearances')))).toBe('true')
  for (const name of ['requester.name', 'purpose'] as const) {
    const line = pdf.getForm().getTextField(name)
    expect(line.acroField.getWidgets()[0]?.dict.has(PDFName.of('AP'))).toBe(false)
    expect(String(line.acroField.getWidgets()[0]?.dict.get(PDFName.of('DA')))).toContain('/Korean 10 Tf')
    expect(line.getMaxLength()).toBe(lengthOf(name))
  }
  const label = pdf
    .getForm()
    .getTextField('requester.name')
    .acroField.dict.lookup(PDFName.of('TU'), PDFHexString)
  expect(label.decodeText()).toBe('청구인 성명')
})

test('a box leaves the printed square to be seen: it draws nothing but its tick', async () => {
  const pdf = await load(await laid(['kind.view']))
  const [widget] = pdf.getForm().getCheckBox('kind.view').acroField.getWidgets()
  expect(widget?.dict.has(PDFName.of('MK'))).toBe(false)
  const drawn = widget?.dict.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N'), PDFDict)
  const content = (state: string) => drawn?.lookup(PDFName.of(state), PDFStream).getContentsString()
  expect(content('Off')).toBe('')
  expect(content('Yes')).toMatch(/^q BT \/ZaDb [^\n]* Tj ET Q$/)
})

test('a high cell takes several lines, a low one does not', async () => {
  const high = await load(await laid(['purpose'], 100))
  const low = await load(await laid(['purpose'], 20))
  expect(high.getForm().getTextField('purpose').isMultiline()).toBe(true)
  expect(low.getForm().getTextField('purpose').isMultiline()).toBe(false)
})

test('a link that names no cell of the sheet is a mistake in the sheet', async () => {
  await expect(laid(['requester.shoeSize'])).rejects.toThrow('requester.shoeSize')
})

test('what is typed and ticked is read back; what is empty is left out', async () => {
  const typed = {
    'requester.name': '홍길동',
    'requester.birthOn': '1990. 1. 5.',
    from: '2026. 11. 20. 18:30',
    purpose: '주차 차량 접촉 확인\r\n뷁 <b>굵게</b> 🚗',
  } as const
  const filled = await filledIn(await laid(CLAIM_FIELDS), typed, ['kind.copy'])
  expect(readFields(await load(filled))).toEqual({
    fields: { ...typed, purpose: '주차 차량 접촉 확인\n뷁 <b>굵게</b> 🚗', 'kind.copy': TICKED },
    others: [],
  })
})

test('Korean is read back however a viewer wrote it down', async () => {
  const swapped = Buffer.from('\uFEFF홍길동', 'utf16le')
  const spellings: Record<string, Uint8Array> = {
    'UTF-16, the other way round': swapped,
    'UTF-8 with its mark': Buffer.from('\uFEFF홍길동'),
    'UTF-8 without': Buffer.from('홍길동'),
    'the Korean code page': Buffer.from([0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf]),
    'decomposed, as a Mac types': Buffer.from(swapped.toString('utf16le').normalize('NFD'), 'utf16le'),
  }
  for (const [way, bytes] of Object.entries(spellings)) {
    const pdf = await load(await laid(['requester.name']))
    const { dict } = pdf.getForm().getTextField('requester.name').acroField
    dict.set(PDFName.of('V'), PDFHexString.fromBytes(bytes))
    expect([way, readFields(pdf)?.fields['requester.name']]).toEqual([way, '홍길동'])
  }
})

test('plain Latin stays what it is, and fields of another sheet are told by their names', async () => {
  const pdf = await load(await laid(['requester.phone']))
  pdf
    .getForm()
    .getTextField('requester.phone')
    .acroField.dict.set(PDFName.of('V'), PDFString.of('010-1234-5678'))
  const stranger = pdf.getForm().createTextField('신청인')
  stranger.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText('홍길동'))
  expect(readFields(pdf)).toEqual({
    fields: { 'requester.phone': '010-1234-5678' },
    others: [{ name: '신청인', text: '홍길동' }],
  })
})

test('ten thousand characters are the most that is read of a field', async () => {
  const filled = await filledIn(await laid(['purpose']), { purpose: '가'.repeat(30_000) })
  expect(readFields(await load(filled))?.fields.purpose).toHaveLength(10_000)
})

/** A page that a scanner would make: one picture over all of it. */
async function scanned({ head, bytes }: { head: Record<string, unknown>; bytes: Uint8Array }) {
  const pdf = await PDFDocument.create()
  const stream = pdf.context.stream(bytes, { Type: 'XObject', Subtype: 'Image', ...head } as never)
  const page = pdf.addPage()
  page.node.newXObject('Scan', pdf.context.register(stream))
  return pdf.save()
}

const WIDTH = 800
const HEIGHT = 600
/** Black at the left, white at the right. */
const grey = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT }, (_, at) => (at % WIDTH < WIDTH / 2 ? 0 : 255)),
)
const size = { Width: WIDTH, Height: HEIGHT }

test('the pictures of a scan are taken out as files that can be drawn', async () => {
  const packed = { ...size, ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'FlateDecode' }
  const rows = Array.from({ length: HEIGHT }, (_, row) =>
    Buffer.concat([Buffer.from([0]), grey.subarray(row * WIDTH, (row + 1) * WIDTH)]),
  )
  const predicted = { ...packed, DecodeParms: { Predictor: 15, Columns: WIDTH } }
  const drawn = await drawnFrom({ head: packed, bytes: deflateSync(grey) })
  expect(drawn).toMatchObject({ width: WIDTH, height: HEIGHT })
  expect(await drawnFrom({ head: predicted, bytes: deflateSync(Buffer.concat(rows)) })).toEqual(drawn)
  const coded = { ...size, ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'DCTDecode' }
  expect(await drawnFrom({ head: coded, bytes: drawn.jpeg })).toMatchObject({ width: WIDTH, height: HEIGHT })
})

test('fax of a scanner is white where nothing was written', async () => {
  const DecodeParms = { K: -1, Columns: WIDTH, Rows: HEIGHT }
  // ITU-T T.6: a line like the one above it is one bit; the end is twice 000000000001.
  const bytes = Buffer.concat([Buffer.alloc(HEIGHT / 8, 0xff), Buffer.from('001001', 'hex')])
  const head = {
    ...size,
    BitsPerComponent: 1,
    ColorSpace: 'DeviceGray',
    Filter: 'CCITTFaxDecode',
    DecodeParms,
  }
  const { jpeg, width, height } = await drawnFrom({ head, bytes })
  expect([width, height]).toEqual([WIDTH, HEIGHT])
  expect(Math.min(...(await greyPixels(jpeg)).subarray(0, WIDTH))).toBeGreaterThan(250)
})

async function drawnFrom(picture: { head: Record<string, unknown>; bytes: Uint8Array }) {
  const [file = new Uint8Array(), ...more] = scannedPictures(await load(await scanned(picture)))
  expect(more).toEqual([])
  return redraw(file)
}

test('stamps and pictures too large to be a page are left out', async () => {
  const head = { ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'FlateDecode' }
  const bytes = deflateSync(Buffer.alloc(100 * 100))
  const stamp = await scanned({ head: { ...head, Width: 100, Height: 100 }, bytes })
  const huge = await scanned({ head: { ...head, Width: 100_000, Height: 100_000 }, bytes })
  expect(scannedPictures(await load(stamp))).toEqual([])
  expect(scannedPictures(await load(huge))).toEqual([])
})

test('what is no picture is not drawn', async () => {
  await expect(redraw(Buffer.from('not a picture'))).rejects.toThrow(NoPicture)
  await expect(redraw(Buffer.from('ffd8ffe000104a464946', 'hex'))).rejects.toThrow(NoPicture)
})

test('a hostile PDF ends its reader, not the station', async () => {
  const reader = new FormReader(() => formProcess(), 2_000)
  const refusal = { code: 'form-unreadable' }
  const hostile: Record<string, Uint8Array> = {
    'no PDF at all': Buffer.from('%PDF-1.7\nnothing else'),
    'pages that are their own parents': Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>endobj\n' +
        '2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n' +
        '3 0 obj<</T(a)/Parent 3 0 R/Kids[3 0 R]>>endobj\ntrailer<</Root 1 0 R>>',
    ),
    'a bomb': bombPdf(),
  }
  for (const [kind, bytes] of Object.entries(hostile)) {
    await expect(reader.read(bytes), kind).rejects.toMatchObject(refusal)
  }
  // The next one is read as if nothing had happened, with the patience that a station has.
  const patient = new FormReader(() => formProcess())
  const filled = await filledIn(await patient.lay(await printedSheet(['requester.name'])), {
    'requester.name': '홍길동',
  })
  expect(await patient.read(filled)).toMatchObject({ kind: 'fields', fields: { 'requester.name': '홍길동' } })
})

/** An object stream of a few hundred bytes that blows up to a gigabyte. */
function bombPdf(): Uint8Array {
  const blown = deflateSync(Buffer.alloc(2 ** 30), { level: 9 })
  const twice = deflateSync(blown, { level: 9 })
  const head = `%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length ${twice.length}>>stream\n`
  return Buffer.concat([Buffer.from(head), twice, Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>')])
}
