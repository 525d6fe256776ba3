import type { Proposal } from '#domain/decision.ts'
import { feeFor } from '#domain/fee.ts'
import type { KeptForm } from '#domain/request-form.ts'
import type { Catalogue } from '#i18n/index.ts'
import { dayText, momentText } from '../moments.ts'

/** A proposal, line by line, as the manager reads it before deciding and everybody afterwards. */
export function proposalLines(
  proposal: Proposal,
  { kind }: KeptForm,
  words: Catalogue,
): [title: string, text: string][] {
  const { decision, propose, basisText, won } = words.decisions
  const lines: [string, string][] = [[decision.outcome, words.terms.outcome[proposal.outcome]]]
  const showsFootage = ['view', 'copy', 'provide', 'use'].includes(kind)
  if ('others' in proposal && showsFootage) {
    const { others, finding, appointment, costs, basis } = proposal
    lines.push([decision.others, propose.othersOf[others]], [decision.finding, finding])
    if (basis !== undefined) {
      const { untilOn, destroyByOn } = basis
      lines.push(
        [decision.basis, basisText(basis)],
        [decision.evidence, basis.evidence],
        [decision.scope, basis.scope],
        [decision.balance, basis.balance],
        [decision.untilOn, untilOn === undefined ? '' : decision.until(dayText(untilOn, words))],
        [decision.destroyByOn, destroyByOn === undefined ? '' : dayText(destroyByOn, words)],
      )
    }
    const { at, place, method, medium } = appointment
    const parts = [at === undefined ? '' : momentText(at), place, propose.methods[method], medium]
    lines.push([decision.appointment, parts.filter((part) => part !== '').join(' · ')])
    const fee = feeFor(costs)
    if (fee.state === 'due') lines.push([decision.fee, won(fee.totalWon)])
    lines.push([decision.ownFault, costs.ownFault])
  }
  if ('ground' in proposal) lines.push([decision.ground, proposal.ground])
  if ('why' in proposal) lines.push([decision.ground, propose.whys[proposal.why]])
  if ('reason' in proposal) lines.push([decision.reason, proposal.reason])
  if ('infeasible' in proposal && proposal.infeasible !== undefined) {
    const { attempted, why, offered } = proposal.infeasible
    lines.push([decision.infeasible, [attempted, why, offered].join('\n')])
  }
  return lines.filter(([, text]) => text !== '')
}
