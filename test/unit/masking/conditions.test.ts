import { describe, expect, it } from 'vitest'
import type { Box, Condition } from '#domain/masking.ts'
import { greyOf } from '../../../electron/masking/background.ts'
import { CameraWatch, standing } from '../../../electron/masking/conditions.ts'
import { MotionNet } from '../../../electron/masking/motion.ts'
import { rawPictures } from '../../../electron/masking/raw-frames.ts'
import { fileInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'

const PER_SECOND = 10
const FRAMES = 120
const SIZE = { width: 416, height: 320 }

/** What the camera is taken to have done in the first twelve seconds of the footage, changed by the filters. */
async function watched(filters: string): Promise<{ conditions: Condition[]; kinds: Set<string> }> {
  const camera = new CameraWatch(PER_SECOND)
  const net = new MotionNet(PER_SECOND)
  const shown = `${filters},scale=${SIZE.width}:${SIZE.height}:flags=area,trim=end_frame=${FRAMES}`
  const args = fileInput(await vtestPath())
  const pictures = { args, graph: `[0:v:0]${shown}[o]`, format: 'bgr24' as const }
  let frame = 0
  for await (const bgr of rawPictures({ ...pictures, bytes: SIZE.width * SIZE.height * 3 }, {})) {
    const grey = greyOf(bgr, SIZE)
    net.add(frame, grey, camera.add(frame, grey))
    frame += 1
  }
  net.finish()
  const conditions = camera.conditions(frame, net.blindFrames, 1)
  return { conditions, kinds: new Set(conditions.map(({ kind }) => kind)) }
}

const of = (conditions: readonly Condition[], kind: Condition['kind']) =>
  conditions.filter((each) => each.kind === kind)

describe('what the camera does', () => {
  it('is nothing while people walk through', async () => {
    expect((await watched('null')).conditions).toEqual([])
  })

  it('is a move while it turns, and the background is learned anew', async () => {
    const { conditions, kinds } = await watched("crop=512:394:'min(max(n-40,0)*6,240)':90")
    expect(kinds).toContain('camera-moves')
    expect(kinds).not.toContain('camera-shakes')
    for (const { fromFrame, toFrame } of of(conditions, 'camera-moves')) {
      expect(fromFrame).toBeGreaterThanOrEqual(30)
      expect(toFrame).toBeLessThanOrEqual(100)
    }
    const covered = of(conditions, 'camera-moves').reduce(
      (sum, each) => sum + each.toFrame - each.fromFrame,
      0,
    )
    expect(covered).toBeGreaterThanOrEqual(40)
  })

  it('is a shake while it trembles', async () => {
    const { conditions, kinds } = await watched("crop=640:480:'64+if(between(n,40,80),12*sin(n*2.4),0)':48")
    expect(kinds).toContain('camera-shakes')
    expect(kinds).not.toContain('light-changes')
    for (const { fromFrame, toFrame } of of(conditions, 'camera-shakes')) {
      expect(fromFrame).toBeGreaterThanOrEqual(35)
      expect(toFrame).toBeLessThanOrEqual(110)
    }
  })

  it.each([
    ['the exposure jumps', "lutyuv=y='val*0.55':enable='gte(n,60)'"],
    ['the infrared lamp goes on', "hue=s=0:enable='gte(n,60)',negate=components=y:enable='gte(n,60)'"],
  ])('is the light when %s', async (_, filters) => {
    const { conditions, kinds } = await watched(filters)
    expect(kinds).toContain('light-changes')
    expect(kinds).not.toContain('camera-shakes')
    expect(kinds).not.toContain('camera-moves')
    const [first] = of(conditions, 'light-changes')
    expect(Math.abs((first?.fromFrame ?? 0) - 55)).toBeLessThanOrEqual(5)
  })
})

describe('who stands still', () => {
  const at = (x: number, track = 1): Box => ({ track, x, y: 100, w: 40, h: 100, score: 0.5 })

  it('is told with the stretch in which they do', () => {
    const frames = Array.from({ length: 400 }, (_, frame) => [
      at(frame < 100 ? frame * 4 : frame < 300 ? 400 + (frame % 7) : 400 + (frame - 300) * 4),
    ])
    const [found, ...others] = standing(frames, PER_SECOND)
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind: 'stands-still', track: 1 })
    expect(found?.fromFrame).toBeLessThanOrEqual(105)
    expect(found?.toFrame).toBeGreaterThanOrEqual(300)
  })

  it('is nobody who walks, and nobody who waits for a moment', () => {
    const frames = Array.from({ length: 400 }, (_, frame) => [
      at(frame * 3),
      ...(frame < 90 ? [at(900, 2)] : []),
      at(50, 0),
    ])
    expect(standing(frames, PER_SECOND)).toEqual([])
  })
})
