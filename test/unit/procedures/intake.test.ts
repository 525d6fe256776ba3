import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobId } from '#domain/job.ts'
import { fromWallClock } from '#domain/time.ts'
import { recorderFolder } from '../../support/recorder.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { setUpStation, TestStation, temporaryDir } from '../../support/station.ts'
import { tracesIn } from '../../support/traces.ts'

const day = { fromAt: fromWallClock('2026-11-20T00:00:00'), toAt: fromWallClock('2026-11-21T00:00:00') }

test('a recorder’s folder becomes recordings; what is damaged is named and the rest goes on', async () => {
  const station = await (await setUpStation()).as('김담당')
  const folder = recorderFolder(temporaryDir('recorder'), {
    'cam03/20261120_183000.mp4': {},
    'cam03/20261120_183010.mp4': {
      args: ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-shortest'],
    },
    'cam03/20261120_183020.mp4': { bytes: Buffer.alloc(0) },
    'cam03/20261120_183030.mp4': { bytes: Buffer.from('this is no film at all') },
    'cam04/20261120_183000.ts': { args: ['-c:v', 'libx264', '-preset', 'ultrafast', '-an'] },
    'cam04/film.mp4': {},
  })
  const whole = readFileSync(join(folder, 'cam03/20261120_183000.mp4'))
  writeFileSync(join(folder, 'cam03/20261120_183040.mp4'), whole.subarray(0, whole.length * 0.6))
  const job = await station.takeIn(folder)
  expect(job.state).toBe('finished')
  const outcomes = await station.ask('intake', 'outcomes', { jobId: job.id })
  expect(Object.fromEntries(outcomes.map(({ name, outcome }) => [name, outcome]))).toEqual({
    '20261120_183000.mp4': 'taken-in',
    '20261120_183010.mp4': 'taken-in',
    '20261120_183020.mp4': 'empty',
    '20261120_183030.mp4': 'not-a-video',
    '20261120_183040.mp4': 'damaged',
    '20261120_183000.ts': 'taken-in',
    'film.mp4': 'no-time',
  })
  const recordings = await station.ask('recordings', 'list', day)
  expect(recordings.map(({ startAt, frameCount, hadAudio }) => [startAt, frameCount, hadAudio])).toEqual([
    [fromWallClock('2026-11-20T18:30:00'), 40, false],
    [fromWallClock('2026-11-20T18:30:00'), 40, false],
    [fromWallClock('2026-11-20T18:30:10'), 40, true],
  ])
  expect(station.acts()).toContain('audio.dropped')
  expect(station.acts().filter((kind) => kind === 'recording.refused')).toHaveLength(4)
})

test('the same files again are held already, whatever they are called', async () => {
  const station = await (await setUpStation()).as('김담당')
  const folder = recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': {} })
  await station.takeIn(folder)
  const { id } = await station.takeIn(folder)
  expect(await station.ask('intake', 'outcomes', { jobId: id })).toEqual([
    { name: '20261120_183000.mp4', outcome: 'already-held', hadAudio: false },
  ])
  expect((await station.ask('recordings', 'summary'))[0]?.count).toBe(1)
})

