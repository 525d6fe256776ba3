import { expect, test } from 'vitest'
import type { Proposal } from '#domain/decision.ts'
import type { RefusalData } from '#domain/refusal.ts'
import type { SubjectForm } from '#domain/request-form.ts'
import { giving, policeForm } from '../../support/agencies.ts'
import {
  clockTo,
  found,
  ledgerLines,
  printed,
  received,
  show,
  somebodyInPicture,
  stationWithFootage,
  take,
} from '../../support/casework.ts'
import { granting, noAuthority, type TestStation } from '../../support/station.ts'

/** 열람 and 존재확인 as people come and ask for it: AC-01, AC-03, AC-04, AC-07 to AC-11. */

const OFFICER = '총무과/주무관/김담당'
const FILE = "'26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4"
const CLAIM = '「개인정보 보호법」 제35조, 청구서 2026-0001'

test('AC-01 own vehicle: masked, on site, and its line', async () => {
  const station = await stationWithFootage()
  const form = await station.form({ kind: 'view', vehicleNumber: '12가3456' })
  // The officer has seen the 자동차등록증, or nothing goes on.
  expect(await station.refusal(received(station, form))).toBe('papers-missing')
  const request = await received(station, form, { ...noAuthority, vehiclePaper: true })
  expect(request).toMatchObject({ state: 'verified', number: '2026-0001', dueOn: '2026-12-03' })
  expect(await station.ask('requests', 'review', { requestId: request.id })).toMatchObject({
    expiresOn: '2026-12-20',
    isHeld: true,
    isOverdue: false,
  })
  expect(await station.ask('holds', 'list')).toMatchObject([{ requestId: request.id, fromAt: form.fromAt }])
  await found(station, request)
  await take(station, request, 'propose', { proposal: granting() })
  const decided = await station.decided(request)

  clockTo(station, '2026-11-25T14:00:00')
  somebodyInPicture(station, decided)
  await show(station, request, 'masked')
  await take(station, request, 'fulfil')
  const closed = await take(station, request, 'close')
  expect(closed.state).toBe('closed')
  expect(await station.ask('holds', 'list')).toEqual([])
  expect((await ledgerLines(station)).map(printed)).toEqual([
    `1 | 열람 | '26.11.23 09:30 | ${FILE} | ${OFFICER} | 주차 차량 접촉사고 확인 | 홍길동 010-1234-5678 | ${CLAIM} | 자료열람 | 열람 '26.11.25 14:00 | 타인영상 제거 후 열람('26.11.25) | -`,
  ])
})

test('AC-03 the institution is the cause: nothing is charged, and the reason is kept', async () => {
  const station = await stationWithFootage()
  const ownFault = '기관 차단기가 차량을 침'
  const costs = { maskingWon: 30_000, mediaWon: 0, postageWon: 0, ownFault }
  const request = await station.proposed(await station.form({ kind: 'view' }), granting({ costs }))
  const decided = await station.decided(request)
  expect(decided.fee).toEqual({ state: 'barred', costs })
  expect(await station.refusal(take(station, request, 'pay', { method: 'card' }))).toBe('fee-settled')
  await shownBare(station, request.id)
  expect((await take(station, request, 'fulfil')).state).toBe('fulfilled')
})

/** Shown masked on the spot, with somebody in the picture. */
async function shownBare(station: TestStation, requestId: Parameters<typeof show>[1]['id']): Promise<void> {
  const request = await station.ask('requests', 'find', { requestId })
  somebodyInPicture(station, request)
  await show(station, request, 'masked')
}

test('AC-04 footage that was destroyed in time is 부존재, and no refusal', async () => {
  const station = await stationWithFootage({ camera: 3, from: '2026-11-20T18:30:00' })
  clockTo(station, '2026-11-24T10:00:00')
  const october = { fromAt: '2026-10-10T09:30:00.000Z', toAt: '2026-10-10T10:00:00.000Z' }
  const request = await received(station, await station.form({ kind: 'existence', ...october }))
  expect(await station.refusal(found(station, request))).toBe('footage-missing')
  await found(station, request, false)
  const refuse = { outcome: 'refuse', ground: 'RF-1', reason: '보관기간이 지나 파기하였으므로 거절' }
  expect(await station.refusal(take(station, request, 'propose', { proposal: refuse }))).toBe(
    'reason-blocked',
  )
  const reason = '보관기간 30일 경과, 자동삭제 확인 2026-11-10'
  await take(station, request, 'propose', {
    proposal: { outcome: 'not-exists', why: 'retention-passed', reason },
  })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'handed' })
  expect((await take(station, request, 'close')).state).toBe('closed')
  expect((await ledgerLines(station)).map(printed)).toEqual([
    `1 | 열람 | '26.11.24 10:00 | '26.10.10 3번 CCTV/동영상, 261010-0003-03.mp4 | ${OFFICER} | 주차 차량 접촉사고 확인 | 홍길동 010-1234-5678 | ${CLAIM} | 기타(존재확인) | - | 부존재 통지('26.11.24): ${reason} | -`,
  ])
})

