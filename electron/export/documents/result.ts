import { lawText } from '../../domain/law/law.ts'
import { isOfAgency } from '../../domain/request-form.ts'
import { dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { type Markup, markup, officialDay, officialTime, type Paper } from '../paper.ts'
import { objectionWays } from './objection.ts'
import { footageText, issued, lines, noticedOn, pairs, type RequestFacts, sheet, ticks } from './sheet.ts'

const said = words.result

/**
 * (정정·삭제, 처리정지) 요구에 대한 결과 통지서 (처리방법고시 별지 제10호서식; domain §9.6): what was done, or why not and what
 * can be done about it. For cameras in a public place it says that 처리정지 does not apply (법 58②).
 */
export function resultPaper(facts: RequestFacts): Paper {
  const { request, institution, law } = facts
  const { form } = request
  if (isOfAgency(form) || !('decision' in request)) throw new Error('nothing was decided')
  const { proposal } = request.decision
  const isDone = proposal.outcome === 'grant'
  const isStop = form.kind === 'stop'
  const body = markup`${pairs([
    [words.recipient, words.addressee(form.requester.name, form.requester.address)],
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [said.asked, lines([`${words.kinds[form.kind]}: ${footageText(facts)}`, form.purpose])],
    [said.measure, lines([ticks(said.kinds, [isStop ? 'stop' : 'change']), measure(facts)])],
    [said.reason, reason(facts)],
    ...(isDone ? [] : [[words.objection.ways, objectionWays(institution, law)] as const]),
  ])}
  <p>${lawText(law, isStop ? 'result.stop' : 'result.erase')}</p>
  ${issued(institution, noticedOn(facts))}`
  const title = markup`${said.title}(${ticks(said.kinds, [isStop ? 'stop' : 'change'])}) ${said.titleEnd}`
  return sheet('result', facts, { title, body })
}

function measure({ request }: RequestFacts): string {
  if (!('decision' in request)) return ''
  const { outcome } = request.decision.proposal
  const kind = request.form.kind === 'erase' ? 'erase' : request.form.kind === 'correct' ? 'correct' : 'stop'
  if (outcome !== 'grant' && outcome !== 'partial')
    return outcome === 'not-exists' ? said.nothing : said.none[kind]
  const doneAt = 'fulfilment' in request ? request.fulfilment?.at : undefined
  const at = doneAt === undefined ? '' : ` (${officialTime(wallClock(doneAt))})`
  return `${outcome === 'partial' ? said.part : ''}${said.done[kind]}${at}`
}

/** 결정 사유 */
function reason({ request, law, cameras }: RequestFacts): Markup {
  if (!('decision' in request)) return lines([])
  const { proposal } = request.decision
  const days = [...new Set(cameras.map(({ retentionDays }) => retentionDays))]
  const ground = 'ground' in proposal ? law.grounds[proposal.ground] : undefined
  return lines([
    ...(proposal.outcome === 'grant' ? [said.granted] : []),
    ...(proposal.outcome === 'not-applicable' ? [lawText(law, 'stop.public-place')] : []),
    ...(proposal.outcome === 'not-exists' ? [words.notice.missing[proposal.why](days)] : []),
    ...(ground === undefined ? [] : [`${ground.citation}: ${ground.text}`]),
    ...('reason' in proposal ? [proposal.reason] : []),
  ])
}
