import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#domain/refusal.ts'
import { refusals } from '#i18n/ko/refusals.ts'
import { connect } from '../../../electron/vault/database.ts'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { newStation, setUpPlan, setUpStation, TestStation, temporaryDir } from '../../support/station.ts'
import { closed, credentials, flip, journalOf, told, vaultOf } from '../../support/trouble.ts'

/**
 * What disks, batteries and people do to a vault, on real files. Each ends in a sentence that says what is safe, what is lost
 * and what to do; nothing is made anew without somebody's having said so.
 */

const size = async (station: TestStation) => (await station.ask('station', 'status')).ledgerSize ?? 0

describe('one copy is bad: it is named, nothing is lost, and it is made anew when somebody says so', () => {
  const page = (path: string, which: (pages: number) => number) =>
    flip(path, which(readFileSync(path).length / 4096) * 4096 + 700)
  const harms: [string, (station: TestStation) => void, RegExp, 'database' | 'journal'][] = [
    [
      'first page',
      (station) => page(vaultOf(station), () => 0),
      /데이터베이스.*잃은 것은 없습니다/,
      'database',
    ],
    [
      'middle page',
      (station) => page(vaultOf(station), (n) => Math.floor(n / 2)),
      /데이터베이스 파일이 손상/,
      'database',
    ],
    ['last page', (station) => page(vaultOf(station), (n) => n - 1), /데이터베이스 파일이 손상/, 'database'],
    ['no database', (station) => rmSync(vaultOf(station)), /데이터베이스 파일이 없습니다/, 'database'],
    [
      'no journal',
      (station) => rmSync(journalOf(station)),
      /저널 파일이 없습니다.*잃은 것은 없습니다/,
      'journal',
    ],
    [
      'a journal cut in the middle of a record',
      (station) => truncateSync(journalOf(station), readFileSync(journalOf(station)).length - 30),
      /저널 파일이 손상/,
      'journal',
    ],
  ]
  test.each(harms)('%s', async (_, harm, sentence, copy) => {
    const station = await closed()
    harm(station)
    const refusal = await told(station)
    expect(refusal.code).toBe('vault-needs-mending')
    expect(refusal.sentence).toMatch(sentence)
    const opened = await station.ask('station', 'signIn', { ...credentials, mends: true })
    expect(opened.mended).toMatchObject({ copy })
    expect(opened.isReadOnly).toBe(false)
    expect(station.acts()).toContain('vault.mended')
    expect(await station.ask('ledger', 'verify')).toMatchObject({ size: opened.ledgerSize })
    await station.ask('station', 'noteMended')
    expect((await station.ask('station', 'status')).mended).toBeUndefined()
  })

  test('a write-ahead log that somebody removed', async () => {
    const station = await (await setUpStation()).as('이책임')
    const halfway = join(temporaryDir('halfway'), 'home')
    cpSync(station.homeDir, halfway, { recursive: true })
    station.office.close()
    for (const suffix of ['-wal', '-shm']) rmSync(join(halfway, `vault.db${suffix}`), { force: true })
    const other = new TestStation(halfway)
    const refusal = await told(other)
    expect(refusal.sentence).toMatch(/데이터베이스.*잃은 것은 없습니다/)
    await other.ask('station', 'signIn', { ...credentials, mends: true })
    await other.ask('ledger', 'verify')
  })
})

