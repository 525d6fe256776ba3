import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untouched } from '#domain/mask-work.ts'
import type { Box, TrackSet } from '#domain/masking.ts'
import { heldClip } from '../../../electron/footage/clip.ts'
import { type Clip, partInput, pictureOf } from '../../../electron/masking/parts.ts'
import type { ClipPart } from '../../../electron/masking/protocol.ts'
import { renderFilm } from '../../../electron/masking/render.ts'
import { decodeTracks } from '../../../electron/masking/tracks.ts'
import { fileInput, run } from '../../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../../native/ffmpeg/probe.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'
import { type MaskingWorkers, maskingWorkers, unstopped } from '../../support/masking-worker.ts'
import { takenIn } from '../footage/samples.ts'
import { readCoded, writeCoded } from './coded.ts'

/** Footage as it should not be: taken in, looked at and rendered all the same, frame on frame. */

const dir = mkdtempSync(join(tmpdir(), 'odd-footage-'))
const storeDir = join(dir, 'store')
const at = (name: string) => join(dir, name)
const film = { work: untouched, style: 'fill' as const }
const watch = { signal: new AbortController().signal, onFrames: () => {} }

beforeAll(() => {
  mkdirSync(storeDir)
})
afterAll(() => rmSync(dir, { recursive: true }))

/** A file as the station holds it, and as the masking process is given it: a stretch, or all. */
async function held(path: string, fromUs = 0, toUs?: number): Promise<ClipPart> {
  const { facts, held: recording } = await takenIn(path, storeDir)
  const end = toUs ?? facts.durationUs
  const { skipUs, ...clip } = heldClip(recording, fromUs, end)
  const { width, height, fps } = facts
  return { input: { kind: 'held', ...clip }, width, height, fps, skipUs, lengthUs: end - fromUs }
}

const ffmpeg = (...args: string[]) => run(['-loglevel', 'error', '-y', ...args])

describe('masks lie on their frames', () => {
  const placeOf = (number: number) => ({
    x: (number % 18) * 34 + 8,
    y: 60 + (Math.floor(number / 18) % 17) * 17,
  })

  /** Masks the place that belongs to each picture's number, and looks for every mask in the film. */
  async function expectAligned(clip: Clip): Promise<number[]> {
    const picture = pictureOf(clip)
    const numbers: number[] = []
    const partFrames: number[] = []
    for (const part of clip) {
      const { args, input, filters } = partInput(part, picture)
      const pictures = await readCoded(args, filters, input.input)
      partFrames.push(pictures.length)
      numbers.push(...pictures.map(({ number }) => number))
    }
    const frames = numbers.map((number): Box[] => [{ ...placeOf(number), w: 12, h: 8, score: 0.9, track: 1 }])
    const tracks: TrackSet = { ...picture, vehicles: [], conditions: [], partFrames, frames }
    await renderFilm(clip, tracks, film, at('film.mp4'), watch)
    const shown = await readCoded(fileInput(at('film.mp4')))
    expect(shown).toHaveLength(numbers.length)
    for (const [frame, picture] of shown.entries()) {
      const here = placeOf(numbers[frame] as number)
      expect(picture.number).toBe(numbers[frame])
      expect(picture.at(here.x + 6, here.y + 4).y).toBeLessThan(40)
    }
    return numbers
  }

  it('where the size of the picture changes in the middle', async () => {
    await writeCoded(at('large.ts'), 60)
    await writeCoded(at('small.ts'), 60, 60, ['-vf', 'scale=320:180', '-bf', '0'])
    writeFileSync(at('both.ts'), Buffer.concat([readFileSync(at('large.ts')), readFileSync(at('small.ts'))]))
    const numbers = await expectAligned([await held(at('both.ts'))])
    expect(numbers.length).toBeGreaterThan(115)
    expect(numbers.at(-1)).toBe(119)
  })

  it('where pictures in the middle are damaged', async () => {
    await writeCoded(at('sound.mp4'), 200)
    const bytes = readFileSync(at('sound.mp4'))
    const mdatAt = bytes.indexOf('mdat')
    for (let hole = 0; hole < 8; hole++) {
      const from = mdatAt + Math.floor(bytes.length * (0.3 + hole * 0.04))
      for (let byte = from; byte < from + 40; byte++) bytes[byte] = (bytes[byte] ?? 0) ^ 0x5a
    }
    writeFileSync(at('damaged.mp4'), bytes)
    const numbers = await expectAligned([await held(at('damaged.mp4'))])
    expect(numbers.length).toBeGreaterThan(190)
  })

  it('where time stamps vary, in a stretch of it', async () => {
    await writeCoded(at('even.mp4'), 250)
    const odd = ['-vf', "select='not(eq(mod(n,7),3))'", '-fps_mode', 'vfr', '-c:v', 'libx264', '-an']
    await ffmpeg('-i', at('even.mp4'), ...odd, '-crf', '16', at('varies.mkv'))
    const numbers = await expectAligned([await held(at('varies.mkv'), 2_200_000, 8_000_000)])
    expect(numbers.length).toBeGreaterThan(100)
  })

  it('where pictures are interlaced', async () => {
    const fields = ['-flags', '+ildct+ilme', '-x264opts', 'tff=1']
    await writeCoded(at('fields.mp4'), 100, 0, fields)
    expect(await expectAligned([await held(at('fields.mp4'))])).toHaveLength(100)
  })
})

