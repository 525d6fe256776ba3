import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clip } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { Box, FilmStyle } from '#domain/masking.ts'
import { findClip } from '../../electron/procedures/clips.ts'
import type { ClipKey } from '../../electron/vault/clips.ts'
import { changeInstitution } from '../../electron/vault/station.ts'
import { putTracks } from './clip.ts'
import { pedestrians } from './recorder.ts'
import { setUpStation, TestStation, temporaryDir } from './station.ts'

/** Copies as tests make them: from three seconds of people walking on camera 3. */

export const FRAMES = 30
export const NAME = '261120-0003-03'

interface Wish {
  style: FilmStyle
  medium: string
  recipient: string
  destroyByOn: string
  protect: boolean
  reason: string
}

export const order: Wish = {
  style: 'fill',
  medium: 'USB',
  recipient: '홍길동',
  destroyByOn: '2026-12-23',
  protect: false,
  reason: '청구인 본인에게 사본 교부',
}

/** A station with people walking on camera 3, asked for and approved, where one person may mask alone. */
export async function withPeople() {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  await pedestrians(join(folder, 'cam03/20261120_183000.mp4'), FRAMES / 10)
  await station.takeIn(folder)
  const request = await station.approved()
  const key = { requestId: request.id, cameraId: await station.cameraId(3) }
  await maskedAlone(station)
  return { station, request, key }
}

/** From now on one person may mask alone. */
export async function maskedAlone(station: TestStation): Promise<void> {
  const { institution } = await station.ask('institution', 'show')
  // Without the manager's sign-in, which takes its time on purpose: settings have tests of their own.
  const act = station.office.act({ kind: 'settings.changed', subject: 'institution', details: {} })
  station.office.vault.record(act, (db) => changeInstitution(db, { ...institution, maskCheck: 'one-person' }))
}

/** Masks the whole picture, so that there is nothing to be found in the film. */
export function coverAll(station: TestStation, key: ClipKey, frames = FRAMES): void {
  const everywhere: Box = { track: 1, x: 0, y: 0, w: 768, h: 576, score: 0.9 }
  putTracks(
    station,
    key,
    Array.from({ length: frames }, () => [everywhere]),
  )
}

/** Masks a corner where nobody is: everybody is seen in the film. */
export function coverNobody(station: TestStation, key: ClipKey): void {
  const corner: Box = { track: 1, x: 0, y: 0, w: 60, h: 60, score: 0.9 }
  putTracks(
    station,
    key,
    Array.from({ length: FRAMES }, () => [corner]),
  )
}

/** Answers everything that is asked about the masks. */
export async function answerAll(station: TestStation, key: ClipKey): Promise<Clip | null> {
  for (const { id, answer } of findClip(station.office, key)?.questions ?? []) {
    if (answer !== undefined) continue
    const change = { kind: 'answer', question: id, answer: 'masked' } as const
    await station.ask('masking', 'change', { ...key, change, why: '' })
  }
  return station.ask('masking', 'clip', key)
}

/** Begins an export into the folder and waits for its end. */
export async function exported(
  station: TestStation,
  key: ClipKey,
  intoDir: string,
  changes: Partial<Wish> = {},
): Promise<Job> {
  station.chosen.folder = intoDir
  const job = await station.ask('exports', 'start', { ...key, ...order, ...changes })
  if (job === null) throw new Error('no folder was chosen')
  return station.office.jobs.ended(job.id)
}

/** Whoever asked is told and takes what was made for them: the lines that the 관리대장 has by then. */
export async function handedOver(station: TestStation, { requestId }: Pick<ClipKey, 'requestId'>) {
  const id = { id: requestId }
  await station.ask('requests', 'notify', { ...(await station.seen(id)), how: 'handed' })
  await station.ask('requests', 'fulfil', await station.seen(id))
  return lines(station)
}

/** What a kill at that moment of an export leaves: the medium and the station as they are then. */
export async function killed(
  station: TestStation,
  key: ClipKey,
  outDir: string,
  isThen: () => boolean,
  changes: Partial<Wish> = {},
): Promise<TestStation> {
  station.chosen.folder = outDir
  const job = await station.ask('exports', 'start', { ...key, ...order, protect: true, ...changes })
  await until(isThen)
  const [homeDir, mediumDir] = [join(temporaryDir('killed'), 'home'), join(temporaryDir('killed'), 'usb')]
  cpSync(station.homeDir, homeDir, { recursive: true })
  cpSync(outDir, mediumDir, { recursive: true })
  await station.ask('jobs', 'cancel', { jobId: job!.id })
  station.office.close()
  rmSync(outDir, { recursive: true })
  cpSync(mediumDir, outDir, { recursive: true })
  return new TestStation(homeDir).as('김담당')
}

/** Everything on a medium, by its names. */
export function namesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true }).map(String).sort()
}

/** Waits for something that happens soon. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Today's lines of the 관리대장. */
export async function lines(station: TestStation) {
  const filter = { fromOn: '2026-11-23', toOn: '2026-11-23', text: '' }
  return (await station.ask('ledger', 'lines', { ...filter, offset: 0, limit: 10 })).lines
}

export function expectFinished(job: Job): Extract<Job, { state: 'finished' }> {
  if (job.state !== 'finished') throw new Error(`the job ended as ${JSON.stringify(job)}`)
  return job
}
