import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packaged, policeForm } from '../../support/agencies.ts'
import {
  clockTo,
  found,
  ledgerLines,
  received,
  show,
  somebodyInPicture,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { tablesWith } from '../../support/dump.ts'
import { granting, noAuthority, TestStation } from '../../support/station.ts'

/** Whoever asked is forgotten after the keeping period, and the ledger verifies as before. */

const WORDS = [
  '홍길동',
  '010-1234-5678',
  '01012345678',
  '1990-01-05',
  '세종대로',
  '접촉사고',
  '검은색 외투',
  '12가3456',
]

/** A copy that was asked for, paid, made, handed over and closed on 2026-11-23, with everything that can be said of it. */
async function closedCopy() {
  const station = await stationWithFootage()
  const form = await station.form({ vehicleNumber: '12가3456' })
  await station.ask('requests', 'keepDraft', { draft: JSON.stringify(form) })
  const request = await received(station, form, { ...noAuthority, vehiclePaper: true })
  await take(station, request, 'askPapers', { what: '홍길동 씨의 자동차등록증 원본' })
  await take(station, request, 'takePapers')
  await take(station, request, 'verify', {
    paper: 'resident-card',
    authority: { ...noAuthority, vehiclePaper: true },
  })
  await take(station, request, 'locate', { isFound: true, note: '홍길동 씨가 18:31에 보임' })
  const postpone = { outcome: 'postpone', reason: '홍길동 씨 영상의 가림에 이틀 필요' }
  await take(station, request, 'propose', { proposal: postpone })
  await take(station, request, 'sendBack', { why: '홍길동 씨와 통화 후 다시' })
  await take(station, request, 'propose', { proposal: postpone })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  await take(station, request, 'resume', { why: '홍길동 씨 영상 가림 완료' })
  const costs = { maskingWon: 30_000, mediaWon: 0, postageWon: 0, ownFault: '' }
  const proposal = granting({ costs, finding: '홍길동 씨만 나옴' })
  await take(station, request, 'propose', { proposal })
  await station.decided(request)
  await take(station, request, 'waive', { reason: '홍길동 씨는 기초생활수급자' })
  somebodyInPicture(station, request)
  await station.ask('masking', 'change', {
    requestId: request.id,
    cameraId: request.form.cameraIds[0]!,
    change: { kind: 'keep-only', number: 1 },
    why: '홍길동 본인',
  })
  await show(station, request, 'masked')
  packaged(station, request, [3], '홍길동')
  await take(station, request, 'fulfil')
  await take(station, request, 'close')
  return { station, request }
}

test('before the keeping period nobody erases, nor while the request is open, nor an officer, nor without a reason', async () => {
  const { station, request } = await closedCopy()
  const open = await received(station, await station.form({ kind: 'existence' }))
  const erase = (of: { id: typeof request.id }, reason = '보관기간 경과') =>
    station.refusal(take(station, of, 'eraseDetails', { reason }))
  expect(await erase(request)).toBe('not-allowed')
  await station.as('이책임')
  expect(await erase(request)).toBe('keeping-period')
  expect(await erase(open)).toBe('request-wrong-state')
  clockTo(station, '2029-11-23T23:00:00')
  expect(await erase(request)).toBe('keeping-period')
  clockTo(station, '2029-11-24T00:30:00')
  expect(await erase(request, '')).toBe('reason-missing')
  expect(await erase(request)).toBe('nothing')
})

test('afterwards the name is in no table, the lines are still there, and the ledger verifies', async () => {
  const { station, request } = await closedCopy()
  const before = await ledgerLines(station)
  expect(tablesWith(station, WORDS).length).toBeGreaterThan(5)
  await station.as('이책임')
  clockTo(station, '2029-12-01T09:00:00')
  const { size: sizeBefore } = await station.ask('ledger', 'verify')
  const erased = await take(station, request, 'eraseDetails', { reason: '보관기간 경과' })
  expect(erased).toMatchObject({ state: 'closed', erasedAt: station.office.now(), number: '2026-0001' })
  expect(tablesWith(station, [...WORDS, 'geheim'])).toEqual([])
  // Earlier states of pages are gone from the write-ahead log as well.
  expect(statSync(`${station.office.vaultPath}-wal`).size).toBe(0)

  expect((await station.ask('ledger', 'verify')).size).toBeGreaterThan(sizeBefore)
  const after = await ledgerLines(station)
  expect(after.map(({ no, kind, seq }) => [no, kind, seq])).toEqual(
    before.map(({ no, kind, seq }) => [no, kind, seq]),
  )
  for (const line of after)
    expect(line).toMatchObject({ at: '(보관기간 경과로 지움)', recipient: '-', purpose: '-' })
  expect(await station.ask('requests', 'find', { requestId: request.id })).toMatchObject({
    form: { requester: { name: '(지움)' }, purpose: '(지움)' },
  })
  // And so it is when the station is opened again.
  station.office.close()
  const again = await new TestStation(station.homeDir, '2029-12-02T09:00:00').as('이책임')
  expect(tablesWith(again, WORDS)).toEqual([])
  await again.ask('ledger', 'verify')
})

test('an officer of an agency is forgotten too; what others asked stays', async () => {
  const station = await stationWithFootage({ camera: 1, from: '2026-11-22T20:00:00', minutes: 1 })
  const form = await policeForm(station, { handling: 'view', cameraIds: [await station.cameraId(1)] })
  clockTo(station, '2026-11-24T11:10:00')
  const request = await found(station, await received(station, form))
  await take(station, request, 'propose', {
    proposal: { outcome: 'refuse', ground: '', reason: '박길동 경위의 사적 요청' },
  })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  await take(station, request, 'close')
  const other = await received(station, await station.form({ kind: 'existence' }))
  await station.as('이책임')
  clockTo(station, '2029-12-01T09:00:00')
  await take(station, request, 'eraseDetails', { reason: '보관기간 경과' })
  expect(tablesWith(station, ['박길동', '02-123-4567', '021234567', '2026-5678', '형사과-1234'])).toEqual([])
  expect(await station.ask('requests', 'find', { requestId: other.id })).toMatchObject({
    form: { requester: { name: '홍길동' } },
  })
  // There is nothing left to erase.
  expect(await station.refusal(take(station, request, 'eraseDetails', { reason: '다시' }))).toBe(
    'request-wrong-state',
  )
})

test('an objection is forgotten as what it is against is, each on its own', async () => {
  const station = await stationWithFootage()
  const reason = '열람하면 가정폭력 피해자의 거처가 드러남'
  const against = await station.proposed(await station.form({ kind: 'view' }), {
    outcome: 'refuse',
    ground: 'RF-2',
    reason,
  })
  await station.decided(against)
  await take(station, against, 'notify', { how: 'post' })
  const objection = await station.ask('requests', 'receive', {
    form: { kind: 'object', channel: 'visit', objectsTo: against.id, purpose: '홍길동 본인임' },
    again: false,
    identity: { paper: 'resident-card', authority: noAuthority },
  })
  await take(station, objection, 'propose', {
    proposal: { outcome: 'dismiss', reason: '홍길동 씨의 주장에 근거 없음' },
  })
  await station.decided(objection)
  for (const { id } of [objection, against]) {
    const request = { id }
    if (id === objection.id) await take(station, request, 'notify', { how: 'post' })
    await take(station, request, 'close')
  }
  await station.as('이책임')
  clockTo(station, '2029-12-01T09:00:00')
  for (const { id } of [objection, against])
    await take(station, { id }, 'eraseDetails', { reason: '보관기간 경과' })
  expect(tablesWith(station, WORDS)).toEqual([])
})
