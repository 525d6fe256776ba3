import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DOCUMENTS, DocumentName, documentsFor } from '#domain/document.ts'
import type { FootageRequest } from '#domain/request.ts'
import { documentPaper } from '../../../electron/export/documents/document.ts'
import {
  agencyForm,
  at,
  cameras,
  decided,
  factsFor,
  fulfilment,
  grant,
  person,
  police,
  received,
  refusal,
  subjectForm,
  textOf,
} from '../../support/papers.ts'

/** Documents as text: what is said, in which words, and what is never said. */

const view = subjectForm()

test('a claim says who asks for what, in the order of the form, with the day and whom it is handed to', () => {
  const said = textOf('claim', decided(view, grant))
  const parts = [
    '□ 존재확인',
    '☑ 열람',
    '□ 삭제',
    '제2026-0001호 (2026. 11. 23. 09:30)',
    '10일 이내 (2026. 12. 3.)',
    '홍길동',
    '010-1234-5678',
    '1990. 1. 5.',
    '본인',
    '서울특별시 중구 세종대로 110 (우 04524)',
    '2026.11.20 18:30 ~ 2026.11.20 19:00',
    '3번(주차장 3)',
    '주차 차량 접촉사고 확인',
    '「표준 개인정보 보호지침」 제44조에 따라',
    '2026. 11. 23.',
    '○○도서관장 귀하',
    '총무과/주무관/김담당 (주민등록증)',
  ]
  expect(said).toMatch(new RegExp(parts.map(escaped).join('.*')))
})

const escaped = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

test('a blank claim names its cells, so that it can be filled in on a computer', () => {
  const { html } = documentPaper('claim', factsFor('claim', undefined))
  const names = [...html.matchAll(/data-field="([^"]+)"/g)].map(([, name]) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining(['kind.view', 'kind.copy', 'requester.name', 'from', 'to', 'place', 'purpose']),
  )
  expect(html).not.toContain('홍길동')
})

test('AC-12: the letter of 18⑤ asks for everything that the law wants asked, and by which day it is to be gone', () => {
  const said = textOf('safety-letter', decided(agencyForm(), { outcome: 'grant', ...police }))
  for (const part of [
    '○○경찰서 형사과',
    '경위 박길동 02-123-4567',
    '형사과-1234(2026. 11. 24.)',
    '「개인정보 보호법」 제18조제2항제7호',
    '목적 외 이용 금지',
    '재제공 금지',
    '암호화·접근통제',
    '파기 후 통보',
    '파기 예정일: 2027. 2. 24.',
    '제18조제5항',
  ])
    expect(said).toContain(part)
  const seen = textOf(
    'safety-letter',
    decided(agencyForm({ handling: 'view' }), { outcome: 'grant', ...police }),
  )
  expect(seen).not.toContain('암호화')
})

const given = decided(
  agencyForm({ purpose: '실종자 확인' }),
  { outcome: 'grant', ...police, basis: { ...police.basis, code: 'B3', evidence: '생명이 위급함' } },
  {
    state: 'fulfilled',
    fulfilment,
    aftercare: { publication: { dueOn: '2026-12-25' }, subjectTold: { sinceOn: '2026-11-30' } },
  },
)

test('AC-16: the publication says day, ground, purpose and kind, how long it is shown, and nothing else', () => {
  const said = textOf('publication', given, { todayOn: '2026-12-01' })
  const heads = [...said.matchAll(/[①②③④⑤] ?[가-힣()]+ ?[가-힣]*|게재기간/g)].map(([head]) => head.trim())
  expect(heads).toEqual(['① 날짜', '② 법적 근거', '③ 목적 실종자', '④ 항목(구성) 고정형', '게재기간'])
  for (const part of ['2026. 11. 25.', '제18조제2항제3호', '1·2번', '2026. 12. 1. ~ 2026. 12. 11.'])
    expect(said).toContain(part)
  for (const name of ['○○경찰서', '박길동', '형사과']) expect(said).not.toContain(name)
  const told = textOf('subject-notice', given, { todayOn: '2026-12-01' })
  for (const part of ['○○경찰서', '실종자 확인', '제14조', '2026. 11. 25.']) expect(told).toContain(part)
})

test('AC-19: an agency without a basis is answered by the prohibition; what is not there is not denied', () => {
  const denied = textOf('denial', decided(agencyForm({ letter: undefined }), { ...refusal, ground: '' }))
  expect(denied).toContain('제18조제1항')
  const missing = textOf(
    'denial',
    decided(agencyForm(), { outcome: 'not-exists', why: 'out-of-order', reason: '수리 중' }),
  )
  expect(missing).toContain('제공할 영상이 없습니다(부존재)')
  expect(missing).not.toContain('제18조제1항')
})

