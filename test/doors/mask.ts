import { realpathSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ZodError } from 'zod'
import { type MaskWork, untouched } from '../../electron/domain/mask-work.ts'
import { MaskStyle, MOTION, type TrackSet } from '../../electron/domain/masking.ts'
import { Refusal } from '../../electron/domain/refusal.ts'
import { type ScanPlan, scanFilm, scanPlan } from '../../electron/masking/leak-scan.ts'
import { findTracks, type Watch } from '../../electron/masking/pass1.ts'
import { renderFilm } from '../../electron/masking/render.ts'
import { modelDir } from '../../native/detector/models.ts'
import { FfmpegFailed, FfmpegMissing } from '../../native/ffmpeg/ffmpeg.ts'
import { probe, Unplayable } from '../../native/ffmpeg/probe.ts'
import { leakFile, maskFile, readMaskFile, writeWhole } from './mask-files.ts'

/** `npm run mask`: the masking of the station in plain files, without the station. */

const USAGE =
  '사용법: npm run mask -- <영상> <결과.mp4> [--style fill|mosaic|blur] [--thorough] [--every N] [--vehicles] ' +
  '[--keep x,y@프레임] [--tracks 가린곳.json] [--scan 보고.json] (설명: --help)'

const HELP = `npm run mask -- <영상> <결과.mp4> [선택]              영상에서 사람을 찾아 가림
npm run mask -- --scan 보고.json <가린영상.mp4>     이미 가린 영상에서 사람이 보이는 곳을 찾음

  --style     가리는 방법: fill(검게 칠함, 기본값), mosaic, blur
  --thorough  더 큰 화면과 다른 신경망으로도 사람을 찾음 (몇 배 오래 걸림)
  --every N   N 프레임마다 사람을 찾음 (1~10)
  --vehicles  차량도 가림
  --keep      그 프레임(0부터)에서 원본 화면의 (x, y)에 있는 사람을 가리지 않음. 여러 번 쓸 수 있음
  --tracks    가린 곳을 적음: {width, height, fps, frames: [[{track, x, y, w, h, score}]]}
  --scan      가린 영상에서 사람이 보이는 곳을 찾아 적음: [{fromFrame, toFrame, box, why}]
              fromFrame부터 toFrame의 앞 프레임까지. 이미 가린 영상에 --tracks를 함께 주면
              가려야 할 곳이 모두 가려졌는지도 봄
`

/** A sentence for the person at the keyboard. */
class Mistake extends Error {}

async function mask(signal: AbortSignal): Promise<void> {
  const wish = readArguments()
  if (wish === 'help') process.stdout.write(HELP)
  else if (wish.kind === 'scan') await scan(wish, signal)
  else await maskAndScan(wish, signal)
}

async function maskAndScan(wish: MaskWish, signal: AbortSignal): Promise<void> {
  const { video, durationUs } = await probe(wish.sourcePath, signal)
  const input = { kind: 'file', path: wish.sourcePath } as const
  const { width, height, fps } = video
  const clip = [{ input, width, height, fps, skipUs: 0, lengthUs: Math.max(durationUs, 1) }]
  const { every, thorough, vehicles, style } = wish
  const looking = { every, thorough, vehicles, modelDir: modelDir(), threads: availableParallelism() }
  const tracks = await findTracks(clip, looking, watch('사람 찾기', signal))
  const kept = [...new Set(wish.keep.map((place) => trackAt(tracks, place)))]
  const work: MaskWork = { ...untouched, kept }
  const film = await renderFilm(clip, tracks, { work, style }, wish.outPath, watch('마스킹', signal))
  if (wish.tracksPath !== undefined) await writeWhole(wish.tracksPath, maskFile(tracks, work, style))
  const share = (film.maskedShare * 100).toFixed(1)
  process.stdout.write(`${film.frameCount}프레임, 가린 면적 ${share} %, SHA-256 ${film.sha256}\n`)
  if (wish.scanPath !== undefined) {
    await report(wish.outPath, scanPlan(tracks, work, style), wish.scanPath, signal)
  }
}

