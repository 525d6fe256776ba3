import type { Alike, RequestQuery } from '../contract/requests.ts'
import { ledgerName } from '../domain/actor.ts'
import { type Calendar, type DueDays, deadline } from '../domain/deadline.ts'
import { dutiesOf } from '../domain/duty.ts'
import type { DeadlineId } from '../domain/law/law.ts'
import { type Law, lawOn } from '../domain/law/law.ts'
import type { Institution } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { type FootageRequest, isGranted, isOver, isSearchable } from '../domain/request.ts'
import {
  isOfAgency,
  type KeptForm,
  type RequestForm,
  type RequestId,
  type RequestKind,
} from '../domain/request-form.ts'
import { dayOf } from '../domain/time.ts'
import { holidays, lawChanges } from '../vault/law.ts'
import {
  alikeRequests,
  draftOf,
  findRequests,
  putDraft,
  putRequest,
  request as storedRequest,
} from '../vault/requests.ts'
import { actor, institution } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** Requests as they are kept, found and changed: every step goes through `step`, whatever the step is. */

/** A page of requests. */
export function search(
  office: Office,
  { offset, limit, ...query }: RequestQuery & { offset: number; limit: number },
): { requests: FootageRequest[]; total: number } {
  office.actor('request.read')
  return office.vault.read((db) => findRequests(db, query, offset, limit))
}

/** Refuses with `request-unknown`. */
export function find(office: Office, { requestId }: { requestId: RequestId }): FootageRequest {
  office.actor('request.read')
  const found = office.vault.read((db) => storedRequest(db, requestId))
  if (found === undefined) throw new Refusal('request-unknown', {})
  return found
}

/** A request as a window saw it. */
export interface Seen {
  requestId: RequestId
  revision: number
}

/**
 * The request, where nothing has happened since the window saw it. Refuses with `request-changed`, saying who did what:
 * of two people who act at once, the second learns of the first.
 */
export function seen(office: Office, { requestId, revision }: Seen): FootageRequest {
  const found = find(office, { requestId })
  if (found.revision === revision) return found
  const { state, changedBy, changedAt } = found
  const by = office.vault.read((db) => actor(db, changedBy))
  throw new Refusal('request-changed', { state, byName: by?.name ?? '', at: changedAt })
}

/** The law on a day, and how days are counted here. */
export function lawAndCalendar(office: Office, on = dayOf(office.now())): { law: Law; calendar: Calendar } {
  return office.vault.read((db) => ({
    law: lawOn(on, lawChanges(db)),
    calendar: { mode: institution(db).deadlineMode, holidays: holidays(db) },
  }))
}

/** Which rule says when such a request is answered. */
const ANSWER_RULES: Record<RequestKind, DeadlineId> = {
  view: 'DL-01',
  copy: 'DL-01',
  existence: 'DL-01',
  erase: 'DL-05',
  correct: 'DL-05',
  stop: 'DL-06',
  provide: 'DL-01',
  use: 'DL-01',
  object: 'DL-18',
}

/** When an answer is due for a request that reached the institution on a day (domain §3). */
export function due(
  office: Office,
  { receivedOn, kind }: { receivedOn: string; kind: RequestKind },
): DueDays {
  office.actor()
  const { law, calendar } = lawAndCalendar(office, receivedOn)
  return deadline(answerRule(kind, office.vault.read(institution).sector), receivedOn, law, calendar)
}

/** Which rule of the law says by when such a request is answered here. */
export function answerRule(kind: RequestKind, sector: Institution['sector']): DeadlineId {
  return sector === 'childcare' && (kind === 'view' || kind === 'copy') ? 'DL-20' : ANSWER_RULES[kind]
}

/** What is due from now on within a rule's period. */
export function dueFromNow(office: Office, rule: DeadlineId): DueDays {
  const { law, calendar } = lawAndCalendar(office)
  return deadline(rule, dayOf(office.now()), law, calendar)
}

