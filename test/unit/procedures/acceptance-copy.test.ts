import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packaged } from '../../support/agencies.ts'
import {
  clockTo,
  found,
  ledgerLines,
  printed,
  received,
  settings,
  show,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { answerAll, coverAll, expectFinished, exported, maskedAlone, NAME } from '../../support/copy.ts'
import { pedestrians } from '../../support/recorder.ts'
import { granting, noAuthority, setUpStation, temporaryDir } from '../../support/station.ts'

/** A copy and what it costs: AC-02; and sectors with rules of their own. */

const FEE = { maskingWon: 30_000, mediaWon: 0, postageWon: 0, ownFault: '' }

test('AC-02 a copy on USB with its fee: nothing leaves before it is paid, then two lines', async () => {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  await pedestrians(join(folder, 'cam03/20261120_183000.mp4'), 3)
  await station.takeIn(folder)
  await maskedAlone(station)
  const form = await station.form({ vehicleNumber: '12가3456' })
  const request = await found(station, await received(station, form, { ...noAuthority, vehiclePaper: true }))
  const appointment = { place: '서버실', method: 'visit', medium: 'USB' } as const
  await take(station, request, 'propose', { proposal: granting({ costs: FEE, appointment }) })
  expect((await station.decided(request)).fee).toEqual({ state: 'due', costs: FEE, totalWon: 30_000 })
  await take(station, request, 'notify', { how: 'handed' })

  clockTo(station, '2026-11-30T15:00:00')
  const key = { requestId: request.id, cameraId: await station.cameraId(3) }
  coverAll(station, key)
  await answerAll(station, key)
  const usb = temporaryDir('usb')
  expectFinished(await exported(station, key, usb))
  expect(readdirSync(usb)).toEqual([NAME])
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('fee-unpaid')
  expect(await ledgerLines(station)).toEqual([])
  const paid = await take(station, request, 'pay', { method: 'local-stamp' })
  expect(paid.fee).toMatchObject({
    state: 'paid',
    totalWon: 30_000,
    method: 'local-stamp',
    at: station.office.now(),
  })
  expect(await station.refusal(take(station, request, 'waive', { reason: '감면' }))).toBe('fee-settled')
  await take(station, request, 'fulfil')
  const about = "'26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4 | 총무과/주무관/김담당"
  expect((await ledgerLines(station)).map(printed)).toEqual([
    `1 | 열람 | '26.11.23 09:30 | ${about} | 주차 차량 접촉사고 확인 | 홍길동 010-1234-5678 | 「개인정보 보호법」 제35조, 청구서 2026-0001 | 자료복제(USB) | 사본 1호, 파기예정 '26.12.23 | 타인영상 제거 후 제공('26.11.30) | -`,
    `2 | 파기 | '26.11.30 15:00 | ${about} | 열람·제공 후 작업본 파기 | - | 「표준 개인정보 보호지침」 제41조 | 기타(작업본) | - | 영구 삭제('26.11.30), 1번 관련 | -`,
  ])
})

test('a fee is waived for a reason; somebody else who takes the copy stands in its line', async () => {
  const station = await stationWithFootage()
  const request = await station.decided(
    await station.proposed(
      await station.form(),
      granting({ costs: { ...FEE, mediaWon: 5000, postageWon: 3500 } }),
    ),
  )
  expect(request.fee).toMatchObject({ state: 'due', totalWon: 38_500 })
  packaged(station, request, [3], '이대리')
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('fee-unpaid')
  expect(await station.refusal(take(station, request, 'waive', { reason: ' ' }))).toBe('reason-missing')
  await take(station, request, 'waive', { reason: '기초생활수급자' })
  await take(station, request, 'fulfil')
  expect((await ledgerLines(station))[0]?.result).toBe("타인영상 제거 후 제공('26.11.23), 받은 사람 이대리")
  // What has been handed over is not handed over again.
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('request-wrong-state')
})

test('어린이집: sixty days, two grounds of its own, ten days to answer', async () => {
  const station = await stationWithFootage()
  await station.as('이책임')
  const { institution, cameras } = await station.ask('institution', 'show')
  const childcare = { ...institution, sector: 'childcare' } as const
  expect(await station.refusal(station.ask('institution', 'change', childcare))).toBe('retention-too-short')
  for (const camera of cameras)
    await station.ask('institution', 'changeCamera', { ...camera, retentionDays: 60 })
  await station.ask('institution', 'change', childcare)
  const shorter = { ...cameras[0]!, retentionDays: 59 }
  expect(await station.refusal(station.ask('institution', 'changeCamera', shorter))).toBe(
    'retention-too-short',
  )
  await station.as('김담당')
  const { requester } = await station.form()
  const guardian = {
    kind: 'view',
    relation: 'guardian',
    subject: { ...requester, name: '홍아이', birthOn: '2022-05-05' },
  } as const
  const authority = { ...noAuthority, relationPaper: '주민등록등본' }
  const request = await found(station, await received(station, await station.form(guardian), authority))
  expect(request).toMatchObject({ dueOn: '2026-12-03' })
  const { grounds } = await station.ask('requests', 'review', { requestId: request.id })
  expect(grounds.map(({ code }) => code)).toEqual(['CR-1', 'CR-2'])
  const refuse = (ground: string, reason: string) =>
    station.refusal(take(station, request, 'propose', { proposal: { outcome: 'refuse', ground, reason } }))
  expect(await refuse('RF-2', '다른 아동 보호')).toBe('ground-not-lawful')
  expect(await refuse('CR-1', '60일 보관기간이 지나 파기함')).toBe('nothing')
})

test('수술실: shown to a subject only with everybody’s consent', async () => {
  const station = await stationWithFootage()
  await settings(station, { sector: 'operating-room' })
  const request = await found(station, await received(station, await station.form({ kind: 'view' })))
  const propose = (others: 'masked' | 'consented', finding = '') =>
    station.refusal(take(station, request, 'propose', { proposal: granting({ others, finding }) }))
  expect(await propose('masked')).toBe('others-visible')
  expect(await propose('consented')).toBe('finding-missing')
  expect(await propose('consented', '의사·간호사·환자 5명 모두 동의서 제출')).toBe('nothing')
  await station.decided(request)
  await show(station, request, 'clear')
  await take(station, request, 'fulfil')
  expect((await ledgerLines(station))[0]?.result).toBe("열람 완료('26.11.23)")
})
