import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Box, MOTION, type TrackSet } from '#domain/masking.ts'
import { findTracks } from '../../../electron/masking/pass1.ts'
import { detectorSize, framed, halved, merged, PIXELS } from '../../../electron/masking/scales.ts'
import type { Found } from '../../../native/detector/decode.ts'
import { modelDir } from '../../../native/detector/models.ts'
import { fileInput, run } from '../../../native/ffmpeg/ffmpeg.ts'
import { probe } from '../../../native/ffmpeg/probe.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'

const dir = mkdtempSync(join(tmpdir(), 'looking-'))
const at = (name: string) => join(dir, name)
const FRAMES = 30

/** Three seconds of real footage, changed by the filters. */
async function filmed(name: string, filters: string): Promise<string> {
  const encoding = ['-frames:v', String(FRAMES), '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16']
  await run(['-loglevel', 'error', ...fileInput(await vtestPath()), '-vf', filters, ...encoding, at(name)])
  return at(name)
}

async function found(
  path: string,
  options: { thorough?: boolean; vehicles?: boolean } = {},
): Promise<TrackSet> {
  const { video, durationUs } = await probe(path)
  const { width, height, fps } = video
  const part = { input: { kind: 'file' as const, path }, width, height, fps, skipUs: 0, lengthUs: durationUs }
  const looking = { modelDir: modelDir(), threads: 2, thorough: false, vehicles: false, ...options }
  return findTracks([part], looking, { signal: new AbortController().signal, onFrames: () => {} })
}

const holds = (box: Box, x: number, y: number) =>
  box.track !== MOTION && box.x <= x && box.y <= y && box.x + box.w >= x && box.y + box.h >= y

beforeAll(async () => {
  await filmed('plain.mp4', 'null')
  // Two thirds of the picture stay empty: people become 18 to 25 pixels tall for the usual look.
  await filmed('far.mp4', 'scale=1024:768,pad=2304:1728:640:480:color=gray')
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('people of every size', () => {
  it('are found where the usual look is too coarse for them', async () => {
    const plain = await found(at('plain.mp4'))
    const far = await found(at('far.mp4'))
    const [ofPlain, ofFar] = [plain.frames[15] ?? [], far.frames[15] ?? []]
    const surely = ofPlain.filter(({ score, h }) => score >= 0.6 && h >= 60)
    expect(surely.length).toBeGreaterThanOrEqual(4)
    for (const { x, y, w, h } of surely) {
      const [middle, down] = [640 + ((x + w / 2) * 4) / 3, 480 + ((y + h / 2) * 4) / 3]
      expect(ofFar.some((box) => holds(box, middle, down))).toBe(true)
    }
  })
})

describe('vehicles', () => {
  it('are followed apart from people, and numbered after them', async () => {
    const { frames, vehicles } = await found(at('plain.mp4'), { vehicles: true })
    const people = new Set(frames.flat().map(({ track }) => track))
    for (const vehicle of vehicles) people.delete(vehicle)
    people.delete(MOTION)
    expect(vehicles.length).toBeGreaterThan(0)
    expect(Math.min(...vehicles)).toBeGreaterThan(Math.max(...people))
    // The white van that is parked at the top right.
    const parked = frames.map((boxes) =>
      boxes.some((box) => vehicles.includes(box.track) && holds(box, 685, 70)),
    )
    expect(parked.every(Boolean)).toBe(true)
  })

  it('are nothing to those who did not ask for them', async () => {
    expect((await found(at('plain.mp4'))).vehicles).toEqual([])
  })
})

describe('looks at several scales', () => {
  const one = (x: number, y: number, w: number, h: number, score: number): Found => ({
    what: 'person',
    x,
    y,
    w,
    h,
    score,
  })

  it('say together how far somebody reaches, and a weak one adds nothing to a sure one', () => {
    const [box, ...others] = merged([[one(10, 20, 40, 100, 0.8)], [one(12, 10, 40, 100, 0.5)]])
    expect(others).toEqual([])
    expect(box).toMatchObject({ x: 10, y: 10, w: 42, h: 110, score: 0.8 })
    const [same] = merged([[one(10, 20, 40, 100, 0.8)], [one(12, 10, 40, 100, 0.2)]])
    expect(same).toMatchObject({ x: 10, y: 20, w: 40, h: 100 })
    const apart = merged([[one(10, 20, 40, 100, 0.8)], [{ ...one(12, 10, 40, 100, 0.5), what: 'vehicle' }]])
    expect(apart).toHaveLength(2)
  })

  it('see pictures of half the size, and framed where their sides are not right', () => {
    const size = detectorSize({ width: 705, height: 577 }, PIXELS)
    const bgr = new Uint8Array(size.width * size.height * 3).map((_, index) => (index % 3) * 40 + 7)
    const half = halved(bgr, size)
    expect(half).toHaveLength(bgr.length / 4)
    expect([...half.subarray(0, 6)]).toEqual([7, 47, 87, 7, 47, 87])
    const small = { width: size.width / 2, height: size.height / 2 }
    const { bytes, size: whole } = framed(half, small)
    expect([whole.width % 32, whole.height % 32]).toEqual([0, 0])
    expect(bytes).toHaveLength(whole.width * whole.height * 3)
    expect(bytes[whole.width * 3 + 1]).toBe(47)
  })
})
