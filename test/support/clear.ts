import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { OthersShown } from '#domain/decision.ts'
import { fromWallClock } from '#domain/time.ts'
import type { ClipKey } from '../../electron/vault/clips.ts'
import { vtestPath } from '../../resources/sample/footage.mjs'
import { order } from './copy.ts'
import { setUpStation, type TestStation, temporaryDir } from './station.ts'

/** Footage with sound and titles, requests for it, and what a film of it shows. */

/** Of the whole recording. */
export const SECONDS = 4
export const PER_SECOND = 10

/** A station with people walking on camera 3 for four seconds, filmed with sound by a recorder that writes titles. */
export async function withFootage() {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  const source = join(folder, 'cam03/20261120_183000.mp4')
  mkdirSync(dirname(source))
  const sound = ['-f', 'lavfi', '-i', `sine=duration=${SECONDS}`, '-c:a', 'aac']
  const titles = ['-metadata', 'title=홍길동', '-metadata', 'location=+37.5665+126.9780/']
  const picture = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-g', '10']
  const input = ['-i', await vtestPath(), ...sound, '-t', String(SECONDS)]
  execFileSync('ffmpeg', ['-v', 'error', ...input, ...titles, ...picture, source])
  await station.takeIn(folder)
  return { station, source, cameraId: await station.cameraId(3) }
}

/** The middle two seconds of it, asked for by the person in the picture and decided. */
export async function granted(others: OthersShown = 'unrecognisable') {
  const set = await withFootage()
  const range = { fromAt: fromWallClock('2026-11-20T18:30:01'), toAt: fromWallClock('2026-11-20T18:30:03') }
  const request = await set.station.approved(range, others)
  return { ...set, request, key: { requestId: request.id, cameraId: set.cameraId } }
}

/** What makes an order one for a clear film. */
export const clear = { style: 'clear' } as const
/** How an order ends that is not let through. */
export const refused = (station: TestStation, key: ClipKey, changes: object) =>
  station.refusal(station.ask('exports', 'start', { ...key, ...order, ...changes }))
/** Everything that ffprobe tells of a film, its frames counted. */
export const probed = (path: string) =>
  JSON.parse(
    execFileSync(
      'ffprobe',
      ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path],
      {
        encoding: 'utf8',
      },
    ),
  )

/** How alike the frames of two films are, one by one (SSIM, 1 is the same), in a strip of the picture. */
export function likeness(path: string, source: string, fromFrame: number, [y, h]: readonly [number, number]) {
  const strip = `crop=768:${h}:0:${y}`
  const cut = `trim=start_frame=${fromFrame},setpts=PTS-STARTPTS`
  const graph = `[0:v]${strip}[a];[1:v]${cut},${strip}[b];[a][b]ssim=stats_file=-:shortest=1`
  const args = ['-v', 'error', '-i', path, '-i', source, '-lavfi', graph, '-f', 'null', '-']
  return [...execFileSync('ffmpeg', args, { encoding: 'utf8' }).matchAll(/All:(\S+)/g)].map(([, all]) =>
    Number(all),
  )
}

/** All of them together. */
export const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0)

/** Rows of the picture in which no letters of the watermark stand, and those at its edge. */
export const UNMARKED = [
  [30, 160],
  [230, 100],
  [400, 140],
] as const
export const EDGE = [0, 28] as const

/** What the ledger says of the last export that was begun. */
export function startedDetails({ office }: TestStation): unknown {
  const details = office.vault.read((db) =>
    db
      .prepare(
        "SELECT details FROM ledger_details JOIN ledger USING (seq) WHERE kind = 'export.started' ORDER BY seq DESC",
      )
      .pluck()
      .get(),
  )
  return JSON.parse(String(details))
}
