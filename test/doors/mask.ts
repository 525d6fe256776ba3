import { realpathSync, statSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { grown, MaskStyle, type TrackSet } from '../../electron/domain/masking.ts'
import { Refusal } from '../../electron/domain/refusal.ts'
import { findTracks, NoFrames, type Watch } from '../../electron/masking/pass1.ts'
import { renderFilm } from '../../electron/masking/render.ts'
import { modelDir } from '../../native/detector/models.ts'
import { FfmpegFailed, FfmpegMissing } from '../../native/ffmpeg/ffmpeg.ts'
import { probe, Unplayable } from '../../native/ffmpeg/probe.ts'

/**
 * `npm run mask -- <clip> <out.mp4>`: everybody masked in a plain file, without the station. `--tracks out.json` tells what
 * was masked: `{width, height, fps, frames: [[{track, x, y, w, h, score}]]}`, the boxes as they were masked.
 */

const USAGE =
  '사용법: npm run mask -- <영상> <결과.mp4> [--style fill|mosaic|blur] [--thorough] [--every N] [--tracks 결과.json]'

/** A sentence for the person at the keyboard. */
class Mistake extends Error {}

async function mask(signal: AbortSignal): Promise<void> {
  const wish = readArguments()
  const { video, durationUs } = await probe(wish.sourcePath, signal)
  const input = { kind: 'file', path: wish.sourcePath } as const
  const { width, height, fps } = video
  const clip = [{ input, width, height, fps, skipUs: 0, lengthUs: Math.max(durationUs, 1) }]
  const looking = {
    every: wish.every,
    thorough: wish.thorough,
    modelDir: modelDir(),
    threads: availableParallelism(),
  }
  const tracks = await findTracks(clip, looking, watch('사람 찾기', signal))
  const choice = { kept: [], style: wish.style }
  const film = await renderFilm(clip, tracks, choice, wish.outPath, watch('마스킹', signal))
  if (wish.tracksPath !== undefined) await writeWhole(wish.tracksPath, JSON.stringify(told(tracks)))
  const share = (film.maskedShare * 100).toFixed(1)
  process.stdout.write(`${film.frameCount}프레임, 가린 면적 ${share} %, SHA-256 ${film.sha256}\n`)
}

function readArguments() {
  const { values, positionals } = parsed()
  const [source, out, ...others] = positionals
  if (source === undefined || out === undefined || others.length > 0) throw new Mistake(USAGE)
  const style = MaskStyle.safeParse(values.style)
  const every = Number(values.every)
  if (!style.success || !Number.isInteger(every) || every < 1 || every > 10) throw new Mistake(USAGE)
  const [sourcePath, outPath] = [resolve(source), resolve(out)]
  if (!statSync(sourcePath, { throwIfNoEntry: false })?.isFile())
    throw new Mistake('영상 파일을 찾을 수 없습니다.')
  const tracksPath = values.tracks === undefined ? undefined : resolve(values.tracks)
  for (const path of [outPath, ...(tracksPath === undefined ? [] : [tracksPath])]) {
    const dir = statSync(dirname(path), { throwIfNoEntry: false })
    if (dir?.isDirectory() !== true) throw new Mistake('결과를 저장할 폴더가 없습니다.')
  }
  const there = statSync(outPath, { throwIfNoEntry: false })
  if (there?.isDirectory() === true) throw new Mistake('결과 파일 이름이 폴더를 가리킵니다.')
  if (there !== undefined && realpathSync(outPath) === realpathSync(sourcePath)) {
    throw new Mistake('결과를 원본 영상 위에 저장할 수 없습니다.')
  }
  return { sourcePath, outPath, tracksPath, style: style.data, every, thorough: values.thorough }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        style: { type: 'string', default: 'fill' },
        thorough: { type: 'boolean', default: false },
        every: { type: 'string', default: '1' },
        tracks: { type: 'string' },
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

function told({ width, height, fps, frames }: TrackSet) {
  const hundredths = (value: number) => Math.round(value * 100) / 100
  const masked = frames.map((boxes) =>
    boxes.flatMap((box) => {
      const area = grown(box, { width, height })
      if (area === undefined) return []
      const { track, x, y, w, h, score } = area
      return [
        {
          track,
          x: hundredths(x),
          y: hundredths(y),
          w: hundredths(w),
          h: hundredths(h),
          score: hundredths(score),
        },
      ]
    }),
  )
  return { width, height, fps: fps.num / fps.den, frames: masked }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const asidePath = `${path}.making`
  try {
    await writeFile(asidePath, text, { flush: true })
    await rename(asidePath, path)
  } finally {
    await rm(asidePath, { force: true })
  }
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
  if (error instanceof NoFrames) return '영상에 화면이 한 장도 없습니다.'
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
