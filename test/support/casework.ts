import { execFileSync } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { LedgerLine } from '#contract/ledger.ts'
import type { Institution } from '#domain/policy.ts'
import type { Authority, FootageRequest } from '#domain/request.ts'
import type { RequestForm, RequestId } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { serveFootage } from '../../electron/procedures/playback.ts'
import { changeInstitution, putCamera } from '../../electron/vault/station.ts'
import { putTracks } from './clip.ts'
import { noAuthority, setUpStation, type TestStation, temporaryDir } from './station.ts'

/** What officers do with requests, day by day, for tests that tell it in the words of the field. */

export interface Filmed {
  camera: number
  /** When the recording begins, on the wall clock: `2026-11-20T18:30:00`. */
  from: string
  minutes?: number
}

const filmsDir = mkdtempSync(join(tmpdir(), 'films-'))
afterAll(() => rmSync(filmsDir, { recursive: true }))

/** Takes real recordings in, as a recorder would have written them: one picture a second of one colour each. */
async function holdFootage(station: TestStation, ...filmed: readonly Filmed[]): Promise<void> {
  const folder = temporaryDir('recorder')
  for (const { camera, from, minutes = 30 } of filmed) {
    const dir = join(folder, `cam${String(camera).padStart(2, '0')}`)
    mkdirSync(dir, { recursive: true })
    const name = from.replaceAll(/[-:]/g, '').replace('T', '_')
    linkSync(film(camera, name, minutes), join(dir, `${name}.mp4`))
  }
  const { state } = await station.takeIn(folder)
  if (state !== 'finished') throw new Error(`the intake ended as ${state}`)
}

/** Made once for a file of tests; no two of them are the same recording. */
function film(camera: number, name: string, minutes: number): string {
  const path = join(filmsDir, `${camera}-${name}-${minutes}.mp4`)
  if (existsSync(path)) return path
  const colour = `0x${(camera * 4099 + Number(name.slice(4, 8)) * 17 + Number(name.slice(9))).toString(16).padStart(6, '0')}`
  const input = ['-f', 'lavfi', '-i', `color=c=${colour}:size=64x48:rate=1:duration=${minutes * 60}`]
  const output = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p', '-an']
  const aside = `${path}.new.mp4`
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...output, aside])
  renameSync(aside, path)
  return path
}

/** A station with 김담당 at the desk, and footage where the test says so: camera 3, 2026-11-20 18:30~19:00 if it does not. */
export async function stationWithFootage(...filmed: readonly Filmed[]): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  await holdFootage(station, ...(filmed.length === 0 ? [{ camera: 3, from: '2026-11-20T18:30:00' }] : filmed))
  return station
}

/** Moves the clock to a moment on the wall; never back. */
export function clockTo(station: TestStation, wallClock: string): void {
  const ms = Date.parse(fromWallClock(wallClock)) - Date.parse(station.office.world.now())
  if (ms < 0) throw new Error(`${wallClock} is past`)
  station.advance({ minutes: ms / 60_000 })
}

/** Changes settings without the manager's sign-in: that has tests of its own. */
export async function settings(station: TestStation, changes: Partial<Institution>): Promise<void> {
  const { institution } = await station.ask('institution', 'show')
  const act = station.office.act({ kind: 'settings.changed', subject: 'institution', details: {} })
  station.office.vault.record(act, (db) => changeInstitution(db, { ...institution, ...changes }))
}

/** Makes a camera one of a non-public place: an office, a laboratory. */
export async function closeOff(station: TestStation, number: number): Promise<void> {
  const { cameras } = await station.ask('institution', 'show')
  const camera = cameras.find((each) => each.number === number)
  if (camera === undefined) throw new Error(`no camera ${number}`)
  const act = station.office.act({ kind: 'settings.changed', subject: `camera:${camera.id}`, details: {} })
  station.office.vault.record(act, (db) => putCamera(db, { ...camera, isPublic: false }))
}

