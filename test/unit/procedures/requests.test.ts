import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsResidentNumber, type RequestForm } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { PASSWORDS, setUpStation } from '../../support/station.ts'

const manager = { loginName: '이책임', password: PASSWORDS['이책임']! }

test('a request gets its number, its due day and its entry, and is told to the window', async () => {
  const station = await (await setUpStation()).as('김담당')
  const request = await station.ask('requests', 'receive', await station.form())
  expect([request.state, request.number, request.dueOn]).toEqual(['received', '2026-0001', '2026-12-03'])
  const next = await station.ask('requests', 'receive', await station.form())
  expect(next.number).toBe('2026-0002')
  expect(station.acts().slice(-2)).toEqual(['request.received', 'request.received'])
  expect(station.told.filter(({ channel }) => channel === 'requests.changed')).toHaveLength(2)
})

test('ranges that cannot be meant are refused', async () => {
  const station = await (await setUpStation()).as('김담당')
  const at = (local: string) => fromWallClock(local)
  const impossible: Partial<RequestForm>[] = [
    { fromAt: at('2026-11-20T19:00:00'), toAt: at('2026-11-20T18:30:00') },
    { fromAt: at('2026-11-20T19:00:00'), toAt: at('2026-11-20T19:00:00') },
    { fromAt: at('2026-11-23T09:00:00'), toAt: at('2026-11-23T10:00:00') },
    { fromAt: at('2026-11-01T00:00:00'), toAt: at('2026-11-20T00:00:00') },
  ]
  for (const changes of impossible)
    expect(await station.refusal(station.ask('requests', 'receive', await station.form(changes)))).toBe(
      'range-impossible',
    )
  const acrossMidnight = { fromAt: at('2026-11-20T23:50:00'), toAt: at('2026-11-21T00:10:00') }
  expect(await station.refusal(station.ask('requests', 'receive', await station.form(acrossMidnight)))).toBe(
    'nothing',
  )
  expect(
    await station.refusal(
      station.ask('requests', 'receive', await station.form({ cameraIds: ['none' as never] })),
    ),
  ).toBe('camera-unknown')
})

test('a resident registration number is refused in whatever field it is typed', async () => {
  const station = await (await setUpStation()).as('김담당')
  const { requester } = await station.form()
  const typed: Partial<RequestForm>[] = [
    { purpose: '본인 900105-1234567 확인' },
    { clues: '９００１０５１２３４５６７' },
    { requester: { ...requester, address: '900105 - 1234567' } },
    { subject: { ...requester, name: '9001051234567' } },
  ]
  for (const changes of typed)
    expect(await station.refusal(station.ask('requests', 'receive', await station.form(changes)))).toBe(
      'resident-number',
    )
  expect(station.acts()).not.toContain('request.received')
})

test('thirteen digits are a resident number only where they begin with a day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1930-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
      fc.integer({ min: 1_000_000, max: 8_999_999 }),
      (birth, tail) => {
        const head = birth.toISOString().slice(2, 10).replaceAll('-', '')
        expect(holdsResidentNumber(`가 ${head}-${tail} 나`)).toBe(true)
      },
    ),
  )
  for (const text of [
    '010-1234-5678',
    '1234567890123',
    '999999-1234567',
    '2026-11-20 18:30',
    '900105-9234567',
  ])
    expect(holdsResidentNumber(text)).toBe(false)
})

test('identity, then approval by a second person; each step once and in its order', async () => {
  const station = await (await setUpStation()).as('김담당')
  const { id } = await station.ask('requests', 'receive', await station.form())
  expect(await station.refusal(station.ask('requests', 'approve', { requestId: id, ...manager }))).toBe(
    'request-wrong-state',
  )
  await station.ask('requests', 'checkIdentity', { requestId: id, paper: 'passport' })
  expect(
    await station.refusal(station.ask('requests', 'checkIdentity', { requestId: id, paper: 'passport' })),
  ).toBe('request-wrong-state')
  expect(
    await station.refusal(
      station.ask('requests', 'approve', {
        requestId: id,
        loginName: '김담당',
        password: PASSWORDS['김담당']!,
      }),
    ),
  ).toBe('not-allowed')
  expect(
    await station.refusal(
      station.ask('requests', 'approve', { requestId: id, loginName: '이책임', password: 'wrong' }),
    ),
  ).toBe('wrong-password')
  const approved = await station.ask('requests', 'approve', { requestId: id, ...manager })
  expect(approved.state).toBe('approved')
  expect((await station.ask('station', 'status')).actor?.name).toBe('김담당')
  expect((await station.ask('requests', 'fulfil', { requestId: id })).state).toBe('fulfilled')
})

test('nobody approves what they received or checked, and the try is entered', async () => {
  const station = await (await setUpStation()).as('이책임')
  const { id } = await station.ask('requests', 'receive', await station.form())
  await station.ask('requests', 'checkIdentity', { requestId: id, paper: 'passport' })
  expect(await station.refusal(station.ask('requests', 'approve', { requestId: id, ...manager }))).toBe(
    'self-approval',
  )
  expect(station.acts().at(-1)).toBe('request.self-approval-refused')
  expect((await station.ask('requests', 'find', { requestId: id })).state).toBe('verified')
})

test('an unknown request is refused', async () => {
  const station = await (await setUpStation()).as('김담당')
  expect(await station.refusal(station.ask('requests', 'find', { requestId: 'none' as never }))).toBe(
    'request-unknown',
  )
})
