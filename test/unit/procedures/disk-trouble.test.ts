import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ClockWatch } from '../../../electron/procedures/clock.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { setUpStation, TestStation, temporaryDir } from '../../support/station.ts'
import { closed, credentials, journalOf, told, vaultOf } from '../../support/trouble.ts'

/** What clocks and disks do to a vault; each ends in a sentence, and nothing half-done stays. */

const size = async (station: TestStation) => (await station.ask('station', 'status')).ledgerSize ?? 0

describe('the clock', () => {
  test('set back: the ledger goes on from its last moment, and says so', async () => {
    const station = await closed()
    station.advance({ days: -400 })
    await station.as('이책임')
    expect(station.acts()).toContain('clock.set-back')
    expect((await station.ask('station', 'status')).isClockBehind).toBe(true)
  })

  test('far forward: nothing is entered until somebody says that it is right', async () => {
    const station = await closed()
    const before = readFileSync(journalOf(station))
    station.advance({ days: 400 })
    expect(await told(station)).toMatchObject({
      code: 'clock-far-ahead',
      sentence: expect.stringMatching(/그대로 있습니다/),
    })
    expect(readFileSync(journalOf(station))).toEqual(before)
    await station.ask('station', 'signIn', { ...credentials, confirmsClock: true })
    expect(station.acts().slice(-3)).toEqual(['clock.confirmed', 'station.opened', 'actor.signed-in'])
  })

  test('it jumps while the program runs: entered once; a weekend asleep is no jump', async () => {
    const station = await (await setUpStation()).as('이책임')
    let uptimeMs = 0
    const watch = new ClockWatch(station.office.world.now(), uptimeMs)
    const pass = (days: number, counted: number) => {
      station.advance({ days })
      uptimeMs += counted * 86_400_000
      watch.look(station.office, uptimeMs)
    }
    pass(3, 3)
    pass(0.9, 0)
    expect(station.acts()).not.toContain('clock.set-forward')
    pass(30, 0)
    pass(0, 0)
    expect(station.acts().filter((kind) => kind === 'clock.set-forward')).toHaveLength(1)
  })
})

describe.skipIf(!mayMountDisks)('disks (needs to mount small ones)', () => {
  async function onSmallDisk(): Promise<{ station: TestStation; dir: string }> {
    const template = await closed()
    const dir = temporaryDir('disk')
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir])
    onTestFinished(() => {
      execFileSync('sh', ['-c', `umount -l "${dir}" 2>/dev/null || true`])
    })
    cpSync(template.homeDir, join(dir, 'home'), { recursive: true })
    return { station: new TestStation(join(dir, 'home')), dir }
  }

  test('full: nothing is entered and nothing changes; with room again it goes on', async () => {
    const { station, dir } = await onSmallDisk()
    await station.as('이책임')
    const { institution } = await station.ask('institution', 'show')
    const before = await size(station)
    const { bavail, bsize } = statfsSync(dir)
    writeFileSync(join(dir, 'filler'), Buffer.alloc(bavail * bsize))
    const wish = { ...institution, objectionDesk: 'x'.repeat(500) }
    let refused = 'nothing'
    for (let n = 0; n < 40 && refused === 'nothing'; n++)
      refused = await station.refusal(station.ask('institution', 'change', wish))
    expect(refused).toBe('write-failed')
    const stopped = await size(station)
    expect(stopped).toBeGreaterThanOrEqual(before)
    rmSync(join(dir, 'filler'))
    await station.ask('institution', 'change', wish)
    await station.ask('ledger', 'verify')
    await station.ask('station', 'signOut')
    await station.as('이책임')
  })

  test('read-only: a sentence, and nothing has changed', async () => {
    const { station, dir } = await onSmallDisk()
    const before = readFileSync(vaultOf(station))
    execFileSync('mount', ['-o', 'remount,ro', dir])
    const refusal = await told(station)
    expect(refusal).toMatchObject({
      code: 'write-failed',
      sentence: expect.stringMatching(/그대로 있습니다/),
    })
    expect(readFileSync(vaultOf(station))).toEqual(before)
    execFileSync('mount', ['-o', 'remount,rw', dir])
    await station.as('이책임')
  })

  test('removed: nothing is set up anew over it, and it is whole when it is back', async () => {
    const { station, dir } = await onSmallDisk()
    const bytes = readFileSync(vaultOf(station))
    execFileSync('mount', ['--move', dir, temporaryTarget()])
    mkdirSync(station.homeDir, { recursive: true })
    expect(await station.refusal(station.as('이책임'))).toBe('not-set-up')
    execFileSync('mount', ['--move', target, dir])
    expect(readFileSync(vaultOf(station))).toEqual(bytes)
    await station.as('이책임')
  })

  let target = ''
  function temporaryTarget(): string {
    target = temporaryDir('elsewhere')
    return target
  }
})
