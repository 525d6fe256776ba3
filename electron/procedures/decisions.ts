import type { Review } from '../contract/requests.ts'
import { deadline } from '../domain/deadline.ts'
import { type Circumstances, groundsFor, isAvailable, OUTCOMES, type Proposal } from '../domain/decision.ts'
import { BasisCode } from '../domain/law/law.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { type FootageRequest, outcomeOf } from '../domain/request.ts'
import { givesCopy, isOfAgency, type KeptForm, type RequestId } from '../domain/request-form.ts'
import * as steps from '../domain/request-steps.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { confirmedGone, destructionsOver } from '../vault/destructions.ts'
import { unhanded } from '../vault/exports.ts'
import { holdsOver } from '../vault/holds.ts'
import { recordingsIn } from '../vault/recordings.ts'
import { alikeRequests, request as storedRequest } from '../vault/requests.ts'
import { camera, cameraNumbers, institution } from '../vault/station.ts'
import type { ReadableDb, Recorded } from '../vault/vault.ts'
import { secondPerson } from './authenticate.ts'
import type { Office } from './office.ts'
import {
  about,
  doing,
  dueFromNow,
  find,
  isSamePerson,
  keep,
  lawAndCalendar,
  type Seen,
  seen,
  step,
  told,
} from './requests.ts'
import { hasRow } from './statutory.ts'

/** Looking for the footage, reviewing, proposing and deciding (domain §4.2, §6, §7). */

/**
 * What the officer found. Refuses with `footage-missing` where nothing is held of what is said to be there, and with
 * `reason-missing` where it is not there and nobody says how that was seen.
 */
export function locate(office: Office, wish: Seen & { isFound: boolean; note: string }): FootageRequest {
  const { isFound, note } = wish
  const request = seen(office, wish)
  const next = steps.locate(request, { isFound, note }, doing(office))
  if (isFound && !isHeld(office, request)) {
    const [first] = request.form.cameraIds
    const cameraNumber = (first && office.vault.read(cameraNumbers).get(first)) ?? 0
    throw new Refusal('footage-missing', { cameraNumber })
  }
  if (!isFound && note === '') throw new Refusal('reason-missing', {})
  return step(office, next, { kind: 'request.located', details: { isFound, note } })
}

function isHeld(office: Office, { form }: FootageRequest): boolean {
  return office.vault.read((db) => recordingsIn(db, form, form.cameraIds)).length > 0
}

/** What an officer has to know to review it: what the law offers on this day, and what stands in the way. */
export function review(office: Office, { requestId }: { requestId: RequestId }): Review {
  office.actor('request.read')
  const request = find(office, { requestId })
  const { form } = request
  const { kind, sector } = office.vault.read(institution)
  const { law } = lawAndCalendar(office)
  const { isPublicPlace, hasViewed, heldFor } = circumstancesOf(office, request)
  const isThere = isHeld(office, request)
  const codes = isOfAgency(form) ? BasisCode.options.filter((code) => isAvailable(code, law, kind)) : []
  return {
    outcomes: [...OUTCOMES[form.kind]],
    grounds: groundsFor(form.kind, sector, law).map((code) => {
      const { text, citation } = law.grounds[code] as (typeof law.grounds)[string]
      return { code, text, citation }
    }),
    bases: codes.map((code) => {
      const { text, citation, evidence, isPublished } = law.bases[code]
      return { code, text, citation, evidence, isPublished: isPublished && kind !== 'private' }
    }),
    acts: isOfAgency(form) ? law.suggestions.acts : [],
    isPublicPlace,
    hasViewed,
    heldFor: [...heldFor],
    isHeld: isThere,
    gone: isThere ? '' : goneText(office, request),
    expiresOn: expiresOn(office, request),
    isDone: isDone(office, request),
    isOverdue: 'dueOn' in request && dayOf(office.now()) > request.dueOn,
  }
}

/** Whether somebody may say that it is done: it has been shown, or what is handed over is made. */
function isDone(office: Office, request: FootageRequest): boolean {
  const isMade = givesCopy(request.form) && office.vault.read((db) => unhanded(db, request.id)).length > 0
  return isMade || hasRow(office, request)
}

/** `보관기간 30일 경과, 자동삭제 확인 2026-11-10(관리대장 3번)`: why nothing that is asked for is there any more (AC-04). */
function goneText(office: Office, { form }: FootageRequest): string {
  const { cameraIds, fromAt } = form
  const [destroyed] = office.vault.read((db) => destructionsOver(db, cameraIds, form))
  const line = (no: number | null) => (no === null ? '' : `(관리대장 ${no}번)`)
  if (destroyed?.why === 'request')
    return `삭제 요구에 따라 파기 ${dayOf(destroyed.destroyedAt)}${line(destroyed.rowNo)}`
  const confirmed = office.vault.read((db) => confirmedGone(db, cameraIds, dayOf(fromAt)))
  const passed = `보관기간 ${Math.max(...retentionDaysOf(office, cameraIds))}일 경과`
  if (destroyed !== undefined)
    return `${passed}, 파기 ${dayOf(destroyed.destroyedAt)}${line(destroyed.rowNo)}`
  return confirmed === undefined
    ? ''
    : `${passed}, 자동삭제 확인 ${dayOf(confirmed.at)}${line(confirmed.rowNo)}`
}

/** The first day on which some of the footage may be destroyed, were it not held. */
function expiresOn(office: Office, { form }: FootageRequest): string {
  return addDays(dayOf(form.fromAt), Math.min(...retentionDaysOf(office, form.cameraIds)))
}

function retentionDaysOf(office: Office, cameraIds: readonly CameraId[]): number[] {
  return cameraIds.map((id) => office.vault.read((db) => camera(db, id))?.retentionDays ?? 0)
}

