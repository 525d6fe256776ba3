import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { initLength, mimeOf } from '../../../renderer/viewing/mp4.ts'

/** What the station's own conversion makes: fragmented H.264. */
function fragmented(codec: string, ...more: string[]): Uint8Array {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=10:duration=1']
  const flags = [
    '-pix_fmt',
    'yuv420p',
    '-movflags',
    'frag_keyframe+empty_moov+default_base_moof',
    '-f',
    'mp4',
  ]
  return execFileSync('ffmpeg', ['-v', 'error', ...source, '-c:v', codec, ...more, ...flags, 'pipe:1'], {
    maxBuffer: 1 << 26,
  })
}

test('names the codec of an initialisation segment, however it arrives', () => {
  const bytes = fragmented('libx264', '-profile:v', 'baseline', '-level', '3.1')
  const length = initLength(bytes)!
  expect(initLength(bytes.subarray(0, length - 1))).toBeUndefined()
  expect(initLength(bytes.subarray(0, length))).toBe(length)
  expect(mimeOf(bytes.subarray(0, length))).toBe('video/mp4; codecs="avc1.42C01F"')
})

test('finds no H.264 where there is none', () => {
  const bytes = fragmented('mpeg4')
  expect(mimeOf(bytes.subarray(0, initLength(bytes)))).toBeUndefined()
  expect(initLength(new Uint8Array([0, 0, 0, 0, 1, 2, 3, 4]))).toBeUndefined()
})
