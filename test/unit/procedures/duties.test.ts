import { describe, expect, test } from 'vitest'
import { setUpStation, type TestStation } from '../../support/station.ts'

/** The inbox: what is due, by role and by day; holds; and a clock that was set back. */

const nothingThere = { outcome: 'not-exists', why: 'never-recorded', reason: '그 시간의 녹화 없음' } as const

const kindsOf = async (station: TestStation, untilOn: string) => {
  const { requests, station: own } = await station.ask('duties', 'inbox', { untilOn })
  return [...requests, ...own].map(({ kind, dueOn }) => `${kind} ${dueOn}`)
}

describe('the inbox', () => {
  test('an officer sees an officer’s part, a manager both', async () => {
    const station = await (await setUpStation()).as('김담당')
    await station.received(await station.form({ purpose: '첫 번째' }))
    await station.proposed(
      await station.form({
        kind: 'view',
        requester: { ...(await station.form()).requester, name: '다른 이' },
      }),
      nothingThere,
    )
    expect(await kindsOf(station, '2026-12-03')).toEqual(['answer 2026-12-03'])
    await station.as('이책임')
    expect(await kindsOf(station, '2026-12-03')).toEqual(['answer 2026-12-03', 'approve 2026-12-03'])
  })

  test('says whose it is, what it is and how urgent', async () => {
    const station = await (await setUpStation()).as('김담당')
    const { id } = await station.received(await station.form())
    const line = async () => (await station.ask('duties', 'inbox', { untilOn: '2026-12-31' })).requests[0]
    expect(await line()).toEqual({
      kind: 'answer',
      role: 'officer',
      dueOn: '2026-12-03',
      targetOn: '2026-12-03',
      urgency: 'calm',
      isYearKnown: true,
      requestId: id,
      number: '2026-0001',
      name: '홍길동',
      requestKind: 'copy',
      state: 'received',
    })
    for (const [days, urgency] of [
      [7, 'near'],
      [2, 'tomorrow'],
      [2, 'overdue'],
    ] as const) {
      station.advance({ days })
      await station.as('김담당')
      expect((await line())?.urgency).toBe(urgency)
    }
  })

  test('AC-05: overdue on 29 December in the manager’s inbox, not on the 28th', async () => {
    const station = await setUpStation()
    station.advance({ days: 22 })
    await station.as('김담당')
    await station.received(await station.form())
    const urgencyOn = async (days: number) => {
      station.advance({ days })
      await station.as('이책임')
      const { requests } = await station.ask('duties', 'inbox', { untilOn: '2026-12-31' })
      return requests.map(({ number, urgency }) => [number, urgency])
    }
    expect(await urgencyOn(13)).toEqual([['2026-0001', 'tomorrow']])
    expect(await urgencyOn(1)).toEqual([['2026-0001', 'overdue']])
  })

  test('what no law gives a day for is never called overdue', async () => {
    const station = await (await setUpStation()).as('김담당')
    const refused = await station.decided(await station.proposed(await station.form(), nothingThere))
    await station.ask('requests', 'notify', { ...(await station.seen(refused)), how: 'handed' })
    station.advance({ days: 30 })
    await station.as('김담당')
    const { requests } = await station.ask('duties', 'inbox', { untilOn: '2026-12-31' })
    expect(requests).toMatchObject([{ kind: 'close', urgency: 'tomorrow' }])
  })

  test('is asked only for the days that are shown', async () => {
    const station = await (await setUpStation()).as('김담당')
    await station.received(await station.form())
    expect(await kindsOf(station, '2026-12-02')).toEqual([])
    const later = await station.ask('duties', 'inbox', { fromOn: '2026-12-04', untilOn: '2026-12-31' })
    expect(later.requests).toEqual([])
  })
})

