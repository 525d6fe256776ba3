import type { BasisFinding, OthersShown } from './decision.ts'
import { type FootageRequest, isGranted } from './request.ts'
import { isOfAgency } from './request-form.ts'

/** What was decided about others in the picture where they need not be masked, and why. */
export interface Clearance {
  readonly others: Exclude<OthersShown, 'masked'>
  /** Empty only where nobody else is there. */
  readonly finding: string
  /** For an agency: on what ground it is given, and how little of it is enough (MK-5). */
  readonly basis: BasisFinding | undefined
}

/**
 * Why footage may be given with everybody in it as they are (지침 46; domain MK-3, 4, 5). Nothing where that was not decided:
 * as long as nothing is granted, where others are to be masked, without a finding, and for an agency without a basis
 * or with one that wants 가명정보 (B4).
 */
export function clearanceOf(request: FootageRequest): Clearance | undefined {
  if (!isGranted(request) || !('decision' in request)) return undefined
  const { proposal } = request.decision
  if (!('others' in proposal) || proposal.others === 'masked') return undefined
  const { others, basis } = proposal
  const finding = proposal.finding.trim()
  if (others !== 'nobody' && finding === '') return undefined
  if (!isOfAgency(request.form))
    return others === 'visible' ? undefined : { others, finding, basis: undefined }
  return basis === undefined || basis.code === 'B4' ? undefined : { others, finding, basis }
}
