import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handAreaAt, type Keyframe } from '#domain/mask-work.ts'
import { type Area, type Box, type TrackSet } from '#domain/masking.ts'
import { follow } from '../../../electron/masking/follow.ts'
import { simplified } from '../../../electron/masking/keyframes.ts'
import type { Clip } from '../../../electron/masking/parts.ts'
import { run } from '../../../native/ffmpeg/ffmpeg.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'

const dir = mkdtempSync(join(tmpdir(), 'follow-'))
const at = (name: string) => join(dir, name)
const FRAMES = 80
const [WIDTH, HEIGHT] = [768, 576]
const [WIDE, HIGH] = [40, 96]
const fps = { num: 10, den: 1 }

/** Where the patch is in a frame: it walks to the right and out of the picture, and bobs. */
const truth = (frame: number): Area => ({
  x: 430 + 7 * frame,
  y: Math.round(150 + frame + 6 * Math.sin(frame / 3)),
  w: WIDE,
  h: HIGH,
})
const LEFT_AT = 49

/** Real footage with a patch of its own look over it, moved along `truth` while `shown`. */
async function write(name: string, shown: string): Promise<void> {
  const look = `nullsrc=s=${WIDE}x${HIGH}:r=10:d=8,geq=lum='128+55*sin(X/4)*cos(Y/7)+50*sin((X+3)*(Y+9)/90)':cb=150:cr=110`
  const way = `overlay=x='430+7*n':y='round(150+n+6*sin(n/3))':eval=frame:enable='${shown}'`
  const inputs = ['-t', '8', '-i', await vtestPath(), '-f', 'lavfi', '-i', look]
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-bf', '0']
  await run([
    '-loglevel',
    'error',
    ...inputs,
    '-filter_complex',
    `[0:v][1:v]${way}[o]`,
    '-map',
    '[o]',
    ...coded,
    at(name),
  ])
}

beforeAll(async () => {
  await write('walks.mp4', '1')
  await write('vanishes.mp4', 'lt(n,25)')
  const cut = ['-t', '2', '-i', at('walks.mp4'), '-f', 'lavfi', '-t', '2', '-i', 'testsrc2=s=768x576:r=10']
  const other = [
    '-filter_complex',
    '[0:v][1:v]concat=n=2[o]',
    '-map',
    '[o]',
    '-c:v',
    'libx264',
    at('scene.mp4'),
  ]
  await run(['-loglevel', 'error', ...cut, ...other])
})
afterAll(() => rmSync(dir, { recursive: true }))

const clipOf = (name: string, frames = FRAMES): Clip => [
  {
    input: { kind: 'file', path: at(name) },
    width: WIDTH,
    height: HEIGHT,
    fps,
    skipUs: 0,
    lengthUs: frames * 100_000,
  },
]
const tracksOf = (frames: number, boxes: (frame: number) => Box[] = () => []): TrackSet => ({
  width: WIDTH,
  height: HEIGHT,
  fps,
  vehicles: [],
  conditions: [],
  partFrames: [frames],
  frames: Array.from({ length: frames }, (_, frame) => boxes(frame)),
})
const watch = { signal: new AbortController().signal, onFrames: () => {} }
const from: Keyframe = { frame: 3, ...truth(3) }

/** The mask in a frame, as it is rendered from the keyframes. */
const maskAt = (keyframes: readonly Keyframe[], toFrame: number, frame: number) =>
  handAreaAt({ id: 'h', fromFrame: from.frame, toFrame, keyframes: [from, ...keyframes] }, frame)

/** Share of what is inside the picture that a mask covers. */
function covered(area: Area, mask: Area | undefined): number {
  if (mask === undefined) return 0
  const right = Math.min(WIDTH, area.x + area.w)
  const wide = Math.min(right, mask.x + mask.w) - Math.max(area.x, mask.x)
  const high = Math.min(area.y + area.h, mask.y + mask.h) - Math.max(area.y, mask.y)
  return wide <= 0 || high <= 0 ? 0 : (wide * high) / ((right - area.x) * area.h)
}

