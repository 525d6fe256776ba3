import { expect, test } from 'vitest'
import { may, type Role } from '#domain/actor.ts'
import { resultOf, WORK_OF, Work } from '#domain/ledger/access.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import { asked, giving, granted, looked, packaged, station24, until } from '../../support/agencies.ts'
import { clockTo, settings, stationWithFootage, take } from '../../support/casework.ts'
import { PASSWORDS, type TestStation } from '../../support/station.ts'

/** The views of the ledger: 관리대장, provisions, destructions, 접속기록; by period, camera, person and kind, page by page. */

const NOVEMBER = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
const page = { offset: 0, limit: 200 }

test('every act has its 수행업무, each of the fifteen is somebody’s, and what was refused or failed says so', () => {
  expect(new Set(Object.values(WORK_OF))).toEqual(new Set(Work.options))
  const refused = Object.keys(WORK_OF).filter((kind) => resultOf(kind) !== 'done')
  expect(refused).toContain('attempt.refused')
  for (const kind of refused.filter((each) => /refused|failed/.test(each)))
    expect(WORK_OF[kind as ActKind]).toBe('failure')
})

/** A request of a person and one of an agency, both dealt with; 이책임 is at the desk. */
async function worked(): Promise<TestStation> {
  const station = await station24()
  await settings(station, { stationPlace: '본관 1층 서버실 PC-1' })
  const night = { fromAt: '2026-11-22T11:00:00.000Z', toAt: '2026-11-22T12:00:00.000Z' }
  const form = await station.form({ kind: 'existence', cameraIds: [await station.cameraId(1)], ...night })
  const check = await station.proposed(form, { outcome: 'exists' })
  await station.decided(check)
  await take(station, check, 'notify', { how: 'handed' })
  await take(station, check, 'close')
  const request = await asked(station)
  await granted(station, request, giving({ code: 'B7', ...until }))
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  return station.as('이책임')
}

test('the access record says its five fields, the number of the request and the result', async () => {
  const station = await worked()
  const { lines, totals } = await station.ask('ledger', 'acts', { ...NOVEMBER, ...page })
  const notified = lines.findLast(({ kind }) => kind === 'request.notified')
  expect(notified).toMatchObject({
    loginName: '김담당',
    name: '총무과/주무관/김담당',
    at: '2026-11-24T02:10:00.000Z',
    place: '본관 1층 서버실 PC-1',
    concerned: '홍길동',
    work: 'notify',
    requestNumber: '2026-0001',
    result: 'done',
  })
  // Nobody knows who is in the picture that an agency asks for.
  expect(
    lines.find(({ kind, requestNumber }) => kind === 'request.received' && requestNumber === '2026-0002'),
  ).toMatchObject({
    concerned: "1∼2번 카메라 '26.11.22 20:00∼22:00",
  })
  // Before the place was written down, it was what the institution had said of the room.
  expect(lines.at(-1)).toMatchObject({ kind: 'station.set-up', place: '서버실', concerned: '-' })
  expect(lines.find(({ kind }) => kind === 'recording.taken-in')?.concerned).toMatch(
    /^[12]번 카메라 '26\.11\.22 20:00∼20:0[01]$/,
  )
  expect(Object.values(totals).reduce((sum, count) => sum + count, 0)).toBe(station.office.vault.ledgerSize)
})

test('it is searched by whom it is about: name, number, agency', async () => {
  const station = await worked()
  const about = async (text: string) => {
    const { lines, total } = await station.ask('ledger', 'acts', { ...NOVEMBER, text, ...page })
    expect(lines).toHaveLength(total)
    return new Set(lines.map(({ requestNumber }) => requestNumber))
  }
  expect(await about('홍길동')).toEqual(new Set(['2026-0001']))
  expect(await about('경찰서')).toEqual(new Set(['2026-0002']))
  expect(await about('2026-000')).toEqual(new Set(['2026-0001', '2026-0002']))
  expect(await about('아무개')).toEqual(new Set())
})

async function as(station: TestStation, role: Role): Promise<TestStation> {
  if (role === 'officer' || role === 'manager') return station.as(role === 'officer' ? '김담당' : '이책임')
  await station.as('이책임')
  const person = {
    loginName: role,
    name: '홍길동',
    department: '감사실',
    title: '',
    role,
    password: 'Another-Pass-1',
  }
  await station.ask('institution', 'addActor', person)
  await station.ask('station', 'signIn', { loginName: role, password: 'Another-Pass-1' })
  return station
}

