import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openSealed } from '../../../electron/footage/cipher.ts'
import { type RefusedOutcome, takeIn } from '../../../electron/footage/intake.ts'
import { clearLeftovers } from '../../../electron/footage/store.ts'
import { fileInput, run } from '../../../native/ffmpeg/ffmpeg.ts'
import { mayMountDisks } from '../../support/small-disk.ts'
import { STARTED_AT, samplesIn, takenIn } from './samples.ts'

const { dir, clear, sample } = samplesIn('trouble')
const storeDir = join(dir, 'store')
const KEY = randomBytes(32)
afterAll(clear)
beforeEach(() => {
  rmSync(storeDir, { recursive: true, force: true })
  mkdirSync(storeDir)
})

const fileAt = (path: string) => ({ path, sizeBytes: statSync(path).size, startAt: STARTED_AT })

describe('a bad file', () => {
  async function cut(name: string, to: string, share: number): Promise<string> {
    const path = join(dir, to)
    copyFileSync(await sample(name), path)
    truncateSync(path, Math.floor(statSync(path).size * share))
    return path
  }
  const written = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(dir, name), bytes)
    return join(dir, name)
  }
  const cases: [string, RefusedOutcome, () => Promise<string> | string][] = [
    ['an empty file', 'empty', () => written('empty.mp4', '')],
    ['an MP4 without its index', 'damaged', () => cut('steady.mp4', 'cut.mp4', 0.6)],
    ['an AVI cut short', 'damaged', () => cut('steady.avi', 'cut.avi', 0.6)],
    ['a Matroska file cut short', 'damaged', () => cut('web.webm', 'cut.webm', 0.6)],
    ['bytes of no kind', 'not-a-video', () => written('noise.mp4', Buffer.alloc(50_000, '열람 청구서'))],
    [
      'a codec nobody knows',
      'unknown-codec',
      async () => {
        const bytes = readFileSync(await sample('old.avi'))
        return written(
          'odd-codec.avi',
          Buffer.from(bytes.toString('latin1').replaceAll('FMP4', 'QQ9Z'), 'latin1'),
        )
      },
    ],
    [
      'an MP4 that names more frames than it has',
      'damaged',
      async () => {
        const path = join(dir, 'front.mp4')
        await run([
          '-loglevel',
          'error',
          '-y',
          ...fileInput(await sample('steady.mp4')),
          '-c',
          'copy',
          '-movflags',
          '+faststart',
          path,
        ])
        // The index stays whole and the box of pictures claims to end where the file now does.
        const bytes = readFileSync(path)
        const mdatAt = bytes.indexOf('mdat') - 4
        const shorter = bytes.subarray(0, mdatAt + Math.floor((bytes.length - mdatAt) * 0.6))
        shorter.writeUInt32BE(shorter.length - mdatAt, mdatAt)
        return written('front-cut.mp4', shorter)
      },
    ],
  ]
  it.each(cases)('%s is %s and leaves nothing behind', async (_, outcome, make) => {
    const path = await make()
    const taking = takeIn(fileAt(path), storeDir, 'rec-1', KEY)
    await expect(taking).rejects.toMatchObject({ name: 'FileRefused', outcome })
    expect(readdirSync(storeDir)).toEqual([])
  })

  it('that is still being written is damaged', async () => {
    const path = join(dir, 'growing.ts')
    copyFileSync(await sample('sound.ts'), path)
    let isGrown = false
    const onProgress = () => {
      if (!isGrown) appendFileSync(path, Buffer.alloc(188, 0xff))
      isGrown = true
    }
    const taking = takeIn(fileAt(path), storeDir, 'rec-1', KEY, { onProgress })
    await expect(taking).rejects.toMatchObject({ outcome: 'damaged' })
    expect(readdirSync(storeDir)).toEqual([])
  })

  it('is not what a cut MPEG-TS is: it plays as far as it goes', async () => {
    const { facts } = await takenIn(await cut('sound.ts', 'cut.ts', 0.6), storeDir)
    expect(facts.frameCount).toBeGreaterThan(60)
    expect(facts.frameCount).toBeLessThan(200)
  })
})

