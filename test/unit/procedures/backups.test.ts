import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { newStation, setUpPlan, setUpStation, TestStation, temporaryDir } from '../../support/station.ts'
import { credentials, flip, journalOf, vaultOf } from '../../support/trouble.ts'

/** Backups, and restoring one. */

/** A station with a backup of it, the folder in which it lies, and what the ledger's size was. */
async function backedUp(): Promise<{ station: TestStation; diskDir: string; folder: string; size: number }> {
  const station = await (await setUpStation()).as('이책임')
  const diskDir = temporaryDir('disk')
  station.chosen.folder = diskDir
  const job = await station.ask('backups', 'make')
  const ended = await station.office.jobs.ended(job!.id)
  if (ended.state !== 'finished') throw new Error(JSON.stringify(ended))
  return { station, diskDir, folder: String(ended.result['folder']), size: Number(ended.result['size']) }
}

async function choose(station: TestStation, diskDir: string) {
  station.chosen.folder = diskDir
  return station.ask('backups', 'choose')
}

describe('a backup', () => {
  test('is a folder of three files that was read back; its own beginning is in it, what came after is not', async () => {
    const { station, diskDir, folder, size } = await backedUp()
    expect(folder).toMatch(/^viewing-station-backup_2026-11-23_0930$/)
    expect(readdirSync(diskDir)).toEqual([folder])
    expect(readdirSync(join(diskDir, folder)).toSorted()).toEqual([
      'backup.json',
      'keys.json',
      'ledger.journal',
    ])
    const acts = station.acts()
    expect(acts.slice(size - 1)).toEqual(['backup.started', 'backup.made'])
    expect(readFileSync(join(diskDir, folder, 'ledger.journal')).includes('공공도서관')).toBe(false)
    expect((await station.ask('backups', 'show')).last).toMatchObject({ folder, size })
  })

  test('is asked for when the last one is older than the institution wants', async () => {
    const { station } = await backedUp()
    const asked = async () => {
      const { station: lines } = await station.ask('duties', 'inbox', { untilOn: '2027-12-31' })
      return lines.some(({ kind }) => kind === 'backup')
    }
    station.advance({ days: 6 })
    await station.as('이책임')
    expect(await asked()).toBe(false)
    await station.ask('backups', 'remindAfter', { days: 3 })
    expect(await asked()).toBe(true)
    await station.as('김담당')
    expect(await asked()).toBe(false)
    expect(await station.refusal(station.ask('backups', 'make'))).toBe('not-allowed')
  })

  test('that is cancelled leaves nothing, and says so; what a kill left goes with the next one', async () => {
    const { station, diskDir, folder } = await backedUp()
    mkdirSync(join(diskDir, 'viewing-station-backup_2026-11-01_0900.new'))
    const job = await station.ask('backups', 'make')
    await station.ask('jobs', 'cancel', { jobId: job!.id })
    expect(station.acts().slice(-2)).toEqual(['backup.started', 'backup.failed'])
    expect(readdirSync(diskDir).filter((name) => name !== folder)).toEqual([])
  })

  test.skipIf(!mayMountDisks)(
    'on a disk that is full, read-only or gone ends in a sentence (needs to mount a small disk)',
    async () => {
      const { station } = await backedUp()
      const dir = temporaryDir('stick')
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', dir])
      onTestFinished(() => {
        execFileSync('sh', ['-c', `umount -l "${dir}" 2>/dev/null || true`])
      })
      station.chosen.folder = dir
      const { bavail, bsize } = statfsSync(dir)
      writeFileSync(join(dir, 'filler'), Buffer.alloc(bavail * bsize - 1_000_000))
      expect(await station.refusal(station.ask('backups', 'make'))).toBe('no-space')
      rmSync(join(dir, 'filler'))
      execFileSync('mount', ['-o', 'remount,ro', dir])
      const job = await station.ask('backups', 'make')
      expect(await station.office.jobs.ended(job!.id)).toMatchObject({
        state: 'refused',
        code: 'write-failed',
      })
      expect(station.acts().at(-1)).toBe('backup.failed')
      execFileSync('umount', ['-l', dir])
      station.chosen.folder = join(dir, 'gone')
      expect(await station.refusal(station.ask('backups', 'make'))).toBe('write-failed')
      await station.ask('ledger', 'verify')
    },
  )
})

