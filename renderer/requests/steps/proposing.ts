import type { Review } from '#contract/requests.ts'
import {
  type Appointment,
  type BasisFinding,
  type Circumstances,
  checkProposal,
  type OthersShown,
  type Outcome,
  type Proposal,
} from '#domain/decision.ts'
import type { BasisCode, Law } from '#domain/law/law.ts'
import type { Institution } from '#domain/policy.ts'
import { Refusal } from '#domain/refusal.ts'
import type { FootageRequest } from '#domain/request.ts'
import { givesCopy, isOfAgency } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { parseDay, parseTime } from '../../ui/typed.ts'

/** A proposal as it is being typed: every field is the text on the screen, and none is lost where the outcome changes. */
export interface Draft {
  outcome: Outcome
  others: OthersShown
  finding: string
  maskingWon: string
  mediaWon: string
  postageWon: string
  ownFault: string
  on: string
  time: string
  place: string
  method: Appointment['method']
  medium: string
  ground: string
  reason: string
  isInfeasible: boolean
  attempted: string
  infeasibleWhy: string
  offered: string
  notExists: Extract<Proposal, { outcome: 'not-exists' }>['why']
  basis: BasisCode | ''
  citation: string
  evidence: string
  scope: string
  balance: string
  untilOn: string
  destroyByOn: string
}

/** What may be decided as things stand: what is there cannot be called missing, and the other way about. */
export function outcomesOf(request: FootageRequest, review: Review): Outcome[] {
  const { kind } = request.form
  const isFound = 'location' in request && request.location?.isFound === true
  return review.outcomes.filter((outcome) => {
    if (kind === 'object') return true
    if (kind === 'stop') return (outcome === 'not-applicable') === review.isPublicPlace
    if (outcome === 'grant' || outcome === 'partial' || outcome === 'exists') return isFound
    return outcome !== 'not-exists' || !isFound
  })
}

/** The usual answer: what is asked is granted, others masked, here at the institution. */
export function firstDraft(
  request: FootageRequest,
  outcomes: readonly Outcome[],
  { viewingPlace, gone }: { viewingPlace: string; gone: string },
): Draft {
  const { form } = request
  const note = 'location' in request ? (request.location?.note ?? '') : ''
  // What is not there is told as not there; anything else would have to be argued.
  const first = outcomes.includes('not-exists') ? 'not-exists' : (outcomes[0] ?? 'refuse')
  return {
    outcome: first,
    others: 'masked',
    finding: '',
    maskingWon: '',
    mediaWon: '',
    postageWon: '',
    ownFault: '',
    on: '',
    time: '',
    place: viewingPlace,
    method: 'visit',
    medium: givesCopy(form) ? 'USB' : '',
    ground: '',
    reason: first === 'not-exists' ? gone || note : '',
    isInfeasible: false,
    attempted: '',
    infeasibleWhy: '',
    offered: '',
    notExists: gone === '' ? 'never-recorded' : 'retention-passed',
    basis: '',
    citation: '',
    evidence: '',
    scope: '',
    balance: '',
    untilOn: '',
    destroyByOn: '',
  }
}

const WON = /^[\d,]*$/

/** Whether an amount can be read; nothing written is nothing to pay. */
export function isWon(text: string): boolean {
  return WON.test(text.trim())
}

/** The amount in won that is meant. */
export function wonOf(text: string): number {
  return isWon(text) ? Number(text.replaceAll(',', '')) : 0
}

/** Whether day and time of the viewing can be read, or neither is written. */
export function isAppointed({ on, time }: Pick<Draft, 'on' | 'time'>): boolean {
  if (on.trim() === '' && time.trim() === '') return true
  return parseDay(on) !== undefined && parseTime(time) !== undefined
}

/** The proposal that is meant. `nobody` is what is written where others are left out because there is nobody else. */
export function proposalOf(draft: Draft, { form }: FootageRequest, nobody: string): Proposal {
  const { outcome, ground } = draft
  const reason = draft.reason.trim()
  switch (outcome) {
    case 'grant':
      return { outcome, ...granting(draft, form, nobody) }
    case 'partial':
      return { outcome, ...granting(draft, form, nobody), ground: isOfAgency(form) ? '' : ground, reason }
    case 'refuse': {
      const infeasible = {
        attempted: draft.attempted.trim(),
        why: draft.infeasibleWhy.trim(),
        offered: draft.offered.trim(),
      }
      // All three, or it is no ground.
      const isWhole = draft.isInfeasible && Object.values(infeasible).every((text) => text !== '')
      return { outcome, ground: isOfAgency(form) ? '' : ground, reason, ...(isWhole ? { infeasible } : {}) }
    }
    case 'exists':
      return { outcome }
    case 'not-exists':
      return { outcome, why: draft.notExists, reason }
    case 'postpone':
    case 'not-applicable':
    case 'uphold':
    case 'dismiss':
      return { outcome, reason }
  }
}

function granting(draft: Draft, form: FootageRequest['form'], nobody: string) {
  const { others, place, method, medium } = draft
  const on = parseDay(draft.on)
  const time = parseTime(draft.time)
  const basis = basisOf(draft)
  return {
    others,
    finding: others === 'masked' ? '' : draft.finding.trim() || (others === 'nobody' ? nobody : ''),
    costs: {
      maskingWon: wonOf(draft.maskingWon),
      mediaWon: wonOf(draft.mediaWon),
      postageWon: wonOf(draft.postageWon),
      ownFault: draft.ownFault.trim(),
    },
    appointment: {
      ...(on !== undefined && time !== undefined ? { at: fromWallClock(`${on}T${time}`) } : {}),
      place: place.trim(),
      method,
      medium: medium.trim(),
    },
    ...(isOfAgency(form) && basis !== undefined ? { basis } : {}),
  }
}

function basisOf({ basis, citation, evidence, scope, balance, ...days }: Draft): BasisFinding | undefined {
  if (basis === '') return undefined
  const untilOn = parseDay(days.untilOn)
  const destroyByOn = parseDay(days.destroyByOn)
  return {
    code: basis,
    citation: basis === 'B2' ? citation.trim() : '',
    evidence: evidence.trim(),
    scope: scope.trim(),
    balance: balance.trim(),
    ...(untilOn === undefined ? {} : { untilOn }),
    ...(destroyByOn === undefined ? {} : { destroyByOn }),
  }
}

/** What the domain's own rules would refuse in it, before the office is asked. */
export function refusalOf(
  proposal: Proposal,
  request: FootageRequest,
  around: { review: Review; law: Law; institution: Pick<Institution, 'kind' | 'sector'> },
): Refusal | undefined {
  const { review, law, institution } = around
  const circumstances: Circumstances = {
    law,
    institution,
    form: request.form,
    isPublicPlace: review.isPublicPlace,
    heldFor: review.heldFor,
    hasViewed: review.hasViewed,
    isFound: 'location' in request && request.location?.isFound === true,
  }
  try {
    checkProposal(proposal, circumstances)
    return undefined
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown
    throw thrown
  }
}