async function scan({ filmPath, tracksPath, scanPath }: ScanWish, signal: AbortSignal): Promise<void> {
  const plan = tracksPath === undefined ? undefined : await readPlan(tracksPath)
  try {
    await report(filmPath, plan, scanPath, signal)
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Refusal && error.code === 'frames-differ'))
      throw new Mistake('가린 곳을 적은 파일이 이 영상의 것이 아닙니다.')
    throw error
  }
}

async function readPlan(tracksPath: string): Promise<ScanPlan> {
  try {
    return await readMaskFile(tracksPath)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError)
      throw new Mistake('가린 곳을 적은 파일이 아닙니다.')
    throw error
  }
}

async function report(
  filmPath: string,
  plan: ScanPlan | undefined,
  scanPath: string,
  signal: AbortSignal,
): Promise<void> {
  const scanning = { modelDir: modelDir(), threads: availableParallelism() }
  const leaks = await scanFilm(filmPath, plan, scanning, watch('결과 검사', signal))
  await writeWhole(scanPath, leakFile(leaks))
  process.stdout.write(`사람이 보일 수 있는 곳 ${leaks.length}건\n`)
}

/** The person nearest to a place of the source, of those whose boxes hold it. */
function trackAt({ frames }: TrackSet, { x, y, frame }: Place): number {
  const boxes = frames[frame]
  if (boxes === undefined) throw new Mistake(`영상에 ${frame}번 프레임이 없습니다.`)
  const distance = (box: { x: number; y: number; w: number; h: number }) =>
    Math.hypot((x - box.x) / box.w - 0.5, (y - box.y) / box.h - 0.5)
  const [nearest] = boxes
    .filter(
      (box) => box.track !== MOTION && x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h,
    )
    .sort((a, b) => distance(a) - distance(b))
  if (nearest === undefined) throw new Mistake(`${frame}번 프레임의 (${x}, ${y})에는 사람이 없습니다.`)
  return nearest.track
}

interface Place {
  readonly x: number
  readonly y: number
  readonly frame: number
}

interface MaskWish {
  readonly kind: 'mask'
  readonly sourcePath: string
  readonly outPath: string
  readonly tracksPath: string | undefined
  readonly scanPath: string | undefined
  readonly style: MaskStyle
  readonly every: number
  readonly thorough: boolean
  readonly vehicles: boolean
  readonly keep: readonly Place[]
}

interface ScanWish {
  readonly kind: 'scan'
  readonly filmPath: string
  readonly tracksPath: string | undefined
  readonly scanPath: string
}

function readArguments(): MaskWish | ScanWish | 'help' {
  const { values, positionals } = parsed()
  if (values.help) return 'help'
  const [first, second, ...others] = positionals
  if (first === undefined || others.length > 0) throw new Mistake(USAGE)
  const sourcePath = existing(first, '영상 파일을 찾을 수 없습니다.')
  const scanPath = values.scan && resolve(values.scan)
  if (second === undefined) {
    const { style, every, thorough, vehicles, keep } = values
    const isMore = style !== undefined || every !== undefined || thorough || vehicles || keep.length > 0
    if (scanPath === undefined || isMore) throw new Mistake(USAGE)
    const tracksPath = values.tracks && existing(values.tracks, '가린 곳을 적은 파일을 찾을 수 없습니다.')
    expectWritable([scanPath], [sourcePath, ...(tracksPath === undefined ? [] : [tracksPath])])
    return { kind: 'scan', filmPath: sourcePath, tracksPath, scanPath }
  }
  const style = MaskStyle.safeParse(values.style ?? 'fill')
  const every = Number(values.every ?? '1')
  if (!style.success || !Number.isInteger(every) || every < 1 || every > 10) throw new Mistake(USAGE)
  const outPath = resolve(second)
  const tracksPath = values.tracks && resolve(values.tracks)
  expectWritable([outPath, tracksPath, scanPath], [sourcePath])
  const { thorough, vehicles } = values
  const keep = values.keep.map(placeOf)
  return {
    kind: 'mask',
    sourcePath,
    outPath,
    tracksPath,
    scanPath,
    style: style.data,
    every,
    thorough,
    vehicles,
    keep,
  }
}

