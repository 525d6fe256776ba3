import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { RecordingId } from '#domain/recording.ts'
import { fromWallClock } from '#domain/time.ts'
import { rows } from '../../../electron/vault/book.ts'
import { confirmedGone, destructionsOver } from '../../../electron/vault/destructions.ts'
import { storedRecording } from '../../../electron/vault/recordings.ts'
import { recorderFolder } from '../../support/recorder.ts'
import { PASSWORDS, setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'
import { readablePages } from '../../support/vault-pages.ts'

/** The library keeps footage for 30 days; its station's clock begins at 2026-11-23 09:30. */

const MANAGER = { loginName: '이책임', password: PASSWORDS['이책임']! }
const always = { fromAt: fromWallClock('2026-01-01T00:00:00'), toAt: fromWallClock('2027-01-01T00:00:00') }

/** A station with recordings of camera 3, two seconds each, that begin at ten in the morning of these days. */
async function withFootageOf(...days: string[]): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  const files = days.map((on) => [`cam03/${on.replaceAll('-', '')}_100000.mp4`, { seconds: 2 }] as const)
  await station.takeIn(recorderFolder(temporaryDir('recorder'), Object.fromEntries(files)))
  return station
}

async function onDecember1(...days: string[]): Promise<TestStation> {
  const station = await withFootageOf(...days)
  station.advance({ days: 8 })
  return station
}

const heldDays = async (station: TestStation) =>
  (await station.ask('recordings', 'list', always)).map(({ startAt }) => startAt.slice(0, 10))

const linesOf = ({ office }: TestStation) =>
  office.vault.read((db) => rows(db, { fromOn: '2026-01-01', toOn: '2027-12-31', text: '' }, 0, 100))

async function destroy(station: TestStation) {
  const { id } = await station.ask('retention', 'destroyExpired', MANAGER)
  return station.office.jobs.ended(id)
}

/** The first second of a day's recording. */
function windowOf(on: string) {
  return { fromAt: fromWallClock(`${on}T10:00:00`), toAt: fromWallClock(`${on}T10:00:01`) }
}

describe('AC-23: the monthly check of 2026-12-01', () => {
  test('with nothing left is written as the example has it', async () => {
    const station = await onDecember1('2026-11-15')
    // What is held within its time changes nothing.
    await station.received(await station.form(windowOf('2026-11-15')))
    expect(await station.ask('retention', 'check')).toEqual({ kind: 'fine' })
    expect(linesOf(station)).toMatchObject([
      {
        no: 1,
        kind: 'destroy',
        at: "'26.12.01",
        file: "전체 CCTV/동영상 ∼'26.10.31",
        officer: '총무과/주무관/김담당',
        purpose: '보관기간 만료',
        recipient: '-',
        basis: '「표준 개인정보 보호지침」 제41조',
        form: '기타(자동삭제)',
        period: '30일 주기 자동 파기, 매월 1일 확인',
        result: "확인 완료('26.12.01)",
        safety: '-',
      },
    ])
    const { lastCheck, isCheckDue } = await station.ask('retention', 'overview')
    expect(lastCheck).toMatchObject({ byName: '김담당', finding: { kind: 'fine' } })
    expect(isCheckDue).toBe(false)
    station.advance({ days: 31 })
    expect((await station.ask('retention', 'overview')).isCheckDue).toBe(true)
  })

  test('with a clip of 2026-10-20 is 보관기간 초과, and writes no line', async () => {
    const station = await onDecember1('2026-10-20', '2026-10-28')
    await expect(station.ask('retention', 'check')).rejects.toMatchObject({
      code: 'retention-exceeded',
      data: { cameraNumber: 3, oldestOn: '2026-10-20', destroyByOn: '2026-11-24' },
    })
    expect(linesOf(station)).toEqual([])
    expect(station.acts().at(-1)).toBe('attempt.refused')
  })

  test('with a clip of 2026-10-28 is a warning only, and the line does not say that it is gone', async () => {
    const station = await onDecember1('2026-10-28')
    expect(await station.ask('retention', 'check')).toMatchObject({
      kind: 'expired',
      destroyByOn: '2026-12-02',
    })
    const [line] = linesOf(station)
    expect(line?.file).toBe("1∼2·4∼17번 CCTV/동영상 ∼'26.10.31, 3번 CCTV/동영상 ∼'26.10.27")
  })
})

