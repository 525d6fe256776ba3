import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Camera, CameraId } from '#domain/policy.ts'
import { Channel, Handling, RequestForm, type RequestId, RequestKind } from '#domain/request-form.ts'
import { installBridge } from './bridge.ts'

installBridge()
const drafts = await import('../../../renderer/requests/draft.ts')
const forms = await import('../../../renderer/requests/form.ts')

type Draft = ReturnType<typeof drafts.useDraft.getState>['draft']

const NOW = '2026-11-22T05:05:09.000Z'
const cameras = [1, 2, 3, 5].map(
  (number): Camera => ({
    id: `c${number}` as CameraId,
    number,
    place: `정문 ${number}`,
    group: '',
    isPublic: true,
    retentionDays: 30,
    range: '',
    clockAheadSeconds: 0,
  }),
)
const reading = { now: NOW, cameras }

const spoken = {
  name: '홍길동',
  phone: '010-1234-5678',
  birthOn: '19900105',
  address: '서울시 중구',
  fromOn: '2026.11.20',
  fromTime: '1830',
  toTime: '19:00',
  cameras: '3',
  purpose: ' 주차 차량 접촉 확인 ',
}
const agency = {
  kind: 'provide' as const,
  channel: 'agency-letter' as const,
  agencyName: '○○경찰서',
  officer: '박길동',
  agencyPhone: '02-123-4567',
  fromOn: '1120',
  fromTime: '1830',
  toTime: '1900',
  cameras: '1-2',
  purpose: '수사',
}
const draftOf = (change: Partial<Draft>): Draft => ({ ...drafts.blank, ...spoken, ...change })
const problems = (draft: Draft) => forms.problemsOf(draft, reading)
const formOf = (draft: Draft) => forms.formOf(draft, reading)

describe('a form that is complete', () => {
  test('becomes exactly what the contract takes, in Korean time', () => {
    const form = formOf(draftOf({}))
    expect(RequestForm.parse(form)).toEqual(form)
    expect(form).toMatchObject({
      kind: 'view',
      channel: 'visit',
      relation: 'self',
      fromAt: '2026-11-20T09:30:00.000Z',
      toAt: '2026-11-20T10:00:00.000Z',
      requester: { birthOn: '1990-01-05' },
      cameraIds: ['c3'],
      purpose: '주차 차량 접촉 확인',
      vehicleNumber: '',
    })
    expect(problems(draftOf({}))).toEqual({})
  })

  test.each(['view', 'copy', 'existence', 'erase', 'correct', 'stop'] as const)(
    'of the person: %s',
    (kind) => {
      expect(RequestForm.parse(formOf(draftOf({ kind })))).toMatchObject({ kind })
    },
  )

  test.each(['provide', 'use'] as const)('of an agency: %s, with its letter or without', (kind) => {
    const bare = draftOf({ ...agency, kind })
    expect(problems(bare)).toEqual({})
    expect(RequestForm.parse(formOf(bare))).not.toHaveProperty('letter')
    expect(forms.isInquiry(bare)).toBe(true)
    const lettered = draftOf({ ...agency, kind, letterNumber: '형사과-1234', letterOn: '20261119' })
    expect(RequestForm.parse(formOf(lettered))).toHaveProperty('letter', {
      number: '형사과-1234',
      on: '2026-11-19',
    })
    expect(forms.isInquiry(lettered)).toBe(false)
  })

  test('of an objection: the request it is against, and why; nothing else is asked', () => {
    const objection = { ...drafts.blank, kind: 'object' as const, purpose: '다시 보아 주세요' }
    expect(problems(objection)).toEqual({ objectsTo: 'choose-request' })
    const chosen = { ...objection, objectsTo: 'r7' as RequestId }
    expect(problems(chosen)).toEqual({})
    expect(RequestForm.parse(formOf(chosen))).toEqual({
      kind: 'object',
      channel: 'visit',
      objectsTo: 'r7',
      purpose: '다시 보아 주세요',
    })
  })

  test('a night that ends on the next day is one stretch, and is asked about', () => {
    const night = draftOf({ fromTime: '2330', toTime: '0030' })
    expect(problems(night)).toEqual({ toTime: 'reversed' })
    expect(forms.nextDayMeant(night, NOW)).toBe('2026-11-21')
    const said = { ...night, toOn: '2026-11-21' }
    expect(problems(said)).toEqual({})
    expect(formOf(said)).toMatchObject({
      fromAt: '2026-11-20T14:30:00.000Z',
      toAt: '2026-11-20T15:30:00.000Z',
    })
    expect(forms.nextDayMeant(said, NOW)).toBeUndefined()
    expect(forms.nextDayMeant(draftOf({}), NOW)).toBeUndefined()
  })

  test('a night that is not over yet is not asked about', () => {
    const night = draftOf({ fromOn: '어제', fromTime: '2330', toTime: '1500' })
    expect(forms.nextDayMeant(night, NOW)).toBeUndefined()
    expect(problems(night)).toEqual({ toTime: 'reversed' })
  })
})

