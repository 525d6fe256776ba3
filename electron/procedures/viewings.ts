import { provided, viewed } from '../domain/ledger/lines.ts'
import type { Row } from '../domain/ledger/row.ts'
import type { CameraId } from '../domain/policy.ts'
import { type Recording, within } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import type { FootageRequest } from '../domain/request.ts'
import { isOfAgency, type RequestId, requesterName } from '../domain/request-form.ts'
import type {
  Viewing,
  ViewingId,
  ViewingPart,
  ViewingPicture,
  ViewingPurpose,
  Watched,
} from '../domain/viewing.ts'
import { Shelf } from '../footage/shelf.ts'
import { storedClip } from '../vault/clips.ts'
import { recordingsIn, storedRecording } from '../vault/recordings.ts'
import { cameraNumbers } from '../vault/station.ts'
import {
  addWatched,
  closeViewing,
  currentViewing,
  openViewing,
  watched as watchedIn,
} from '../vault/viewings.ts'
import type { Office } from './office.ts'
import { find, grantedRequest, officerText, searchableRequest } from './requests.ts'
import { camerasOf, clamped, seenText } from './seen.ts'
import { asked, groundOf } from './statutory.ts'

/** Opening a viewing, what is watched in it, and its end. Without an open viewing no footage is decrypted. */

/**
 * Enters the viewing; when this returns the entry is on the disk, and only then does `serve` release a byte.
 * Refuses with `request-not-approved`, `finding-missing` (showing somebody footage unmasked needs the finding that no
 * third party can be recognised or that all consented, 지침 46), `tracks-missing` (showing it masked needs people to have
 * been looked for on every camera), `footage-missing`.
 */
export function open(
  office: Office,
  wish: {
    requestId: RequestId
    purpose: ViewingPurpose
    picture: ViewingPicture
    finding: string
    witness: string
  },
): Viewing {
  const by = office.actor('footage.view')
  const isShow = wish.purpose === 'show'
  const request = (isShow ? grantedRequest : searchableRequest)(office, wish.requestId)
  const isMasked = wish.picture === 'masked'
  if (isShow && !isMasked) refuseBare(request, wish.finding)
  const { form } = request
  const parts = partsOf(office, request, form.cameraIds)
  if (isMasked) {
    const { id: requestId } = request
    for (const cameraId of new Set(parts.map((part) => part.cameraId)))
      if (office.vault.read((db) => storedClip(db, { requestId, cameraId })) === undefined)
        throw new Refusal('tracks-missing', {})
  }
  endViewing(office, 'closed')
  const viewing: Viewing = {
    id: office.newId('viewing') as ViewingId,
    requestId: request.id,
    requestNumber: request.number,
    requesterName: requesterName(form),
    purpose: wish.purpose,
    picture: wish.picture,
    openedBy: by.id,
    openedAt: office.now(),
    fromAt: form.fromAt,
    toAt: form.toAt,
    cameraIds: form.cameraIds,
    parts,
  }
  office.vault.record(
    office.act({
      kind: 'viewing.opened',
      subject: `viewing:${viewing.id}`,
      cameraIds: viewing.cameraIds,
      details: {
        request: request.number,
        purpose: viewing.purpose,
        requester: viewing.requesterName,
        fromAt: viewing.fromAt,
        toAt: viewing.toAt,
        recordings: parts.map(({ recordingId, fromUs, toUs }) => ({ recordingId, fromUs, toUs })),
        picture: viewing.picture,
        finding: wish.finding,
        witness: wish.witness,
      },
    }),
    (db) => openViewing(db, viewing),
  )
  const { footage } = office.keys
  office.shelf = new Shelf(office.storeDir, (id) =>
    office.vault.read((db) => storedRecording(db, id, footage)),
  )
  office.world.announce.viewings.opened(viewing)
  office.tell()
  return viewing
}

/**
 * Footage is shown bare only where that was decided (지침 46, MK-3, 4, 5) and for the finding that is entered with it:
 * `others-visible`, `finding-missing`.
 */
