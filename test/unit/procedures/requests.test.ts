import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsResidentNumber, type SubjectForm } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { found, ledgerLines, stationWithFootage, take } from '../../support/casework.ts'
import { granting, noAuthority, PASSWORDS, setUpStation } from '../../support/station.ts'

const manager = { loginName: '이책임', password: PASSWORDS['이책임']!, overdueReason: '' }
const passport = { paper: 'passport', authority: noAuthority } as const

test('a request gets its number, its due day, its hold and its entry, and is told to the window', async () => {
  const station = await (await setUpStation()).as('김담당')
  const request = await station.received(await station.form())
  expect(request).toMatchObject({ state: 'received', number: '2026-0001', revision: 1 })
  expect(request).toMatchObject({ dueOn: '2026-12-03', targetOn: '2026-12-03', isYearKnown: true })
  expect(await station.ask('holds', 'list')).toMatchObject([{ requestId: request.id, reason: '2026-0001' }])
  const next = await station.received(await station.form({ kind: 'existence' }))
  expect(next.number).toBe('2026-0002')
  expect(station.acts().slice(-4)).toEqual(['request.received', 'hold.set', 'request.received', 'hold.set'])
  expect(station.told.filter(({ channel }) => channel === 'requests.changed')).toHaveLength(2)
})

test('ranges that cannot be meant are refused', async () => {
  const station = await (await setUpStation()).as('김담당')
  const at = (local: string) => fromWallClock(local)
  const refusal = async (changes: Partial<SubjectForm>) =>
    station.refusal(station.received(await station.form(changes)))
  const impossible: Partial<SubjectForm>[] = [
    { fromAt: at('2026-11-20T19:00:00'), toAt: at('2026-11-20T18:30:00') },
    { fromAt: at('2026-11-20T19:00:00'), toAt: at('2026-11-20T19:00:00') },
    { fromAt: at('2026-11-23T09:00:00'), toAt: at('2026-11-23T10:00:00') },
    { fromAt: at('2026-10-01T00:00:00'), toAt: at('2026-11-20T00:00:00') },
  ]
  for (const changes of impossible) expect(await refusal(changes)).toBe('range-impossible')
  expect(await refusal({ cameraIds: ['none' as never] })).toBe('camera-unknown')
  expect(station.acts()).not.toContain('request.received')
  expect(await station.ask('holds', 'list')).toEqual([])
  // Across midnight, and before any recording: lawful questions.
  const lawful: Partial<SubjectForm>[] = [
    { fromAt: at('2026-11-20T23:50:00'), toAt: at('2026-11-21T00:10:00') },
    { fromAt: at('2019-01-01T00:00:00'), toAt: at('2019-01-01T01:00:00') },
  ]
  for (const changes of lawful) expect(await refusal(changes)).toBe('nothing')
})

test('thirteen digits together are a resident number, whatever their width and whatever is hidden in them', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1930-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
      fc.integer({ min: 1_000_000, max: 9_999_999 }),
      fc.constantFrom('', '-', ' - ', '–', '−', '·', '\u200B-', '\uFEFF'),
      (birth, tail, between) => {
        const head = birth.toISOString().slice(2, 10).replaceAll('-', '')
        expect(holdsResidentNumber(`가 ${head}${between}${tail} 나`)).toBe(true)
      },
    ),
  )
  for (const text of ['９００１０５－１２３４５６７', '90\u200B0105-123\u20604567', '900105-1\u00AD234567'])
    expect(holdsResidentNumber(text), text).toBe(true)
  for (const text of ['010-1234-5678', '12345678901234', '2026-11-20 18:30', '900105-123456', '123가4567'])
    expect(holdsResidentNumber(text), text).toBe(false)
})

test('identity, footage, proposal, then a second person decides; each step once and in its order', async () => {
  const station = await stationWithFootage()
  const request = await station.received(await station.form())
  const refusal = (name: Parameters<typeof take>[2] | 'decide', wish: Record<string, unknown> = {}) =>
    station.refusal(take(station, request, name as 'verify', wish))
  const proposal = granting()
  expect(await refusal('locate', { isFound: true, note: '' })).toBe('request-wrong-state')
  expect(await refusal('propose', { proposal })).toBe('request-wrong-state')
  expect(await refusal('decide', manager)).toBe('request-wrong-state')
  await take(station, request, 'verify', passport)
  expect(await refusal('verify', passport)).toBe('request-wrong-state')
  await found(station, request)
  await take(station, request, 'propose', { proposal })
  const officer = { ...manager, loginName: '김담당', password: PASSWORDS['김담당']! }
  expect(await refusal('decide', officer)).toBe('not-allowed')
  expect(await refusal('decide', { ...manager, password: 'wrong' })).toBe('wrong-password')
  const decided = await station.decided(request)
  expect(decided).toMatchObject({ state: 'decided', decision: { proposal: { outcome: 'grant' } } })
  expect((await station.ask('station', 'status')).actor?.name).toBe('김담당')
  expect(await refusal('decide', manager)).toBe('request-wrong-state')
  // Nothing was shown or made: it is not done by saying so.
  expect(await refusal('fulfil')).toBe('row-missing')
  expect(await ledgerLines(station)).toEqual([])
})

test('nobody decides what they received, checked or proposed, and the try is entered', async () => {
  const station = await stationWithFootage()
  await station.as('이책임')
  const proposed = await station.proposed(await station.form(), granting())
  expect(await station.refusal(station.decided(proposed))).toBe('self-approval')
  expect(station.acts().at(-1)).toBe('request.self-approval-refused')
  expect((await station.ask('requests', 'find', { requestId: proposed.id })).state).toBe('proposed')
})

test('an unknown request is refused', async () => {
  const station = await (await setUpStation()).as('김담당')
  expect(await station.refusal(station.ask('requests', 'find', { requestId: 'none' as never }))).toBe(
    'request-unknown',
  )
})
