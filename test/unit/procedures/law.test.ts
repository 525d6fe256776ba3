import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtInHolidays } from '#domain/law/holidays.ts'
import { noAuthority, setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

/** Law and days off that change: the station follows, and says so. */

const yearOf = (year: '2026' | '2027') => builtInHolidays[year] ?? []

async function dueOf(station: TestStation, request: { id: string }) {
  const { requests } = await station.ask('requests', 'search', { text: '', offset: 0, limit: 50 })
  const found = requests.find(({ id }) => id === request.id)
  if (found === undefined || !('dueOn' in found)) throw new Error('no such request, or nothing due')
  const { dueOn, targetOn, isYearKnown } = found
  return { dueOn, targetOn, isYearKnown }
}

function lawFile(content: object | string): string {
  const path = join(temporaryDir('law'), 'law.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Nothing has been found yet, and more time is proposed to look. */
async function searching(station: TestStation) {
  const { id } = await station.received(await station.form())
  await station.ask('requests', 'verify', {
    ...(await station.seen({ id })),
    paper: 'resident-card',
    authority: noAuthority,
  })
  await station.ask('requests', 'locate', {
    ...(await station.seen({ id })),
    isFound: false,
    note: '찾는 중',
  })
  const proposal = { outcome: 'postpone', reason: '제3자 보호조치(모자이크) 소요' } as const
  return station.ask('requests', 'propose', { ...(await station.seen({ id })), proposal })
}

const seven = {
  effectiveFrom: '2027-03-09',
  name: '개인정보 보호법 개정',
  deadlines: { 'DL-01': { counting: 'mode', days: 7, source: '개정법 제35조제3항' } },
}

describe('holidays', () => {
  test('this year and the next are there from the start', async () => {
    const station = await (await setUpStation()).as('이책임')
    const { holidays, effectiveFrom, changes } = await station.ask('law', 'show')
    expect(holidays['2026']).toContain('2026-07-17')
    expect(holidays['2027']).toContain('2027-12-27')
    expect({ effectiveFrom, changes }).toEqual({ effectiveFrom: '2026-09-11', changes: [] })
  })

  test('임시공휴일 moves the day of who waits for an answer, and the ledger says so', async () => {
    const station = await (await setUpStation()).as('김담당')
    const waiting = await station.received(await station.form())
    expect(await dueOf(station, waiting)).toMatchObject({ dueOn: '2026-12-03', targetOn: '2026-12-03' })
    await station.as('이책임')
    await station.ask('law', 'putHolidays', { year: '2026', days: [...yearOf('2026'), '2026-12-03'] })
    expect(await dueOf(station, waiting)).toEqual({
      dueOn: '2026-12-04',
      targetOn: '2026-12-02',
      isYearKnown: true,
    })
    const { lines } = await station.ask('ledger', 'acts', {
      fromOn: '2026-11-01',
      toOn: '2026-11-30',
      text: '',
      offset: 0,
      limit: 1,
    })
    expect(lines[0]).toMatchObject({ kind: 'holidays.changed', loginName: '이책임', work: 'settings' })
    const { summary } = await station.ask('ledger', 'act', { seq: lines[0]!.seq })
    expect(summary).toContain('2026-12-04')
  })

  test('taken away again, the day is the old one', async () => {
    const station = await (await setUpStation()).as('이책임')
    const waiting = await station.received(await station.form())
    await station.ask('law', 'putHolidays', { year: '2026', days: [...yearOf('2026'), '2026-12-03'] })
    await station.ask('law', 'putHolidays', { year: '2026', days: yearOf('2026') })
    expect(await dueOf(station, waiting)).toMatchObject({ dueOn: '2026-12-03', targetOn: '2026-12-03' })
  })

  test('a decided day of DL-03 is moved off a new holiday as well', async () => {
    const station = await (await setUpStation()).as('김담당')
    const postponed = await station.decided(await searching(station))
    await station.ask('requests', 'notify', { ...(await station.seen(postponed)), how: 'handed' })
    station.advance({ days: 3 })
    await station.as('김담당')
    await station.ask('requests', 'resume', { ...(await station.seen(postponed)), why: '가림을 마침' })
    expect(await dueOf(station, postponed)).toMatchObject({ dueOn: '2026-12-07', targetOn: '2026-12-04' })
    await station.as('이책임')
    await station.ask('law', 'putHolidays', { year: '2026', days: [...yearOf('2026'), '2026-12-07'] })
    expect(await dueOf(station, postponed)).toMatchObject({ dueOn: '2026-12-08', targetOn: '2026-12-04' })
  })

  test('what has been answered keeps its day', async () => {
    const station = await (await setUpStation()).as('김담당')
    const answered = await station.decided(
      await station.proposed(await station.form(), {
        outcome: 'not-exists',
        why: 'never-recorded',
        reason: '그 시간의 녹화 없음',
      }),
    )
    await station.ask('requests', 'notify', { ...(await station.seen(answered)), how: 'handed' })
    await station.as('이책임')
    await station.ask('law', 'putHolidays', { year: '2026', days: [...yearOf('2026'), '2026-12-03'] })
    expect(await dueOf(station, answered)).toMatchObject({ dueOn: '2026-12-03' })
  })

  test('AC-33: a year without holidays is told, and its days are reckoned again once it is loaded', async () => {
    const station = await (await setUpStation()).as('김담당')
    station.advance({ days: 394 })
    await station.as('김담당')
    const waiting = await station.received(await station.form())
    expect(await dueOf(station, waiting)).toEqual({
      dueOn: '2028-01-03',
      targetOn: '2027-12-31',
      isYearKnown: false,
    })
    const { station: told } = await station.ask('duties', 'inbox', { untilOn: '2028-01-31' })
    expect(told).toContainEqual(expect.objectContaining({ kind: 'holidays', period: '2028' }))
    await station.as('이책임')
    await station.ask('law', 'putHolidays', { year: '2028', days: ['2028-01-01', '2028-01-03'] })
    expect(await dueOf(station, waiting)).toEqual({
      dueOn: '2028-01-04',
      targetOn: '2027-12-31',
      isYearKnown: true,
    })
    const { station: after } = await station.ask('duties', 'inbox', { untilOn: '2028-01-31' })
    expect(after.map(({ kind }) => kind)).not.toContain('holidays')
  })

  test('days of another year are refused, and saving the same list enters nothing', async () => {
    const station = await (await setUpStation()).as('이책임')
    const wrong = station.ask('law', 'putHolidays', { year: '2027', days: ['2026-12-25'] })
    expect(await station.refusal(wrong)).toBe('law-file-unreadable')
    await station.ask('law', 'putHolidays', { year: '2027', days: yearOf('2027').toReversed() })
    expect(station.acts()).not.toContain('holidays.changed')
  })

  test('they are no business of an officer', async () => {
    const station = await (await setUpStation()).as('김담당')
    const attempt = station.ask('law', 'putHolidays', { year: '2027', days: [] })
    expect(await station.refusal(attempt)).toBe('not-allowed')
  })
})

describe('a dated file of the law', () => {
  test('holds from its day on for who is received from then on', async () => {
    const station = await (await setUpStation()).as('이책임')
    station.chosen.open = lawFile(seven)
    expect(await station.ask('law', 'load')).toMatchObject({ effectiveFrom: '2027-03-09' })
    const dueFor = (receivedOn: string) => station.ask('requests', 'due', { receivedOn, kind: 'view' })
    expect((await dueFor('2027-03-08')).dueOn).toBe('2027-03-18')
    expect((await dueFor('2027-03-09')).dueOn).toBe('2027-03-16')
    expect((await station.ask('law', 'show')).changes).toHaveLength(1)
    expect(station.acts().at(-1)).toBe('law.changed')
  })

  test('that was in force already moves who has been received under it', async () => {
    const station = await (await setUpStation()).as('이책임')
    const waiting = await station.received(await station.form())
    station.chosen.open = lawFile({ ...seven, effectiveFrom: '2026-11-23' })
    await station.ask('law', 'load')
    expect(await dueOf(station, waiting)).toMatchObject({ dueOn: '2026-11-30' })
  })

  test('may be taken back until its day has come', async () => {
    const station = await (await setUpStation()).as('이책임')
    station.chosen.open = lawFile(seven)
    await station.ask('law', 'load')
    await station.ask('law', 'takeBack', { effectiveFrom: seven.effectiveFrom })
    expect((await station.ask('law', 'show')).changes).toEqual([])
    expect(station.acts().slice(-2)).toEqual(['law.changed', 'law.changed'])
    await station.ask('law', 'load')
    station.advance({ days: 106 })
    await station.as('이책임')
    const late = station.ask('law', 'takeBack', { effectiveFrom: seven.effectiveFrom })
    expect(await station.refusal(late)).toBe('law-in-force')
  })

  test.each([
    ['nothing that can be read', '{'],
    ['a law without a day', { name: '법' }],
    ['a pattern that is none', { ...seven, blocked: { x: { pattern: '(', why: 'a', instead: 'b' } } }],
    ['a field that nobody knows', { ...seven, penalties: {} }],
  ])('%s is refused whole', async (_, content) => {
    const station = await (await setUpStation()).as('이책임')
    station.chosen.open = lawFile(content)
    expect(await station.refusal(station.ask('law', 'load'))).toBe('law-file-unreadable')
    expect((await station.ask('law', 'show')).changes).toEqual([])
  })

  test('nothing happens where nobody chooses a file', async () => {
    const station = await (await setUpStation()).as('이책임')
    expect(await station.ask('law', 'load')).toBeNull()
    expect(station.acts()).not.toContain('law.changed')
  })
})
