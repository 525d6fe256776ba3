import { isOfAgency } from '../../domain/request-form.ts'
import { dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { letters } from '../../i18n/ko/letters.ts'
import { markup, officialDay, officialTime, type Paper } from '../paper.ts'
import { agencyText } from './agency.ts'
import { footageText, numbered, pairs, type RequestFacts, sheet, signature } from './sheet.ts'

/** 열람 확인서: who has seen what, when, where and with whom, to sign. */
export function viewingConfirmationPaper(facts: RequestFacts): Paper {
  const { request, institution, officer } = facts
  const { form } = request
  if (!('decision' in request)) throw new Error('nothing was decided')
  const { proposal } = request.decision
  const appointment = 'appointment' in proposal ? proposal.appointment : undefined
  const done = 'fulfilment' in request ? request.fulfilment : undefined
  const at = done?.at ?? appointment?.at
  const said = letters.confirmation
  const who = isOfAgency(form) ? agencyText(form.agency) : `${form.requester.name} (${form.requester.phone})`
  const name = isOfAgency(form) ? form.agency.officer : form.requester.name
  const body = markup`${pairs([
    [words.receipt, words.received(request.number, officialDay(dayOf(request.receivedAt)))],
    [said.who, who],
    [said.what, footageText(facts)],
    [said.at, at === undefined ? '' : officialTime(wallClock(at))],
    [
      said.where,
      appointment === undefined || appointment.place === '' ? institution.viewingPlace : appointment.place,
    ],
    [said.others, 'others' in proposal ? said.othersText[proposal.others] : ''],
    [
      said.form,
      appointment === undefined || appointment.medium === '' ? said.viewed : said.copied(appointment.medium),
    ],
  ])}
  <h2>${said.promises}</h2>
  ${numbered(said.promiseTexts)}
  <p class="center day">${words.blankDay}</p>
  <div class="sign">${signature(said.viewer, name)}${signature(said.officer, officer)}${signature(said.witness)}</div>`
  return sheet('viewing-confirmation', facts, { title: said.title, body })
}
