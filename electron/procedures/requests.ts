import { type ActorId, ledgerName } from '../domain/actor.ts'
import { dueDays } from '../domain/deadline.ts'
import { knowsYear } from '../domain/law/holidays.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  approve as approveRequest,
  check,
  type FootageRequest,
  fulfil as fulfilRequest,
  type IdentityPaper,
  type RequestForm,
  type RequestId,
  verify,
} from '../domain/request.ts'
import { dayOf } from '../domain/time.ts'
import { nextRequestNumber, putRequest, requests, request as storedRequest } from '../vault/requests.ts'
import { cameras, institution } from '../vault/station.ts'
import { secondPerson } from './authenticate.ts'
import type { Office } from './office.ts'

/** What is done to a request from the moment somebody asks until it is fulfilled. */

export function list(office: Office): FootageRequest[] {
  office.actor()
  return office.vault.read(requests)
}

/** Refuses with `request-unknown`. */
export function find(office: Office, { requestId }: { requestId: RequestId }): FootageRequest {
  office.actor()
  const found = office.vault.read((db) => storedRequest(db, requestId))
  if (found === undefined) throw new Refusal('request-unknown', {})
  return found
}

export function due(
  office: Office,
  { receivedOn }: { receivedOn: string },
): { dueOn: string; targetOn: string; yearKnown: boolean } {
  office.actor()
  const days = dueDays(receivedOn, office.vault.read(institution).deadlineMode)
  return { ...days, yearKnown: knowsYear(receivedOn) && knowsYear(days.dueOn) }
}

/** Receives a request: gives it its number and due date (법 35③). Refuses what `check` refuses, and `camera-unknown`. */
export function receive(office: Office, form: RequestForm): FootageRequest {
  const by = office.actor('request.receive')
  const now = office.world.now()
  check(form, now)
  const known = new Set(office.vault.read(cameras).map(({ id }) => id))
  if (!form.cameraIds.every((id) => known.has(id))) throw new Refusal('camera-unknown', {})
  const receivedOn = dayOf(now)
  const { deadlineMode } = office.vault.read(institution)
  const received = office.vault.record(
    (request: FootageRequest) =>
      office.act({
        kind: 'request.received',
        subject: `request:${request.id}`,
        cameraIds: form.cameraIds,
        details: {
          number: request.number,
          dueOn: request.dueOn,
          form: { ...form, subject: form.subject ?? null },
        },
      }),
    (db) => {
      const request: FootageRequest = {
        ...form,
        state: 'received',
        id: office.newId('request') as RequestId,
        number: nextRequestNumber(db, receivedOn.slice(0, 4)),
        receivedAt: now,
        receivedBy: by.id,
        ...dueDays(receivedOn, deadlineMode),
      }
      putRequest(db, request)
      return request
    },
  )
  return told(office, received)
}

export function checkIdentity(
  office: Office,
  { requestId, paper }: { requestId: RequestId; paper: IdentityPaper },
): FootageRequest {
  const by = office.actor('request.receive')
  const verified = verify(find(office, { requestId }), paper, by.id, office.world.now())
  return step(office, verified, 'request.identity-checked', by.id, { paper })
}

/**
 * A second person signs in on the same PC and approves. Refuses with `wrong-password`, `locked-out`, `not-allowed`
 * (not a manager), `self-approval`, `request-wrong-state`; a try at one's own request is entered.
 */
export async function approve(
  office: Office,
  { requestId, loginName, password }: { requestId: RequestId; loginName: string; password: string },
): Promise<FootageRequest> {
  office.actor()
  const approver = await secondPerson(office, { loginName, password }, 'request.decide')
  const request = find(office, { requestId })
  try {
    const approved = approveRequest(request, approver.id, office.world.now())
    return step(office, approved, 'request.approved', approver.id, { approver: ledgerName(approver) })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'self-approval')
      office.vault.enter({
        kind: 'request.self-approval-refused',
        actor: approver.id,
        subject: `request:${requestId}`,
        details: { number: request.number },
      })
    throw error
  }
}

export function fulfil(office: Office, { requestId }: { requestId: RequestId }): FootageRequest {
  const by = office.actor('request.receive')
  const fulfilled = fulfilRequest(find(office, { requestId }), by.id, office.world.now())
  return step(office, fulfilled, 'request.fulfilled', by.id, {})
}

function step(
  office: Office,
  next: FootageRequest,
  kind: 'request.identity-checked' | 'request.approved' | 'request.fulfilled',
  by: ActorId,
  details: Record<string, string>,
): FootageRequest {
  office.vault.record(
    { kind, actor: by, subject: `request:${next.id}`, details: { number: next.number, ...details } },
    (db) => putRequest(db, next),
  )
  return told(office, next)
}

function told(office: Office, request: FootageRequest): FootageRequest {
  office.world.announce.requests.changed(request)
  office.tell()
  return request
}

/** The request, where it is approved (or already fulfilled). Refuses with `request-not-approved`. */
export function approvedRequest(office: Office, requestId: RequestId): FootageRequest {
  const request = find(office, { requestId })
  if (request.state !== 'approved' && request.state !== 'fulfilled')
    throw new Refusal('request-not-approved', { number: request.number })
  return request
}