function refuseBare(request: FootageRequest, finding: string): void {
  const proposal = 'decision' in request ? request.decision.proposal : undefined
  if (proposal === undefined || !('others' in proposal) || proposal.others === 'masked')
    throw new Refusal('others-visible', {})
  if (finding.trim() === '') throw new Refusal('finding-missing', {})
}

export function current(office: Office): Viewing | null {
  office.actor()
  return office.vault.read(currentViewing) ?? null
}

/** Whether somebody is being shown footage with everybody else masked: only then is there a visitor's window. */
export function isShownMasked(office: Office): boolean {
  if (office.opened?.actor === undefined || office.shelf === undefined) return false
  const viewing = office.vault.read(currentViewing)
  return viewing?.purpose === 'show' && viewing.picture === 'masked'
}

/** Enters what was on the screen since the last report. Refuses with `viewing-closed`, `outside-range`. */
export function watched(office: Office, report: { viewingId: ViewingId; watched: readonly Watched[] }): void {
  const viewing = openOne(office, report.viewingId)
  const shown = report.watched
    .map(({ recordingId, intervals }) => ({
      recordingId,
      intervals: clamped(viewing, recordingId, intervals),
    }))
    .filter(({ intervals }) => intervals.length > 0)
  if (shown.length === 0) return
  office.vault.record(
    office.act({
      kind: 'viewing.watched',
      subject: `viewing:${viewing.id}`,
      cameraIds: camerasOf(viewing, shown),
      details: { request: viewing.requestNumber, seen: seenText(office, viewing, shown), watched: shown },
    }),
    (db) => addWatched(db, viewing.id, shown),
  )
}

/** Somebody tried to go to a moment outside the request: entered, then always refused. */
export function attempt(
  office: Office,
  wish: { viewingId: ViewingId; cameraId: CameraId; at: string },
): void {
  const viewing = openOne(office, wish.viewingId)
  enterRefused(office, viewing, { cameraId: wish.cameraId, at: wish.at })
  throw new Refusal('outside-range', { allowedFromAt: viewing.fromAt, allowedToAt: viewing.toAt })
}

/**
 * The operator looks under the masks, on the operator's screen alone; one look ends where the next begins. Refuses with
 * `reason-missing`, with `outside-range` for a camera or a moment that is not in the viewing, which is entered, and with
 * `viewing-closed`, also where there are no masks to look under.
 */
export function reveal(
  office: Office,
  wish: { viewingId: ViewingId; cameraId: CameraId; at: string; reason: string },
): void {
  const viewing = openOne(office, wish.viewingId)
  if (viewing.picture !== 'masked') throw new Refusal('viewing-closed', {})
  const { cameraId, at, reason } = wish
  const { fromAt, toAt } = viewing
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  if (!viewing.cameraIds.includes(cameraId) || at < fromAt || at >= toAt) {
    enterRefused(office, viewing, { cameraId, at })
    throw new Refusal('outside-range', { allowedFromAt: fromAt, allowedToAt: toAt })
  }
  if (office.revealed === viewing.id) enterConcealed(office, viewing, { toAt: at })
  office.vault.enter(
    office.act({
      kind: 'viewing.revealed',
      subject: `viewing:${viewing.id}`,
      cameraIds: [cameraId],
      details: { request: viewing.requestNumber, at, reason },
    }),
  )
  office.revealed = viewing.id
}

/** The masks are on again. */
export function conceal(office: Office, { viewingId, toAt }: { viewingId: ViewingId; toAt: string }): void {
  const viewing = openOne(office, viewingId)
  if (office.revealed === viewing.id) enterConcealed(office, viewing, { toAt })
}

function enterConcealed(office: Office, { id, requestNumber }: Viewing, how: Record<string, string>): void {
  office.revealed = undefined
  office.vault.enter(
    office.act({
      kind: 'viewing.concealed',
      subject: `viewing:${id}`,
      details: { request: requestNumber, ...how },
    }),
  )
}

