import { z } from 'zod'
import { Urgency } from '../domain/deadline.ts'
import { Outcome, Proposal } from '../domain/decision.ts'
import { Duty, DutyKind, StationDutyKind } from '../domain/duty.ts'
import { PaymentMethod } from '../domain/fee.ts'
import { Hold } from '../domain/hold.ts'
import { Holidays } from '../domain/law/holidays.ts'
import { BasisCode, LawChange } from '../domain/law/law.ts'
import { CameraId } from '../domain/policy.ts'
import { Authority, FootageRequest, IdentityPaper, REQUEST_STATES } from '../domain/request.ts'
import {
  AgencyForm,
  Letter,
  RequestForm,
  RequestId,
  RequestKind,
  SubjectForm,
} from '../domain/request-form.ts'
import { DayOn, InstantAt } from '../domain/time.ts'
import { Credentials } from './credentials.ts'
import { call, notice } from './define.ts'

const nothing = z.void()

/** A request as the window saw it: a step on an older one is refused with what has changed. */
const Seen = z.strictObject({ requestId: RequestId, revision: z.int().min(1) })
const Said = z.string().trim().max(10_000)
const step = <S extends z.ZodRawShape>(shape: S) => call(Seen.extend(shape), FootageRequest)

const Due = z.strictObject({ dueOn: DayOn, targetOn: DayOn, isYearKnown: z.boolean() })

export const RequestQuery = z.strictObject({
  text: z.string().max(100),
  kind: RequestKind.optional(),
  state: z.enum(['open', ...REQUEST_STATES]).optional(),
  cameraId: CameraId.optional(),
  fromOn: DayOn.optional(),
  toOn: DayOn.optional(),
})
export type RequestQuery = z.infer<typeof RequestQuery>

/** What an officer has to know to review a request: what the law offers here, and what stands in its way. */
export const Review = z.strictObject({
  outcomes: z.array(Outcome),
  grounds: z.array(z.strictObject({ code: z.string(), text: z.string(), citation: z.string() })),
  bases: z.array(
    z.strictObject({
      code: BasisCode,
      text: z.string(),
      citation: z.string(),
      evidence: z.string(),
      isPublished: z.boolean(),
    }),
  ),
  /** Acts that are often cited for B2. */
  acts: z.array(z.string()),
  isPublicPlace: z.boolean(),
  hasViewed: z.boolean(),
  /** Numbers of other requests that hold this footage. */
  heldFor: z.array(z.string()),
  /** Whether anything is held of what is asked. */
  isHeld: z.boolean(),
  /** How the station knows that it was destroyed, as the notice says it; empty where it does not know. */
  gone: z.string(),
  /** The first day on which all of it may be destroyed. */
  expiresOn: DayOn,
  /** Whether what was granted has been done as far as the 관리대장 knows: shown here, or a package made. */
  isDone: z.boolean(),
  /** Whether it is later than the last lawful day: the decision then says why. */
  isOverdue: z.boolean(),
})
export type Review = z.infer<typeof Review>

/** A request that asks for the same. */
export const Alike = z.strictObject({
  id: RequestId,
  number: z.string(),
  state: z.enum(REQUEST_STATES),
  receivedAt: InstantAt,
})
export type Alike = z.infer<typeof Alike>

const Identity = z.strictObject({ paper: IdentityPaper, authority: Authority })

