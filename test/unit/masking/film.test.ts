import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { untouched } from '#domain/mask-work.ts'
import type { Box, MaskStyle, TrackSet } from '#domain/masking.ts'
import { heldClip } from '../../../electron/footage/clip.ts'
import { planRemux, remuxed } from '../../../electron/footage/remux.ts'
import { store } from '../../../electron/footage/store.ts'
import { MaskPainter, maskInput } from '../../../electron/masking/mask-picture.ts'
import { type Clip, partInput, pictureOf } from '../../../electron/masking/parts.ts'
import type { ClipPart, Film } from '../../../electron/masking/protocol.ts'
import { filmGraph, renderFilm } from '../../../electron/masking/render.ts'
import { FfmpegFailed, fileInput, run, stream } from '../../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../../native/ffmpeg/probe.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { type CodedPicture, GROUND, HEIGHT, PER_SECOND, readCoded, WIDTH, writeCoded } from './coded.ts'

const dir = mkdtempSync(join(tmpdir(), 'film-'))
const outDir = join(dir, 'out')
const at = (name: string) => join(dir, name)
const out = (name: string) => join(outDir, name)
const COUNT = 300

const clipOf = (path: string, fromS = 0, lengthS = COUNT / PER_SECOND): ClipPart => ({
  input: { kind: 'file', path },
  width: WIDTH,
  height: HEIGHT,
  fps: { num: PER_SECOND, den: 1 },
  skipUs: fromS * 1e6,
  lengthUs: lengthS * 1e6,
})

/** A place for every picture number, the same again only 306 pictures later; apart, so that masks do not touch. */
const placeOf = (number: number) => ({
  x: (number % 18) * 34 + 8,
  y: 60 + (Math.floor(number / 18) % 17) * 17,
})
const boxAt = (number: number, track = 1): Box => ({ ...placeOf(number), w: 12, h: 8, score: 0.9, track })
const isBlack = ({ y, u, v }: { y: number; u: number; v: number }) =>
  y < 30 && Math.abs(u - 128) < 12 && Math.abs(v - 128) < 12
const isGround = ({ y, u, v }: { y: number; u: number; v: number }) =>
  Math.abs(y - GROUND.y) < 12 && Math.abs(u - GROUND.u) < 12 && Math.abs(v - GROUND.v) < 12

/** Reads the number of every picture as the first pass would see it, and boxes its place. */
async function lookedAt(clip: Clip): Promise<TrackSet> {
  const partFrames: number[] = []
  const frames: Box[][] = []
  for (const part of clip) {
    const { args, input, filters } = partInput(part, pictureOf(clip))
    const pictures = await readCoded(args, filters, input.input)
    partFrames.push(pictures.length)
    frames.push(...pictures.map(({ number }) => [boxAt(number)]))
  }
  return { ...pictureOf(clip), vehicles: [], conditions: [], partFrames, frames }
}

const watching = { signal: new AbortController().signal, onFrames: () => {} }
const everybody = (style: MaskStyle = 'fill') => ({ work: untouched, style })
const film = (clip: Clip, tracks: TrackSet, name: string): Promise<Film> =>
  renderFilm(clip, tracks, everybody(), out(name), watching)

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
  const moved = ['-c', 'copy', '-output_ts_offset', '1234.567', '-f', 'mpegts', at('moved.ts')]
  await run(['-loglevel', 'error', '-i', at('constant.mp4'), ...moved])
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('masks lie on the frames they were made for', () => {
  const cases: [string, Clip, number][] = [
    ['a whole recording of constant rate', [clipOf(at('constant.mp4'))], 0],
    ['a stretch of it', [clipOf(at('constant.mp4'), 3.2, 5)], 80],
    ['a stretch so far in that ffmpeg jumps', [clipOf(at('constant.mp4'), 10.4, 1.2)], 260],
    ['a stretch of a recording of variable rate', [clipOf(at('variable.mp4'), 2.48, 7)], 62],
    ['a stretch of MPEG-TS that begins at 20 minutes', [clipOf(at('moved.ts'), 3, 5)], 75],
    ['two recordings in a row', [clipOf(at('constant.mp4'), 8, 4), clipOf(at('later.mp4'), 0, 2)], 200],
  ]

  it.each(cases)('of %s', async (_, clip, first) => {
    const tracks = await lookedAt(clip)
    await film(clip, tracks, 'aligned.mp4')
    await expectAligned(tracks, first)
  })

  it('of a stretch of an encrypted recording', async () => {
    const key = new Uint8Array(randomBytes(32))
    const plan = await planRemux(at('constant.mp4'), await probe(at('constant.mp4')))
    const steps = { sourceBytes: 1, onWritten: () => {}, onReadBack: () => {} }
    const { layout } = await store(() => remuxed(at('constant.mp4'), plan), at('held.vsf'), key, steps)
    const { skipUs, ...held } = heldClip({ storePath: at('held.vsf'), key, layout }, 5_000_000, 9_000_000)
    const clip: Clip = [{ ...clipOf('', 0, 4), input: { kind: 'held', ...held }, skipUs }]
    const tracks = await lookedAt(clip)
    expect(tracks.frames).toHaveLength(100)
    await film(clip, tracks, 'aligned.mp4')
    await expectAligned(tracks, 125)
  })

  async function expectAligned(tracks: TrackSet, first: number): Promise<void> {
    const pictures = await readCoded(fileInput(out('aligned.mp4')))
    expect(pictures).toHaveLength(tracks.frames.length)
    expect(pictures[0]?.number).toBe(first)
    for (const [frame, picture] of pictures.entries()) {
      const [box] = tracks.frames[frame] as [Box]
      const here = placeOf(picture.number)
      expect({ x: box.x, y: box.y }).toEqual(here)
      expect(isBlack(picture.at(here.x + 6, here.y + 4))).toBe(true)
      const next = placeOf(picture.number + 1)
      expect(isGround(picture.at(next.x + 6, next.y + 4))).toBe(true)
    }
  }
})

