import { beforeEach, describe, expect, test } from 'vitest'
import { builtInHolidays } from '#domain/law/holidays.ts'
import type { Camera, CameraId } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const requests = await import('../../../renderer/requests/requests.ts')
const { useLaw } = await import('../../../renderer/requests/law.ts')
const search = await import('../../../renderer/requests/search.ts')
const typing = await import('../../../renderer/requests/typing.ts')

const grant = { proposal: { outcome: 'grant' } }
const refuse = { proposal: { outcome: 'refuse' } }

function kept(number: string, state: FootageRequest['state'], more: object = {}): FootageRequest {
  const form = { kind: 'view', requester: { name: '홍길동' } }
  return { id: number as RequestId, number, revision: 1, form, state, ...more } as unknown as FootageRequest
}

const byId = (...all: FootageRequest[]) => Object.fromEntries(all.map((request) => [request.id, request]))

beforeEach(() => {
  bridge.answer('law.show', () => ({ holidays: { 2030: [] }, changes: [] }))
  bridge.answer('requests.search', () => ({ requests: [], total: 0 }))
  bridge.asked.length = 0
})

describe('the requests that are not over', () => {
  const all = byId(
    kept('Q2026-0001', 'inquiry'),
    kept('2026-0001', 'closed', { dueOn: '2026-11-01', decision: grant }),
    kept('2026-0002', 'withdrawn'),
    kept('2026-0003', 'received', { dueOn: '2026-12-03' }),
    kept('2026-0004', 'decided', { dueOn: '2026-11-27', decision: grant }),
    kept('2026-0005', 'notified', { dueOn: '2026-11-26', decision: refuse }),
  )
  const numbers = (list: FootageRequest[]) => list.map(({ number }) => number)

  test('come by their due day, those without one last', () => {
    expect(numbers(requests.open(all))).toEqual(['2026-0005', '2026-0004', '2026-0003', 'Q2026-0001'])
  })

  test('footage is shown for what is granted, and looked for in what is received', () => {
    expect(numbers(requests.granted(all))).toEqual(['2026-0004'])
    expect(numbers(requests.searchable(all))).toEqual(['2026-0004', '2026-0003'])
  })

  test.each([
    ['inquiry', {}, 0],
    ['received', {}, 1],
    ['supplementing', {}, 1],
    ['verified', {}, 2],
    ['verified', { form: { kind: 'object' } }, 3],
    ['located', {}, 3],
    ['postponed', { decision: { proposal: { outcome: 'postpone' } } }, 3],
    ['proposed', {}, 4],
    ['decided', { decision: grant }, 5],
    ['decided', { form: { kind: 'erase' }, decision: grant }, 6],
    ['notified', { decision: grant }, 6],
    ['notified', { decision: refuse }, 7],
    ['no-show', { decision: grant }, 6],
    ['fulfilled', { decision: grant }, 7],
    ['fulfilled', { form: { kind: 'erase' }, decision: grant }, 5],
    ['fulfilled', { form: { kind: 'erase' }, decision: grant, notice: {} }, 7],
    ['closed', { decision: grant }, 8],
    ['withdrawn', {}, 8],
  ] as [FootageRequest['state'], object, number][])('%s %j stands at stage %i', (state, more, stage) => {
    expect(requests.stepOf(kept('2026-0001', state, more))).toBe(stage)
  })
})

describe('following the office', () => {
  test('all pages are brought in, with the law of the station', async () => {
    const many = Array.from({ length: 450 }, (_, index) => kept(`2026-${1000 + index}`, 'received'))
    bridge.answer('requests.search', ({ offset, limit }: { offset: number; limit: number }) => ({
      requests: many.slice(offset, offset + limit),
      total: many.length,
    }))
    expect(useLaw.getState().holidays).toEqual(builtInHolidays)
    const following = requests.followRequests()
    await following.loaded
    expect(Object.keys(requests.useRequests.getState().byId)).toHaveLength(450)
    expect(requests.useRequests.getState().isLoaded).toBe(true)
    expect(useLaw.getState().holidays).toEqual({ 2030: [] })
    following.stop()
  })

  test('a notice that overtakes the list is kept, and the stop forgets everybody', async () => {
    bridge.answer('requests.search', () => ({ requests: [kept('2026-0001', 'received')], total: 1 }))
    const following = requests.followRequests()
    bridge.tell('requests.changed', kept('2026-0001', 'verified', { revision: 2 }))
    await following.loaded
    expect(requests.useRequests.getState()).toMatchObject({
      isLoaded: true,
      byId: { '2026-0001': { state: 'verified' } },
    })
    search.look({ text: '홍길동' })
    following.stop()
    expect(requests.useRequests.getState()).toEqual({ byId: {}, isLoaded: false })
    expect(search.useSearch.getState().text).toBe('')
    expect(bridge.listeners('requests.changed')).toBe(0)
  })

  test('an answer that comes after the lock is dropped', async () => {
    bridge.answer('requests.search', () => ({ requests: [kept('2026-0001', 'received')], total: 1 }))
    bridge.answer('requests.find', () => kept('2026-0009', 'closed'))
    const following = requests.followRequests()
    const needed = requests.need('2026-0009' as RequestId)
    following.stop()
    await Promise.all([following.loaded, needed])
    expect(requests.useRequests.getState().byId).toEqual({})
  })

  test('one that is over is brought in when a screen needs it, and asked for once', async () => {
    bridge.answer('requests.find', () => kept('2026-0009', 'closed'))
    const following = requests.followRequests()
    await following.loaded
    bridge.asked.length = 0
    await requests.need('2026-0009' as RequestId)
    await requests.need('2026-0009' as RequestId)
    expect(bridge.asked).toHaveLength(1)
    expect(requests.useRequests.getState().byId).toHaveProperty('2026-0009')
    following.stop()
  })
})