function placeOf(text: string): Place {
  const [, x, y, frame] = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)@(\d+)$/.exec(text) ?? []
  if (frame === undefined) throw new Mistake(USAGE)
  return { x: Number(x), y: Number(y), frame: Number(frame) }
}

function existing(path: string, otherwise: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Mistake(otherwise)
  return resolve(path)
}

/** Every result goes into a folder that is there, and none over another or over what is read. */
function expectWritable(outPaths: readonly (string | undefined)[], inPaths: readonly string[]): void {
  const taken = new Set(inPaths.map((path) => realpathSync(path)))
  for (const path of outPaths) {
    if (path === undefined) continue
    if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new Mistake('결과를 저장할 폴더가 없습니다.')
    const there = statSync(path, { throwIfNoEntry: false })
    if (there?.isDirectory() === true) throw new Mistake('결과 파일 이름이 폴더를 가리킵니다.')
    const real = there === undefined ? join(realpathSync(dirname(path)), basename(path)) : realpathSync(path)
    if (taken.has(real)) {
      const isInput = inPaths.some((input) => realpathSync(input) === real)
      throw new Mistake(
        isInput ? '결과를 원본 영상 위에 저장할 수 없습니다.' : '두 결과를 한 파일에 저장할 수 없습니다.',
      )
    }
    taken.add(real)
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        style: { type: 'string' },
        thorough: { type: 'boolean', default: false },
        every: { type: 'string' },
        vehicles: { type: 'boolean', default: false },
        keep: { type: 'string', multiple: true, default: [] },
        tracks: { type: 'string' },
        scan: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch {
    throw new Mistake(USAGE)
  }
}

/** One line that is written over, where there is somebody to see it. */
function watch(title: string, signal: AbortSignal): Watch {
  const onFrames = (frames: number) => {
    if (process.stderr.isTTY && frames % 10 === 0) process.stderr.write(`\r${title}: ${frames}프레임 `)
  }
  return { signal, onFrames }
}

const UNPLAYABLE: Record<Unplayable['reason'], string> = {
  empty: '빈 파일입니다.',
  truncated: '영상 파일이 중간에 잘렸습니다.',
  'unknown-codec': '영상의 압축 방식을 읽을 수 없습니다.',
  'no-video': '파일에 영상이 없습니다.',
  'not-a-video': '영상 파일이 아닙니다.',
}

function sentence(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return '중단했습니다.'
  if (error instanceof Mistake) return error.message
  if (error instanceof Unplayable) return UNPLAYABLE[error.reason]
  if (error instanceof Refusal && error.code === 'no-picture') return '영상에 화면이 한 장도 없습니다.'
  if (error instanceof FfmpegMissing)
    return 'ffmpeg을 찾을 수 없습니다. 설치하십시오: sudo apt-get install -y ffmpeg'
  if (error instanceof Refusal && error.code === 'frames-differ') {
    return '두 번 읽은 영상의 프레임 수가 달라 저장하지 않았습니다.'
  }
  const { code } = error as { code?: unknown }
  if (code === 'ENOSPC' || (error instanceof FfmpegFailed && error.diskFull))
    return '디스크에 남은 공간이 없습니다.'
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return '결과를 저장할 권한이 없습니다.'
  const reason = error instanceof Error ? error.message.split('\n').at(-1) : String(error)
  return `영상을 마스킹하지 못했습니다: ${reason}`
}

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(name)))
await mask(stop.signal).catch((error: unknown) => {
  process.stderr.write(`${sentence(error, stop.signal)}\n`)
  process.exitCode = 1
})
