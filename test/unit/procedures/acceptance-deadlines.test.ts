import { expect, test } from 'vitest'
import {
  clockTo,
  found,
  ledgerLines,
  received,
  settings,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { granting, setUpStation, type TestStation } from '../../support/station.ts'

/** Days that the law gives, on the desk's own clock: AC-05, AC-06, AC-33, AC-34. */

/** Receipt, CIVIL, target, MINWON (domain §3). */
const VECTORS = [
  ['2026-11-23', '2026-12-03', '2026-12-03', '2026-12-04'],
  ['2026-11-25', '2026-12-07', '2026-12-04', '2026-12-08'],
  ['2026-11-26', '2026-12-07', '2026-12-04', '2026-12-09'],
  ['2026-12-15', '2026-12-28', '2026-12-24', '2026-12-29'],
  ['2026-12-22', '2027-01-04', '2026-12-31', '2027-01-06'],
  ['2026-11-21', '2026-12-01', '2026-12-01', '2026-12-04'],
  ['2027-02-19', '2027-03-02', '2027-02-26', '2027-03-05'],
] as const

test('AC-05 the seven receipts come due on their days, whichever way the institution counts', async () => {
  const station = await (await setUpStation()).as('김담당')
  const due = (receivedOn: string) => station.ask('requests', 'due', { receivedOn, kind: 'view' })
  for (const [receivedOn, dueOn, targetOn] of VECTORS)
    expect(await due(receivedOn), receivedOn).toEqual({ dueOn, targetOn, isYearKnown: true })
  await settings(station, { deadlineMode: 'MINWON' })
  for (const [receivedOn, , , dueOn] of VECTORS) expect(await due(receivedOn)).toMatchObject({ dueOn })
})

const answers = async (station: TestStation, untilOn: string) =>
  (await station.ask('duties', 'inbox', { untilOn })).requests.filter(({ kind }) => kind === 'answer')

test('AC-05 on its last day nothing is overdue; the day after the manager sees it and a decision says why', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2026-12-10T18:30:00' })
  clockTo(station, '2026-12-15T09:30:00')
  const december = { fromAt: '2026-12-10T09:30:00.000Z', toAt: '2026-12-10T10:00:00.000Z' }
  const request = await received(station, await station.form({ kind: 'view', ...december }))
  expect(request).toMatchObject({ dueOn: '2026-12-28', targetOn: '2026-12-24' })
  clockTo(station, '2026-12-28T23:59:00')
  const review = () => station.ask('requests', 'review', { requestId: request.id })
  expect((await review()).isOverdue).toBe(false)
  clockTo(station, '2026-12-29T00:01:00')
  expect((await review()).isOverdue).toBe(true)
  await station.as('이책임')
  expect(await answers(station, '2026-12-29')).toMatchObject([
    { requestId: request.id, dueOn: '2026-12-28', name: '홍길동' },
  ])
  await station.as('김담당')
  await found(station, request)
  await take(station, request, 'propose', { proposal: granting() })
  for (const without of ['', '   '])
    expect(await station.refusal(station.decided(request, without))).toBe('overdue-reason-missing')
  const decided = await station.decided(request, '담당자 병가')
  expect(decided).toMatchObject({ decision: { overdueReason: '담당자 병가' } })
})

