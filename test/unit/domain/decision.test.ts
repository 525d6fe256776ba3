import { expect, test } from 'vitest'
import {
  blockedReason,
  type Circumstances,
  checkProposal,
  groundsFor,
  isAvailable,
  OUTCOMES,
  type Proposal,
} from '#domain/decision.ts'
import { BasisCode, lawOn } from '#domain/law/law.ts'
import { Refusal } from '#domain/refusal.ts'
import { type KeptForm, RequestKind } from '#domain/request-form.ts'
import { giving } from '../../support/agencies.ts'
import { granting } from '../../support/station.ts'

/** What the law lets be issued (domain §6, §7), as a table. */

const law = lawOn('2026-11-23', [])

/** Reasons that look like one, and what each of them is (domain §6.3). */
const BLOCKED: [text: string, name: string][] = [
  ['경찰관 입회 시에만 열람 가능', 'police-presence'],
  ['경찰 신고가 있어야 합니다', 'police-presence'],
  ['경찰과 동행하셔야 함', 'police-presence'],
  ['신고 접수 후 보여 드림', 'police-presence'],
  ['다른 사람이 함께 찍혀서', 'others-in-picture'],
  ['타인의 얼굴이 나옴', 'others-in-picture'],
  ['제3자가 포함되어 있음', 'others-in-picture'],
  ['내부 방침상 사본 불가', 'no-copies-here'],
  ['열람만 가능합니다', 'no-copies-here'],
  ['범죄수사·공소유지·재판수행에 중대한 지장', 'investigation'],
  ['기타 정당한 사유', 'other-reasons'],
  ['그 밖의 정당한 사유가 있음', 'other-reasons'],
  ['보관기간 경과로 파기되어 거절', 'retention-passed'],
]

test.each(BLOCKED)('“%s” is no ground (%s), however it is spaced', (text, name) => {
  for (const written of [text, text.replaceAll(' ', ''), Array.from(text).join(' '), text.normalize('NFD')])
    expect(blockedReason(written, law), written).toBe(name)
})

test.each([
  '열람하면 가정폭력 피해자의 거처가 드러남',
  '진행 중인 세무조사에 중대한 지장을 초래함',
  '경찰에 신고하시도록 안내함',
  '청구인이 폭행 피해자의 이웃으로 보복의 우려가 있음',
  '「군사기지 및 군사시설 보호법」 제9조에 따라 촬영물의 열람이 금지됨',
])('“%s” is a fact, and passes', (text) => {
  expect(blockedReason(text, law)).toBeUndefined()
})

const OUTCOME: Record<Proposal['outcome'], Proposal> = {
  grant: granting(),
  partial: { ...granting(), outcome: 'partial', ground: 'RF-2', reason: '거처가 드러남' } as Proposal,
  postpone: { outcome: 'postpone', reason: '시간 필요' },
  refuse: { outcome: 'refuse', ground: 'RF-2', reason: '거처가 드러남' },
  exists: { outcome: 'exists' },
  'not-exists': { outcome: 'not-exists', why: 'not-ours', reason: '우리 기기가 아님' },
  'not-applicable': { outcome: 'not-applicable', reason: '공개된 장소' },
  uphold: { outcome: 'uphold', reason: '이유 있음' },
  dismiss: { outcome: 'dismiss', reason: '이유 없음' },
}

function codeOf(proposal: Proposal, form: object, changes: Partial<Circumstances> = {}): string {
  const institution = { kind: 'public-body', sector: 'general' } as const
  const found = { isPublicPlace: true, heldFor: [], hasViewed: true, isFound: true }
  try {
    checkProposal(proposal, { law, institution, form: form as KeptForm, ...found, ...changes })
    return 'nothing'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test.each(RequestKind.options)('%s ends only in what such a request can end in', (kind) => {
  for (const proposal of Object.values(OUTCOME)) {
    if (OUTCOMES[kind].includes(proposal.outcome)) continue
    for (const isFound of [true, false])
      for (const isPublicPlace of [true, false])
        expect(codeOf(proposal, { kind }, { isFound, isPublicPlace }), proposal.outcome).toBe(
          'outcome-impossible',
        )
  }
})

test('what is there is not called missing, and what is missing is not shown', () => {
  for (const kind of ['view', 'copy', 'existence', 'erase', 'correct', 'provide', 'use'] as const) {
    expect(codeOf(OUTCOME['not-exists'], { kind }, { isFound: true })).toBe('outcome-impossible')
    expect(codeOf(OUTCOME['not-exists'], { kind }, { isFound: false })).toBe('nothing')
    const shown = kind === 'existence' ? OUTCOME.exists : OUTCOME.grant
    expect(codeOf(shown, { kind }, { isFound: false })).toBe('outcome-impossible')
  }
})

test('each right has its own grounds', () => {
  expect(groundsFor('view', 'general', law)).toEqual([
    'RF-1',
    'RF-2',
    'RF-3a',
    'RF-3b',
    'RF-3c',
    'RF-3d',
    'RF-3e',
  ])
  expect(groundsFor('copy', 'childcare', law)).toEqual(['CR-1', 'CR-2'])
  expect(groundsFor('erase', 'general', law)).toEqual(['ER-1', 'ER-2'])
  expect(groundsFor('stop', 'general', law)).toEqual(['SR-1', 'SR-2', 'SR-3'])
})

test('on each basis: who may, what proves it, and that the scope and the balance are weighed', () => {
  const form = { kind: 'provide', handling: 'view', letter: { number: '1', on: '2026-11-23' }, agency: {} }
  for (const code of BasisCode.options) {
    const isPublicOnly = ['B5', 'B6', 'B7', 'B8', 'B9'].includes(code)
    expect(isAvailable(code, law, 'private'), code).toBe(!isPublicOnly)
    expect(law.bases[code].isPublished, code).toBe(['B2', 'B3', 'B5', 'B6', 'B8', 'B9', 'B10'].includes(code))
    // MK-5: others stay visible on grounds that need it, and on no other.
    const asNeeded = ['B2', 'B3', 'B7', 'B8', 'B9', 'B10'].includes(code)
    const others = asNeeded ? 'visible' : 'masked'
    const bare = giving({ code, citation: '「형사소송법」 제215조', evidence: '증빙' }, { others: 'visible' })
    expect(codeOf(bare, form), code).toBe(asNeeded ? 'nothing' : 'others-visible')
    const on = (basis: object, wanted: object = form) =>
      codeOf(
        giving({ code, citation: '「형사소송법」 제215조', evidence: '증빙', ...basis }, { others }),
        wanted,
      )
    expect(on({}), code).toBe('nothing')
    expect(on({ scope: '' }), code).toBe('basis-unproven')
    expect(on({ balance: '' }), code).toBe('basis-unproven')
    const { letter: _, ...unwritten } = form
    const withoutLetter = ['B0', 'B1', 'B3', 'B10'].includes(code) ? 'nothing' : 'letter-missing'
    expect(on({}, unwritten), code).toBe(withoutLetter)
    expect(on({}, { ...form, handling: 'copy' }), code).toBe('destroy-day-missing')
    expect(on({}, { ...form, handling: 'post' }), code).toBe('posting-forbidden')
    // A police or execution letter is the proof itself.
    const unproven = code === 'B7' || code === 'B9' ? 'nothing' : 'basis-unproven'
    expect(on({ citation: '', evidence: '' }), code).toBe(unproven)
  }
})
