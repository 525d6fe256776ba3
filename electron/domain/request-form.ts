import { z } from 'zod'
import { CameraId } from './policy.ts'
import { Refusal } from './refusal.ts'
import { betweenUs, DayOn, InstantAt } from './time.ts'

/** What is asked, as the 청구서, an agency's letter or an objection says it. */

export const RequestId = z.string().min(1).max(40).brand<'RequestId'>()
export type RequestId = z.infer<typeof RequestId>

/** 열람 · 사본 · 존재확인 · 삭제 · 정정 · 처리정지 · 제3자 제공 · 목적 외 이용 · 이의신청 (domain §4.1). */
export const RequestKind = z.enum([
  'view',
  'copy',
  'existence',
  'erase',
  'correct',
  'stop',
  'provide',
  'use',
  'object',
])
export type RequestKind = z.infer<typeof RequestKind>

/** How it reached the institution. A request by telephone is an inquiry until it is written (영 41②). */
export const Channel = z.enum([
  'visit',
  'post',
  'fax',
  'email',
  'web',
  'commission',
  'disclosure-portal',
  'agency-letter',
  'phone',
])
export type Channel = z.infer<typeof Channel>

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

/** Who asks to be given footage, or to use it beyond its purpose: an institution and the person who acts for it. */
export const Agency = z.strictObject({
  /** `○○경찰서`, or a department of one's own for 이용. */
  name: z.string().trim().min(1).max(100),
  department: z.string().trim().max(60),
  title: z.string().trim().max(60),
  officer: z.string().trim().min(1).max(60),
  phone: z.string().trim().min(1).max(40),
})
export type Agency = z.infer<typeof Agency>

/** 공문: `형사과-1234(2026. 11. 24.)`. */
export const Letter = z.strictObject({ number: z.string().trim().min(1).max(60), on: DayOn })
export type Letter = z.infer<typeof Letter>

/**
 * What is to be done with footage that is given: seen on the screen here (which is 제공 as well), copied, shown to near
 * neighbours to find somebody, or posted for everybody (which the law does not allow).
 */
export const Handling = z.enum(['view', 'copy', 'neighbours', 'post'])
export type Handling = z.infer<typeof Handling>

const asked = {
  channel: Channel,
  fromAt: InstantAt,
  toAt: InstantAt,
  cameraIds: z.array(CameraId).min(1).max(64),
  /** 청구 목적 및 사유 */
  purpose: z.string().trim().min(1).max(10_000),
  /** 착의·차량번호 등 특정 단서 */
  clues: z.string().trim().max(10_000),
}

/** 개인영상정보 청구서 (지침 별지 제2호서식; domain §9.1), and 열람 요구서 for 삭제·정정·처리정지 (§9.4). */
export const SubjectForm = z.strictObject({
  kind: z.enum(['view', 'copy', 'existence', 'erase', 'correct', 'stop']),
  requester: Person,
  relation: Relation,
  /** 정보주체 where it is not the requester. */
  subject: Person.optional(),
  /** Of the requester's own vehicle where that is what was filmed; empty otherwise. */
  vehicleNumber: z.string().trim().max(20),
  ...asked,
})
export type SubjectForm = z.infer<typeof SubjectForm>

/** 개인영상정보 제공(이용) 신청서 (domain §9.10). */
export const AgencyForm = z.strictObject({
  kind: z.enum(['provide', 'use']),
  agency: Agency,
  /** None as long as somebody only telephoned, or where life is at stake and the letter follows. */
  letter: Letter.optional(),
  /** 법적 근거 as the letter states it; empty where it states none, and then nobody looks for footage. */
  statedBasis: z.string().trim().max(300),
  /** The case, order or decision that it is about; empty where there is none. */
  caseNumber: z.string().trim().max(100),
  handling: Handling,
  ...asked,
})
export type AgencyForm = z.infer<typeof AgencyForm>

