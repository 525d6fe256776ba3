import type { Hold } from '../domain/hold.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkRange, type KeptForm, type RequestId } from '../domain/request-form.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { holdsOf, openHolds, putHold, releaseHold } from '../vault/holds.ts'
import { cameras } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** Holds: of requests, from receipt to their end, and of the institution's own; somebody looks at them from time to time. */

/** Days after which somebody looks whether footage still has to be held. */
const HOLD_REVIEW_DAYS = 30

/** A request for footage holds it from receipt on (domain §10.3). */
export function holdFor(
  office: Office,
  requestId: RequestId,
  form: KeptForm,
  now: { by: Hold['setBy']; at: string },
): Hold {
  const { cameraIds, fromAt, toAt } = form
  return {
    id: office.newId('hold'),
    requestId,
    reason: '',
    cameraIds,
    fromAt,
    toAt,
    setBy: now.by,
    setAt: now.at,
    reviewOn: addDays(dayOf(now.at), HOLD_REVIEW_DAYS),
  }
}

/** The act of it. */
export function holdSet(office: Office, hold: Hold, number: string): Recorded {
  return office.act({
    kind: 'hold.set',
    subject: `hold:${hold.id}`,
    cameraIds: hold.cameraIds,
    details: { number, fromAt: hold.fromAt, toAt: hold.toAt, reviewOn: hold.reviewOn },
  })
}

/** Refuses a range that cannot be meant (see `checkRange`) and a camera that does not exist (`camera-unknown`). */
export function checkFootage(
  office: Office,
  asked: { fromAt: string; toAt: string; cameraIds: readonly CameraId[] },
): void {
  checkRange(asked, office.now())
  const known = new Set(office.vault.read(cameras).map(({ id }) => id))
  if (!asked.cameraIds.every((id) => known.has(id))) throw new Refusal('camera-unknown', {})
}

/**
 * Holds footage for a reason of the institution's own. Refuses with `range-impossible`, `camera-unknown`, `day-past`.
 */
export function place(office: Office, wish: Omit<Hold, 'id' | 'setBy' | 'setAt' | 'requestId'>): Hold {
  const by = office.actor('hold.change')
  checkFootage(office, wish)
  if (wish.reviewOn <= dayOf(office.now())) throw new Refusal('day-past', { on: wish.reviewOn })
  const hold: Hold = { ...wish, id: office.newId('hold'), setBy: by.id, setAt: office.now() }
  office.vault.record(holdSet(office, hold, hold.reason), (db) => putHold(db, hold))
  office.tell()
  return hold
}

/** The release of every hold of a request, to be entered with the step that ends it. */
export function released(
  office: Office,
  requestId: RequestId,
): { acts: Recorded[]; also: (db: WritableDb) => void } {
  const holds = office.vault.read((db) => holdsOf(db, requestId))
  return {
    acts: holds.map((hold) => heldAct(office, 'hold.released', hold)),
    also(db) {
      for (const { id } of holds) releaseHold(db, id, office.now())
    },
  }
}

/** Every hold that stands, by the day on which it is looked at again. */
export function list(office: Office): Hold[] {
  office.actor('request.read')
  return office.vault.read(openHolds)
}

/** It is needed no longer: from now on the footage is destroyed when its time is over. Refuses with `reason-missing`, `hold-unknown`. */
export function release(office: Office, wish: { holdId: string; reason: string }): void {
  const hold = openHold(office, wish)
  office.vault.record(heldAct(office, 'hold.released', hold, { reason: wish.reason }), (db) =>
    releaseHold(db, hold.id, office.now()),
  )
  office.tell()
}

/** It is needed on: looked at again on another day. Refuses with `reason-missing`, `hold-unknown`, `day-past`. */
export function keep(office: Office, wish: { holdId: string; reviewOn: string; reason: string }): void {
  const hold = openHold(office, wish)
  const { reviewOn, reason } = wish
  if (reviewOn <= dayOf(office.now())) throw new Refusal('day-past', { on: reviewOn })
  office.vault.record(heldAct(office, 'hold.set', hold, { reason, reviewOn }), (db) =>
    putHold(db, { ...hold, reviewOn }),
  )
  office.tell()
}

function openHold(office: Office, { holdId, reason }: { holdId: string; reason: string }): Hold {
  office.actor('hold.change')
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const hold = office.vault.read(openHolds).find(({ id }) => id === holdId)
  if (hold === undefined) throw new Refusal('hold-unknown', {})
  return hold
}

function heldAct(
  office: Office,
  kind: 'hold.set' | 'hold.released',
  hold: Hold,
  details: Record<string, string> = {},
): Recorded {
  const { id, cameraIds, reason: number } = hold
  return office.act({ kind, subject: `hold:${id}`, cameraIds, details: { number, ...details } })
}
