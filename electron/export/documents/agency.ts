import { isAvailable } from '../../domain/decision.ts'
import { BasisCode, lawText } from '../../domain/law/law.ts'
import { type Agency, isOfAgency } from '../../domain/request-form.ts'
import { dayOf } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { letters } from '../../i18n/ko/letters.ts'
import { markup, officialDay, type Paper } from '../paper.ts'
import {
  type Facts,
  footageText,
  handedTo,
  issued,
  lines,
  noticedOn,
  numbered,
  pairs,
  placesText,
  type RequestFacts,
  rangeText,
  sheet,
  signature,
  signed,
  tick,
  ticks,
} from './sheet.ts'

/** Papers between the institution and whoever it gives footage to (법 18⑤; domain §7, §9.10). */

/** `○○경찰서 형사과 경위 박길동 02-123-4567` */
export function agencyText({ name, department, title, officer, phone }: Agency): string {
  return [name, department, title, officer, phone].filter((part) => part !== '').join(' ')
}

/** What was found of the basis; nothing as long as nobody has proposed anything. */
function basisOf({ request }: Facts) {
  if (request === undefined) return undefined
  const proposal =
    'decision' in request ? request.decision.proposal : 'proposal' in request ? request.proposal : undefined
  return proposal !== undefined && 'basis' in proposal ? proposal.basis : undefined
}

/** 법적 근거: the article of the law as it stood when it was decided, and the other act that is cited. */
export function basisText(facts: Facts): string {
  const basis = basisOf(facts)
  if (basis === undefined) return ''
  const { citation, text } = facts.law.bases[basis.code]
  return `${[citation, basis.citation].filter((part) => part !== '').join(', ')} (${text})`
}

/** 개인영상정보 제공(이용) 신청서 for an agency to fill in: every ground that this institution may give on is offered. */
export function applicationPaper(facts: Facts): Paper {
  const { request, institution, law, cameras } = facts
  const form = request !== undefined && isOfAgency(request.form) ? request.form : undefined
  const basis = basisOf(facts)
  const said = letters.application
  const codes = BasisCode.options.filter((code) => isAvailable(code, law, institution.kind))
  const agency = form?.agency
  const body = markup`${pairs([
    [said.kind, ticks(said.kinds, form === undefined ? [] : [form.kind])],
    [said.agency, agency === undefined ? '' : letters.agency(agency.name, agency.department)],
    [
      said.officer,
      agency === undefined ? said.officerRoom : letters.officer(agency.title, agency.officer, agency.phone),
    ],
    [
      letters.letter,
      form?.letter === undefined ? '' : letters.number(form.letter.number, officialDay(form.letter.on)),
    ],
    [said.caseNumber, form?.caseNumber ?? ''],
    [said.purpose, form?.purpose ?? markup`<div class="room"></div>`],
    [
      said.basis,
      lines(
        codes.map((code) =>
          tick(basis?.code === code, `${law.bases[code].text} (${law.bases[code].citation})`),
        ),
      ),
    ],
    [said.act, basis?.citation || (form?.statedBasis ?? '')],
    [said.range, form === undefined ? '' : rangeText(form)],
    [said.place, form === undefined ? '' : placesText(cameras)],
    [said.what, said.whatText],
    [said.form, ticks(said.forms, form === undefined ? [] : [form.handling === 'copy' ? 'copy' : 'view'])],
    [said.until, basis?.untilOn === undefined ? '' : letters.until(officialDay(basis.untilOn))],
    [letters.destroyBy, basis?.destroyByOn === undefined ? '' : officialDay(basis.destroyByOn)],
    [said.pledge, tick(false, said.pledgeText)],
  ])}
  <p>${lawText(law, 'application.sentence')}</p>
  ${signed(form?.letter?.on, [signature(said.by, agency?.officer)])}
  ${handedTo(institution)}`
  return sheet('application', facts, { title: said.title, body })
}

/** What the recipient is asked for; what stays with it only where it takes a copy away. */
function limits({ law, request }: RequestFacts, destroyByOn: string | undefined): string[] {
  const names = ['safety.purpose', 'safety.onward']
  const isCopy = isOfAgency(request.form) && request.form.handling === 'copy'
  if (isCopy) names.push('safety.encryption', 'safety.destroy')
  const texts = names.map((name) => lawText(law, name))
  return destroyByOn === undefined ? texts : [...texts, letters.safety.destroyBy(officialDay(destroyByOn))]
}