test('a camera whose clock runs fast has its recordings moved back', async () => {
  const station = await (await setUpStation()).as('이책임')
  const { cameras } = await station.ask('institution', 'show')
  await station.ask('institution', 'changeCamera', { ...cameras[2]!, clockAheadSeconds: 15 })
  await station.takeIn(recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': {} }))
  const [recording] = await station.ask('recordings', 'list', day)
  expect(recording?.startAt).toBe(fromWallClock('2026-11-20T18:29:45'))
})

test('a folder that cannot be read, has no film, or was chosen too long ago is refused', async () => {
  const station = await (await setUpStation()).as('김담당')
  const choose = () => station.refusal(station.ask('intake', 'choose'))
  station.chosen.folder = join(temporaryDir('recorder'), 'gone')
  expect(await choose()).toBe('folder-unreadable')
  station.chosen.folder = temporaryDir('recorder')
  expect(await choose()).toBe('folder-has-no-video')
  const cameraId = await station.cameraId(3)
  const start = station.ask('intake', 'start', { planId: 'gone', cameras: [{ hint: 'cam03', cameraId }] })
  expect(await station.refusal(start)).toBe('plan-expired')
  expect(await station.refusal(station.ask('intake', 'outcomes', { jobId: 'none' as JobId }))).toBe(
    'job-unknown',
  )
  delete station.chosen.folder
  expect(await station.ask('intake', 'choose')).toBeNull()
})

test('one intake at a time; a cancelled one keeps what was finished and leaves nothing half-written', async () => {
  const station = await (await setUpStation()).as('김담당')
  const names = Array.from({ length: 12 }, (_, index) => `cam03/20261120_18${String(10 + index)}00.mp4`)
  const folder = recorderFolder(temporaryDir('recorder'), Object.fromEntries(names.map((name) => [name, {}])))
  station.chosen.folder = folder
  const plan = await station.ask('intake', 'choose')
  const wish = { planId: plan!.planId, cameras: [{ hint: 'cam03', cameraId: await station.cameraId(3) }] }
  const job = await station.ask('intake', 'start', wish)
  expect(await station.refusal(station.ask('intake', 'start', wish))).toBe('job-running')
  while ((await station.ask('recordings', 'list', day)).length < 2)
    await new Promise((resolve) => setTimeout(resolve, 20))
  await station.ask('jobs', 'cancel', { jobId: job.id })
  expect((await station.office.jobs.ended(job.id)).state).toBe('cancelled')
  const held = await station.ask('recordings', 'list', day)
  expect(held.length).toBeLessThan(12)
  expect(readdirSync(join(station.homeDir, 'footage')).sort()).toEqual(
    held.map(({ id }) => `${id}.vsf`).sort(),
  )
  expect(station.acts().at(-1)).toBe('intake.ended')
})

test('what a kill left in the store without its key is cleared at the next start', async () => {
  const station = await (await setUpStation()).as('김담당')
  await station.takeIn(recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': {} }))
  station.office.close()
  const storeDir = join(station.homeDir, 'footage')
  for (const name of ['rec-killed.vsf', 'rec-half.vsf.new']) writeFileSync(join(storeDir, name), 'x')
  const again = await new TestStation(station.homeDir).as('김담당')
  const [recording] = await again.ask('recordings', 'list', day)
  expect(readdirSync(storeDir)).toEqual([`${recording!.id}.vsf`])
})

test.skipIf(!mayMountDisks)(
  'on a full disk the intake is refused, nothing half-written stays, and the ledger verifies',
  async () => {
    const station = await (await setUpStation()).as('김담당')
    const folder = recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': {} })
    const storeDir = join(station.homeDir, 'footage')
    mkdirSync(storeDir, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', storeDir])
    try {
      const job = await station.takeIn(folder)
      expect(job).toMatchObject({ state: 'refused', code: 'no-space' })
      expect(readdirSync(storeDir)).toEqual([])
      expect((await station.ask('ledger', 'verify')).size).toBeGreaterThan(3)
    } finally {
      execFileSync('umount', [storeDir])
    }
  },
)

test('nothing on the disk shows a name, a purpose or a film', async () => {
  const station = await (await setUpStation()).as('김담당')
  await station.takeIn(recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': {} }))
  const request = await station.approved()
  const purpose = { purpose: 'check', picture: 'clear', finding: '', witness: '' } as const
  await station.ask('viewings', 'open', { requestId: request.id, ...purpose })
  const files = readdirSync(station.homeDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['vault.db', 'vault.db-wal', 'keys.json']),
  )
  for (const entry of files) {
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    expect(tracesIn(bytes), entry.name).toEqual([])
    for (const secret of ['홍길동', '김담당', '010-1234-5678', '접촉사고', '20261120_183000'])
      expect(bytes.includes(Buffer.from(secret)), `${secret} in ${entry.name}`).toBe(false)
  }
  rmSync(station.homeDir, { recursive: true, force: true })
})