describe('trouble', () => {
  it('leaves nothing behind when it is cancelled, at whatever moment', async () => {
    const path = await sample('steady.mp4')
    for (let cancelAt = 0; ; cancelAt++) {
      const stop = new AbortController()
      let step = 0
      const onProgress = () => void (step++ === cancelAt && stop.abort(new Error('enough')))
      const taking = takeIn(fileAt(path), storeDir, 'rec-1', KEY, { signal: stop.signal, onProgress })
      const ended = await taking.catch((error: unknown) => error)
      if (!stop.signal.aborted) {
        // Every step has been tried: this time it went through.
        expect(cancelAt).toBeGreaterThan(3)
        expect(readdirSync(storeDir)).toEqual(['rec-1.vsf'])
        break
      }
      expect(ended).toBe(stop.signal.reason)
      expect(readdirSync(storeDir)).toEqual([])
    }
  })

  it('does not begin when it is cancelled already', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const taking = takeIn(fileAt(await sample('steady.mp4')), storeDir, 'rec-1', KEY, { signal })
    await expect(taking).rejects.toThrow('enough')
    expect(readdirSync(storeDir)).toEqual([])
  })

  it('is refused where there is no store to write to', async () => {
    const taking = takeIn(fileAt(await sample('steady.mp4')), join(dir, 'nowhere'), 'rec-1', KEY)
    await expect(taking).rejects.toMatchObject({ code: 'write-failed' })
  })

  it('is refused where ffmpeg is missing', async () => {
    const path = await sample('steady.mp4')
    process.env['VIEWING_STATION_FFMPEG'] = '/no/such/ffmpeg'
    try {
      await expect(takeIn(fileAt(path), storeDir, 'rec-1', KEY)).rejects.toMatchObject({
        code: 'ffmpeg-missing',
      })
    } finally {
      delete process.env['VIEWING_STATION_FFMPEG']
    }
  })

  it.skipIf(!mayMountDisks)(
    'is refused on a full disk, before and while it writes (needs to mount a small disk)',
    async () => {
      const path = await sample('pictures.avi')
      const mount = (sizeBytes: number) =>
        execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', storeDir])
      mount(32 * 1024 * 1024)
      try {
        await expect(takeIn(fileAt(path), storeDir, 'rec-1', KEY)).rejects.toMatchObject({
          code: 'no-space',
          data: {
            neededBytes: Math.ceil(statSync(path).size * 1.05) + 67_108_864,
            freeBytes: 32 * 1024 * 1024,
          },
        })
        expect(readdirSync(storeDir)).toEqual([])
      } finally {
        execFileSync('umount', [storeDir])
      }
      mount(72 * 1024 * 1024)
      try {
        const filler = join(storeDir, 'filler')
        let isFilled = false
        // Somebody else fills the disk after the space was found to be there.
        const isHeld = () => false
        const onProgress = (doneBytes: number) => {
          if (isFilled || doneBytes <= statSync(path).size / 3) return
          isFilled = true
          try {
            writeFileSync(filler, Buffer.alloc(80 * 1024 * 1024))
          } catch (error) {
            expect(error).toMatchObject({ code: 'ENOSPC' })
          }
        }
        const taking = takeIn(fileAt(path), storeDir, 'rec-1', KEY, { isHeld, onProgress })
        await expect(taking).rejects.toMatchObject({ code: 'no-space' })
        expect(isFilled).toBe(true)
        expect(readdirSync(storeDir)).toEqual(['filler'])
      } finally {
        execFileSync('umount', [storeDir])
      }
    },
  )

  it('leaves no half file under a final name when the process is killed', async () => {
    const path = await sample('steady.mp4')
    await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: 'electron/footage/intake.ts', outDir: dir, emptyOutDir: false },
      ssr: { noExternal: true },
    })
    const main = join(dir, 'killed-main.mjs')
    writeFileSync(
      main,
      `import { takeIn } from './intake.js'
       const [path, storeDir] = process.argv.slice(2)
       const file = { path, sizeBytes: 1, startAt: '${STARTED_AT}' }
       for (let n = 0; ; n++) {
         await takeIn(file, storeDir, 'rec-' + n, new Uint8Array(32), {
           onProgress: (done) => process.stdout.write(n + ' ' + done + '\\n'),
         })
       }`,
    )
    const key = new Uint8Array(32)
    for (const moment of [1, 3, 5, 8, 13]) {
      const child = spawn(process.execPath, [main, path, storeDir], { stdio: ['ignore', 'pipe', 'inherit'] })
      let lines = 0
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        lines += text.split('\n').length - 1
        if (lines >= moment) child.kill('SIGKILL')
      })
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
      expect(signal).toBe('SIGKILL')
      for (const name of readdirSync(storeDir).filter((each) => each.endsWith('.vsf'))) {
        const sealed = await openSealed(join(storeDir, name), key)
        await sealed.read(0, sealed.sizeBytes)
        await sealed.close()
      }
      await clearLeftovers(storeDir, new Set(['rec-0']))
      expect(readdirSync(storeDir).filter((name) => name !== 'rec-0.vsf')).toEqual([])
      rmSync(join(storeDir, 'rec-0.vsf'), { force: true })
    }
  })
})
