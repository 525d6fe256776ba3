import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { masksFor, type TrackSet } from '../../electron/domain/masking.ts'
import { fileInput, run } from '../../native/ffmpeg/ffmpeg.ts'
import { type Coverage, measureCoverage, type Person } from './coverage.ts'
import { SIZE } from './cutouts.ts'

/** What bad recorders make of good footage. `keeps` tells which frames are left, by their number; all where it is missing. */
interface Degraded {
  readonly name: string
  readonly filters: string
  readonly encoding: readonly string[]
  readonly keeps?: (frame: number) => boolean
}

const H264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20']
const HEVC = ['-c:v', 'libx265', '-preset', 'veryfast', '-crf', '28', '-x265-params', 'log-level=error']

const COPIES: readonly Degraded[] = [
  { name: 'grey', filters: 'format=gray,format=yuv420p', encoding: H264 },
  { name: 'dark with noise', filters: "lutyuv=y='16+(val-16)*0.35',noise=alls=12:allf=t", encoding: H264 },
  { name: 'three times smaller', filters: 'scale=256:192:flags=area', encoding: H264 },
  { name: 'enlarged to 1080p', filters: 'scale=1920:1080', encoding: H264 },
  { name: 'HEVC', filters: 'null', encoding: HEVC },
  {
    name: '5 frames a second',
    filters: "select='not(mod(n,2))'",
    encoding: [...H264, '-r', '5'],
    keeps: (frame) => frame % 2 === 0,
  },
  {
    name: 'variable rate',
    filters: "select='not(eq(mod(n,7),3))'",
    encoding: [...H264, '-fps_mode', 'vfr'],
    keeps: (frame) => frame % 7 !== 3,
  },
]

/** Frames a second of the footage that is degraded. */
const PER_SECOND = 10

/** How well people are covered in a bad copy of the footage. */
export interface DegradedCoverage extends Coverage {
  readonly copy: string
}

/** Makes each bad copy, has people looked for in it, and measures how well they are covered. */
export async function measureDegraded(
  path: string,
  truth: ReadonlyMap<number, readonly Person[]>,
  find: (path: string) => Promise<TrackSet>,
): Promise<DegradedCoverage[]> {
  const dir = await mkdtemp(join(tmpdir(), 'degraded-'))
  try {
    const found: DegradedCoverage[] = []
    for (const { name, filters, encoding, keeps } of COPIES) {
      const copyPath = join(dir, 'copy.mkv')
      await run([
        '-loglevel',
        'error',
        '-y',
        ...fileInput(path),
        '-an',
        '-vf',
        filters,
        ...encoding,
        copyPath,
      ])
      const tracks = await find(copyPath)
      found.push({ copy: name, ...covered(truth, tracks, keeps) })
    }
    return found
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Measured in pixels of the original, at the frames that are left of it. */
export function covered(
  truth: ReadonlyMap<number, readonly Person[]>,
  tracks: TrackSet,
  keeps: (frame: number) => boolean = () => true,
): Coverage {
  const rate = tracks.fps.num / tracks.fps.den / PER_SECOND
  const [kx, ky] = [SIZE.width / tracks.width, SIZE.height / tracks.height]
  const left = [...truth].filter(([frame]) => keeps(frame))
  const moved = new Map(left.map(([frame, people]) => [Math.round(frame * rate), people]))
  const masks = tracks.frames.map((boxes) =>
    masksFor(boxes, new Set(), tracks).map(({ x, y, w, h }) => ({
      x: x * kx,
      y: y * ky,
      w: w * kx,
      h: h * ky,
    })),
  )
  return measureCoverage(moved, masks, SIZE.width, SIZE.height)
}
