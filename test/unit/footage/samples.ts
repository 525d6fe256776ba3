import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordingId } from '#domain/recording.ts'
import { type HeldRecording, sealedPath } from '../../../electron/footage/clip.ts'
import { type TakenIn, takeIn } from '../../../electron/footage/intake.ts'
import { run } from '../../../native/ffmpeg/ffmpeg.ts'

/** Moving picture of eight seconds, unlike in every frame. */
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=25:duration=8']
const SOUND = ['-f', 'lavfi', '-i', 'sine=duration=8']
const UNSTEADY = "select='not(mod(n\\,7))+lt(mod(n\\,20)\\,5)'"

const RECIPES: Record<string, readonly string[]> = {
  'steady.mp4': [...PICTURE, '-c:v', 'libx264', '-bf', '0', '-g', '50'],
  'sound.mp4': [...PICTURE, ...SOUND, '-c:v', 'libx264', '-bf', '3', '-g', '50', '-c:a', 'aac'],
  'open.mp4': [
    ...PICTURE,
    '-c:v',
    'libx265',
    '-x265-params',
    'keyint=50:scenecut=0:log-level=none',
    '-tag:v',
    'hvc1',
  ],
  'sound.ts': [...PICTURE, ...SOUND, '-c:v', 'libx264', '-bf', '2', '-g', '50', '-c:a', 'aac'],
  'hevc.ts': [...PICTURE, '-c:v', 'libx265', '-x265-params', 'keyint=50:log-level=none'],
  'unsteady.mkv': [
    ...PICTURE,
    '-vf',
    UNSTEADY,
    '-fps_mode',
    'vfr',
    '-c:v',
    'libx264',
    '-bf',
    '2',
    '-g',
    '30',
  ],
  'steady.avi': [...PICTURE, '-c:v', 'libx264', '-bf', '0', '-g', '50'],
  'disordered.avi': [...PICTURE, '-c:v', 'libx264', '-bf', '2', '-g', '50'],
  'old.avi': [...PICTURE, '-c:v', 'mpeg4', '-bf', '2', '-g', '50', '-q:v', '4'],
  'pictures.avi': [...PICTURE, '-c:v', 'mjpeg', '-q:v', '6'],
  'web.webm': [...PICTURE, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '50'],
  'bare.h264': [...PICTURE, '-c:v', 'libx264', '-bf', '2', '-g', '50'],
  'windows.asf': [...PICTURE, '-c:v', 'wmv2', '-g', '50'],
  'odd.avi': ['-f', 'lavfi', '-i', 'testsrc=size=321x241:rate=25:duration=2', '-c:v', 'ffv1'],
  'dated.mp4': [...PICTURE, '-t', '2', '-c:v', 'libx264', '-metadata', 'creation_time=2026-11-21T05:00:00Z'],
  'undated.mp4': [...PICTURE, '-t', '2', '-c:v', 'libx264'],
}

/** A folder of its own, removed by `clear()`. */
export function samplesIn(name: string) {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`))
  const made = new Map<string, Promise<string>>()
  /** The path of a sample, made when it is first asked for. */
  const sample = (name: string): Promise<string> => {
    const known = made.get(name)
    if (known !== undefined) return known
    const path = join(dir, name)
    const making = run(['-loglevel', 'error', '-y', ...(RECIPES[name] ?? []), path]).then(() => path)
    made.set(name, making)
    return making
  }
  return { dir, sample, clear: () => rmSync(dir, { recursive: true, force: true }) }
}

export const STARTED_AT = '2026-11-21T05:00:00.000Z'

/** Takes a file in under a fresh key. */
export async function takenIn(
  path: string,
  storeDir: string,
): Promise<TakenIn & { id: RecordingId; held: HeldRecording }> {
  const key = randomBytes(32)
  const id = `rec-${randomBytes(6).toString('hex')}` as RecordingId
  const file = { path, sizeBytes: statSync(path).size, startAt: STARTED_AT }
  const taken = await takeIn(file, storeDir, id, key)
  return { ...taken, id, held: { storePath: sealedPath(storeDir, id), key, layout: taken.layout } }
}

export interface ShownFrame {
  atUs: number
  md5: string
}

/** Every frame as ffmpeg decodes it, with its time in µs; the first one that a file shows stands at 0. */
export async function framesOf(
  input: readonly string[],
  bytes?: AsyncIterable<Uint8Array>,
): Promise<ShownFrame[]> {
  const timing = ['-fps_mode', 'passthrough', '-enc_time_base', '1:1000000']
  const args = ['-loglevel', 'error', ...input, '-map', '0:v:0', ...timing, '-f', 'framemd5', 'pipe:1']
  const { stdout } = await run(args, bytes === undefined ? {} : { input: bytes })
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map((field) => field.trim()))
    .map((fields) => ({ atUs: Number(fields[2]), md5: fields[5] ?? '' }))
}

/** The ffmpeg processes that this one has started and that still run. */
export async function encoders(): Promise<string[]> {
  const children = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
  const pids = children.split(' ').filter((pid) => pid !== '')
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')))
  return names.filter((name) => name.startsWith('ffmpeg'))
}
