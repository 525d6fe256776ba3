import { type Law, lawText } from '../../domain/law/law.ts'
import type { Institution } from '../../domain/policy.ts'
import { isOfAgency } from '../../domain/request-form.ts'
import { dayOf } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { type Markup, markup, officialDay, type Paper } from '../paper.ts'
import {
  type Facts,
  footageText,
  handedTo,
  issued,
  lines,
  noticedOn,
  pairs,
  type RequestFacts,
  sheet,
  signature,
  signed,
} from './sheet.ts'

/**
 * 이의제기방법, as every notice that says no in part or whole must carry it (영 41⑤, 42②): the institution's own desk, 118,
 * 분쟁조정위원회, and the ways against an 행정청, which a private institution is not. `isAnswered` where it has objected already.
 */
export function objectionWays(institution: Institution, law: Law, isAnswered = false): Markup {
  const { name, telephone, objectionDesk } = institution
  const rule = law.deadlines['DL-18-file']
  const days = 'days' in rule ? rule.days : 0
  const desk = objectionDesk === '' ? words.objection.desk(name, telephone) : objectionDesk
  const ways = [
    ...(isAnswered ? [] : [words.objection.own(desk, days)]),
    lawText(law, 'objection.report-centre'),
    lawText(law, 'objection.mediation'),
    ...(institution.kind === 'private' ? [] : [lawText(law, 'objection.appeal')]),
  ]
  return lines(ways.map((way, index) => `${'①②③④'[index]} ${way}`))
}

/**
 * 이의신청서 (법 38⑤; domain §9.10): blank, with the decision that it is against, or as it was handed in. `against` is the
 * request that was decided.
 */
export function objectionPaper(facts: Facts & { against?: RequestFacts['request'] | undefined }): Paper {
  const { institution, law, request, cameras } = facts
  const handedIn = request?.form.kind === 'object' ? request : undefined
  const against = handedIn === undefined ? request : facts.against
  const form = request?.form
  const person = form === undefined || isOfAgency(form) ? undefined : form.requester
  const body = markup`${pairs([
    [words.person.name, person?.name ?? ''],
    [words.person.phone, person?.phone ?? ''],
    [words.person.birthOn, person === undefined ? '' : officialDay(person.birthOn)],
    [words.person.address, person?.address ?? ''],
  ])}
  ${pairs([
    [words.objection.against, against === undefined ? '' : words.requestNumber(against.number)],
    [words.objection.footage, request === undefined ? '' : footageText({ ...facts, request, cameras })],
    [words.objection.noticedOn, toldOn(against)],
    [
      words.objection.reason,
      handedIn === undefined ? markup`<div class="room"></div>` : handedIn.form.purpose,
    ],
  ])}
  <p>${lawText(law, 'objection.sentence')}</p>
  ${signed(handedIn === undefined ? undefined : dayOf(handedIn.receivedAt), [
    signature(words.objection.by, person?.name ?? ''),
  ])}
  ${handedTo(institution)}`
  return sheet('objection', facts, { title: words.objection.title, body })
}

function toldOn(against: RequestFacts['request'] | undefined): string {
  const notice = against !== undefined && 'notice' in against ? against.notice : undefined
  return notice === undefined ? '' : officialDay(dayOf(notice.at))
}

/** 이의신청 결과 통지서: upheld (it is decided again) or not, why, and what else can be done. */
export function objectionResultPaper(
  facts: RequestFacts & { against: RequestFacts['request'] | undefined },
): Paper {
  const { request, institution, law, against } = facts
  if (request.form.kind !== 'object' || !('decision' in request)) throw new Error('no objection was decided')
  const { proposal } = request.decision
  const isUpheld = proposal.outcome === 'uphold'
  const said = words.objection.result
  const body = markup`${pairs([
    [words.recipient, words.addressee(request.form.requester.name, request.form.requester.address)],
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [words.objection.against, against === undefined ? '' : words.requestNumber(against.number)],
    [words.objection.footage, footageText(facts)],
    [said.outcome, isUpheld ? said.uphold : said.dismiss],
    [words.reason, 'reason' in proposal ? proposal.reason : ''],
    ...(isUpheld ? [] : [[words.objection.ways, objectionWays(institution, law, true)] as const]),
  ])}
  <p>${lawText(law, 'objection-result.sentence')}</p>
  ${issued(institution, noticedOn(facts))}`
  return sheet('objection-result', facts, { title: said.title, body })
}
