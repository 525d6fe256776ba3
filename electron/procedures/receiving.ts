import { deadline } from '../domain/deadline.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Authority, type FootageRequest, type IdentityPaper, type In } from '../domain/request.ts'
import {
  type AgencyForm,
  isOfAgency,
  type KeptForm,
  type Letter,
  type RequestForm,
  type RequestId,
  type SubjectForm,
} from '../domain/request-form.ts'
import * as steps from '../domain/request-steps.ts'
import { canTake } from '../domain/step-table.ts'
import { addDays, dayOf, daysBetween } from '../domain/time.ts'
import { putHold } from '../vault/holds.ts'
import { nextRequestNumber, putDraft } from '../vault/requests.ts'
import { institution } from '../vault/station.ts'
import type { Recorded } from '../vault/vault.ts'
import { onObjection } from './decisions.ts'
import { checkFootage, holdFor, holdSet, released } from './holding.ts'
import type { Office } from './office.ts'
import {
  about,
  alike,
  doing,
  due,
  find,
  keep,
  lawAndCalendar,
  type Seen,
  seen,
  step,
  told,
} from './requests.ts'

/** From the moment somebody asks until it is known who they are (domain §4.1, §5). */

interface Shown {
  paper: IdentityPaper
  authority: Authority
}

/**
 * Receives a request: its number, its due day (법 35③), and a hold on the footage from now on. By telephone, or from an
 * agency without a letter, it is an inquiry: no number, no footage; an objection never is. Refuses what `checkRange`
 * refuses, with `camera-unknown`, `request-duplicate` unless `again`, `request-wrong-state` and `objection-late` for
 * objections, and what `verify` refuses where the requester has shown who they are.
 */
export function receive(
  office: Office,
  wish: { form: RequestForm; again: boolean; identity?: Shown | undefined },
): FootageRequest {
  const now = doing(office)
  const { form: handedIn, identity } = wish
  if (handedIn.kind !== 'object') checkAsked(office, handedIn)
  const [other] = wish.again ? [] : alike(office, handedIn)
  if (other !== undefined) throw new Refusal('request-duplicate', { number: other.number })
  const against = handedIn.kind === 'object' ? objectable(office, handedIn.objectsTo) : undefined
  const form =
    against === undefined ? (handedIn as SubjectForm | AgencyForm) : objectionForm(handedIn, against)
  const isInquiry = isOfAgency(form)
    ? isWithoutLetter(form, identity)
    : form.channel === 'phone' && form.kind !== 'object'
  const id = office.newId('request') as RequestId
  const numbered = due(office, { receivedOn: dayOf(now.at), kind: form.kind })
  const hold = holdFor(office, id, form, now)

  const received = office.vault.record(
    (request: FootageRequest) => [
      {
        kind: isInquiry ? 'request.inquired' : 'request.received',
        ...about(request),
        details: {
          number: request.number,
          dueOn: 'dueOn' in request ? request.dueOn : '',
          form: JSON.parse(JSON.stringify(form)),
        },
      },
      ...(isInquiry ? [] : [holdSet(office, hold, request.number)]),
      ...(identity === undefined || isInquiry ? [] : [identityChecked(request, identity)]),
      ...(against === undefined ? [] : [objected(office, against, request)]),
    ],
    (db) => {
      const number = nextRequestNumber(db, dayOf(now.at).slice(0, 4), isInquiry ? 'Q' : '')
      const facts = {
        id,
        number,
        form,
        revision: 1,
        changedBy: now.by,
        changedAt: now.at,
        receivedAt: now.at,
        receivedBy: now.by,
        fee: { state: 'none' as const },
        supplements: [],
        aftercare: {},
      } satisfies Partial<FootageRequest>
      const first: FootageRequest = isInquiry
        ? { ...facts, state: 'inquiry' }
        : { ...facts, ...numbered, state: 'received', postponed: [] }
      const request = identity === undefined || isInquiry ? first : steps.verify(first, identity, now)
      keep(db, request)
      if (!isInquiry) putHold(db, { ...hold, reason: number })
      if (against !== undefined) keep(db, steps.object(against, id, now))
      putDraft(db, now.by, undefined)
      return request
    },
  )
  if (against !== undefined) told(office, find(office, { requestId: against.id }))
  return told(office, received)
}

/** An agency is answered on its letter, or where life is at stake and the letter follows (18②3호, 10호). */
function isWithoutLetter(form: AgencyForm, identity: Shown | undefined): boolean {
  return form.letter === undefined && (identity?.authority.urgency ?? '') === ''
}

/** Refuses a range that cannot be meant, a camera that does not exist, and somebody who speaks for nobody. */
function checkAsked(office: Office, form: SubjectForm | AgencyForm): void {
  checkFootage(office, form)
  if (!isOfAgency(form) && form.relation !== 'self' && form.subject === undefined)
    throw new Refusal('subject-missing', {})
}

/** What is objected to: decided, told, and not longer ago than the law gives (DL-18). */
function objectable(office: Office, requestId: RequestId): FootageRequest {
  const against = find(office, { requestId })
  if (!canTake(against, 'object')) throw new Refusal('request-wrong-state', { state: against.state })
  const decidedAt = 'notice' in against ? (against.notice?.at ?? against.decision.at) : office.now()
  const { law, calendar } = lawAndCalendar(office)
  const { dueOn: lastOn } = deadline('DL-18-file', dayOf(decidedAt), law, calendar)
  if (dayOf(office.now()) > lastOn) throw new Refusal('objection-late', { lastOn })
  return against
}

