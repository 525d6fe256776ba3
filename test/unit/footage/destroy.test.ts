import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CameraId } from '#domain/policy.ts'
import type { Interval, Recording } from '#domain/recording.ts'
import { betweenUs } from '#domain/time.ts'
import { clipBytes, heldClip, sealedPath } from '../../../electron/footage/clip.ts'
import { cutAt, destroySealed, sealRemainder } from '../../../electron/footage/destroy.ts'
import type { Fragment } from '../../../electron/footage/fragments.ts'
import { pipedInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { framesOf, type ShownFrame, STARTED_AT, samplesIn, takenIn } from './samples.ts'

const { dir, clear, sample } = samplesIn('destroy')
const storeDir = join(dir, 'store')
mkdirSync(storeDir)
afterAll(clear)

async function heldOf(name: string) {
  const { id, facts, layout, held } = await takenIn(await sample(name), storeDir)
  const cameraId = CameraId.parse('camera-1')
  const recording: Recording = { ...facts, id, cameraId, startAt: STARTED_AT, takenInAt: STARTED_AT }
  const whole = heldClip(held, 0, facts.durationUs)
  return { recording, layout, held, frames: await framesOf(pipedInput(), clipBytes(whole)) }
}

/** What is left of a recording, played by ffmpeg, on the recording's own clock. */
async function remains(
  { recording, held }: Awaited<ReturnType<typeof heldOf>>,
  fragments: readonly Fragment[],
): Promise<ShownFrame[]> {
  const storePath = sealedPath(storeDir, `rest-${randomBytes(6).toString('hex')}`)
  const key = randomBytes(32)
  const { facts, layout } = await sealRemainder({ recording, held }, fragments, { storePath, key })
  const shiftUs = betweenUs(recording.startAt, facts.startAt)
  const clip = heldClip({ storePath, key, layout }, 0, facts.durationUs)
  const frames = await framesOf(pipedInput(), clipBytes(clip))
  expect(facts.frameCount).toBe(frames.length)
  expect(facts.remainderOf).toBe(recording.id)
  return frames.map(({ atUs, md5 }) => ({ atUs: atUs + shiftUs, md5 }))
}

describe('erasing a stretch', () => {
  it.each(['steady.mp4', 'sound.mp4', 'open.mp4', 'unsteady.mkv', 'old.avi', 'pictures.avi', 'web.webm'])(
    'of %s leaves every frame outside the touched fragments, at its time, and none of the stretch',
    async (name) => {
      const whole = await heldOf(name)
      const { durationUs } = whole.recording
      const stretch = fc.tuple(fc.nat(durationUs - 1), fc.nat(durationUs - 1)).map(([a, b]) => ({
        fromUs: Math.min(a, b),
        toUs: Math.max(a, b) + 1,
      }))
      const edges = [
        { fromUs: 0, toUs: 1 },
        { fromUs: durationUs - 1, toUs: durationUs },
        { fromUs: 0, toUs: durationUs },
      ]
      await fc.assert(
        fc.asyncProperty(stretch, async ({ fromUs, toUs }: Interval) => {
          const { before, after, gone } = cutAt(whole.layout, { fromUs, toUs })
          expect(gone.fromUs).toBeLessThanOrEqual(fromUs)
          expect(gone.toUs).toBeGreaterThanOrEqual(Math.min(toUs, durationUs))
          const parts = []
          for (const fragments of [before, after])
            if (fragments.length > 0) parts.push(...(await remains(whole, fragments)))
          const left = new Map(parts.map(({ md5, atUs }) => [md5, atUs]))
          for (const [index, { atUs, md5 }] of whole.frames.entries()) {
            const untilUs = whole.frames[index + 1]?.atUs ?? durationUs
            const isOfStretch = atUs < toUs && untilUs > fromUs
            const isTouched = atUs >= gone.fromUs - 1_000 && atUs < gone.toUs - 1_000
            if (isOfStretch) expect(left.has(md5), `${name} ${atUs} of the stretch is gone`).toBe(false)
            if (!isTouched) expect(left.get(md5), `${name} ${atUs} is left`).toBeCloseTo(atUs, -4)
          }
        }),
        { numRuns: 9, examples: edges.map((edge) => [edge]) },
      )
    },
  )

  it('takes a fragment more on either side at most', async () => {
    const { layout, recording } = await heldOf('steady.mp4')
    const { fragments } = layout
    const longest = Math.max(...fragments.map(({ durationUs }) => durationUs))
    fc.assert(
      fc.property(
        fc.nat(recording.durationUs - 1),
        fc.integer({ min: 1, max: 3_000_000 }),
        (fromUs, lengthUs) => {
          const toUs = Math.min(recording.durationUs, fromUs + lengthUs)
          const { before, after, gone } = cutAt(layout, { fromUs, toUs })
          expect(fromUs - gone.fromUs).toBeLessThan(longest)
          expect(gone.toUs - toUs).toBeLessThan(longest)
          const touched = fragments.filter(
            ({ startUs, durationUs }) => startUs < toUs && startUs + durationUs > fromUs,
          )
          expect([...before, ...touched, ...after]).toEqual(fragments)
        },
      ),
    )
    expect(() => cutAt(layout, { fromUs: recording.durationUs, toUs: recording.durationUs + 1 })).toThrow(
      RangeError,
    )
  })

  it('leaves nothing where it is stopped, or where the recording is damaged', async () => {
    const whole = await heldOf('steady.mp4')
    const names = readdirSync(storeDir)
    const to = { storePath: sealedPath(storeDir, 'rest-stopped'), key: randomBytes(32) }
    const fragments = whole.layout.fragments.slice(1)
    const stop = new AbortController()
    const onProgress = () => stop.abort()
    await expect(sealRemainder(whole, fragments, to, { signal: stop.signal, onProgress })).rejects.toThrow(
      /abort/i,
    )
    const other = { ...whole, held: { ...whole.held, key: randomBytes(32) } }
    await expect(sealRemainder(other, fragments, to)).rejects.toMatchObject({ code: 'footage-damaged' })
    expect(readdirSync(storeDir)).toEqual(names)
  })
})

describe('destroying a sealed file', () => {
  it('overwrites every byte before its name goes', async () => {
    const { held: kept } = await heldOf('steady.mp4')
    // A second name for the same bytes shows what the disk holds once the first is gone.
    const witness = join(dir, 'witness')
    linkSync(kept.storePath, witness)
    const { size } = statSync(witness)
    expect(readFileSync(witness).equals(Buffer.alloc(size))).toBe(false)
    const told: number[] = []
    await destroySealed(kept.storePath, { onProgress: (doneBytes) => told.push(doneBytes) })
    expect(existsSync(kept.storePath)).toBe(false)
    expect(readFileSync(witness).equals(Buffer.alloc(size))).toBe(true)
    expect(told.at(-1)).toBe(size)
    // Once more, as the next start would.
    await destroySealed(kept.storePath)
  })

  it('stopped in the middle, removes it all the same', async () => {
    const { held: kept } = await heldOf('steady.mp4')
    const destroying = destroySealed(kept.storePath, { signal: AbortSignal.abort() })
    await expect(destroying).rejects.toThrow(/abort/i)
    expect(existsSync(kept.storePath)).toBe(false)
  })
})
