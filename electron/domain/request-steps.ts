import type { DueDays } from './deadline.ts'
import { type Circumstances, checkProposal, type Proposal } from './decision.ts'
import { feeFor, refuseUnpaid } from './fee.ts'
import { Refusal } from './refusal.ts'
import {
  type Aftercare,
  type Authority,
  type FootageRequest,
  type IdentityPaper,
  type In,
  isDue,
  isOver,
  type NoticeWay,
  outcomeOf,
} from './request.ts'
import { type AgencyForm, isOfAgency, type Letter, type RequestId, type SubjectForm } from './request-form.ts'

import { type Doing, taking } from './step-table.ts'
import { ageOn, dayOf } from './time.ts'

/** Every step of a request, as the table allows it. */

/** The inquiry has become a written request: only now does it have a number, and its days run (domain §4.1). */
export function write(
  request: FootageRequest,
  form: SubjectForm | AgencyForm,
  numbered: { number: string } & DueDays,
  doing: Doing,
): In<'received'> {
  const inquiry = taking(request, 'write', doing)
  return {
    ...inquiry,
    ...numbered,
    form,
    receivedAt: doing.at,
    receivedBy: doing.by,
    state: 'received',
    postponed: [],
  }
}

/** The letter that was to follow has come: everything else stays as it is. */
export function addLetter(request: FootageRequest, letter: Letter, { by, at }: Doing): FootageRequest {
  const { form, state } = request
  if (!isOfAgency(form) || form.letter !== undefined || state === 'inquiry' || isOver(request))
    throw new Refusal('request-wrong-state', { state })
  return {
    ...request,
    form: { ...form, letter },
    revision: request.revision + 1,
    changedBy: by,
    changedAt: at,
  }
}

/** 보완요구. It does not stop the clock unless the institution has said so. */
export function askPapers(request: FootageRequest, what: string, doing: Doing): In<'supplementing'> {
  if (what.trim() === '') throw new Refusal('reason-missing', {})
  const { supplements, ...asked } = withoutIdentity(taking(request, 'askPapers', doing))
  return { ...asked, state: 'supplementing', supplements: [...supplements, { what, askedAt: doing.at }] }
}

/** What was asked for has come; `due` where the institution's clock stood still meanwhile. */
export function takePapers(request: FootageRequest, due: DueDays | undefined, doing: Doing): In<'received'> {
  const waiting = taking(request, 'takePapers', doing)
  const supplements = waiting.supplements.map((each) =>
    each.takenAt === undefined ? { ...each, takenAt: doing.at } : each,
  )
  return { ...waiting, ...due, state: 'received', supplements }
}

/**
 * Somebody has shown who they are and that they may ask. Refuses with `papers-missing` where an agent has no mandate, a
 * guardian no proof of relation, a vehicle no registration, or an agency neither letter nor urgency (domain §5).
 */
export function verify(
  request: FootageRequest,
  shown: { paper: IdentityPaper; authority: Authority },
  doing: Doing,
): In<'verified'> {
  const received = taking(request, 'verify', doing)
  const [missing] = missingPapers(received, shown.authority)
  if (missing !== undefined) throw new Refusal('papers-missing', { paper: missing })
  return { ...received, state: 'verified', identity: { ...shown, ...doing } }
}

/** A child under 14 asks through a guardian (법 38②). */
const GUARDED_UNTIL_AGE = 14

export type MissingPaper = 'guardian' | 'mandate' | 'relation' | 'vehicle' | 'letter'

/** What an officer still has to see before the requester is known and entitled. */
export function missingPapers(
  { form, receivedAt }: Pick<FootageRequest, 'form' | 'receivedAt'>,
  authority: Authority,
): MissingPaper[] {
  if (isOfAgency(form)) return form.letter === undefined && authority.urgency === '' ? ['letter'] : []
  const missing: MissingPaper[] = []
  if (form.relation === 'self' && ageOn(form.requester.birthOn, dayOf(receivedAt)) < GUARDED_UNTIL_AGE)
    missing.push('guardian')
  if (form.relation === 'agent' && authority.mandate === undefined) missing.push('mandate')
  if (form.relation === 'guardian' && authority.relationPaper === '') missing.push('relation')
  if (form.vehicleNumber !== '' && !authority.vehiclePaper) missing.push('vehicle')
  return missing
}