describe('people are found and masked', () => {
  let workers: MaskingWorkers
  beforeAll(async () => {
    workers = await maskingWorkers('odd-footage')
  }, 60_000)
  afterAll(() => workers.clear())

  async function masked(path: string) {
    const part = await held(path)
    const found = await workers.room.detect([part], { thorough: false, vehicles: false }, unstopped())
    const made = await workers.room.render([part], found.tracks, film, at('masked.mp4'), unstopped())
    const shown = await probe(at('masked.mp4'))
    const frames = decodeTracks(found.tracks).frames
    expect(made.frameCount).toBe(frames.length)
    rmSync(at('masked.mp4'))
    return { part, people: found.people.length, made, video: shown.video, frames }
  }
  const people = async (seconds: number, filter: string, coding: string[], name: string) => {
    await ffmpeg('-i', await vtestPath(), '-t', String(seconds), '-vf', filter, ...coding, '-an', at(name))
    return at(name)
  }
  const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast']

  it.each([
    ['of odd sides', 'scale=705:577', ['-c:v', 'mjpeg', '-q:v', '3'], 'odd.avi', 705, 577],
    ['of odd sides in H.264', 'scale=705:577', [...H264, '-pix_fmt', 'yuv444p'], 'odd.mp4', 705, 577],
    ['higher than wide', 'crop=324:576:300:0', H264, 'high.mp4', 324, 576],
  ] as const)('in pictures %s', async (_, filter, coding, name, width, height) => {
    const { part, people: count, made, video } = await masked(await people(2, filter, [...coding], name))
    expect(part).toMatchObject({ width, height })
    expect(count).toBeGreaterThan(1)
    expect(video).toMatchObject({ width: width + (width % 2), height: height + (height % 2) })
    expect(made.maskedShare).toBeGreaterThan(0.01)
  })

  it('in pictures that are to be turned', async () => {
    const lying = await people(2, 'transpose=1', H264, 'lying.mp4')
    await ffmpeg('-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90', at('turned.mp4'))
    const { part, people: count, video } = await masked(at('turned.mp4'))
    expect(part).toMatchObject({ width: 768, height: 576 })
    expect(video).toMatchObject({ width: 768, height: 576 })
    expect(count).toBeGreaterThan(1)
  })

  it('of 8K, within memory', async () => {
    const path = await people(0.6, 'scale=7680:4320', [...H264, '-g', '3'], 'eight.mp4')
    const { people: count, video, made } = await masked(path)
    expect(video).toMatchObject({ width: 7680, height: 4320 })
    expect(count).toBeGreaterThan(1)
    expect(made.maskedShare).toBeGreaterThan(0.01)
  })

  it('two hundred at once', async () => {
    // One person, cut out of the sample's first picture, in twenty columns and ten rows.
    const grid = 'select=eq(n\\,0),crop=60:100:485:146,scale=84:128,loop=loop=1999:size=1,tile=20x10'
    const path = await people(200, grid, [...H264, '-frames:v', '10'], 'crowd.mp4')
    const { people: count, frames } = await masked(path)
    expect(count).toBeGreaterThan(120)
    expect(Math.max(...frames.map((boxes) => boxes.length))).toBeGreaterThan(120)
  })

  it('nobody where there is nobody', async () => {
    await ffmpeg('-f', 'lavfi', '-i', 'color=0x707070:s=640x360:r=10:d=4', ...H264, at('empty.mp4'))
    const { people: count, made } = await masked(at('empty.mp4'))
    expect(count).toBe(0)
    expect(made).toMatchObject({ frameCount: 40, maskedShare: 0 })
    expect(statSync(at('empty.mp4')).size).toBeGreaterThan(0)
  })
})