test.each([
  ['officer', 'own', true, false],
  ['manager', 'all', true, true],
  ['witness', 'none', true, false],
  ['auditor', 'all', true, false],
  ['administrator', 'without content', false, false],
] as const)('%s: access record %s, book %s, corrections %s', async (role, scope, reads, corrects) => {
  const station = await as(await worked(), role)
  const asks = () => station.ask('ledger', 'acts', { ...NOVEMBER, ...page })
  if (scope === 'none') expect(await station.refusal(asks())).toBe('not-allowed')
  else {
    const { lines, total } = await asks()
    const own = role === 'officer' ? ['김담당'] : role === 'manager' ? ['이책임'] : [role]
    const people = new Set(lines.map(({ loginName }) => loginName))
    if (scope === 'own') expect([...people]).toEqual(own)
    else expect(people.size).toBeGreaterThan(2)
    expect(total).toBe(lines.length)
    expect(
      lines.some(({ concerned, requestNumber }) => concerned !== undefined || requestNumber !== undefined),
    ).toBe(scope !== 'without content')
    const others = lines.find(({ loginName }) => loginName !== own[0]) ?? { seq: 0 }
    const opened = await station.refusal(station.ask('ledger', 'act', { seq: others.seq }))
    expect(opened).toBe(scope === 'all' ? 'nothing' : 'not-allowed')
    const byName = station.ask('ledger', 'acts', { ...NOVEMBER, text: '홍길동', ...page })
    expect(await station.refusal(byName)).toBe(scope === 'without content' ? 'not-allowed' : 'nothing')
  }
  const refusedOrNot = (may: boolean) => (may ? 'nothing' : 'not-allowed')
  expect(await station.refusal(station.ask('ledger', 'lines', { ...NOVEMBER, ...page }))).toBe(
    refusedOrNot(reads),
  )
  expect(await station.refusal(station.ask('ledger', 'provisions', { ...NOVEMBER, ...page }))).toBe(
    refusedOrNot(reads),
  )
  expect(await station.refusal(station.ask('ledger', 'destructions', { ...NOVEMBER, ...page }))).toBe(
    refusedOrNot(reads),
  )
  expect(await station.refusal(station.ask('ledger', 'row', { no: 1 }))).toBe(refusedOrNot(reads))
  expect(may({ role }, 'ledger.correct')).toBe(corrects)
})

test('what was given beyond the purpose has its line in the ledger of provisions, as it prints', async () => {
  const station = await worked()
  const found = await station.ask('ledger', 'provisions', { ...NOVEMBER, ...page })
  expect(found).toMatchObject({ total: 1, totals: { use: 0, provide: 1 } })
  expect(found.lines[0]).toMatchObject({
    number: '2026-0002',
    kind: 'provide',
    usedBy: '-',
    givenTo: '○○경찰서 형사과 경위 박길동 02-123-4567',
    form: '자료복제(USB)',
    purpose: '절도 수사',
  })
  expect(found.lines[0]?.when.split('\n')).toHaveLength(2)
  expect(found.lines[0]?.basis).toContain('형사과-1234')
  const narrowed = async (changes: object) =>
    (await station.ask('ledger', 'provisions', { ...NOVEMBER, ...changes, ...page })).total
  expect(await narrowed({ kind: 'use' })).toBe(0)
  expect(await narrowed({ cameraId: await station.cameraId(2) })).toBe(1)
  expect(await narrowed({ cameraId: await station.cameraId(3) })).toBe(0)
  expect(await narrowed({ text: '절도' })).toBe(1)
  expect(await narrowed({ text: '박길동' })).toBe(1)
  expect(await narrowed({ text: '홍길동' })).toBe(0)
  expect(await narrowed({ fromOn: '2026-12-01', toOn: '2026-12-31' })).toBe(0)
  const { actors } = await station.ask('institution', 'show')
  const by = (name: string) => actors.find((actor) => actor.name === name)!.id
  expect([await narrowed({ actorId: by('김담당') }), await narrowed({ actorId: by('이책임') })]).toEqual([
    1, 0,
  ])
})

