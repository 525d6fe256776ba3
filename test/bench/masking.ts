import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { untouched } from '../../electron/domain/mask-work.ts'
import { MOTION, type TrackSet, trackSummaries } from '../../electron/domain/masking.ts'
import { findTracks } from '../../electron/masking/pass1.ts'
import { MaskingRoom } from '../../electron/masking/room.ts'
import { frameCountOf } from '../../electron/masking/tracks.ts'
import { modelDir } from '../../native/detector/models.ts'
import { fileInput, run } from '../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../native/ffmpeg/probe.ts'
import { maskingProcess } from '../support/masking-process.ts'
import { measureComposites } from './composites.ts'
import { type Person, readGroundTruth } from './coverage.ts'
import { covered, measureDegraded } from './degraded.ts'
import { memoryOfAnHour } from './hour.ts'

type Figures = Record<string, { value: number; unit: string }>

/** The checkout: two folders up from here, and from out/doors and out/chunks, where this runs when built. */
const projectDir = join(import.meta.dirname, '../..')
/** Published boxes of the people in the sample clip: beside the checkout, never in it. */
const TRUTH_PATH = join(projectDir, '../shared/data/pets09-dev.csv')
const { signal } = new AbortController()
const watching = { signal, onFrames: () => {} }
const following = { signal, onProgress: () => {} }

/**
 * How well the people of real CCTV footage are covered (where the ground truth is at hand), in bad copies of it and in
 * films put together from it; how fast both passes are on its 1080p enlargement, each beside what ffmpeg takes for the bare
 * work, measured in turns in the same run; and how much memory an hour takes.
 */
export async function benchMasking(): Promise<Figures> {
  const path = await samplePath()
  const truth = existsSync(TRUTH_PATH) ? await readGroundTruth(TRUTH_PATH) : undefined
  // First of all: memory that other measurements have taken is not given back.
  const memory = { 'memory for an hour of ten people, 1080p': { value: await memoryOfAnHour(), unit: 'MB' } }
  if (truth === undefined)
    console.error('The ground truth is not at hand: how well people are covered is not measured.')
  return {
    ...(truth === undefined ? {} : await coverage(path, truth)),
    ...(await speed(await enlarged(path))),
    ...memory,
  }
}

/** Path of the sample clip. The script is loaded as it lies there: bundled, the script would take itself for the program that was started. */
export async function samplePath(): Promise<string> {
  const script = pathToFileURL(join(projectDir, 'resources/sample/footage.mjs')).href
  const { vtestPath } = (await import(/* @vite-ignore */ script)) as { vtestPath: () => Promise<string> }
  return vtestPath()
}

async function clipOf(path: string) {
  const { video, durationUs } = await probe(path)
  const { width, height, fps } = video
  return [{ input: { kind: 'file' as const, path }, width, height, fps, skipUs: 0, lengthUs: durationUs }]
}

const looking = (thorough: boolean) => ({
  modelDir: modelDir(),
  thorough,
  vehicles: false,
  threads: availableParallelism(),
})

const find = async (path: string, thorough: boolean) =>
  findTracks(await clipOf(path), looking(thorough), watching)

async function coverage(path: string, truth: Map<number, Person[]>): Promise<Figures> {
  const quick = await find(path, false)
  const { people, c50, c75, head90, falseShare } = covered(truth, quick)
  const thorough = covered(truth, await find(path, true))
  const figures: Figures = {
    'people measured': { value: people, unit: 'boxes' },
    'half of the person masked (c50)': { value: c50, unit: '%' },
    'three quarters masked (c75)': { value: c75, unit: '%' },
    'head masked (head90)': { value: head90, unit: '%' },
    'numbers given to people': { value: trackSummaries(quick).length, unit: 'tracks' },
    'frames with movement that no track explains': { value: unexplainedShare(quick), unit: '%' },
    'masked where nobody is': { value: falseShare, unit: '% of the picture' },
    'thorough: three quarters masked (c75)': { value: thorough.c75, unit: '%' },
    'thorough: head masked (head90)': { value: thorough.head90, unit: '%' },
    'thorough: masked where nobody is': { value: thorough.falseShare, unit: '% of the picture' },
  }
  for (const { copy, ...found } of await measureDegraded(path, truth, (each) => find(each, false))) {
    figures[`${copy}: head masked (head90)`] = { value: found.head90, unit: '%' }
    figures[`${copy}: masked where nobody is`] = { value: found.falseShare, unit: '% of the picture' }
  }
  for (const { scene, bareFrames, heads } of await measureComposites(path, truth, (each) =>
    find(each, false),
  )) {
    figures[`${scene}: frames with a bare head`] = { value: bareFrames, unit: `frames (${heads} heads)` }
  }
  return figures
}