/** 제공에 따른 안전조치 요청서 (법 18⑤): in writing, with what is given and by when it is to be gone. */
export function safetyLetterPaper(facts: RequestFacts): Paper {
  const { request, institution, law } = facts
  const { form } = request
  if (!isOfAgency(form)) throw new Error('nothing is given to an agency')
  const said = letters.safety
  const basis = basisOf(facts)
  const body = markup`${pairs([
    [words.recipient, letters.agency(form.agency.name, form.agency.department)],
    [said.officer, letters.officer(form.agency.title, form.agency.officer, form.agency.phone)],
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [
      letters.letter,
      form.letter === undefined
        ? letters.none
        : letters.number(form.letter.number, officialDay(form.letter.on)),
    ],
    [said.given, footageText(facts)],
    [said.purpose, form.purpose],
    [said.basis, basisText(facts)],
    ...(basis?.untilOn === undefined
      ? []
      : [[said.until, letters.until(officialDay(basis.untilOn))] as const]),
    ...(basis?.destroyByOn === undefined
      ? []
      : [[letters.destroyBy, officialDay(basis.destroyByOn)] as const]),
  ])}
  <p>${lawText(law, 'safety.sentence')}</p>
  ${numbered(limits(facts, basis?.destroyByOn))}
  <p>${letters.contact(letters.desk(institution.name, institution.address, institution.telephone))}</p>
  ${issued(institution, noticedOn(facts))}`
  return sheet('safety-letter', facts, { title: said.title, body })
}

/** Heads that both replies have: who answers, to what, about which footage. */
function replied(facts: Facts) {
  const { request } = facts
  const form = request !== undefined && isOfAgency(request.form) ? request.form : undefined
  return [
    [letters.reply.from, form === undefined ? '' : letters.agency(form.agency.name, form.agency.department)],
    [
      letters.reply.officer,
      form === undefined ? '' : letters.officer(form.agency.title, form.agency.officer, form.agency.phone),
    ],
    [words.receipt, request === undefined ? '' : words.requestNumber(request.number)],
    [letters.reply.footage, request === undefined ? '' : footageText({ ...facts, request })],
  ] as const
}

/** 안전조치 결과 회신서: the recipient says in writing what it has done (법 18⑤). */
export function safetyReplyPaper(facts: Facts): Paper {
  const { institution, law, request } = facts
  const said = letters.safetyReply
  const asked =
    request === undefined
      ? ['safety.purpose', 'safety.onward', 'safety.encryption', 'safety.destroy'].map((name) =>
          lawText(law, name),
        )
      : limits({ ...facts, request }, basisOf(facts)?.destroyByOn)
  const body = markup`${pairs(replied(facts))}
  <h2>${said.results}</h2>
  <table><tr><th style="width:46%">${said.asked}</th><th style="width:18%">${said.done}</th><th>${said.how}</th></tr>
    ${asked.map((text) => markup`<tr><td>${text}</td><td>${ticks(said.yesNo, [])}</td><td></td></tr>`)}</table>
  <p>${lawText(law, 'safety-reply.sentence')}</p>
  ${signed(undefined, [signature(said.by, '')])}
  ${handedTo(institution)}`
  return sheet('safety-reply', facts, { title: said.title, body })
}

/** 파기 결과 통보서: the day, who, how and why; or what became of the copy instead (domain §9.2 column 11). */
export function destroyReplyPaper(facts: Facts): Paper {
  const { institution, law, request } = facts
  // A recipient that may keep it longer has a new day.
  const destroyByOn = request?.aftercare.recipient?.destroyByOn ?? basisOf(facts)?.destroyByOn
  const said = letters.destroyReply
  const body = markup`${pairs([
    ...replied(facts),
    [letters.destroyBy, destroyByOn === undefined ? '' : officialDay(destroyByOn)],
    [said.what, lines(Object.values(said.results).map((result) => tick(false, result)))],
    [said.on, ''],
    [said.who, ''],
    [said.how, ticks(said.hows, [])],
    [said.why, markup`<div class="room"></div>`],
  ])}
  <p>${lawText(law, 'destroy-reply.sentence')}</p>
  ${signed(undefined, [signature(said.by, '')])}
  ${handedTo(institution)}`
  return sheet('destroy-reply', facts, { title: said.title, body })
}
