import { expect, test } from 'vitest'
import type { LawChange } from '#domain/law/law.ts'
import { formalWon } from '../../../electron/export/documents/won.ts'
import {
  at,
  decided,
  grant,
  granted,
  institution,
  refusal,
  subjectForm,
  textOf,
} from '../../support/papers.ts'

/** Notices as text: what the law wants said of each decision, and what is never said. */

const view = subjectForm()
const wants = subjectForm({ kind: 'copy' })

test('AC-02: the notice of a copy has the fee in figures and letters and what it is made of', () => {
  const proposal = { ...grant, appointment: { ...granted.appointment, medium: 'USB' } }
  const fee = { state: 'due', costs: granted.costs, totalWon: 30_000 }
  const said = textOf('notice', decided(wants, proposal, { fee }))
  for (const part of [
    '☑ 열람 □ 일부열람 □ 열람연기 □ 열람거절',
    '2026. 11. 25. 14:00',
    '☑ 복제물·인화물',
    '☑ 직접방문',
    '① 수수료 30,000원 · ② 우송료 0원',
    '금30,000원(금삼만원)',
    '비식별(모자이크) 처리 30,000원',
    '수입증지',
    '제35조제3항·제4항 또는 제5항',
    '○○도서관장',
  ])
    expect(said).toContain(part)
  expect(said).not.toContain('이의제기방법')
})

test('AC-03: where the institution is the cause, nothing is charged and the notice says why', () => {
  const fee = { state: 'barred', costs: { ...granted.costs, ownFault: '차단기가 차를 침' } }
  const said = textOf('notice', decided(wants, grant, { fee }))
  expect(said).toContain('금0원(금영원)')
  expect(said).toContain('제47조제2항): 차단기가 차를 침')
})

test.each([
  [0, '금0원(금영원)'],
  [3500, '금3,500원(금삼천오백원)'],
  [113_560, '금113,560원(금일십일만삼천오백육십원)'],
  [10_000, '금10,000원(금일만원)'],
  [100_000_000, '금100,000,000원(금일억원)'],
  [20_300_001, '금20,300,001원(금이천삼십만일원)'],
])('%i won in figures and letters', (amount, said) => expect(formalWon(amount)).toBe(said))

test('AC-04: that nothing is there any more is no refusal, and the notice says which of its kinds it is', () => {
  const existence = subjectForm({ kind: 'existence' })
  const missing = (why: string) =>
    textOf(
      'notice',
      decided(existence, { outcome: 'not-exists', why, reason: '관리대장 3번, 자동삭제 확인 2026. 11. 10.' }),
      { institution: { ...institution, confirmedForms: ['notice'] } },
    )
  const said = missing('retention-passed')
  for (const part of ['□ 존재 ☑ 부존재', '보관기간 30일이 지나', '관리대장 3번', '이의제기방법'])
    expect(said).toContain(part)
  expect(said).not.toContain('거절')
  // The official drawing has four outcomes, and this is none of them.
  expect(said).not.toContain('별지')
  expect(missing('never-recorded')).toContain('녹화된 영상이 없습니다')
  expect(missing('out-of-order')).toContain('고장')
  expect(missing('not-ours')).toContain('이 기관이 설치·운영하는')
  expect(textOf('notice', decided(existence, { outcome: 'exists' }))).toContain('☑ 존재 □ 부존재')
})

test('AC-06, AC-09: a postponement and a partial view say why, and where to object', () => {
  const later = textOf(
    'notice',
    decided(view, { outcome: 'postpone', reason: '제3자 보호조치(모자이크) 소요' }),
  )
  const part = textOf(
    'notice',
    decided(view, { ...grant, outcome: 'partial', ground: 'RF-2', reason: '경찰에 신고' }),
  )
  expect(later).toContain('☑ 열람연기')
  expect(later).toContain('제3자 보호조치(모자이크) 소요')
  expect(part).toContain('☑ 일부열람')
  expect(part).toContain('「개인정보 보호법」 제35조제4항제2호: 다른 사람의 생명·신체를')
  for (const said of [later, part])
    for (const way of ['○○도서관(02-123-4567), 통지를 받은 날부터 30일', '118', '분쟁조정위원회', '행정심판'])
      expect(said).toContain(way)
})

test('the ways to object name the institution’s own desk, and no 행정심판 against a private one', () => {
  const own = { ...institution, kind: 'private' as const, objectionDesk: '총무과 02-000-0000, 30일 이내' }
  const said = textOf('notice', decided(view, refusal), { institution: own })
  expect(said).toContain('이의신청: 총무과 02-000-0000, 30일 이내')
  expect(said).not.toContain('행정심판')
})

test('form numbers print only where the institution has compared the drawing', () => {
  const request = decided(view, refusal)
  expect(textOf('notice', request)).not.toContain('별지')
  const confirmed = {
    institution: { ...institution, confirmedForms: ['notice', 'claim', 'provision-ledger'] },
  }
  expect(textOf('notice', request, confirmed)).toContain('「개인정보 처리 방법에 관한 고시」 별지 제9호서식')
  expect(textOf('claim', request, confirmed)).toContain('「표준 개인정보 보호지침」 별지 제2호서식')
  expect(textOf('provision-ledger', undefined, confirmed)).toContain('별지 제1호서식')
  expect(textOf('mandate', undefined, confirmed)).not.toContain('별지')
})

test('law that changes on a day prints its new text for decisions from that day on, and the old one before', () => {
  const ground = {
    text: '새 법의 거절 사유',
    citation: '「개인정보 보호법」 제35조제5항제2호',
    answers: ['access' as const],
    sectors: ['general' as const],
  }
  const lawChanges: LawChange[] = [
    {
      effectiveFrom: '2027-03-09',
      name: '개인정보 보호법(법률 제21910호)',
      grounds: { 'RF-2': ground },
      texts: { 'notice.sentence': '새 법에 따라 통지합니다.' },
    },
  ]
  const before = decided(view, refusal)
  const on = { proposal: refusal, proposedBy: 'officer', proposedAt: at('2027-03-09T09:00:00') }
  const after = decided(view, refusal, { decision: { ...on, by: 'manager', at: at('2027-03-09T10:00:00') } })
  const old = textOf('notice', before, { lawChanges, todayOn: '2027-04-01' })
  expect(old).toContain('제35조제4항제2호')
  expect(old).not.toContain('새 법')
  const now = textOf('notice', after, { lawChanges, todayOn: '2027-04-01' })
  expect(now).toContain('「개인정보 보호법」 제35조제5항제2호: 새 법의 거절 사유')
  expect(now).toContain('새 법에 따라 통지합니다.')
})

test('AC-22: that 처리정지 does not apply to a public place is said with its article', () => {
  const said = textOf(
    'result',
    decided(subjectForm({ kind: 'stop' }), { outcome: 'not-applicable', reason: '로비' }),
  )
  for (const part of ['☑ 처리정지', '제58조제2항', '제37조제5항', '제44조제2항']) expect(said).toContain(part)
})
