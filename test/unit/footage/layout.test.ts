import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openSealed } from '../../../electron/footage/cipher.ts'
import { clipBytes, type HeldRecording, heldClip } from '../../../electron/footage/clip.ts'
import { covering, type Fragment, LayoutReader, withIndex } from '../../../electron/footage/fragments.ts'
import { fileInput, pipedInput, run } from '../../../native/ffmpeg/ffmpeg.ts'
import { framesOf, samplesIn, takenIn } from './samples.ts'

const { dir, clear, sample } = samplesIn('layout')
const storeDir = join(dir, 'store')
mkdirSync(storeDir)
afterAll(clear)

async function plainOf({ storePath, key }: HeldRecording): Promise<Buffer> {
  const sealed = await openSealed(storePath, key)
  const plain = await sealed.read(0, sealed.sizeBytes)
  await sealed.close()
  return plain
}

const endOf = (fragments: readonly Fragment[]) => {
  const last = fragments.at(-1)
  return last === undefined ? 0 : last.startUs + last.durationUs
}

describe('the layout of a stored recording', () => {
  it.each(['sound.mp4', 'open.mp4', 'unsteady.mkv', 'pictures.avi'])(
    'says of %s when each fragment is shown and where it lies',
    async (name) => {
      const { held, layout, facts } = await takenIn(await sample(name), storeDir)
      const frames = await framesOf(fileInput(await sample(name)))
      const plain = await plainOf(held)
      expect(facts.frameCount).toBe(frames.length)
      let at = layout.headerBytes
      for (const { offset, sizeBytes, startUs } of layout.fragments) {
        expect(offset).toBe(at)
        expect(plain.toString('latin1', offset + 4, offset + 8)).toBe('moof')
        // ffmpeg counts in ms where the container does.
        expect(frames.some(({ atUs }) => Math.abs(atUs - startUs) <= 1_000)).toBe(true)
        at += sizeBytes
      }
      expect(at).toBe(plain.length)
      expect(layout.fragments[0]?.startUs).toBe(0)
      expect(endOf(layout.fragments)).toBe(facts.durationUs)
      expect(facts.durationUs).toBeGreaterThan(frames.at(-1)?.atUs ?? 0)
    },
  )

  it('is read the same however its bytes are cut', async () => {
    const { held, layout, facts } = await takenIn(await sample('sound.mp4'), storeDir)
    const plain = await plainOf(held)
    fc.assert(
      fc.property(fc.array(fc.nat(plain.length), { maxLength: 60 }), fc.boolean(), (cuts, isFine) => {
        // Cut finely where the boxes are dense.
        const edges = isFine ? [...cuts, ...Array.from({ length: 2000 }, (_, at) => at)] : cuts
        const reader = new LayoutReader()
        const begun: number[] = []
        let from = 0
        for (const to of [...edges, plain.length].sort((a, b) => a - b)) {
          begun.push(...reader.push(plain.subarray(from, to)).map(({ startUs }) => startUs))
          from = to
        }
        expect(reader.end()).toEqual({ ...layout, frameCount: facts.frameCount })
        expect(begun).toEqual(layout.fragments.map(({ startUs }) => startUs))
      }),
      { numRuns: 30 },
    )
  })

  it('is refused where the bytes end early, or are something else', async () => {
    const { held, layout } = await takenIn(await sample('steady.mp4'), storeDir)
    const plain = await plainOf(held)
    const ends = new Set(layout.fragments.map(({ offset }) => offset))
    fc.assert(
      fc.property(fc.nat(plain.length - 1), (length) => {
        fc.pre(!ends.has(length) || length === layout.headerBytes)
        const reader = new LayoutReader()
        reader.push(plain.subarray(0, length))
        expect(() => reader.end()).toThrow(RangeError)
      }),
    )
    const foreign = new LayoutReader()
    expect(() => foreign.push(Buffer.from('RIFF....AVI LIST....'))).toThrow(RangeError)
    expect(() => new LayoutReader().push(plain.subarray(layout.headerBytes))).toThrow(RangeError)
  })
})