test('what was destroyed has its line in the ledger of destructions; a check that destroyed nothing has none', async () => {
  const station = await stationWithFootage()
  clockTo(station, '2026-12-22T09:00:00')
  const approver = { loginName: '이책임', password: PASSWORDS['이책임']! }
  const { id } = await station.ask('retention', 'destroyExpired', approver)
  await station.office.jobs.ended(id)
  await station.ask('retention', 'check')
  const december = { fromOn: '2026-12-01', toOn: '2026-12-31', text: '' }
  const found = await station.ask('ledger', 'destructions', { ...december, ...page })
  expect(found).toMatchObject({
    total: 1,
    totals: { expired: 1, asked: 0, 'working-copy': 0, corrections: 0 },
  })
  expect(found.lines).toEqual([
    {
      no: 1,
      seq: found.lines[0]?.seq,
      cause: 'expired',
      file: "'26.11.20 3번 CCTV/동영상 1건",
      kind: '개인영상정보(동영상)',
      madeOn: "'26.11.20",
      destroyedOn: "'26.12.22",
      reason: '보관기간 만료',
      officer: '총무과/주무관/김담당',
      head: '총무과/총무과장/이책임',
      isErased: false,
    },
  ])
  expect((await station.ask('ledger', 'lines', { ...december, ...page })).totals.destroy).toBe(2)
  expect((await station.ask('ledger', 'destructions', { ...december, cause: 'asked', ...page })).total).toBe(
    0,
  )
})

test('what has been erased says so in every view', async () => {
  const station = await station24()
  const request = await asked(station, { handling: 'view' })
  await granted(station, request, giving({ code: 'B7' }))
  await looked(station, request)
  await take(station, request, 'close')
  const night = { fromAt: '2026-11-22T11:00:00.000Z', toAt: '2026-11-22T12:00:00.000Z' }
  const form = await station.form({ kind: 'existence', cameraIds: [await station.cameraId(1)], ...night })
  const check = await station.proposed(form, { outcome: 'exists' })
  await station.decided(check)
  await take(station, check, 'notify', { how: 'handed' })
  await take(station, check, 'close')
  clockTo(station, '2029-12-01T09:00:00')
  await station.as('이책임')
  for (const each of [request, check]) await take(station, each, 'eraseDetails', { reason: '보관기간 경과' })
  const views = {
    lines: await station.ask('ledger', 'lines', { ...NOVEMBER, ...page }),
    provisions: await station.ask('ledger', 'provisions', { ...NOVEMBER, ...page }),
    acts: await station.ask('ledger', 'acts', { ...NOVEMBER, ...page }),
  }
  for (const name of ['홍길동', '박길동', '절도 수사', '접촉사고'])
    expect(JSON.stringify(views)).not.toContain(name)
  expect(views.lines.lines.map(({ isErased }) => isErased)).toEqual([true, true])
  expect(views.provisions.lines[0]?.purpose).toBe('(지움)')
  const notified = views.acts.lines.find(
    ({ kind, requestNumber }) => kind === 'request.notified' && requestNumber === '2026-0002',
  )
  expect(notified?.concerned).toBe('(지움)')
  expect(await station.ask('ledger', 'act', { seq: notified!.seq })).toMatchObject({
    isErased: true,
    summary: '',
  })
})

test('the checkpoint of a day stands between its lines and the next', async () => {
  const station = await worked()
  const { vault } = station.office
  const [first] = (await station.ask('ledger', 'lines', { ...NOVEMBER, ...page })).lines
  vault.record(
    () => [],
    (db) => {
      const keep = db.prepare('INSERT INTO checkpoints (size, at, why, root, note) VALUES (?, ?, ?, ?, ?)')
      for (const [after, at, why] of [
        [1, '2026-11-24T02:20:00.000Z', 'print'],
        [2, '2026-11-24T02:30:00.000Z', 'day-end'],
      ] as const)
        keep.run(first!.seq + after, at, why, Buffer.alloc(32), '')
    },
  )
  const found = await station.ask('ledger', 'lines', { ...NOVEMBER, ...page })
  expect(found.checkpoints).toEqual([
    { size: first!.seq + 2, at: '2026-11-24T02:30:00.000Z', why: 'day-end' },
  ])
})
