import { expect, test } from 'vitest'
import { contract } from '#contract/contract.ts'
import { channelsOf } from '#contract/define.ts'
import { REFUSAL_CODES, Refusal } from '#domain/refusal.ts'
import { catalogue } from '#i18n/index.ts'
import { createApi, Fault } from '../../../renderer/api.ts'
import { refusalSentence, sentenceFor } from '../../../renderer/words.ts'
import { createBridge } from './bridge.ts'

test('asks under the name of the contract and answers what came back', async () => {
  const bridge = createBridge()
  bridge.answer('holds.list', () => [])
  const office = createApi(bridge)
  expect(await office.holds.list()).toEqual([])
  expect(bridge.asked).toEqual([{ channel: 'holds.list', input: undefined }])
})

test('a refusal comes out as a Refusal with its data, a fault as a Fault with its reference', async () => {
  const bridge = createBridge()
  bridge.refuse('station.signIn', { code: 'wrong-password', data: { remaining: 3 } })
  const office = createApi(bridge)
  const refused = await office.station.signIn({ loginName: 'kim', password: 'x' }).catch((thrown) => thrown)
  expect(refused).toBeInstanceOf(Refusal)
  expect(refused).toMatchObject({ code: 'wrong-password', data: { remaining: 3 } })
  const broken = await office.station.lock().catch((thrown) => thrown)
  expect(broken).toBeInstanceOf(Fault)
  expect(broken.message).toBe('no answer to station.lock')
})

test('listens to every notice of the contract under its own name until stopped', () => {
  const bridge = createBridge()
  const office = createApi(bridge) as unknown as Record<string, Record<string, (l: unknown) => () => void>>
  for (const channel of channelsOf(contract, 'notice')) {
    const [group = '', name = ''] = channel.split('.')
    const heard: unknown[] = []
    const listen = office[group]?.[`on${name.charAt(0).toUpperCase()}${name.slice(1)}`]
    const stop = listen?.((payload: unknown) => heard.push(payload))
    bridge.tell(channel, channel)
    stop?.()
    bridge.tell(channel, 'after the stop')
    expect(heard).toEqual([channel])
    expect(bridge.listeners(channel)).toBe(0)
  }
})

test('the same question is the same function, so that a component may depend on it', () => {
  const office = createApi(createBridge())
  expect(office.recordings.summary).toBe(office.recordings.summary)
})

test('every refusal has a sentence in both languages that needs nothing but its data', () => {
  const data = {
    right: 'footage.view',
    remaining: 2,
    untilAt: '2026-11-22T05:05:09.000Z',
    minimumLength: 10,
    loginName: 'kim',
    found: 2,
    known: 1,
    seq: 7,
    state: 'received',
    number: '2026-0001',
    why: 'reversed',
    field: 'purpose',
    cameraNumber: 3,
    allowedFromAt: '2026-11-21T05:00:00.000Z',
    allowedToAt: '2026-11-21T05:30:00.000Z',
    neededBytes: 8e9,
    freeBytes: 1e9,
    kind: 'detect',
    track: 4,
    expected: 795,
    recordingId: 'r1',
    open: 3,
    left: 2,
    count: 5,
    on: '2026-11-22',
    at: '2026-11-22T05:05:09.000Z',
    byName: '이책임',
    dueOn: '2026-12-03',
    lastOn: '2026-12-31',
    untilOn: '2029-12-03',
    effectiveFrom: '2027-03-09',
    oldestOn: '2026-10-20',
    destroyByOn: '2026-11-24',
    totalWon: 30_000,
    copy: 'database',
    size: 37,
    ledgerSize: 40,
    outcome: 'forked',
    most: 10_000,
    no: 3,
    byNo: 4,
    printer: '사무실',
    month: '2026-11',
    entries: 40,
    lost: 3,
    lastAt: '2026-11-22T05:05:09.000Z',
    nowAt: '2062-11-22T05:05:09.000Z',
    days: 10,
    minimumDays: 60,
    code: 'B7',
    ground: 'RF-2',
    paper: 'mandate',
    instead: '가려서 보여 주세요.',
    document: 'notice',
  }
  for (const language of ['ko', 'en'] as const) {
    for (const code of REFUSAL_CODES) {
      const why = code === 'vault-needs-mending' ? { why: 'damaged' } : {}
      const sentence = refusalSentence(code, { ...data, ...why }, catalogue(language))
      expect(sentence).toMatch(language === 'ko' ? /[가-힣].*[.요]$/ : /[a-z].*\.$/)
      expect(sentence).not.toMatch(/undefined|NaN|\[object/)
    }
  }
})

test('says when to come back, in Korean time', () => {
  const locked = new Refusal('locked-out', { untilAt: '2026-11-22T05:05:09.000Z' })
  expect(sentenceFor(locked)).toContain('11. 22. 14:05까지')
})

test('what is not a refusal is told by its reference and never by its text', () => {
  expect(sentenceFor(new Fault('F-1A2B'))).toContain('F-1A2B')
  expect(sentenceFor(new TypeError('홍길동'))).not.toContain('홍길동')
  expect(refusalSentence('no-such-code', {})).toContain('no-such-code')
})