describe('who asks for whom', () => {
  test('a guardian brings the child along, who is reached as the guardian is', () => {
    const guardian = draftOf({ who: 'guardian' })
    expect(problems(guardian)).toEqual({ subjectName: 'missing', subjectBirthOn: 'missing' })
    const whole = draftOf({ who: 'guardian', subjectName: '홍아람', subjectBirthOn: '150301' })
    expect(problems(whole)).toEqual({})
    expect(formOf(whole)).toMatchObject({
      relation: 'guardian',
      subject: { name: '홍아람', birthOn: '2015-03-01', phone: '010-1234-5678', address: '서울시 중구' },
    })
  })

  test('an agent says how the subject is reached; oneself brings nobody along', () => {
    expect(Object.keys(problems(draftOf({ who: 'agent' }))).sort()).toEqual([
      'subjectAddress',
      'subjectBirthOn',
      'subjectName',
      'subjectPhone',
    ])
    expect(formOf(draftOf({ subjectName: '홍아람' }))).not.toHaveProperty('subject')
  })

  test('one’s own vehicle is oneself with a plate', () => {
    expect(problems(draftOf({ who: 'vehicle' }))).toEqual({ vehicleNumber: 'missing' })
    const whole = draftOf({ who: 'vehicle', vehicleNumber: '12가3456' })
    expect(formOf(whole)).toMatchObject({ relation: 'self', vehicleNumber: '12가3456' })
    expect(formOf({ ...whole, who: 'self' })).toMatchObject({ vehicleNumber: '' })
  })
})

describe('identity at the desk', () => {
  test('nothing is said of it until an officer has seen a paper, and never by post or telephone', () => {
    expect(forms.identityOf(draftOf({}), reading)).toBeUndefined()
    const seen = draftOf({ paper: 'resident-card' })
    expect(forms.identityOf(seen, reading)).toEqual({
      paper: 'resident-card',
      authority: { relationPaper: '', vehiclePaper: false, urgency: '' },
    })
    for (const channel of ['post', 'phone', 'email'] as const)
      expect(forms.identityOf({ ...seen, channel }, reading)).toBeUndefined()
  })

  test.each([
    [{ who: 'guardian', subjectName: '홍아람', subjectBirthOn: '150301' }, ['relationPaper']],
    [{ who: 'vehicle', vehicleNumber: '12가3456' }, ['isVehiclePaperSeen']],
    [
      {
        who: 'agent',
        subjectName: '홍아람',
        subjectBirthOn: '19800301',
        subjectPhone: '010-1',
        subjectAddress: '서울',
      },
      ['mandateOn', 'mandateScope'],
    ],
    [agency, ['urgency']],
  ] as [Partial<Draft>, string[]][])('%j needs its papers', (change, missing) => {
    const draft = draftOf({ ...change, paper: change.kind === 'provide' ? 'service-card' : 'passport' })
    expect(Object.keys(problems(draft)).sort()).toEqual(missing)
    expect(problems({ ...draft, paper: '' })).toEqual({})
  })

  test('of an agent: the mandate’s day and what it covers', () => {
    const draft = draftOf({ who: 'agent', paper: 'passport', mandateOn: '1119', mandateScope: '열람' })
    expect(forms.identityOf(draft, reading)?.authority.mandate).toEqual({ on: '2026-11-19', scope: '열람' })
  })
})