/** An objection with the person, the footage and the cameras of what it is against: nothing of it is asked twice. */
function objectionForm({ channel, purpose }: RequestForm, against: FootageRequest): KeptForm {
  const { form } = against
  if (isOfAgency(form)) throw new Refusal('request-wrong-state', { state: against.state })
  return { ...form, kind: 'object', channel, purpose, objectsTo: against.id } as KeptForm
}

function identityChecked(request: FootageRequest, { paper, authority }: Shown): Recorded {
  return {
    kind: 'request.identity-checked',
    ...about(request),
    details: { number: request.number, paper, authority: JSON.parse(JSON.stringify(authority)) },
  }
}

function objected(office: Office, against: FootageRequest, objection: FootageRequest): Recorded {
  return {
    kind: 'request.objected',
    ...about(against),
    actor: office.actor().id,
    details: { number: against.number, objection: objection.number },
  }
}

/**
 * An inquiry has been put in writing: now it has a number, a due day and a hold. Refuses what `receive` refuses, and with
 * `letter-missing` an agency that still has none.
 */
export function write(
  office: Office,
  wish: Seen & { form: SubjectForm | AgencyForm; identity?: Shown | undefined },
): FootageRequest {
  const inquiry = seen(office, wish)
  const now = doing(office)
  const { form, identity } = wish
  checkAsked(office, form)
  if (isOfAgency(form) && isWithoutLetter(form, identity)) throw new Refusal('letter-missing', {})
  const numbered = due(office, { receivedOn: dayOf(now.at), kind: form.kind })
  const hold = holdFor(office, inquiry.id, form, now)
  const written = office.vault.record(
    (request: FootageRequest) => [
      {
        kind: 'request.received',
        ...about(request),
        details: { number: request.number, inquiry: inquiry.number, form: JSON.parse(JSON.stringify(form)) },
      },
      holdSet(office, hold, request.number),
      ...(identity === undefined ? [] : [identityChecked(request, identity)]),
    ],
    (db) => {
      const number = nextRequestNumber(db, dayOf(now.at).slice(0, 4))
      const written = steps.write(inquiry, form, { number, ...numbered }, now)
      const request = identity === undefined ? written : steps.verify(written, identity, now)
      keep(db, request)
      putHold(db, { ...hold, reason: number })
      return request
    },
  )
  return told(office, written)
}

/** The letter of an agency that was answered before it was there. Refuses with `request-wrong-state` where none is missing. */
export function addLetter(office: Office, wish: Seen & { letter: Letter }): FootageRequest {
  const { by, at } = doing(office)
  const next = steps.addLetter(seen(office, wish), wish.letter, { by, at })
  return step(office, next, {
    kind: 'request.letter-added',
    details: { letter: wish.letter.number, on: wish.letter.on },
  })
}

/** 보완요구: asks for papers that are missing. */
export function askPapers(office: Office, wish: Seen & { what: string }): FootageRequest {
  const next = steps.askPapers(seen(office, wish), wish.what, doing(office))
  return step(office, next, { kind: 'request.papers-asked', details: { what: wish.what } })
}

/** They have come; where the institution's clock stood still meanwhile, the days waited are given back. */
export function takePapers(office: Office, wish: Seen): FootageRequest {
  const waiting = seen(office, wish)
  const now = doing(office)
  let later: ReturnType<typeof due> | undefined
  if (office.vault.read(institution).pausesOnSupplement) {
    // Every wait so far, whole days: papers may have been asked for more than once.
    const waitedDays = waiting.supplements.reduce(
      (days, { askedAt, takenAt = now.at }) => days + daysBetween(dayOf(askedAt), dayOf(takenAt)),
      0,
    )
    const receivedOn = addDays(dayOf(waiting.receivedAt), waitedDays)
    later = due(office, { receivedOn, kind: waiting.form.kind })
  }
  const next: In<'received'> = steps.takePapers(waiting, later, now)
  return step(office, next, { kind: 'request.papers-taken', details: { dueOn: next.dueOn } })
}

/** Identity and authority are shown. Refuses with `papers-missing`, naming the first that is missing. */
export function verify(office: Office, wish: Seen & Shown): FootageRequest {
  const { paper, authority } = wish
  const next = steps.verify(seen(office, wish), { paper, authority }, doing(office))
  return step(office, next, {
    kind: 'request.identity-checked',
    details: { paper, authority: JSON.parse(JSON.stringify(authority)) },
  })
}

/** 취하: the hold is released with it. What an objection was against stands as it stood. */
export function withdraw(office: Office, wish: Seen & { reason: string }): FootageRequest {
  if (wish.reason === '') throw new Refusal('reason-missing', {})
  const now = doing(office)
  const next = steps.withdraw(seen(office, wish), wish.reason, now)
  const holds = released(office, next.id)
  const against = onObjection(office, next, now)
  const kept = step(
    office,
    next,
    { kind: 'request.withdrawn', details: { reason: wish.reason } },
    {
      acts: [...holds.acts, ...(against.acts ?? [])],
      also(db) {
        holds.also(db)
        against.also?.(db)
      },
    },
  )
  if (kept.form.kind === 'object') told(office, find(office, { requestId: kept.form.objectsTo }))
  return kept
}
