import { describe, expect, test } from 'vitest'
import { dutiesOf, stationDuties } from '#domain/duty.ts'
import { builtInHolidays } from '#domain/law/holidays.ts'
import { lawOn } from '#domain/law/law.ts'
import { FootageRequest, REQUEST_STATES, type RequestState } from '#domain/request.ts'
import { fromWallClock } from '#domain/time.ts'

/** What has to be done in each state of a request, by whom and by when. */

const at = (local: string) => fromWallClock(`2026-${local}`)
const by = { by: 'actor-1', at: at('11-25T14:00:00') }

const ofSubject = {
  kind: 'view',
  channel: 'visit',
  requester: { name: '홍길동', phone: '010-1234-5678', birthOn: '1990-01-05', address: '서울시 중구' },
  relation: 'self',
  vehicleNumber: '',
  fromAt: at('11-20T18:30:00'),
  toAt: at('11-20T19:00:00'),
  cameraIds: ['camera-3'],
  purpose: '주차 차량 접촉사고 확인',
  clues: '',
}
const ofAgency = {
  kind: 'provide',
  agency: { name: '○○경찰서', department: '형사과', title: '경위', officer: '홍길동', phone: '02-123-4567' },
  letter: { number: '형사과-1234', on: '2026-11-24' },
  statedBasis: '「형사소송법」 제199조제2항',
  caseNumber: '',
  handling: 'copy',
  channel: 'agency-letter',
  fromAt: at('11-22T20:00:00'),
  toAt: at('11-22T22:00:00'),
  cameraIds: ['camera-1'],
  purpose: '절도 수사',
  clues: '',
}

const kept = {
  id: 'request-1',
  revision: 1,
  changedBy: 'actor-1',
  changedAt: by.at,
  number: '2026-0001',
  receivedAt: at('11-23T09:30:00'),
  receivedBy: 'actor-1',
  fee: { state: 'none' },
  supplements: [],
  aftercare: {},
}
const due = { dueOn: '2026-12-03', targetOn: '2026-12-03', isYearKnown: true, postponed: [] }
const verified = {
  ...due,
  identity: {
    paper: 'resident-card',
    authority: { relationPaper: '', vehiclePaper: false, urgency: '' },
    ...by,
  },
}
const grant = {
  outcome: 'grant',
  others: 'masked',
  finding: '',
  costs: { maskingWon: 0, mediaWon: 0, postageWon: 0, ownFault: '' },
  appointment: { at: at('11-27T10:00:00'), place: '서버실', method: 'visit', medium: '' },
}
const refusal = { outcome: 'refuse', ground: 'RF-1', reason: '다른 법률이 금지함' }
const proposed = { proposal: grant, proposedBy: 'actor-1', proposedAt: by.at }
const decided = (proposal: object = grant) => ({
  ...verified,
  decision: { proposal, proposedBy: 'actor-1', proposedAt: by.at, by: 'actor-2', at: by.at },
})
const notice = { notice: { how: 'handed', ...by } }
const fulfilment = { fulfilment: by }

/** A request as it could really be kept. */
function request(state: RequestState, facts: object, form: object = ofSubject): FootageRequest {
  return FootageRequest.parse({ ...kept, form, ...facts, state })
}

