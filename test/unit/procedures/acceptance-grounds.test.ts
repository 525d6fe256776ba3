import { expect, test } from 'vitest'
import type { AgencyForm } from '#domain/request-form.ts'
import { asked, giveOn, giving, granted, looked, packaged, station24, until } from '../../support/agencies.ts'
import { ledgerLines, settings, take } from '../../support/casework.ts'
import { granting } from '../../support/station.ts'

/** On which ground footage is given or used, and where there is none: AC-17 to AC-20, AC-32. */

const court = {
  agency: {
    name: '○○지방법원',
    department: '민사3단독',
    title: '법원주사',
    officer: '최법원',
    phone: '02-530-1114',
  },
  letter: { number: '문서제출명령-77', on: '2026-11-23' },
  caseNumber: '2026가단1234',
  purpose: '손해배상 사건 심리',
}

test('AC-17 a court order: B8 with its number, published, unmasked within the order, column 12 filled', async () => {
  const station = await station24()
  const request = await asked(station, court)
  expect(await giveOn(station, request, { code: 'B8' as 'B7', ...until })).toBe('basis-unproven')
  const evidence = '2026가단1234, 문서제출명령 2026카기55'
  await granted(station, request, giving({ code: 'B8', evidence, ...until }))
  packaged(station, request, [1, 2])
  const { aftercare } = await take(station, request, 'fulfil')
  expect(aftercare).toMatchObject({ publication: { dueOn: '2026-12-24' } })
  expect(aftercare).not.toHaveProperty('subjectTold')
  expect((await ledgerLines(station))[0]).toMatchObject({
    basis: '「개인정보 보호법」 제18조제2항제8호, 문서제출명령-77',
    safety: '목적 외 이용·재제공 금지, 암호화, 파기 후 통보 요청',
  })
})

test('AC-18 one’s own audit: 이용 on B2, with its act, its period and its publication', async () => {
  const station = await station24()
  const audit: Partial<AgencyForm> = {
    kind: 'use',
    agency: { name: '감사실', department: '', title: '감사관', officer: '정감사', phone: '내선 31' },
    letter: { number: '감사실-15', on: '2026-11-24' },
    handling: 'view',
    purpose: '근무지 이탈 제보 확인',
  }
  const request = await asked(station, audit)
  const citation = '「공공감사에 관한 법률」 제20조'
  expect(await giveOn(station, request, { code: 'B2' as 'B7', untilOn: '2026-12-24' })).toBe('basis-unproven')
  expect(await giveOn(station, request, { code: 'B2' as 'B7', citation })).toBe('destroy-day-missing')
  await granted(station, request, giving({ code: 'B2', citation, untilOn: '2026-12-24' }))
  const done = await looked(station, request)
  expect(done.aftercare).toEqual({ publication: { dueOn: '2026-12-24' } })
  expect((await ledgerLines(station))[0]).toMatchObject({
    kind: 'use',
    recipient: '감사실 감사관 정감사 내선 31',
    basis: `「개인정보 보호법」 제18조제2항제2호, ${citation}, 감사실-15`,
    period: "이용기간 '26.11.24∼'26.12.24",
  })
})

test('AC-19 the press has no basis: denied in its file, nothing shown, no line', async () => {
  const station = await station24()
  const press = {
    name: '○○일보',
    department: '사회부',
    title: '기자',
    officer: '한기자',
    phone: '02-700-0000',
  }
  const request = await asked(station, { agency: press, handling: 'view', purpose: '취재', statedBasis: '' })
  const looked = {
    requestId: request.id,
    purpose: 'check',
    picture: 'clear',
    finding: '',
    witness: '',
  } as const
  expect(await station.refusal(station.ask('viewings', 'open', looked))).toBe('request-not-approved')
  expect(await station.refusal(take(station, request, 'propose', { proposal: granting() }))).toBe(
    'basis-missing',
  )
  const refuse = { outcome: 'refuse', ground: '', reason: '제공할 법적 근거가 없음(법 제18조제1항)' }
  await granted(station, request, refuse)
  for (const purpose of ['check', 'show'] as const) {
    const asked = { requestId: request.id, purpose, picture: 'clear', finding: '취재', witness: '' } as const
    expect(await station.refusal(station.ask('viewings', 'open', asked))).toBe('request-not-approved')
  }
  expect((await take(station, request, 'close')).state).toBe('closed')
  expect(await ledgerLines(station)).toEqual([])
})

test('AC-20 nobody’s face is posted; near neighbours may be shown something within the purpose', async () => {
  const station = await station24()
  const dumping = { purpose: '쓰레기 무단투기자 확인' }
  const memo = { code: 'B0' as 'B7', evidence: '투기 단속이 설치 목적, 옆집 두 곳에만 보임' }
  const posting = await asked(station, { ...dumping, handling: 'post' })
  for (const code of ['B0', 'B1', 'B2', 'B3', 'B10'] as const)
    expect(await giveOn(station, posting, { ...memo, code: code as 'B7', citation: '조례' })).toBe(
      'posting-forbidden',
    )
  const neighbours = await asked(station, { ...dumping, handling: 'neighbours' })
  expect(await giveOn(station, neighbours, { ...memo, code: 'B3' as 'B7' })).toBe('basis-unavailable')
  expect(await giveOn(station, neighbours, { ...memo, evidence: '' })).toBe('basis-unproven')
  await granted(station, neighbours, giving(memo))
  expect((await looked(station, neighbours)).aftercare).toEqual({})
})

test('AC-32 a private operator: no B5 to B9, a police letter alone is no ground, nothing is published', async () => {
  const station = await station24()
  await settings(station, { kind: 'private' })
  const request = await asked(station, { handling: 'view' })
  const { bases } = await station.ask('requests', 'review', { requestId: request.id })
  expect(bases.map(({ code }) => code)).toEqual(['B0', 'B1', 'B2', 'B3', 'B4', 'B10'])
  expect(bases.some(({ isPublished }) => isPublished)).toBe(false)
  for (const code of ['B5', 'B6', 'B7', 'B8', 'B9'] as const)
    expect(await giveOn(station, request, { code: code as 'B7', evidence: '공문' })).toBe('basis-unavailable')
  // A warrant, or urgency.
  expect(await giveOn(station, request, { code: 'B2' as 'B7' })).toBe('basis-unproven')
  await granted(
    station,
    request,
    giving({ code: 'B2', citation: '「형사소송법」 제215조제2항(압수영장 2026-77)' }),
  )
  expect((await looked(station, request)).aftercare).toEqual({})
})

test('pseudonymised use leaves nobody visible, and consent names everybody', async () => {
  const station = await station24()
  const request = await asked(station, { handling: 'view' })
  expect(await giveOn(station, request, { code: 'B4' as 'B7', evidence: '통계' })).toBe('others-visible')
  expect(await giveOn(station, request, { code: 'B1' as 'B7' })).toBe('basis-unproven')
})