describe('what a film shows', () => {
  it('is one H.264 picture and nothing else: no sound, no title', async () => {
    const clip = [clipOf(at('constant.mp4'), 0, 2)]
    const made = await film(clip, await lookedAt(clip), 'plain.mp4')
    const bytes = readFileSync(out('plain.mp4'))
    expect(await probe(out('plain.mp4'))).toMatchObject({
      video: { codec: 'h264', pixFormat: 'yuv420p' },
      audioTracks: 0,
    })
    expect(bytes.includes('홍길동')).toBe(false)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(made).toMatchObject({ frameCount: 50, sizeBytes: bytes.length, sha256 })
    expect(readdirSync(outDir).filter((name) => name.includes('making'))).toEqual([])
  })

  it('is the whole mask where nobody has looked at a frame', async () => {
    const clip = [clipOf(at('constant.mp4'), 0, 1)]
    const looked = await lookedAt(clip)
    const frames = looked.frames.map((boxes, frame) => (frame === 7 ? (undefined as never) : boxes))
    const made = await film(clip, { ...looked, frames }, 'closed.mp4')
    expect(made.coverage[7]).toBe(1000)
    expect(made.coverage[8]).toBeLessThan(20)
    const pictures = await readCoded(fileInput(out('closed.mp4')))
    for (let x = 8; x < WIDTH; x += 16) {
      for (let y = 8; y < HEIGHT; y += 16) expect(isBlack(pictures[7]?.at(x, y) as never)).toBe(true)
    }
    expect(pictures[8]?.number).toBe(8)
  })

  it('is a kept person, unless somebody masked stands there too', async () => {
    const clip = [clipOf(at('constant.mp4'), 0, 0.4)]
    const looked = await lookedAt(clip)
    const frames = looked.frames.map((_, frame) => [
      { track: 1, x: 100, y: 100, w: 80, h: 200, score: 0.9 },
      ...(frame >= 5 ? [{ track: 2, x: 150, y: 100, w: 80, h: 200, score: 0.4 }] : []),
    ])
    const choice = { work: { ...untouched, kept: [1] }, style: 'fill' as const }
    await renderFilm(clip, { ...looked, frames }, choice, out('kept.mp4'), watching)
    const pictures = await readCoded(fileInput(out('kept.mp4')))
    expect(isGround(pictures[2]?.at(160, 200) as never)).toBe(true)
    expect(isBlack(pictures[7]?.at(160, 200) as never)).toBe(true)
    expect(isGround(pictures[7]?.at(110, 200) as never)).toBe(true)
  })

  it.each(['mosaic', 'blur'] as const)('is %s where that is chosen', async (style) => {
    const clip = [clipOf(at('constant.mp4'), 0, 1)]
    const looked = await lookedAt(clip)
    const person = { track: 1, x: 0, y: 0, w: 320, h: 340, score: 0.9 }
    const frames = looked.frames.map(() => [person])
    await renderFilm(clip, { ...looked, frames }, everybody(style), out('soft.mp4'), watching)
    // Number 21 has five edges between black and white squares. Under the mask there are greys between them.
    const between = async (path: string) => {
      const picture = (await readCoded(fileInput(path)))[21] as CodedPicture
      expect(isGround(picture.at(500, 200))).toBe(true)
      const shades = Array.from({ length: 170 }, (_, x) => picture.at(x, 12).y)
      return shades.filter((shade) => shade > 50 && shade < 200).length
    }
    expect(await between(at('constant.mp4'))).toBeLessThan(12)
    expect(await between(out('soft.mp4'))).toBeGreaterThan(40)
  })
})

