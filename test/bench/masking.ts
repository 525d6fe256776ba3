import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MOTION, masksFor, type TrackSet, trackSummaries } from '../../electron/domain/masking.ts'
import { findTracks } from '../../electron/masking/pass1.ts'
import { renderFilm } from '../../electron/masking/render.ts'
import { modelDir } from '../../native/detector/models.ts'
import { fileInput, run } from '../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../native/ffmpeg/probe.ts'
import { measureCoverage, readGroundTruth } from './coverage.ts'

type Figures = Record<string, { value: number; unit: string }>

/** The checkout: two folders up from here, and from out/doors and out/chunks, where this runs when built. */
const projectDir = join(import.meta.dirname, '../..')
/** Published boxes of the people in the sample clip: beside the checkout, never in it. */
const TRUTH_PATH = join(projectDir, '../shared/data/pets09-dev.csv')
const watching = { signal: new AbortController().signal, onFrames: () => {} }

/**
 * How well the people of real CCTV footage are covered (where the ground truth is at hand), and how fast both passes are on
 * its 1080p enlargement: each beside what ffmpeg takes for the bare work, measured in turns in the same run.
 */
export async function benchMasking(): Promise<Figures> {
  const path = await samplePath()
  return { ...(await coverage(path)), ...(await speed(await enlarged(path))) }
}

/** Loaded as it lies there: bundled, the script would take itself for the program that was started. */
async function samplePath(): Promise<string> {
  const script = pathToFileURL(join(projectDir, 'resources/sample/footage.mjs')).href
  const { vtestPath } = (await import(/* @vite-ignore */ script)) as { vtestPath: () => Promise<string> }
  return vtestPath()
}

async function clipOf(path: string) {
  const { video, durationUs } = await probe(path)
  const { width, height, fps } = video
  return [{ input: { kind: 'file' as const, path }, width, height, fps, skipUs: 0, lengthUs: durationUs }]
}

const looking = (thorough: boolean) => ({ modelDir: modelDir(), thorough, threads: availableParallelism() })

async function coverage(path: string): Promise<Figures> {
  if (!existsSync(TRUTH_PATH)) return {}
  const truth = await readGroundTruth(TRUTH_PATH)
  const tracks = await findTracks(await clipOf(path), looking(false), watching)
  const masks = tracks.frames.map((boxes) => masksFor(boxes, new Set(), tracks))
  const { people, c50, c75, head90, falseShare } = measureCoverage(truth, masks, tracks.width, tracks.height)
  return {
    'people measured': { value: people, unit: 'boxes' },
    'half of the person masked (c50)': { value: c50, unit: '%' },
    'three quarters masked (c75)': { value: c75, unit: '%' },
    'head masked (head90)': { value: head90, unit: '%' },
    'numbers given to people': { value: trackSummaries(tracks).length, unit: 'tracks' },
    'frames with movement that no track explains': { value: unexplainedShare(tracks), unit: '%' },
    'masked where nobody is': { value: falseShare, unit: '% of the picture' },
  }
}

function unexplainedShare({ frames }: TrackSet): number {
  const some = frames.filter((boxes) => boxes.some(({ track }) => track === MOTION))
  return (100 * some.length) / frames.length
}

async function enlarged(path: string): Promise<string> {
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
  const times: Record<'decode' | 'pass1' | 'transcode' | 'render', number[]> = {
    decode: [],
    pass1: [],
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
    let tracks: TrackSet | undefined
    for (let round = 0; round < ROUNDS; round++) {
      await timed('decode', () => run([...plain, '-f', 'null', '-']))
      const found = await timed('pass1', () => findTracks(clip, looking(false), watching))
      tracks ??= found
      await timed('transcode', () => run([...transcode, join(dir, 'plain.mp4')]))
      const outPath = join(dir, 'masked.mp4')
      await timed('render', () => renderFilm(clip, found, { kept: [], style: 'fill' }, outPath, watching))
    }
    const frames = tracks?.frames.length ?? 0
    const rate = (what: keyof typeof times) => frames / median(times[what])
    const perSecond = (what: keyof typeof times) => ({ value: rate(what), unit: 'frames/s' })
    return {
      'plain decoding, 1080p': perSecond('decode'),
      'finding people in every frame, 1080p': perSecond('pass1'),
      'finding people ÷ plain decoding': { value: rate('pass1') / rate('decode'), unit: '×' },
      'plain transcoding, 1080p': perSecond('transcode'),
      'rendering masked, 1080p': perSecond('render'),
      'rendering ÷ plain transcoding': { value: rate('render') / rate('transcode'), unit: '×' },
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