/** Requests that are not over and ask the same for the same person, the latest first: offered before it is asked twice. */
export function alike(office: Office, form: RequestForm): Alike[] {
  office.actor('request.receive')
  if (form.kind === 'object') {
    const against = find(office, { requestId: form.objectsTo })
    return against.state === 'objected' ? [brief(find(office, { requestId: against.objectionId }))] : []
  }
  const found = office.vault.read((db) => alikeRequests(db, form, [form.kind]))
  return found.filter((other) => !isOver(other) && isSamePerson(other.form, form)).map(brief)
}

function brief({ id, number, state, receivedAt }: FootageRequest): Alike {
  return { id, number, state, receivedAt }
}

/** Whether two forms speak of the same person in the picture, or come from the same institution. */
export function isSamePerson(a: KeptForm, b: KeptForm): boolean {
  if (isOfAgency(a) || isOfAgency(b))
    return isOfAgency(a) && isOfAgency(b) && a.agency.name.trim() === b.agency.name.trim()
  const one = a.subject ?? a.requester
  const other = b.subject ?? b.requester
  return one.name.trim() === other.name.trim() && one.birthOn === other.birthOn
}

/** What whoever is at the desk was typing when they left it. */
export function draft(office: Office): string | null {
  const by = office.actor('request.receive')
  return office.vault.read((db) => draftOf(db, by.id)) ?? null
}

/** Keeps it, encrypted like everything else; no act, for nothing has been asked yet. */
export function keepDraft(office: Office, { draft: body }: { draft: string | null }): void {
  const by = office.actor('request.receive')
  office.vault.record(
    () => [],
    (db) => putDraft(db, by.id, body ?? undefined),
  )
}

/** Puts a request's next state with its duties: the only way a request is written. */
export function keep(db: WritableDb, request: FootageRequest): void {
  putRequest(db, request, dutiesOf(request))
}

/** What every act on a request says: who took the step, and on what. */
export function about(
  request: FootageRequest,
): Pick<Recorded, 'actor' | 'subject' | 'cameraIds' | 'requestId'> {
  return {
    actor: request.changedBy,
    subject: `request:${request.id}`,
    cameraIds: request.form.cameraIds,
    requestId: request.id,
  }
}

/**
 * Enters a step and keeps what it made of the request, in one turn. `also` is what changes with it; acts besides the
 * step's own come after it.
 */
export function step<R extends FootageRequest>(
  office: Office,
  next: R,
  act: Pick<Recorded, 'kind' | 'details'> & Partial<Recorded>,
  more: { acts?: readonly Recorded[]; also?: (db: WritableDb) => void; forgets?: boolean } = {},
): R {
  const acts: readonly Recorded[] = [
    {
      ...about(next),
      ...act,
      details: { number: next.number, ...act.details },
    },
    ...(more.acts ?? []),
  ]
  office.vault.record(
    () => acts,
    (db) => {
      keep(db, next)
      more.also?.(db)
    },
    { forgets: more.forgets ?? false },
  )
  return told(office, next)
}

/** Tells every window of it. */
export function told<R extends FootageRequest>(office: Office, request: R): R {
  office.world.announce.requests.changed(request)
  office.tell()
  return request
}

/** Whoever is at the desk, at this moment. */
export function doing(office: Office, right: Parameters<Office['actor']>[0] = 'request.receive') {
  return { by: office.actor(right).id, at: office.now() }
}

/** `총무과/주무관/김담당`, and who decided where it was the same person (approval.four_eyes, domain §11.1). */
export function officerText(office: Office, request: FootageRequest, actorId = office.actor().id): string {
  const found = office.vault.read((db) => actor(db, actorId))
  const name = found === undefined ? '' : ledgerName(found)
  const isBoth = 'decision' in request && request.decision.by === request.decision.proposedBy
  return isBoth ? `${name}(승인 겸임)` : name
}

/** The request, where footage may be shown, masked and copied for it. Refuses with `request-not-approved`. */
export function grantedRequest(office: Office, requestId: RequestId): FootageRequest {
  const request = find(office, { requestId })
  if (!isGranted(request)) throw new Refusal('request-not-approved', { number: request.number })
  return request
}

/** The request, where an officer may look for its footage, alone. Refuses with `request-not-approved`. */
export function searchableRequest(office: Office, requestId: RequestId): FootageRequest {
  const request = find(office, { requestId })
  if (!isSearchable(request)) throw new Refusal('request-not-approved', { number: request.number })
  return request
}