/** An objection takes longer: ten days more, once, and the objector is told why (행정기본법 36②). */
export function extend(
  request: FootageRequest,
  why: string,
  due: DueDays,
  { by, at }: Doing,
): FootageRequest {
  const { state, form, extension } = request
  if (form.kind !== 'object' || !isDue(request) || extension !== undefined)
    throw new Refusal('request-wrong-state', { state })
  if (why.trim() === '') throw new Refusal('reason-missing', {})
  const next = { ...request, ...due, extension: { why, by, at }, revision: request.revision + 1 }
  return { ...next, changedBy: by, changedAt: at } as FootageRequest
}

/** The footage was looked for. */
export function locate(
  request: FootageRequest,
  found: { isFound: boolean; note: string },
  doing: Doing,
): In<'located'> {
  const { location: _before, ...verified } = taking(request, 'locate', doing)
  return { ...verified, state: 'located', location: { ...found, ...doing } }
}

/** The officer proposes how to decide. Refuses as `checkProposal` does. */
export function propose(
  request: FootageRequest,
  proposal: Proposal,
  circumstances: Circumstances,
  doing: Doing,
): In<'proposed'> {
  const located = taking(request, 'propose', doing)
  checkProposal(proposal, circumstances)
  return { ...located, state: 'proposed', proposal, proposedBy: doing.by, proposedAt: doing.at }
}

/** The manager wants it looked at again; where nothing was found, it is looked for again. */
export function sendBack(request: FootageRequest, doing: Doing): In<'located' | 'verified'> {
  const {
    proposal: _proposal,
    proposedBy: _by,
    proposedAt: _at,
    ...rest
  } = taking(request, 'sendBack', doing)
  return { ...rest, state: stateToReview(request) }
}

/** An objection is decided on the papers; footage that was not found is looked for again before anything else is said. */
function stateToReview(request: FootageRequest): 'verified' | 'located' {
  const isThere = 'location' in request && request.location?.isFound === true
  return request.form.kind === 'object' || !isThere ? 'verified' : 'located'
}

/**
 * The manager decides as proposed. Refuses as `checkProposal` does, for things may have changed; with `self-approval` where
 * two people are asked for and it is one; with `overdue-reason-missing` after the last lawful day.
 */
export function decide(
  request: FootageRequest,
  { overdueReason, todayOn, needsTwo }: { overdueReason: string; todayOn: string; needsTwo: boolean },
  circumstances: Circumstances,
  doing: Doing,
): In<'decided'> {
  const { proposal, proposedBy, proposedAt, ...rest } = taking(request, 'decide', doing)
  const { receivedBy, identity, dueOn } = rest
  if (needsTwo && [receivedBy, identity.by, proposedBy].includes(doing.by))
    throw new Refusal('self-approval', {})
  checkProposal(proposal, circumstances)
  const isOverdue = todayOn > dueOn
  if (isOverdue && overdueReason.trim() === '') throw new Refusal('overdue-reason-missing', { dueOn })
  const decision = { proposal, proposedBy, proposedAt, ...doing, ...(isOverdue ? { overdueReason } : {}) }
  const fee = 'costs' in proposal ? feeFor(proposal.costs) : rest.fee
  return { ...rest, state: 'decided', decision, fee }
}

/** The notice has gone out. A postponement waits from then on for its reason to end (DL-02). */
export function notify(
  request: FootageRequest,
  how: NoticeWay,
  doing: Doing,
): In<'notified' | 'postponed' | 'fulfilled'> {
  const notice = { how, ...doing }
  const told = taking(request, 'notify', doing)
  if (told.state === 'fulfilled') return { ...told, notice }
  return { ...told, notice, state: outcomeOf(told) === 'postpone' ? 'postponed' : 'notified' }
}

/** The reason to postpone has ended: it is reviewed again, within DL-03. */
export function resume(request: FootageRequest, due: DueDays, doing: Doing): In<'located' | 'verified'> {
  const { decision, notice: _notice, postponed, ...rest } = taking(request, 'resume', doing)
  return { ...rest, ...due, state: stateToReview(request), postponed: [...postponed, decision] }
}

