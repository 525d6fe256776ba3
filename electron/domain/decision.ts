import { z } from 'zod'
import { Costs } from './fee.ts'
import { BasisCode, type Blocked, type Law } from './law/law.ts'
import type { Institution } from './policy.ts'
import { Refusal } from './refusal.ts'
import { isOfAgency, type KeptForm, type RequestKind } from './request-form.ts'
import { DayOn, InstantAt } from './time.ts'

/** What may be decided on a request, and what the law does not let be issued (domain §6, §7). */

export const Outcome = z.enum([
  'grant',
  'partial',
  'postpone',
  'refuse',
  'exists',
  'not-exists',
  'not-applicable',
  'uphold',
  'dismiss',
])
export type Outcome = z.infer<typeof Outcome>

/** What each kind of request can end in. */
export const OUTCOMES: Record<RequestKind, readonly Outcome[]> = {
  view: ['grant', 'partial', 'postpone', 'refuse', 'not-exists'],
  copy: ['grant', 'partial', 'postpone', 'refuse', 'not-exists'],
  existence: ['exists', 'postpone', 'refuse', 'not-exists'],
  erase: ['grant', 'partial', 'refuse', 'not-exists'],
  correct: ['grant', 'refuse', 'not-exists'],
  stop: ['grant', 'refuse', 'not-applicable'],
  provide: ['grant', 'partial', 'refuse', 'not-exists'],
  use: ['grant', 'refuse', 'not-exists'],
  object: ['uphold', 'dismiss'],
}

const Reason = z.string().trim().max(10_000)

/**
 * What becomes of others in the picture: nobody else is there; nobody can be recognised (지침 46, with the finding);
 * they are masked; they consented (MK-4); they stay visible as far as the purpose of a provision needs (MK-5).
 */
export const OthersShown = z.enum(['nobody', 'unrecognisable', 'masked', 'consented', 'visible'])
export type OthersShown = z.infer<typeof OthersShown>

/** 열람 일시·장소·형태·방법, as the notice says them. */
export const Appointment = z.strictObject({
  at: InstantAt.optional(),
  place: z.string().trim().max(100),
  method: z.enum(['visit', 'post', 'fax', 'email', 'other']),
  /** What a copy is put on: USB, CD, 프린트, 전자파일; empty for viewing. */
  medium: z.string().trim().max(60),
})
export type Appointment = z.infer<typeof Appointment>

/** Why footage is given or used (법 17·18): the ground, what proves it, how little is enough, whom it could harm. */
export const BasisFinding = z.strictObject({
  code: BasisCode,
  /** Act and article of B2; empty for the others. */
  citation: z.string().trim().max(300),
  /** What the law data asks as evidence: 의결번호, 명령번호, urgency memo, consents. */
  evidence: z.string().trim().max(2000),
  /** 최소범위 검토 */
  scope: z.string().trim().max(2000),
  /** 부당침해 우려 검토 (법 18② 각 호 외의 부분) */
  balance: z.string().trim().max(2000),
  /** Until when the recipient may use it, and destroys it. */
  untilOn: DayOn.optional(),
  destroyByOn: DayOn.optional(),
})
export type BasisFinding = z.infer<typeof BasisFinding>

const granted = {
  others: OthersShown,
  /** Why others need not be masked, or who consented. */
  finding: z.string().trim().max(2000),
  costs: Costs,
  appointment: Appointment,
  basis: BasisFinding.optional(),
}
/** Why somebody cannot be made unrecognisable by any means; all three, or it is no ground. */
const Infeasible = z.strictObject({
  attempted: z.string().trim().min(1).max(2000),
  why: z.string().trim().min(1).max(2000),
  offered: z.string().trim().min(1).max(2000),
})

