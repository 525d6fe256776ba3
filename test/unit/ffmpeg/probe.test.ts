import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../../native/ffmpeg/ffmpeg.ts'
import { probe, readBanner, type UnplayableReason } from '../../../native/ffmpeg/probe.ts'

const dir = mkdtempSync(join(tmpdir(), 'probe-'))
const at = (name: string) => join(dir, name)
const PICTURE = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=30000/1001:duration=3']
const SOUND = ['-f', 'lavfi', '-i', 'sine=duration=3']

async function make(name: string, args: string[]): Promise<string> {
  await run(['-loglevel', 'error', '-y', ...args, at(name)])
  return at(name)
}

beforeAll(async () => {
  await make('both.mp4', [...PICTURE, ...SOUND, '-c:v', 'libx264', '-c:a', 'aac'])
  await make('fast.mp4', ['-i', at('both.mp4'), '-c', 'copy', '-movflags', '+faststart'])
  await make('plain.avi', [...PICTURE, '-c:v', 'mpeg4'])
  await make('plain.ts', [...PICTURE, '-c:v', 'libx264'])
  await make('turned.mp4', ['-i', at('both.mp4'), '-c', 'copy', '-metadata:s:v:0', 'rotate=90'])
  await make('sound.m4a', [...SOUND, '-c:a', 'aac'])
  await make('picture.png', [...PICTURE, '-frames:v', '1'])
  writeFileSync(at('empty.mp4'), '')
  writeFileSync(at('letter.mp4'), '열람을 청구합니다.\n'.repeat(400))
  const list = `#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${at('plain.ts')}\n#EXT-X-ENDLIST\n`
  for (const name of ['list.mp4', 'list.m3u8']) writeFileSync(at(name), list)
  for (const [whole, cut] of [
    ['both.mp4', 'no-index.mp4'],
    ['fast.mp4', 'half.mp4'],
    ['plain.avi', 'half.avi'],
  ] as const) {
    const bytes = readFileSync(at(whole))
    writeFileSync(at(cut), bytes)
    truncateSync(at(cut), Math.floor(bytes.length / 2))
  }
  const odd = readFileSync(at('plain.avi'))
  const codec = Buffer.from(odd.toString('latin1').replaceAll('FMP4', 'QQ9Z'), 'latin1')
  writeFileSync(at('odd.avi'), codec)
}, 60_000)

afterAll(() => rmSync(dir, { recursive: true }))

describe('what a file holds', () => {
  it('reads picture, rate, duration and sound of an MP4', async () => {
    const found = await probe(at('both.mp4'))
    expect(found).toMatchObject({
      container: expect.stringContaining('mp4'),
      video: { codec: 'h264', width: 320, height: 240, fps: { num: 30000, den: 1001 }, frameCount: 90 },
      audioTracks: 1,
    })
    expect(Math.abs(found.durationUs - 3_003_000)).toBeLessThan(30_000)
  })

  it.each(['plain.ts', 'plain.avi'])('reads %s at its exact rate', async (name) => {
    const { video, audioTracks } = await probe(at(name))
    expect(video.fps).toEqual({ num: 30000, den: 1001 })
    expect(audioTracks).toBe(0)
  })

  it('turns width and height with the picture', async () => {
    expect((await probe(at('turned.mp4'))).video).toMatchObject({ width: 240, height: 320 })
  })

  it.each(['both.mp4', 'plain.ts', 'plain.avi', 'turned.mp4'])(
    'learns the same of %s from ffmpeg alone as from ffprobe',
    async (name) => {
      const { stderr } = await run(['-i', at(name), '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-'])
      const { durationUs, ...alone } = readBanner(stderr)
      const full = await probe(at(name))
      const { frameCount: _, ...video } = full.video
      expect(alone).toEqual({ container: full.container, video, audioTracks: full.audioTracks })
      expect(Math.abs(durationUs - full.durationUs)).toBeLessThanOrEqual(10_000)
    },
  )
})

describe('what cannot be played', () => {
  const cases: [string, UnplayableReason][] = [
    ['empty.mp4', 'empty'],
    ['no-index.mp4', 'truncated'],
    ['half.mp4', 'truncated'],
    ['half.avi', 'truncated'],
    ['odd.avi', 'unknown-codec'],
    ['sound.m4a', 'no-video'],
    ['letter.mp4', 'not-a-video'],
    ['list.mp4', 'not-a-video'],
    ['list.m3u8', 'not-a-video'],
    ['picture.png', 'not-a-video'],
  ]
  it.each(cases)('says why of %s: %s', async (name, reason) => {
    await expect(probe(at(name))).rejects.toMatchObject({ name: 'Unplayable', reason })
  })
})
