import { create } from 'zustand'
import type { ActLine, LedgerFilter, LedgerLine } from '#contract/contract.ts'
import type { RowKind } from '#domain/ledger/row.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'

export const PAGE = 50

interface LedgerState {
  tab: 'book' | 'acts'
  filter: LedgerFilter
  offset: number
  book: { lines: LedgerLine[]; total: number; totals: Readonly<Partial<Record<RowKind, number>>> } | undefined
  acts: { acts: ActLine[]; total: number } | undefined
}

/** The month of a day: first and last day. */
export function monthOf(on: string): Pick<LedgerFilter, 'fromOn' | 'toOn'> {
  const fromOn = `${on.slice(0, 7)}-01`
  const nextOn = `${addDays(fromOn, 31).slice(0, 7)}-01`
  return { fromOn, toOn: addDays(nextOn, -1) }
}

export function yearOf(on: string): Pick<LedgerFilter, 'fromOn' | 'toOn'> {
  return { fromOn: `${on.slice(0, 4)}-01-01`, toOn: `${on.slice(0, 4)}-12-31` }
}

export const today = (): string => dayOf(now())

/** What of the ledger is on the screen. Only the functions below write here. */
export const useLedger = create<LedgerState>()(() => ({
  tab: 'book',
  filter: { ...yearOf(dayOf(new Date().toISOString())), text: '' },
  offset: 0,
  book: undefined,
  acts: undefined,
}))

let latest = 0

/** Asks for what the tab, the filter and the page say; an answer that has been overtaken is dropped. */
export async function refreshLedger(): Promise<void> {
  const { tab, filter, offset } = useLedger.getState()
  latest += 1
  const asked = latest
  const paging = { offset, limit: PAGE }
  if (tab === 'book') {
    const book = await office.ledger.lines({ ...filter, ...paging })
    if (asked === latest) useLedger.setState({ book })
  } else {
    const { fromOn, toOn, text } = filter
    const acts = await office.ledger.acts({ fromOn, toOn, text, ...paging })
    if (asked === latest) useLedger.setState({ acts })
  }
}

/** Narrower or wider; begins again on the first page. */
export function narrow(change: Partial<LedgerFilter>): void {
  useLedger.setState(({ filter }) => ({ filter: { ...filter, ...change }, offset: 0 }))
}

/** Without a kind, or without a camera, all of them. */
export function widen(field: 'kind' | 'cameraId'): void {
  useLedger.setState(({ filter }) => {
    const { [field]: _, ...rest } = filter
    return { filter: rest, offset: 0 }
  })
}

export function turnPage(step: 1 | -1): void {
  useLedger.setState(({ offset }) => ({ offset: Math.max(0, offset + step * PAGE) }))
}

export function turnTab(tab: LedgerState['tab']): void {
  useLedger.setState({ tab, offset: 0 })
}
