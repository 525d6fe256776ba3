import { lawText } from '../../domain/law/law.ts'
import { isOfAgency } from '../../domain/request-form.ts'
import { addDays, dayOf } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { letters } from '../../i18n/ko/letters.ts'
import { markup, officialDay, type Paper } from '../paper.ts'
import { basisText } from './agency.ts'
import { objectionWays } from './objection.ts'
import { footageText, issued, lines, pairs, type RequestFacts, rangeText, sheet } from './sheet.ts'

/** Letters without an official number (domain §9.10). */

/** To whom a request is answered: the requester at their address, or the agency. */
function addressee({ form }: RequestFacts['request']): string {
  return isOfAgency(form)
    ? letters.agency(form.agency.name, form.agency.department)
    : words.addressee(form.requester.name, form.requester.address)
}

function about(facts: RequestFacts) {
  const { request } = facts
  return [
    [words.recipient, addressee(request)],
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [letters.asked, `${words.kinds[request.form.kind]}: ${footageText(facts)}`],
  ] as const
}

/** 보완 요구서: what was asked for last, and that the days run on unless the institution has said otherwise. */
export function supplementPaper(facts: RequestFacts): Paper {
  const { request, institution, law } = facts
  const last = request.supplements.at(-1)
  if (last === undefined) throw new Error('no papers were asked for')
  const said = letters.supplement
  const dueOn = 'dueOn' in request ? officialDay(request.dueOn) : ''
  const body = markup`${pairs([
    ...about(facts),
    [said.what, last.what],
    [said.where, letters.desk(institution.name, institution.address, institution.telephone)],
    [said.due, institution.pausesOnSupplement ? said.paused : said.runsOn(dueOn)],
  ])}
  <p>${lawText(law, 'supplement.sentence')}</p>
  ${issued(institution, dayOf(last.askedAt))}`
  return sheet('supplement', facts, { title: said.title, body })
}

/** 연기 사유 소멸 안내: the reason to wait has ended; viewing follows within DL-03 (법 35③). */
export function resumptionPaper(facts: RequestFacts): Paper {
  const { request, institution, law, todayOn } = facts
  const postponed = 'postponed' in request ? request.postponed.at(-1) : undefined
  if (postponed === undefined || !('dueOn' in request)) throw new Error('nothing was postponed')
  const { proposal, at } = postponed
  const said = letters.resumption
  const body = markup`${pairs([
    ...about(facts),
    [said.postponedOn, officialDay(dayOf(at))],
    [said.reason, 'reason' in proposal ? proposal.reason : ''],
    [said.due, officialDay(request.dueOn)],
    [said.contact, letters.desk(institution.name, institution.address, institution.telephone)],
  ])}
  <p>${lawText(law, 'resumption.sentence')}</p>
  ${issued(institution, todayOn)}`
  return sheet('resumption', facts, { title: said.title, body })
}

/** The answer to an agency that gets nothing: no basis (법 18①), or no footage, which is not a denial. */
export function denialPaper(facts: RequestFacts): Paper {
  const { request, institution, law, cameras, todayOn } = facts
  const { form } = request
  if (!isOfAgency(form) || !('decision' in request)) throw new Error('nothing was decided')
  const { proposal } = request.decision
  const said = letters.denial
  const isMissing = proposal.outcome === 'not-exists'
  const days = [...new Set(cameras.map(({ retentionDays }) => retentionDays))]
  const notice = 'notice' in request ? request.notice : undefined
  const body = markup`${pairs([
    ...about(facts),
    [
      letters.letter,
      form.letter === undefined
        ? letters.none
        : letters.number(form.letter.number, officialDay(form.letter.on)),
    ],
    [said.purpose, form.purpose],
    [said.answer, isMissing ? said.missing : said.refused],
    [
      words.reason,
      lines([
        ...(isMissing ? [words.notice.missing[proposal.why](days)] : [lawText(law, 'denial.prohibition')]),
        ...('reason' in proposal ? [proposal.reason] : []),
      ]),
    ],
    ...(isMissing ? [] : [[said.next, lawText(law, 'denial.next')] as const]),
  ])}
  <p>${isMissing ? said.missingSentence : lawText(law, 'denial.sentence')}</p>
  ${issued(institution, notice === undefined ? todayOn : dayOf(notice.at))}`
  return sheet('denial', facts, { title: said.title, body })
}

/** 정보주체에 대한 사후 통지 (지침 14): who was given what, why and on what ground, after the urgent reason has ended. */
export function subjectNoticePaper(facts: RequestFacts): Paper {
  const { request, institution, law, todayOn } = facts
  const { form } = request
  if (!isOfAgency(form)) throw new Error('nothing was given to an agency')
  const said = letters.subjectNotice
  const given = 'fulfilment' in request ? request.fulfilment : undefined
  const body = markup`${pairs([
    [words.recipient, said.subject],
    [said.given, footageText(facts)],
    [said.taker, letters.agency(form.agency.name, form.agency.department)],
    [said.givenOn, given === undefined ? '' : officialDay(dayOf(given.at))],
    [said.basis, basisText(facts)],
    [said.purpose, form.purpose],
    [words.objection.ways, objectionWays(institution, law, true)],
  ])}
  <p>${lawText(law, 'subject-notice.sentence')}</p>
  ${issued(institution, todayOn)}`
  return sheet('subject-notice', facts, { title: said.title, body })
}

/**
 * 목적 외 이용·제공 게재문: exactly day, ground, purpose and kind of what was given (처리방법고시 2조), and how long it stays
 * on show. It names nobody.
 */
export function publicationPaper(facts: RequestFacts): Paper {
  const { request, institution, law, cameras, todayOn } = facts
  const { publication } = request.aftercare
  const given = 'fulfilment' in request ? request.fulfilment : undefined
  if (publication === undefined || given === undefined) throw new Error('nothing is to be published')
  const said = letters.publication
  const rule = law.deadlines['DL-08-posted']
  const days = 'days' in rule ? rule.days : 0
  const { fromOn, toOn } = publication.posted ?? { fromOn: todayOn, toOn: addDays(todayOn, days) }
  const numbers = cameras.map(({ number }) => number)
  const body = markup`<p>${lawText(law, 'publication.sentence')}</p>
  ${pairs([
    [said.day, officialDay(dayOf(given.at))],
    [said.basis, basisText(facts)],
    [said.purpose, request.form.purpose],
    [said.kind, said.kindText(numbers, rangeText(request.form))],
    [said.shown, said.shownText(officialDay(fromOn), officialDay(toOn))],
  ])}
  ${issued(institution, fromOn)}`
  return sheet('publication', facts, {
    title: said.title[request.form.kind === 'use' ? 'use' : 'provide'],
    body,
  })
}