export const Proposal = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('grant'), ...granted }),
  z.strictObject({
    outcome: z.literal('partial'),
    ...granted,
    ground: z.string().max(10),
    reason: Reason,
  }),
  z.strictObject({ outcome: z.literal('postpone'), reason: Reason }),
  z.strictObject({
    outcome: z.literal('refuse'),
    /** None where an agency has no basis at all: it is answered by 법 18①. */
    ground: z.string().max(10),
    reason: Reason,
    infeasible: Infeasible.optional(),
  }),
  z.strictObject({ outcome: z.literal('exists') }),
  z.strictObject({
    outcome: z.literal('not-exists'),
    why: z.enum(['never-recorded', 'retention-passed', 'out-of-order', 'not-ours']),
    /** What was looked at to know; for what was destroyed, the line of the 관리대장 that says so. */
    reason: Reason,
  }),
  z.strictObject({ outcome: z.literal('not-applicable'), reason: Reason }),
  z.strictObject({ outcome: z.literal('uphold'), reason: Reason }),
  z.strictObject({ outcome: z.literal('dismiss'), reason: Reason }),
])
export type Proposal = z.infer<typeof Proposal>
type Granting = Extract<Proposal, { outcome: 'grant' | 'partial' }>

/** What the rules look at besides the proposal itself. */
export interface Circumstances {
  law: Law
  institution: Pick<Institution, 'kind' | 'sector'>
  form: KeptForm
  /** Whether every camera that is asked for films a public place (법 58②). */
  isPublicPlace: boolean
  /** Numbers of other requests that hold what is asked for. */
  heldFor: readonly string[]
  /** Whether the subject has viewed this footage (법 36①: 열람한 정보주체). */
  hasViewed: boolean
  /** Whether there is footage to show. */
  isFound: boolean
}

/**
 * Refuses what the law does not let be issued; says which rule: `outcome-impossible`, `ground-missing`,
 * `ground-not-lawful`, `reason-missing`, `reason-blocked`, `not-viewed-yet`, `held`, `others-visible`,
 * `finding-missing`, and for agencies `basis-missing`, `basis-unavailable`, `basis-unproven`, `letter-missing`,
 * `destroy-day-missing`, `posting-forbidden`.
 */
export function checkProposal(proposal: Proposal, circumstances: Circumstances): void {
  const { form, isFound, isPublicPlace } = circumstances
  const { outcome } = proposal
  const no = () => new Refusal('outcome-impossible', { kind: form.kind, outcome })
  if (!OUTCOMES[form.kind].includes(outcome)) throw no()
  // 처리정지 is no right for public-place footage (법 58②), and the only answer is to say so.
  if (form.kind === 'stop' && (outcome === 'not-applicable') !== isPublicPlace) throw no()
  const needsFootage = ['grant', 'partial', 'exists'].includes(outcome)
  if (form.kind !== 'object' && form.kind !== 'stop' && needsFootage !== isFound) {
    // What is not there cannot be shown, and what is there cannot be called missing; postponing and refusing say neither.
    if (needsFootage || outcome === 'not-exists') throw no()
  }
  if ('reason' in proposal && proposal.reason === '') throw new Refusal('reason-missing', {})
  if (outcome === 'grant' || outcome === 'partial') checkGranting(proposal as Granting, circumstances)
  if (outcome === 'partial' || outcome === 'refuse')
    checkGround(proposal as Extract<Proposal, { ground: string }>, circumstances)
  if (outcome === 'postpone')
    refuseBlocked(proposal.reason, circumstances.law, ({ unlessInfeasible }) => unlessInfeasible)
}

function checkGranting(proposal: Granting, circumstances: Circumstances): void {
  const { form, heldFor, hasViewed, institution } = circumstances
  if (form.kind === 'erase') {
    if (!hasViewed) throw new Refusal('not-viewed-yet', {})
    const [number] = heldFor
    if (number !== undefined) throw new Refusal('held', { number })
    return
  }
  if (form.kind === 'correct' || form.kind === 'stop') return
  const { others, finding } = proposal
  if (others === 'visible' && !isOfAgency(form)) throw new Refusal('others-visible', {})
  if (institution.sector === 'operating-room' && !isOfAgency(form) && others !== 'consented')
    throw new Refusal('others-visible', {})
  if (others !== 'masked' && others !== 'nobody' && finding === '') throw new Refusal('finding-missing', {})
  if (isOfAgency(form)) checkBasis(proposal, circumstances)
}

/** Whether a basis can be chosen by this institution. */
export function isAvailable(code: BasisCode, law: Law, kind: Institution['kind']): boolean {
  return kind !== 'private' || !law.bases[code].isPublicOnly
}

