import { create } from 'zustand'
import type { AccessLine, CheckpointMark, LedgerFilter, LedgerLine } from '#contract/ledger.ts'
import type { ViewOrder } from '#contract/ledger-paper.ts'
import { type Actor, type ActorId, may } from '#domain/actor.ts'
import type { Work } from '#domain/ledger/access.ts'
import type {
  DestructionCause,
  DestructionLine,
  ProvisionKind,
  ProvisionLine,
} from '#domain/ledger/registers.ts'
import type { RowKind } from '#domain/ledger/row.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'

export const PAGE = 50

export type View = ViewOrder['view']

/** What narrows every view, and the kind of each: narrowing one leaves the others as they are. */
export type Narrowing = Pick<LedgerFilter, 'fromOn' | 'toOn' | 'cameraId' | 'actorId' | 'text'> & {
  kinds: { book?: RowKind; provisions?: ProvisionKind; destructions?: DestructionCause; acts?: Work }
}

/** A page as the office answered it. */
export type Page = { total: number; totals: Readonly<Record<string, number>> } & (
  | { view: 'book'; lines: LedgerLine[]; checkpoints: CheckpointMark[] }
  | { view: 'provisions'; lines: ProvisionLine[] }
  | { view: 'destructions'; lines: DestructionLine[] }
  | { view: 'acts'; lines: AccessLine[] }
)

/** What is open beside the lines. */
export type Opened =
  | { of: 'row'; no: number }
  | { of: 'act'; seq: number }
  | { of: 'provision'; line: ProvisionLine }

interface LedgerState {
  /** Whose view of it this is: what one person asked for and saw is nothing for the next. */
  actorId: ActorId | undefined
  view: View
  narrowing: Narrowing
  /** As the institution prints, until somebody chooses otherwise. */
  columns: 'ten' | 'twelve' | undefined
  offset: number
  page: Page | undefined
  opened: Opened | undefined
}

/** The month of a day: first and last day. */
export function monthOf(on: string): Pick<LedgerFilter, 'fromOn' | 'toOn'> {
  const fromOn = `${on.slice(0, 7)}-01`
  const nextOn = `${addDays(fromOn, 31).slice(0, 7)}-01`
  return { fromOn, toOn: addDays(nextOn, -1) }
}

export function lastMonthOf(on: string): Pick<LedgerFilter, 'fromOn' | 'toOn'> {
  return monthOf(addDays(`${on.slice(0, 7)}-01`, -1))
}

export function yearOf(on: string): Pick<LedgerFilter, 'fromOn' | 'toOn'> {
  return { fromOn: `${on.slice(0, 4)}-01-01`, toOn: `${on.slice(0, 4)}-12-31` }
}

export const today = (): string => dayOf(now())

/** The views that a role may see: the book for who may read it, the access record for who may, with or without the rest. */
export function viewsOf(actor: Pick<Actor, 'role'>): View[] {
  const books = may(actor, 'ledger.read') ? (['book', 'provisions', 'destructions'] as const) : []
  return [...books, ...(may(actor, 'access.read') ? (['acts'] as const) : [])]
}

const unnarrowed = (): Narrowing => ({ ...yearOf(dayOf(new Date().toISOString())), text: '', kinds: {} })

let latest = 0

/** What of the ledger is on the screen. Only the functions below write here. */
export const useLedger = create<LedgerState>()(() => ({
  actorId: undefined,
  view: 'book',
  narrowing: unnarrowed(),
  columns: undefined,
  offset: 0,
  page: undefined,
  opened: undefined,
}))

/** Somebody comes to the ledger: whoever was here last finds it as they left it, everybody else at its beginning. */
export function arrive(actor: Actor): void {
  if (useLedger.getState().actorId === actor.id) return
  latest += 1
  useLedger.setState({
    actorId: actor.id,
    view: viewsOf(actor)[0] ?? 'book',
    narrowing: unnarrowed(),
    columns: undefined,
    offset: 0,
    page: undefined,
    opened: undefined,
  })
}

/** What is on the screen as it is asked for, printed and exported. */
export function orderOf({
  view,
  narrowing,
  columns = 'twelve',
}: Pick<LedgerState, 'view' | 'narrowing' | 'columns'>): ViewOrder {
  const { kinds, ...shared } = narrowing
  const asked = Object.fromEntries(
    Object.entries(shared).filter(([, value]) => value !== undefined),
  ) as typeof shared
  switch (view) {
    case 'book':
      return { view, columns, ...asked, ...(kinds.book === undefined ? {} : { kind: kinds.book }) }
    case 'provisions':
      return { view, ...asked, ...(kinds.provisions === undefined ? {} : { kind: kinds.provisions }) }
    case 'destructions':
      return { view, ...asked, ...(kinds.destructions === undefined ? {} : { cause: kinds.destructions }) }
    case 'acts':
      return { view, ...asked, ...(kinds.acts === undefined ? {} : { work: kinds.acts }) }
  }
}

async function ask(order: ViewOrder, offset: number): Promise<Page> {
  const paging = { offset, limit: PAGE }
  if (order.view === 'book') {
    const { view, columns: _, ...filter } = order
    return { view, ...(await office.ledger.lines({ ...filter, ...paging })) }
  }
  if (order.view === 'provisions') {
    const { view, ...filter } = order
    return { view, ...(await office.ledger.provisions({ ...filter, ...paging })) }
  }
  if (order.view === 'destructions') {
    const { view, ...filter } = order
    return { view, ...(await office.ledger.destructions({ ...filter, ...paging })) }
  }
  const { view, ...filter } = order
  return { view, ...(await office.ledger.acts({ ...filter, ...paging })) }
}

/** Asks for what the view, the narrowing and the page say; an answer that has been overtaken is dropped. */
export async function refreshLedger(): Promise<void> {
  const state = useLedger.getState()
  latest += 1
  const asked = latest
  const page = await ask(orderOf(state), state.offset)
  if (asked === latest) useLedger.setState({ page })
}

/** Narrower or wider; begins again on the first page. */
export function narrow(change: Partial<Omit<Narrowing, 'kinds'>>): void {
  useLedger.setState(({ narrowing }) => ({
    narrowing: { ...narrowing, ...change },
    offset: 0,
    opened: undefined,
  }))
}

/** Without a camera, or without a person, all of them. */
export function widen(field: 'cameraId' | 'actorId'): void {
  useLedger.setState(({ narrowing }) => {
    const { [field]: _, ...rest } = narrowing
    return { narrowing: rest, offset: 0, opened: undefined }
  })
}

/** One kind of the view at hand; all of them where none is named, or the one that is chosen already. */
export function chooseKind(kind: string | undefined): void {
  useLedger.setState(({ view, narrowing }) => {
    const { [view]: chosen, ...others } = narrowing.kinds
    const kinds = kind === undefined || kind === chosen ? others : { ...others, [view]: kind }
    return { narrowing: { ...narrowing, kinds }, offset: 0, opened: undefined }
  })
}

export function turnPage(step: 1 | -1): void {
  useLedger.setState(({ offset, page }) => {
    const next = offset + step * PAGE
    return next < 0 || next >= (page?.total ?? 0) ? {} : { offset: next, opened: undefined }
  })
}

/** Another view, from its first page. The one that is there already stays: nobody would ask for its page again. */
export function turnView(view: View): void {
  if (view === useLedger.getState().view) return
  useLedger.setState({ view, offset: 0, page: undefined, opened: undefined })
}

export function open(opened: Opened | undefined): void {
  useLedger.setState({ opened })
}

export function chooseColumns(columns: 'ten' | 'twelve'): void {
  useLedger.setState({ columns })
}