describe('destroying what has expired', () => {
  test('takes what is over its time, leaves what is not and what is held, and writes one line', async () => {
    const station = await onDecember1('2026-10-20', '2026-10-22', '2026-10-31', '2026-11-01')
    // Somebody asks for some of it: from then on it is held.
    await station.received(await station.form(windowOf('2026-10-22')))
    expect(await station.ask('retention', 'overview')).toMatchObject({
      on: '2026-12-01',
      finding: { kind: 'exceeded', oldestOn: '2026-10-20' },
      expired: { count: 2 },
    })
    expect(await destroy(station)).toMatchObject({ state: 'finished', result: { count: 2, left: 0 } })
    expect(await heldDays(station)).toEqual(['2026-10-22', '2026-11-01'])
    expect(linesOf(station)).toMatchObject([
      {
        kind: 'destroy',
        at: "'26.12.01 09:30",
        file: "'26.10.20∼'26.10.31 3번 CCTV/동영상 2건",
        officer: '총무과/주무관/김담당',
        purpose: '보관기간 만료',
        basis: '「표준 개인정보 보호지침」 제41조',
        form: '기타',
        period: '보관기간 30일',
        result: "암호키 파기(복원 불가), 확인 완료('26.12.01), 승인 총무과/총무과장/이책임",
      },
    ])
    const kinds = station.acts().filter((kind) => /^(destruction|recording\.destroyed)/.test(kind))
    expect(kinds).toEqual([
      'destruction.started',
      'recording.destroyed',
      'recording.destroyed',
      'destruction.finished',
    ])
    // The held one does not count as left over: the check says that it is held.
    expect(await station.ask('retention', 'check')).toEqual({ kind: 'fine' })
    expect(linesOf(station)[1]?.file).toBe("전체 CCTV/동영상 ∼'26.10.31(보존 조치 1건 제외)")
  })

  test('leaves neither key nor film: not in the vault, not in the store, not on the screen', async () => {
    const station = await onDecember1('2026-10-20', '2026-11-15')
    const { office } = station
    const keys = office.vault.read((db) =>
      db.prepare('SELECT id, wrapped_key AS wrapped FROM recordings ORDER BY start_at').all(),
    ) as { id: RecordingId; wrapped: Buffer }[]
    const [gone, kept] = keys
    const pages = () => readablePages(office.vaultPath, office.keys.database)
    expect(pages().includes(gone!.wrapped)).toBe(true)
    await destroy(station)
    expect(pages().includes(gone!.wrapped)).toBe(false)
    expect(pages().includes(gone!.wrapped.subarray(12, 44))).toBe(false)
    expect(pages().includes(kept!.wrapped)).toBe(true)
    expect(readdirSync(office.storeDir)).toEqual([`${kept!.id}.vsf`])
    const open = () => office.vault.read((db) => storedRecording(db, gone!.id, office.keys.footage))
    expect(open).toThrow('footage-damaged')
    const damaged = office.vault.read((db) => db.prepare('PRAGMA foreign_key_check').all())
    expect(damaged).toEqual([])
  })

  test('is answered afterwards: when it went, why, and by which line', async () => {
    const station = await onDecember1('2026-10-20')
    const expired = async () => {
      const { station: own } = await station.ask('duties', 'inbox', { untilOn: '2026-12-01' })
      return own.filter(({ kind }) => kind === 'expired')
    }
    // Until it has gone, the inbox of whoever may see to it says so.
    expect(await expired()).toMatchObject([{ dueOn: '2026-11-24', text: '3' }])
    await destroy(station)
    expect(await expired()).toEqual([])
    await station.ask('retention', 'check')
    const cameraId = await station.cameraId(3)
    const window = {
      fromAt: fromWallClock('2026-10-20T00:00:00'),
      toAt: fromWallClock('2026-10-21T00:00:00'),
    }
    const { vault } = station.office
    expect(vault.read((db) => destructionsOver(db, [cameraId], window))).toMatchObject([
      { cameraId, fromAt: fromWallClock('2026-10-20T10:00:00'), why: 'expired', rowNo: 1 },
    ])
    const other = [await station.cameraId(4)]
    expect(vault.read((db) => destructionsOver(db, other, window))).toEqual([])
    // AC-04: automatic deletion was confirmed for days that were never taken in as well.
    const confirmed = vault.read((db) => confirmedGone(db, [cameraId, ...other], '2026-10-10'))
    expect(confirmed).toMatchObject({ rowNo: 2, at: fromWallClock('2026-12-01T09:30:00') })
    expect(vault.read((db) => confirmedGone(db, [cameraId], '2026-11-01'))).toBeUndefined()
    const goneFor = async (on: string) => {
      const asked = {
        kind: 'existence' as const,
        fromAt: fromWallClock(`${on}T10:00:00`),
        toAt: fromWallClock(`${on}T11:00:00`),
      }
      const { id } = await station.received(await station.form(asked))
      return (await station.ask('requests', 'review', { requestId: id })).gone
    }
    expect(await goneFor('2026-10-20')).toBe('보관기간 30일 경과, 파기 2026-12-01(관리대장 1번)')
    expect(await goneFor('2026-10-10')).toBe('보관기간 30일 경과, 자동삭제 확인 2026-12-01(관리대장 2번)')
    expect(await goneFor('2026-11-25')).toBe('')
  })

  test('is not undone by taking the same file in again', async () => {
    const station = await (await setUpStation()).as('김담당')
    const folder = recorderFolder(temporaryDir('recorder'), { 'cam03/20261020_100000.mp4': {} })
    await station.takeIn(folder)
    station.advance({ days: 8 })
    await destroy(station)
    const { id } = await station.takeIn(folder)
    expect(await station.ask('intake', 'outcomes', { jobId: id })).toMatchObject([{ outcome: 'destroyed' }])
    expect(await heldDays(station)).toEqual([])
  })

  test('needs a manager, another person than whoever asks, and something to destroy', async () => {
    const station = await onDecember1('2026-11-15')
    const ask = (loginName: string) =>
      station.refusal(
        station.ask('retention', 'destroyExpired', { loginName, password: PASSWORDS[loginName]! }),
      )
    expect(await ask('김담당')).toBe('not-allowed')
    expect(await ask('이책임')).toBe('nothing-expired')
    await station.as('이책임')
    expect(await ask('이책임')).toBe('destroying-alone')
    expect(station.acts()).not.toContain('destruction.started')
    expect(await heldDays(station)).toEqual(['2026-11-15'])
  })

  test('spares what is held while it goes on, and stops between two recordings', async () => {
    const station = await onDecember1('2026-10-20', '2026-10-21', '2026-10-22')
    const form = await station.form(windowOf('2026-10-21'))
    const begun = await station.ask('retention', 'destroyExpired', MANAGER)
    await station.received(form)
    const ended = await station.office.jobs.ended(begun.id)
    expect(ended).toMatchObject({ state: 'finished', result: { count: 2, left: 1 } })
    expect(await heldDays(station)).toEqual(['2026-10-21'])

    const stopped = await onDecember1('2026-10-20', '2026-10-21', '2026-10-22')
    const job = await stopped.ask('retention', 'destroyExpired', MANAGER)
    await stopped.ask('jobs', 'cancel', { jobId: job.id })
    expect((await stopped.office.jobs.ended(job.id)).state).toBe('cancelled')
    const left = (await heldDays(stopped)).length
    expect(left).toBeGreaterThan(0)
    const line = linesOf(stopped)[0]
    if (left < 3) expect(line?.file).toContain(`${3 - left}건`)
    else expect(line).toBeUndefined()
  })
})
