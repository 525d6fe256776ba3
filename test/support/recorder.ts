import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vtestPath } from '../../resources/sample/footage.mjs'

/** A recorder's folder made of moving test pictures: `cam03/20261120_183000.mp4` and so on, ten frames a second. */
export function recorderFolder(dir: string, files: Record<string, FileMade>): string {
  for (const [name, { seconds = 4, args = [], bytes }] of Object.entries(files)) {
    const path = join(dir, name)
    mkdirSync(join(path, '..'), { recursive: true })
    if (bytes !== undefined) writeFileSync(path, bytes)
    else
      execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        ...source(seconds, name),
        ...(args.length > 0 ? args : H264),
        path,
      ])
  }
  return dir
}

interface FileMade {
  seconds?: number
  /** ffmpeg's options for the output, H.264 unless told. */
  args?: readonly string[]
  /** Not a film but these bytes. */
  bytes?: Buffer
}

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-bf', '0', '-pix_fmt', 'yuv420p', '-an']

/** Each file gets another tone, so that no two are the same recording. */
function source(seconds: number, name: string): string[] {
  const hue = Array.from(name).reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 359,
    7,
  )
  return [
    '-f',
    'lavfi',
    '-i',
    `testsrc2=size=320x240:rate=10:duration=${seconds},hue=h=${hue}`,
    '-f',
    'lavfi',
    '-i',
    `sine=frequency=440:duration=${seconds}`,
  ]
}

/** The first seconds of the sample clip with people walking, as a recorder's file; fetched once and cached. */
export async function pedestrians(path: string, seconds: number): Promise<void> {
  mkdirSync(join(path, '..'), { recursive: true })
  const input = ['-i', await vtestPath(), '-t', String(seconds)]
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...H264, path])
}