/**
 * What was granted has been done: seen, handed over, erased. Refuses with `fee-unpaid`, and with `row-missing` where the
 * 관리대장 says nothing of it: a request is not fulfilled by saying so.
 */
export function fulfil(
  request: FootageRequest,
  { hasRow, aftercare }: { hasRow: boolean; aftercare: Aftercare },
  doing: Doing,
): In<'fulfilled'> {
  const granted = taking(request, 'fulfil', doing)
  refuseUnpaid(granted.fee)
  if (!hasRow && granted.form.kind !== 'correct' && granted.form.kind !== 'stop')
    throw new Refusal('row-missing', {})
  return { ...granted, state: 'fulfilled', aftercare, fulfilment: doing }
}

/** Nobody came. */
export function miss(request: FootageRequest, doing: Doing): In<'no-show'> {
  return { ...taking(request, 'miss', doing), state: 'no-show', missedAt: doing.at }
}

/** Somebody who did not come is asked again. */
export function reinvite(request: FootageRequest, doing: Doing): In<'notified'> {
  const { missedAt: _missed, ...missed } = taking(request, 'reinvite', doing)
  return { ...missed, state: 'notified' }
}

/** Somebody objects to what was decided; it waits for the answer to the objection. */
export function object(request: FootageRequest, objectionId: RequestId, doing: Doing): In<'objected'> {
  const decided = taking(request, 'object', doing)
  return { ...decided, state: 'objected', objectionId, objectedFrom: decided.state }
}

/** The objection is right: it is reviewed and decided again, within DL-03. */
export function uphold(request: FootageRequest, due: DueDays, doing: Doing): In<'located' | 'verified'> {
  const {
    decision,
    notice: _notice,
    objectionId: _objection,
    objectedFrom: _from,
    fulfilment: _fulfilment,
    missedAt: _missed,
    closing: _closing,
    postponed,
    ...rest
  } = taking(request, 'uphold', doing)
  return { ...rest, ...due, state: stateToReview(request), postponed: [...postponed, decision] }
}

/** The objection is not right: everything stands as it stood. */
export function dismiss(request: FootageRequest, doing: Doing): FootageRequest {
  const { objectionId: _objection, objectedFrom, ...rest } = taking(request, 'dismiss', doing)
  return { ...rest, state: objectedFrom } as FootageRequest
}

/** 취하. */
export function withdraw(request: FootageRequest, reason: string, doing: Doing): In<'withdrawn'> {
  const { id, number, form, receivedAt, receivedBy, fee, supplements, aftercare, ...rest } = taking(
    request,
    'withdraw',
    doing,
  )
  const { revision, changedBy, changedAt } = rest
  const kept = {
    id,
    revision,
    changedBy,
    changedAt,
    number,
    form,
    receivedAt,
    receivedBy,
    fee,
    supplements,
    aftercare,
  }
  return { ...kept, state: 'withdrawn', reason, withdrawal: doing }
}

/** The file is closed. Refuses with `row-missing` where the 관리대장 should say something of it and does not. */
export function close(request: FootageRequest, hasRow: boolean, doing: Doing): In<'closed'> {
  const done = taking(request, 'close', doing)
  if (!hasRow && needsRow(done)) throw new Refusal('row-missing', {})
  return { ...done, state: 'closed', closing: doing }
}

/** Whether the 관리대장 has a line for such an end (domain §13); a denied provision is told by its request file alone. */
function needsRow(request: FootageRequest): boolean {
  const { form, state } = request
  if (form.kind === 'object' || form.kind === 'correct' || form.kind === 'stop' || state === 'no-show')
    return false
  return !(isOfAgency(form) && outcomeOf(request) === 'refuse')
}

function withoutIdentity(request: In<'received' | 'verified'>): Omit<In<'received'>, 'state'> {
  const { state: _state, ...rest } = request
  if (!('identity' in rest)) return rest
  const { identity: _identity, location: _location, ...received } = rest
  return received
}
