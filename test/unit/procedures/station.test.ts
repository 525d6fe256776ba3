import { expect, test } from 'vitest'
import { newStation, PASSWORDS, setUpPlan, setUpStation, TestStation } from '../../support/station.ts'

const everyRequest = { text: '', offset: 0, limit: 10 }

test('the first start: an institution, two people, a recovery code shown once', async () => {
  const station = newStation()
  expect((await station.ask('station', 'status')).phase).toBe('new')
  const { recoveryCode } = await station.ask('station', 'setUp', setUpPlan)
  expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
  const { institution, cameras, actors } = await station.ask('institution', 'show')
  expect([institution.name, cameras.length, actors.map(({ role }) => role)]).toEqual([
    '공공도서관',
    17,
    ['manager', 'officer'],
  ])
  expect(cameras.every(({ retentionDays }) => retentionDays === 30)).toBe(true)
  expect(await station.refusal(station.ask('station', 'setUp', setUpPlan))).toBe('already-set-up')
})

test('the regional office has twelve cameras and ninety days', async () => {
  const station = newStation()
  await station.ask('station', 'setUp', { ...setUpPlan, preset: 'regional-office' })
  const { cameras } = await station.ask('institution', 'show')
  expect([cameras.length, cameras[0]?.retentionDays]).toEqual([12, 90])
})

test('a weak password and one login name for two people are refused before anything is written', async () => {
  const station = newStation()
  const weak = { ...setUpPlan, officer: { ...setUpPlan.officer, password: '12345678' } }
  expect(await station.refusal(station.ask('station', 'setUp', weak))).toBe('weak-password')
  const twice = { ...setUpPlan, officer: { ...setUpPlan.officer, loginName: '이책임' } }
  expect(await station.refusal(station.ask('station', 'setUp', twice))).toBe('login-taken')
  expect((await station.ask('station', 'status')).phase).toBe('new')
})

test('signing in before the station is set up is refused', async () => {
  const station = newStation()
  const attempt = station.ask('station', 'signIn', { loginName: '김담당', password: 'x' })
  expect(await station.refusal(attempt)).toBe('not-set-up')
})

test('nothing is answered and nobody is named before somebody signs in', async () => {
  const station = await setUpStation()
  expect(await station.ask('station', 'status')).toEqual({ phase: 'closed', now: expect.any(String) })
  expect(await station.refusal(station.ask('requests', 'search', everyRequest))).toBe('not-signed-in')
  expect(await station.refusal(station.ask('institution', 'show'))).toBe('not-signed-in')
})

test('five wrong passwords lock the account for ten minutes, and the ledger says so afterwards', async () => {
  const station = await setUpStation()
  const wrong = () =>
    station.refusal(station.ask('station', 'signIn', { loginName: '김담당', password: 'wrong' }))
  for (let i = 0; i < 4; i++) expect(await wrong()).toBe('wrong-password')
  expect(await wrong()).toBe('locked-out')
  expect(await station.refusal(station.as('김담당'))).toBe('locked-out')
  station.advance({ minutes: 11 })
  await station.as('김담당')
  expect(station.acts()).toContain('actor.sign-in-failed')
})

test('an untouched desk locks itself, a touched one does not; the vault stays open for the next person', async () => {
  const station = await (await setUpStation()).as('김담당')
  const { lockIfIdle } = await import('../../../electron/procedures/station.ts')
  station.advance({ minutes: 9 })
  await station.ask('station', 'touch')
  station.advance({ minutes: 9 })
  lockIfIdle(station.office)
  expect((await station.ask('station', 'status')).phase).toBe('open')
  station.advance({ minutes: 1 })
  lockIfIdle(station.office)
  expect((await station.ask('station', 'status')).phase).toBe('locked')
  expect(await station.refusal(station.ask('requests', 'search', everyRequest))).toBe('not-signed-in')
  await station.as('이책임')
  expect(station.acts().slice(-3)).toEqual(['actor.locked', 'attempt.refused', 'actor.signed-in'])
})

test('settings are the manager’s, each change is an act, and a new person gets an account', async () => {
  const station = await (await setUpStation()).as('김담당')
  const { institution, cameras } = await station.ask('institution', 'show')
  expect(await station.refusal(station.ask('institution', 'change', institution))).toBe('not-allowed')
  await station.as('이책임')
  await station.ask('institution', 'change', { ...institution, telephone: '02-123-4567' })
  await station.ask('institution', 'changeCamera', { ...cameras[0]!, clockAheadSeconds: 15 })
  const auditor = {
    loginName: '감사',
    name: '홍길동',
    department: '감사실',
    title: '',
    role: 'auditor',
    password: 'Auditor-Pass-1',
  } as const
  await station.ask('institution', 'addActor', auditor)
  expect(await station.refusal(station.ask('institution', 'addActor', auditor))).toBe('login-taken')
  expect(
    await station.refusal(
      station.ask('institution', 'changeCamera', { ...cameras[0]!, id: 'none' as never }),
    ),
  ).toBe('camera-unknown')
  await station.ask('station', 'signIn', { loginName: '감사', password: 'Auditor-Pass-1' })
  expect(await station.refusal(station.ask('intake', 'choose'))).toBe('not-allowed')
  expect(station.acts().slice(-8)).toEqual([
    'settings.changed',
    'settings.changed',
    'actor.added',
    'attempt.refused',
    'attempt.refused',
    'actor.locked',
    'actor.signed-in',
    'attempt.refused',
  ])
})

test('what was acknowledged is there when the program starts again, and the same people can sign in', async () => {
  const station = await (await setUpStation()).as('김담당')
  const { id } = await station.received(await station.form())
  station.office.close()
  const again = await new TestStation(station.homeDir).as('김담당')
  expect((await again.ask('requests', 'find', { requestId: id })).number).toBe('2026-0001')
  expect(PASSWORDS).toHaveProperty('김담당')
})
