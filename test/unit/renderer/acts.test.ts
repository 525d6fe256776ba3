import { expect, test } from 'vitest'
import { DocumentName } from '#domain/document.ts'
import { ledger } from '#i18n/ko/ledger.ts'
import { readable, readableSubject } from '../../../renderer/ledger/acts.ts'

const words = ledger.actWords

test('an act reads in Korean, by the wall clock, and without empty fields', () => {
  expect(
    readable(
      'request: 2026-0001 · purpose: mask · fromAt: 2026-11-21T05:00:05.000Z · finding:  · witness: ',
      words,
    ),
  ).toBe('접수 2026-0001 · 목적 마스킹 · 시작 2026-11-21 14:00:05')
})

test('a reason is left as somebody wrote it, dots and all', () => {
  expect(readable('reason: 접촉사고 · 본인: 확인', words)).toBe('사유 접촉사고 · 본인: 확인')
})

test('a hash is cut, an unknown field is kept', () => {
  expect(readable(`sha256: ${'ab'.repeat(32)} · colour: red`, words)).toBe(
    '확인값 abababababab… · colour red',
  )
})

test('a value is called by what it means in its field', () => {
  expect(readable('outcome: not-exists · why: retention-passed', words)).toBe(
    '결과 부존재 · 까닭 보관기간 지나 파기됨',
  )
  expect(readable('how: other', words)).toBe('알린 방법 그 밖의 방법')
  expect(readable('others: nobody', words)).toBe('다른 사람 없음')
  expect(readable('answer: nobody', words)).toBe('답 사람 아님')
})

test('changes of law and holidays, duties, holds and documents read in Korean', () => {
  expect(
    readable('year: 2026 · added: 2026-12-03 · removed:  · moved: 2026-0001 2026-12-03→2026-12-04', words),
  ).toBe('연도 2026 · 더한 날 2026-12-03 · 바뀐 기한 2026-0001 2026-12-03→2026-12-04')
  expect(readable('duty: self-check · period: 2026', words)).toBe('업무 자체점검 · 기간 2026')
  expect(readable('document: self-check · reason: 등록', words)).toBe('문서 자체점검표 · 사유 등록')
  expect(readableSubject('duty:self-check', words)).toBe('정기 업무 자체점검')
  expect(readableSubject('hold:hold-x1', words)).toBe('보존 조치 x1')
  expect(readableSubject('law', words)).toBe('법령·휴일표')
})

test('every document that can be printed has a name in the access record', () => {
  for (const name of DocumentName.options) expect(words.values).toHaveProperty([`document:${name}`])
})

test('what an act is done to has a name', () => {
  expect(readableSubject('viewing:viewing-x1', words)).toBe('열람 x1')
  expect(readableSubject('ledger', words)).toBe('대장')
  expect(readableSubject('elsewhere:7', words)).toBe('elsewhere 7')
})
