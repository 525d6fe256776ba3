import { webcrypto } from 'node:crypto'
import type { FormFile } from '../contract/forms.ts'
import { Refusal } from '../domain/refusal.ts'
import { refuseResidentNumbers } from '../domain/request-form.ts'
import type { Paper } from '../export/paper.ts'
import { NoPicture, redraw } from '../export/redraw.ts'
import { broughtFile } from './brought.ts'
import type { Office } from './office.ts'

/** Request forms as files: blank ones that can be filled in on a computer, and filled ones that are brought along. */

/** A sheet as a PDF with a field over every cell that is named as one (`data-field`). */
export async function fillable(office: Office, paper: Paper): Promise<Uint8Array> {
  return office.world.forms.lay(await office.world.toPdf({ ...paper, hasFields: true }))
}

/**
 * Reads the form in a file that the person chooses: what was typed into the fields of a PDF, or, where it has none, pictures
 * of its pages to type from. Nothing of it is kept; that it was read is entered. Refuses with `form-unreadable`,
 * `resident-number`, `ffmpeg-missing`.
 */
export async function read(office: Office): Promise<FormFile | null> {
  office.actor('request.receive')
  const path = await office.world.chooseToOpen(['pdf', 'jpg', 'jpeg', 'png'])
  if (path === undefined) return null
  const bytes = await broughtFile(path)
  if (bytes === undefined) throw new Refusal('form-unreadable', {})
  const file = isPdf(bytes) ? await readPdf(office, bytes) : await asPictures([bytes])
  if (file.kind === 'fields') refuseNumbers(file)
  // Ten megabytes are hashed elsewhere, not in the turn of the event loop that everybody waits for.
  const hash = await webcrypto.subtle.digest('SHA-256', bytes)
  // Whoever asked may have left the desk meanwhile.
  office.vault.enter(
    office.act({
      kind: 'form.read',
      subject: 'form',
      details: {
        kind: file.kind,
        size: file.kind === 'fields' ? Object.keys(file.fields).length : file.pictures.length,
        sha256: Buffer.from(hash).toString('hex'),
      },
    }),
  )
  return file
}

/** The mark of a PDF stands somewhere in its first kilobyte (ISO 32000-1, annex H, note 13). */
function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-')
}

async function readPdf(office: Office, bytes: Buffer): Promise<FormFile> {
  const content = await office.world.forms.read(bytes)
  return content.kind === 'fields' ? content : asPictures(content.pictures)
}

/** Only what ffmpeg could draw anew goes to the page. */
async function asPictures(files: readonly Uint8Array[]): Promise<FormFile> {
  const pictures: string[] = []
  for (const file of files) {
    try {
      pictures.push((await redraw(file)).jpeg.toString('base64'))
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error
    }
  }
  if (pictures.length === 0) throw new Refusal('form-unreadable', {})
  return { kind: 'pictures', pictures }
}

function refuseNumbers({ fields, others }: FormFile & { kind: 'fields' }): void {
  for (const [name, text] of Object.entries(fields)) refuseResidentNumbers(text, name.replace(/^.*\./, ''))
  for (const { name, text } of others) refuseResidentNumbers([name, text], 'form')
}
