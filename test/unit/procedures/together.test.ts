import { expect, test } from 'vitest'
import { z } from 'zod'
import { contract } from '#contract/contract.ts'
import { Refusal } from '#domain/refusal.ts'
import { refuseResidentNumbers } from '#domain/request-form.ts'
import { clockTo, found, received, stationWithFootage, take } from '../../support/casework.ts'
import {
  granting,
  PASSWORDS,
  TestStation as Station,
  setUpStation,
  type TestStation,
} from '../../support/station.ts'

/** Two people at once, clocks that go wrong, the same request twice, and whatever people type. */

const REASON = '열람하면 가정폭력 피해자의 거처가 드러남'

/** What a refused try says of who was first. */
async function refusedBy(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt
    return 'nothing'
  } catch (error) {
    return error instanceof Refusal ? error.toData() : error
  }
}

test('of two who act on the same request as they saw it, the second learns who did what and when', async () => {
  const station = await stationWithFootage()
  const form = await station.form({ kind: 'view' })
  const located = await found(station, await received(station, form))
  const saw = await station.seen(located)
  const refuse = { outcome: 'refuse', ground: 'RF-2', reason: REASON } as const
  station.advance({ minutes: 5 })
  await station.ask('requests', 'propose', { ...saw, proposal: granting() })
  const at = station.office.now()
  const first = { code: 'request-changed', data: { state: 'proposed', byName: '김담당', at } }
  expect(await refusedBy(station.ask('requests', 'propose', { ...saw, proposal: refuse }))).toEqual(first)
  expect(await refusedBy(station.ask('requests', 'withdraw', { ...saw, reason: '취하' }))).toEqual(first)

  const both = await station.seen(located)
  const manager = { loginName: '이책임', password: PASSWORDS['이책임']!, overdueReason: '' }
  const tries = await Promise.all(
    [1, 2].map(() => refusedBy(station.ask('requests', 'decide', { ...both, ...manager }))),
  )
  expect(tries).toContain('nothing')
  expect(tries).toContainEqual({ code: 'request-changed', data: { state: 'decided', byName: '이책임', at } })
  expect(station.acts().filter((kind) => kind === 'request.decided')).toHaveLength(1)
  const decided = await station.ask('requests', 'find', { requestId: located.id })
  expect(decided).toMatchObject({ revision: both.revision + 1, decision: { proposal: { outcome: 'grant' } } })
})

test('one withdraws while the manager’s password is being checked: nothing is decided', async () => {
  const station = await stationWithFootage()
  const request = await station.proposed(await station.form({ kind: 'view' }), granting())
  const saw = await station.seen(request)
  const manager = { loginName: '이책임', password: PASSWORDS['이책임']!, overdueReason: '' }
  const deciding = refusedBy(station.ask('requests', 'decide', { ...saw, ...manager }))
  await station.ask('requests', 'withdraw', { ...saw, reason: '청구인이 취하함' })
  expect(await deciding).toMatchObject({
    code: 'request-changed',
    data: { state: 'withdrawn', byName: '김담당' },
  })
  expect((await station.ask('requests', 'find', { requestId: request.id })).state).toBe('withdrawn')
})

test('a clock set back by a day is noticed and entered once; days and entries keep the later time', async () => {
  const station = await setUpStation()
  await station.as('김담당')
  const first = await station.received(await station.form())
  const later = station.office.now()
  station.office.close()
  const back = await new Station(station.homeDir, '2026-11-22T09:30:00').as('김담당')
  expect(back.office.now()).toBe(later)
  const second = await back.received(await back.form({ kind: 'existence' }))
  expect(second).toMatchObject({ receivedAt: later, dueOn: '2026-12-03', number: '2026-0002' })
  await take(back, first, 'askPapers', { what: '신분증' })
  expect(back.acts().filter((kind) => kind === 'clock.set-back')).toHaveLength(1)
  const all = { fromOn: '2026-01-01', toOn: '2026-12-31', text: '', offset: 0, limit: 200 }
  const { lines } = await back.ask('ledger', 'acts', all)
  const times = lines.map(({ at }) => at).reverse()
  expect(times).toEqual([...times].sort())
  // Its own time has come again: entries go on from there.
  back.advance({ days: 2 })
  const third = await back.received(await back.form({ kind: 'view' }))
  expect(third).toMatchObject({ receivedAt: '2026-11-24T00:30:00.000Z', dueOn: '2026-12-04' })
  expect((await back.ask('ledger', 'verify')).size).toBeGreaterThan(10)
})

