import {
  PDFAcroCheckBox,
  PDFAcroTerminal,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import {
  type ClaimField,
  FIELD_LINK,
  isClaimBox,
  isClaimLine,
  lengthOf,
  TICKED,
} from '../domain/claim-fields.ts'
import { forms as words } from '../i18n/ko/forms.ts'
import { inflated } from './scan.ts'

/** Form fields over a printed sheet (AcroForm, ISO 32000-1 §12.7), and what somebody has typed into them. */

/** What is read out of a form. Texts are trimmed and in composed Hangul; empty fields are left out. */
export interface FilledForm {
  fields: Partial<Record<ClaimField, string>>
  /** Fields that are not of our sheet, by the names that they have. */
  others: { name: string; text: string }[]
}

/** A cell that is higher than this takes several lines, in points. */
const SEVERAL_LINES_PT = 32
/** Left free at both sides of a line, so that letters do not touch the rule of the table. */
const INSET_PT = 2
const FONT = 'Korean'
const TEXT_MAXIMUM = 10_000
const OTHERS_MAXIMUM = 100

/**
 * Puts a field over every link to `FIELD_LINK<name>` of the sheet and takes the link away. Fields have no appearance of their own: whoever shows them draws what is typed (NeedAppearances), in
 * a face of Adobe's Korean collection, which viewers have or replace; so no Hangul becomes boxes. Throws where a link
 * names no field of the sheet.
 */
export async function layFields(sheet: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(sheet, { updateMetadata: false })
  const form = pdf.getForm()
  const { dict } = form.acroForm
  dict.set(PDFName.of('NeedAppearances'), PDFBool.True)
  const ticks = pdf.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'ZapfDingbats' })
  const faces = { [FONT]: koreanFace(pdf), ZaDb: pdf.context.register(ticks) }
  dict.set(PDFName.of('DR'), pdf.context.obj({ Font: faces }))
  const appearance = PDFString.of(`/${FONT} 10 Tf 0 g`)
  dict.set(PDFName.of('DA'), appearance)
  for (const page of pdf.getPages()) {
    for (const { name, x, y, width, height } of takeLinks(page)) {
      if (isClaimBox(name)) {
        const box = form.createCheckBox(name)
        const size = Math.min(width, height)
        const at = { x: x + (width - size) / 2, y: y + (height - size) / 2, width: size, height: size }
        box.addToPage(page, { ...at, borderWidth: 0.7 })
        label(box.acroField.dict, name)
      } else if (isClaimLine(name)) {
        const line = form.createTextField(name)
        line.setMaxLength(lengthOf(name))
        if (height > SEVERAL_LINES_PT) line.enableMultiline()
        line.disableSpellChecking()
        const at = { x: x + INSET_PT, y, width: width - 2 * INSET_PT, height }
        line.addToPage(page, { ...at, borderWidth: 0 })
        for (const widget of line.acroField.getWidgets()) {
          widget.dict.delete(PDFName.of('AP'))
          widget.dict.delete(PDFName.of('MK'))
          widget.dict.set(PDFName.of('DA'), appearance)
        }
        label(line.acroField.dict, name)
      } else throw new Error(`the sheet has no field ${name}`)
    }
    page.node.set(PDFName.of('Tabs'), PDFName.of('R'))
  }
  return pdf.save({ updateFieldAppearances: false })
}

/** What a screen reader reads out. */
function label(field: PDFDict, name: ClaimField): void {
  field.set(PDFName.of('TU'), PDFHexString.fromText(words.fields[name]))
}

interface Place {
  name: string
  x: number
  y: number
  width: number
  height: number
}

/** The cells of a page, in points from its lower left; their links are gone afterwards. */
function takeLinks(page: PDFPage): Place[] {
  const links = page.node.Annots()
  if (links === undefined) return []
  const places: Place[] = []
  for (let index = links.size() - 1; index >= 0; index--) {
    const link = links.lookup(index, PDFDict)
    const uri = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookupMaybe(PDFName.of('URI'), PDFString)
    const target = uri?.decodeText() ?? ''
    if (!target.startsWith(FIELD_LINK)) continue
    const rectangle = link.lookup(PDFName.of('Rect'), PDFArray).asRectangle()
    places.unshift({ name: target.slice(FIELD_LINK.length), ...rectangle })
    links.remove(index)
  }
  return places
}

/** A face of the Adobe-Korea1 collection, not embedded (ISO 32000-1 §9.7.5.2: UniKS-UTF16-H is known to every reader). */
function koreanFace({ context }: PDFDocument) {
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'HYGoThic-Medium',
      Flags: 6,
      FontBBox: [-6, -145, 1003, 880],
      ItalicAngle: 0,
      Ascent: 880,
      Descent: -120,
      CapHeight: 737,
      StemV: 58,
    }),
  )
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType0',
      BaseFont: 'HYGoThic-Medium',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Korea1'), Supplement: 1 },
      DW: 1000,
      // Latin letters are half as wide as syllables.
      W: [1, 95, 500],
      FontDescriptor: descriptor,
    }),
  )
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'HYGoThic-Medium-UniKS-UTF16-H',
      Encoding: 'UniKS-UTF16-H',
      DescendantFonts: [descendant],
    }),
  )
}

/** What has been typed into the fields of a PDF; nothing where it has none. Its scripts are never run. */
export function readFields(pdf: PDFDocument): FilledForm | undefined {
  const fields = pdf.catalog.getAcroForm()?.getAllFields() ?? []
  if (fields.length === 0) return undefined
  const form: FilledForm = { fields: {}, others: [] }
  for (const [field] of fields) {
    if (!(field instanceof PDFAcroTerminal)) continue
    const name = field.getFullyQualifiedName() ?? ''
    const value = field.getInheritableAttribute(PDFName.of('V'))
    if (isClaimBox(name)) {
      if (isTicked(value)) form.fields[name] = TICKED
      continue
    }
    if (field instanceof PDFAcroCheckBox) continue
    const text = textOf(pdf.context.lookup(value))
    if (text === '') continue
    if (isClaimLine(name)) form.fields[name] = text
    else if (form.others.length < OTHERS_MAXIMUM) form.others.push({ name: name.slice(0, 200), text })
  }
  return form
}

function isTicked(value: PDFObject | undefined): boolean {
  const word = value instanceof PDFName ? value.decodeText() : textOf(value)
  return word !== '' && word !== 'Off'
}

function textOf(value: PDFObject | undefined): string {
  if (value instanceof PDFNumber) return value.toString()
  const bytes =
    value instanceof PDFString || value instanceof PDFHexString
      ? value.asBytes()
      : value instanceof PDFRawStream
        ? inflated(value)
        : undefined
  return bytes === undefined ? '' : plain(decoded(bytes))
}

/**
 * A text string (ISO 32000-1 §7.9.2.2: UTF-16BE with its mark, or PDFDocEncoding), and what else viewers write: UTF-16LE,
 * UTF-8 with and without a mark, and the Korean code page, which strict decoders tell apart.
 */
function decoded(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  return PDFHexString.fromBytes(bytes).decodeText()
}

/** Composed Hangul (a Mac types decomposed), one kind of line end, no control characters. */
function plain(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}\uFEFF]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .normalize('NFC')
    .trim()
    .slice(0, TEXT_MAXIMUM)
}