/** 이의신청: what was decided is taken from the request it is against, nothing of it is asked again. */
const ObjectionForm = z.strictObject({
  kind: z.literal('object'),
  channel: Channel,
  objectsTo: RequestId,
  /** 이의 이유 */
  purpose: z.string().trim().min(1).max(10_000),
})
export type ObjectionForm = z.infer<typeof ObjectionForm>

/** What a window hands in. */
export const RequestForm = z.discriminatedUnion('kind', [SubjectForm, AgencyForm, ObjectionForm])
export type RequestForm = z.infer<typeof RequestForm>

/** An objection as it is kept: with the person, the footage and the words of what it is against. */
const KeptObjection = SubjectForm.extend({ kind: z.literal('object'), objectsTo: RequestId })

/** What is kept of a request. */
export const KeptForm = z.discriminatedUnion('kind', [SubjectForm, AgencyForm, KeptObjection])
export type KeptForm = z.infer<typeof KeptForm>

/** Whether an institution asks, and not the person in the picture. */
export function isOfAgency(form: KeptForm): form is AgencyForm {
  return form.kind === 'provide' || form.kind === 'use'
}

/** What it is called when footage is given for it: 열람 by the person in the picture, 제공 to another, 이용 in the house. */
export type Given = 'view' | 'provide' | 'use'

export function givenAs(form: KeptForm): Given {
  return isOfAgency(form) ? form.kind : 'view'
}

/** Whether a measure is asked for, which is taken first and told afterwards (DL-05, 06: the result is what is told). */
export function isMeasure({ kind }: Pick<KeptForm, 'kind'>): boolean {
  return kind === 'erase' || kind === 'correct' || kind === 'stop'
}

/** Whether something is to leave the house, and not only to be seen here. */
export function givesCopy(form: KeptForm): boolean {
  return form.kind === 'copy' || (isOfAgency(form) && form.handling === 'copy')
}

/** Who asks, for lists and strips: `홍길동`, or `○○경찰서 박길동`. */
export function requesterName(form: KeptForm): string {
  return isOfAgency(form) ? `${form.agency.name} ${form.agency.officer}` : form.requester.name
}

/** No request is for more than a month at once. */
export const MAXIMUM_RANGE_US = 31 * 86_400e6

/**
 * Refuses a range that cannot be meant: it ends before it starts, lies in the future or is longer than a month
 * (`range-impossible`). A range before any recording is a lawful question: its answer is 부존재.
 */
export function checkRange({ fromAt, toAt }: { fromAt: string; toAt: string }, now: string): void {
  const lengthUs = betweenUs(fromAt, toAt)
  if (lengthUs <= 0) throw new Refusal('range-impossible', { why: 'reversed' })
  if (toAt > now) throw new Refusal('range-impossible', { why: 'future' })
  if (lengthUs > MAXIMUM_RANGE_US) throw new Refusal('range-impossible', { why: 'too-long' })
}

/** Fields that never hold a person's words: what is typed there is a secret or a number of the station's own. */
const SECRETS = new Set(['password', 'newPassword', 'recoveryCode'])

/**
 * Refuses with `resident-number` any text, at any depth, that holds a resident registration number: it may not be kept
 * (법 24의2), whatever field it was typed into.
 */
export function refuseResidentNumbers(value: unknown, field = ''): void {
  if (typeof value === 'string') {
    if (!SECRETS.has(field) && holdsResidentNumber(value)) throw new Refusal('resident-number', { field })
  } else if (Array.isArray(value)) {
    for (const each of value) refuseResidentNumbers(each, field)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) refuseResidentNumbers(inner, name)
  }
}

/**
 * Six digits and seven, together or with one breath between them, in whatever script or width they were typed. Dates
 * that cannot be are counted too: a slip of the finger in the number does not make it harmless.
 */
export function holdsResidentNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replaceAll(/[\u00AD\u200B-\u200F\u2060\uFEFF]/g, '')
  return /(?<!\d)\d{6}\s*[-‐-―−·.~]?\s*\d{7}(?!\d)/.test(plain)
}
