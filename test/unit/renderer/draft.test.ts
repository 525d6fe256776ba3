import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ActorId } from '#domain/actor.ts'
import type { Camera, CameraId } from '#domain/policy.ts'
import { type FootageRequest, IdentityPaper } from '#domain/request.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const drafts = await import('../../../renderer/requests/draft.ts')
const { receive } = await import('../../../renderer/requests/receive.ts')
const { formOf } = await import('../../../renderer/requests/form.ts')
const { beginInquiry, isBlank } = await import('../../../renderer/requests/inquiry.ts')
const { noteRequest, useRequests } = await import('../../../renderer/requests/requests.ts')

type Draft = ReturnType<typeof drafts.useDraft.getState>['draft']

const NOW = '2026-11-22T05:05:09.000Z'
const kim = 'kim' as ActorId
const lee = 'lee' as ActorId
const reading = { now: NOW, cameras: [{ id: 'c3' as CameraId, number: 3 } as Camera] }
const spoken = {
  name: '홍길동',
  phone: '010-1234-5678',
  birthOn: '19900105',
  address: '서울시 중구',
  fromOn: '1120',
  fromTime: '1830',
  toTime: '1900',
  cameras: '3',
  purpose: '주차 차량 접촉 확인',
}

beforeEach(async () => {
  bridge.answer('requests.draft', () => null)
  bridge.answer('requests.keepDraft', () => undefined)
  bridge.answer('requests.alike', () => [])
  await drafts.beginFor(lee)
  await drafts.beginFor(kim)
  drafts.forgetKeeping()
  bridge.asked.length = 0
})

describe('a draft', () => {
  test('survives a program that is killed: it is kept while it is typed and comes back', async () => {
    vi.useFakeTimers()
    let kept: string | null = null
    bridge.answer('requests.keepDraft', ({ draft }: { draft: string | null }) => {
      kept = draft
    })
    const stop = drafts.keepDrafts()
    drafts.edit({ ...spoken, paper: 'passport', who: 'vehicle' })
    vi.advanceTimersByTime(1000)
    expect(kept).not.toBeNull()
    drafts.edit({ purpose: '마지막 말' })
    stop()
    vi.useRealTimers()
    const typed = drafts.useDraft.getState().draft
    bridge.answer('requests.draft', () => kept)
    await drafts.beginFor(lee)
    expect(drafts.useDraft.getState()).toMatchObject({ draft: typed, origin: 'kept' })
    expect(typed.purpose).toBe('마지막 말')
  })

  test('any draft reads back as it was written', () => {
    const some = fc.record(
      Object.fromEntries(drafts.TEXTS.map((name) => [name, fc.string({ unit: 'grapheme', maxLength: 60 })])),
    )
    const paper = fc.constantFrom('' as const, ...IdentityPaper.options)
    fc.assert(
      fc.property(some, paper, (texts, seen) => {
        const draft: Draft = { ...drafts.blank, ...texts, paper: seen }
        expect(drafts.readDraft(drafts.writeDraft(draft))).toEqual(draft)
      }),
    )
  })

  test('a resident registration number is not kept, and nothing else is lost with it', () => {
    const draft = { ...drafts.blank, ...spoken, clues: '주민번호 900105-1234567 입니다' }
    const written = drafts.writeDraft(draft)
    expect(written).not.toContain('1234567')
    expect(drafts.readDraft(written)).toEqual({ ...draft, clues: '' })
  })

  test('one of another version gives what it has; one that is none says so', async () => {
    expect(drafts.readDraft('{"name":"홍길동","kind":"gone","paper":3,"fromOn":null}')).toEqual({
      ...drafts.blank,
      name: '홍길동',
    })
    expect(drafts.readDraft('홍길동')).toBeUndefined()
    bridge.answer('requests.draft', () => '{')
    await drafts.beginFor(lee)
    expect(drafts.useDraft.getState()).toMatchObject({ draft: drafts.blank, origin: 'unreadable' })
  })

  test('waits for its writer and is kept from anybody else', async () => {
    drafts.edit(spoken)
    await drafts.beginFor(kim)
    expect(drafts.useDraft.getState().draft.name).toBe('홍길동')
    await drafts.beginFor(lee)
    expect(drafts.useDraft.getState().draft.name).toBe('')
  })

  test('a change of side changes the way it came, unless somebody has chosen another', () => {
    drafts.chooseKind('provide')
    expect(drafts.useDraft.getState().draft.channel).toBe('agency-letter')
    drafts.edit({ channel: 'fax' })
    drafts.chooseKind('view')
    expect(drafts.useDraft.getState().draft.channel).toBe('fax')
  })
})

