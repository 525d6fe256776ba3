import type { DestructionFilter, ProvisionFilter } from '../contract/ledger.ts'
import { ledgerName } from '../domain/actor.ts'
import { lawDayOf } from '../domain/document.ts'
import { lawOn } from '../domain/law/law.ts'
import { type DestructionLine, destructionLine, type ProvisionLine } from '../domain/ledger/registers.ts'
import type { FootageRequest } from '../domain/request.ts'
import { dayOf, shiftAt } from '../domain/time.ts'
import { type Provision, provisionLine } from '../export/documents/provision-ledger.ts'
import { exportsOf } from '../vault/exports.ts'
import { lawChanges } from '../vault/law.ts'
import {
  type DestructionTotals,
  destructions as destructionsOf,
  destructionTotals,
  type ProvisionTotals,
  provisions as provisionsOf,
  provisionTotals,
} from '../vault/registers.ts'
import { actors, cameras, institution } from '../vault/station.ts'
import type { ReadableDb } from '../vault/vault.ts'
import type { Office } from './office.ts'

/** 목적 외 이용·제3자 제공 대장 and 파기 관리대장, page by page. */

type Paging = { offset: number; limit: number }

const sum = (totals: Record<string, number>) => Object.values(totals).reduce((all, count) => all + count, 0)

export function provisions(
  office: Office,
  { offset, limit, ...filter }: ProvisionFilter & Paging,
): { lines: ProvisionLine[]; total: number; totals: ProvisionTotals } {
  office.actor('ledger.read')
  const totals = office.vault.read((db) => provisionTotals(db, { ...filter, kind: undefined }))
  return {
    lines: provisionLines(office, filter, offset, limit),
    total: filter.kind === undefined ? sum(totals) : totals[filter.kind],
    totals,
  }
}

/** The lines themselves, each by the law of the day on which it was decided. */
export function provisionLines(
  office: Office,
  filter: ProvisionFilter,
  offset: number,
  limit: number,
): ProvisionLine[] {
  const todayOn = dayOf(office.now())
  return office.vault.read((db) => {
    const changes = lawChanges(db)
    const every = cameras(db)
    const names = new Map(actors(db).map((actor) => [actor.id as string, ledgerName(actor)]))
    const shared = { institution: institution(db), todayOn, officer: '', names }
    return provisionsOf(db, filter, offset, limit).map((request): ProvisionLine => {
      const facts: Provision = {
        ...shared,
        request,
        law: lawOn(lawDayOf('safety-letter', request, todayOn), changes),
        cameras: every.filter(({ id }) => request.form.cameraIds.includes(id)),
        medium: handed(db, request),
      }
      return provisionLine(facts)
    })
  })
}

/** What copies for a request were put on. */
function handed(db: ReadableDb, { id }: FootageRequest): string {
  return [...new Set(exportsOf<{ medium: string }>(db, id).map(({ medium }) => medium))].join('·')
}

export function destructions(
  office: Office,
  { offset, limit, ...filter }: DestructionFilter & Paging,
): { lines: DestructionLine[]; total: number; totals: DestructionTotals } {
  office.actor('ledger.read')
  const { totals, found } = office.vault.read((db) => {
    const each = destructionTotals(db, { ...filter, cause: undefined })
    return { totals: each, found: filter.cause === undefined ? each : destructionTotals(db, filter) }
  })
  return { lines: destructionLines(office, filter, offset, limit), total: sum(found), totals }
}

/** The lines themselves. */
export function destructionLines(
  office: Office,
  filter: DestructionFilter,
  offset: number,
  limit: number,
): DestructionLine[] {
  return office.vault.read((db) => {
    const names = new Map(actors(db).map((actor) => [actor.id as string, ledgerName(actor)]))
    return destructionsOf(db, filter, offset, limit).map((found) => {
      const { cause, fromAt, toAt, destroyedOn, approver, decidedBy = '', requestNumber } = found
      return destructionLine(found, {
        cause,
        madeFromOn: fromAt === undefined ? undefined : dayOf(fromAt),
        // The last moment of it, not the first after it.
        madeToOn:
          toAt === undefined ? undefined : dayOf(cause === 'working-copy' ? toAt : shiftAt(toAt, -1_000)),
        destroyedOn,
        head: approver ?? names.get(decidedBy) ?? '',
        requestNumber,
      })
    })
  })
}