describe('a mask that follows', () => {
  it('covers what it follows in every frame until that has left the picture', async () => {
    const found = await follow(clipOf('walks.mp4'), tracksOf(FRAMES), from, 1999, watch)
    expect(found.why).toBe('edge')
    for (let frame = from.frame; frame < LEFT_AT; frame++)
      expect(covered(truth(frame), maskAt(found.keyframes, found.toFrame, frame))).toBeGreaterThan(0.95)
    expect(found.lostFrame).toBeGreaterThan(LEFT_AT - 6)
    expect(found.lostFrame).toBeLessThanOrEqual(LEFT_AT + 1)
    expect(found.toFrame - found.lostFrame).toBeGreaterThanOrEqual(5)
    // Not a keyframe for every frame: it walks nearly straight.
    expect(found.keyframes.length).toBeLessThan(35)
    const area = maskAt(found.keyframes, found.toFrame, 25) as Area
    expect((area.w * area.h) / (WIDE * HIGH)).toBeLessThan(2)
  })

  it('stops where that vanishes, and stays for a while longer', async () => {
    const found = await follow(clipOf('vanishes.mp4'), tracksOf(FRAMES), from, 1999, watch)
    expect(found.why).toBe('lost')
    expect(found.lostFrame).toBeGreaterThan(20)
    expect(found.lostFrame).toBeLessThanOrEqual(25)
    for (let frame = from.frame; frame < 25; frame++)
      expect(covered(truth(frame), maskAt(found.keyframes, found.toFrame, frame))).toBeGreaterThan(0.95)
    expect(found.toFrame).toBeGreaterThanOrEqual(found.lostFrame + 5)
    expect(found.toFrame).toBeLessThan(40)
    // Where it was and where it would be by now.
    const held = maskAt(found.keyframes, found.toFrame, found.lostFrame + 4)
    expect(covered(truth(found.lostFrame - 1), held)).toBeGreaterThan(0.95)
    expect(covered(truth(found.lostFrame + 4), held)).toBeGreaterThan(0.95)
  })

  it('stops at another scene', async () => {
    const found = await follow(clipOf('scene.mp4', 40), tracksOf(40), from, 1999, watch)
    expect(found).toMatchObject({ why: 'scene', lostFrame: 20 })
  })

  it('takes in the box of whoever the search found there', async () => {
    const seen = (frame: number): Box[] => {
      const { x, y, w, h } = truth(frame)
      return [{ track: 1, x: x - 10, y: y - 16, w: w + 20, h: h + 24, score: 0.6 }]
    }
    const found = await follow(clipOf('walks.mp4'), tracksOf(FRAMES, seen), from, 1999, watch)
    for (let frame = from.frame + 1; frame < 40; frame++) {
      const [box] = seen(frame) as [Box]
      expect(covered(box, maskAt(found.keyframes, found.toFrame, frame))).toBeGreaterThan(0.95)
    }
  })

  it('does not follow what looks like nothing', async () => {
    const even = ['-f', 'lavfi', '-i', 'color=gray:s=768x576:r=10:d=3', '-c:v', 'libx264', at('even.mp4')]
    await run(['-loglevel', 'error', ...even])
    const found = await follow(clipOf('even.mp4', 30), tracksOf(30), from, 1999, watch)
    expect(found).toMatchObject({ why: 'lost', lostFrame: 4 })
  })

  it('ends with the clip, and refuses one that has other frames than were looked at', async () => {
    const found = await follow(clipOf('walks.mp4', 30), tracksOf(30), from, 1999, watch)
    expect(found).toMatchObject({ why: 'end', lostFrame: 30, toFrame: 30 })
    for (const frames of [29, 31])
      await expect(
        follow(clipOf('walks.mp4', 30), tracksOf(frames), from, 1999, watch),
      ).rejects.toMatchObject({ code: 'frames-differ' })
  })

  it('across recordings knows each frame by its number', async () => {
    const [part] = clipOf('walks.mp4') as [Clip[number]]
    const clip = [
      { ...part, lengthUs: 1_500_000 },
      { ...part, skipUs: 1_500_000, lengthUs: 2_000_000 },
    ]
    const tracks = { ...tracksOf(35), partFrames: [15, 20] }
    const later: Keyframe = { frame: 17, ...truth(17) }
    for (const start of [from, later]) {
      const found = await follow(clip, tracks, start, 1999, watch)
      const hand = { id: 'h', fromFrame: 0, toFrame: found.toFrame, keyframes: [start, ...found.keyframes] }
      for (let frame = start.frame; frame < 35; frame++)
        expect(covered(truth(frame), handAreaAt(hand, frame))).toBeGreaterThan(0.95)
    }
  })
})

describe('keyframes', () => {
  const walk = Array.from({ length: 200 }, (_, frame) => ({
    frame,
    x: 100 + 40 * Math.sin(frame / 9),
    y: frame * 0.7,
    w: 30 + (frame % 7 === 0 ? 1 : 0),
    h: 80,
  }))

  it.each([2000, 12, 2])('cover every place with at most %i of them', (most) => {
    const chosen = simplified(walk, most)
    expect(chosen.length).toBeLessThanOrEqual(Math.min(most, 60))
    for (const place of walk) {
      const hand = { id: 'h', fromFrame: 0, toFrame: 200, keyframes: chosen }
      const mask = handAreaAt(hand, place.frame) as Area
      expect(mask.x).toBeLessThanOrEqual(place.x)
      expect(mask.y).toBeLessThanOrEqual(place.y)
      expect(mask.x + mask.w).toBeGreaterThanOrEqual(place.x + place.w)
      expect(mask.y + mask.h).toBeGreaterThanOrEqual(place.y + place.h)
    }
  })
})