const table: { state: RequestState; facts: object; expected: [string, string, 'officer' | 'manager'][] }[] = [
  { state: 'inquiry', facts: {}, expected: [['inquiry', '2026-12-03', 'officer']] },
  { state: 'received', facts: due, expected: [['answer', '2026-12-03', 'officer']] },
  { state: 'supplementing', facts: due, expected: [['supplement', '2026-12-03', 'officer']] },
  { state: 'verified', facts: verified, expected: [['answer', '2026-12-03', 'officer']] },
  { state: 'located', facts: verified, expected: [['answer', '2026-12-03', 'officer']] },
  {
    state: 'proposed',
    facts: { ...verified, ...proposed },
    expected: [['approve', '2026-12-03', 'manager']],
  },
  { state: 'decided', facts: decided(), expected: [['notice', '2026-12-03', 'officer']] },
  {
    state: 'postponed',
    facts: { ...decided({ outcome: 'postpone', reason: '가림 처리 소요' }), ...notice },
    expected: [['resume', '2026-12-05', 'officer']],
  },
  {
    // The day that was agreed upon.
    state: 'notified',
    facts: { ...decided(), ...notice },
    expected: [['hand-over', '2026-11-27', 'officer']],
  },
  {
    state: 'notified',
    facts: { ...decided({ ...grant, appointment: { ...grant.appointment, at: undefined } }), ...notice },
    expected: [['hand-over', '2026-12-03', 'officer']],
  },
  {
    state: 'notified',
    facts: { ...decided(refusal), ...notice },
    expected: [['close', '2026-11-25', 'officer']],
  },
  {
    state: 'no-show',
    facts: { ...decided(), ...notice, missedAt: at('11-27T18:00:00') },
    expected: [['no-show', '2026-12-07', 'officer']],
  },
  {
    state: 'fulfilled',
    facts: { ...decided(), ...notice, ...fulfilment },
    expected: [['close', '2026-11-25', 'officer']],
  },
  {
    // The objection is a request of its own, with an answer of its own.
    state: 'objected',
    facts: { ...decided(refusal), ...notice, objectionId: 'request-2', objectedFrom: 'notified' },
    expected: [],
  },
  { state: 'closed', facts: { ...decided(), ...notice, ...fulfilment, closing: by }, expected: [] },
  { state: 'withdrawn', facts: { reason: '', withdrawal: by }, expected: [] },
]

describe('what is to be done', () => {
  test.each(table)('$state: $expected', ({ state, facts, expected }) => {
    const duties = dutiesOf(request(state, facts))
    expect(duties.map(({ kind, dueOn, role }) => [kind, dueOn, role])).toEqual(expected)
  })

  test('every state is in the table', () => {
    expect(new Set(table.map(({ state }) => state))).toEqual(new Set(REQUEST_STATES))
  })

  test('nothing that somebody waits for is without a duty', () => {
    for (const { state, facts } of table)
      if (!['objected', 'closed', 'withdrawn'].includes(state))
        expect(dutiesOf(request(state, facts)), state).not.toHaveLength(0)
  })

  test('a measure is taken by the due day first, then told by the same day, then closed', () => {
    const erase = { ...ofSubject, kind: 'erase' }
    expect(dutiesOf(request('decided', decided(), erase))).toMatchObject([
      { kind: 'hand-over', dueOn: '2026-12-03' },
    ])
    expect(dutiesOf(request('fulfilled', { ...decided(), ...fulfilment }, erase))).toMatchObject([
      { kind: 'notice', dueOn: '2026-12-03' },
    ])
    expect(dutiesOf(request('fulfilled', { ...decided(), ...fulfilment, ...notice }, erase))).toMatchObject([
      { kind: 'close' },
    ])
  })

  test('an objection is answered like a request', () => {
    const objection = { ...ofSubject, kind: 'object', objectsTo: 'request-1' }
    expect(dutiesOf(request('verified', { ...verified, dueOn: '2026-12-07' }, objection))).toMatchObject([
      { kind: 'answer', dueOn: '2026-12-07' },
    ])
  })
})