/** Received from somebody who shows at once who they are. */
export async function received(
  station: TestStation,
  form: RequestForm,
  authority: Authority = noAuthority,
): Promise<FootageRequest> {
  return station.ask('requests', 'receive', {
    form,
    again: true,
    identity: { paper: 'resident-card', authority },
  })
}

type Calls = TestStation['ask']
type StepName =
  | 'askPapers'
  | 'takePapers'
  | 'verify'
  | 'locate'
  | 'propose'
  | 'sendBack'
  | 'notify'
  | 'resume'
  | 'fulfil'
  | 'miss'
  | 'reinvite'
  | 'withdraw'
  | 'close'
  | 'pay'
  | 'waive'
  | 'post'
  | 'tellSubject'
  | 'askRecipient'
  | 'answerRecipient'
  | 'eraseDetails'
  | 'write'
  | 'addLetter'

/** A step on a request as it is now. */
export async function take(
  station: TestStation,
  request: { id: RequestId },
  name: StepName,
  wish: Record<string, unknown> = {},
): Promise<FootageRequest> {
  const ask = station.ask.bind(station) as (group: string, name: string, input: unknown) => ReturnType<Calls>
  return (await ask('requests', name, { ...(await station.seen(request)), ...wish })) as FootageRequest
}

/** Looked for and found, or not. */
export function found(
  station: TestStation,
  request: { id: RequestId },
  isFound = true,
): Promise<FootageRequest> {
  return take(station, request, 'locate', { isFound, note: isFound ? '' : '저장장치를 확인함' })
}

/** Puts one person into every picture of a camera's footage, so that it can be shown masked. */
export function somebodyInPicture(station: TestStation, request: FootageRequest, pictures = 1800): void {
  const [cameraId] = request.form.cameraIds
  if (cameraId === undefined) throw new Error('no camera')
  const box = { x: 4, y: 4, w: 20, h: 40, score: 0.9, track: 1 }
  putTracks(
    station,
    { requestId: request.id, cameraId },
    Array.from({ length: pictures }, () => [box]),
  )
}

/** Shows somebody footage: played from the sealed store, reported as watched, closed. */
export async function show(
  station: TestStation,
  request: { id: RequestId },
  picture: 'masked' | 'clear',
): Promise<void> {
  const finding = picture === 'clear' ? '다른 사람은 알아볼 수 없음' : ''
  const asked = { requestId: request.id, purpose: 'show', picture, finding, witness: '' } as const
  const { id: viewingId, parts } = await station.ask('viewings', 'open', asked)
  for (const { recordingId, fromUs } of parts) {
    const signal = new AbortController().signal
    const range = 'bytes=0-99'
    const served = await serveFootage(station.office, {
      viewingId,
      recordingId,
      range,
      fromUs: undefined,
      signal,
    })
    if (served.status !== 206) throw new Error(`served ${served.status}`)
    const intervals = [{ fromUs, toUs: fromUs + 1_000_000 }]
    await station.ask('viewings', 'watched', { viewingId, watched: [{ recordingId, intervals }] })
  }
  await station.ask('viewings', 'close', { viewingId })
}

/** The 관리대장 as it reads now, first line first. */
export async function ledgerLines(station: TestStation): Promise<LedgerLine[]> {
  const all = { fromOn: '2026-01-01', toOn: '2099-12-31', text: '', offset: 0, limit: 200 }
  return (await station.ask('ledger', 'lines', all)).lines
}

const KINDS = { use: '이용', provide: '제공', view: '열람', destroy: '파기' }

/** A line as it is printed, its twelve columns between bars. */
export function printed(line: LedgerLine | undefined): string {
  if (line === undefined) return 'no line'
  const { no, kind, at, file, officer, purpose, recipient, basis, form, period, result, safety } = line
  return [no, KINDS[kind], at, file, officer, purpose, recipient, basis, form, period, result, safety].join(
    ' | ',
  )
}