describe('both copies are bad', () => {
  async function damaged(): Promise<TestStation> {
    const station = await closed()
    flip(vaultOf(station), 700)
    truncateSync(journalOf(station), readFileSync(journalOf(station)).length - 3000)
    return station
  }

  test('what can be proved is opened to read; whatever would be entered is refused in a sentence', async () => {
    const station = await damaged()
    const opened = await station.ask('station', 'signIn', credentials)
    expect(opened).toMatchObject({ isReadOnly: true, provableUntilAt: expect.any(String) })
    expect(opened.ledgerSize).toBeGreaterThan(2)
    const { institution } = await station.ask('institution', 'show')
    expect(await station.refusal(station.ask('institution', 'change', institution))).toBe('vault-read-only')
    expect(refusals['vault-read-only']({})).toMatch(/백업에서 복원/)
    const year = { fromOn: '2026-01-01', toOn: '2026-12-31', text: '' }
    await station.ask('requests', 'search', { text: '', offset: 0, limit: 10 })
    await station
      .ask('ledger', 'lines', {
        ...year,
        kinds: [],
        cameraIds: [],
        actorIds: [],
        offset: 0,
        limit: 10,
      } as never)
      .catch((error) => {
        if (error instanceof Refusal) throw error
      })
    await station.ask('station', 'lock')
    expect(
      await station.refusal(station.ask('station', 'signIn', { ...credentials, password: 'wrong' })),
    ).toBe('wrong-password')
    await station.as('이책임')
    await station.ask('station', 'signOut')
    await station.as('이책임')
  })

  test('a manager goes on with it: a new journal, an act that names the last entry, the files kept', async () => {
    const station = await damaged()
    const before = await station.ask('station', 'signIn', credentials)
    const attempt = (password: string) => station.ask('recovery', 'continueProvable', { password })
    expect(await station.refusal(attempt('wrong'))).toBe('wrong-password')
    await attempt(credentials.password)
    const after = await station.ask('station', 'status')
    expect(after).toMatchObject({ phase: 'open', isReadOnly: false })
    expect(await size(station)).toBe((before.ledgerSize ?? 0) + 3)
    expect(station.acts().slice(-3)).toEqual(['station.opened', 'vault.continued', 'actor.sign-in-failed'])
    expect(readdirSync(join(station.homeDir, 'replaced-1'))).toEqual(
      expect.arrayContaining(['ledger.journal', 'vault.db']),
    )
    await station.ask('ledger', 'verify')
    await station.ask('station', 'signOut')
    await station.as('이책임')
  })

  test('where the database proves more than the journal, it is gone on with', async () => {
    const station = await closed()
    const before = station.office
    const master = await before.slots.open(credentials.loginName, credentials.password)
    const keys = deriveKeys(master!.master)
    const db = connect(vaultOf(station), keys.database)
    db.exec('DROP TRIGGER ledger_forbids_update')
    db.exec("UPDATE ledger SET actor = 'nobody' WHERE seq = 20")
    db.close()
    truncateSync(journalOf(station), 150)
    expect(await station.ask('station', 'signIn', credentials)).toMatchObject({
      isReadOnly: true,
      ledgerSize: 20,
    })
    await station.ask('recovery', 'continueProvable', { password: credentials.password })
    expect(await size(station)).toBe(22)
    await station.ask('ledger', 'verify')
    await station.ask('station', 'signOut')
    await station.as('이책임')
  })

  test('nothing can be proved: a sentence, and no new vault', async () => {
    const station = await closed()
    writeFileSync(vaultOf(station), Buffer.alloc(8192))
    truncateSync(journalOf(station), 130)
    expect(await told(station)).toMatchObject({
      code: 'vault-damaged',
      sentence: expect.stringMatching(/백업에서 복원/),
    })
    expect(readFileSync(vaultOf(station))).toEqual(Buffer.alloc(8192))
  })

  test('a vault from another PC', async () => {
    const station = await closed()
    const other = newStation()
    await other.ask('station', 'setUp', setUpPlan)
    await other.ask('station', 'signOut')
    for (const name of ['vault.db', 'ledger.journal'])
      copyFileSync(join(other.homeDir, name), join(station.homeDir, name))
    expect(await told(station)).toMatchObject({
      code: 'vault-foreign',
      sentence: expect.stringMatching(/다른 PC/),
    })
  })
})

describe('the key file', () => {
  test('damaged or gone, it is made anew from its copy, which is an act', async () => {
    const station = await closed()
    const path = join(station.homeDir, 'keys.json')
    for (const harm of [() => writeFileSync(path, '{'), () => rmSync(path)]) {
      harm()
      const opened = await station.ask('station', 'signIn', credentials)
      expect(opened.mended).toMatchObject({ copy: 'keys' })
      expect(station.acts()).toContain('keys.mended')
      await station.ask('station', 'signOut')
    }
    expect((await station.ask('station', 'signIn', credentials)).mended).toBeUndefined()
  })

  test('both gone: the vault is left alone, and nobody is offered to set it up anew', async () => {
    const station = await closed()
    const vault = readFileSync(vaultOf(station))
    for (const name of ['keys.json', 'keys.json.copy']) rmSync(join(station.homeDir, name))
    expect((await station.ask('station', 'status')).phase).toBe('closed')
    expect(await told(station)).toMatchObject({
      code: 'vault-keys-damaged',
      sentence: expect.stringMatching(/백업에서 복원/),
    })
    expect(await station.refusal(station.ask('station', 'setUp', setUpPlan))).toBe('vault-keys-damaged')
    expect(readFileSync(vaultOf(station))).toEqual(vault)
  })

  test('a set-up that was cut short is begun again', async () => {
    const station = newStation()
    await station.ask('station', 'setUp', setUpPlan)
    station.office.close()
    for (const name of ['keys.json', 'keys.json.copy']) rmSync(join(station.homeDir, name))
    writeFileSync(join(station.homeDir, 'setting-up'), '')
    const again = new TestStation(station.homeDir)
    expect((await again.ask('station', 'status')).phase).toBe('new')
    await again.ask('station', 'setUp', setUpPlan)
    expect(existsSync(join(station.homeDir, 'setting-up'))).toBe(false)
  })
})

test('a vault of a newer version', async () => {
  const station = await closed()
  const opened = await station.office.slots.open(credentials.loginName, credentials.password)
  const db = connect(vaultOf(station), deriveKeys(opened!.master).database)
  db.pragma('user_version = 999')
  db.close()
  expect(await told(station)).toMatchObject({
    code: 'vault-newer',
    sentence: expect.stringMatching(/잃은 것은 없고/),
  })
})