test('an existence check that finds it answers so, in its line', async () => {
  const station = await stationWithFootage()
  const request = await station.proposed(await station.form({ kind: 'existence' }), { outcome: 'exists' })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'post' })
  await take(station, request, 'close')
  expect((await ledgerLines(station))[0]).toMatchObject({
    kind: 'view',
    form: '기타(존재확인)',
    result: "존재 통지('26.11.23)",
  })
})

/** A request that has been looked for and found. */
async function located(station: TestStation, changes: Partial<SubjectForm> = {}) {
  return found(station, await received(station, await station.form({ kind: 'view', ...changes })))
}

/** How a proposal to refuse on these words ends, and what is said instead. */
async function refusing(station: TestStation, proposal: Record<string, unknown>) {
  const request = await located(station)
  try {
    await take(station, request, 'propose', { proposal })
    return { code: 'nothing' } as const
  } catch (error) {
    return error as RefusalData
  }
}

test('AC-07 police in the room is no legal condition: the notice cannot be issued', async () => {
  const station = await stationWithFootage()
  for (const reason of [
    '경찰관 입회 시에만 열람 가능',
    '경찰 신고 후 열람 가능',
    '경 찰 동 행 이 필요함',
    '경찰에 신고하면 보여드림',
    '신고 접수증이 있어야 함',
  ]) {
    const said = await refusing(station, { outcome: 'refuse', ground: 'RF-1', reason })
    expect(said, reason).toMatchObject({ code: 'reason-blocked', data: { why: /법적 조건이 아닙니다/ } })
  }
  expect(station.acts()).not.toContain('request.proposed')
})

test('AC-08 others in the picture: mask, postpone, or RF-2 with all three fields', async () => {
  const station = await stationWithFootage()
  const reason = '다른 사람이 함께 촬영됨'
  const said = await refusing(station, { outcome: 'refuse', ground: 'RF-2', reason })
  expect(said).toMatchObject({ code: 'reason-blocked', data: { instead: /가리고 열람.*연기.*RF-2/ } })
  const infeasible = { attempted: '자동·수동 가림', why: '얼굴과 겹침', offered: '정지 화면 열람' }
  const request = await located(station)
  for (const field of ['attempted', 'why', 'offered'] as const) {
    const wanting = { ...infeasible, [field]: ' ' }
    const proposal = { outcome: 'refuse', ground: 'RF-2', reason, infeasible: wanting }
    await expect(take(station, request, 'propose', { proposal })).rejects.toThrow()
  }
  const ways: Proposal[] = [
    granting({ others: 'masked' }),
    { outcome: 'postpone', reason: '다른 사람이 함께 찍혀 가리는 데 시간이 필요함' },
    { outcome: 'refuse', ground: 'RF-2', reason, infeasible },
  ]
  for (const proposal of ways) {
    await take(station, request, 'propose', { proposal })
    await take(station, request, 'sendBack', { why: '다시 검토' })
  }
})

test('what else is no ground: internal rules, 수사 지장, 기타 사유, no ground, a ground of another law', async () => {
  const station = await stationWithFootage()
  const refuse = (ground: string, reason: string) =>
    refusing(station, { outcome: 'refuse', ground, reason }).then(({ code }) => code)
  expect(await refuse('RF-2', '내부 방침상 사본 불가')).toBe('reason-blocked')
  expect(await refuse('RF-2', '범죄수사·공소유지·재판수행에 중대한 지장')).toBe('reason-blocked')
  expect(await refuse('RF-1', '기타 정당한 사유')).toBe('reason-blocked')
  expect(await refuse('RF-1', '  ')).toBe('reason-missing')
  expect(await refuse('', '열람하면 가정폭력 피해자의 거처가 드러남')).toBe('ground-missing')
  // 어린이집 and erasure have grounds of their own.
  for (const ground of ['CR-1', 'ER-1', 'SR-1', 'RF-9'])
    expect(await refuse(ground, '열람하면 가정폭력 피해자의 거처가 드러남')).toBe('ground-not-lawful')
  expect(await refuse('RF-2', '열람하면 가정폭력 피해자의 거처가 드러남')).toBe('nothing')
})

