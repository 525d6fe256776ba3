import type { ExportedPackage } from '../contract/masking.ts'
import { aftercareFor } from '../domain/aftercare.ts'
import * as lines from '../domain/ledger/lines.ts'
import type { Row } from '../domain/ledger/row.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Aftercare, type FootageRequest, type NoticeWay, outcomeOf } from '../domain/request.ts'
import { givesCopy, isOfAgency } from '../domain/request-form.ts'
import * as steps from '../domain/request-steps.ts'
import { canTake } from '../domain/step-table.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { nextRowNo, rowsOf } from '../vault/book.ts'
import { markHanded, unhanded } from '../vault/exports.ts'
import { holdsOf, putHold } from '../vault/holds.ts'
import { institution } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import { viewedBefore } from './decisions.ts'
import { eraseStretch } from './erasing.ts'
import { released } from './holding.ts'
import type { Office } from './office.ts'
import { doing, lawAndCalendar, type Seen, seen, step } from './requests.ts'
import { asked, basisOf, groundOf, hasRow, noticeRow } from './statutory.ts'

/** What is done with a decision: told, carried out, handed over, closed; with its line in the 관리대장 (domain §13). */

/** The notice has gone out; what the 관리대장 says of a refusal, a postponement or 부존재 is written with it. */
export function notify(office: Office, wish: Seen & { how: NoticeWay }): FootageRequest {
  const request = seen(office, wish)
  const now = doing(office)
  const next = steps.notify(request, wish.how, now)
  const row = noticeRow(office, next, now.at)
  return step(office, next, {
    kind: next.state === 'postponed' ? 'request.postponed' : 'request.notified',
    details: { how: wish.how, outcome: next.decision.proposal.outcome },
    ...(row === undefined ? {} : { row }),
  })
}

/**
 * What was granted is done: seen here, handed over, or erased. Hand-over and erasure write their lines with it. Refuses with
 * `fee-unpaid`, with `row-missing` where nothing was shown, made or erased, and with `held` where footage that is to be
 * erased is held.
 */
export async function fulfil(office: Office, wish: Seen): Promise<FootageRequest> {
  const before = seen(office, wish)
  doing(office)
  if (!canTake(before, 'fulfil')) throw new Refusal('request-wrong-state', { state: before.state })
  if (before.form.kind === 'erase') await erase(office, before)
  // Erasing takes time: somebody may have acted meanwhile.
  const request = seen(office, wish)
  const now = doing(office)
  const done = handOver(office, request, now.at)
  const next = steps.fulfil(
    request,
    { hasRow: done.rows.length > 0 || hasRow(office, request), aftercare: aftercareOf(office, request) },
    now,
  )
  const [first, ...more] = done.rows
  return step(
    office,
    next,
    { kind: 'request.fulfilled', details: done.details, ...(first === undefined ? {} : { row: first }) },
    { acts: more.map((row) => workCopy(office, next, row)), also: done.also },
  )
}

interface HandedOver {
  rows: Row[]
  details: Record<string, string | number>
  also: (db: WritableDb) => void
}

/** Packages that were made for it and leave now: one line for them, and one for the work copy that is gone. */
function handOver(office: Office, request: FootageRequest, handedAt: string): HandedOver {
  const made = givesCopy(request.form)
    ? office.vault.read((db) => unhanded<ExportedPackage>(db, request.id))
    : []
  const [first] = made
  if (first === undefined || !('decision' in request)) return { rows: [], details: {}, also: () => undefined }
  const about = asked(office, request)
  const { proposal } = request.decision
  const handed = {
    medium: [...new Set(made.map(({ medium }) => medium))].join('·'),
    copyNos: made.map(({ copyNo }) => copyNo),
    isMasked: made.every(({ style }) => style !== 'clear'),
    handedAt,
    destroyByOn:
      made
        .map(({ destroyByOn }) => destroyByOn)
        .sort()
        .at(-1) ?? first.destroyByOn,
    recipient: [...new Set(made.map(({ recipient }) => recipient))].join('·'),
    withheld: proposal.outcome === 'partial' ? `${proposal.ground} ${proposal.reason}` : undefined,
  }
  const rows = isOfAgency(request.form)
    ? [lines.provided(about, groundOf(office, request, handedAt), handed.medium)]
    : [
        lines.copied(about, handed),
        lines.workCopyDestroyed(about, {
          destroyedAt: first.madeAt,
          parentNo: office.vault.read(nextRowNo),
        }),
      ]
  return {
    rows,
    details: { copies: handed.copyNos.join(', '), medium: handed.medium, recipient: handed.recipient },
    also: (db) => markHanded(db, request.id, handedAt),
  }
}

function workCopy(office: Office, request: FootageRequest, row: Row): Recorded {
  return office.act({
    kind: 'working-copy.destroyed',
    subject: `request:${request.id}`,
    cameraIds: request.form.cameraIds,
    requestId: request.id,
    details: { number: request.number },
    row,
  })
}

function aftercareOf(office: Office, request: FootageRequest): Aftercare {
  const { form } = request
  if (!isOfAgency(form)) return request.aftercare
  const { kind } = office.vault.read(institution)
  return aftercareFor(form, basisOf(request), dayOf(office.now()), { ...lawAndCalendar(office), kind })
}

/** Destroys what the subject asked to be erased, unless that has been done already and only the step was lost. */
async function erase(office: Office, request: FootageRequest): Promise<void> {
  if (hasRow(office, request)) return
  const { cameraIds, fromAt, toAt } = request.form
  const row = lines.erased(asked(office, request), { erasedAt: office.now() })
  const ownRequests = office.vault.read((db) => viewedBefore(db, request.form))
  const by = office.actor().id
  await eraseStretch(office, { requestId: request.id, cameraIds, fromAt, toAt, by, row, ownRequests })
}

/** Nobody came. */
export function miss(office: Office, wish: Seen): FootageRequest {
  return step(office, steps.miss(seen(office, wish), doing(office)), { kind: 'request.missed', details: {} })
}

/** Asked again. */
export function reinvite(office: Office, wish: Seen): FootageRequest {
  return step(office, steps.reinvite(seen(office, wish), doing(office)), {
    kind: 'request.reinvited',
    details: {},
  })
}

/**
 * The file is closed. Its footage is let go, unless somebody may still object to what was decided: then it is looked at
 * again when that time is over (DL-18).
 */
export function close(office: Office, wish: Seen): FootageRequest {
  const request = seen(office, wish)
  const hasRows = office.vault.read((db) => rowsOf(db, request.id)).length > 0
  const next = steps.close(request, hasRows, doing(office))
  const outcome = outcomeOf(next)
  const isAdverse = outcome === 'refuse' || outcome === 'partial' || outcome === 'dismiss'
  const holds = isAdverse ? untilObjection(office, next) : released(office, next.id)
  return step(office, next, { kind: 'request.closed', details: {} }, holds)
}

/** Days within which an objection may come; holidays move it by a few. */
const OBJECTION_DAYS = 30 + 7

function untilObjection(office: Office, request: FootageRequest): { also: (db: WritableDb) => void } {
  const reviewOn = addDays(dayOf(office.now()), OBJECTION_DAYS)
  const holds = office.vault.read((db) => holdsOf(db, request.id))
  return {
    also(db) {
      for (const hold of holds) putHold(db, { ...hold, reviewOn })
    },
  }
}
