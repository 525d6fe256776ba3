import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MaskWork, untouched } from '#domain/mask-work.ts'
import type { MaskStyle, TrackSet } from '#domain/masking.ts'
import { scanFilm, scanPlan } from '../../../electron/masking/leak-scan.ts'
import { findTracks } from '../../../electron/masking/pass1.ts'
import type { ClipPart, SeenLeak } from '../../../electron/masking/protocol.ts'
import { renderFilm } from '../../../electron/masking/render.ts'
import { modelDir } from '../../../native/detector/models.ts'
import { run, stream } from '../../../native/ffmpeg/ffmpeg.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'
import { barest, chosenHoles, type Hole, isTold, punched } from '../../support/holes.ts'

/** Real footage of a car park with people walking: its frames 100 to 170, at 10 a second. */
const FRAMES = 70
const dir = mkdtempSync(join(tmpdir(), 'leaks-'))
const at = (name: string) => join(dir, name)
const watching = { signal: new AbortController().signal, onFrames: () => {} }
const scanning = { modelDir: modelDir(), threads: 2 }

let clip: ClipPart[]
let tracks: TrackSet

beforeAll(async () => {
  const input = { kind: 'file' as const, path: await vtestPath() }
  const picture = { width: 768, height: 576, fps: { num: 10, den: 1 } }
  clip = [{ input, ...picture, skipUs: 10_000_000, lengthUs: FRAMES * 100_000 }]
  const looking = { ...scanning, thorough: false, vehicles: false }
  tracks = await findTracks(clip, looking, watching)
  await render(tracks, 'clean.mp4')
})
afterAll(() => rmSync(dir, { recursive: true }))

const render = async (set: TrackSet, name: string, style: MaskStyle = 'fill', work: MaskWork = untouched) => {
  await renderFilm(clip, set, { work, style }, at(name), watching)
  return at(name)
}
const scan = (filmPath: string, set: TrackSet, style: MaskStyle = 'fill', work: MaskWork = untouched) =>
  scanFilm(filmPath, scanPlan(set, work, style), scanning, watching)

function expectFound(leaks: readonly SeenLeak[], hole: Hole): void {
  expect(isTold(hole, leaks, tracks), JSON.stringify(hole)).toBe(true)
}

/** The mean brightness of a JPEG, and its height. */
async function seenIn(jpeg: Uint8Array): Promise<{ brightness: number; rows: number }> {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield jpeg
  }
  const bytes: Uint8Array[] = []
  const call = [
    '-loglevel',
    'error',
    '-f',
    'jpeg_pipe',
    '-i',
    'pipe:0',
    '-vf',
    'scale=1:ih:flags=area,format=gray',
  ]
  for await (const piece of stream([...call, '-f', 'rawvideo', 'pipe:1'], { input: input() }))
    bytes.push(piece)
  const column = Buffer.concat(bytes)
  return { brightness: column.reduce((sum, value) => sum + value, 0) / column.length, rows: column.length }
}

describe('a film that was rendered with holes in its masks', () => {
  it('is told every hole of it, however short, and nothing else', async () => {
    const holes = chosenHoles(tracks, 1)
    expect(holes).toHaveLength(5)
    const leaks = await scan(await render(punched(tracks, holes), 'holes.mp4'), tracks)
    for (const hole of holes) expectFound(leaks, hole)
    // Holes that lie close together may be told as one.
    expect(leaks.length).toBeLessThanOrEqual(holes.length)
    for (const { why, picture, pictureFrame, fromFrame, toFrame } of leaks) {
      expect(why).toBe('bare-mask')
      expect(holes.some((hole) => hole.fromFrame < toFrame && hole.toFrame > fromFrame)).toBe(true)
      expect(pictureFrame).toBeGreaterThanOrEqual(fromFrame)
      expect(pictureFrame).toBeLessThan(toFrame)
      const { brightness, rows } = await seenIn(picture)
      expect(brightness).toBeGreaterThan(30)
      expect(rows).toBeLessThanOrEqual(320)
    }
  })

  it.each(['mosaic', 'blur'] as const)('is told where a %s is missing from somebody', async (style) => {
    const holes = chosenHoles(tracks, 1).filter(({ toFrame, fromFrame }) => toFrame - fromFrame === 10)
    expect(holes).toHaveLength(2)
    const leaks = await scan(await render(punched(tracks, holes), `${style}.mp4`, style), tracks, style)
    for (const hole of holes) {
      const found = leaks.filter((leak) => leak.why === 'bare-mask' && leak.fromFrame < hole.toFrame)
      expect(found.some((leak) => leak.toFrame > hole.fromFrame)).toBe(true)
    }
    const clean = await scan(await render(tracks, `${style}-clean.mp4`, style), tracks, style)
    expect(clean.filter(({ why }) => why === 'bare-mask')).toEqual([])
  })

  it('is told one through a watermark, and not the watermark', async () => {
    const [hole] = chosenHoles(tracks, 1) as [Hole]
    const watermark = await striped()
    const choice = { work: untouched, style: 'fill' as const, watermark }
    const plan = scanPlan(tracks, untouched, 'fill')
    await renderFilm(clip, tracks, choice, at('marked.mp4'), watching)
    expect(await scanFilm(at('marked.mp4'), plan, { ...scanning, watermark }, watching)).toEqual([])
    expect(await scanFilm(at('marked.mp4'), plan, scanning, watching)).not.toEqual([])
    await renderFilm(clip, punched(tracks, [hole]), choice, at('marked-hole.mp4'), watching)
    expectFound(await scanFilm(at('marked-hole.mp4'), plan, { ...scanning, watermark }, watching), hole)
  })
})