test('the same request twice is offered as a duplicate, and received again where somebody means it', async () => {
  const station = await (await setUpStation()).as('김담당')
  const form = await station.form()
  const first = await station.received(form)
  expect(await station.ask('requests', 'alike', form)).toMatchObject([{ id: first.id, number: '2026-0001' }])
  expect(await refusedBy(station.received(form))).toEqual({
    code: 'request-duplicate',
    data: { number: '2026-0001' },
  })
  // Part of the same time on the same camera is the same; another person, camera, time or kind is not.
  const overlapping = { ...form, fromAt: '2026-11-20T09:55:00.000Z', toAt: '2026-11-20T10:30:00.000Z' }
  expect(await station.refusal(station.received(overlapping))).toBe('request-duplicate')
  const others = [
    { kind: 'existence' as const },
    { cameraIds: [await station.cameraId(4)] },
    { fromAt: form.toAt, toAt: '2026-11-20T10:30:00.000Z' },
    { requester: { ...form.requester, name: '이이웃' } },
  ]
  for (const changes of others)
    expect(await station.refusal(station.received({ ...form, ...changes }))).toBe('nothing')
  expect((await station.ask('requests', 'receive', { form, again: true })).number).toBe('2026-0006')
  for (const id of [first.id]) await take(station, { id }, 'withdraw', { reason: '취하' })
})

const ODD = [
  '가'.repeat(10_000),
  '차가 🚗💥 긁혔음 👨‍👩‍👧‍👦 🇰🇷',
  'ᄒᆞᆫ글 옛말 ㅿㆍㆆ ᄠᅢ',
  "'; DROP TABLE requests; --",
  '<script>alert(1)</script><img src=x onerror=alert(2)>&amp;',
  '{{7*7}} ${7*7} %00 \\n "quoted"',
  'e\u0301 \u202Eabc',
]

test('10,000 characters, emoji, old Hangul, SQL and HTML are kept byte for byte and break nothing', async () => {
  const station = await (await setUpStation()).as('김담당')
  const form = await station.form()
  for (const text of ODD) {
    const short = text.slice(0, 50)
    const odd = {
      ...form,
      purpose: text,
      clues: text,
      requester: { ...form.requester, name: short, address: short },
    }
    const { id } = await station.ask('requests', 'receive', { form: odd, again: true })
    const kept = await station.ask('requests', 'find', { requestId: id })
    expect(kept.form).toEqual(odd)
    await take(station, { id }, 'askPapers', { what: text })
    const asked = await station.ask('requests', 'find', { requestId: id })
    expect(asked.supplements.at(-1)?.what).toBe(text)
    const found = await station.ask('requests', 'search', { text: short.trim(), offset: 0, limit: 10 })
    expect(found.requests.map(({ id: each }) => each)).toContain(id)
  }
  // One more is more than a form holds.
  const long = { ...form, purpose: '가'.repeat(10_001) }
  await expect(station.ask('requests', 'receive', { form: long, again: true })).rejects.toThrow(z.ZodError)
  expect((await station.ask('requests', 'search', { text: '', offset: 0, limit: 50 })).total).toBe(ODD.length)
  await station.ask('ledger', 'verify')
})

const NUMBERS = [
  '900105-1234567',
  '９００１０５－１２３４５６７',
  '9001\u200B05-123\u20604567',
  '９００１０５1234567',
  '가900105 1234567나',
]

/** Every place of an input in which somebody can write, as a path of names. */
function textPlaces(schema: unknown, path: readonly string[] = []): string[][] {
  const def = (schema as { def?: Record<string, unknown> }).def
  if (def === undefined) return []
  const inner = ['innerType', 'element', 'valueType', 'in'].flatMap((name) =>
    def[name] === undefined || typeof def[name] !== 'object' ? [] : textPlaces(def[name], path),
  )
  if (def['type'] === 'string' && def['format'] === undefined) return [[...path]]
  const options = (def['options'] as unknown[] | undefined) ?? []
  const shape = Object.entries((def['shape'] as Record<string, unknown> | undefined) ?? {})
  return [
    ...inner,
    ...options.flatMap((option) => textPlaces(option, path)),
    ...shape.flatMap(([name, field]) => textPlaces(field, [...path, name])),
  ]
}