/**
 * Grounds on which others stay visible as far as the purpose needs (MK-5); on any other they are masked or
 * consent, except the one whom near neighbours are asked about (안내서).
 */
const SHOWN_AS_NEEDED: readonly BasisCode[] = ['B2', 'B3', 'B7', 'B8', 'B9', 'B10']

function checkBasis({ basis, others }: Granting, { form, law, institution }: Circumstances): void {
  if (!isOfAgency(form)) return
  if (form.handling === 'post') throw new Refusal('posting-forbidden', {})
  if (basis === undefined) throw new Refusal('basis-missing', {})
  const { code, citation, evidence, scope, balance, untilOn, destroyByOn } = basis
  if (!isAvailable(code, law, institution.kind)) throw new Refusal('basis-unavailable', { code })
  // Near neighbours may be shown something to find somebody: within the purpose only (안내서).
  if (form.handling === 'neighbours' && code !== 'B0') throw new Refusal('basis-unavailable', { code })
  if (form.letter === undefined && !['B0', 'B1', 'B3', 'B10'].includes(code))
    throw new Refusal('letter-missing', {})
  if (code === 'B4' && others !== 'masked') throw new Refusal('others-visible', {})
  const unproven = code === 'B2' ? citation === '' : code === 'B7' || code === 'B9' ? false : evidence === ''
  if (unproven || scope === '' || balance === '') throw new Refusal('basis-unproven', { code })
  const needsFace = form.handling === 'neighbours' || SHOWN_AS_NEEDED.includes(code)
  if (others === 'visible' && !needsFace) throw new Refusal('others-visible', {})
  if (form.kind === 'provide' && form.handling === 'copy' && destroyByOn === undefined)
    throw new Refusal('destroy-day-missing', {})
  if (form.kind === 'use' && untilOn === undefined) throw new Refusal('destroy-day-missing', {})
}

function checkGround(proposal: Extract<Proposal, { ground: string }>, circumstances: Circumstances): void {
  const { form, law, institution } = circumstances
  // An agency that has no basis is answered by the prohibition itself (법 18①); it has no right that is limited.
  if (isOfAgency(form)) return
  if (proposal.ground === '') throw new Refusal('ground-missing', {})
  if (!groundsFor(form.kind, institution.sector, law).includes(proposal.ground))
    throw new Refusal('ground-not-lawful', { ground: proposal.ground })
  const isInfeasible =
    proposal.outcome === 'refuse' && proposal.ground === 'RF-2' && proposal.infeasible !== undefined
  const isPartial = proposal.outcome === 'partial'
  refuseBlocked(
    proposal.reason,
    law,
    ({ unlessInfeasible }, name) =>
      (unlessInfeasible && (isInfeasible || isPartial)) ||
      (name === 'retention-passed' && proposal.ground === 'CR-1'),
  )
}

/** Codes of the grounds on which such a request can be refused or limited here, in the order of the law. */
export function groundsFor(kind: RequestKind, sector: Institution['sector'], law: Law): string[] {
  const answers = kind === 'erase' || kind === 'correct' ? 'erase' : kind === 'stop' ? 'stop' : 'access'
  return Object.entries(law.grounds)
    .filter(([, ground]) => ground.answers.includes(answers) && ground.sectors.includes(sector))
    .map(([code]) => code)
}

/** The blocked reason that a text is, where it is one (domain §6.3). Spaces do not hide it. */
export function blockedReason(text: string, law: Law): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/\s+/g, '')
  return Object.keys(law.blocked).find((name) =>
    new RegExp(law.blocked[name]?.pattern ?? '$^', 'u').test(plain),
  )
}

function refuseBlocked(
  reason: string,
  law: Law,
  isLetThrough: (blocked: Blocked, name: string) => boolean,
): void {
  const plain = reason.normalize('NFKC').replaceAll(/\s+/g, '')
  for (const [name, blocked] of Object.entries(law.blocked))
    if (new RegExp(blocked.pattern, 'u').test(plain) && !isLetThrough(blocked, name))
      throw new Refusal('reason-blocked', { why: blocked.why, instead: blocked.instead })
}
