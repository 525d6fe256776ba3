import {
  PDFAcroCheckBox,
  PDFAcroTerminal,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { type ClaimField, isClaimBox, isClaimLine, TICKED } from '../domain/claim-fields.ts'
import { inflated } from './scan.ts'

/** What somebody has typed into the fields of a PDF (AcroForm, ISO 32000-1 §12.7). */

/** What is read out of a form. Texts are trimmed and in composed Hangul; empty fields are left out. */
export interface FilledForm {
  fields: Partial<Record<ClaimField, string>>
  /** Fields that are not of our sheet, by the names that they have. */
  others: { name: string; text: string }[]
}

const TEXT_MAXIMUM = 10_000
const OTHERS_MAXIMUM = 100
const OTHER_TEXT_MAXIMUM = 1_000

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
    else if (form.others.length < OTHERS_MAXIMUM)
      form.others.push({ name: name.slice(0, 200), text: text.slice(0, OTHER_TEXT_MAXIMUM) })
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
