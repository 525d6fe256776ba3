import type { Outcome, Proposal } from '../../domain/decision.ts'
import type { Fee } from '../../domain/fee.ts'
import { lawText } from '../../domain/law/law.ts'
import type { Institution } from '../../domain/policy.ts'
import { isOfAgency } from '../../domain/request-form.ts'
import { dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { type Markup, markup, officialDay, officialTime, type Paper } from '../paper.ts'
import { objectionWays } from './objection.ts'
import {
  type Cell,
  footageText,
  issued,
  lines,
  noticedOn,
  numbered,
  pairs,
  type RequestFacts,
  sheet,
  ticks,
} from './sheet.ts'
import { formalWon, won } from './won.ts'

const said = words.notice

/** What the form calls each outcome; 존재 and 부존재 are none of its four, and 부존재 is not 거절 (domain §6.2). */
const FOUR: Partial<Record<Outcome, keyof typeof said.outcomes>> = {
  grant: 'grant',
  partial: 'partial',
  postpone: 'postpone',
  refuse: 'refuse',
}

/**
 * (열람, 일부열람, 열람연기, 열람거절) 통지서 (처리방법고시 별지 제9호서식; domain §6.4, §9.5): what was decided, when and where
 * and how it can be seen, what it costs, and, where anything is withheld or late, why and what can be done about it.
 */
export function noticePaper(facts: RequestFacts): Paper {
  const { request, institution, law } = facts
  if (isOfAgency(request.form) || !('decision' in request)) throw new Error('nothing was decided')
  const { form, decision } = request
  const { proposal } = decision
  const outcome = FOUR[proposal.outcome]
  const isWhole = proposal.outcome === 'grant' || proposal.outcome === 'exists'
  const body = markup`${pairs([
    [words.recipient, words.addressee(form.requester.name, form.requester.address)],
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [said.asked, lines([`${words.kinds[form.kind]}: ${footageText(facts)}`, form.purpose])],
    outcome === undefined
      ? [said.existence, ticks(said.found, [proposal.outcome === 'exists' ? 'exists' : 'not-exists'])]
      : [said.decided, ticks(said.outcomes, [outcome])],
    ...appointment(facts, proposal),
    ...('appointment' in proposal ? [[said.fee, feeText(request.fee, institution)] as const] : []),
    ...(isWhole ? [] : [[said.reason, reasonText(facts, proposal)] as const]),
    ...(isWhole ? [] : [[words.objection.ways, objectionWays(institution, law)] as const]),
  ])}
  <p>${lawText(law, outcome === undefined ? 'notice.existence' : 'notice.sentence')}</p>
  ${issued(institution, noticedOn(facts))}
  ${'appointment' in proposal ? markup`<h2>${words.cautions}</h2>${numbered(cautions(facts))}` : ''}`
  const title =
    outcome === undefined
      ? said.existenceTitle
      : markup`${said.title}(${ticks(said.outcomes, [outcome])}) ${said.titleEnd}`
  // 별지 제9호서식 has four outcomes; what is said of existence is a letter of our own.
  return sheet('notice', facts, { title, body, isOfficial: outcome !== undefined })
}

type Row = readonly [string, Cell]

function appointment({ institution, request }: RequestFacts, proposal: Proposal): Row[] {
  if (!('appointment' in proposal)) return []
  const { at, place, method, medium } = proposal.appointment
  const form = request.form.kind === 'copy' ? copyForm(medium) : 'view'
  return [
    [said.at, at === undefined ? said.byArrangement : officialTime(wallClock(at))],
    [said.place, place === '' ? institution.viewingPlace : place],
    [said.form, markup`${ticks(said.forms, [form])}${medium === '' ? '' : ` (${medium})`}`],
    [said.method, ticks(said.methods, [method])],
  ]
}

/** Which box of 열람 형태 a medium belongs to. */
function copyForm(medium: string): keyof typeof said.forms {
  if (/프린트|출력|인쇄|종이/.test(medium)) return 'print'
  if (/파일|전송|전자우편|메일/.test(medium)) return 'file'
  return /USB|CD|DVD|매체|디스크|메모리/i.test(medium) ? 'medium' : 'other'
}

/** 납부 금액 and 수수료 산정 명세: actual cost, or why nothing is to be paid (영 47①②). */
function feeText(fee: Fee, { kind }: Institution): Markup {
  if (fee.state === 'none') return lines([said.noFee])
  const { maskingWon, mediaWon, postageWon, ownFault } = fee.costs
  const charged = fee.state === 'barred' ? 0 : maskingWon + mediaWon
  const postage = fee.state === 'barred' ? 0 : postageWon
  const end =
    fee.state === 'barred'
      ? said.barred(ownFault)
      : fee.state === 'waived'
        ? said.waived(fee.reason)
        : said.payBy[kind]
  return lines([
    `① ${said.charge} ${won(charged)} · ② ${said.postage} ${won(postage)}`,
    `${said.total} ${formalWon(charged + postage)}`,
    said.account(won(maskingWon), won(mediaWon), won(postageWon)),
    end,
  ])
}

/** 사유: the lawful ground with its article, and the facts; for 부존재 which of its kinds it is. */
function reasonText({ law, cameras, request }: RequestFacts, proposal: Proposal): Markup {
  if (proposal.outcome === 'not-exists') {
    const days = [...new Set(cameras.map(({ retentionDays }) => retentionDays))]
    return lines([said.missing[proposal.why](days), proposal.reason])
  }
  const reason = 'reason' in proposal ? proposal.reason : ''
  const ground = 'ground' in proposal ? law.grounds[proposal.ground] : undefined
  const infeasible = proposal.outcome === 'refuse' ? proposal.infeasible : undefined
  return lines([
    ...(ground === undefined ? [] : [`${ground.citation}: ${ground.text}`]),
    reason,
    ...(infeasible === undefined
      ? []
      : [said.attempted(infeasible.attempted), said.why(infeasible.why), said.offered(infeasible.offered)]),
    ...(proposal.outcome === 'postpone' && 'dueOn' in request ? [said.postponed] : []),
  ])
}

function cautions({ law, request, institution }: RequestFacts): string[] {
  const isPaid = request.fee.state === 'due' || request.fee.state === 'paid'
  return [
    lawText(law, 'notice.bring'),
    ...(isPaid ? [said.payBy[institution.kind]] : []),
    lawText(law, 'notice.objecting'),
  ]
}