/** What the rules of decisions look at, as it is now. */
function circumstancesOf(office: Office, request: FootageRequest): Circumstances {
  const { form, id } = request
  const { law } = lawAndCalendar(office)
  return office.vault.read((db) => {
    const cameras = form.cameraIds.map((cameraId) => camera(db, cameraId))
    const own = new Set<string | undefined>([id, ...viewedBefore(db, form)])
    return {
      law,
      institution: institution(db),
      form,
      isPublicPlace: cameras.every((each) => each?.isPublic !== false),
      heldFor: holdsOver(db, form)
        .filter(({ requestId }) => !own.has(requestId))
        .map(({ reason }) => reason),
      hasViewed: own.size > 1,
      isFound: 'location' in request && request.location?.isFound === true,
    }
  })
}

/** Requests in which the same person has viewed this footage: what an erasure follows from, and not held against it. */
export function viewedBefore(db: ReadableDb, form: KeptForm): RequestId[] {
  return alikeRequests(db, form, ['view', 'copy'])
    .filter(
      (other) => isSamePerson(other.form, form) && 'fulfilment' in other && other.fulfilment !== undefined,
    )
    .map(({ id }) => id)
}

/** The officer proposes. Refuses what the law does not let be issued (see `checkProposal`). */
export function propose(office: Office, wish: Seen & { proposal: Proposal }): FootageRequest {
  const request = seen(office, wish)
  const next = steps.propose(request, wish.proposal, circumstancesOf(office, request), doing(office))
  return step(office, next, { kind: 'request.proposed', details: plain(wish.proposal) })
}

/** The manager, or the officer who sees a mistake, wants it looked at again. */
export function sendBack(office: Office, wish: Seen & { why: string }): FootageRequest {
  if (wish.why === '') throw new Refusal('reason-missing', {})
  const next = steps.sendBack(seen(office, wish), doing(office))
  return step(office, next, { kind: 'request.sent-back', details: { why: wish.why } })
}

/**
 * A second person signs in on the same PC and decides as proposed. Refuses with `wrong-password`, `locked-out`,
 * `not-allowed` (not a manager), `self-approval` (a try is entered), `overdue-reason-missing`, `request-changed`, and what
 * `checkProposal` refuses. With the decision on an objection, what it is against is reopened or stands as it stood.
 */
export async function decide(
  office: Office,
  wish: Seen & { loginName: string; password: string; overdueReason: string },
): Promise<FootageRequest> {
  office.actor('request.read')
  const { loginName, password, overdueReason } = wish
  const decider = await secondPerson(office, { loginName, password }, 'request.decide')
  // Read after the password: somebody may have decided while it was being typed.
  const request = seen(office, wish)
  const now = { by: decider.id, at: office.now() }
  const needsTwo = office.vault.read(institution).approvalBy === 'two-people'
  try {
    const how = { overdueReason, todayOn: dayOf(now.at), needsTwo }
    const decided = steps.decide(request, how, circumstancesOf(office, request), now)
    const details = {
      ...plain(decided.decision.proposal),
      ...(decided.decision.overdueReason === undefined ? {} : { overdueReason }),
    }
    const kept = step(
      office,
      decided,
      { kind: 'request.decided', details },
      onObjection(office, decided, now),
    )
    if (kept.form.kind === 'object') told(office, find(office, { requestId: kept.form.objectsTo }))
    return kept
  } catch (error) {
    if (error instanceof Refusal && error.code === 'self-approval')
      office.vault.enter({
        kind: 'request.self-approval-refused',
        actor: decider.id,
        subject: `request:${request.id}`,
        details: { number: request.number },
      })
    throw error
  }
}

/** What becomes of the request that an objection is against: reopened where it is upheld, else as it stood. */
export function onObjection(
  office: Office,
  objection: FootageRequest,
  now: { by: FootageRequest['changedBy']; at: string },
): NonNullable<Parameters<typeof step>[3]> {
  if (objection.form.kind !== 'object') return {}
  const { objectsTo } = objection.form
  const against = office.vault.read((db) => storedRequest(db, objectsTo))
  if (against === undefined) throw new Refusal('request-unknown', {})
  const isUpheld = outcomeOf(objection) === 'uphold'
  const next = isUpheld
    ? steps.uphold(against, dueFromNow(office, 'DL-03'), now)
    : steps.dismiss(against, now)
  const act: Recorded = {
    kind: isUpheld ? 'request.reopened' : 'request.objection-dismissed',
    ...about(next),
    details: { number: against.number, objection: objection.number },
  }
  return { acts: [act], also: (db) => keep(db, next) }
}

/** An objection takes longer: its day moves by ten, once (DL-18). */
export function extend(office: Office, wish: Seen & { why: string }): FootageRequest {
  const request = seen(office, wish)
  const { law, calendar } = lawAndCalendar(office)
  const from = 'dueOn' in request ? request.dueOn : dayOf(office.now())
  const due = deadline('DL-18-extended', from, law, calendar)
  const next = steps.extend(request, wish.why, due, doing(office))
  return step(office, next, { kind: 'request.extended', details: { why: wish.why, dueOn: due.dueOn } })
}

/** The reason to postpone has ended: ten days from now on (DL-03). */
export function resume(office: Office, wish: Seen & { why: string }): FootageRequest {
  if (wish.why === '') throw new Refusal('reason-missing', {})
  const next = steps.resume(seen(office, wish), dueFromNow(office, 'DL-03'), doing(office))
  return step(office, next, { kind: 'request.resumed', details: { why: wish.why, dueOn: next.dueOn } })
}

/** A proposal as the ledger keeps it: what is undefined is not said. */
function plain(proposal: Proposal): Recorded['details'] {
  return JSON.parse(JSON.stringify(proposal))
}
