import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { found, ledgerLines, take } from '../../support/casework.ts'
import { noAuthority, TestStation, temporaryDir } from '../../support/station.ts'

/**
 * A vault of the version before requests were decided under the law, as that version left it: a request in each of its four
 * states, a viewing, a package, two lines of the 관리대장.
 */
const BEFORE = join(import.meta.dirname, 'before-decisions')

/** Opened by this version, on the day after. */
async function opened(): Promise<TestStation> {
  const home = join(temporaryDir('station'), 'home')
  cpSync(BEFORE, home, { recursive: true })
  return new TestStation(home, '2026-11-24T09:00:00').as('김담당')
}

async function requestsOf(station: TestStation) {
  const { requests } = await station.ask('requests', 'search', { text: '', offset: 0, limit: 10 })
  return requests.sort((a, b) => a.number.localeCompare(b.number))
}

test('requests of before are carried over with everything that was done to them', async () => {
  const station = await opened()
  const requests = await requestsOf(station)
  expect(requests.map(({ number, state, form: { kind } }) => `${number} ${kind} ${state}`)).toEqual([
    '2026-0001 view received',
    '2026-0002 existence verified',
    '2026-0003 copy decided',
    '2026-0004 view fulfilled',
  ])
  const [received, verified, decided, fulfilled] = requests
  const receivedAt = '2026-11-23T00:30:00.000Z'
  for (const request of requests)
    expect(request).toMatchObject({ receivedAt, dueOn: '2026-12-03', revision: 1 })
  expect(received).toMatchObject({
    changedAt: receivedAt,
    form: { requester: { name: '홍길동' }, vehicleNumber: '' },
  })
  expect(verified).toMatchObject({
    form: { relation: 'guardian', requester: { name: '이엄마' }, subject: { name: '홍아이' } },
    identity: { paper: 'driving-licence', authority: { relationPaper: '처리 당시 확인' } },
  })
  expect(decided).toMatchObject({
    form: { relation: 'agent', requester: { name: '○○화재 박대리' } },
    identity: { authority: { mandate: { scope: '처리 당시 확인' } } },
    decision: { proposal: { outcome: 'grant', others: 'masked' }, at: receivedAt },
  })
  expect(fulfilled).toMatchObject({ fulfilment: { at: '2026-11-23T01:00:00.000Z' } })
  const { actors } = await station.ask('institution', 'show')
  const nameOf = (id: string) => actors.find((actor) => actor.id === id)?.name
  expect(requests.map(({ changedBy }) => nameOf(changedBy))).toEqual(['김담당', '김담당', '이책임', '김담당'])
})

test('its lines, its package and its signature are what they were, and it verifies', async () => {
  const station = await opened()
  expect(await ledgerLines(station)).toMatchObject([
    { no: 1, kind: 'view', form: '자료열람', basis: '「개인정보 보호법」 제35조, 청구서 2026-0004' },
    { no: 2, kind: 'view', recipient: '○○화재 박대리(홍길동 대리) 010-1234-5678' },
  ])
  const [, , decided] = await requestsOf(station)
  expect(await station.ask('exports', 'list', { requestId: decided!.id })).toMatchObject([
    { copyNo: 1, fileName: '261120-0001-03.mp4', recipient: '홍길동', isProtected: true },
  ])
  expect((await station.ask('exports', 'password', { exportId: 'export-old' })).password).toBe('geheim-old')
  const { size } = await station.ask('ledger', 'verify')
  expect(size).toBeGreaterThan(15)
  expect((await station.ask('institution', 'show')).institution).toMatchObject({
    name: '공공도서관',
    sector: 'general',
    approvalBy: 'two-people',
    keepYears: 3,
    confirmedForms: [],
  })
})

test('every request of before goes on from where it stood, and home knows what is to be done', async () => {
  const station = await opened()
  const [received, verified, decided, fulfilled] = (await requestsOf(station)).map(({ id }) => ({ id }))
  const { requests } = await station.ask('duties', 'inbox', { untilOn: '2026-12-31' })
  expect(requests.map(({ number, kind }) => `${number} ${kind}`).sort()).toEqual([
    '2026-0001 answer',
    '2026-0002 answer',
    '2026-0003 notice',
    '2026-0004 close',
  ])
  await take(station, received!, 'verify', { paper: 'passport', authority: noAuthority })
  expect((await found(station, verified!, false)).state).toBe('located')
  // Its package was told in its line when it was made.
  expect((await take(station, decided!, 'fulfil')).state).toBe('fulfilled')
  expect((await take(station, fulfilled!, 'close')).state).toBe('closed')
  const next = await station.received(await station.form({ kind: 'erase' }))
  expect(next.number).toBe('2026-0005')
  const byName = await station.ask('requests', 'search', { text: '홍아이', offset: 0, limit: 10 })
  expect(byName.requests.map(({ number }) => number)).toEqual(['2026-0002'])
})

test('opened twice, it is brought over once', async () => {
  const station = await opened()
  const before = await requestsOf(station)
  station.office.close()
  const again = await new TestStation(station.homeDir, '2026-11-24T10:00:00').as('김담당')
  expect(await requestsOf(again)).toEqual(before)
})