describe('restoring', () => {
  test('on a new PC: the vault is back, the ledger says so, and somebody signs in as ever', async () => {
    const { diskDir, size, folder } = await backedUp()
    const other = new TestStation(join(temporaryDir('new'), 'home'))
    expect((await other.ask('station', 'status')).phase).toBe('new')
    expect(await other.refusal(choose(other, temporaryDir('empty')))).toBe('backup-missing')
    expect(await choose(other, diskDir)).toMatchObject({ folder, size })
    const restore = (secret: object) => other.ask('backups', 'restore', { secret } as never)
    expect(await other.refusal(restore({ ...credentials, password: 'wrong' }))).toBe('wrong-password')
    expect(await other.refusal(restore({ recoveryCode: 'AAAA' }))).toBe('wrong-recovery-code')
    expect(await other.refusal(restore({ loginName: '김담당', password: 'Officer-Pass-1' }))).toBe(
      'not-allowed',
    )
    await restore(credentials)
    expect((await other.ask('station', 'status')).phase).toBe('closed')
    await other.as('이책임')
    expect(other.acts().slice(size)).toEqual([
      'station.opened',
      'backup.restored',
      'actor.sign-in-failed',
      'actor.signed-in',
    ])
    await other.ask('ledger', 'verify')
    expect(await other.refusal(choose(other, diskDir))).toBe('station-open')
    await other.ask('station', 'signOut')
    await other.as('김담당')
  })

  test('over a damaged vault and over a longer one: files are kept, what would be lost is named first', async () => {
    const { station, diskDir, size } = await backedUp()
    const { institution } = await station.ask('institution', 'show')
    for (let n = 0; n < 5; n++)
      await station.ask('institution', 'change', { ...institution, telephone: `02-${n}` })
    writeFileSync(join(station.homeDir, 'footage', 'recording-later.vsf'), 'sealed after the backup')
    const note = station.office.vault.checkpoint('print')
    await station.ask('station', 'signOut')
    const longer = note.checkpoint.size + 1
    await choose(station, diskDir)
    const attempt = (loses?: number) =>
      station.ask('backups', 'restore', { secret: credentials, ...(loses === undefined ? {} : { loses }) })
    const thrown: unknown = await attempt().catch((error: unknown) => error)
    expect(thrown).toMatchObject({
      code: 'restore-loses',
      data: { lost: longer - size, entries: longer, size },
    })
    expect(await station.refusal(attempt(1))).toBe('restore-loses')
    await attempt(longer - size)
    expect(readdirSync(join(station.homeDir, 'replaced-1'))).toEqual(
      expect.arrayContaining(['keys.json', 'ledger.journal', 'vault.db']),
    )
    await station.as('이책임')
    expect(readdirSync(join(station.homeDir, 'replaced-1', 'footage'))).toEqual(['recording-later.vsf'])
    expect(station.acts()).toContain('backup.restored')
    // Against what has left the house since, the restored ledger is a rollback; gone on with, a fork.
    const compare = () => station.ask('ledger', 'comparePaper', { text: note.note })
    expect(await compare()).toMatchObject({ outcome: 'rolled-back' })
    for (let n = 0; n < 10; n++)
      await station.ask('institution', 'change', { ...institution, telephone: `02-${n}` })
    expect(await compare()).toMatchObject({ outcome: 'forked' })
  })

  test('another station’s backup does not take the place of a vault whose key it does not have', async () => {
    const { station } = await backedUp()
    await station.ask('station', 'signOut')
    const other = newStation()
    await other.ask('station', 'setUp', setUpPlan)
    const otherDisk = temporaryDir('other-disk')
    other.chosen.folder = otherDisk
    const job = await other.ask('backups', 'make')
    await other.office.jobs.ended(job!.id)
    const vault = readFileSync(vaultOf(station))
    await choose(station, otherDisk)
    expect(await station.refusal(station.ask('backups', 'restore', { secret: credentials }))).toBe(
      'backup-foreign',
    )
    expect(readFileSync(vaultOf(station))).toEqual(vault)
    // Damaged beyond reading, the station's own slots still tell whose backup it is.
    for (const path of [vaultOf(station), journalOf(station)]) writeFileSync(path, Buffer.alloc(8192))
    expect(await station.refusal(station.ask('backups', 'restore', { secret: credentials }))).toBe(
      'backup-foreign',
    )
  })

  test('its own backup takes the place of files that nobody can read any more', async () => {
    const { station, diskDir, size } = await backedUp()
    await station.ask('station', 'signOut')
    for (const path of [vaultOf(station), journalOf(station)]) writeFileSync(path, Buffer.alloc(8192))
    await choose(station, diskDir)
    await station.ask('backups', 'restore', { secret: credentials })
    await station.as('이책임')
    expect(station.acts().slice(size)).toEqual(['station.opened', 'backup.restored', 'actor.signed-in'])
  })

  test('a backup in which one bit has turned is not restored, and nothing here has changed', async () => {
    const { station, diskDir, folder } = await backedUp()
    await station.ask('station', 'signOut')
    const vault = readFileSync(vaultOf(station))
    const journal = readFileSync(journalOf(station))
    const path = join(diskDir, folder, 'ledger.journal')
    flip(path, Math.floor(readFileSync(path).length / 2))
    await choose(station, diskDir)
    expect(await station.refusal(station.ask('backups', 'restore', { secret: credentials }))).toBe(
      'backup-damaged',
    )
    expect(readFileSync(vaultOf(station))).toEqual(vault)
    expect(readFileSync(journalOf(station))).toEqual(journal)
    expect(readdirSync(station.homeDir).filter((name) => /exchange|replaced/.test(name))).toEqual([])
    await station.as('이책임')
  })

  test('that a kill cut short between two files is gone on with at the next start', async () => {
    const { station, diskDir, size } = await backedUp()
    await station.ask('station', 'signOut')
    const { master } = (await station.office.slots.open(credentials.loginName, credentials.password))!
    const { restore } = await import('../../../electron/vault/restoring.ts')
    const { findBackup } = await import('../../../electron/vault/backup.ts')
    const elsewhere = join(temporaryDir('elsewhere'), 'home')
    mkdirSync(elsewhere)
    const backup = (await findBackup(diskDir))!
    await restore({
      homeDir: elsewhere,
      keys: deriveKeys(master),
      backup,
      report: () => undefined,
      isKnown: true,
      admit: () => undefined,
    })
    // As a kill leaves it: everything made ready, the database in its place, the rest not yet.
    const readyDir = join(station.homeDir, 'exchange.ready')
    mkdirSync(readyDir)
    for (const name of ['ledger.journal', 'keys.json']) cpSync(join(elsewhere, name), join(readyDir, name))
    cpSync(join(elsewhere, 'exchanged.json'), join(station.homeDir, 'exchanged.json'))
    rmSync(vaultOf(station))
    cpSync(join(elsewhere, 'vault.db'), vaultOf(station))
    const again = await new TestStation(station.homeDir).as('이책임')
    expect(existsSync(readyDir)).toBe(false)
    expect(again.acts().slice(size)).toEqual(['station.opened', 'backup.restored', 'actor.signed-in'])
    await again.ask('ledger', 'verify')
  })
})
