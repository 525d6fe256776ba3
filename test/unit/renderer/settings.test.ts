import { describe, expect, test } from 'vitest'
import { DOCUMENTS, DocumentName } from '#domain/document.ts'
import { builtInHolidays, isDayOff } from '#domain/law/holidays.ts'
import { Institution, presets } from '#domain/policy.ts'
import { catalogue } from '#i18n/index.ts'
import { fixedDays, missingYears, withDay } from '../../../renderer/settings/holiday-draft.ts'
import { meantBy, writtenOf } from '../../../renderer/settings/institution-form.ts'

const { institution } = presets.library

describe('the institution as it is typed', () => {
  test('means what it was, where nothing is changed', () => {
    expect(meantBy(writtenOf(institution))).toEqual(institution)
  })

  test('is trimmed, and titles are parted by commas', () => {
    const meant = meantBy({
      ...writtenOf(institution),
      name: ' 시립도서관 ',
      headTitle: ' 시립도서관장 ',
      approvalLine: '담당, ,팀장 ,관장',
      keepYears: '5',
    })
    expect(meant).toMatchObject({
      name: '시립도서관',
      headTitle: '시립도서관장',
      approvalLine: ['담당', '팀장', '관장'],
      keepYears: 5,
    })
    expect(Institution.safeParse(meant).success).toBe(true)
  })

  test.each([{ name: ' ' }, { idleLockMinutes: '0' }, { idleLockMinutes: 'x' }, { keepYears: '51' }])(
    'means nothing with %j',
    (part) => {
      expect(meantBy({ ...writtenOf(institution), ...part })).toBeUndefined()
    },
  )
})

describe('statutory forms', () => {
  test('every document with an official drawing can be confirmed, and the 관리대장, and no other', () => {
    const official = [...DocumentName.options.filter((name) => DOCUMENTS[name].hasForm), 'ledger']
    for (const language of ['ko', 'en'] as const)
      expect(Object.keys(catalogue(language).settings.forms).sort()).toEqual(official.toSorted())
  })
})

describe('holidays', () => {
  test('this year and the next are missed, and no other', () => {
    expect(missingYears('2026-11-23', builtInHolidays)).toEqual([])
    expect(missingYears('2027-01-01', builtInHolidays)).toEqual(['2028'])
    expect(missingYears('2029-05-05', builtInHolidays)).toEqual(['2029', '2030'])
  })

  test('a new year begins with what has a date of its own: each of them was off in the years that are known', () => {
    for (const year of ['2026', '2027'])
      for (const on of fixedDays(year)) expect(isDayOff(on, builtInHolidays), on).toBe(true)
    expect(fixedDays('2028')).toContain('2028-07-17')
  })

  test('a day is put in its place, once', () => {
    expect(withDay(['2028-01-01', '2028-03-01'], '2028-01-26')).toEqual([
      '2028-01-01',
      '2028-01-26',
      '2028-03-01',
    ])
    expect(withDay(['2028-01-01'], '2028-01-01')).toEqual(['2028-01-01'])
  })
})
