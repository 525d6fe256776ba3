import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MaskWork, untouched } from '#domain/mask-work.ts'
import {
  type Area,
  type Box,
  grown,
  type MaskStyle,
  MOTION,
  masksFor,
  type TrackSet,
} from '#domain/masking.ts'
import { scanFilm, scanPlan } from '../../../electron/masking/leak-scan.ts'
import { MaskPainter } from '../../../electron/masking/mask-picture.ts'
import { findTracks } from '../../../electron/masking/pass1.ts'
import type { ClipPart, SeenLeak } from '../../../electron/masking/protocol.ts'
import { renderFilm } from '../../../electron/masking/render.ts'
import { modelDir } from '../../../native/detector/models.ts'
import { stream } from '../../../native/ffmpeg/ffmpeg.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'

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

/** A hole in the masks: what is missing of one person's mask in frames up to, not including, `toFrame`. */
interface Hole {
  readonly track: number
  readonly fromFrame: number
  readonly toFrame: number
  readonly isQuadrant?: boolean
}

function punched(set: TrackSet, holes: readonly Hole[]): TrackSet {
  const frames = set.frames.map((boxes, frame) =>
    boxes.flatMap((box) => {
      const hole = holes.find((each) => each.track === box.track && isIn(each, frame))
      if (hole === undefined) return [box]
      return hole.isQuadrant === true ? threeQuadrants(box, set) : []
    }),
  )
  return { ...set, frames }
}

const isIn = ({ fromFrame, toFrame }: Hole, frame: number) => frame >= fromFrame && frame < toFrame

/** All of a mask but its left top quarter, as boxes that do not grow. */
function threeQuadrants(box: Box, set: TrackSet): Box[] {
  const area = grown(box, set)
  if (area === undefined) return []
  const [w, h] = [area.w / 2, area.h / 2]
  const right = { ...area, track: MOTION, x: area.x + w, w }
  return [right, { ...area, track: MOTION, y: area.y + h, w, h }]
}

/** What a hole bares, as the box around the cells: nothing where other masks lie over it. */
function baredBy(hole: Hole, frame: number): { cells: number; box: Area } {
  const painter = new MaskPainter(tracks.width, tracks.height)
  const { columns, rows, cellPx } = painter.grid
  const paint = (set: TrackSet) => painter.paint(masksFor(set.frames[frame], new Set(), set))
  const [whole, holed] = [paint(tracks), paint(punched(tracks, [hole]))]
  const found: { x: number; y: number }[] = []
  for (let cell = 0; cell < columns * rows; cell++) {
    if (whole[cell] !== holed[cell]) found.push({ x: cell % columns, y: Math.floor(cell / columns) })
  }
  const [xs, ys] = [found.map(({ x }) => x * cellPx), found.map(({ y }) => y * cellPx)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  const box = { x, y, w: Math.max(...xs) + cellPx - x, h: Math.max(...ys) + cellPx - y }
  return { cells: found.length, box }
}

/** One hole of each kind, each of a person of his own, who is not hidden by others while it lasts. */
function chosenHoles(): Hole[] {
  const kinds = [
    (first: number) => ({ fromFrame: first, toFrame: first + 10 }),
    (_: number, middle: number) => ({ fromFrame: middle, toFrame: middle + 1 }),
    (_: number, middle: number) => ({ fromFrame: middle, toFrame: middle + 3 }),
    (_: number, middle: number) => ({ fromFrame: middle, toFrame: middle + 10 }),
    (_: number, middle: number) => ({ fromFrame: middle, toFrame: middle + 5, isQuadrant: true }),
  ]
  const numbers = new Set(tracks.frames.flat().map(({ track }) => track))
  numbers.delete(MOTION)
  const holes: Hole[] = []
  for (const kind of kinds) {
    for (const track of numbers) {
      const there = [...tracks.frames.keys()].filter((frame) =>
        tracks.frames[frame]?.some((box) => box.track === track),
      )
      const [first = 0, middle = 0] = [there[0], there[Math.floor(there.length / 2)]]
      const hole = { track, ...kind(first, middle) }
      const lasts = there.length >= 20 && hole.toFrame <= (there.at(-1) ?? 0)
      const frames = Array.from(
        { length: hole.toFrame - hole.fromFrame },
        (_, index) => hole.fromFrame + index,
      )
      if (!lasts || !frames.every((frame) => baredBy(hole, frame).cells >= 60)) continue
      numbers.delete(track)
      holes.push(hole)
      break
    }
  }
  return holes
}

const render = async (set: TrackSet, name: string, style: MaskStyle = 'fill', work: MaskWork = untouched) => {
  await renderFilm(clip, set, { work, style }, at(name), watching)
  return at(name)
}
const scan = (filmPath: string, set: TrackSet, style: MaskStyle = 'fill', work: MaskWork = untouched) =>
  scanFilm(filmPath, scanPlan(set, work, style), scanning, watching)

function expectFound(leaks: readonly SeenLeak[], hole: Hole): void {
  const inTime = leaks.filter(
    (leak) => leak.why === 'bare-mask' && leak.fromFrame <= hole.fromFrame && leak.toFrame >= hole.toFrame,
  )
  const { box } = baredBy(hole, hole.fromFrame)
  const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 }
  const holds = (area: Area) =>
    middle.x > area.x && middle.x < area.x + area.w && middle.y > area.y && middle.y < area.y + area.h
  expect(
    inTime.some((leak) => holds(leak.box)),
    JSON.stringify({ hole, box }),
  ).toBe(true)
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
    const holes = chosenHoles()
    expect(holes).toHaveLength(5)
    const leaks = await scan(await render(punched(tracks, holes), 'holes.mp4'), tracks)
    for (const hole of holes) expectFound(leaks, hole)
    expect(leaks).toHaveLength(holes.length)
    for (const { picture, pictureFrame, fromFrame, toFrame } of leaks) {
      expect(pictureFrame).toBeGreaterThanOrEqual(fromFrame)
      expect(pictureFrame).toBeLessThan(toFrame)
      const { brightness, rows } = await seenIn(picture)
      expect(brightness).toBeGreaterThan(30)
      expect(rows).toBeLessThanOrEqual(320)
    }
  })

  it.each(['mosaic', 'blur'] as const)('is told where a %s is missing from somebody', async (style) => {
    const holes = chosenHoles().filter(({ toFrame, fromFrame }) => toFrame - fromFrame === 10)
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
    const [hole] = chosenHoles() as [Hole]
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

describe('a film without holes', () => {
  it('is told nothing: neither the outlines of masks nor what a kept person does', async () => {
    expect(await scan(at('clean.mp4'), tracks)).toEqual([])
    const [hole] = chosenHoles() as [Hole]
    const work = { ...untouched, kept: [hole.track] }
    const kept = await render(tracks, 'kept.mp4', 'fill', work)
    expect(await scan(kept, tracks, 'fill', work)).toEqual([])
    // The same film, by a plan in which nobody is kept.
    expect((await scan(kept, tracks)).map(({ why }) => why)).toContain('bare-mask')
  })
})

describe('somebody whom nobody found', () => {
  const without = (track: number) => punched(tracks, [{ track, fromFrame: 0, toFrame: FRAMES }])

  it('is seen by the other networks or by his movement', async () => {
    const [hole] = chosenHoles() as [Hole]
    const missing = without(hole.track)
    const filmPath = await render(missing, 'missing.mp4')
    const leaks = await scan(filmPath, missing)
    const there = [...tracks.frames.keys()].filter((frame) =>
      tracks.frames[frame]?.some(({ track }) => track === hole.track),
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
