import { expect, test } from 'vitest'
import {
  asked,
  dutiesOf,
  giveOn,
  giving,
  granted,
  looked,
  packaged,
  policeForm,
  station24,
  until,
} from '../../support/agencies.ts'
import { clockTo, found, ledgerLines, printed, take } from '../../support/casework.ts'
import { granting, noAuthority } from '../../support/station.ts'

/** 제공 to those who ask with a letter, or in urgency: AC-12 to AC-16. */

test('AC-12 a police letter: B7, no publication, 18⑤, and its line', async () => {
  const station = await station24()
  const check = await station.proposed(
    await station.form({
      kind: 'existence',
      cameraIds: [await station.cameraId(1)],
      fromAt: '2026-11-22T11:00:00.000Z',
      toAt: '2026-11-22T12:00:00.000Z',
    }),
    { outcome: 'exists' },
  )
  await station.decided(check)
  await take(station, check, 'notify', { how: 'handed' })

  const request = await asked(station)
  const { bases } = await station.ask('requests', 'review', { requestId: request.id })
  expect(bases.find(({ code }) => code === 'B7')).toMatchObject({ isPublished: false })
  // Saving without 파기예정일자 is an error.
  expect(await giveOn(station, request, { code: 'B7' })).toBe('destroy-day-missing')
  expect(await giveOn(station, request, { code: 'B7', ...until, scope: '' })).toBe('basis-unproven')
  expect(await giveOn(station, request, { code: 'B7', ...until, balance: '' })).toBe('basis-unproven')
  await granted(station, request, giving({ code: 'B7', ...until }))
  expect(await station.refusal(take(station, request, 'fulfil'))).toBe('row-missing')
  packaged(station, request, [1, 2])
  const done = await take(station, request, 'fulfil')
  expect(done.aftercare).toEqual({
    recipient: { destroyByOn: '2027-02-24', askOn: '2026-12-31', askedOn: [] },
  })
  expect(printed((await ledgerLines(station))[1])).toBe(
    "2 | 제공 | '26.11.24 11:10 | '26.11.22 1∼2번 CCTV/동영상, 261122-0001-01.mp4 외 1 | 총무과/주무관/김담당 | 절도 수사 | ○○경찰서 형사과 경위 박길동 02-123-4567 | 「개인정보 보호법」 제18조제2항제7호, 형사과-1234 | 자료복제(USB) | 이용기간 '26.11.24∼'27.02.24, 파기예정 '27.02.24 | (통보 대기) | 목적 외 이용·재제공 금지, 암호화, 파기 후 통보 요청",
  )
})

test('AC-15 what became of it: asked every quarter, answered, and column 11 says so', async () => {
  const station = await station24()
  const request = await asked(station)
  await granted(station, request, giving({ code: 'B7', ...until }))
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  await take(station, request, 'close')
  expect(await dutiesOf(station, '2027-03-31')).toEqual([
    'ask-recipient 2026-12-31',
    'recipient-destroys 2027-02-24',
  ])
  clockTo(station, '2026-12-31T10:00:00')
  await take(station, request, 'askRecipient')
  expect(await dutiesOf(station, '2027-03-31')).toContain('ask-recipient 2027-03-31')
  clockTo(station, '2027-02-22T10:00:00')
  const wish = { what: 'destroyed', on: '2027-02-18', note: '박길동' }
  await take(station, request, 'answerRecipient', wish)
  expect((await ledgerLines(station))[0]?.result).toBe("통보받음(수사종결 파기, '27.02.18, 박길동)")
  expect(await dutiesOf(station, '2030-01-01')).toEqual([])
  expect(await station.refusal(take(station, request, 'answerRecipient', wish))).toBe('aftercare-unknown')
  expect(await station.refusal(take(station, request, 'askRecipient'))).toBe('aftercare-unknown')
  // What was entered first stands for ever; the line only reads on.
  const entered = station.acts().length
  expect((await station.ask('ledger', 'verify')).size).toBe(entered)
})

test('a recipient that may keep it longer has a new day and goes on being asked', async () => {
  const station = await station24()
  const request = await asked(station)
  await granted(station, request, giving({ code: 'B7', ...until }))
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  const longer = (on: string) =>
    station.refusal(take(station, request, 'answerRecipient', { what: 'extended', on, note: '공판 진행' }))
  expect(await longer('2027-02-24')).toBe('day-past')
  expect(await longer('2027-08-24')).toBe('nothing')
  expect((await ledgerLines(station))[0]?.result).toBe("파기기간 연장('27.08.24, 공판 진행)")
  expect(await dutiesOf(station, '2027-12-31')).toContain('recipient-destroys 2027-08-24')
  const archived = { what: 'archived', on: '2027-08-20', note: '' } as const
  expect(await station.refusal(take(station, request, 'answerRecipient', archived))).toBe('range-impossible')
  clockTo(station, '2027-08-23T10:00:00')
  await take(station, request, 'answerRecipient', archived)
  expect((await ledgerLines(station))[0]?.result).toBe("통보받음(기록물 보존, '27.08.20)")
})

