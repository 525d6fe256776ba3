import { z } from 'zod'
import { monthAfter, monthOf, monthsBetween, reviewDueOn } from './access-review.ts'
import { type Calendar, deadline } from './deadline.ts'
import type { Law } from './law/law.ts'
import { type FootageRequest, isGiven, isOver } from './request.ts'
import { isOfAgency } from './request-form.ts'
import { canTake } from './step-table.ts'
import { addDays, DayOn, dayOf } from './time.ts'

/** What has to be done, by whom, and by which day: worked out from what is known, so that none can be forgotten. */

export const DutyKind = z.enum([
  /** To be written by somebody who telephoned. */
  'inquiry',
  'answer',
  'supplement',
  'approve',
  'notice',
  'resume',
  'hand-over',
  'no-show',
  'close',
  'publication',
  'tell-subject',
  /** Of an agency that was answered because life was at stake. */
  'letter',
  /** DL-10: the day on which the recipient destroys its copy; DL-09: every quarter until it has said so. */
  'recipient-destroys',
  'ask-recipient',
])
export type DutyKind = z.infer<typeof DutyKind>

/** Who sees it as theirs; a manager may do an officer's part as well. */
const DutyRole = z.enum(['officer', 'manager'])

export const Duty = z.strictObject({ kind: DutyKind, dueOn: DayOn, role: DutyRole })
export type Duty = z.infer<typeof Duty>

/** What the station itself has to do once a period: 보관·파기 확인 and 접속기록 점검 monthly, 자체점검 (DL-11) and 이행점검 (DL-16) yearly. */
export const StationDutyKind = z.enum(['retention-check', 'access-review', 'self-check', 'plan-check'])
export type StationDutyKind = z.infer<typeof StationDutyKind>

/** Days that somebody waits for a visitor, for papers by telephone, or for a reason to end before looking at it again. */
const PATIENCE_DAYS = 10

/** Everything that is to be done because of a request as it stands. */
export function dutiesOf(request: FootageRequest): Duty[] {
  return [...present(request), ...afterwards(request)]
}

function present(request: FootageRequest): Duty[] {
  const officer = (kind: DutyKind, dueOn: string): Duty[] => [{ kind, dueOn, role: 'officer' }]
  switch (request.state) {
    case 'inquiry':
      return officer('inquiry', addDays(dayOf(request.receivedAt), PATIENCE_DAYS))
    case 'received':
    case 'verified':
    case 'located':
      return officer('answer', request.dueOn)
    case 'supplementing':
      return officer('supplement', request.dueOn)
    case 'proposed':
      return [{ kind: 'approve', dueOn: request.dueOn, role: 'manager' }]
    case 'decided':
      // 삭제·정정·처리정지 are done first and told afterwards.
      return officer(canTake(request, 'notify') ? 'notice' : 'hand-over', request.dueOn)
    case 'postponed':
      return officer('resume', addDays(dayOf(request.notice?.at ?? request.decision.at), PATIENCE_DAYS))
    case 'notified': {
      if (!isGiven(request)) return officer('close', dayOf(request.notice?.at ?? request.decision.at))
      const { proposal } = request.decision
      const at = 'appointment' in proposal ? proposal.appointment.at : undefined
      return officer('hand-over', at === undefined ? request.dueOn : dayOf(at))
    }
    case 'no-show':
      return officer('no-show', addDays(dayOf(request.missedAt), PATIENCE_DAYS))
    case 'fulfilled':
      if (canTake(request, 'notify')) return officer('notice', request.dueOn)
      return officer('close', dayOf(request.fulfilment.at))
    case 'objected':
    case 'closed':
    case 'withdrawn':
      return []
  }
}

function afterwards({ aftercare, form, state, receivedAt }: FootageRequest): Duty[] {
  const { publication, subjectTold, recipient } = aftercare
  const duties: Duty[] = []
  if (isOfAgency(form) && form.letter === undefined && state !== 'inquiry' && !isOver({ state }))
    duties.push({ kind: 'letter', dueOn: addDays(dayOf(receivedAt), PATIENCE_DAYS), role: 'officer' })
  if (publication !== undefined && publication.posted === undefined)
    duties.push({ kind: 'publication', dueOn: publication.dueOn, role: 'officer' })
  if (subjectTold !== undefined && subjectTold.told === undefined)
    duties.push({ kind: 'tell-subject', dueOn: subjectTold.sinceOn, role: 'officer' })
  if (recipient !== undefined && recipient.result === undefined) {
    const { destroyByOn, askOn, askedOn } = recipient
    duties.push({ kind: 'ask-recipient', dueOn: askOn, role: 'officer' })
    if (!askedOn.some((on) => on >= destroyByOn))
      duties.push({ kind: 'recipient-destroys', dueOn: destroyByOn, role: 'officer' })
  }
  return duties
}

/** A duty of the station: for which period, `2026-11` or `2026`, and until when. */
export interface StationDuty {
  kind: StationDutyKind
  period: string
  dueOn: string
}

/**
 * The station's own duties as of a day. `sinceOn` is the day it was set up: nothing is asked for a time before it.
 */
export function stationDuties(todayOn: string, sinceOn: string, law: Law, calendar: Calendar): StationDuty[] {
  const month = todayOn.slice(0, 7)
  const year = todayOn.slice(0, 4)
  const lastYear = String(Number(year) - 1)
  const duties: StationDuty[] = [
    { kind: 'plan-check', period: year, dueOn: deadline('DL-16', todayOn, law, calendar).dueOn },
  ]
  if (sinceOn.slice(0, 7) < month)
    duties.push({ kind: 'retention-check', period: month, dueOn: `${month}-01` })
  // A month is looked through when it is over: whoever has not signed it waits no longer than the next one lasts.
  for (const over of monthsBetween(monthOf(sinceOn), monthAfter(month, -1)))
    duties.push({ kind: 'access-review', period: over, dueOn: reviewDueOn(over) })
  if (sinceOn.slice(0, 4) < year) {
    const { dueOn } = deadline('DL-11', `${lastYear}-12-31`, law, calendar)
    duties.push({ kind: 'self-check', period: lastYear, dueOn })
  }
  return duties
}
