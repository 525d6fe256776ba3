import * as aftercare from '../domain/aftercare.ts'
import { type PaymentMethod, pay as payFee, waive as waiveFee } from '../domain/fee.ts'
import { answered as answeredText, confirmed as confirmedText } from '../domain/ledger/lines.ts'
import { Refusal } from '../domain/refusal.ts'
import { type FootageRequest, isOver } from '../domain/request.ts'
import { isOfAgency, type KeptForm } from '../domain/request-form.ts'
import { dayOf } from '../domain/time.ts'
import { rowsOf } from '../vault/book.ts'
import { dropClip } from '../vault/clips.ts'
import { erasing } from '../vault/erasures.ts'
import { forgetPeople } from '../vault/exports.ts'
import { eraseDetails as eraseLedgerDetails } from '../vault/ledger.ts'
import { institution } from '../vault/station.ts'
import type { Recorded } from '../vault/vault.ts'
import { clearWaiting } from './filming.ts'
import type { Office } from './office.ts'
import { doing, lawAndCalendar, type Seen, seen, step } from './requests.ts'

/** Fees, and what is left to do after something was given: publication, telling, asking back, and at last forgetting. */

function moved(office: Office, request: FootageRequest, change: Partial<FootageRequest>): FootageRequest {
  const { by, at } = doing(office)
  return {
    ...request,
    ...change,
    revision: request.revision + 1,
    changedBy: by,
    changedAt: at,
  } as FootageRequest
}

/** The fee was paid. Refuses with `fee-settled` where none is due. */
export function pay(office: Office, wish: Seen & { method: PaymentMethod }): FootageRequest {
  const request = seen(office, wish)
  const { by, at } = doing(office)
  const fee = payFee(request.fee, wish.method, by, at)
  return step(office, moved(office, request, { fee }), {
    kind: 'fee.paid',
    details: { method: wish.method, totalWon: 'totalWon' in fee ? fee.totalWon : 0 },
  })
}

/** The fee is waived, for a reason. Refuses with `fee-settled`, `reason-missing`. */
export function waive(office: Office, wish: Seen & { reason: string }): FootageRequest {
  const request = seen(office, wish)
  const { by, at } = doing(office)
  const fee = waiveFee(request.fee, wish.reason, by, at)
  return step(office, moved(office, request, { fee }), {
    kind: 'fee.waived',
    details: { reason: wish.reason },
  })
}

/** It stands in the 관보 or on the homepage (PUBLISH_DONE). Refuses with `publication-short`, `aftercare-unknown`. */
export function post(
  office: Office,
  wish: Seen & { url: string; fromOn: string; toOn: string },
): FootageRequest {
  const request = seen(office, wish)
  const { url, fromOn, toOn } = wish
  const { law } = lawAndCalendar(office)
  const next = aftercare.posted(request.aftercare, { url, fromOn, toOn, ...doing(office) }, law)
  return step(office, moved(office, request, { aftercare: next }), {
    kind: 'publication.posted',
    details: { url, fromOn, toOn },
  })
}

/** The subject of an urgent provision has been told (지침 14). Refuses with `aftercare-unknown`. */
export function tellSubject(office: Office, wish: Seen & { how: string }): FootageRequest {
  const request = seen(office, wish)
  const next = aftercare.told(request.aftercare, { how: wish.how, ...doing(office) })
  return step(office, moved(office, request, { aftercare: next }), {
    kind: 'subject.told',
    details: { how: wish.how },
  })
}

/** The recipient was asked what became of its copy. Refuses with `aftercare-unknown`. */
export function askRecipient(office: Office, wish: Seen): FootageRequest {
  const request = seen(office, wish)
  const next = aftercare.asked(request.aftercare, dayOf(office.now()))
  return step(office, moved(office, request, { aftercare: next }), { kind: 'recipient.asked', details: {} })
}

type Recipient = NonNullable<FootageRequest['aftercare']['recipient']>

/** The recipient has confirmed what it was asked to keep to: column 12 of its line says so from now on (법 18⑤). */
export function confirmRecipient(office: Office, wish: Seen & { on: string; note: string }): FootageRequest {
  const request = seen(office, wish)
  const { on, note } = wish
  const next = aftercare.confirmed(request.aftercare, { on, note, ...doing(office) })
  return step(office, moved(office, request, { aftercare: next }), {
    kind: 'recipient.confirmed',
    details: { on, note },
    ...amending(office, request, { safety: confirmedText({ on, note }) }),
  })
}

