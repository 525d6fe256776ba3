import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renderClear } from '../../../electron/masking/clear-film.ts'
import { type Clip, partInput, pictureOf } from '../../../electron/masking/parts.ts'
import type { ClipPart } from '../../../electron/masking/protocol.ts'
import { fileInput, run } from '../../../native/ffmpeg/ffmpeg.ts'
import { barPicture } from '../../support/picture.ts'
import { GROUND, HEIGHT, PER_SECOND, readCoded, WIDTH, writeCoded } from './coded.ts'

const dir = mkdtempSync(join(tmpdir(), 'clear-'))
const outDir = join(dir, 'out')
const COUNT = 200
const watching = { signal: new AbortController().signal, onFrames: () => {} }
const at = (name: string) => join(dir, name)
const bar = { text: '', x: 320, y: 200, angle: 0, sizePx: 20, maxWidthPx: 100, opacity: 1 }
const mark = (width: number, height: number) => barPicture({ width, height, letterings: [bar] })
const stretch = (name: string, fromS: number, lengthS: number): ClipPart => ({
  input: { kind: 'file', path: at(name) },
  width: WIDTH,
  height: HEIGHT,
  fps: { num: PER_SECOND, den: 1 },
  skipUs: fromS * 1e6,
  lengthUs: lengthS * 1e6,
})

beforeAll(async () => {
  mkdirSync(outDir)
  await writeCoded(at('constant.mp4'), COUNT)
  await writeCoded(at('later.mp4'), 60, 600)
  const odd = [
    '-vf',
    "select='not(eq(mod(n,7),3))'",
    '-fps_mode',
    'vfr',
    '-c:v',
    'libx264',
    '-bf',
    '3',
    '-an',
  ]
  await run(['-loglevel', 'error', '-i', at('constant.mp4'), ...odd, '-crf', '16', at('variable.mp4')])
})
afterAll(() => rmSync(dir, { recursive: true }))

const cases: [string, Clip][] = [
  ['a whole recording', [stretch('constant.mp4', 0, COUNT / PER_SECOND)]],
  ['a stretch of it', [stretch('constant.mp4', 3.2, 2)]],
  ['a stretch of a recording of variable rate', [stretch('variable.mp4', 2.48, 3)]],
  ['two recordings in a row', [stretch('constant.mp4', 6, 2), stretch('later.mp4', 0, 2)]],
]

it.each(cases)('a film of %s has every picture of it, in its place, and the watermark', async (_, clip) => {
  const source: number[] = []
  for (const part of clip) {
    const { args, input, filters } = partInput(part, pictureOf(clip))
    source.push(...(await readCoded(args, filters, input.input)).map(({ number }) => number))
  }
  const path = join(outDir, 'film.mp4')
  const film = await renderClear(clip, mark(WIDTH, HEIGHT), path, watching)
  const pictures = await readCoded(fileInput(path))
  expect(film).toMatchObject({ frameCount: source.length, maskedShare: 0, frameMasks: 0 })
  expect(film.coverage).toEqual(source.map(() => 0))
  expect(pictures.map(({ number }) => number)).toEqual(source)
  for (const picture of pictures) {
    expect(picture.at(320, 200).y).toBeGreaterThan(GROUND.y + 30)
    expect(Math.abs(picture.at(600, 330).y - GROUND.y)).toBeLessThan(6)
  }
  expect(readdirSync(outDir)).toEqual(['film.mp4'])
})

it('a film with the watermark of another is not made', async () => {
  const clip = [stretch('constant.mp4', 0, 1)]
  const going = renderClear(clip, mark(WIDTH + 2, HEIGHT), join(outDir, 'none.mp4'), watching)
  await expect(going).rejects.toThrow(RangeError)
  expect(readdirSync(outDir)).not.toContain('none.mp4')
})
