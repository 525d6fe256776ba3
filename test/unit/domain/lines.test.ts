import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as lines from '#domain/ledger/lines.ts'
import { camerasText, fileName, footageText, requesterText } from '#domain/ledger/lines.ts'
import type { AgencyForm, KeptForm, SubjectForm } from '#domain/request-form.ts'

/** Lines of the 관리대장 as text, printed for ever (domain §9.2, §13). */

const person = { name: '홍길동', phone: '010-1234-5678', birthOn: '1990-01-05', address: '서울시' }
const form: SubjectForm = {
  kind: 'view',
  channel: 'visit',
  requester: person,
  relation: 'self',
  vehicleNumber: '',
  fromAt: '2026-11-20T15:30:00.000Z',
  toAt: '2026-11-20T16:00:00.000Z',
  cameraIds: [],
  purpose: '주차 차량 접촉사고 확인',
  clues: '',
}
const asked = (changes: Partial<KeptForm> = {}, cameras = [3]) => ({
  number: '2026-0007',
  receivedAt: '2026-11-23T00:30:00.000Z',
  form: { ...form, ...changes } as KeptForm,
  cameras: cameras.map((number) => ({ number })),
  officer: '총무과/주무관/김담당',
})

test.each([
  [[3], '3번'],
  [[2, 1], '1∼2번'],
  [[1, 3], '1·3번'],
  [[10, 3, 4, 5, 9, 12], '3∼5·9∼10·12번'],
  [[4, 4, 4], '4번'],
])('cameras %j read %s', (numbers, text) => {
  expect(camerasText(numbers)).toBe(text)
})

test('every camera is named by its runs and none that was not asked for', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (numbers) => {
      const named = camerasText(numbers)
        .slice(0, -1)
        .split('·')
        .flatMap((run) => {
          const [from = 0, to = from] = run.split('∼').map(Number)
          return Array.from({ length: to - from + 1 }, (_, index) => from + index)
        })
      expect(named).toEqual([...numbers].sort((a, b) => a - b))
    }),
  )
})

test('a file is named by its day in Korea and its camera', () => {
  // 15:30 UTC is half past midnight of the next day.
  expect(footageText(asked({}, [12, 2]))).toBe("'26.11.21 2·12번 CCTV/동영상, 261121-0002-02.mp4 외 1")
  expect(fileName('2026-11-20T18:30:00', 123)).toBe('261120-0123-123.mp4')
})

test('whoever asks stands with whom they speak for', () => {
  const agent = {
    ...form,
    relation: 'agent',
    requester: { ...person, name: '○○화재 박대리' },
    subject: person,
  } as const
  expect(requesterText(agent)).toBe('○○화재 박대리(홍길동 대리) 010-1234-5678')
  const child = { ...person, name: '홍아이' }
  expect(requesterText({ ...form, relation: 'guardian', subject: child })).toBe(
    '홍아이(정보주체), 홍길동(법정대리인) 010-1234-5678',
  )
  const agency = { name: '○○경찰서', department: '', title: '경위', officer: '박길동', phone: '02-123-4567' }
  expect(requesterText({ ...form, kind: 'provide', agency } as unknown as AgencyForm)).toBe(
    '○○경찰서 경위 박길동 02-123-4567',
  )
})

test('whatever is asked of erasure goes by 법 36조, of access by 35조', () => {
  const said = { ground: 'ER-1', reason: '사실', noticedAt: '2026-11-24T00:00:00.000Z' }
  const missing = { exists: false, reason: '저장장치 확인', noticedAt: said.noticedAt }
  const erasure = asked({ kind: 'erase' })
  expect(lines.refused(erasure, said)).toMatchObject({
    basis: '「개인정보 보호법」 제36조, 요구서 2026-0007',
    result: "삭제 거절 통지('26.11.24): ER-1 사실",
  })
  expect(lines.existence(erasure, missing).basis).toBe('「개인정보 보호법」 제36조, 요구서 2026-0007')
  expect(lines.existence(asked(), missing)).toMatchObject({
    basis: '「개인정보 보호법」 제35조, 청구서 2026-0007',
    result: "부존재 통지('26.11.24): 저장장치 확인",
  })
  expect(lines.refused(asked(), { ...said, ground: 'RF-1' }).result).toBe("거절 통지('26.11.24): RF-1 사실")
})

test('a part that was withheld stands beside what was shown or given', () => {
  const openedAt = '2026-11-25T05:00:00.000Z'
  const withheld = 'RF-2 제3자'
  expect(lines.viewed(asked(), { openedAt, isMasked: false, withheld }).result).toBe(
    "일부열람, 열람 완료('26.11.25), 제한: RF-2 제3자",
  )
  const given = {
    medium: 'CD',
    copyNos: [1, 2],
    handedAt: openedAt,
    destroyByOn: '2026-12-25',
    recipient: '홍길동',
  }
  expect(lines.copied(asked(), { ...given, isMasked: true, withheld })).toMatchObject({
    form: '자료복제(CD)',
    period: "사본 1·2호, 파기예정 '26.12.25",
    result: "일부열람, 타인영상 제거 후 제공('26.11.25), 제한: RF-2 제3자",
  })
})

test.each([
  ['destroyed', "통보받음(수사종결 파기, '27.02.18, 박길동)"],
  ['archived', "통보받음(기록물 보존, '27.02.18, 박길동)"],
  ['passed-on', "통보받음(타기관 이첩, '27.02.18, 박길동)"],
  ['returned', "통보받음(자료반환 받은 후 파기, '27.02.18, 박길동)"],
  ['extended', "파기기간 연장('27.02.18, 박길동)"],
] as const)('what became of a copy: %s', (what, text) => {
  expect(lines.answered({ what, on: '2027-02-18', note: '박길동' })).toBe(text)
})
