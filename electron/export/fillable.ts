import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  type PDFForm,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import {
  type ClaimBox,
  type ClaimField,
  type ClaimLine,
  FIELD_LINK,
  isClaimBox,
  isClaimLine,
  lengthOf,
} from '../domain/claim-fields.ts'
import { forms as words } from '../i18n/ko/forms.ts'

/** Form fields over a printed sheet (AcroForm, ISO 32000-1 §12.7). */

/** A cell that is higher than this takes several lines, in points. */
const SEVERAL_LINES_PT = 32
/** Left free at both sides of a line, so that letters do not touch the rule of the table. */
const INSET_PT = 2
const LETTERS = PDFString.of('/Korean 10 Tf 0 g')

/**
 * Puts a field over every link to `FIELD_LINK<name>` of the sheet and takes the link away. Lines have no appearance of
 * their own: whoever shows them draws what is typed (NeedAppearances), in a face of Adobe's Korean collection, which
 * viewers have or replace; so no Hangul becomes boxes. Throws where a link names no field of the sheet.
 */
export async function layFields(sheet: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(sheet, { updateMetadata: false })
  const { context } = pdf
  const form = pdf.getForm()
  const ticks = context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'ZapfDingbats' }))
  const { dict } = form.acroForm
  dict.set(PDFName.of('NeedAppearances'), PDFBool.True)
  dict.set(PDFName.of('DR'), context.obj({ Font: { Korean: koreanFace(pdf), ZaDb: ticks } }))
  dict.set(PDFName.of('DA'), LETTERS)
  for (const page of pdf.getPages()) {
    for (const place of takeLinks(page)) {
      const { name } = place
      if (isClaimBox(name)) layBox(form, page, { ...place, name }, ticks)
      else if (isClaimLine(name)) layLine(form, page, { ...place, name })
      else throw new Error(`the sheet has no field ${name}`)
    }
    // Row by row, as the sheet is read.
    page.node.set(PDFName.of('Tabs'), PDFName.of('R'))
  }
  return pdf.save({ updateFieldAppearances: false })
}

function layLine(form: PDFForm, page: PDFPage, { name, x, y, width, height }: Place<ClaimLine>): void {
  const line = form.createTextField(name)
  line.setMaxLength(lengthOf(name))
  if (height > SEVERAL_LINES_PT) line.enableMultiline()
  line.disableSpellChecking()
  line.addToPage(page, { x: x + INSET_PT, y, width: width - 2 * INSET_PT, height, borderWidth: 0 })
  for (const { dict } of line.acroField.getWidgets()) {
    dict.delete(PDFName.of('AP'))
    dict.delete(PDFName.of('MK'))
    dict.set(PDFName.of('DA'), LETTERS)
  }
  label(line.acroField.dict, name)
}

/** The square is printed already, and a field that drew its own would hide it: this one draws a tick on nothing. */
function layBox(
  form: PDFForm,
  page: PDFPage,
  { name, x, y, width, height }: Place<ClaimBox>,
  ticks: PDFRef,
): void {
  const box = form.createCheckBox(name)
  const size = Math.min(width, height)
  const [left, bottom] = [x + (width - size) / 2, y + (height - size) / 2]
  box.addToPage(page, { x: left, y: bottom, width: size, height: size, borderWidth: 0 })
  const { context } = form.doc
  const drawn = (content: string) =>
    context.register(
      context.stream(content, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, size, size],
        Resources: { Font: { ZaDb: ticks } },
      }),
    )
  // '4' is the tick of ZapfDingbats, 0.755 em wide and 0.7 em high.
  const tick = `q BT /ZaDb ${size.toFixed(2)} Tf 0 g ${(size * 0.12).toFixed(2)} ${(size * 0.15).toFixed(2)} Td (4) Tj ET Q`
  for (const widget of box.acroField.getWidgets()) {
    const on = widget.getOnValue()?.decodeText() ?? 'Yes'
    widget.dict.delete(PDFName.of('MK'))
    widget.dict.set(PDFName.of('AP'), context.obj({ N: { [on]: drawn(tick), Off: drawn('') } }))
  }
  label(box.acroField.dict, name)
}

/** What a screen reader reads out. */
function label(field: PDFDict, name: ClaimField): void {
  field.set(PDFName.of('TU'), PDFHexString.fromText(words.fields[name]))
}

interface Place<Name = string> {
  name: Name
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
