import { z } from 'zod'
import { ActorId } from './actor.ts'
import { Outcome, Proposal } from './decision.ts'
import { Fee } from './fee.ts'
import { isOfAgency, KeptForm, RequestId, type RequestKind } from './request-form.ts'
import { DayOn, InstantAt } from './time.ts'

/** A request as it is kept: what is asked, what is due, and what has been done about it. */

/** Papers that show who stands at the desk (지침 44③, 영 46①). No number of them is kept. */
export const IdentityPaper = z.enum([
  'resident-card',
  'driving-licence',
  'passport',
  'other',
  /** 행정정보 공동이용 (영 46②). */
  'shared-records',
  /** 공무원증 of an agency's officer; the letter itself where nobody comes. */
  'service-card',
  'official-letter',
])
export type IdentityPaper = z.infer<typeof IdentityPaper>

/** The papers that a person at the desk, or an agency's officer, can show. */
export function papersShown(isOfficer: boolean): readonly IdentityPaper[] {
  return isOfficer
    ? ['official-letter', 'service-card']
    : ['resident-card', 'driving-licence', 'passport', 'other', 'shared-records']
}

/** What shows that somebody may ask (domain §5). Each is what an officer has seen with their own eyes. */
export const Authority = z.strictObject({
  /** 위임장 (별지 11) of an agent: its day and what it covers. */
  mandate: z.strictObject({ on: DayOn, scope: z.string().trim().min(1).max(300) }).optional(),
  /** 가족관계증명서, 주민등록등본 …: how a guardian is related. */
  relationPaper: z.string().trim().max(100),
  /** 자동차등록증 seen, where it is the requester's vehicle. */
  vehiclePaper: z.boolean(),
  /** Why an agency is answered before its letter is there; the manager approves it (18②3호, 10호). */
  urgency: z.string().trim().max(2000),
})
export type Authority = z.infer<typeof Authority>

const by = { by: ActorId, at: InstantAt }

/** What was found when the footage was looked for. */
const Location = z.strictObject({
  isFound: z.boolean(),
  /** What was seen, or where nothing was: in the officer's words; may be empty where it was found. */
  note: z.string().trim().max(2000),
  ...by,
})
export type Location = z.infer<typeof Location>

const Decision = z.strictObject({
  proposal: Proposal,
  proposedBy: ActorId,
  proposedAt: InstantAt,
  ...by,
  /** Why it comes after the last lawful day. */
  overdueReason: z.string().optional(),
})

/** 통지: how it went out, and on which day. */
const Notice = z.strictObject({ how: z.enum(['handed', 'post', 'fax', 'email', 'other']), ...by })
export type NoticeWay = z.infer<typeof Notice>['how']

/** What is left to do after something was given (domain §7 procedure; DL-08, 09, 10, 13). */
const Aftercare = z.strictObject({
  /** 관보 or homepage: due 30 days after, ten days on show (법 18④). */
  publication: z
    .strictObject({
      dueOn: DayOn,
      posted: z.strictObject({ url: z.string().max(500), fromOn: DayOn, toOn: DayOn, ...by }).optional(),
    })
    .optional(),
  /** The subject is told afterwards (18②3호; 지침 14). */
  subjectTold: z
    .strictObject({ sinceOn: DayOn, told: z.strictObject({ how: z.string().max(300), ...by }).optional() })
    .optional(),
  /** The recipient destroys its copy on this day and says so; asked for at every quarter's end until then. */
  recipient: z
    .strictObject({
      destroyByOn: DayOn,
      /** The next quarter's end at which it is asked, and when it was. */
      askOn: DayOn,
      askedOn: z.array(DayOn),
      /** What it has answered in writing to what was asked of it (법 18⑤). */
      confirmed: z.strictObject({ on: DayOn, note: z.string().max(300), ...by }).optional(),
      result: z
        .strictObject({
          what: z.enum(['destroyed', 'archived', 'passed-on', 'returned', 'extended']),
          on: DayOn,
          note: z.string().max(300),
          ...by,
        })
        .optional(),
    })
    .optional(),
})
export type Aftercare = z.infer<typeof Aftercare>

/** Everything that has happened to a request so far, except where it stands. */
const facts = {
  id: RequestId,
  /** Counted up by every step: whoever acts on an older one is told what has changed. */
  revision: z.int().min(1),
  /** Who took the last step, and when. */
  changedBy: ActorId,
  changedAt: InstantAt,
  /** `2026-0001`; `Q2026-0001` as long as it is an inquiry. */
  number: z.string(),
  form: KeptForm,
  receivedAt: InstantAt,
  receivedBy: ActorId,
  fee: Fee,
  /** 보완요구: what was asked for, when, and when it came. */
  supplements: z.array(
    z.strictObject({ what: z.string(), askedAt: InstantAt, takenAt: InstantAt.optional() }),
  ),
  aftercare: Aftercare,
  /** Why an objection takes ten days longer (DL-18). */
  extension: z.strictObject({ why: z.string(), ...by }).optional(),
  /** Requester's details have been erased after the keeping period; the form then names nobody. */
  erasedAt: InstantAt.optional(),
}
const due = {
  dueOn: DayOn,
  targetOn: DayOn,
  /** Whether the holidays of all its years were loaded when it was reckoned. */
  isYearKnown: z.boolean(),
}
const verified = { identity: z.strictObject({ paper: IdentityPaper, authority: Authority, ...by }) }
const located = { ...verified, location: Location.optional() }
const proposed = { ...located, proposal: Proposal, proposedBy: ActorId, proposedAt: InstantAt }
const decided = { ...located, decision: Decision, postponed: z.array(Decision) }
const noticed = { ...decided, notice: Notice.optional() }
const fulfilled = { ...noticed, fulfilment: z.strictObject(by) }
const before = { location: Location.optional(), postponed: z.array(Decision) }