export function close(office: Office, { viewingId }: { viewingId: ViewingId }): void {
  office.actor()
  openOne(office, viewingId)
  endViewing(office, 'closed')
}

/** Ends the viewing that is open, whatever the reason: keys are dropped first, then what was seen is summed up. */
export function endViewing(office: Office, why: 'closed' | 'locked' | 'idle'): void {
  const viewing = office.opened === undefined ? undefined : office.vault.read(currentViewing)
  if (viewing === undefined) return
  const served = office.shelf?.close() ?? []
  office.shelf = undefined
  if (office.revealed === viewing.id) enterConcealed(office, viewing, { why })
  const seen = office.vault.read((db) => watchedIn(db, viewing.id))
  office.vault.record(
    office.act({
      kind: 'viewing.closed',
      subject: `viewing:${viewing.id}`,
      cameraIds: viewing.cameraIds,
      details: {
        request: viewing.requestNumber,
        purpose: viewing.purpose,
        why,
        seen: seenText(office, viewing, seen),
        watched: seen,
        released: served,
      },
      ...(viewing.purpose === 'show' && seen.length > 0
        ? { row: shownRow(office, viewing), requestId: viewing.requestId }
        : {}),
    }),
    (db) => closeViewing(db, viewing.id, office.now()),
  )
  office.world.announce.viewings.ended({ viewingId: viewing.id, why })
  office.tell()
}

/** The viewing, while it is open and this desk's. */
export function openOne(office: Office, viewingId: string): Viewing {
  office.actor('footage.view')
  const viewing = office.vault.read(currentViewing)
  if (viewing?.id !== viewingId || office.shelf === undefined) throw new Refusal('viewing-closed', {})
  return viewing
}

/** Footage that was asked for and may not be seen: a try is entered too. */
export function enterRefused(office: Office, viewing: Viewing, tried: Record<string, string | number>): void {
  office.vault.enter(
    office.act({
      kind: 'viewing.refused',
      subject: `viewing:${viewing.id}`,
      ...('cameraId' in tried ? { cameraIds: [String(tried['cameraId'])] } : {}),
      details: { request: viewing.requestNumber, ...tried },
    }),
  )
}

/** Every stretch of held footage that a request covers, in time order. Refuses with `footage-missing` where there is none. */
export function partsOf(
  office: Office,
  request: FootageRequest,
  cameraIds: readonly CameraId[],
): ViewingPart[] {
  const recordings = office.vault.read((db) => recordingsIn(db, request.form, cameraIds))
  const parts = recordings.flatMap((recording: Recording) => {
    const stretch = within(recording, request.form)
    if (stretch === undefined) return []
    const { id, cameraId, startAt, playMode, width, height, fps } = recording
    return [{ recordingId: id, cameraId, startAt, playMode, width, height, fps, ...stretch }]
  })
  if (parts.length === 0) {
    const [first] = cameraIds
    throw new Refusal('footage-missing', {
      cameraNumber: (first && office.vault.read(cameraNumbers).get(first)) ?? 0,
    })
  }
  return parts
}

/** VIEW_ONSITE, VIEW_PARTIAL, or PROVIDE_VIEW where it is another's officer who looks (domain §13). */
function shownRow(office: Office, viewing: Viewing): Row {
  const request = find(office, { requestId: viewing.requestId })
  const about = { ...asked(office, request), officer: officerText(office, request, viewing.openedBy) }
  if (isOfAgency(request.form)) return provided(about, groundOf(office, request, viewing.openedAt), undefined)
  const proposal = 'decision' in request ? request.decision.proposal : undefined
  const withheld = proposal?.outcome === 'partial' ? `${proposal.ground} ${proposal.reason}` : undefined
  return viewed(about, { openedAt: viewing.openedAt, isMasked: viewing.picture === 'masked', withheld })
}
