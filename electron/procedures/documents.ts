import type { DocumentOrder } from '../contract/documents.ts'
import { ledgerName } from '../domain/actor.ts'
import { DOCUMENTS, type DocumentName, documentsFor, lawDayOf } from '../domain/document.ts'
import { lawOn } from '../domain/law/law.ts'
import { Refusal } from '../domain/refusal.ts'
import type { FootageRequest } from '../domain/request.ts'
import type { RequestId } from '../domain/request-form.ts'
import { dayOf } from '../domain/time.ts'
import { type DocumentFacts, documentFileName, documentPaper } from '../export/documents/document.ts'
import { writeDurably } from '../vault/durable.ts'
import { exportsOf } from '../vault/exports.ts'
import { lawChanges } from '../vault/law.ts'
import { holdings } from '../vault/recordings.ts'
import { provisions } from '../vault/registers.ts'
import { request as storedRequest } from '../vault/requests.ts'
import { breathe } from '../vault/slices.ts'
import { actors, cameras, institution } from '../vault/station.ts'
import type { ReadableDb } from '../vault/vault.ts'
import { onDisk } from './disk.ts'
import { fillable } from './forms.ts'
import type { Office } from './office.ts'
import { find } from './requests.ts'

/** Forms, notices, letters and signs, printed for a reason. */

/** Requests read in one turn of the event loop: well under 16 ms. */
const SLICE = 200

/** What can be printed for a request as it stands. Refuses with `request-unknown`. */
export function available(office: Office, { requestId }: { requestId: RequestId }): DocumentName[] {
  return documentsFor(find(office, { requestId }))
}

/**
 * Saves a document as a PDF where the person says. Printing is an act with a reason, entered before the paper exists; the
 * text is that of the law of its day. A blank 청구서 can be filled in on a computer. Refuses with `reason-missing`,
 * `document-unavailable` where the request's state, or what is asked for, does not allow it, `request-unknown`,
 * `camera-unknown`, `range-impossible`, `write-failed`.
 */
export async function print(office: Office, order: DocumentOrder): Promise<{ saved: boolean }> {
  if (order.reason.trim() === '') throw new Refusal('reason-missing', {})
  const about = checked(office, order)
  const path = await office.world.chooseFile(documentFileName(order.document, about))
  if (path === undefined) return { saved: false }
  const provided = order.document === 'provision-ledger' ? await given(office, order) : []
  // The file was being chosen meanwhile: it is looked at again, and entered in the same turn.
  checked(office, order)
  const facts = gathered(office, order, provided)
  const { document, requestId, cameraId, reason } = order
  const subject =
    requestId !== undefined
      ? `request:${requestId}`
      : cameraId !== undefined
        ? `camera:${cameraId}`
        : 'station'
  office.vault.enter(
    office.act({
      kind: 'document.printed',
      subject,
      details: {
        document,
        reason,
        ...(about === undefined ? {} : { [requestId === undefined ? 'about' : 'request']: about }),
      },
    }),
  )
  const paper = documentPaper(document, facts)
  const isFilledIn = document !== 'claim' || requestId !== undefined
  const pdf = isFilledIn ? await office.world.toPdf(paper) : await fillable(office, paper)
  await onDisk(() => writeDurably(path, pdf))
  office.tell()
  return { saved: true }
}

/** Whether this may be printed now, and by whoever is at the desk; answers what it is about. */
function checked(office: Office, order: DocumentOrder): string | undefined {
  const { document, requestId, cameraId, fromOn, toOn } = order
  const { about, isBlankToo } = DOCUMENTS[document]
  office.actor(about === 'institution' ? 'ledger.print' : 'request.read')
  const no = () => new Refusal('document-unavailable', { document })
  if (requestId !== undefined) {
    const request = find(office, { requestId })
    if (!documentsFor(request).includes(document)) throw no()
    return request.number
  }
  if (document === 'provision-ledger') {
    if (fromOn === undefined || toOn === undefined) throw no()
    if (fromOn > toOn) throw new Refusal('range-impossible', { why: 'reversed' })
    return `${fromOn}_${toOn}`
  }
  if (cameraId !== undefined && about === 'institution') {
    const camera = office.vault.read(cameras).find(({ id }) => id === cameraId)
    if (camera === undefined) throw new Refusal('camera-unknown', {})
    return String(camera.number)
  }
  if (!isBlankToo) throw no()
  return undefined
}

/** Everything that the document is told from, read in one go; `provided` is what a ledger of provisions lists. */
function gathered(office: Office, order: DocumentOrder, provided: readonly FootageRequest[]): DocumentFacts {
  const { document, requestId, cameraId, reason } = order
  const todayOn = dayOf(office.now())
  const { fromOn = todayOn, toOn = todayOn } = order
  const officer = ledgerName(office.actor())
  return office.vault.read((db) => {
    const request = requestId === undefined ? undefined : storedRequest(db, requestId)
    const names = new Map(actors(db).map((actor) => [actor.id as string, ledgerName(actor)]))
    const every = cameras(db)
    const shared = { institution: institution(db), todayOn, officer, names }
    const changes = lawChanges(db)
    const about = (name: DocumentName, of: FootageRequest | undefined) => ({
      ...shared,
      law: lawOn(lawDayOf(name, of, todayOn), changes),
      cameras: of === undefined ? every : every.filter(({ id }) => of.form.cameraIds.includes(id)),
    })
    const isOfFootage = document === 'auto-destroy-check' || document === 'destroy-request'
    const oldest = isOfFootage ? holdings(db) : []
    return {
      ...about(document, request),
      request,
      against: request?.form.kind === 'object' ? storedRequest(db, request.form.objectsTo) : undefined,
      camera: every.find(({ id }) => id === cameraId),
      oldestAt: new Map(oldest.map((held) => [held.cameraId, held.firstAt])),
      fromOn,
      toOn,
      provisions: provided.map((one) => ({
        ...about('safety-letter', one),
        request: one,
        medium: handed(db, one),
      })),
      reason,
    }
  })
}

/** What copies for a request were put on. */
function handed(db: ReadableDb, { id }: FootageRequest): string {
  return [...new Set(exportsOf<{ medium: string }>(db, id).map(({ medium }) => medium))].join('·')
}

/**
 * What was given or used beyond the purpose between two days, both included, the earliest first. Read in slices, so that the
 * window never waits.
 */
async function given(office: Office, { fromOn = '', toOn = '' }: DocumentOrder): Promise<FootageRequest[]> {
  const found: FootageRequest[] = []
  for (;;) {
    const page = office.vault.read((db) => provisions(db, { fromOn, toOn, text: '' }, found.length, SLICE))
    found.push(...page)
    if (page.length < SLICE) return found
    await breathe()
  }
}
