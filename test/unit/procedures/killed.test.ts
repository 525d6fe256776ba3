import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Job } from '#domain/job.ts'
import { type ClipKey, keepLooked, lookedStretches } from '../../../electron/vault/clips.ts'
import { childrenOf, filmsIn } from '../../support/processes.ts'
import { pedestrians } from '../../support/recorder.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

/** A search for people that is killed or cancelled at some moment: it goes on where it was, and nothing lies about. */

/** A folder that processes begun from now on take for the place of temporary files. */
function temporaryPlace(): string {
  const dir = temporaryDir('worker')
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = dir
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  return dir
}

async function withPeople(seconds: number) {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  await pedestrians(join(folder, 'cam03/20261120_183000.mp4'), seconds)
  await station.takeIn(folder)
  const request = await station.approved()
  const key: ClipKey = { requestId: request.id, cameraId: await station.cameraId(3) }
  return { station, key }
}

const search = (station: TestStation, key: ClipKey) =>
  station.ask('masking', 'detect', { ...key, thorough: false, vehicles: false })

const stretchesIn = ({ office }: TestStation): number =>
  office.vault.read((db) => db.prepare('SELECT count(*) FROM looked_stretches').pluck().get() as number)

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a search that is killed and cancelled goes on where it was, and leaves nothing to be seen', async () => {
  const { station, key } = await withPeople(17)
  const tempDir = temporaryPlace()
  const nothingLies = () => {
    expect(readdirSync(tempDir)).toEqual([])
    expect(filmsIn(station.homeDir)).toEqual([])
  }
  const workers = () => childrenOf(process.pid, 'masking.js')
  const isStopped = { state: 'refused', code: 'masking-stopped' }

  // The process is killed as soon as something is kept.
  const first = await search(station, key)
  await until(() => stretchesIn(station) > 0)
  for (const pid of workers()) process.kill(pid, 'SIGKILL')
  expect(await station.office.jobs.ended(first.id)).toMatchObject(isStopped)
  expect(await station.ask('masking', 'clip', key)).toBeNull()
  expect(stretchesIn(station)).toBe(1)
  nothingLies()

  // Its ffmpeg is killed.
  const second = await search(station, key)
  await until(() => workers().some((pid) => childrenOf(pid, 'ffmpeg').length > 0))
  for (const pid of workers()) for (const child of childrenOf(pid, 'ffmpeg')) process.kill(child, 'SIGKILL')
  expect(await station.office.jobs.ended(second.id)).toMatchObject(isStopped)
  await until(() => workers().length === 0)
  nothingLies()

  // It is cancelled.
  const third = await search(station, key)
  await until(() => workers().length > 0)
  await station.ask('jobs', 'cancel', { jobId: third.id })
  expect((await station.office.jobs.ended(third.id)).state).toBe('cancelled')
  await until(() => workers().length === 0)
  expect(stretchesIn(station)).toBe(1)
  nothingLies()

  const last = await search(station, key)
  expect(await station.office.jobs.ended(last.id)).toMatchObject({
    state: 'finished',
    result: { frames: 170 },
  })
  const steps = station.told
    .filter(({ channel }) => channel.includes('jobs'))
    .map(({ payload }) => payload as Job)
    .filter((job) => job.id === last.id && job.state === 'running')
  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps) expect((step as { done: number }).done).toBeGreaterThan(128 / 170)
  expect((await station.ask('masking', 'clip', key))?.people.length).toBeGreaterThan(2)
  expect(stretchesIn(station)).toBe(0)
  nothingLies()
  const kinds = station.acts().filter((kind) => kind.startsWith('masking.'))
  expect(kinds).toEqual([...Array.from({ length: 4 }, () => 'masking.started'), 'masking.detected'])
})

test('what was looked at holds for the same search alone', async () => {
  const { station, key } = await withPeople(1)
  const { vault } = station.office
  const [one, other] = ['1'.repeat(64), '2'.repeat(64)]
  const keep = (of: string, stretch: number) =>
    vault.record(
      () => [],
      (db) => keepLooked(db, key, { search: of, stretch, bytes: Buffer.from([stretch]) }),
    )
  const kept = (of: string) => vault.read((db) => lookedStretches(db, key, of)).map(([byte]) => byte)
  const before = vault.ledgerSize
  for (const stretch of [0, 1, 2]) keep(one, stretch)
  expect(kept(one)).toEqual([0, 1, 2])
  expect(kept(other)).toEqual([])
  keep(other, 0)
  expect(kept(one)).toEqual([])
  expect(kept(other)).toEqual([0])
  expect(vault.ledgerSize).toBe(before)
})
