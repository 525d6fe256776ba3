import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { untouched } from '../../electron/domain/mask-work.ts'
import type { TrackSet } from '../../electron/domain/masking.ts'
import { scanFilm, scanPlan } from '../../electron/masking/leak-scan.ts'
import { findTracks } from '../../electron/masking/pass1.ts'
import { renderFilm } from '../../electron/masking/render.ts'
import { modelDir } from '../../native/detector/models.ts'
import { fileInput, run } from '../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../native/ffmpeg/probe.ts'
import { chosenHoles, isTold, punched } from '../support/holes.ts'
import { enlarged, samplePath } from './masking.ts'

type Figures = Record<string, { value: number; unit: string }>

const scanning = { modelDir: modelDir(), threads: availableParallelism() }
const looking = { ...scanning, thorough: false, vehicles: false }
const signal = new AbortController().signal
const watching = { signal, onFrames: () => {} }
const ROUNDS = 3
/** Holes of each kind at most. */
const MOST = 6

/**
 * What the search of a rendered film finds on real footage: in a film as it was rendered, and in one whose masks have holes;
 * and how fast it is on the 1080p enlargement, beside bare decoding in the same run.
 */
export async function benchLeaks(): Promise<Figures> {
  const dir = await mkdtemp(join(tmpdir(), 'leaks-bench-'))
  try {
    const path = await samplePath()
    return { ...(await finding(path, dir)), ...(await speed(await enlarged(path), dir)) }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function masked(path: string) {
  const { video, durationUs } = await probe(path)
  const { width, height, fps } = video
  const clip = [
    { input: { kind: 'file' as const, path }, width, height, fps, skipUs: 0, lengthUs: durationUs },
  ]
  const tracks = await findTracks(clip, looking, watching)
  const render = (set: TrackSet, outPath: string) =>
    renderFilm(clip, set, { work: untouched, style: 'fill' }, outPath, watching)
  return { tracks, render, plan: scanPlan(tracks, untouched, 'fill') }
}

async function finding(path: string, dir: string): Promise<Figures> {
  const { tracks, render, plan } = await masked(path)
  const [cleanPath, holedPath] = [join(dir, 'clean.mp4'), join(dir, 'holed.mp4')]
  const holes = chosenHoles(tracks, MOST)
  await render(tracks, cleanPath)
  await render(punched(tracks, holes), holedPath)
  const minutes = (tracks.frames.length * tracks.fps.den) / tracks.fps.num / 60
  const clean = await scanFilm(cleanPath, plan, scanning, watching)
  const leaks = await scanFilm(holedPath, plan, scanning, watching)
  const long = holes.filter(({ fromFrame, toFrame }) => toFrame - fromFrame >= 3)
  const found = (some: typeof holes) => some.filter((hole) => isTold(hole, leaks, tracks)).length
  const short = holes.length - long.length
  return {
    'holes of 3 frames and more in masks': { value: long.length, unit: 'holes' },
    'of them found by the leak scan': { value: (100 * found(long)) / long.length, unit: '%' },
    'holes of a single frame': { value: short, unit: 'holes' },
    'found of those': { value: found(holes) - found(long), unit: 'holes' },
    'suspicions in a film without holes': { value: clean.length / minutes, unit: 'a minute' },
  }
}

async function speed(path: string, dir: string): Promise<Figures> {
  const { tracks, render, plan } = await masked(path)
  const filmPath = join(dir, '1080p.mp4')
  await render(tracks, filmPath)
  const times: Record<'decode' | 'scan', number[]> = { decode: [], scan: [] }
  let grownBytes = 0
  for (let round = 0; round < ROUNDS; round++) {
    let beganAt = performance.now()
    await run(['-loglevel', 'error', ...fileInput(filmPath), '-f', 'null', '-'])
    times.decode.push(performance.now() - beganAt)
    beganAt = performance.now()
    let settledBytes = 0
    const onFrames = (frames: number) => {
      if (frames === 100) settledBytes = process.memoryUsage().rss
    }
    await scanFilm(filmPath, plan, scanning, { signal, onFrames })
    grownBytes = Math.max(grownBytes, process.memoryUsage().rss - settledBytes)
    times.scan.push(performance.now() - beganAt)
  }
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
  const rate = (what: keyof typeof times) => (1000 * tracks.frames.length) / middle(times[what])
  return {
    'searching a film for leaks, 1080p': { value: rate('scan'), unit: 'frames/s' },
    'searching for leaks ÷ real time at 25 frames/s': { value: rate('scan') / 25, unit: '×' },
    'searching for leaks ÷ plain decoding': { value: rate('scan') / rate('decode'), unit: '×' },
    'memory that a search for leaks grows by after 100 frames': { value: grownBytes / 1e6, unit: 'MB' },
  }
}
