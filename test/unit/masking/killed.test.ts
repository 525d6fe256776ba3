import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { untouched } from '#domain/mask-work.ts'
import type { TrackSet } from '#domain/masking.ts'
import type { Clip } from '../../../electron/masking/parts.ts'
import type { Progress } from '../../../electron/masking/room.ts'
import { encodeTracks } from '../../../electron/masking/tracks.ts'
import { isAlive, type MaskingWorkers, maskingWorkers, unstopped } from '../../support/masking-worker.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { writeCoded } from './coded.ts'

/** A film that breaks off: nothing of it stays, and the next one is made. */

const dir = mkdtempSync(join(tmpdir(), 'killed-'))
const outDir = join(dir, 'out')
const FRAMES = 500
const tracks: TrackSet = {
  width: 640,
  height: 360,
  fps: { num: 25, den: 1 },
  vehicles: [],
  conditions: [],
  partFrames: [FRAMES],
  frames: Array.from({ length: FRAMES }, () => [{ track: 1, x: 100, y: 100, w: 40, h: 100, score: 0.5 }]),
}
const clip: Clip = [
  {
    input: { kind: 'file', path: join(dir, 'long.mp4') },
    width: 640,
    height: 360,
    fps: { num: 25, den: 1 },
    skipUs: 0,
    lengthUs: FRAMES * 40_000,
  },
]
let workers: MaskingWorkers
const render = (name: string, onProgress: (progress: Progress) => void = () => {}) => {
  const following = { signal: new AbortController().signal, onProgress }
  const choice = { work: untouched, style: 'fill' as const }
  return workers.room.render(clip, encodeTracks(tracks), choice, join(outDir, name), following)
}

beforeAll(async () => {
  mkdirSync(outDir)
  workers = await maskingWorkers('killed')
  await writeCoded(join(dir, 'long.mp4'), FRAMES)
}, 60_000)
afterAll(() => {
  workers.clear()
  rmSync(dir, { recursive: true })
})

it('when its ffmpeg is killed it is refused, leaves nothing, and is made the next time', async () => {
  const killed = render('film.mp4', ({ done }) => {
    const pid = workers.ffmpegPids.at(-1)
    if (done > 0.1 && pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
  })
  await expect(killed).rejects.toMatchObject({ code: 'masking-stopped' })
  expect(readdirSync(outDir)).toEqual([])
  expect([...workers.pids, ...workers.ffmpegPids].filter(isAlive)).toEqual([])
  expect(await render('film.mp4')).toMatchObject({ frameCount: FRAMES })
  expect(readdirSync(outDir)).toEqual(['film.mp4'])
  rmSync(join(outDir, 'film.mp4'))
})

it('a film that stands already is not touched by one that is killed', async () => {
  writeFileSync(join(outDir, 'film.mp4'), 'an earlier one')
  const killed = render('film.mp4', ({ done }) => void (done > 0.1 && workers.last().kill('SIGKILL')))
  await expect(killed).rejects.toMatchObject({ code: 'masking-stopped' })
  expect(readdirSync(outDir)).toEqual(['film.mp4'])
  rmSync(join(outDir, 'film.mp4'))
})

it.skipIf(!mayMountDisks)(
  'when the disk is full it is refused by name, and nothing of it stays (needs to mount a small disk)',
  async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24k', 'tmpfs', outDir])
    try {
      await expect(render('film.mp4')).rejects.toMatchObject({ code: 'write-failed' })
      expect(readdirSync(outDir)).toEqual([])
    } finally {
      execFileSync('umount', [outDir])
    }
    expect(await render('film.mp4')).toMatchObject({ frameCount: FRAMES })
  },
)

it('a search whose ffmpeg is killed is refused, and leaves no process', async () => {
  const search = workers.room.detect(
    clip,
    { thorough: false, vehicles: false },
    {
      ...unstopped(),
      onProgress: ({ done }) => {
        const pid = workers.ffmpegPids.at(-1)
        if (done > 0.01 && pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL')
      },
    },
  )
  await expect(search).rejects.toMatchObject({ code: 'masking-stopped' })
  expect([...workers.pids, ...workers.ffmpegPids].filter(isAlive)).toEqual([])
})