const CALLS = Object.entries(contract).flatMap(([group, entries]) =>
  Object.entries(entries).flatMap(([name, entry]) =>
    entry.kind === 'call' ? [{ name: `${group}.${name}`, places: textPlaces(entry.input) }] : [],
  ),
)
/** Secrets are no words: they are neither kept nor shown. */
const SECRET = new Set(['password', 'newPassword', 'recoveryCode'])

test('no field of any call takes a resident number, whatever its width and whatever is hidden in it', async () => {
  const places = CALLS.flatMap(({ name, places }) => places.map((path) => ({ name, path })))
  expect(places.length).toBeGreaterThan(80)
  for (const { name, path } of places) {
    const field = path.at(-1) ?? ''
    if (SECRET.has(field)) continue
    for (const number of NUMBERS) {
      const input = path.reduceRight<unknown>((value, part) => ({ [part]: [value] }), number)
      expect(() => refuseResidentNumbers(input), `${name} ${path.join('.')}`).toThrow('resident-number')
    }
  }
})

test('at the door it is refused, said which field it was, and nothing of it is entered', async () => {
  const station = await (await setUpStation()).as('김담당')
  const form = await station.form()
  const { id } = await station.received(form)
  const before = station.office.vault.ledgerSize
  const tries: [string, Promise<unknown>][] = NUMBERS.flatMap((number) => doors(station, form, id, number))
  for (const [field, attempt] of tries)
    expect(await refusedBy(attempt)).toEqual({ code: 'resident-number', data: { field } })
  const entered = station.acts().slice(before)
  expect(new Set(entered)).toEqual(new Set(['attempt.refused']))
  expect(entered).toHaveLength(tries.length)
})

type Form = Awaited<ReturnType<TestStation['form']>>
function doors(
  station: TestStation,
  form: Form,
  id: Parameters<typeof take>[1]['id'],
  number: string,
): [string, Promise<unknown>][] {
  const receive = (changes: Partial<Form>) =>
    station.ask('requests', 'receive', { form: { ...form, ...changes }, again: true })
  const seen = { requestId: id, revision: 1 }
  return [
    ['purpose', receive({ purpose: `본인 ${number} 확인` })],
    ['clues', receive({ clues: number })],
    ['address', receive({ requester: { ...form.requester, address: number } })],
    ['name', receive({ subject: { ...form.requester, name: number } })],
    ['draft', station.ask('requests', 'keepDraft', { draft: `{"name":"${number}"}` })],
    ['what', station.ask('requests', 'askPapers', { ...seen, what: number })],
    ['reason', station.ask('requests', 'withdraw', { ...seen, reason: number })],
    ['text', station.ask('requests', 'search', { text: number, offset: 0, limit: 1 })],
    [
      'witness',
      station.ask('viewings', 'open', {
        requestId: id,
        purpose: 'check',
        picture: 'clear',
        finding: '',
        witness: number,
      }),
    ],
  ]
}

test('every role does what it may and nothing else', async () => {
  const station = await (await setUpStation()).as('이책임')
  const auditor = {
    loginName: '감사',
    name: '홍길동',
    department: '감사실',
    title: '',
    password: 'Auditor-Pass-1',
  }
  await station.ask('institution', 'addActor', { ...auditor, role: 'auditor' })
  const form = await station.form()
  const request = await station.received(form)
  clockTo(station, '2026-11-23T10:00:00')
  await station.ask('station', 'signIn', { loginName: '감사', password: auditor.password })
  expect((await station.ask('requests', 'find', { requestId: request.id })).number).toBe('2026-0001')
  expect(await station.refusal(station.received(form))).toBe('not-allowed')
  expect(await station.refusal(take(station, request, 'withdraw', { reason: '취하' }))).toBe('not-allowed')
  expect(await station.refusal(found(station, request, false))).toBe('not-allowed')
})