test('the ledger of provisions has the items of 영 15 for each, and says where there are none', () => {
  const provisions = [{ ...factsFor('safety-letter', given), request: given, medium: 'USB' }]
  const said = textOf('provision-ledger', undefined, { provisions })
  for (const part of [
    '제공',
    '○○경찰서 형사과 경위 박길동',
    '2026. 11. 25.',
    '자료복제(USB)',
    '제18조제2항제3호',
    '실종자 확인',
    '암호화',
  ])
    expect(said).toContain(part)
  expect(documentPaper('provision-ledger', factsFor('provision-ledger', undefined)).landscape).toBe(true)
  expect(textOf('provision-ledger', undefined)).toContain('없습니다')
})

test('papers about cameras say when the oldest footage has to go, and what the sign needs', () => {
  expect(textOf('auto-destroy-check', undefined)).toMatch(
    /1번\(주차장 1\) 30일 2026\. 10\. 28\. 00:00 2026\. 12\. 2\./,
  )
  const said = textOf('sign', undefined, { camera: cameras[0] })
  for (const part of [
    '설치 목적',
    '설치 장소',
    '주차장 1',
    '촬영 범위',
    '촬영 시간',
    '○○도서관장 02-123-4567',
    '수탁자',
  ])
    expect(said).toContain(part)
  expect(textOf('sign', undefined)).toContain('○○도서관 전체가 설치지역임')
  expect(textOf('self-check', undefined)).toMatch(/2026년.* 8 .*필요성 지속 여부/)
  expect(textOf('self-check', undefined, { todayOn: '2027-03-31' })).toContain('2026년')
})

test('whatever is typed is printed whole, as text, on every paper that it stands on', () => {
  const typed = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    .filter((each) => each.trim() !== '')
  fc.assert(
    fc.property(typed, (words) => {
      const purpose = `${words.trim()}<script>alert("x")</script>'; DROP TABLE requests; -- ᄒᆞᆫ글 ㅿ 🙂`
      const own = subjectForm({ purpose, requester: { ...person, name: `홍<b>길동` } })
      const papers: [DocumentName, FootageRequest][] = [
        ['claim', received(own)],
        ['notice', decided(own, { ...refusal, reason: purpose })],
        ['denial', decided(agencyForm({ purpose }), { ...refusal, ground: '', reason: purpose })],
      ]
      for (const [name, request] of papers) {
        const { html } = documentPaper(name, factsFor(name, request))
        expect(html).not.toMatch(/<script|<b>/)
        const safe = purpose
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
          .replaceAll('"', '&quot;')
        expect(html).toContain(safe)
      }
    }),
    { numRuns: 60 },
  )
})

test('a purpose of 10,000 characters is not cut', () => {
  const purpose = `${'가나다라마바사아자차'.repeat(999)}여기서 끝난다`
  for (const name of ['claim', 'notice'] as const)
    expect(textOf(name, decided(subjectForm({ purpose }), refusal))).toContain(purpose)
})

test('every document that a request offers can be printed, and every blank one', () => {
  const postponed = decided(view, { outcome: 'postpone', reason: '모자이크 소요' })
  const { decision, ...rest } = postponed as Extract<FootageRequest, { state: 'decided' }>
  const requests = [
    decided(subjectForm({ relation: 'agent', subject: person }), grant, { state: 'fulfilled', fulfilment }),
    decided(subjectForm({ kind: 'erase' }), grant, { state: 'fulfilled', fulfilment }),
    decided(subjectForm({ kind: 'object', objectsTo: 'request-1' }), {
      outcome: 'uphold',
      reason: '이유 있음',
    }),
    decided(agencyForm(), { ...refusal, ground: '' }),
    received(view, { supplements: [{ what: '위임장', askedAt: at('2026-11-23T10:00:00') }] }),
    { ...rest, state: 'located', postponed: [decision] } as FootageRequest,
    given,
  ]
  const printed = new Set<DocumentName>(['provision-ledger'])
  for (const request of requests)
    for (const name of documentsFor(request)) {
      expect(documentPaper(name, factsFor(name, request)).html).toContain('<h1>')
      printed.add(name)
    }
  for (const name of DocumentName.options.filter((each) => DOCUMENTS[each].isBlankToo)) {
    expect(documentPaper(name, factsFor(name, undefined)).html).not.toContain('홍길동')
    printed.add(name)
  }
  expect(DocumentName.options.filter((name) => !printed.has(name))).toEqual([])
})
