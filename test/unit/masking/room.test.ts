import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { untouched } from '#domain/mask-work.ts'
import { MOTION, type TrackSet } from '#domain/masking.ts'
import type { ClipPart } from '../../../electron/masking/protocol.ts'
import { MaskingRoom, type Progress } from '../../../electron/masking/room.ts'
import { decodeTracks, encodeTracks } from '../../../electron/masking/tracks.ts'
import { overlapOf } from '../../../native/detector/decode.ts'
import { run } from '../../../native/ffmpeg/ffmpeg.ts'
import { drawFigure, ground } from '../detector/figure.ts'
import { writeCoded } from './coded.ts'

const dir = mkdtempSync(join(tmpdir(), 'room-'))
const outDir = join(dir, 'out')
// Inside the project, so that the worker finds its packages.
const builtDir = resolve(import.meta.dirname, '../../../node_modules/.cache', `masking-worker-${process.pid}`)
const figurePath = join(dir, 'figure.mp4')
const longPath = join(dir, 'long.mp4')

const FRAMES = 30
const TALL = 180
const leftOf = (frame: number) => 60 + frame * 6

async function* walking(): AsyncGenerator<Uint8Array> {
  for (let frame = 0; frame < FRAMES; frame++) {
    const picture = ground(416, 320)
    drawFigure(picture, 416, leftOf(frame), 80, TALL)
    yield picture
  }
}

beforeAll(async () => {
  mkdirSync(outDir)
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, '../../../electron/masking/worker.ts'),
      outDir: builtDir,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  })
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'bgr24', '-s', '416x320', '-r', '10', '-i', 'pipe:0']
  await run(['-loglevel', 'error', ...raw, '-c:v', 'libx264', '-crf', '18', figurePath], { input: walking() })
  await writeCoded(longPath, 1000)
})
afterAll(() => {
  rmSync(dir, { recursive: true })
  rmSync(builtDir, { recursive: true })
})

const figures: ClipPart = {
  input: { kind: 'file', path: figurePath },
  width: 416,
  height: 320,
  fps: { num: 10, den: 1 },
  skipUs: 0,
  lengthUs: 3_000_000,
}
const long: ClipPart = {
  ...figures,
  input: { kind: 'file', path: longPath },
  width: 640,
  height: 360,
  fps: { num: 25, den: 1 },
  lengthUs: 40_000_000,
}
const longTracks: TrackSet = {
  width: 640,
  height: 360,
  fps: { num: 25, den: 1 },
  vehicles: [],
  conditions: [],
  partFrames: [1000],
  frames: Array.from({ length: 1000 }, () => [{ track: 1, x: 100, y: 100, w: 40, h: 100, score: 0.5 }]),
}

/** The worker of the last job, and every ffmpeg that it told of. */
let worker: ChildProcess
let children: number[] = []

const room = new MaskingRoom(() => {
  worker = fork(join(builtDir, 'worker.mjs'), { serialization: 'advanced' })
  worker.on('message', (word: { kind: string; pid?: number; running?: boolean }) => {
    if (word.kind === 'child' && word.running === true && word.pid !== undefined) children.push(word.pid)
  })
  return Object.assign(worker, { postMessage: (message: unknown) => void worker.send(message as object) })
})

/** Whether a process still runs. One that has ended counts as gone even where nobody has collected it yet. */
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const idle = () => ({ signal: new AbortController().signal, onProgress: () => {} })
const fill = { work: untouched, style: 'fill' as const }
const quick = { thorough: false, vehicles: false }

afterEach(() => {
  children = []
})

describe('a search for people', () => {
  it('follows the one there is, box for box, and says how far it has come', async () => {
    const told: Progress[] = []
    const following = {
      signal: new AbortController().signal,
      onProgress: (each: Progress) => void told.push(each),
    }
    const { tracks: encoded, people } = await room.detect([figures], quick, following)
    const tracks = decodeTracks(encoded)
    const numbers = tracks.frames.flatMap((boxes) => boxes.map(({ track }) => track))
    expect(people).toHaveLength(new Set(numbers.filter((track) => track !== MOTION)).size)
    expect(tracks).toMatchObject({ width: 416, height: 320, partFrames: [FRAMES] })
    const found = tracks.frames.map((boxes) => boxes.filter(({ score }) => score > 0.4))
    for (const [frame, boxes] of found.entries()) {
      const figure = { x: leftOf(frame), y: 80, w: TALL * 0.4, h: TALL }
      expect(Math.max(...boxes.map((box) => overlapOf(box, figure)))).toBeGreaterThan(0.6)
    }
    expect(new Set(found.flat().map(({ track }) => track)).size).toBe(1)
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b))
    expect(told.at(-1)?.done).toBe(1)
    expect(isAlive(worker.pid as number)).toBe(false)
  })

  it('finds the same with a second scale, and in two recordings in a row', async () => {
    const part = { ...figures, lengthUs: 1_000_000 }
    const parts = [part, { ...part, skipUs: 1_000_000 }]
    const found = await room.detect(parts, { thorough: true, vehicles: false }, idle())
    const tracks = decodeTracks(found.tracks)
    expect(tracks.partFrames).toEqual([10, 10])
    const surest = tracks.frames.map((boxes) => boxes.toSorted((a, b) => b.score - a.score)[0])
    expect(new Set(surest.map((box) => box?.track)).size).toBe(1)
  })

  it('refuses without an ffmpeg', async () => {
    process.env['VIEWING_STATION_FFMPEG'] = '/no/such/ffmpeg'
    try {
      await expect(room.detect([figures], quick, idle())).rejects.toMatchObject({
        code: 'ffmpeg-missing',
      })
    } finally {
      delete process.env['VIEWING_STATION_FFMPEG']
    }
  })

  it('refuses a stretch in which there is no picture', async () => {
    const after = { ...figures, skipUs: 60_000_000 }
    await expect(room.detect([after], quick, idle())).rejects.toMatchObject({ code: 'no-picture' })
  })

  it('breaks, and does not hang, on a file that is not there', async () => {
    const gone = { ...figures, input: { kind: 'file' as const, path: join(dir, 'gone.mp4') } }
    const failure = await room.detect([gone], quick, idle()).catch((error: unknown) => error)
    expect(String(failure)).toContain('No such file')
    expect(String(failure)).not.toContain('gone.mp4')
  })
})

