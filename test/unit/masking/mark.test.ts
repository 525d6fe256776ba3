import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { untouched } from '#domain/mask-work.ts'
import type { TrackSet } from '#domain/masking.ts'
import type { ClipPart } from '../../../electron/masking/protocol.ts'
import { renderFilm } from '../../../electron/masking/render.ts'
import { fileInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { barPicture } from '../../support/picture.ts'
import { GROUND, HEIGHT, PER_SECOND, readCoded, WIDTH, writeCoded } from './coded.ts'

const dir = mkdtempSync(join(tmpdir(), 'mark-'))
const outDir = join(dir, 'out')
const COUNT = 60
const watching = { signal: new AbortController().signal, onFrames: () => {} }
const part: ClipPart = {
  input: { kind: 'file', path: join(dir, 'clip.mp4') },
  width: WIDTH,
  height: HEIGHT,
  fps: { num: PER_SECOND, den: 1 },
  skipUs: 0,
  lengthUs: (COUNT / PER_SECOND / 2) * 1e6,
}
const masked = { track: 1, x: 320, y: 100, w: 200, h: 200, score: 0.9 }
const tracks: TrackSet = {
  width: WIDTH,
  height: HEIGHT,
  fps: part.fps,
  vehicles: [],
  conditions: [],
  partFrames: [COUNT / 2, COUNT / 2],
  frames: Array.from({ length: COUNT }, () => [masked]),
}
/** A bar from the clear left into the mask, half white. */
const bar = { text: '', x: 320, y: 200, angle: 0, sizePx: 20, maxWidthPx: 400, opacity: 1 }
const marked = (width: number, height: number) => ({
  work: untouched,
  style: 'fill' as const,
  watermark: barPicture({ width, height, letterings: [bar] }),
})

beforeAll(async () => {
  mkdirSync(outDir)
  await writeCoded(join(dir, 'clip.mp4'), COUNT)
})
afterAll(() => rmSync(dir, { recursive: true }))

test('a watermark is in every frame of every part, over clear picture and masks alike', async () => {
  const clip = [part, { ...part, skipUs: part.lengthUs }]
  const film = await renderFilm(clip, tracks, marked(WIDTH, HEIGHT), join(outDir, 'film.mp4'), watching)
  expect(film).toMatchObject({ frameCount: COUNT, frameMasks: COUNT })
  expect(readdirSync(outDir)).toEqual(['film.mp4'])
  const pictures = await readCoded(fileInput(join(outDir, 'film.mp4')))
  expect(pictures.map(({ number }) => number)).toEqual(Array.from({ length: COUNT }, (_, number) => number))
  for (const picture of pictures) {
    // Half of the ground and half of the mask are white under the bar; beside it all is as it was.
    expect(Math.abs(picture.at(200, 200).y - (GROUND.y + 235) / 2)).toBeLessThan(12)
    expect(Math.abs(picture.at(420, 200).y - (16 + 235) / 2)).toBeLessThan(12)
    expect(Math.abs(picture.at(200, 260).y - GROUND.y)).toBeLessThan(8)
    expect(picture.at(420, 260).y).toBeLessThan(26)
  }
})

test.each([
  [WIDTH + 2, HEIGHT],
  [WIDTH, HEIGHT - 2],
])(
  'a watermark of %i×%i, which is not the size of the film, is refused and leaves nothing',
  async (width, height) => {
    const going = renderFilm(
      [part],
      { ...tracks, partFrames: [COUNT / 2], frames: tracks.frames.slice(0, COUNT / 2) },
      marked(width, height),
      join(outDir, 'other.mp4'),
      watching,
    )
    await expect(going).rejects.toThrow(RangeError)
    expect(readdirSync(outDir).filter((name) => name.includes('other'))).toEqual([])
  },
)

test('what is no PNG is refused', async () => {
  const choice = { ...marked(WIDTH, HEIGHT), watermark: new Uint8Array(100) }
  const going = renderFilm([part, part], tracks, choice, join(outDir, 'none.mp4'), watching)
  await expect(going).rejects.toThrow('not of the size of the film')
})