test('AC-09 lost wallet: one’s own part, the taker only on a basis, and advice to go to the police', async () => {
  const station = await stationWithFootage()
  const request = await located(station, { purpose: '지갑을 가져간 사람 확인' })
  const partial = (others: 'visible' | 'masked') => ({
    ...granting({ others }),
    outcome: 'partial',
    ground: 'RF-2',
    reason:
      '지갑을 가져간 사람의 모습은 제3자의 이익을 침해할 우려가 있어 제한함. 경찰에 신고하시도록 안내함',
  })
  // Whoever took it is another person: seeing them is 제공.
  expect(await station.refusal(take(station, request, 'propose', { proposal: partial('visible') }))).toBe(
    'others-visible',
  )
  await take(station, request, 'propose', { proposal: partial('masked') })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'handed' })
  await shownBare(station, request.id)
  await take(station, request, 'fulfil')
  expect((await ledgerLines(station))[0]).toMatchObject({
    form: '자료열람',
    result: expect.stringMatching(/^일부열람, 타인영상 제거 후 열람\('26\.11\.23\), 제한: RF-2 지갑을/),
  })

  const asOther = await policeForm(station, {
    agency: { name: '홍길동', department: '', title: '', officer: '홍길동', phone: '010-1234-5678' },
    cameraIds: [await station.cameraId(3)],
    fromAt: '2026-11-20T09:30:00.000Z',
    toAt: '2026-11-20T10:00:00.000Z',
    handling: 'view',
  })
  const taker = await found(station, await received(station, asOther))
  const urgent = (evidence: string) =>
    station.refusal(take(station, taker, 'propose', { proposal: giving({ code: 'B3', evidence }) }))
  expect(await station.refusal(take(station, taker, 'propose', { proposal: granting() }))).toBe(
    'basis-missing',
  )
  expect(await urgent('')).toBe('basis-unproven')
  expect(await urgent('카드가 지금 쓰이고 있음, 2026-11-23 09:00 통화')).toBe('nothing')
})

test('AC-10 an insurer is an agent: with 위임장 as the owner, without it nothing is shown', async () => {
  const station = await stationWithFootage()
  const owner = (await station.form()).requester
  const insurer = { ...owner, name: '○○화재 박대리', phone: '02-987-6543' }
  const form = await station.form({
    kind: 'view',
    requester: insurer,
    subject: owner,
    relation: 'agent',
    vehicleNumber: '12가3456',
  })
  const request = await station.received(form)
  const mandate = { on: '2026-11-22', scope: '사고 영상 열람' }
  const shown = (authority: object) =>
    station.refusal(take(station, request, 'verify', { paper: 'driving-licence', authority }))
  expect(await shown(noAuthority)).toBe('papers-missing')
  // An agent of a vehicle's owner brings both papers.
  expect(await shown({ ...noAuthority, mandate })).toBe('papers-missing')
  expect(await shown({ ...noAuthority, vehiclePaper: true })).toBe('papers-missing')
  await take(station, request, 'askPapers', { what: '위임장(별지 11)과 대리인 신분증' })
  expect(await station.refusal(show(station, request, 'masked'))).toBe('request-not-approved')
  await take(station, request, 'takePapers')
  expect(await shown({ ...noAuthority, mandate, vehiclePaper: true })).toBe('nothing')
  await found(station, request)
  await take(station, request, 'propose', { proposal: granting() })
  await station.decided(request)
  await shownBare(station, request.id)
  await take(station, request, 'fulfil')
  expect((await ledgerLines(station))[0]?.recipient).toBe('○○화재 박대리(홍길동 대리) 02-987-6543')
  // Whoever speaks for somebody says for whom.
  const { subject: _, ...nobody } = form
  expect(await station.refusal(station.received(nobody))).toBe('subject-missing')
})

test('AC-11 a child of ten: the mother with her paper, the father without his; fourteen asks alone', async () => {
  const station = await stationWithFootage()
  const { requester } = await station.form()
  const child = { ...requester, name: '홍아이', birthOn: '2016-05-05' }
  const mother = { ...requester, name: '이엄마' }
  const form = await station.form({ kind: 'view', relation: 'guardian', requester: mother, subject: child })
  const paper = { ...noAuthority, relationPaper: '가족관계증명서' }
  const request = await found(station, await received(station, form, paper))
  await take(station, request, 'propose', { proposal: granting() })
  await station.decided(request)
  await shownBare(station, request.id)
  await take(station, request, 'fulfil')
  expect((await ledgerLines(station))[0]?.recipient).toBe(
    '홍아이(정보주체), 이엄마(법정대리인) 010-1234-5678',
  )

  const father = { ...form, requester: { ...requester, name: '홍아빠' } }
  expect(await station.refusal(received(station, father))).toBe('papers-missing')
  const asked = await take(
    station,
    await station.ask('requests', 'receive', { form: father, again: true }),
    'askPapers',
    { what: '가족관계를 증명하는 서류' },
  )
  expect(asked).toMatchObject({ state: 'supplementing', supplements: [{ what: '가족관계를 증명하는 서류' }] })
  const alone = { ...requester, name: '홍열넷', birthOn: '2012-11-23' }
  expect((await received(station, await station.form({ kind: 'view', requester: alone }))).state).toBe(
    'verified',
  )
})
