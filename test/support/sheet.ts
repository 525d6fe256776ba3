import { PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { type ClaimField, FIELD_LINK } from '#domain/claim-fields.ts'

/** A printed sheet as Chromium writes it, with a link over each of these cells, one below the other from 700 pt down. */
export async function printedSheet(names: readonly string[], heightPt = 20): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const page = pdf.addPage([595.92, 842.88])
  const links = names.map((name, index) =>
    pdf.context.register(
      pdf.context.obj({
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [100, 700 - (index + 1) * 30, 400, 700 - (index + 1) * 30 + heightPt],
        A: { Type: 'Action', S: 'URI', URI: PDFString.of(FIELD_LINK + name) },
      }),
    ),
  )
  page.node.set(PDFName.of('Annots'), pdf.context.obj(links))
  return pdf.save()
}

/** Names of the cells that can be filled in, as they stand in a paper. */
export function fieldsOf({ html }: { html: string }): string[] {
  return [...html.matchAll(/data-field="([^"]*)"/g)].map(([, name = '']) => name)
}

/** What a viewer does that knows UTF-16: values as text strings, boxes ticked, no appearances of its own. */
export async function filledIn(
  form: Uint8Array,
  typed: Partial<Record<ClaimField, string>>,
  ticked: readonly ClaimField[] = [],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(form)
  for (const [name, text] of Object.entries(typed))
    pdf.getForm().getTextField(name).acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(text))
  for (const name of ticked) pdf.getForm().getCheckBox(name).check()
  return pdf.save({ updateFieldAppearances: false })
}