describe('a pixel under a mask', () => {
  /** Noise, masked over half its width and kept without loss: what is left of it is to be seen exactly. */
  async function throughMask(planes: 'all' | 'luma'): Promise<{ luma: Set<number>; chroma: Set<number> }> {
    const size = { width: 320, height: 240 }
    const painter = new MaskPainter(size.width, size.height)
    const mask = painter.paint([{ x: 0, y: 0, w: 160, h: 240 }])
    if (planes === 'luma') mask.fill(0, painter.grid.columns * painter.grid.rows)
    async function* masks(): AsyncGenerator<Uint8Array> {
      for (let frame = 0; frame < 5; frame++) yield mask
    }
    const noise = [
      '-f',
      'lavfi',
      '-i',
      'nullsrc=size=320x240:rate=5:duration=1,geq=lum=random(1)*255:cb=random(2)*255:cr=random(3)*255',
    ]
    const graph = filmGraph('null', size, painter.grid, 'fill', 100)
    const call = [...noise, ...maskInput(painter.grid, '5/1', 'pipe:0'), '-filter_complex', graph]
    const output = ['-map', '[film]', '-f', 'rawvideo', 'pipe:1', '-map', '[count]', '-f', 'null', '-']
    const found = { luma: new Set<number>(), chroma: new Set<number>() }
    const pieces: Uint8Array[] = []
    for await (const piece of stream(['-loglevel', 'error', ...call, ...output], { input: masks() }))
      pieces.push(piece)
    const picture = Buffer.concat(pieces)
    expect(picture.length).toBe(5 * 320 * 240 * 1.5)
    for (let y = 0; y < 240; y++) for (let x = 0; x < 160; x++) found.luma.add(picture[y * 320 + x] ?? -1)
    for (let y = 0; y < 120; y++)
      for (let x = 0; x < 80; x++) found.chroma.add(picture[320 * 240 + y * 160 + x] ?? -1)
    return found
  }

  it('has nothing of the person left, not even a 256th', async () => {
    expect(await throughMask('all')).toEqual({ luma: new Set([16]), chroma: new Set([128]) })
  })

  it('would keep its colour under a mask of the luma plane alone', async () => {
    const { luma, chroma } = await throughMask('luma')
    expect(luma).toEqual(new Set([16]))
    expect(chroma.size).toBeGreaterThan(100)
  })
})

describe('a film that cannot be made', () => {
  const leftovers = () => readdirSync(outDir).filter((name) => name.includes('failed'))

  it.each([-1, 1])('has frames other than those looked at (%i)', async (more) => {
    const clip = [clipOf(at('constant.mp4'), 0, 2)]
    const looked = await lookedAt(clip)
    const frames = more > 0 ? [...looked.frames, []] : looked.frames.slice(0, -1)
    const tracks = { ...looked, frames, partFrames: [frames.length] }
    await expect(film(clip, tracks, 'failed.mp4')).rejects.toMatchObject({ code: 'frames-differ' })
    expect(leftovers()).toEqual([])
  })

  it('is of another clip than the tracks', async () => {
    const tracks = { ...(await lookedAt([clipOf(at('constant.mp4'), 0, 1)])), width: 320 }
    await expect(film([clipOf(at('constant.mp4'), 0, 1)], tracks, 'failed.mp4')).rejects.toThrow(RangeError)
    expect(leftovers()).toEqual([])
  })

  it('is stopped half way', async () => {
    const stop = new AbortController()
    const clip = [clipOf(at('constant.mp4'))]
    const tracks = await lookedAt(clip)
    const onFrames = (frames: number) => (frames > 20 ? stop.abort(new Error('enough')) : undefined)
    const going = renderFilm(clip, tracks, everybody(), out('failed.mp4'), { signal: stop.signal, onFrames })
    await expect(going).rejects.toThrow('enough')
    expect(leftovers()).toEqual([])
  })

  it.skipIf(!mayMountDisks)('finds the disk full (needs to mount a small disk)', async () => {
    const disk = at('disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=20k', 'tmpfs', disk])
    try {
      const clip = [clipOf(at('constant.mp4'))]
      const going = renderFilm(clip, await lookedAt(clip), everybody(), join(disk, 'failed.mp4'), watching)
      const failure = await going.catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(FfmpegFailed)
      expect((failure as FfmpegFailed).diskFull).toBe(true)
      expect(readdirSync(disk)).toEqual([])
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
