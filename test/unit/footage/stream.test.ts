import { mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Interval, RecordingId } from '#domain/recording.ts'
import { clipBytes, type HeldRecording, heldClip } from '../../../electron/footage/clip.ts'
import { Shelf } from '../../../electron/footage/shelf.ts'
import { type Played, playConverted, playDirect } from '../../../electron/footage/stream.ts'
import { pipedInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { encoders, framesOf, samplesIn, takenIn } from './samples.ts'

const { dir, clear, sample } = samplesIn('stream')
const storeDir = join(dir, 'store')
mkdirSync(storeDir)
const held = new Map<RecordingId, HeldRecording>()
let direct: RecordingId
let converted: RecordingId

beforeAll(async () => {
  for (const name of ['sound.mp4', 'open.mp4']) {
    const taken = await takenIn(await sample(name), storeDir)
    held.set(taken.id, taken.held)
    if (name === 'sound.mp4') direct = taken.id
    else converted = taken.id
  }
})
afterAll(clear)

/** Keys are wiped with the shelf: each gets its own copy, as the vault gives it. */
function shelfOf(mostOpen?: number): Shelf {
  const release = (id: RecordingId) => {
    const { layout, key } = held.get(id) as HeldRecording
    return { layout, key: Uint8Array.from(key) }
  }
  return new Shelf(storeDir, release, mostOpen)
}

async function bytesOf({ body }: Played): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body as unknown as AsyncIterable<Uint8Array>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const nothing = () => {}
/** What has to end by itself may take as long as a busy machine needs for it. */
const PATIENCE = { timeout: 120_000 }

describe('playing as it is', () => {
  const STRETCH: Interval = { fromUs: 2_500_000, toUs: 5_000_000 }

  it('answers the whole file, and every range of it the same bytes', async () => {
    const shelf = shelfOf()
    const shelved = await shelf.take(direct)
    const all = playDirect(shelved, STRETCH, undefined, nothing)
    const whole = await bytesOf(all)
    expect(all.status).toBe(200)
    expect(all.headers).toMatchObject({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes' })
    expect(all.headers['content-length']).toBe(String(whole.length))
    const size = whole.length
    await fc.assert(
      fc.asyncProperty(
        fc.nat(size - 1),
        fc.nat(size + 10),
        fc.constantFrom('a-b', 'a-', '-b'),
        async (a, b, form) => {
          const [first, last] = [Math.min(a, b), Math.max(a, b, 1)]
          const range = { 'a-b': `${first}-${last}`, 'a-': `${first}-`, '-b': `-${last}` }[form]
          const from = form === '-b' ? Math.max(0, size - last) : first
          const to = form === 'a-b' ? Math.min(size, last + 1) : size
          const played = playDirect(shelved, STRETCH, `bytes=${range}`, nothing)
          expect(played.status).toBe(206)
          expect(played.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${size}`)
          expect(played.headers['content-length']).toBe(String(to - from))
          expect((await bytesOf(played)).equals(whole.subarray(from, to))).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
    shelf.close()
  })

  it('refuses what lies beyond the end, and passes over what is no range (RFC 9110 § 14.2)', async () => {
    const shelf = shelfOf()
    const shelved = await shelf.take(direct)
    const size = Number(playDirect(shelved, STRETCH, undefined, nothing).headers['content-length'])
    for (const range of [`bytes=${size}-`, 'bytes=-0', `bytes=${size + 5}-${size + 9}`]) {
      const played = playDirect(shelved, STRETCH, range, nothing)
      expect(played).toMatchObject({
        status: 416,
        headers: { 'content-range': `bytes */${size}` },
        body: null,
      })
    }
    for (const range of ['bytes=', 'bytes=-', 'bytes=5-2', 'lines=0-1', 'bytes=0-1,3-4'])
      expect(playDirect(shelved, STRETCH, range, nothing).status).toBe(200)
    shelf.close()
  })

  it('holds the frames of the stretch, at most a group of pictures more, on the clock of the recording', async () => {
    const shelf = shelfOf()
    const recording = held.get(direct) as HeldRecording
    const played = playDirect(await shelf.take(direct), STRETCH, undefined, nothing)
    const bytes = await bytesOf(played)
    async function* once() {
      yield bytes
    }
    const frames = await framesOf(['-copyts', ...pipedInput()], once())
    const whole = await framesOf(pipedInput(), clipBytes(heldClip(recording, 0, 60e6)))
    expect(frames).toEqual(whole.filter(({ atUs }) => atUs >= 2_000_000 && atUs < 6_000_000))
    shelf.close()
  })

  it('tells what leaves, before it does, and nothing else', async () => {
    const shelf = shelfOf()
    const { fragments } = (held.get(direct) as HeldRecording).layout
    const shelved = await shelf.take(direct)
    const served: [number, number][] = []
    const played = playDirect(shelved, { fromUs: 0, toUs: 8_000_000 }, undefined, (fromUs, toUs) =>
      served.push([fromUs, toUs]),
    )
    const reader = (played.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    expect(served).toEqual([])
    for (;;) {
      const { done } = await reader.read()
      if (done) break
      expect(served.length).toBeGreaterThan(0)
    }
    expect(served).toEqual(fragments.map(({ startUs, durationUs }) => [startUs, startUs + durationUs]))
    const size = Number(played.headers['content-length'])
    const last: [number, number][] = []
    await bytesOf(
      playDirect(shelved, { fromUs: 0, toUs: 8_000_000 }, `bytes=${size - 1}-`, (fromUs, toUs) =>
        last.push([fromUs, toUs]),
      ),
    )
    expect(last).toEqual(served.slice(-1))
    shelf.close()
  })

  it('releases nothing that could not be noted', async () => {
    const shelf = shelfOf()
    const played = playDirect(await shelf.take(direct), STRETCH, undefined, () => {
      throw new Error('the ledger is full')
    })
    const reader = (played.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await expect(reader.read()).rejects.toThrow('the ledger is full')
    shelf.close()
  })

  it('survives readers that leave at any moment', async () => {
    const shelf = shelfOf()
    const shelved = await shelf.take(direct)
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    for (let reads = 0; reads < 4; reads++) {
      const { body } = playDirect(shelved, { fromUs: 0, toUs: 8_000_000 }, undefined, nothing)
      const reader = (body as ReadableStream<Uint8Array>).getReader()
      for (let read = 0; read < reads; read++) await reader.read()
      const pending = reader.read()
      await reader.cancel()
      await pending
    }
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    shelf.close()
  })
})

describe('the shelf', () => {
  it('ends every answer with the viewing and wipes its keys', async () => {
    const keys: Uint8Array[] = []
    const shelf = new Shelf(storeDir, (id) => {
      const { layout, key } = held.get(id) as HeldRecording
      keys.push(Uint8Array.from(key))
      return { layout, key: keys[0] as Uint8Array }
    })
    const shelved = await shelf.take(direct)
    const playing = playDirect(shelved, { fromUs: 0, toUs: 8_000_000 }, undefined, nothing)
    const reader = (playing.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    shelf.note(direct, { fromUs: 4, toUs: 6 })
    shelf.note(direct, { fromUs: 0, toUs: 4 })
    expect(shelf.close()).toEqual([{ recordingId: direct, intervals: [{ fromUs: 0, toUs: 6 }] }])
    await expect(reader.read()).rejects.toMatchObject({ code: 'viewing-closed' })
    await expect(shelved.read(0, 10)).rejects.toMatchObject({ code: 'viewing-closed' })
    expect(() => shelf.take(direct)).toThrow(expect.objectContaining({ code: 'viewing-closed' }))
    expect(keys).toEqual([new Uint8Array(32)])
  })

  it('keeps few files open, and opens them again', async () => {
    const openFiles = () => readdirSync('/proc/self/fd').length
    const shelf = shelfOf(1)
    const before = openFiles()
    const both = [await shelf.take(direct), await shelf.take(converted)]
    for (let round = 0; round < 10; round++) {
      await Promise.all(both.map((each) => each.read(0, 100)))
      for (const each of both) expect((await each.read(0, 8)).length).toBe(8)
    }
    await vi.waitFor(() => expect(openFiles()).toBeLessThanOrEqual(before + 1), PATIENCE)
    shelf.close()
  })

  it('refuses damaged footage at opening and while it plays', async () => {
    const taken = await takenIn(await sample('steady.mp4'), storeDir)
    held.set(taken.id, taken.held)
    const { storePath } = taken.held
    const shelf = shelfOf()
    const shelved = await shelf.take(taken.id)
    truncateSync(storePath, statSync(storePath).size - 1000)
    const stretch = { fromUs: 0, toUs: 8_000_000 }
    const damaged = { code: 'footage-damaged', data: { recordingId: taken.id } }
    await expect(bytesOf(playDirect(shelved, stretch, undefined, nothing))).rejects.toMatchObject(damaged)
    await expect(shelfOf().take(taken.id)).rejects.toMatchObject(damaged)
    shelf.close()
  })
})

describe('playing converted', () => {
  const STRETCH: Interval = { fromUs: 2_500_000, toUs: 5_000_000 }

  it('answers H.264 that begins at the keyframe before, and says when that is', async () => {
    const shelf = shelfOf()
    const served: Interval[] = []
    const { signal } = new AbortController()
    const played = await playConverted(
      await shelf.take(converted),
      STRETCH,
      3_000_000,
      signal,
      (fromUs, toUs) => served.push({ fromUs, toUs }),
    )
    expect(played.headers).toEqual({ 'content-type': 'video/mp4', 'x-start-us': '2000000' })
    const bytes = await bytesOf(played)
    expect(bytes.includes('avc1')).toBe(true)
    async function* once() {
      yield bytes
    }
    const frames = await framesOf(pipedInput(), once())
    const source = await framesOf(
      pipedInput(),
      clipBytes(heldClip(held.get(converted) as HeldRecording, 0, 60e6)),
    )
    const expected = source.filter(({ atUs }) => atUs >= 2_000_000).slice(0, frames.length)
    expect(frames.map(({ atUs }) => atUs + 2_000_000)).toEqual(expected.map(({ atUs }) => atUs))
    const endUs = (frames.at(-1)?.atUs ?? 0) + 2_040_000
    expect(endUs).toBeGreaterThanOrEqual(STRETCH.toUs)
    for (const interval of served) shelf.note(converted, interval)
    expect(shelf.close()).toEqual([
      { recordingId: converted, intervals: [{ fromUs: 2_000_000, toUs: endUs }] },
    ])
  })

  it('ends with its reader, its signal or the viewing', async () => {
    const ends: ((stop: AbortController, shelf: Shelf, reader: ReadableStreamDefaultReader) => unknown)[] = [
      (_, __, reader) => reader.cancel(),
      (stop) => stop.abort(new Error('gone')),
      (_, shelf) => shelf.close(),
    ]
    for (const end of ends) {
      const shelf = shelfOf()
      const stop = new AbortController()
      const played = await playConverted(
        await shelf.take(converted),
        { fromUs: 0, toUs: 8e6 },
        0,
        stop.signal,
        nothing,
      )
      const reader = (played.body as ReadableStream<Uint8Array>).getReader()
      await reader.read()
      expect(await encoders()).toHaveLength(1)
      await end(stop, shelf, reader)
      const last = await drained(reader).catch((error: Error) => error)
      expect(last === 'done' || last instanceof Error).toBe(true)
      await vi.waitFor(async () => expect(await encoders()).toEqual([]), PATIENCE)
      shelf.close()
    }
  })

  it('is refused where the recording is damaged', async () => {
    const shelf = shelfOf()
    const shelved = await shelf.take(converted)
    const broken = { ...shelved, read: () => Promise.reject(new Error('it does not verify')) }
    const playing = playConverted(broken, STRETCH, 3_000_000, new AbortController().signal, nothing)
    await expect(playing).rejects.toThrow('it does not verify')
    shelf.close()
  })
})

async function drained(reader: ReadableStreamDefaultReader): Promise<string> {
  while (!(await reader.read()).done);
  return 'done'
}
