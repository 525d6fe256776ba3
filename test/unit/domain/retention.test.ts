import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CameraId } from '#domain/policy.ts'
import {
  checkRow,
  destroyByOn,
  destroyedRow,
  expiresOn,
  findingOf,
  goneUntilOn,
  lastExpiredOn,
  termsOf,
} from '#domain/retention.ts'
import { addDays, startOfDay } from '#domain/time.ts'

const OFFICER = '총무과/주무관/김담당'

test.each([
  ['2026-10-23', 30, '2026-11-22', '2026-11-27'],
  ['2026-09-23', 60, '2026-11-22', '2026-11-27'],
  ['2026-08-24', 90, '2026-11-22', '2026-11-27'],
])('AC-34: footage of %s kept %i days expires on %s and is gone by %s', (recordedOn, days, expires, by) => {
  expect(expiresOn(recordedOn, days)).toBe(expires)
  expect(destroyByOn(recordedOn, days)).toBe(by)
})

describe('the monthly check of 2026-12-01, 30 days', () => {
  const oldest = (oldestOn?: string) => [{ number: 3, retentionDays: 30, oldestOn }]
  test('AC-23: a clip of 2026-10-20 should have been gone by 2026-11-24: 보관기간 초과', () => {
    expect(findingOf(oldest('2026-10-20'), '2026-12-01')).toEqual({
      kind: 'exceeded',
      cameraNumber: 3,
      oldestOn: '2026-10-20',
      destroyByOn: '2026-11-24',
    })
  })
  test('AC-23: one of 2026-10-28 has until 2026-12-02: a warning only', () => {
    expect(findingOf(oldest('2026-10-28'), '2026-12-01')).toMatchObject({
      kind: 'expired',
      destroyByOn: '2026-12-02',
    })
  })
  test('nothing expired: nothing found', () => {
    expect(findingOf(oldest('2026-11-01'), '2026-12-01')).toEqual({ kind: 'fine' })
    expect(findingOf(oldest(), '2026-12-01')).toEqual({ kind: 'fine' })
  })
  test('the days at the edges: the last one kept, the first expired, the last to destroy on, the first too late', () => {
    const kinds = ['2026-11-01', '2026-10-31', '2026-10-27', '2026-10-26'].map(
      (on) => findingOf(oldest(on), '2026-12-01').kind,
    )
    expect(kinds).toEqual(['fine', 'expired', 'expired', 'exceeded'])
  })
  test('of several cameras the one whose time is up first is named', () => {
    const cameras = [
      { number: 1, retentionDays: 90, oldestOn: '2026-08-30' },
      { number: 2, retentionDays: 30, oldestOn: '2026-10-28' },
      { number: 3, retentionDays: 30, oldestOn: '2026-11-20' },
    ]
    expect(findingOf(cameras, '2026-12-01')).toMatchObject({ cameraNumber: 2 })
  })
})

describe('the line of a check', () => {
  const made = { checkOn: '2026-12-01', officer: OFFICER, heldCount: 0 }
  test('AC-23: is written as the example has it', () => {
    const cameras = [1, 2, 3].map((number) => ({ number, retentionDays: 30 }))
    expect(checkRow(cameras, made)).toEqual({
      kind: 'destroy',
      at: "'26.12.01",
      file: "전체 CCTV/동영상 ∼'26.10.31",
      officer: OFFICER,
      purpose: '보관기간 만료',
      recipient: '-',
      basis: '「표준 개인정보 보호지침」 제41조',
      form: '기타(자동삭제)',
      period: '30일 주기 자동 파기, 매월 1일 확인',
      result: "확인 완료('26.12.01)",
      safety: '-',
    })
  })
  test('claims of each camera no more than is gone', () => {
    const cameras = [
      { number: 1, retentionDays: 30 },
      { number: 2, retentionDays: 30, oldestOn: '2026-11-05' },
      { number: 3, retentionDays: 30, oldestOn: '2026-10-28' },
      { number: 4, retentionDays: 90 },
    ]
    expect(checkRow(cameras, { ...made, heldCount: 2 })).toMatchObject({
      file: "1∼2번 CCTV/동영상 ∼'26.10.31, 3번 CCTV/동영상 ∼'26.10.27, 4번 CCTV/동영상 ∼'26.09.01(보존 조치 2건 제외)",
      period: '30·90일 주기 자동 파기, 매월 1일 확인',
    })
  })
})

test('the line of a destruction says what, of which days, how, and by whose leave', () => {
  const destroyed = {
    count: 24,
    cameras: [
      { number: 3, retentionDays: 30 },
      { number: 1, retentionDays: 30 },
    ],
    fromOn: '2026-10-20',
    toOn: '2026-10-31',
  }
  const made = {
    at: "'26.12.01 10:00",
    on: '2026-12-01',
    officer: OFFICER,
    approver: '총무과/총무과장/이책임',
  }
  expect(destroyedRow(destroyed, made)).toMatchObject({
    kind: 'destroy',
    file: "'26.10.20∼'26.10.31 1·3번 CCTV/동영상 24건",
    purpose: '보관기간 만료',
    form: '기타',
    result: "암호키 파기(복원 불가), 확인 완료('26.12.01), 승인 총무과/총무과장/이책임",
  })
})

test('no day is both kept and expired, nor overdue before its last day; a check never claims what is still there', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2024-01-01', days))
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 400 }), day, (recordedOn, retentionDays, todayOn) => {
      const isExpired = recordedOn <= lastExpiredOn(todayOn, retentionDays)
      const terms = termsOf({ id: CameraId.parse('camera-1'), retentionDays }, todayOn)
      const isOverdue = startOfDay(recordedOn) < terms.overdueBeforeAt
      expect(startOfDay(addDays(recordedOn, 1)) <= terms.expiredBeforeAt).toBe(isExpired)
      expect(isExpired).toBe(todayOn > expiresOn(recordedOn, retentionDays))
      expect(isOverdue).toBe(todayOn > destroyByOn(recordedOn, retentionDays))
      const camera = { number: 1, retentionDays, oldestOn: recordedOn }
      const { kind } = findingOf([camera], todayOn)
      expect(kind).toBe(isOverdue ? 'exceeded' : isExpired ? 'expired' : 'fine')
      const untilOn = goneUntilOn(camera, todayOn)
      expect(untilOn < recordedOn && untilOn <= lastExpiredOn(todayOn, retentionDays)).toBe(true)
    }),
  )
})
