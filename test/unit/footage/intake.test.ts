import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { clipBytes, heldClip } from '../../../electron/footage/clip.ts'
import { scanFolder, takeIn } from '../../../electron/footage/intake.ts'
import { startInContainer, startInName } from '../../../electron/footage/start.ts'
import { fileInput, pipedInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { tracesIn } from '../../support/traces.ts'
import { framesOf, STARTED_AT, samplesIn, takenIn } from './samples.ts'

const { dir, clear, sample } = samplesIn('intake')
const storeDir = join(dir, 'store')
const KEY = randomBytes(32)
afterAll(clear)
beforeEach(() => {
  rmSync(storeDir, { recursive: true, force: true })
  mkdirSync(storeDir)
})

const fileAt = (path: string) => ({ path, sizeBytes: statSync(path).size, startAt: STARTED_AT })

describe('a folder', () => {
  it('is sorted into cameras by its sub-folders, whichever way days and cameras are nested', async () => {
    const root = join(dir, 'recorder')
    const files = [
      'cam01/2026/11/21/20261121_140000.mp4',
      'cam01/2026/11/22/20261122_140000.mp4',
      '2026-11-21/cam02/20261121_140000.ts',
      '2026-11-22/cam02/20261122_140000.ts',
      '1층/로비/no-time.avi',
      '20261121_150000.MKV',
      'cam01/index.db',
      '.trash/20261121_140000.mp4',
    ]
    for (const file of files) {
      mkdirSync(join(root, file, '..'), { recursive: true })
      writeFileSync(join(root, file), 'abc')
    }
    symlinkSync('/etc', join(root, 'elsewhere'))
    const sources = await scanFolder(root)
    expect(sources.map(({ hint, files: { length }, sizeBytes }) => [hint, length, sizeBytes])).toEqual([
      ['1층/로비', 1, 3],
      ['cam02', 2, 6],
      ['recorder', 1, 3],
      ['cam01', 2, 6],
    ])
    expect(sources.at(-1)?.files.map(({ startAt }) => startAt)).toEqual([
      '2026-11-21T05:00:00.000Z',
      '2026-11-22T05:00:00.000Z',
    ])
    expect(sources[0]?.files[0]).not.toHaveProperty('startAt')
  })

  it('is refused where there is none, or no footage in it', async () => {
    await expect(scanFolder(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'folder-unreadable' })
    await expect(scanFolder(storeDir)).rejects.toMatchObject({ code: 'folder-has-no-video' })
  })
})

describe('the start', () => {
  it.each([
    ['20261121_140000.mp4', '2026-11-21T05:00:00.000Z'],
    ['2026-11-21_14-00-00.ts', '2026-11-21T05:00:00.000Z'],
    ['20261121140000.avi', '2026-11-21T05:00:00.000Z'],
    ['정문_20261121T140000_001.mkv', '2026-11-21T05:00:00.000Z'],
    ['ch01_20261121_140000_20261121_141000.dav', '2026-11-21T05:00:00.000Z'],
    ['2026.11.21 00.00.00.mp4', '2026-11-20T15:00:00.000Z'],
    ['cam3-20261121140000250.mp4', '2026-11-21T05:00:00.250Z'],
    ['20261121T140000Z.mp4', '2026-11-21T14:00:00.000Z'],
  ])('in the name %s is %s', (name, startAt) => {
    expect(startInName(name)).toBe(startAt)
  })

  it.each([
    '20261341_140000.mp4',
    '20261121_250000.mp4',
    '20261131T000000Z.mp4',
    'hiv00001.mp4',
    '20261121.mp4',
    '120261121140000.mp4',
  ])('is not in the name %s', (name) => {
    expect(startInName(name)).toBeUndefined()
  })

  it('is taken from the container where the name has none', async () => {
    const path = await sample('dated.mp4')
    expect(await startInContainer(path)).toBe('2026-11-21T05:00:00.000Z')
    const { startAt } = await takeIn({ path, sizeBytes: statSync(path).size }, storeDir, 'rec-1', KEY)
    expect(startAt).toBe('2026-11-21T05:00:00.000Z')
  })

  it('is never taken from the file system', async () => {
    const path = await sample('undated.mp4')
    const taking = takeIn({ path, sizeBytes: statSync(path).size }, storeDir, 'rec-1', KEY)
    await expect(taking).rejects.toMatchObject({ name: 'FileRefused', outcome: 'no-time' })
    expect(readdirSync(storeDir)).toEqual([])
  })
})

describe('taking in', () => {
  it.each([
    ['steady.mp4', 'h264', 'direct', false],
    ['sound.mp4', 'h264', 'direct', true],
    ['sound.ts', 'h264', 'direct', true],
    ['open.mp4', 'hevc', 'converted', false],
    ['hevc.ts', 'hevc', 'converted', false],
    ['unsteady.mkv', 'h264', 'direct', false],
    ['steady.avi', 'h264', 'direct', false],
    ['old.avi', 'mpeg4', 'converted', false],
    ['pictures.avi', 'mjpeg', 'converted', false],
    ['web.webm', 'vp9', 'direct', false],
  ] as const)('copies the picture of %s frame by frame', async (name, codec, playMode, hadAudio) => {
    const path = await sample(name)
    const { facts, held, startAt } = await takenIn(path, storeDir)
    const source = await framesOf(fileInput(path))
    expect(facts).toMatchObject({
      codec,
      playMode,
      hadAudio,
      width: 320,
      height: 240,
      frameCount: source.length,
    })
    expect(facts.sourceSha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
    expect(startAt).toBe(STARTED_AT)
    const stored = await framesOf(pipedInput(), clipBytes(heldClip(held, 0, facts.durationUs)))
    expect(stored.map(({ md5 }) => md5)).toEqual(source.map(({ md5 }) => md5))
  })

  it.each([
    ['disordered.avi', 200, 320, 240],
    ['bare.h264', 200, 320, 240],
    ['windows.asf', 200, 320, 240],
    ['odd.avi', 50, 322, 242],
  ] as const)('encodes %s, which cannot be copied, in its order', async (name, frameCount, width, height) => {
    const { facts, held } = await takenIn(await sample(name), storeDir)
    expect(facts).toMatchObject({ codec: 'h264', playMode: 'direct', frameCount, width, height })
    const times = (await framesOf(pipedInput(), clipBytes(heldClip(held, 0, 60e6)))).map(({ atUs }) => atUs)
    expect(times).toHaveLength(frameCount)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('leaves no trace of the picture in the clear, nor of sound and names', async () => {
    for (const name of ['sound.mp4', 'sound.ts']) {
      expect(tracesIn(readFileSync(await sample(name)))).not.toEqual([])
      await takenIn(await sample(name), storeDir)
    }
    for (const name of readdirSync(storeDir)) {
      expect(name).toMatch(/^rec-\w+\.vsf$/)
      expect(tracesIn(readFileSync(join(storeDir, name)))).toEqual([])
    }
  })

  it('drops sound: what is stored has one track', async () => {
    const { held } = await takenIn(await sample('sound.mp4'), storeDir)
    const pieces: Uint8Array[] = []
    for await (const piece of clipBytes(heldClip(held, 0, 1e6))) pieces.push(piece)
    const plain = Buffer.concat(pieces)
    expect(tracesIn(plain).join()).toMatch(/^ftypis,moov.{4}mvhd,hdlr.{8}vide,.*moof.{4}mfhd/s)
    expect(plain.includes('trak')).toBe(true)
    expect(plain.indexOf('trak')).toBe(plain.lastIndexOf('trak'))
    expect(plain.includes('mp4a')).toBe(false)
  })

  it('tells how far it has come, forwards only', async () => {
    const path = await sample('steady.mp4')
    const told: number[] = []
    const onProgress = (doneBytes: number) => void told.push(doneBytes)
    await takeIn(fileAt(path), storeDir, 'rec-1', KEY, { onProgress })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(statSync(path).size)
  })

  it('asks whether the file is held before it writes', async () => {
    const path = await sample('steady.mp4')
    const isHeld = (sha256: string) => {
      expect(readdirSync(storeDir)).toEqual([])
      return sha256 === createHash('sha256').update(readFileSync(path)).digest('hex')
    }
    await expect(takeIn(fileAt(path), storeDir, 'rec-1', KEY, { isHeld })).rejects.toMatchObject({
      outcome: 'already-held',
    })
    expect(readdirSync(storeDir)).toEqual([])
  })
})
