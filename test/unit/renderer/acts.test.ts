import { expect, test } from 'vitest'
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

test('what an act is done to has a name', () => {
  expect(readableSubject('viewing:viewing-x1', words)).toBe('열람 x1')
  expect(readableSubject('ledger', words)).toBe('대장')
  expect(readableSubject('elsewhere:7', words)).toBe('elsewhere 7')
})