describe('the indexed file', () => {
  it('has the length of its fragments and keeps their times', async () => {
    const { held, layout } = await takenIn(await sample('sound.mp4'), storeDir)
    const plain = await plainOf(held)
    const [, from, to] = layout.fragments as [Fragment, Fragment, Fragment]
    const head = withIndex(plain.subarray(0, layout.headerBytes), [from, to])
    const path = join(dir, 'middle.mp4')
    writeFileSync(path, Buffer.concat([head, plain.subarray(from.offset, to.offset + to.sizeBytes)]))
    const asked = ['-v', 'error', '-show_entries', 'stream=duration:packet=pts_time', '-of', 'json']
    const { stdout } = await run([...asked, ...fileInput(path)], { program: 'ffprobe' })
    const { packets, streams } = JSON.parse(stdout) as {
      packets: { pts_time: string }[]
      streams: { duration: string }[]
    }
    expect(Number(packets[0]?.pts_time) * 1e6).toBe(from.startUs)
    // libavformat's duration of an indexed file is where it ends.
    expect(Number(streams[0]?.duration) * 1e6).toBe(to.startUs + to.durationUs)
  })

  it('groups more fragments than an index can name', async () => {
    const { held, layout } = await takenIn(await sample('steady.mp4'), storeDir)
    const header = (await plainOf(held)).subarray(0, layout.headerBytes)
    const count = 150_000
    const fragments = Array.from({ length: count }, (_, index) => ({
      offset: header.length + index * 100,
      sizeBytes: 100,
      startUs: index * 1e6,
      durationUs: 1e6,
    }))
    const sidx = withIndex(header, fragments).subarray(header.length)
    const references = sidx.readUInt16BE(38)
    const timescale = sidx.readUInt32BE(16)
    let sizeBytes = 0
    let ticks = 0
    for (let index = 0; index < references; index++) {
      sizeBytes += sidx.readUInt32BE(40 + 12 * index)
      ticks += sidx.readUInt32BE(44 + 12 * index)
    }
    expect(sidx.readUInt32BE(0)).toBe(sidx.length)
    expect(sidx.length).toBe(40 + 12 * references)
    expect(sizeBytes).toBe(count * 100)
    expect(ticks / timescale).toBe(count)
  })
})

describe('the fragments that cover a stretch', () => {
  const lengths = fc.array(fc.record({ length: fc.integer({ min: 2, max: 9 }), lead: fc.nat(1) }), {
    minLength: 1,
  })

  it('hold every moment of it and begin no later than it does', () => {
    fc.assert(
      fc.property(lengths, fc.nat(200), fc.integer({ min: 1, max: 60 }), (parts, from, length) => {
        let startUs = 0
        const fragments = parts.map((part, index) => {
          const fragment = { offset: index * 10, sizeBytes: 10, startUs, durationUs: part.length - part.lead }
          startUs += part.length
          return fragment
        })
        const end = endOf(fragments)
        fc.pre(from < end)
        const {
          first,
          last,
          offset,
          end: endOffset,
          startUs: beginUs,
        } = covering(fragments, from, from + length)
        expect(beginUs).toBeLessThanOrEqual(from)
        expect(fragments[first + 1]?.startUs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from)
        expect(endOf(fragments.slice(0, last + 1))).toBeGreaterThanOrEqual(Math.min(end, from + length))
        if (last > first) expect(endOf(fragments.slice(0, last))).toBeLessThan(from + length)
        expect([offset, endOffset]).toEqual([first * 10, last * 10 + 10])
      }),
    )
  })

  it('do not exist outside the recording', () => {
    const fragments = [{ offset: 0, sizeBytes: 10, startUs: 0, durationUs: 100 }]
    expect(() => covering(fragments, 100, 200)).toThrow(RangeError)
    expect(() => covering(fragments, 50, 50)).toThrow(RangeError)
    expect(() => covering([], 0, 1)).toThrow(RangeError)
  })
})

describe('a clip', () => {
  it.each([
    'steady.mp4',
    'sound.mp4',
    'open.mp4',
    'sound.ts',
    'hevc.ts',
    'unsteady.mkv',
    'old.avi',
    'pictures.avi',
  ])('of %s holds exactly the frames of its stretch, at their times', async (name) => {
    const path = await sample(name)
    const { held } = await takenIn(path, storeDir)
    const shown = await framesOf(pipedInput(), clipBytes(heldClip(held, 0, 60e6)))
    const source = await framesOf(fileInput(path))
    expect(shown.map(({ md5 }) => md5)).toEqual(source.map(({ md5 }) => md5))
    for (const [fromUs, toUs] of [
      [0, 1_000_000],
      [1_900_000, 2_100_000],
      [3_990_000, 4_050_000],
      [3_000_000, 6_000_000],
      [5_500_000, 7_990_000],
    ] as const) {
      const clip = heldClip(held, fromUs, toUs)
      const frames = await framesOf(pipedInput(), clipBytes(clip))
      const kept = frames
        .map(({ atUs, md5 }) => ({ atUs: atUs - clip.skipUs + fromUs, md5 }))
        .filter(({ atUs }) => atUs >= fromUs && atUs < toUs)
      expect(kept).toEqual(shown.filter(({ atUs }) => atUs >= fromUs && atUs < toUs))
    }
  })

  it('is refused at the first byte that does not verify', async () => {
    const { held, id } = await takenIn(await sample('steady.mp4'), storeDir)
    const wrong = { ...heldClip(held, 0, 1e6), key: new Uint8Array(32) }
    await expect(clipBytes(wrong).next()).rejects.toMatchObject({
      code: 'footage-damaged',
      data: { recordingId: id },
    })
  })
})
