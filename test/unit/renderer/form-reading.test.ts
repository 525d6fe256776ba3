import { expect, test } from 'vitest'
import type { FormFile } from '#contract/forms.ts'
import { installBridge } from './bridge.ts'

installBridge()
const { momentOf, readingOf, takeOver } = await import('../../../renderer/forms/reading.ts')
const { useDraft } = await import('../../../renderer/requests/draft.ts')

type Fields = Extract<FormFile, { kind: 'fields' }>['fields']
const read = (fields: Fields) => readingOf({ kind: 'fields', fields, others: [] })

test('a moment is read as people write it', () => {
  const evening = { on: '2026-11-20', time: '18:30' }
  for (const text of [
    '2026. 11. 20. 18:30',
    '2026.11.20 18:30',
    '2026-11-20T18:30',
    '2026/11/20, 18:30',
    '２０２６．１１．２０ １８：３０',
    '2026년 11월 20일(금) 오후 6시 30분',
    '2026년 11월 20일 18시30분',
    '2026. 11. 20. PM 6:30',
    '2026. 11. 20. 6:30 pm',
  ])
    expect([text, momentOf(text)]).toEqual([text, evening])
  expect(momentOf('2026. 1. 5. 오전 12시')).toEqual({ on: '2026-01-05', time: '00:00' })
  expect(momentOf('2026. 1. 5. 오후 12시 5분 7초')).toEqual({ on: '2026-01-05', time: '12:05:07' })
})

test('what is less plain is not guessed', () => {
  for (const text of [
    '',
    '2026. 11. 20.',
    '11. 20. 18:30',
    '26.11.20 18:30',
    '2026. 2. 30. 18:30',
    '2026. 11. 20. 25:00',
    '2026. 11. 20. 오전 13시',
    '2026. 11. 20. 18:30쯤',
    '2026. 11. 20. 저녁 6시',
    '2026. 11. 20. 18:30 ~ 19:00',
  ])
    expect([text, momentOf(text)]).toEqual([text, undefined])
})

test('a whole form of the person in the picture leaves only the place to be chosen', () => {
  const { change, taken, left } = read({
    'kind.copy': 'on',
    'requester.name': '홍길동',
    'requester.phone': '010-1234-5678',
    'requester.birthOn': '1990. 1. 5.',
    'requester.address': '서울시 중구 세종대로 110',
    'requester.relation': '본인',
    from: '2026. 11. 20. 18:30',
    to: '19:00',
    place: '정문 앞 CCTV',
    purpose: '주차 차량 접촉 확인',
  })
  expect(change).toEqual({
    kind: 'copy',
    who: 'self',
    name: '홍길동',
    phone: '010-1234-5678',
    birthOn: '1990. 1. 5.',
    address: '서울시 중구 세종대로 110',
    fromOn: '2026-11-20',
    fromTime: '18:30',
    toTime: '19:00',
    toOn: '',
    purpose: '주차 차량 접촉 확인',
  })
  expect(taken).toBe(9)
  expect(left).toEqual([{ field: 'place', text: '정문 앞 CCTV' }])
})

test('a stretch past midnight has its second day', () => {
  const { change } = read({ from: '2026. 11. 20. 23:30', to: '2026. 11. 21. 0:30' })
  expect(change).toEqual({ fromOn: '2026-11-20', fromTime: '23:30', toTime: '00:30', toOn: '2026-11-21' })
})

test('only words of the law say who asks; the subject is taken over only for somebody else', () => {
  const subject = { 'subject.name': '홍길순', 'requester.name': '홍길동' }
  expect(read({ 'requester.relation': '법정 대리인', ...subject }).change).toMatchObject({
    who: 'guardian',
    subjectName: '홍길순',
  })
  expect(read({ 'requester.relation': '대리인', ...subject }).change.who).toBe('agent')
  const father = read({ 'requester.relation': '부', ...subject })
  expect(father.change).toEqual({ name: '홍길동' })
  expect(father.left).toEqual([
    { field: 'requester.relation', text: '부' },
    { field: 'subject.name', text: '홍길순' },
  ])
  expect(read({ 'requester.relation': '본인', vehicleNumber: '12가3456' }).change.who).toBe('vehicle')
  const same = read({ 'requester.relation': '본인', 'requester.name': '홍길동', 'subject.name': '홍길동' })
  expect(same.left).toEqual([])
})

test('a vehicle of nobody in particular is left to be read', () => {
  expect(read({ vehicleNumber: '12가3456' }).left).toEqual([{ field: 'vehicleNumber', text: '12가3456' }])
})

test('boxes that contradict each other are left to the officer', () => {
  expect(read({ 'kind.view': 'on', 'kind.copy': 'on' }).change.kind).toBe('copy')
  const both = read({ 'kind.view': 'on', 'kind.erase': 'on' })
  expect(both.change.kind).toBeUndefined()
  expect(both.left.map(({ field }) => field)).toEqual(['kind.view', 'kind.erase'])
})

test('fields of another sheet stay to be read, under their own names', () => {
  const { change, left } = readingOf({
    kind: 'fields',
    fields: {},
    others: [{ name: '신청인', text: '홍길동' }],
  })
  expect(change).toEqual({})
  expect(left).toEqual([{ field: '신청인', text: '홍길동' }])
})

test('what is taken over stands in the draft, and what was typed before stays where the form says nothing', () => {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, clues: '검은색 외투', name: '이름' } }))
  takeOver(read({ 'kind.existence': 'on', 'requester.name': '홍길동' }))
  expect(useDraft.getState().draft).toMatchObject({ kind: 'existence', name: '홍길동', clues: '검은색 외투' })
})
