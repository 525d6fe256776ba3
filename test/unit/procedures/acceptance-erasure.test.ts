import { expect, test } from 'vitest'
import type { FootageRequest } from '#domain/request.ts'
import { policeForm } from '../../support/agencies.ts'
import {
  clockTo,
  closeOff,
  found,
  ledgerLines,
  printed,
  received,
  show,
  somebodyInPicture,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { granting, type TestStation } from '../../support/station.ts'

/** 삭제 and 처리정지: AC-21, AC-22. */

/** A station on 2026-11-27 where 홍길동 has seen the footage of AC-01. */
async function afterViewing(): Promise<TestStation> {
  const station = await stationWithFootage()
  const view = await station.decided(await station.proposed(await station.form({ kind: 'view' }), granting()))
  somebodyInPicture(station, view)
  await show(station, view, 'masked')
  await take(station, view, 'fulfil')
  clockTo(station, '2026-11-27T10:00:00')
  return station
}

async function erasing(station: TestStation): Promise<FootageRequest> {
  const form = await station.form({ kind: 'erase', purpose: '열람한 영상의 삭제' })
  return found(station, await received(station, form))
}

async function holdings(station: TestStation): Promise<string[]> {
  const day = { fromAt: '2026-11-20T00:00:00.000Z', toAt: '2026-11-21T00:00:00.000Z' }
  const recordings = await station.ask('recordings', 'list', day)
  return recordings.map(({ startAt }) => startAt)
}

test('AC-21 whoever has seen it may have it erased, and the line says how', async () => {
  const station = await afterViewing()
  const request = await erasing(station)
  expect(request).toMatchObject({ dueOn: '2026-12-07' })
  expect(await station.ask('requests', 'review', { requestId: request.id })).toMatchObject({
    hasViewed: true,
    heldFor: [],
    outcomes: ['grant', 'partial', 'refuse', 'not-exists'],
  })
  await take(station, request, 'propose', { proposal: granting() })
  await station.decided(request)
  // The result is told once it is done, not before.
  expect(await station.refusal(take(station, request, 'notify', { how: 'post' }))).toBe('request-wrong-state')
  await take(station, request, 'fulfil')
  expect(await holdings(station)).toEqual([])
  expect(await station.refusal(take(station, request, 'close'))).toBe('request-wrong-state')
  await take(station, request, 'notify', { how: 'post' })
  await take(station, request, 'close')
  expect(printed((await ledgerLines(station))[1])).toBe(
    "2 | 파기 | '26.11.27 10:00 | '26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4 | 총무과/주무관/김담당 | 열람한 영상의 삭제 | 홍길동 010-1234-5678 | 「개인정보 보호법」 제36조, 요구서 2026-0002 | 기타(삭제 요구) | - | 암호키 파기로 영구 삭제('26.11.27) | -",
  )
})

test('AC-21 as long as the police ask for it nothing is erased: the answer is a refusal with its reason', async () => {
  const station = await afterViewing()
  const police = await policeForm(station, {
    cameraIds: [await station.cameraId(3)],
    fromAt: '2026-11-20T09:50:00.000Z',
    toAt: '2026-11-20T10:30:00.000Z',
    letter: { number: '형사과-1300', on: '2026-11-27' },
  })
  await received(station, police)
  const request = await erasing(station)
  expect((await station.ask('requests', 'review', { requestId: request.id })).heldFor).toEqual(['2026-0002'])
  for (const outcome of ['grant', 'partial']) {
    const proposal = {
      ...granting(),
      outcome,
      ...(outcome === 'partial' ? { ground: 'ER-2', reason: '수사' } : {}),
    }
    expect(await station.refusal(take(station, request, 'propose', { proposal }))).toBe('held')
  }
  const reason = '수사기관이 같은 영상의 제공을 요청하여 보존 중'
  const refuse = (ground: string) =>
    take(station, request, 'propose', { proposal: { outcome: 'refuse', ground, reason } })
  expect(await station.refusal(refuse('RF-1'))).toBe('ground-not-lawful')
  await refuse('ER-2')
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  await take(station, request, 'close')
  expect(await holdings(station)).toEqual(['2026-11-20T09:30:00.000Z'])
  expect((await ledgerLines(station))[1]).toMatchObject({
    kind: 'view',
    basis: '「개인정보 보호법」 제36조, 요구서 2026-0003',
    form: '–',
    result: `삭제 거절 통지('26.11.27): ER-2 ${reason}`,
  })
})

test('a hold that comes between decision and erasure stops it; nothing has changed then', async () => {
  const station = await afterViewing()
  const request = await erasing(station)
  await take(station, request, 'propose', { proposal: granting() })
  await station.decided(request)
  await received(
    station,
    await policeForm(station, {
      cameraIds: [await station.cameraId(3)],
      fromAt: '2026-11-20T09:50:00.000Z',
      toAt: '2026-11-20T09:55:00.000Z',
    }),
  )
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('held')
  expect(await holdings(station)).toEqual(['2026-11-20T09:30:00.000Z'])
  expect((await station.ask('requests', 'find', { requestId: request.id })).state).toBe('decided')
  expect((await ledgerLines(station)).map(({ kind }) => kind)).toEqual(['view'])
})

test('another person’s pending request holds the same footage against erasure', async () => {
  const station = await afterViewing()
  const { requester } = await station.form()
  const neighbour = { ...requester, name: '이이웃', birthOn: '1985-03-03' }
  await received(station, await station.form({ kind: 'view', requester: neighbour }))
  const request = await erasing(station)
  expect(await station.refusal(take(station, request, 'propose', { proposal: granting() }))).toBe('held')
})

test('whoever has not seen it cannot have it erased, and seeing it for somebody else is not having seen it', async () => {
  const station = await stationWithFootage()
  const request = await erasing(station)
  expect(await station.refusal(take(station, request, 'propose', { proposal: granting() }))).toBe(
    'not-viewed-yet',
  )
  const after = await afterViewing()
  const { requester } = await after.form()
  const namesake = await after.form({ kind: 'erase', requester: { ...requester, birthOn: '1971-07-07' } })
  const other = await found(after, await received(after, namesake))
  expect(await after.refusal(take(after, other, 'propose', { proposal: granting() }))).toBe('not-viewed-yet')
})

test('AC-22 처리정지 of a public place is no right, and the letter says so; of an office it is decided', async () => {
  const station = await stationWithFootage()
  const form = await station.form({ kind: 'stop', purpose: '촬영 중지 요구' })
  const lobby = await found(station, await received(station, form))
  expect(lobby).toMatchObject({ dueOn: '2026-12-03' })
  const told = {
    outcome: 'not-applicable',
    reason: '공개된 장소의 영상에는 처리정지가 적용되지 않음(법 제58조제2항)',
  }
  for (const proposal of [granting(), { outcome: 'refuse', ground: 'SR-1', reason: '시설 안전' }])
    expect(await station.refusal(take(station, lobby, 'propose', { proposal }))).toBe('outcome-impossible')
  await take(station, lobby, 'propose', { proposal: told })
  await station.decided(lobby)
  await take(station, lobby, 'notify', { how: 'post' })
  expect((await take(station, lobby, 'close')).state).toBe('closed')

  await closeOff(station, 3)
  const office = await found(
    station,
    await station.ask('requests', 'receive', {
      form: { ...form, requester: { ...form.requester, name: '김직원' } },
      again: false,
      identity: {
        paper: 'resident-card',
        authority: { relationPaper: '', vehiclePaper: false, urgency: '' },
      },
    }),
  )
  expect(await station.refusal(take(station, office, 'propose', { proposal: told }))).toBe(
    'outcome-impossible',
  )
  await take(station, office, 'propose', { proposal: granting() })
  await station.decided(office)
  await take(station, office, 'fulfil')
  await take(station, office, 'notify', { how: 'post' })
  expect((await take(station, office, 'close')).state).toBe('closed')
  expect(await ledgerLines(station)).toEqual([])
})