test('AC-13 by telephone and without a letter it is an inquiry; in urgency B3, and the letter follows', async () => {
  const station = await station24()
  const { letter: _, ...byPhone } = await policeForm(station, { channel: 'phone', handling: 'view' })
  const inquiry = await station.received(byPhone)
  expect(inquiry).toMatchObject({ state: 'inquiry', number: 'Q2026-0001' })
  expect(await station.ask('holds', 'list')).toEqual([])
  for (const purpose of ['check', 'show'] as const) {
    const asked = { requestId: inquiry.id, purpose, picture: 'clear', finding: '수사', witness: '' } as const
    expect(await station.refusal(station.ask('viewings', 'open', asked))).toBe('request-not-approved')
  }
  expect(await station.refusal(take(station, inquiry, 'write', { form: byPhone }))).toBe('letter-missing')

  const urgency = '납치 신고, 차량이 지금 이동 중'
  const identity = { paper: 'service-card', authority: { ...noAuthority, urgency } }
  const request = await take(station, inquiry, 'write', { form: byPhone, identity })
  expect(request).toMatchObject({ state: 'verified', number: '2026-0001' })
  await found(station, request)
  expect(await giveOn(station, request, { code: 'B7' })).toBe('letter-missing')
  await granted(station, request, giving({ code: 'B3', evidence: urgency }))
  expect((await looked(station, request)).state).toBe('fulfilled')
  expect(await dutiesOf(station, '2026-12-31')).toContain('letter 2026-12-04')
  const letter = { number: '형사과-1240', on: '2026-11-25' }
  await take(station, request, 'addLetter', { letter })
  expect(await dutiesOf(station, '2026-12-31')).not.toContain('letter 2026-12-04')
  expect(await station.refusal(take(station, request, 'addLetter', { letter }))).toBe('request-wrong-state')
})

test('AC-14 an officer who only looks at the screen is given footage as well', async () => {
  const station = await station24()
  const request = await asked(station, { handling: 'view' })
  expect(await station.refusal(take(station, request, 'propose', { proposal: granting() }))).toBe(
    'basis-missing',
  )
  await granted(station, request, giving({ code: 'B7' }))
  await looked(station, request)
  expect((await ledgerLines(station)).map(printed)).toEqual([
    "1 | 제공 | '26.11.24 11:10 | '26.11.22 1∼2번 CCTV/동영상, 261122-0001-01.mp4 외 1 | 총무과/주무관/김담당 | 절도 수사 | ○○경찰서 형사과 경위 박길동 02-123-4567 | 「개인정보 보호법」 제18조제2항제7호, 형사과-1234 | 자료열람 | '26.11.24 11:10 | 완료('26.11.24) | 목적 외 이용·재제공 금지 요청",
  ])
})

test('AC-16 a missing person: B3, published within thirty days, and the subject is told', async () => {
  const station = await station24()
  const request = await asked(station, { handling: 'view', purpose: '실종자 수색' })
  await granted(station, request, giving({ code: 'B3', evidence: '치매 노인, 저녁부터 연락 두절' }))
  await looked(station, request)
  expect(await dutiesOf(station, '2026-12-31')).toEqual([
    'close 2026-11-24',
    'tell-subject 2026-11-24',
    'publication 2026-12-24',
  ])
  await take(station, request, 'close')
  const post = (fromOn: string, toOn: string) =>
    station.refusal(take(station, request, 'post', { url: 'https://example.kr/notice/1', fromOn, toOn }))
  expect(await post('2026-12-01', '2026-12-09')).toBe('publication-short')
  expect(await post('2026-12-10', '2026-12-01')).toBe('publication-short')
  expect(await post('2026-12-01', '2026-12-10')).toBe('nothing')
  await take(station, request, 'tellSubject', { how: '귀가 후 전화' })
  expect(await dutiesOf(station, '2030-12-31')).toEqual([])
  expect((await ledgerLines(station))[0]).toMatchObject({
    kind: 'provide',
    basis: '「개인정보 보호법」 제18조제2항제3호, 형사과-1234',
  })
  expect(station.acts()).toContain('publication.posted')
  expect(station.acts()).toContain('subject.told')
})
