import { beforeEach, describe, expect, test } from 'vitest'
import type { ActorId } from '#domain/actor.ts'
import type { CameraId } from '#domain/policy.ts'
import { type FootageRequest } from '#domain/request.ts'
import { RequestForm, type RequestId } from '#domain/request-form.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const draft = await import('../../../renderer/requests/draft.ts')
const requests = await import('../../../renderer/requests/requests.ts')

const NOW = '2026-11-22T05:05:09.000Z'
const kim = 'kim' as ActorId
const lee = 'lee' as ActorId

const person = { name: '홍길동', phone: '010-1234-5678', birthOn: '19900105', address: '서울시 중구' }
const written = {
  kind: 'view' as const,
  relation: 'self' as const,
  requester: person,
  fromOn: '2026.11.20',
  fromTime: '1830',
  toTime: '19:00',
  cameraIds: ['c3' as CameraId],
  purpose: ' 주차 차량 접촉 확인 ',
}

const received = (number: string, more: Partial<FootageRequest> = {}): FootageRequest =>
  ({
    ...draft.formOf({ ...draft.useDraft.getState().draft, ...written })!,
    id: number as RequestId,
    number,
    ...more,
  }) as FootageRequest

beforeEach(() => {
  draft.clear()
  draft.beginFor(kim)
  bridge.asked.length = 0
})

describe('the draft of a request', () => {
  test('a complete one becomes exactly what the contract takes, in Korean time', () => {
    draft.edit(written)
    const form = draft.formOf(draft.useDraft.getState().draft)
    expect(RequestForm.parse(form)).toEqual(form)
    expect(form).toMatchObject({
      fromAt: '2026-11-20T09:30:00.000Z',
      toAt: '2026-11-20T10:00:00.000Z',
      requester: { birthOn: '1990-01-05' },
      purpose: '주차 차량 접촉 확인',
    })
    expect(draft.problemsOf(draft.useDraft.getState().draft, NOW)).toEqual({})
  })

  test('a night that ends on the next day is one stretch', () => {
    draft.edit({ ...written, fromTime: '23:30', toTime: '00:30', toOn: '2026-11-21' })
    expect(draft.windowOf(draft.useDraft.getState().draft)).toEqual({
      fromAt: '2026-11-20T14:30:00.000Z',
      toAt: '2026-11-20T15:30:00.000Z',
    })
  })

  test('an empty one points out every field and asks nothing of the office', async () => {
    expect(await draft.receive(NOW)).toBeUndefined()
    expect(draft.useDraft.getState().hasTried).toBe(true)
    expect(Object.keys(draft.problemsOf(draft.useDraft.getState().draft, NOW)).sort()).toEqual([
      'cameraIds',
      'fromOn',
      'fromTime',
      'purpose',
      'requester.address',
      'requester.birthOn',
      'requester.name',
      'requester.phone',
      'toTime',
    ])
    expect(bridge.asked).toEqual([])
  })

  test('an agent brings the subject along, and only an agent', () => {
    draft.edit({ ...written, relation: 'agent' })
    expect(draft.problemsOf(draft.useDraft.getState().draft, NOW)).toHaveProperty(['subject.name'], 'missing')
    draft.editPerson('subject', person)
    expect(draft.problemsOf(draft.useDraft.getState().draft, NOW)).toEqual({})
    expect(draft.formOf(draft.useDraft.getState().draft)).toHaveProperty('subject.name', '홍길동')
    draft.edit({ relation: 'self' })
    expect(draft.formOf(draft.useDraft.getState().draft)).not.toHaveProperty('subject')
  })

  test.each([
    [{ toTime: '18:00' }, 'toTime', 'reversed'],
    [{ fromOn: '2026-11-22', fromTime: '14:00', toTime: '15:00' }, 'toTime', 'future'],
    [{ fromOn: '2026-11-01', toOn: '2026-11-10' }, 'toTime', 'too-long'],
    [{ toOn: '언젠가' }, 'toOn', 'day'],
    [{ clues: '900105-1234567' }, 'clues', 'resident-number'],
    [{ purpose: '９００１０５１２３４５６７ 본인' }, 'purpose', 'resident-number'],
    [{ requester: { ...person, address: '900105 1234567' } }, 'requester.address', 'resident-number'],
  ])('%j is a problem of %s: %s', (change, field, problem) => {
    draft.edit({ ...written, ...change })
    expect(draft.problemsOf(draft.useDraft.getState().draft, NOW)).toEqual({ [field]: problem })
  })

  test('waits for its writer, is kept from anybody else, and is gone once received', async () => {
    draft.edit(written)
    draft.beginFor(kim)
    expect(draft.useDraft.getState().draft.requester.name).toBe('홍길동')
    bridge.answer('requests.receive', (form: object) => ({ ...form, id: 'r9', number: '2026-0009' }))
    expect(await draft.receive(NOW)).toMatchObject({ number: '2026-0009' })
    expect(draft.useDraft.getState().draft.requester.name).toBe('')
    expect(requests.useRequests.getState().byId).toHaveProperty('r9')
    draft.edit(written)
    draft.beginFor(lee)
    expect(draft.useDraft.getState().draft.requester.name).toBe('')
  })

  test('a refusal leaves it as it was', async () => {
    draft.edit(written)
    bridge.refuse('requests.receive', { code: 'camera-unknown', data: {} })
    await expect(draft.receive(NOW)).rejects.toMatchObject({ code: 'camera-unknown' })
    expect(draft.useDraft.getState().draft.requester.name).toBe('홍길동')
  })
})

describe('the list of requests', () => {
  test('what is to be done comes first, nearest due day first; what is done after it, newest first', () => {
    const all = [
      received('2026-0001', { state: 'fulfilled', dueOn: '2026-11-01' }),
      received('2026-0002', { state: 'fulfilled', dueOn: '2026-11-02' }),
      received('2026-0003', { state: 'received', dueOn: '2026-12-03' }),
      received('2026-0004', { state: 'approved', dueOn: '2026-11-27' }),
    ]
    const byId = Object.fromEntries(all.map((request) => [request.id, request]))
    expect(requests.inOrder(byId).map(({ number }) => number)).toEqual([
      '2026-0004',
      '2026-0003',
      '2026-0002',
      '2026-0001',
    ])
    expect(requests.open(byId)).toHaveLength(2)
  })

  test('a notice that overtakes the list is kept, and the stop forgets everybody', async () => {
    bridge.answer('requests.list', () => [received('2026-0001', { state: 'received' })])
    const following = requests.followRequests()
    bridge.tell('requests.changed', received('2026-0001', { state: 'verified' }))
    await following.loaded
    expect(requests.useRequests.getState()).toMatchObject({
      isLoaded: true,
      byId: { '2026-0001': { state: 'verified' } },
    })
    following.stop()
    expect(requests.useRequests.getState()).toEqual({ byId: {}, isLoaded: false })
    expect(bridge.listeners('requests.changed')).toBe(0)
  })

  test('an answer that comes after the lock is dropped', async () => {
    bridge.answer('requests.list', () => [received('2026-0001', { state: 'received' })])
    const following = requests.followRequests()
    following.stop()
    await following.loaded
    expect(requests.useRequests.getState().byId).toEqual({})
  })
})