function unexplainedShare({ frames }: TrackSet): number {
  const some = frames.filter((boxes) => boxes.some(({ track }) => track === MOTION))
  return (100 * some.length) / frames.length
}

/** The clip at 1920 × 1080, kept beside it. */
export async function enlarged(path: string): Promise<string> {
  const largePath = join(dirname(path), 'vtest-1080p.mp4')
  if (!existsSync(largePath)) {
    const asidePath = `${largePath}.${process.pid}.mp4`
    const encoding = ['-vf', 'scale=1920:1080', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20']
    await run(['-loglevel', 'error', '-y', ...fileInput(path), ...encoding, asidePath])
    await rename(asidePath, largePath)
  }
  return largePath
}

const ROUNDS = 3

async function speed(path: string): Promise<Figures> {
  const dir = await mkdtemp(join(tmpdir(), 'masking-bench-'))
  const clip = await clipOf(path)
  const plain = ['-loglevel', 'error', '-y', ...fileInput(path), '-an']
  const transcode = [...plain, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p']
  const times: Record<'decode' | 'pass1' | 'pass1second' | 'transcode' | 'render', number[]> = {
    decode: [],
    pass1: [],
    pass1second: [],
    transcode: [],
    render: [],
  }
  const timed = async <T>(what: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const beganAt = performance.now()
    const answer = await work()
    times[what].push((performance.now() - beganAt) / 1000)
    return answer
  }
  try {
    // As the station has it: every job in a process of its own, which other measurements have not used before.
    const room = new MaskingRoom(() => maskingProcess(join(projectDir, 'out/masking.js')))
    const looked = { thorough: false, vehicles: false }
    let frames = 0
    for (let round = 0; round < ROUNDS; round++) {
      await timed('decode', () => run([...plain, '-f', 'null', '-']))
      const found = await timed('pass1', () => room.detect(clip, looked, following))
      frames = frameCountOf(found.tracks)
      await timed('pass1second', () => room.detect(clip, { ...looked, every: 2 }, following))
      await timed('transcode', () => run([...transcode, join(dir, 'plain.mp4')]))
      const outPath = join(dir, 'masked.mp4')
      const choice = { work: untouched, style: 'fill' as const }
      await timed('render', () => room.render(clip, found.tracks, choice, outPath, following))
    }
    const rate = (what: keyof typeof times) => frames / median(times[what])
    const perSecond = (what: keyof typeof times) => ({ value: rate(what), unit: 'frames/s' })
    return {
      'plain decoding, 1080p': perSecond('decode'),
      'finding people in every frame, 1080p': perSecond('pass1'),
      'finding people in every second frame, 1080p': perSecond('pass1second'),
      'finding people ÷ plain decoding': { value: rate('pass1') / rate('decode'), unit: '×' },
      'plain transcoding, 1080p': perSecond('transcode'),
      'rendering masked, 1080p': perSecond('render'),
      'rendering ÷ plain transcoding': { value: rate('render') / rate('transcode'), unit: '×' },
      'half an hour at 25 frames/s, 1080p (computed)': { value: halfHour(rate), unit: 'machine minutes' },
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Minutes that finding people in every frame of half an hour and masking them take at the rates measured. */
function halfHour(rate: (what: 'pass1' | 'render') => number): number {
  const frames = 30 * 60 * 25
  return (frames / rate('pass1') + frames / rate('render')) / 60
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
