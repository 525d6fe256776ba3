import { z } from 'zod'
import { ActorId } from './actor.ts'
import { CameraId } from './policy.ts'
import { Refusal } from './refusal.ts'
import { betweenUs, DayOn, InstantAt } from './time.ts'

export const RequestId = z.string().min(1).max(40).brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

/** 열람 · 사본 · 존재확인 (지침 44; issuing a copy is part of 열람, 법 4조 3호). */
export const RequestKind = z.enum(['view', 'copy', 'existence'])
export type RequestKind = z.infer<typeof RequestKind>

export const Person = z.strictObject({
  name: z.string().trim().min(1).max(60),
  phone: z.string().trim().min(1).max(40),
  birthOn: DayOn,
  address: z.string().trim().min(1).max(200),
})
export type Person = z.infer<typeof Person>

/** 정보주체와의 관계 (법 38①②). */
export const Relation = z.enum(['self', 'guardian', 'agent'])
export type Relation = z.infer<typeof Relation>

/** Papers that show who stands at the desk (지침 44③, 영 46①). No number and no copy of them is kept. */
export const IdentityPaper = z.enum(['resident-card', 'driving-licence', 'passport', 'other'])
export type IdentityPaper = z.infer<typeof IdentityPaper>

/** What the 청구서 asks (지침 별지 제2호서식; domain §9.1). */
export const RequestForm = z.strictObject({
  kind: RequestKind,
  requester: Person,
  relation: Relation,
  /** 정보주체 where it is not the requester. */
  subject: Person.optional(),
  fromAt: InstantAt,
  toAt: InstantAt,
  cameraIds: z.array(CameraId).min(1).max(64),
  /** 청구 목적 및 사유 */
  purpose: z.string().trim().min(1).max(2000),
  /** 착의·차량번호 등 특정 단서 */
  clues: z.string().trim().max(1000),
})
export type RequestForm = z.infer<typeof RequestForm>

const Received = RequestForm.extend({
  id: RequestId,
  /** `2026-0001`; printed as 접수 제2026-0001호. */
  number: z.string(),
  receivedAt: InstantAt,
  receivedBy: ActorId,
  dueOn: DayOn,
  targetOn: DayOn,
})
const Verified = Received.extend({ paper: IdentityPaper, verifiedBy: ActorId, verifiedAt: InstantAt })
const Approved = Verified.extend({ approvedBy: ActorId, approvedAt: InstantAt })

/** A request is exactly one of these; there are no flags to contradict each other. */
export const FootageRequest = z.discriminatedUnion('state', [
  Received.extend({ state: z.literal('received') }),
  Verified.extend({ state: z.literal('verified') }),
  Approved.extend({ state: z.literal('approved') }),
  Approved.extend({ state: z.literal('fulfilled'), fulfilledBy: ActorId, fulfilledAt: InstantAt }),
])
export type FootageRequest = z.infer<typeof FootageRequest>
export type RequestState = FootageRequest['state']
type In<S extends RequestState> = Extract<FootageRequest, { state: S }>

const MAXIMUM_RANGE_US = 7 * 86_400e6

/**
 * Refuses a form that cannot be meant: a range that ends before it starts, lies in the future or is longer than a
 * week (`range-impossible`), or a resident registration number typed anywhere (`resident-number`, 법 24의2).
 */
export function check(form: RequestForm, now: string): void {
  const lengthUs = betweenUs(form.fromAt, form.toAt)
  if (lengthUs <= 0) throw new Refusal('range-impossible', { why: 'reversed' })
  if (form.toAt > now) throw new Refusal('range-impossible', { why: 'future' })
  if (lengthUs > MAXIMUM_RANGE_US) throw new Refusal('range-impossible', { why: 'too-long' })
  const texts = {
    name: form.requester.name,
    phone: form.requester.phone,
    address: form.requester.address,
    subject: form.subject === undefined ? '' : Object.values(form.subject).join('\n'),
    purpose: form.purpose,
    clues: form.clues,
  }
  for (const [field, text] of Object.entries(texts)) {
    if (holdsResidentNumber(text)) throw new Refusal('resident-number', { field })
  }
}

/** Six digits of a birth date, then seven that begin with 1–8: never kept, whatever field they were typed into. */
export function holdsResidentNumber(text: string): boolean {
  return /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s*-?\s*[1-8]\d{6}(?!\d)/.test(
    text.normalize('NFKC'),
  )
}

/** The person at the desk has shown a paper. Refuses with `request-wrong-state` unless just received. */
export function verify(
  request: FootageRequest,
  paper: IdentityPaper,
  by: ActorId,
  now: string,
): In<'verified'> {
  const received = inState(request, 'received')
  return { ...received, state: 'verified', paper, verifiedBy: by, verifiedAt: now }
}

/** Nobody approves what they received or checked themselves, whatever their role (`self-approval`). */
export function approve(request: FootageRequest, by: ActorId, now: string): In<'approved'> {
  const verified = inState(request, 'verified')
  if (verified.receivedBy === by || verified.verifiedBy === by) throw new Refusal('self-approval', {})
  return { ...verified, state: 'approved', approvedBy: by, approvedAt: now }
}

/** The requester has seen the footage or has the copy in hand. */
export function fulfil(request: FootageRequest, by: ActorId, now: string): In<'fulfilled'> {
  return { ...inState(request, 'approved'), state: 'fulfilled', fulfilledBy: by, fulfilledAt: now }
}

function inState<S extends RequestState>(request: FootageRequest, state: S): In<S> {
  if (request.state !== state) throw new Refusal('request-wrong-state', { state: request.state })
  return request as In<S>
}