describe('what the station itself owes', () => {
  test('the monthly check is done by checking alone', async () => {
    const station = await setUpStation()
    station.advance({ days: 8 })
    await station.as('김담당')
    expect(await kindsOf(station, '2026-12-01')).toEqual(['retention-check 2026-12-01'])
    await station.ask('retention', 'check')
    expect(await kindsOf(station, '2026-12-01')).toEqual([])
  })

  test('the yearly ones by a manager who says so, once', async () => {
    const station = await setUpStation()
    station.advance({ days: 42 })
    await station.as('김담당')
    const wish = { kind: 'self-check', period: '2026', note: '점검표 7쪽, 이상 없음' } as const
    expect(await kindsOf(station, '2027-12-31')).not.toContain('self-check 2027-03-31')
    expect(await station.refusal(station.ask('duties', 'done', wish))).toBe('not-allowed')
    await station.as('이책임')
    expect(await kindsOf(station, '2027-12-31')).toContain('self-check 2027-03-31')
    await station.ask('duties', 'done', wish)
    await station.ask('duties', 'done', wish)
    expect(await kindsOf(station, '2027-12-31')).not.toContain('self-check 2027-03-31')
    expect(station.acts().filter((kind) => kind === 'duty.done')).toHaveLength(1)
  })

  test('a period that is not due cannot be ticked off beforehand', async () => {
    const station = await (await setUpStation()).as('이책임')
    const wish = { kind: 'plan-check', period: '2030', note: '미리' } as const
    await expect(station.ask('duties', 'done', wish)).rejects.toThrow(RangeError)
    expect(station.acts()).not.toContain('duty.done')
  })
})

test('the calendar counts by day and kind, knows days off, and agrees with the inbox', async () => {
  const station = await (await setUpStation()).as('이책임')
  await station.received(await station.form())
  await station.received(
    await station.form({ requester: { ...(await station.form()).requester, name: '다른 이' } }),
  )
  const days = await station.ask('duties', 'calendar', { fromOn: '2026-11-30', toOn: '2027-01-03' })
  expect(days).toHaveLength(35)
  expect(days.find(({ on }) => on === '2026-12-03')).toEqual({
    on: '2026-12-03',
    isOff: false,
    counts: { answer: 2 },
  })
  expect(days.filter(({ isOff }) => isOff).map(({ on }) => on)).toContain('2026-12-25')
  const { requests, station: own } = await station.ask('duties', 'inbox', {
    fromOn: '2026-11-30',
    untilOn: '2027-01-03',
  })
  const total = days.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0)
  expect(total).toBe(requests.length + own.length)
})

describe('holds', () => {
  test('a request’s hold is looked at again, kept on, and released with a reason', async () => {
    const station = await (await setUpStation()).as('김담당')
    await station.received(await station.form())
    const [hold] = await station.ask('holds', 'list')
    if (hold === undefined) throw new Error('nothing is held')
    const release = (reason: string) => station.ask('holds', 'release', { holdId: hold.id, reason })
    expect(await station.refusal(release('취하됨'))).toBe('not-allowed')
    await station.as('이책임')
    expect(await kindsOf(station, hold.reviewOn)).toContain(`hold-review ${hold.reviewOn}`)
    const keep = (reviewOn: string, reason: string) =>
      station.ask('holds', 'keep', { holdId: hold.id, reviewOn, reason })
    expect(await station.refusal(keep('2026-11-23', '수사 중'))).toBe('day-past')
    expect(await station.refusal(keep('2027-06-01', ' '))).toBe('reason-missing')
    await keep('2027-06-01', '수사 중')
    expect((await station.ask('holds', 'list')).map(({ reviewOn }) => reviewOn)).toEqual(['2027-06-01'])
    expect(await station.refusal(release(''))).toBe('reason-missing')
    await release('수사 종결')
    expect(await station.ask('holds', 'list')).toEqual([])
    expect(await station.refusal(release('수사 종결'))).toBe('hold-unknown')
    expect(station.acts()).toEqual(expect.arrayContaining(['hold.set', 'hold.released']))
  })
})

describe('a clock that was set back by a day', () => {
  test('is entered once, shown as long as it lasts, and moves no day', async () => {
    const station = await (await setUpStation()).as('김담당')
    expect((await station.ask('station', 'status')).isClockBehind).toBe(false)
    station.advance({ days: -1 })
    expect((await station.ask('station', 'status')).isClockBehind).toBe(true)
    const first = await station.received(await station.form())
    expect(first).toMatchObject({ receivedAt: '2026-11-23T00:30:00.000Z', dueOn: '2026-12-03' })
    await station.received(
      await station.form({ requester: { ...(await station.form()).requester, name: '다른 이' } }),
    )
    expect(station.acts().filter((kind) => kind === 'clock.set-back')).toHaveLength(1)
    const status = await station.ask('station', 'status')
    expect(status).toMatchObject({ isClockBehind: true, now: '2026-11-23T00:30:00.000Z' })
    station.advance({ days: 1, minutes: 1 })
    expect((await station.ask('station', 'status')).isClockBehind).toBe(false)
  })

  test('a minute or two of correction is no such thing', async () => {
    const station = await (await setUpStation()).as('김담당')
    station.advance({ minutes: -1 })
    expect((await station.ask('station', 'status')).isClockBehind).toBe(false)
  })
})