test('AC-06 postponed for masking, resumed, due ten days from the day on which the reason ended', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2026-12-10T18:30:00' })
  clockTo(station, '2026-12-15T09:30:00')
  const december = { fromAt: '2026-12-10T09:30:00.000Z', toAt: '2026-12-10T10:00:00.000Z' }
  const request = await found(
    station,
    await received(station, await station.form({ kind: 'view', ...december })),
  )
  const reason = '제3자 보호조치(모자이크) 소요'
  clockTo(station, '2026-12-24T10:00:00')
  await take(station, request, 'propose', { proposal: { outcome: 'postpone', reason } })
  await station.decided(request)
  expect((await take(station, request, 'notify', { how: 'post' })).state).toBe('postponed')
  expect((await ledgerLines(station))[0]).toMatchObject({
    kind: 'view',
    form: '–',
    result: `연기 통지('26.12.24): ${reason}, 새 기한 사유 소멸 후 10일`,
  })
  // Nothing is decided or shown while the reason stands.
  expect(await station.refusal(take(station, request, 'propose', { proposal: granting() }))).toBe(
    'request-wrong-state',
  )
  clockTo(station, '2027-01-06T09:00:00')
  expect(await station.refusal(take(station, request, 'resume', { why: '' }))).toBe('reason-missing')
  const resumed = await take(station, request, 'resume', { why: '가림 완료' })
  expect(resumed).toMatchObject({ state: 'located', dueOn: '2027-01-18', targetOn: '2027-01-15' })
  // Postponed once more, and decided at last: both postponements stay in the file.
  await take(station, request, 'propose', { proposal: { outcome: 'postpone', reason: '가림 검수 필요' } })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  clockTo(station, '2027-01-20T09:00:00')
  await take(station, request, 'resume', { why: '검수 완료' })
  await take(station, request, 'propose', { proposal: granting() })
  const decided = await station.decided(request)
  expect(decided).toMatchObject({ state: 'decided', dueOn: '2027-02-01' })
  expect('postponed' in decided && decided.postponed.map(({ proposal }) => proposal.outcome)).toEqual([
    'postpone',
    'postpone',
  ])
})

test('AC-33 a due day in a year without holidays says so, and home asks for them', async () => {
  const station = await (await setUpStation()).as('김담당')
  expect(await station.ask('requests', 'due', { receivedOn: '2027-12-22', kind: 'view' })).toEqual({
    dueOn: '2028-01-03',
    targetOn: '2027-12-31',
    isYearKnown: false,
  })
  clockTo(station, '2027-12-22T09:00:00')
  const request = await station.received(await station.form({ kind: 'existence' }))
  expect(request).toMatchObject({ isYearKnown: false })
  const home = async () => (await station.ask('duties', 'inbox', { untilOn: '2027-12-22' })).station
  expect((await home()).filter(({ kind }) => kind === 'holidays')).toMatchObject([{ period: '2028' }])
  await station.as('이책임')
  await station.ask('law', 'putHolidays', { year: '2028', days: ['2028-01-01', '2028-01-03'] })
  expect((await home()).filter(({ kind }) => kind === 'holidays')).toEqual([])
  expect(await station.ask('requests', 'due', { receivedOn: '2027-12-22', kind: 'view' })).toMatchObject({
    dueOn: '2028-01-04',
    isYearKnown: true,
  })
})

test.each([
  ['2026-10-23', 30],
  ['2026-09-23', 60],
  ['2026-08-24', 90],
])('AC-34 footage of %s kept %i days expires on 2026-11-22', async (recordedOn, retentionDays) => {
  const station = await (await setUpStation()).as('이책임')
  const { cameras } = await station.ask('institution', 'show')
  await station.ask('institution', 'changeCamera', { ...cameras[2]!, retentionDays })
  const request = await station.received(
    await station.form({
      fromAt: `${recordedOn}T09:30:00.000Z`,
      toAt: `${recordedOn}T10:00:00.000Z`,
    }),
  )
  const { expiresOn } = await station.ask('requests', 'review', { requestId: request.id })
  expect(expiresOn).toBe('2026-11-22')
})

test('보완요구 leaves the clock running, unless the institution has said that it stands still: then every wait is given back', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2026-11-20T18:30:00' })
  clockTo(station, '2026-11-23T09:30:00')
  const waited = async (name: string, pausesOnSupplement: boolean) => {
    await settings(station, { pausesOnSupplement })
    const form = await station.form({ kind: 'view' })
    const request = await station.received({ ...form, requester: { ...form.requester, name } })
    await take(station, request, 'askPapers', { what: '신분증' })
    station.advance({ days: 2 })
    await take(station, request, 'takePapers')
    await take(station, request, 'askPapers', { what: '위임장' })
    station.advance({ days: 3 })
    return take(station, request, 'takePapers')
  }
  expect(await waited('홍길동', false)).toMatchObject({ state: 'received', dueOn: '2026-12-03' })
  // Received on 28 November, five days of waiting: as if on 3 December; the raw end, 13 December, is a Sunday.
  expect(await waited('홍길순', true)).toMatchObject({ state: 'received', dueOn: '2026-12-14' })
})
