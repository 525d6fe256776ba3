import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { masksFor, type TrackSet } from '../../electron/domain/masking.ts'
import { run } from '../../native/ffmpeg/ffmpeg.ts'
import type { Person } from './coverage.ts'
import { type Cutout, emptyPlace, SIZE, walks } from './cutouts.ts'

/** Films put together from real people on a real place: where every head is, and how much of it is to be seen, is known exactly. */

const FRAMES = 300
const PER_SECOND = 10

/** Someone in one frame: who in front is listed last. `door`: only what is right of this column is to be seen. */
interface Standing {
  readonly cutout: Cutout
  /** Middle of the feet. */
  readonly x: number
  readonly y: number
  readonly door?: number
}

type Scene = (frame: number) => Standing[]

/** Frames in which a head of the scene is bare, and of how many heads in how many frames. */
export interface Bareness {
  readonly scene: string
  readonly bareFrames: number
  readonly heads: number
}

/** Makes each scene into a film, has people looked for in it, and counts the frames with a bare head. */
export async function measureComposites(
  path: string,
  truth: ReadonlyMap<number, readonly Person[]>,
  find: (path: string) => Promise<TrackSet>,
): Promise<Bareness[]> {
  const dir = await mkdtemp(join(tmpdir(), 'composites-'))
  try {
    const place = await emptyPlace(path)
    const found: Bareness[] = []
    for (const [scene, standing] of Object.entries(scenes(await walks(path, place, truth)))) {
      const filmPath = join(dir, 'scene.mp4')
      await write(filmPath, place, standing)
      found.push({ scene, ...bareness(standing, await find(filmPath)) })
    }
    return found
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** The same numbers between 0 and 1 in every run ("mulberry32"). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function scenes(people: readonly Cutout[][]): Record<string, Scene> {
  if (people.length === 0) throw new Error('nobody walks alone in the footage')
  const walk = (person: number) => people[person % people.length] as Cutout[]
  const step = (person: number, frame: number) => walk(person)[frame % walk(person).length] as Cutout
  const still = (person: number) => walk(person)[0] as Cutout
  const next = chance(7)
  const crowd = Array.from({ length: 16 }, (_, person) => {
    const [x, y, way, pace] = [60 + next() * 640, 250 + next() * 290, next() < 0.5 ? -1 : 1, next() * 4]
    return { person, x, y, way, pace: next() < 0.3 ? 0 : 1 + pace }
  }).sort((a, b) => a.y - b.y)
  return {
    'somebody stands still': () => [
      { cutout: still(0), x: 200, y: 330 },
      { cutout: still(1), x: 420, y: 420 },
      { cutout: still(2), x: 610, y: 380 },
    ],
    'somebody comes out of a door': (frame) => [
      { cutout: step(0, frame), x: 300 + (frame - 60) * 4, y: 400, door: 330 },
      { cutout: step(1, frame), x: 430 + (frame - 180) * 3, y: 300, door: 460 },
    ],
    'two cross': (frame) => [
      { cutout: step(0, frame), x: 60 + frame * 3, y: 330 },
      { cutout: step(1, frame), x: 700 - frame * 2.5, y: 345 },
      { cutout: step(2, frame), x: 120 + frame * 2, y: 460 },
      { cutout: step(3, frame), x: 660 - frame * 2, y: 470 },
    ],
    'a crowd': (frame) =>
      crowd.map(({ person, x, y, way, pace }) => ({
        cutout: pace === 0 ? still(person) : step(person, frame + person * 5),
        x: turning(x + way * pace * frame),
        y,
      })),
  }
}

/** Walks to and fro between the edges. */
function turning(x: number): number {
  const [least, most] = [40, SIZE.width - 40]
  const round = (((x - least) % (2 * (most - least))) + 2 * (most - least)) % (2 * (most - least))
  return least + (round <= most - least ? round : 2 * (most - least) - round)
}

async function write(filmPath: string, place: Uint8Array, scene: Scene): Promise<void> {
  const next = chance(11)
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for (let frame = 0; frame < FRAMES; frame++) {
      const picture = place.slice()
      for (const standing of scene(frame)) {
        for (const { at, from } of pixels(standing)) {
          for (let colour = 0; colour < 3; colour++)
            picture[at * 3 + colour] = standing.cutout.bgr[from * 3 + colour] as number
        }
      }
      // A sensor's noise: without it, a picture would be the same as the last to the last bit.
      const shift = Math.floor(next() * 9973)
      for (let at = 0; at < picture.length; at++)
        picture[at] = Math.max(
          0,
          Math.min(255, (picture[at] as number) + (NOISE[(at * 7 + shift) % NOISE.length] as number)),
        )
      yield picture
    }
  }
  const raw = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'bgr24',
    '-s',
    `${SIZE.width}x${SIZE.height}`,
    '-r',
    String(PER_SECOND),
  ]
  const encoding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p']
  await run(['-loglevel', 'error', '-y', ...raw, '-i', 'pipe:0', ...encoding, filmPath], {
    input: pictures(),
  })
}

const NOISE = (() => {
  const next = chance(3)
  return Int8Array.from({ length: 9973 }, () => Math.round((next() + next() + next() - 1.5) * 5))
})()

/** The person's pixels that are inside the picture and not behind the door: where they are, and which of the cut-out. */
function* pixels({ cutout, x, y, door = 0 }: Standing, rows = cutout.height) {
  const [left, top] = [Math.round(x - cutout.width / 2), Math.round(y - cutout.height)]
  for (let row = Math.max(0, -top); row < rows && top + row < SIZE.height; row++) {
    for (let column = 0; column < cutout.width; column++) {
      const [across, from] = [left + column, row * cutout.width + column]
      if (cutout.shape[from] === 0 || across < door || across < 0 || across >= SIZE.width) continue
      yield { at: (top + row) * SIZE.width + across, from }
    }
  }
}

/** A head of which less is to be seen than this share is not known by anybody. */
const LEAST_SEEN = 0.25

/** Heads (the top fifth of a person) of whose pixels that are to be seen less than 90 % are masked. */
function bareness(scene: Scene, tracks: TrackSet): Omit<Bareness, 'scene'> {
  let [bareFrames, heads] = [0, 0]
  for (let frame = 0; frame < FRAMES; frame++) {
    const standing = scene(frame)
    const front = new Uint8Array(SIZE.width * SIZE.height)
    for (const [index, person] of standing.entries())
      for (const { at } of pixels(person)) front[at] = index + 1
    const masked = new Uint8Array(SIZE.width * SIZE.height)
    for (const { x, y, w, h } of masksFor(tracks.frames[frame], new Set(), tracks)) {
      const [left, right] = [Math.max(0, Math.round(x)), Math.min(SIZE.width, Math.round(x + w))]
      for (let row = Math.max(0, Math.round(y)); row < Math.min(SIZE.height, Math.round(y + h)); row++)
        if (right > left) masked.fill(1, row * SIZE.width + left, row * SIZE.width + right)
    }
    let isBare = false
    for (const [index, person] of standing.entries()) {
      const headRows = Math.ceil(person.cutout.height / 5)
      const whole = person.cutout.shape
        .subarray(0, headRows * person.cutout.width)
        .reduce((sum, each) => sum + each, 0)
      const seen = [...pixels(person, headRows)].filter(({ at }) => front[at] === index + 1)
      if (seen.length < LEAST_SEEN * whole) continue
      heads += 1
      if (seen.filter(({ at }) => masked[at] === 1).length < 0.9 * seen.length) isBare = true
    }
    if (isBare) bareFrames += 1
  }
  return { bareFrames, heads }
}