describe('handing it in', () => {
  const asked = () => bridge.asked.map(({ channel }) => channel)

  test('an empty form points out every field and asks nothing of the office', async () => {
    expect(await receive(reading, false)).toEqual({ is: 'incomplete' })
    expect(drafts.useDraft.getState().hasTried).toBe(true)
    expect(asked()).toEqual([])
  })

  test('received with the identity that was shown; the draft is gone', async () => {
    drafts.edit({ ...spoken, paper: 'resident-card' })
    bridge.answer('requests.receive', ({ form }: { form: object }) => ({
      form,
      id: 'r9',
      number: '2026-0009',
      revision: 1,
    }))
    expect(await receive(reading, false)).toMatchObject({ is: 'received', request: { number: '2026-0009' } })
    expect(bridge.asked.at(-1)?.input).toMatchObject({ again: false, identity: { paper: 'resident-card' } })
    expect(drafts.useDraft.getState().draft).toEqual(drafts.blank)
    expect(useRequests.getState().byId).toHaveProperty('r9')
  })

  test('the same asked twice is offered, and received only where somebody wants it', async () => {
    drafts.edit(spoken)
    const other = { id: 'r3', number: '2026-0003', state: 'received', receivedAt: NOW }
    bridge.answer('requests.alike', () => [other])
    expect(await receive(reading, false)).toEqual({ is: 'alike', alike: [other] })
    expect(asked()).toEqual(['requests.alike'])
    bridge.answer('requests.receive', () => ({ id: 'r4', number: '2026-0004', revision: 1 }))
    expect(await receive(reading, true)).toMatchObject({ is: 'received' })
    expect(bridge.asked.at(-1)).toMatchObject({ channel: 'requests.receive', input: { again: true } })
  })

  test('where somebody was quicker, what they have received is offered', async () => {
    drafts.edit(spoken)
    const other = { id: 'r3', number: '2026-0003', state: 'received', receivedAt: NOW }
    let answers = 0
    bridge.answer('requests.alike', () => (++answers === 1 ? [] : [other]))
    bridge.refuse('requests.receive', { code: 'request-duplicate', data: { number: '2026-0003' } })
    expect(await receive(reading, false)).toEqual({ is: 'alike', alike: [other] })
  })

  test('a refusal leaves it as it was, and kept', async () => {
    drafts.edit(spoken)
    bridge.refuse('requests.receive', { code: 'camera-unknown', data: {} })
    await expect(receive(reading, false)).rejects.toMatchObject({ code: 'camera-unknown' })
    expect(drafts.useDraft.getState().draft.name).toBe('홍길동')
    expect(asked()).toContain('requests.keepDraft')
  })

  test('an inquiry is put in writing with what was said on the telephone', async () => {
    drafts.edit({ ...spoken, channel: 'phone', who: 'vehicle', vehicleNumber: '12가3456' })
    const said = formOf(drafts.useDraft.getState().draft, reading)
    const inquiry = { id: 'q1', number: 'Q2026-0001', revision: 3, state: 'inquiry', form: said }
    noteRequest(inquiry as unknown as FootageRequest)
    beginInquiry(inquiry as unknown as FootageRequest, reading.cameras)
    const { draft } = drafts.useDraft.getState()
    expect(formOf(draft, reading)).toEqual({ ...said, channel: 'visit' })
    bridge.answer('requests.alike', () => [{ ...inquiry, receivedAt: NOW }])
    bridge.answer('requests.write', () => ({
      ...inquiry,
      revision: 4,
      number: '2026-0009',
      state: 'received',
    }))
    expect(await receive(reading, false)).toMatchObject({ is: 'received', request: { number: '2026-0009' } })
    expect(bridge.asked.find(({ channel }) => channel === 'requests.write')?.input).toMatchObject({
      requestId: 'q1',
      revision: 3,
      form: { channel: 'visit', vehicleNumber: '12가3456' },
    })
    expect(isBlank(drafts.useDraft.getState().draft)).toBe(true)
  })
})