/** Half transparent white stripes over the whole picture, as PNG. */
async function striped(): Promise<Uint8Array> {
  const stripes = "format=rgba,geq=r=255:g=255:b=255:a='if(lt(mod(X+Y,90),20),110,0)'"
  const call = ['-f', 'lavfi', '-i', 'color=size=768x576:rate=1:duration=1', '-vf', stripes]
  const bytes: Uint8Array[] = []
  const output = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1']
  for await (const piece of stream(['-loglevel', 'error', ...call, ...output])) bytes.push(piece)
  return Uint8Array.from(Buffer.concat(bytes))
}

describe('a film of an odd size', () => {
  it.each(['fill', 'mosaic', 'blur'] as const)('is compared cell by cell (%s)', async (style) => {
    const source = 'testsrc2=size=639x361:rate=10:duration=1'
    await run(['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', source, '-c:v', 'ffv1', at('odd.mkv')])
    const picture = { width: 639, height: 361, fps: { num: 10, den: 1 } }
    const input = { kind: 'file' as const, path: at('odd.mkv') }
    const odd = [{ input, ...picture, skipUs: 0, lengthUs: 1_000_000 }]
    const box = { track: 1, x: 420, y: 120, w: 219, h: 241, score: 0.9 }
    const all = { ...picture, vehicles: [], conditions: [], partFrames: [10] }
    const whole: TrackSet = { ...all, frames: Array.from({ length: 10 }, () => [box]) }
    const holed: TrackSet = { ...all, frames: whole.frames.map((boxes, frame) => (frame === 4 ? [] : boxes)) }
    const bareOf = async (set: TrackSet) => {
      await renderFilm(odd, set, { work: untouched, style }, at('odd.mp4'), watching)
      const leaks = await scan(at('odd.mp4'), whole, style)
      return leaks
        .filter(({ why }) => why === 'bare-mask')
        .map(({ fromFrame, toFrame }) => [fromFrame, toFrame])
    }
    expect(await bareOf(whole)).toEqual([])
    // Where the test picture is flat nothing tells a soft mask from none: the hole is told in pieces.
    const told = await bareOf(holed)
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(told.map(() => [4, 5]))
  })
})

describe('a film without holes', () => {
  it('is told nothing: neither the outlines of masks nor what a kept person does', async () => {
    expect(await scan(at('clean.mp4'), tracks)).toEqual([])
    const [hole] = chosenHoles(tracks, 1) as [Hole]
    const work = { ...untouched, kept: [hole.track] }
    const kept = await render(tracks, 'kept.mp4', 'fill', work)
    expect(await scan(kept, tracks, 'fill', work)).toEqual([])
    // The same film, by a plan in which nobody is kept.
    expect((await scan(kept, tracks)).map(({ why }) => why)).toContain('bare-mask')
  })
})

describe('somebody whom nobody found', () => {
  const without = (track: number) =>
    punched(tracks, [{ track, fromFrame: 0, toFrame: FRAMES, isQuadrant: false }])

  it('is seen by the other networks or by his movement', async () => {
    const seen = barest(tracks)
    const missing = without(seen)
    const filmPath = await render(missing, 'missing.mp4')
    const leaks = await scan(filmPath, missing)
    const there = [...tracks.frames.keys()].filter((frame) =>
      tracks.frames[frame]?.some(({ track }) => track === seen),
    )
    expect(leaks.map(({ why }) => why)).toContain('person')
    expect(leaks.some((leak) => leak.fromFrame < (there.at(-1) ?? 0) && leak.toFrame > (there[0] ?? 0))).toBe(
      true,
    )
    // Without any plan, what is black counts as masked.
    const blind = await scanFilm(filmPath, undefined, scanning, watching)
    expect(blind.map(({ why }) => why)).toContain('person')
  })
})

describe('a scan that cannot be made', () => {
  it('is of a film with other frames, or of another size', async () => {
    const shorter = { ...tracks, frames: tracks.frames.slice(1) }
    await expect(scan(at('clean.mp4'), shorter)).rejects.toMatchObject({
      code: 'frames-differ',
      data: { expected: FRAMES - 1, found: FRAMES },
    })
    const longer = { ...tracks, frames: [...tracks.frames, []] }
    await expect(scan(at('clean.mp4'), longer)).rejects.toMatchObject({ code: 'frames-differ' })
    await expect(scan(at('clean.mp4'), { ...tracks, width: 640 })).rejects.toThrow(RangeError)
  })

  it('is stopped half way', async () => {
    const stop = new AbortController()
    const onFrames = (frames: number) => (frames > 10 ? stop.abort(new Error('enough')) : undefined)
    const plan = scanPlan(tracks, untouched, 'fill')
    const going = scanFilm(at('clean.mp4'), plan, scanning, { signal: stop.signal, onFrames })
    await expect(going).rejects.toThrow('enough')
  })
})
