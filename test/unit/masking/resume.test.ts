import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LookedFrames, lookedTo } from '../../../electron/masking/looked.ts'
import type { Clip } from '../../../electron/masking/parts.ts'
import type { Found } from '../../../electron/masking/protocol.ts'
import type { Progress } from '../../../electron/masking/room.ts'
import { DamagedTracks } from '../../../electron/masking/tracks.ts'
import { run } from '../../../native/ffmpeg/ffmpeg.ts'
import { vtestPath } from '../../../resources/sample/footage.mjs'
import { isAlive, type MaskingWorkers, maskingWorkers, unstopped } from '../../support/masking-worker.ts'

/** A search that was cut short, killed or stopped goes on where it was, and finds the same to the bit. */

const dir = mkdtempSync(join(tmpdir(), 'resume-'))
const FRAMES = 160
const options = { thorough: false, vehicles: true }
let workers: MaskingWorkers
let whole: Found
const stretches: Uint8Array[] = []

const clipOf = (path: string): Clip => [
  {
    input: { kind: 'file', path },
    width: 768,
    height: 576,
    fps: { num: 10, den: 1 },
    skipUs: 0,
    lengthUs: FRAMES * 100_000,
  },
]
let people: Clip

beforeAll(async () => {
  workers = await maskingWorkers('resume')
  people = clipOf(await vtestPath())
  whole = await workers.room.detect(people, options, unstopped(), {
    known: [],
    onLooked: (stretch) => stretches.push(stretch),
  })
})
afterAll(() => {
  workers.clear()
  rmSync(dir, { recursive: true })
})

it('one that is killed goes on from what was told until then, and finds the same to the bit', async () => {
  expect(stretches.length).toBe(1)
  expect(lookedTo(stretches)).toBeGreaterThan(128)
  const known: Uint8Array[] = []
  const killed = workers.room.detect(people, options, unstopped(), {
    known: [],
    onLooked: (stretch) => {
      known.push(stretch)
      workers.last().kill('SIGKILL')
    },
  })
  await expect(killed).rejects.toMatchObject({ code: 'masking-stopped' })
  await expect.poll(() => [...workers.pids, ...workers.ffmpegPids].filter(isAlive)).toEqual([])
  expect(known).toEqual(stretches)
  const told: Progress[] = []
  const found = await workers.room.detect(
    people,
    options,
    { signal: new AbortController().signal, onProgress: (each) => void told.push(each) },
    { known, onLooked: () => expect.fail('what is known is not told again') },
  )
  expect(found).toEqual(whole)
  expect(told[0]?.done).toBeGreaterThanOrEqual(lookedTo(known) / FRAMES)
})

it('what is known is not looked at again', async () => {
  const path = join(dir, 'black.mp4')
  const black = ['-f', 'lavfi', '-i', `color=black:s=768x576:r=10:d=${FRAMES / 10}`, '-c:v', 'libx264', path]
  await run(['-loglevel', 'error', ...black])
  const nothing = await workers.room.detect(clipOf(path), options, unstopped())
  expect(nothing.people).toEqual([])
  const memory = { known: stretches, onLooked: () => {} }
  const found = await workers.room.detect(clipOf(path), options, unstopped(), memory)
  expect(found.people.length).toBeGreaterThan(2)
  expect(found.people.every(({ firstFrame }) => firstFrame < lookedTo(stretches))).toBe(true)
})

it('one whose stretch cannot be kept ends with that, and no process stays', async () => {
  const failing = workers.room.detect(people, options, unstopped(), {
    known: [],
    onLooked: () => {
      throw new Error('the disk is full')
    },
  })
  await expect(failing).rejects.toThrow('the disk is full')
  await expect.poll(() => [...workers.pids, ...workers.ffmpegPids].filter(isAlive)).toEqual([])
})

it('bytes that are not a stretch are refused', () => {
  const [stretch] = stretches as [Uint8Array]
  const ignore = () => {}
  for (const bytes of [
    stretch.slice(0, 8),
    stretch.slice(0, -1),
    new Uint8Array([...stretch, 0]),
    stretch.with(0, 0),
    stretch.with(4, 99),
  ]) {
    expect(() => {
      const remembered = new LookedFrames([bytes], ignore)
      for (let frame = 0; frame < remembered.toFrame; frame++) remembered.recalled(frame)
    }).toThrow(DamagedTracks)
  }
})