describe('a film', () => {
  it('is written by the worker', async () => {
    const film = await room.render([long], encodeTracks(longTracks), fill, join(outDir, 'whole.mp4'), idle())
    expect(film).toMatchObject({ frameCount: 1000 })
    expect(film.coverage).toHaveLength(1000)
    expect(readdirSync(outDir)).toEqual(['whole.mp4'])
    rmSync(join(outDir, 'whole.mp4'))
  })

  it('whose worker is killed is refused, leaves nothing, and no ffmpeg goes on', async () => {
    const onProgress = ({ done }: Progress) => void (done > 0.05 && worker.kill('SIGKILL'))
    const following = { signal: new AbortController().signal, onProgress }
    const going = room.render([long], encodeTracks(longTracks), fill, join(outDir, 'killed.mp4'), following)
    await expect(going).rejects.toMatchObject({ code: 'masking-stopped' })
    expect(readdirSync(outDir)).toEqual([])
    expect(children.length).toBeGreaterThan(0)
    await expect.poll(() => children.filter(isAlive)).toEqual([])
  })

  it('that is stopped leaves nothing, and no process', async () => {
    const stop = new AbortController()
    const onProgress = ({ done }: Progress) => void (done > 0.05 && stop.abort(new Error('enough')))
    const following = { signal: stop.signal, onProgress }
    const going = room.render([long], encodeTracks(longTracks), fill, join(outDir, 'stopped.mp4'), following)
    await expect(going).rejects.toThrow('enough')
    expect(readdirSync(outDir)).toEqual([])
    expect([worker.pid as number, ...children].filter(isAlive)).toEqual([])
  })

  it('of other frames is refused by name', async () => {
    const tracks = { ...longTracks, partFrames: [999], frames: longTracks.frames.slice(1) }
    const going = room.render([long], encodeTracks(tracks), fill, join(outDir, 'other.mp4'), idle())
    await expect(going).rejects.toMatchObject({ code: 'frames-differ', data: { expected: 999, found: 1000 } })
    expect(readdirSync(outDir)).toEqual([])
  })
})

describe('a search for leaks', () => {
  const figure = (frame: number) => ({
    x: leftOf(frame),
    y: 80,
    w: TALL * 0.4,
    h: TALL,
    score: 0.9,
    track: 1,
  })
  const of = (frames: TrackSet['frames']) =>
    encodeTracks({ ...longTracks, width: 416, height: 320, fps: figures.fps, partFrames: [FRAMES], frames })
  const tracks = of(Array.from({ length: FRAMES }, (_, frame) => [figure(frame)]))
  const filmPath = join(dir, 'scanned.mp4')

  it('finds none in a film with all of its masks, and follows its frames', async () => {
    await room.render([figures], tracks, fill, filmPath, idle())
    const told: number[] = []
    const following = { ...idle(), onProgress: ({ done }: Progress) => void told.push(done) }
    expect(await room.scan(filmPath, tracks, fill, following)).toEqual([])
    expect(told.at(-1)).toBe(1)
    expect([worker.pid as number, ...children].filter(isAlive)).toEqual([])
  })

  it('finds the mask that is missing, with a picture of what is seen', async () => {
    const holed = of(
      Array.from({ length: FRAMES }, (_, frame) => (frame < 12 || frame > 14 ? [figure(frame)] : [])),
    )
    await room.render([figures], holed, fill, filmPath, idle())
    const leaks = await room.scan(filmPath, tracks, fill, idle())
    expect(leaks).toMatchObject([{ fromFrame: 12, toFrame: 15, why: 'bare-mask' }])
    const [{ picture, pictureFrame } = { picture: undefined, pictureFrame: -1 }] = leaks
    expect(Buffer.from(picture ?? []).toString('hex', 0, 3)).toBe('ffd8ff')
    expect([12, 13, 14]).toContain(pictureFrame)
  })

  it('is refused for a film of other frames', async () => {
    const more = of(Array.from({ length: FRAMES }, (_, frame) => [figure(frame)]).slice(1))
    await expect(
      room.scan(filmPath, { ...more, partFrames: [FRAMES - 1] }, fill, idle()),
    ).rejects.toMatchObject({
      code: 'frames-differ',
      data: { expected: FRAMES - 1, found: FRAMES },
    })
  })

  it('whose worker is killed is refused, and no ffmpeg goes on', async () => {
    const onProgress = ({ done }: Progress) => void (done > 0.3 && worker.kill('SIGKILL'))
    const following = { signal: new AbortController().signal, onProgress }
    await expect(room.scan(filmPath, tracks, fill, following)).rejects.toMatchObject({
      code: 'masking-stopped',
    })
    await expect.poll(() => children.filter(isAlive)).toEqual([])
  })
})
