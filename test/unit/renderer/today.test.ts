import { afterEach, describe, expect, test } from 'vitest'
import type { DutyLine, StationDutyLine } from '#contract/requests.ts'
import { DutyKind } from '#domain/duty.ts'
import { catalogue } from '#i18n/index.ts'
import { countsOf, groupOf, ownWork, pressing, waitsForMe } from '../../../renderer/today/inbox.ts'
import { alertsOf, LOW_SPACE_BYTES } from '../../../renderer/today/notices.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const { followDuties, useDuties } = await import('../../../renderer/today/duties.ts')
const { noteStation } = await import('../../../renderer/frame/station.ts')
const ko = catalogue('ko')

const line = (part: Partial<DutyLine> = {}): DutyLine => ({
  kind: 'answer',
  role: 'officer',
  dueOn: '2026-12-03',
  targetOn: '2026-12-03',
  urgency: 'calm',
  isYearKnown: true,
  requestId: 'request-1' as DutyLine['requestId'],
  number: '2026-0001',
  name: '홍길동',
  requestKind: 'view',
  state: 'received',
  ...part,
})
const own = (part: Partial<StationDutyLine> = {}): StationDutyLine => ({
  kind: 'self-check',
  period: '2026',
  dueOn: '2027-03-31',
  text: '',
  ...part,
})

describe('the inbox', () => {
  test('counts by group in the order of the work; an objection is a group of its own', () => {
    const lines = [
      line({ kind: 'close' }),
      line(),
      line({ requestKind: 'object' }),
      line(),
      line({ kind: 'publication' }),
    ]
    expect(countsOf(lines)).toEqual([
      { group: 'answer', count: 2 },
      { group: 'objection', count: 1 },
      { group: 'close', count: 1 },
      { group: 'publication', count: 1 },
    ])
    expect(groupOf(line({ kind: 'notice', requestKind: 'object' }))).toBe('notice')
  })

  test('every kind of duty is counted somewhere and has a name', () => {
    for (const kind of DutyKind.options) {
      expect(countsOf([line({ kind })])).toHaveLength(1)
      expect(ko.today.duty[kind]).not.toBe('')
    }
  })

  test('today’s work is what is warned of, what waits for a decision, and what the station owes by today', () => {
    const requests = [
      line(),
      line({ urgency: 'near' }),
      line({ urgency: 'overdue' }),
      line({ kind: 'approve', role: 'manager' }),
    ]
    const station = [own(), own({ kind: 'retention-check', period: '2026-12', dueOn: '2026-12-01' })]
    expect(pressing({ requests, station }, '2026-11-30')).toBe(3)
    expect(pressing({ requests, station }, '2026-12-01')).toBe(4)
    expect(requests.filter(waitsForMe)).toHaveLength(1)
  })
})

test('holds of the coming week are one piece of work, later ones none of today', () => {
  const hold = (period: string, dueOn: string) => own({ kind: 'hold-review', period, dueOn, text: period })
  const station = [
    own({ kind: 'holidays', period: '2028' }),
    hold('2026-0001', '2026-11-25'),
    hold('2026-0002', '2026-11-30'),
    hold('2026-0003', '2026-12-09'),
    own(),
  ]
  expect(ownWork(station, '2026-11-23')).toEqual([
    { ...hold('2026-0001', '2026-11-25'), count: 2 },
    { ...own(), count: 1 },
  ])
})

describe('notices', () => {
  const calm = {
    requests: [line()],
    station: [own()],
    isClockBehind: false,
    freeBytes: LOW_SPACE_BYTES,
    hasFootage: true,
  }

  test('nothing, where nothing is', () => {
    expect(alertsOf(calm, ko)).toEqual([])
    expect(alertsOf({ ...calm, freeBytes: undefined, hasFootage: undefined }, ko)).toEqual([])
  })

  test('the gravest first: the clock, what is overdue, holidays, space', () => {
    const alerts = alertsOf(
      {
        requests: [line({ urgency: 'overdue' }), line({ urgency: 'overdue' })],
        station: [own({ kind: 'holidays', period: '2028', text: '2028' })],
        isClockBehind: true,
        freeBytes: 1e9,
        hasFootage: false,
      },
      ko,
    )
    expect(alerts.map(({ tone }) => tone)).toEqual(['danger', 'danger', 'warning', 'warning', 'info'])
    expect(alerts[0]?.sentence).toContain('PC 시계가 뒤로 갔습니다')
    expect(alerts[1]?.sentence).toContain('2건')
    expect(alerts[2]).toMatchObject({ place: 'holidays' })
    expect(alerts[2]?.sentence).toContain('휴일표 미등록: 2028년')
  })
})

describe('what the office says is to be done', () => {
  const open = { phase: 'open' as const, now: '2026-11-23T00:30:00.000Z' }
  let following: ReturnType<typeof followDuties> | undefined
  afterEach(() => following?.stop())
  const asked = () => bridge.asked.filter(({ channel }) => channel === 'duties.inbox')

  test('is asked for a month ahead, again after every act, and forgotten at the end', async () => {
    noteStation(open)
    bridge.asked.length = 0
    bridge.answer('duties.inbox', () => ({ requests: [line()], station: [] }))
    following = followDuties()
    await following.loaded
    expect(useDuties.getState()).toEqual({ requests: [line()], station: [], isLoaded: true })
    expect(asked()[0]?.input).toEqual({ untilOn: '2026-12-24' })
    bridge.answer('duties.inbox', () => ({ requests: [], station: [own()] }))
    bridge.tell('station.changed', open)
    await Promise.resolve().then(() => new Promise(setImmediate))
    expect(useDuties.getState().station).toEqual([own()])
    following.stop()
    expect(useDuties.getState()).toEqual({ requests: [], station: [], isLoaded: false })
    expect(bridge.listeners('station.changed')).toBe(0)
  })

  test('a locked station is not asked', async () => {
    bridge.answer('duties.inbox', () => ({ requests: [], station: [] }))
    following = followDuties()
    await following.loaded
    bridge.asked.length = 0
    bridge.tell('station.changed', { ...open, phase: 'locked' })
    expect(asked()).toEqual([])
  })

  test('many acts at once ask twice, not often', async () => {
    bridge.answer('duties.inbox', () => ({ requests: [], station: [] }))
    following = followDuties()
    await following.loaded
    bridge.asked.length = 0
    for (let act = 0; act < 10; act++) bridge.tell('station.changed', open)
    await Promise.resolve().then(() => new Promise(setImmediate))
    expect(asked().length).toBeLessThanOrEqual(2)
    expect(asked().length).toBeGreaterThan(0)
  })
})
