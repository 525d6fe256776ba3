import type { Hold } from '../domain/hold.ts'
import type { KeptForm, RequestId } from '../domain/request-form.ts'
import { addDays, dayOf } from '../domain/time.ts'
import { holdsOf, releaseHold } from '../vault/holds.ts'
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
