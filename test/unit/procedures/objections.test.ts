import { expect, test } from 'vitest'
import type { FootageRequest } from '#domain/request.ts'
import {
  clockTo,
  found,
  received,
  show,
  somebodyInPicture,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { granting, noAuthority, type TestStation } from '../../support/station.ts'

/** 이의신청, 취하 and 불출석: what comes after a decision that somebody does not like, or does not come for. */

const REASON = '열람하면 가정폭력 피해자의 거처가 드러남'
const identity = { paper: 'resident-card', authority: noAuthority } as const

/** Refused and told on 2026-11-23. */
async function refused() {
  const station = await stationWithFootage()
  const form = await station.form({ kind: 'view' })
  const request = await station.proposed(form, { outcome: 'refuse', ground: 'RF-2', reason: REASON })
  await station.decided(request)
  return { station, request: await take(station, request, 'notify', { how: 'post' }) }
}

const stateOf = async (station: TestStation, { id }: FootageRequest) =>
  station.ask('requests', 'find', { requestId: id })

function objecting(station: TestStation, { id: objectsTo }: FootageRequest, again = false) {
  const form = { kind: 'object', channel: 'visit', objectsTo, purpose: '본인 확인이 되었음' } as const
  return station.ask('requests', 'receive', { form, again, identity })
}

async function answer(station: TestStation, objection: FootageRequest, outcome: 'uphold' | 'dismiss') {
  await take(station, objection, 'propose', { proposal: { outcome, reason: '다시 살펴봄' } })
  return station.decided(objection)
}

test('an objection takes over person and footage, is due in fourteen days, and waits are told apart', async () => {
  const { station, request } = await refused()
  const objection = await objecting(station, request)
  expect(objection).toMatchObject({
    state: 'verified',
    number: '2026-0002',
    dueOn: '2026-12-07',
    form: { kind: 'object', requester: { name: '홍길동' }, cameraIds: request.form.cameraIds },
  })
  expect(await stateOf(station, request)).toMatchObject({ state: 'objected', objectionId: objection.id })
  expect(await station.refusal(objecting(station, request))).toBe('request-duplicate')
  expect(await station.refusal(objecting(station, request, true))).toBe('request-wrong-state')
  expect(await station.refusal(found(station, objection))).toBe('request-wrong-state')
})

test('upheld, the request is reviewed again within ten days, and may be decided otherwise', async () => {
  const { station, request } = await refused()
  await take(station, request, 'close')
  clockTo(station, '2026-12-01T10:00:00')
  const objection = await objecting(station, request)
  expect(await answer(station, objection, 'uphold')).toMatchObject({ state: 'decided' })
  const reopened = await stateOf(station, request)
  expect(reopened).toMatchObject({
    state: 'located',
    dueOn: '2026-12-11',
    postponed: [{ proposal: { ground: 'RF-2' } }],
  })
  expect(reopened).not.toHaveProperty('objectionId')
  await take(station, request, 'propose', { proposal: granting() })
  expect(await station.decided(request)).toMatchObject({ state: 'decided' })
  await take(station, objection, 'notify', { how: 'post' })
  expect((await take(station, objection, 'close')).state).toBe('closed')
  expect(station.acts()).toContain('request.reopened')
})

test.each(['notified', 'closed'] as const)(
  'dismissed or withdrawn, a request that was %s is so again',
  async (state) => {
    const { station, request } = await refused()
    if (state === 'closed') await take(station, request, 'close')
    await answer(station, await objecting(station, request), 'dismiss')
    expect((await stateOf(station, request)).state).toBe(state)
    const second = await objecting(station, request)
    await take(station, second, 'withdraw', { reason: '청구인이 취하함' })
    expect((await stateOf(station, request)).state).toBe(state)
    expect((await stateOf(station, second)).state).toBe('withdrawn')
    expect(station.acts().filter((kind) => kind === 'request.objection-dismissed')).toHaveLength(2)
  },
)

test('on the thirtieth day an objection is in time, on the day after it is late', async () => {
  // 2026-11-23 + 30 is 2026-12-23, a Wednesday.
  for (const [at, outcome] of [
    ['2026-12-23T23:50:00', 'nothing'],
    ['2026-12-24T00:10:00', 'objection-late'],
  ] as const) {
    const { station, request } = await refused()
    clockTo(station, at)
    expect(await station.refusal(objecting(station, request)), at).toBe(outcome)
  }
})

test('nobody objects to what is not decided and told, nor an agency, nor to an objection', async () => {
  const station = await stationWithFootage()
  const open = await found(station, await received(station, await station.form({ kind: 'view' })))
  expect(await station.refusal(objecting(station, open))).toBe('request-wrong-state')
  const { request, station: other } = await refused()
  const objection = await objecting(other, request)
  await answer(other, objection, 'dismiss')
  await take(other, objection, 'notify', { how: 'post' })
  expect(await other.refusal(objecting(other, objection))).toBe('request-wrong-state')
})

test('granted, invited, not come, invited again, not come, withdrawn: the hold goes with it', async () => {
  const station = await stationWithFootage()
  const request = await station.decided(
    await station.proposed(await station.form({ kind: 'view' }), granting()),
  )
  await take(station, request, 'notify', { how: 'post' })
  expect(await take(station, request, 'miss')).toMatchObject({
    state: 'no-show',
    missedAt: station.office.now(),
  })
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('request-wrong-state')
  expect(await take(station, request, 'reinvite')).not.toHaveProperty('missedAt')
  await take(station, request, 'miss')
  expect(await station.refusal(take(station, request, 'withdraw', { reason: '' }))).toBe('reason-missing')
  expect(await station.ask('holds', 'list')).toHaveLength(1)
  await take(station, request, 'withdraw', { reason: '청구인이 취하함' })
  expect(await station.ask('holds', 'list')).toEqual([])
  expect(await station.refusal(show(station, request, 'masked'))).toBe('request-not-approved')
})

test('what has been seen can no longer be withdrawn', async () => {
  const station = await stationWithFootage()
  const request = await station.decided(
    await station.proposed(await station.form({ kind: 'view' }), granting()),
  )
  somebodyInPicture(station, request)
  await show(station, request, 'masked')
  await take(station, request, 'fulfil')
  expect(await station.refusal(take(station, request, 'withdraw', { reason: '취하' }))).toBe(
    'request-wrong-state',
  )
})

test('sent back and proposed otherwise: the manager decides on the last proposal', async () => {
  const station = await stationWithFootage()
  const form = await station.form({ kind: 'view' })
  const request = await station.proposed(form, { outcome: 'refuse', ground: 'RF-2', reason: REASON })
  expect(await station.refusal(take(station, request, 'sendBack', { why: '' }))).toBe('reason-missing')
  expect(await take(station, request, 'sendBack', { why: '가려서 보여줄 수 있음' })).not.toHaveProperty(
    'proposal',
  )
  await take(station, request, 'propose', { proposal: granting() })
  expect(await station.decided(request)).toMatchObject({ decision: { proposal: { outcome: 'grant' } } })
})