describe('the search', () => {
  test('those under way unless others are asked for; a narrower search begins at its first page', () => {
    const usual = search.useSearch.getState()
    expect(search.queryOf(usual, '2026-11-22')).toEqual({ text: '', state: 'open', offset: 0, limit: 50 })
    expect(search.isNarrowed({ ...usual, page: 3 })).toBe(false)
    search.look({ page: 3 })
    expect(search.queryOf(search.useSearch.getState(), '2026-11-22')).toMatchObject({ offset: 150 })
    search.look({ text: ' 홍길동 ', state: 'any', kind: 'copy', fromOn: '어제', toOn: '아무 날' })
    expect(search.queryOf(search.useSearch.getState(), '2026-11-22')).toEqual({
      text: '홍길동',
      kind: 'copy',
      fromOn: '2026-11-21',
      offset: 0,
      limit: 50,
    })
    expect(search.isNarrowed(search.useSearch.getState())).toBe(true)
  })
})

describe('what is typed at the desk', () => {
  test.each([
    ['어제', '2026-11-21'],
    ['오늘', '2026-11-22'],
    ['그저께', '2026-11-20'],
    ['20261120', '2026-11-20'],
    ['1120', '2026-11-20'],
    ['1231', '2025-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['toString', undefined],
    ['constructor', undefined],
  ])('footage of %s is of %s', (text, day) => expect(typing.parseFootageDay(text, '2026-11-22')).toBe(day))

  test.each([
    ['19900105', '1990-01-05'],
    ['900105', '1990-01-05'],
    ['90. 1. 5.', '1990-01-05'],
    ['150301', '2015-03-01'],
    ['20300105', undefined],
    ['', undefined],
  ])('a birthday %s is %s', (text, day) => expect(typing.parseBirthday(text, '2026-11-22')).toBe(day))

  test.each([
    ['01012345678', '010-1234-5678'],
    ['010 1234 5678', '010-1234-5678'],
    ['0111234567', '011-123-4567'],
    ['021234567', '02-123-4567'],
    ['0212345678', '02-1234-5678'],
    ['0311234567', '031-123-4567'],
    ['15881234', '1588-1234'],
    ['12345', undefined],
    ['+82 10 1234 5678', undefined],
    ['내선 12', undefined],
  ])('a telephone %s is %s', (text, phone) => expect(typing.parsePhone(text)).toBe(phone))

  const cameras = [1, 2, 3, 5, 12].map((number) => ({ id: `c${number}` as CameraId, number }) as Camera)

  test.each([
    ['3', ['c3'], []],
    ['1-3, 5', ['c1', 'c2', 'c3', 'c5'], []],
    ['3번', ['c3'], []],
    ['１ ２', ['c1', 'c2'], []],
    ['4, 5', ['c5'], [4]],
    ['', [], []],
  ])('cameras %s', (text, ids, unknown) => {
    expect(typing.typedCameras(text, cameras)).toEqual({ ids, unknown, isReadable: true })
  })

  test.each(['정문', '3-1', '1-99999', '0x3'])('%s is no camera', (text) =>
    expect(typing.typedCameras(text, cameras).isReadable).toBe(false),
  )

  test('chosen cameras are written as somebody would', () => {
    const all = cameras.map(({ id }) => id)
    expect(typing.camerasText(all, cameras)).toBe('1-3, 5, 12')
    expect(typing.typedCameras(typing.camerasText(all, cameras), cameras).ids).toEqual(all)
  })
})
