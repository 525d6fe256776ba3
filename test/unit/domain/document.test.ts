import { expect, test } from 'vitest'
import { DOCUMENTS, DocumentName, documentsFor, lawDayOf } from '#domain/document.ts'
import type { FootageRequest } from '#domain/request.ts'
import {
  agencyForm,
  at,
  decided,
  fulfilment,
  grant,
  granted,
  person,
  police,
  received,
  refusal,
  subjectForm,
} from '../../support/papers.ts'

/** Which papers can be printed for a request in each of its states, as the law and the desk need them. */

const view = subjectForm()
const erase = subjectForm({ kind: 'erase' })
const objection = subjectForm({ kind: 'object', objectsTo: 'request-1' })
const notice = { how: 'post', by: 'officer', at: at('2026-11-24T15:00:00') }
const postponed = { outcome: 'postpone', reason: '모자이크 소요' }
const provision = { outcome: 'grant', ...police }
const closing = { by: 'officer', at: at('2026-11-26T10:00:00') }
const aftercare = {
  publication: { dueOn: '2026-12-25' },
  subjectTold: { sinceOn: '2026-11-30' },
  recipient: { destroyByOn: '2027-02-24', askOn: '2026-12-31', askedOn: [] },
}

const table: [string, FootageRequest, DocumentName[]][] = [
  ['received', received(view), ['claim']],
  [
    'an agent waits for papers',
    received(subjectForm({ relation: 'agent', subject: person }), {
      state: 'supplementing',
      supplements: [{ what: '위임장', askedAt: at('2026-11-23T10:00:00') }],
    }),
    ['claim', 'mandate', 'supplement'],
  ],
  ['granted', decided(view, grant), ['claim', 'notice', 'viewing-confirmation']],
  ['refused', decided(view, refusal), ['claim', 'notice']],
  [
    'refused and told',
    decided(view, refusal, { state: 'notified', notice }),
    ['claim', 'notice', 'objection'],
  ],
  ['postponed', decided(view, postponed, { state: 'postponed', notice }), ['claim', 'notice']],
  [
    'there is none',
    decided(view, { outcome: 'not-exists', why: 'never-recorded', reason: '고장' }),
    ['claim', 'notice'],
  ],
  ['it exists', decided(subjectForm({ kind: 'existence' }), { outcome: 'exists' }), ['claim', 'notice']],
  ['erasure is asked for', received(erase), ['demand']],
  ['erasure is granted and not yet done', decided(erase, grant), ['demand', 'destroy-request']],
  [
    'erased',
    decided(erase, grant, { state: 'fulfilled', fulfilment }),
    ['demand', 'result', 'objection', 'destroy-request'],
  ],
  ['erasure is refused', decided(erase, { ...refusal, ground: 'ER-1' }), ['demand', 'result']],
  [
    '처리정지 does not apply',
    decided(subjectForm({ kind: 'stop' }), { outcome: 'not-applicable', reason: '공개된 장소' }),
    ['demand', 'result'],
  ],
  ['an objection', received(objection), ['objection']],
  [
    'an objection is dismissed',
    decided(objection, { outcome: 'dismiss', reason: '이유 없음' }),
    ['objection', 'objection-result'],
  ],
  ['an agency asks', received(agencyForm()), ['application']],
  [
    'a copy is provided',
    decided(agencyForm(), provision),
    ['application', 'safety-letter', 'safety-reply', 'destroy-reply', 'viewing-confirmation'],
  ],
  [
    'an officer looks at the screen',
    decided(agencyForm({ handling: 'view' }), provision),
    ['application', 'safety-letter', 'safety-reply', 'viewing-confirmation'],
  ],
  [
    'given because life was at stake',
    decided(agencyForm(), provision, { state: 'closed', notice, fulfilment, aftercare, closing }),
    [
      'application',
      'safety-letter',
      'safety-reply',
      'destroy-reply',
      'subject-notice',
      'publication',
      'viewing-confirmation',
    ],
  ],
  ['an agency is denied', decided(agencyForm(), { ...refusal, ground: '' }), ['application', 'denial']],
  [
    'there is nothing to provide',
    decided(agencyForm(), { outcome: 'not-exists', why: 'not-ours', reason: '도로 카메라' }),
    ['application', 'denial'],
  ],
  [
    'used inside',
    decided(agencyForm({ kind: 'use', handling: 'view' }), provision),
    ['application', 'viewing-confirmation'],
  ],
]

test.each(table)('%s', (_what, request, names) => {
  expect(documentsFor(request)).toEqual(names)
})

test('after a postponement has ended there is a letter that says so', () => {
  const { decision, ...rest } = decided(view, postponed) as Extract<FootageRequest, { state: 'decided' }>
  const resumed = { ...rest, state: 'located', postponed: [decision] } as FootageRequest
  expect(documentsFor(resumed)).toEqual(['claim', 'resumption'])
})

test('what can be printed blank, and what carries an official number', () => {
  const where = (key: 'isBlankToo' | 'hasForm') => DocumentName.options.filter((name) => DOCUMENTS[name][key])
  expect(where('isBlankToo')).toEqual([
    'claim',
    'demand',
    'mandate',
    'objection',
    'application',
    'safety-reply',
    'destroy-reply',
    'auto-destroy-check',
    'self-check',
    'sign',
  ])
  expect(where('hasForm')).toEqual([
    'claim',
    'demand',
    'notice',
    'result',
    'mandate',
    'provision-ledger',
    'destroy-request',
  ])
})

test('a document goes by the law of its day: of receipt, of the decision, or of today', () => {
  const request = decided(view, { ...refusal, ...granted, outcome: 'partial' })
  expect(lawDayOf('claim', request, '2027-04-01')).toBe('2026-11-23')
  expect(lawDayOf('notice', request, '2027-04-01')).toBe('2026-11-24')
  expect(lawDayOf('supplement', received(view), '2027-04-01')).toBe('2027-04-01')
  expect(lawDayOf('sign', undefined, '2027-04-01')).toBe('2027-04-01')
})