test('a child under 14 asks through its guardian', () => {
  const child = draftOf({ birthOn: '20150301', paper: 'other' })
  expect(problems(child)).toEqual({ who: 'guarded' })
  expect(problems({ ...child, birthOn: '20120301' })).toEqual({})
})

describe('what is wrong', () => {
  test.each([
    [{ toTime: '18:00' }, 'toTime', 'reversed'],
    [{ fromOn: '2026-11-22', fromTime: '14:00', toTime: '15:00' }, 'toTime', 'future'],
    [{ fromOn: '2026-10-01', toOn: '2026-11-10' }, 'toTime', 'too-long'],
    [{ toOn: '언젠가' }, 'toOn', 'day'],
    [{ birthOn: '2030-01-05' }, 'birthOn', 'day'],
    [{ clues: '900105-1234567' }, 'clues', 'resident-number'],
    [{ birthOn: '9001051234567' }, 'birthOn', 'resident-number'],
    [{ purpose: '９００１０５１２３４５６７ 본인' }, 'purpose', 'resident-number'],
    [{ address: '900105 1234567' }, 'address', 'resident-number'],
    [{ cameras: '4' }, 'cameras', 'camera-unknown'],
    [{ cameras: '정문' }, 'cameras', 'camera-text'],
    [{ cameras: '' }, 'cameras', 'choose'],
    [{ purpose: '가'.repeat(10_001) }, 'purpose', 'too-many'],
    [{ name: '가'.repeat(61) }, 'name', 'too-many'],
    [{ ...agency, letterNumber: '형사과-1' }, 'letterOn', 'missing'],
  ] as [Partial<Draft>, string, string][])('%j: %s is %s', (change, field, problem) => {
    expect(problems(draftOf(change))).toEqual({ [field]: problem })
  })

  test('10,000 characters, emoji, old Hangul and markup are words like any other', () => {
    for (const purpose of [
      '가'.repeat(10_000),
      '🙏👨‍👩‍👧',
      'ᄒᆞᆫ글',
      "<script>alert(1)</script>'; DROP TABLE x;--",
    ]) {
      expect(problems(draftOf({ purpose }))).toEqual({})
      expect(RequestForm.parse(formOf(draftOf({ purpose }))).purpose).toBe(purpose)
    }
  })

  test('whatever is typed, a form without a problem is one that the contract takes', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...Object.values(spoken)))
    const texts = fc.record(Object.fromEntries(drafts.TEXTS.map((name) => [name, text])))
    const choices = fc.record({
      kind: fc.constantFrom(...RequestKind.options),
      channel: fc.constantFrom(...Channel.options),
      who: fc.constantFrom(...drafts.WHO),
      handling: fc.constantFrom(...Handling.options),
    })
    fc.assert(
      fc.property(choices, texts, fc.array(fc.constantFrom(...drafts.TEXTS)), (chosen, typed, changed) => {
        const some = Object.fromEntries(changed.map((name) => [name, typed[name] ?? '']))
        const draft = draftOf({ ...chosen, ...agency, ...some, kind: chosen.kind })
        if (Object.keys(problems(draft)).length === 0)
          expect(RequestForm.safeParse(formOf(draft)).success).toBe(true)
      }),
    )
  })
})