/** A request is exactly one of these; there are no flags to contradict each other (domain §4.2). */
export const FootageRequest = z.discriminatedUnion('state', [
  z.strictObject({ ...facts, state: z.literal('inquiry') }),
  z.strictObject({ ...facts, ...due, state: z.literal('received'), postponed: z.array(Decision) }),
  z.strictObject({ ...facts, ...due, state: z.literal('supplementing'), postponed: z.array(Decision) }),
  z.strictObject({ ...facts, ...due, ...verified, ...before, state: z.literal('verified') }),
  z.strictObject({ ...facts, ...due, ...located, ...before, state: z.literal('located') }),
  z.strictObject({ ...facts, ...due, ...proposed, ...before, state: z.literal('proposed') }),
  z.strictObject({ ...facts, ...due, ...decided, state: z.literal('decided') }),
  z.strictObject({ ...facts, ...due, ...noticed, state: z.literal('postponed') }),
  z.strictObject({ ...facts, ...due, ...noticed, state: z.literal('notified') }),
  z.strictObject({ ...facts, ...due, ...noticed, state: z.literal('no-show'), missedAt: InstantAt }),
  z.strictObject({ ...facts, ...due, ...fulfilled, state: z.literal('fulfilled') }),
  z.strictObject({
    ...facts,
    ...due,
    ...noticed,
    state: z.literal('objected'),
    objectionId: RequestId,
    objectedFrom: z.enum(['notified', 'no-show', 'fulfilled', 'closed']),
    fulfilment: fulfilled.fulfilment.optional(),
    missedAt: InstantAt.optional(),
    closing: z.strictObject(by).optional(),
  }),
  z.strictObject({
    ...facts,
    ...due,
    ...noticed,
    state: z.literal('closed'),
    fulfilment: fulfilled.fulfilment.optional(),
    missedAt: InstantAt.optional(),
    closing: z.strictObject(by),
  }),
  z.strictObject({
    ...facts,
    state: z.literal('withdrawn'),
    reason: z.string(),
    withdrawal: z.strictObject(by),
  }),
])
export type FootageRequest = z.infer<typeof FootageRequest>
export type RequestState = FootageRequest['state']
export type In<S extends RequestState> = Extract<FootageRequest, { state: S }>

export const REQUEST_STATES = FootageRequest.options.map(({ shape }) => shape.state.value)

/** How it was decided, as it stands; nothing before that. */
export function outcomeOf(request: FootageRequest): Outcome | undefined {
  return 'decision' in request ? request.decision.proposal.outcome : undefined
}

/** Whether something was given, all of it or a part: seen, handed over, erased. */
export function isGiven(request: FootageRequest): boolean {
  const outcome = outcomeOf(request)
  return outcome === 'grant' || outcome === 'partial'
}

/** Whether footage may be shown, masked and copied for it: the manager has granted it and nobody has withdrawn. */
export function isGranted(request: FootageRequest): boolean {
  const isOpen = ['decided', 'notified', 'no-show', 'fulfilled'].includes(request.state)
  return isOpen && isGiven(request) && showsFootage(request.form.kind)
}

function showsFootage(kind: RequestKind): boolean {
  return kind === 'view' || kind === 'copy' || kind === 'provide' || kind === 'use'
}

/**
 * Whether an officer may look, alone, for the footage that is asked for (domain §4.2: never before receipt). An agency
 * that has shown no authority, or states no basis, is no reason to look: the press is answered without (법 18①).
 */
export function isSearchable(request: FootageRequest): boolean {
  if (isGranted(request)) return true
  if (isOfAgency(request.form) && request.form.statedBasis === '') return false
  const states: readonly RequestState[] = isOfAgency(request.form)
    ? ['verified', 'located', 'proposed']
    : ['received', 'supplementing', 'verified', 'located', 'proposed', 'postponed', 'objected']
  return request.form.kind !== 'object' && states.includes(request.state)
}

/** Whether it is over: nothing is done about it any more but what follows from it. */
export function isOver({ state }: Pick<FootageRequest, 'state'>): boolean {
  return state === 'closed' || state === 'withdrawn'
}

/** Whether somebody has to answer by a day, still. */
export function isDue({ state }: Pick<FootageRequest, 'state'>): boolean {
  return ['received', 'supplementing', 'verified', 'located', 'proposed', 'decided'].includes(state)
}