export const requests = {
  search: call(
    RequestQuery.extend({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
    z.strictObject({ requests: z.array(FootageRequest), total: z.int() }),
  ),
  find: call(z.strictObject({ requestId: RequestId }), FootageRequest),
  /** When an answer to such a request would be due. */
  due: call(z.strictObject({ receivedOn: DayOn, kind: RequestKind }), Due),
  alike: call(RequestForm, z.array(Alike)),
  /**
   * Receives a request: its number, its due day, a hold on the footage. By telephone, or an agency's without a letter, it is
   * an inquiry. `again` where the person knows that the same has been asked already; `identity` where the requester
   * stands at the desk and has shown it.
   */
  receive: call(
    z.strictObject({ form: RequestForm, again: z.boolean(), identity: Identity.optional() }),
    FootageRequest,
  ),
  draft: call(nothing, z.string().nullable()),
  /** Keeps what is being typed; nothing drops it. */
  keepDraft: call(z.strictObject({ draft: z.string().max(60_000).nullable() }), nothing),
  write: step({
    form: z.discriminatedUnion('kind', [SubjectForm, AgencyForm]),
    identity: Identity.optional(),
  }),
  /** The letter that was to follow an urgent provision. */
  addLetter: step({ letter: Letter }),
  askPapers: step({ what: Said }),
  takePapers: step({}),
  verify: step(Identity.shape),
  review: call(z.strictObject({ requestId: RequestId }), Review),
  locate: step({ isFound: z.boolean(), note: z.string().trim().max(2000) }),
  propose: step({ proposal: Proposal }),
  sendBack: step({ why: Said }),
  /** A manager signs in on the same PC and decides as proposed. */
  decide: step({ ...Credentials.shape, overdueReason: Said }),
  notify: step({ how: z.enum(['handed', 'post', 'fax', 'email', 'other']) }),
  resume: step({ why: Said }),
  /** Ten days more for an objection, once. */
  extend: step({ why: Said }),
  fulfil: step({}),
  miss: step({}),
  reinvite: step({}),
  withdraw: step({ reason: Said }),
  close: step({}),
  pay: step({ method: PaymentMethod }),
  waive: step({ reason: Said }),
  /** 관보·홈페이지 게재 (법 18④). */
  post: step({ url: z.string().trim().min(1).max(500), fromOn: DayOn, toOn: DayOn }),
  tellSubject: step({ how: z.string().trim().min(1).max(300) }),
  askRecipient: step({}),
  /** 안전조치 회신 (법 18⑤). */
  confirmRecipient: step({ on: DayOn, note: z.string().trim().max(300) }),
  answerRecipient: step({
    what: z.enum(['destroyed', 'archived', 'passed-on', 'returned', 'extended']),
    on: DayOn,
    note: z.string().trim().max(300),
  }),
  /** Erases the requester's details after the keeping period; the ledger verifies as before. */
  eraseDetails: step({ reason: Said }),
  changed: notice(FootageRequest),
}

/** Something that is to be done, as home and the calendar show it. */
export const DutyLine = Duty.extend({
  requestId: RequestId,
  number: z.string(),
  name: z.string(),
  requestKind: RequestKind,
  state: z.enum(REQUEST_STATES),
  /** The last working day to aim at, where the law gives the due day; else the due day itself. */
  targetOn: DayOn,
  urgency: Urgency,
  /** Whether the holidays up to the due day are loaded. */
  isYearKnown: z.boolean(),
})
export type DutyLine = z.infer<typeof DutyLine>

const StationLineKind = z.enum([
  ...StationDutyKind.options,
  'expired',
  'hold-review',
  'holidays',
  'backup',
  'recovery-code',
])

export const StationDutyLine = z.strictObject({
  kind: StationLineKind,
  /** A month, a year, or a hold's id. */
  period: z.string(),
  dueOn: DayOn,
  text: z.string(),
})
export type StationDutyLine = z.infer<typeof StationDutyLine>

export const duties = {
  /** What whoever is at the desk has to do from `fromOn` up to `untilOn`, the earliest first: by their role. */
  inbox: call(
    z.strictObject({ fromOn: DayOn.optional(), untilOn: DayOn }),
    z.strictObject({ requests: z.array(DutyLine), station: z.array(StationDutyLine) }),
  ),
  /** How many of each kind are due on each day of a period. */
  calendar: call(
    z.strictObject({ fromOn: DayOn, toOn: DayOn }),
    z.array(
      z.strictObject({
        on: DayOn,
        isOff: z.boolean(),
        counts: z.partialRecord(z.enum([...DutyKind.options, ...StationLineKind.options]), z.int()),
      }),
    ),
  ),
  /** A yearly duty of the station has been done; the monthly ones by `retention.check` and `accessReview.sign` alone. */
  done: call(
    z.strictObject({
      kind: StationDutyKind.exclude(['retention-check', 'access-review']),
      period: z.string().regex(/^\d{4}$/),
      note: z.string().trim().min(1).max(500),
    }),
    nothing,
  ),
}

export const holds = {
  list: call(nothing, z.array(Hold)),
  /** Holds footage for a reason of the institution's own: evidence of an incident (domain §10.3). */
  place: call(
    z.strictObject({
      cameraIds: z.array(CameraId).min(1).max(64),
      fromAt: InstantAt,
      toAt: InstantAt,
      reviewOn: DayOn,
      reason: z.string().trim().min(1).max(300),
    }),
    Hold,
  ),
  release: call(z.strictObject({ holdId: z.string(), reason: z.string().max(500) }), nothing),
  /** It is still needed: looked at again on another day. */
  keep: call(z.strictObject({ holdId: z.string(), reviewOn: DayOn, reason: z.string().max(500) }), nothing),
}

export const law = {
  show: call(
    nothing,
    z.strictObject({
      name: z.string(),
      effectiveFrom: DayOn,
      changes: z.array(LawChange),
      holidays: Holidays,
    }),
  ),
  putHolidays: call(
    z.strictObject({ year: z.string().regex(/^\d{4}$/), days: z.array(DayOn).max(60) }),
    nothing,
  ),
  /** Asks for a dated file of the law; nothing where the person changed their mind. */
  load: call(nothing, LawChange.nullable()),
  /** Takes a loaded change back whose day has not come. */
  takeBack: call(z.strictObject({ effectiveFrom: DayOn }), nothing),
}
