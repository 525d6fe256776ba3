import type { ViewOrder } from '../contract/ledger-paper.ts'
import {
  actCells,
  type BookColumns,
  bookCells,
  destructionCells,
  provisionCells,
  termsOf,
  totalsOf,
} from '../export/ledger-table.ts'
import { workTotals } from '../vault/access.ts'
import { rows, rowTotals } from '../vault/book.ts'
import { destructionTotals, provisionTotals } from '../vault/registers.ts'
import { breathe } from '../vault/slices.ts'
import { actors, cameras } from '../vault/station.ts'
import { accessLines, allowedAccess } from './access.ts'
import type { Office } from './office.ts'
import { destructionLines, provisionLines } from './registers.ts'

/** The views of the ledger as they leave the house: whole, read in slices. */

/** A view as it stands at the moment at which it was asked for. */
export interface ViewRows {
  columns: BookColumns
  terms: string[]
  totals: [label: string, count: number][]
  count: number
  /** Slice by slice, so that the window never waits. */
  cells(): AsyncGenerator<string[][]>
}

/** Lines read in one turn of the event loop. */
const SLICE = 100

/**
 * What a view holds now. Lines that are written while it is being read are not among them: they are of later entries than
 * the checkpoint that goes out with it. Refuses with `not-allowed`, as the views themselves.
 */
export function viewRows(office: Office, order: ViewOrder): ViewRows {
  const { vault } = office
  const size = vault.ledgerSize
  const told = pages(office, order)
  const { actorId, cameraId, text } = order
  const people = vault.read(actors)
  const kind =
    'kind' in order ? order.kind : 'cause' in order ? order.cause : 'work' in order ? order.work : undefined
  return {
    columns: order.view === 'book' ? order.columns : 'twelve',
    terms: termsOf(order.view, {
      kind,
      camera:
        cameraId === undefined ? undefined : vault.read(cameras).find(({ id }) => id === cameraId)?.number,
      name: actorId === undefined ? undefined : (people.find(({ id }) => id === actorId)?.name ?? actorId),
      text,
    }),
    totals: totalsOf(order.view, told.totals),
    count: Object.values(told.totals).reduce((sum, count) => sum + count, 0),
    async *cells() {
      let before = Number.POSITIVE_INFINITY
      for (let offset = 0; ; offset += SLICE) {
        const page = told.page(offset)
        // The latest stand first in the access record: what is entered meanwhile moves the rest on by as many places.
        const fresh = page.filter(
          ({ seq }) => seq === undefined || (seq < size && (!told.isLatestFirst || seq < before)),
        )
        before = fresh.at(-1)?.seq ?? before
        yield fresh.map(({ cells }) => cells)
        if (page.length < SLICE) return
        await breathe()
      }
    },
  }
}

interface Pages {
  totals: Readonly<Record<string, number>>
  isLatestFirst: boolean
  page(offset: number): { seq?: number; cells: string[] }[]
}

function pages(office: Office, order: ViewOrder): Pages {
  const { vault } = office
  if (order.view === 'book') {
    const { view: _, columns, ...filter } = order
    return {
      totals: vault.read((db) => rowTotals(db, filter)),
      isLatestFirst: false,
      page: (offset) =>
        vault
          .read((db) => rows(db, filter, offset, SLICE))
          .map((line) => ({ seq: line.seq, cells: bookCells(line, columns) })),
    }
  }
  if (order.view === 'provisions') {
    const { view: _, ...filter } = order
    return {
      totals: vault.read((db) => provisionTotals(db, filter)),
      isLatestFirst: false,
      page: (offset) =>
        provisionLines(office, filter, offset, SLICE).map((line) => ({ cells: provisionCells(line) })),
    }
  }
  if (order.view === 'destructions') {
    const { view: _, ...filter } = order
    return {
      totals: vault.read((db) => destructionTotals(db, filter)),
      isLatestFirst: false,
      page: (offset) =>
        destructionLines(office, filter, offset, SLICE).map((line) => ({
          seq: line.seq,
          cells: destructionCells(line),
        })),
    }
  }
  const { view: _, ...wish } = order
  const filter = allowedAccess(office, wish)
  return {
    totals: vault.read((db) => workTotals(db, filter)),
    isLatestFirst: true,
    page: (offset) =>
      accessLines(office, filter, offset, SLICE).map((line) => ({ seq: line.seq, cells: actCells(line) })),
  }
}
