import type { Hold } from '../domain/hold.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkRange, type KeptForm, type RequestId } from '../domain/request-form.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { holdsOf, putHold, releaseHold } from '../vault/holds.ts'
import { cameras } from '../vault/station.ts'
import type { Recorded, WritableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** A request's hold on its footage, from receipt to the end of the request. */

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

/**
 * Holds footage for a reason of the institution's own. Refuses with `range-impossible`, `camera-unknown`, `day-past`.
 */
export function place(office: Office, wish: Omit<Hold, 'id' | 'setBy' | 'setAt' | 'requestId'>): Hold {
  const by = office.actor('hold.change')
  checkRange(wish, office.now())
  const known = new Set(office.vault.read(cameras).map(({ id }) => id))
  if (!wish.cameraIds.every((id) => known.has(id))) throw new Refusal('camera-unknown', {})
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
    acts: holds.map((hold) =>
      office.act({
        kind: 'hold.released',
        subject: `hold:${hold.id}`,
        cameraIds: hold.cameraIds,
        details: { number: hold.reason },
      }),
    ),
    also(db) {
      for (const { id } of holds) releaseHold(db, id, office.now())
    },
  }
}
