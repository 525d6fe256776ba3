import type { AccessDetail, AccessFilter, AccessLine } from '../contract/ledger.ts'
import { demand, ledgerName, may } from '../domain/actor.ts'
import { type Concerned, concernedText, resultOf } from '../domain/ledger/access.ts'
import { Refusal } from '../domain/refusal.ts'
import { isOfAgency, type RequestId } from '../domain/request-form.ts'
import {
  type Access,
  access,
  accesses,
  camerasOf,
  detailsOf,
  footageOf,
  type WorkTotals,
  workTotals,
} from '../vault/access.ts'
import { request as storedRequest } from '../vault/requests.ts'
import { actors, cameraNumbers } from '../vault/station.ts'
import type { ReadableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** The 접속기록 with the least authority: one's own, everybody's, or everybody's without content (domain §11.1). */

/**
 * What whoever is at the desk may be told of what is asked: an officer of their own acts. Refuses with `not-allowed` where
 * they may see none, or ask by people and cameras while they may not see content.
 */
export function allowedAccess(office: Office, filter: AccessFilter): AccessFilter {
  const by = office.actor('access.read')
  if (filter.cameraId !== undefined || filter.text.trim() !== '') demand(by, 'ledger.read')
  return may(by, 'access.read-all') ? filter : { ...filter, actorId: by.id }
}

/** A page of the access record, the latest first, with the totals of each 수행업무 whichever of them is asked for. */
export function acts(
  office: Office,
  { offset, limit, ...wish }: AccessFilter & { offset: number; limit: number },
): { lines: AccessLine[]; total: number; totals: WorkTotals } {
  const filter = allowedAccess(office, wish)
  const totals = office.vault.read((db) => workTotals(db, { ...filter, work: undefined }))
  const total = Object.values(totals).reduce((sum, count) => sum + count, 0)
  return {
    lines: accessLines(office, filter, offset, limit),
    total: filter.work === undefined ? total : totals[filter.work],
    totals,
  }
}

/** The lines themselves, of what has been allowed; without content where whoever is at the desk may not see it. */
export function accessLines(
  office: Office,
  filter: AccessFilter,
  offset: number,
  limit: number,
): AccessLine[] {
  const hasContent = may(office.actor('access.read'), 'ledger.read')
  return office.vault.read((db) => {
    const told = teller(db, hasContent)
    return accesses(db, filter, offset, limit).map(told)
  })
}

/**
 * One entry with what it says in particular. Refuses with `not-allowed` where it is another's and one may see one's own only,
 * or where one may not see content.
 */
export function act(office: Office, { seq }: { seq: number }): AccessDetail {
  const by = office.actor('access.read')
  demand(by, 'ledger.read')
  return office.vault.read((db) => {
    const entry = access(db, seq)
    if (entry?.actor !== by.id) demand(by, 'access.read-all')
    if (entry === undefined) throw new Refusal('row-unknown', { no: seq })
    const details = detailsOf(db, seq)
    return {
      ...teller(db, true)(entry),
      subject: entry.subject,
      summary: details === undefined ? '' : summed(details),
      isErased: details === undefined,
    }
  })
}

/** The short facts of an act: numbers and words, not nested lists. */
function summed(details: object): string {
  return Object.entries(details)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
}

/** Says entries in the words of the access record; requests and people are looked up once. */
function teller(db: ReadableDb, hasContent: boolean): (entry: Access) => AccessLine {
  const people = new Map(actors(db).map((actor) => [actor.id as string, ledgerName(actor)]))
  const numbers = cameraNumbers(db)
  const numberOf = (ids: readonly string[]) => ids.flatMap((id) => numbers.get(id as never) ?? [])
  const requests = new Map<string, (Concerned & { number: string }) | undefined>()
  const requestOf = (id: string) => {
    if (!requests.has(id)) {
      const found = storedRequest(db, id as RequestId)
      requests.set(id, found === undefined ? undefined : { number: found.number, ...concernedBy(found.form) })
    }
    return requests.get(id)
  }
  const concernedBy = (form: Parameters<typeof isOfAgency>[0]): Concerned => ({
    person: isOfAgency(form) ? undefined : (form.subject ?? form.requester).name,
    cameras: numberOf(form.cameraIds),
    fromAt: form.fromAt,
    toAt: form.toAt,
  })
  const footageBy = ({ seq, subject }: Access): Concerned => {
    const footage = subject.startsWith('recording:')
      ? footageOf(db, subject.slice('recording:'.length))
      : undefined
    const ids = footage === undefined ? camerasOf(db, seq) : [footage.cameraId]
    return { person: undefined, cameras: numberOf(ids), fromAt: footage?.fromAt, toAt: footage?.toAt }
  }
  return (entry) => {
    const { seq, at, kind, work, actor, loginName, place, requestId } = entry
    const line = {
      seq,
      at,
      kind,
      work,
      place,
      loginName: loginName ?? '',
      name: people.get(actor) ?? actor,
      result: resultOf(kind),
    }
    if (!hasContent) return line
    const request = requestId === null ? undefined : requestOf(requestId)
    return {
      ...line,
      concerned: concernedText(request ?? footageBy(entry)),
      ...(request === undefined ? {} : { requestNumber: request.number }),
    }
  }
}