/** The recipient has answered: column 11 of its line says so from now on (RECIPIENT_RESULT). */
export function answerRecipient(
  office: Office,
  wish: Seen & { what: NonNullable<Recipient['result']>['what']; on: string; note: string },
): FootageRequest {
  const request = seen(office, wish)
  const { what, on, note } = wish
  // What the recipient says that it has done cannot lie ahead; only a longer keeping can.
  if (what !== 'extended' && on > dayOf(office.now()))
    throw new Refusal('range-impossible', { why: 'future' })
  const next = aftercare.answered(request.aftercare, { what, on, note, ...doing(office) })
  return step(office, moved(office, request, { aftercare: next }), {
    kind: 'recipient.answered',
    details: { what, on, note },
    ...amending(office, request, { result: answeredText({ what, on, note }) }),
  })
}

/** What is added to the last line of a provision. */
function amending(
  office: Office,
  { id }: FootageRequest,
  columns: { result?: string; safety?: string },
): Pick<Recorded, 'amends'> {
  const line = office.vault
    .read((db) => rowsOf(db, id))
    .filter(({ kind }) => kind === 'provide')
    .at(-1)
  return line === undefined ? {} : { amends: { seq: line.seq, ...columns } }
}

/** When it was closed or withdrawn: what comes afterwards does not keep it longer. */
function endedAt(request: FootageRequest): string {
  if (request.state === 'withdrawn') return request.withdrawal.at
  return request.state === 'closed' ? request.closing.at : request.changedAt
}

/** What stands where somebody's name stood. */
export const BLANK = '(지움)'

/**
 * Erases who asked, after the keeping period: from the request, its viewings, masks and packages, and from
 * the ledger's details.
 * The entries stay, and the ledger verifies as before. Refuses with `keeping-period` before its end, `request-wrong-state`
 * while the request is open and where it has been done, `reason-missing`.
 */
export async function eraseDetails(office: Office, wish: Seen & { reason: string }): Promise<FootageRequest> {
  const request = seen(office, wish)
  const { at } = doing(office, 'request.decide')
  if (wish.reason === '') throw new Refusal('reason-missing', {})
  if (!isOver(request) || request.erasedAt !== undefined)
    throw new Refusal('request-wrong-state', { state: request.state })
  const { keepYears } = office.vault.read(institution)
  const closedOn = dayOf(endedAt(request))
  const untilOn = `${Number(closedOn.slice(0, 4)) + keepYears}${closedOn.slice(4)}`
  if (dayOf(at) <= untilOn) throw new Refusal('keeping-period', { untilOn })
  const { form: _form, ...rest } = request
  const next = moved(office, { ...blanked(rest), form: blankForm(request.form) } as FootageRequest, {
    erasedAt: at,
  })
  const clips = request.form.cameraIds.map((cameraId) => ({ requestId: request.id, cameraId }))
  for (const clip of clips) clearWaiting(office, clip)
  const erased = office.vault.read((db) => erasing(db, request.id))
  const kept = step(
    office,
    next,
    { kind: 'request.details-erased', details: { reason: wish.reason, ...erased } },
    {
      forgets: true,
      also(db) {
        eraseLedgerDetails(db, request.id)
        forgetPeople(db, request.id, BLANK)
        for (const clip of clips) dropClip(db, clip)
      },
    },
  )
  await office.vault.scrub()
  return kept
}

const NOBODY = { name: BLANK, phone: '-', birthOn: '1900-01-01', address: '-' }

function blankForm(form: KeptForm): KeptForm {
  if (isOfAgency(form)) {
    const { letter: _letter, ...rest } = form
    const agency = { ...form.agency, title: '', officer: BLANK, phone: '-' }
    return { ...rest, agency, caseNumber: '', statedBasis: '', purpose: BLANK, clues: '' }
  }
  const subject = form.subject === undefined ? {} : { subject: NOBODY }
  return { ...form, requester: NOBODY, ...subject, vehicleNumber: '', purpose: BLANK, clues: '' }
}

/** Fields in which officers write of people in their own words. */
const WORDS = new Set([
  'reason',
  'overdueReason',
  'finding',
  'note',
  'why',
  'what',
  'how',
  'scope',
  'balance',
  'evidence',
  'attempted',
  'offered',
  'relationPaper',
  'urgency',
  'ownFault',
])
/** Fields of these names that are choices of ours, not words. */
const CHOICES = new Set([
  'handed',
  'post',
  'fax',
  'email',
  'other',
  'destroyed',
  'archived',
  'passed-on',
  'returned',
  'extended',
])

function blanked<T>(value: T, field = ''): T {
  if (typeof value === 'string')
    return (WORDS.has(field) && value !== '' && !isChoice(field, value) ? BLANK : value) as T
  if (Array.isArray(value)) return value.map((each) => blanked(each, field)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, blanked(inner, name)])) as T
}

function isChoice(field: string, value: string): boolean {
  const isReason = ['never-recorded', 'retention-passed', 'out-of-order', 'not-ours'].includes(value)
  return CHOICES.has(value) || (field === 'why' && isReason)
}
