import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const ledger = await import('../../../renderer/ledger/ledger.ts')

const person = (id: string, role: Actor['role']) =>
  ({ id, loginName: id, name: '홍길동', department: '', title: '', role }) as Actor

beforeEach(() => {
  ledger.useLedger.setState({ actorId: undefined })
  ledger.arrive(person('lee', 'manager'))
  bridge.asked.length = 0
})

test('who may see what: the book for witnesses, the access record alone for administrators', () => {
  expect(ledger.viewsOf({ role: 'manager' })).toEqual(['book', 'provisions', 'destructions', 'acts'])
  expect(ledger.viewsOf({ role: 'witness' })).toEqual(['book', 'provisions', 'destructions'])
  expect(ledger.viewsOf({ role: 'administrator' })).toEqual(['acts'])
})

test('what one person looked at is gone when another comes, and there for who comes back', () => {
  ledger.narrow({ text: '홍길동' })
  ledger.open({ of: 'row', no: 2 })
  ledger.arrive(person('lee', 'manager'))
  expect(ledger.useLedger.getState()).toMatchObject({ narrowing: { text: '홍길동' }, opened: { no: 2 } })
  ledger.arrive(person('admin', 'administrator'))
  expect(ledger.useLedger.getState()).toMatchObject({
    view: 'acts',
    narrowing: { text: '' },
    page: undefined,
    opened: undefined,
  })
})

test('each view keeps its own kind; pressed again it is given up; a page begins again', () => {
  ledger.useLedger.setState({ offset: 50 })
  ledger.chooseKind('provide')
  expect(ledger.useLedger.getState().offset).toBe(0)
  ledger.turnView('acts')
  ledger.chooseKind('failure')
  const { narrowing, columns } = ledger.useLedger.getState()
  expect(ledger.orderOf({ view: 'book', narrowing, columns })).toMatchObject({
    view: 'book',
    kind: 'provide',
  })
  expect(ledger.orderOf({ view: 'acts', narrowing, columns })).toMatchObject({
    view: 'acts',
    work: 'failure',
  })
  expect(ledger.orderOf({ view: 'destructions', narrowing, columns })).not.toHaveProperty('cause')
  ledger.chooseKind('failure')
  expect(ledger.useLedger.getState().narrowing.kinds).toEqual({ book: 'provide' })
})

test('months and years begin and end where they do', () => {
  expect(ledger.monthOf('2028-02-11')).toEqual({ fromOn: '2028-02-01', toOn: '2028-02-29' })
  expect(ledger.lastMonthOf('2026-01-31')).toEqual({ fromOn: '2025-12-01', toOn: '2025-12-31' })
  expect(ledger.yearOf('2026-11-22')).toEqual({ fromOn: '2026-01-01', toOn: '2026-12-31' })
})

test('an answer that was overtaken is dropped, and nobody turns past the last page', async () => {
  const page = (total: number) => ({ lines: [], total, totals: {}, checkpoints: [] })
  bridge.answer('ledger.lines', () => page(1))
  const first = ledger.refreshLedger()
  bridge.answer('ledger.lines', () => page(2))
  await Promise.all([first, ledger.refreshLedger()])
  expect(ledger.useLedger.getState().page?.total).toBe(2)
  ledger.turnPage(1)
  expect(ledger.useLedger.getState().offset).toBe(0)
})

test('the view that is there already stays as it is, with its page', () => {
  const page = { view: 'acts', lines: [], total: 0, totals: {} } as const
  ledger.turnView('acts')
  ledger.useLedger.setState({ page: { ...page, lines: [] }, offset: 50 })
  ledger.turnView('acts')
  expect(ledger.useLedger.getState()).toMatchObject({ page, offset: 50 })
  ledger.turnView('book')
  expect(ledger.useLedger.getState()).toMatchObject({ page: undefined, offset: 0 })
})