describe('what follows from giving', () => {
  const closed = (aftercare: object) =>
    request('closed', { ...decided(), ...notice, ...fulfilment, closing: by, aftercare }, ofAgency)

  test('DL-08: publication by its day, until it is posted', () => {
    const publication = { dueOn: '2026-12-24' }
    expect(dutiesOf(closed({ publication }))).toEqual([
      { kind: 'publication', dueOn: '2026-12-24', role: 'officer' },
    ])
    const posted = { url: '도서관 누리집', fromOn: '2026-12-01', toOn: '2026-12-10', ...by }
    expect(dutiesOf(closed({ publication: { ...publication, posted } }))).toEqual([])
  })

  test('DL-13: the subject is told, at once', () => {
    const subjectTold = { sinceOn: '2026-11-24' }
    expect(dutiesOf(closed({ subjectTold }))).toEqual([
      { kind: 'tell-subject', dueOn: '2026-11-24', role: 'officer' },
    ])
    expect(dutiesOf(closed({ subjectTold: { ...subjectTold, told: { how: '전화', ...by } } }))).toEqual([])
  })

  describe('DL-09, DL-10: the recipient', () => {
    const recipient = { destroyByOn: '2027-02-24', askOn: '2026-12-31', askedOn: [] as string[] }

    test('is asked at the end of the quarter and on its day', () => {
      expect(dutiesOf(closed({ recipient }))).toEqual([
        { kind: 'ask-recipient', dueOn: '2026-12-31', role: 'officer' },
        { kind: 'recipient-destroys', dueOn: '2027-02-24', role: 'officer' },
      ])
    })

    test('having been asked before its day does not take that day away', () => {
      const asked = { ...recipient, askOn: '2027-03-31', askedOn: ['2026-12-31'] }
      expect(dutiesOf(closed({ recipient: asked })).map(({ kind }) => kind)).toEqual([
        'ask-recipient',
        'recipient-destroys',
      ])
    })

    test('having been asked on its day goes on at the next quarter', () => {
      const asked = { ...recipient, askOn: '2027-06-30', askedOn: ['2027-02-24'] }
      expect(dutiesOf(closed({ recipient: asked }))).toEqual([
        { kind: 'ask-recipient', dueOn: '2027-06-30', role: 'officer' },
      ])
    })

    test('that has answered is left in peace', () => {
      const result = { what: 'destroyed', on: '2027-02-18', note: '수사종결', ...by }
      expect(dutiesOf(closed({ recipient: { ...recipient, result } }))).toEqual([])
    })
  })

  test('an urgent request whose letter has not come waits for it, whatever its state', () => {
    const { letter: _none, ...urgent } = ofAgency
    const found = dutiesOf(request('fulfilled', { ...decided(), ...notice, ...fulfilment }, urgent))
    expect(found.map(({ kind }) => kind)).toContain('letter')
    const withLetter = dutiesOf(request('fulfilled', { ...decided(), ...notice, ...fulfilment }, ofAgency))
    expect(withLetter.map(({ kind }) => kind)).not.toContain('letter')
  })
})

describe("the station's own duties", () => {
  const law = lawOn('2026-11-23', [])
  const calendar = { mode: 'CIVIL', holidays: builtInHolidays } as const
  const on = (todayOn: string, sinceOn: string) => stationDuties(todayOn, sinceOn, law, calendar)

  test('a station of this month owes no monthly check, but its plan is checked before the year ends', () => {
    expect(on('2026-11-23', '2026-11-02')).toEqual([
      { kind: 'plan-check', period: '2026', dueOn: '2026-12-31' },
    ])
  })

  test('every month after that, on its first day', () => {
    expect(on('2026-12-01', '2026-11-02')).toContainEqual({
      kind: 'retention-check',
      period: '2026-12',
      dueOn: '2026-12-01',
    })
  })

  test('last year is checked and published by the end of March (DL-11), this year by its own end (DL-16)', () => {
    expect(on('2027-01-04', '2026-11-02')).toEqual([
      { kind: 'plan-check', period: '2027', dueOn: '2027-12-31' },
      { kind: 'retention-check', period: '2027-01', dueOn: '2027-01-01' },
      { kind: 'access-review', period: '2026-11', dueOn: '2026-12-31' },
      { kind: 'access-review', period: '2026-12', dueOn: '2027-01-31' },
      { kind: 'self-check', period: '2026', dueOn: '2027-03-31' },
    ])
  })

  test('every month that is over is signed by the end of the next, that of the set-up too', () => {
    const due = (todayOn: string) =>
      on(todayOn, '2026-11-30').flatMap(({ kind, period, dueOn }) =>
        kind === 'access-review' ? [`${period} ${dueOn}`] : [],
      )
    expect(due('2026-11-30')).toEqual([])
    expect(due('2026-12-01')).toEqual(['2026-11 2026-12-31'])
    expect(due('2027-02-01')).toEqual(['2026-11 2026-12-31', '2026-12 2027-01-31', '2027-01 2027-02-28'])
  })

  test('a year in which there was no station is not checked', () => {
    expect(on('2027-01-04', '2027-01-02').map(({ kind }) => kind)).toEqual(['plan-check'])
  })
})
