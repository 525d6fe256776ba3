import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Area, Box } from '#domain/masking.ts'

/**
 * A film that says of itself which frame is seen: the number stands in it as a bar code. Three people, flat rectangles of
 * colours that nothing else has, are somewhere else in every frame; one of them, the green one, is to stay visible.
 */
export const FILM = { width: 640, height: 360, fps: 25 } as const

/** Bars: white, black, ten bits from the lowest, black, white. */
export const BARS = { x: 16, y: 8, w: 24, h: 16, bits: 10 } as const

const KEPT = 1
const GREEN = [140, 60, 60] as const
const MAGENTA = [120, 200, 200] as const

/** Where they are. The second walks, 14 pixels a frame, the others are now here and now there. */
function peopleAt(frame: number): { kept: Area; masked: [Area, Area] } {
  const { width, height } = FILM
  const anywhere = (salt: number): Area => {
    const mixed = Math.imul(frame * 2 + salt + 1, 0x9e3779b1) >>> 0
    return { x: mixed % (width - 48), y: 40 + ((mixed >>> 12) % (height - 120)), w: 40, h: 64 }
  }
  const walking = { x: (frame * 14) % (width - 40), y: 200, w: 40, h: 64 }
  return { kept: anywhere(0), masked: [walking, anywhere(1)] }
}

/** The boxes of frames `from` up to, not including, `to`, as a search for people would have found them. */
export function foundIn(from: number, to: number): Box[][] {
  return Array.from({ length: to - from }, (_, index) => {
    const { kept, masked } = peopleAt(from + index)
    return [kept, ...masked].map((area, other) => ({ ...area, score: 0.9, track: KEPT + other }))
  })
}

/** Writes the film; `shade` tells one from another. `filters` may enlarge it. */
export function markedFilm(
  path: string,
  frames: number,
  {
    shade = 90,
    filters = 'null',
    codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '12', '-bf', '2', '-g', '50'],
  } = {},
): void {
  const { width, height, fps } = FILM
  const input = Buffer.concat(Array.from({ length: frames }, (_, frame) => drawn(frame, shade)))
  mkdirSync(dirname(path), { recursive: true })
  const raw = `-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r ${fps} -i pipe:0`.split(' ')
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-y', ...raw, '-vf', filters, ...codec, '-pix_fmt', 'yuv420p', path],
    { input },
  )
}

function drawn(frame: number, shade: number): Buffer {
  const { width, height } = FILM
  const picture = Buffer.alloc((width * height * 3) / 2, 128)
  picture.fill(shade, 0, width * height)
  const fill = ({ x, y, w, h }: Area, [luma, blue, red]: readonly [number, number, number]) => {
    for (let row = y; row < y + h; row++) picture.fill(luma, row * width + x, row * width + x + w)
    for (const [plane, value] of [blue, red].entries()) {
      const start = width * height + (plane * width * height) / 4
      for (let row = Math.floor(y / 2); row < Math.ceil((y + h) / 2); row++) {
        const line = start + (row * width) / 2
        picture.fill(value, line + Math.floor(x / 2), line + Math.ceil((x + w) / 2))
      }
    }
  }
  const { kept, masked } = peopleAt(frame)
  fill(kept, GREEN)
  for (const area of masked) fill(area, MAGENTA)
  const bits = Array.from({ length: BARS.bits }, (_, bit) => (frame >> bit) & 1)
  for (const [index, bit] of [1, 0, ...bits, 0, 1].entries())
    fill({ ...BARS, x: BARS.x + index * BARS.w }, [bit === 1 ? 235 : 16, 128, 128])
  return picture
}

/** What was seen on a picture: the frame that it says it is (none where it is masked whole), and how much of whom. */
export interface Sight {
  frame: number | undefined
  /** Pixels of people who have to be masked. */
  bare: number
  /** Pixels of the one who stays visible. */
  kept: number
}

/**
 * Reads RGBA or BGRA pixels of a picture of the film, of any size. It knows nothing of masks: it looks for the colours of
 * those who may not be seen. Written to run in any process: it uses nothing from around it.
 */
export function lookAt(
  pixels: Uint8Array | Uint8ClampedArray,
  size: { width: number; height: number },
  rect: { x: number; y: number; w: number; h: number },
  isBgra: boolean,
  film: { width: number; height: number },
  bars: { x: number; y: number; w: number; h: number; bits: number },
): { frame: number | undefined; bare: number; kept: number } {
  const [red, blue] = isBgra ? [2, 0] : [0, 2]
  const lumaAt = (x: number, y: number) => {
    const column = Math.round(rect.x + (x * rect.w) / film.width)
    const row = Math.round(rect.y + (y * rect.h) / film.height)
    return pixels[(row * size.width + column) * 4 + 1] ?? 0
  }
  const cells = Array.from({ length: bars.bits + 4 }, (_, index) =>
    lumaAt(bars.x + (index + 0.5) * bars.w, bars.y + bars.h / 2) > 128 ? 1 : 0,
  )
  const isMarked = cells[0] === 1 && cells[1] === 0 && cells.at(-2) === 0 && cells.at(-1) === 1
  const frame = isMarked
    ? cells.slice(2, -2).reduce<number>((sum, bit, index) => sum + bit * 2 ** index, 0)
    : undefined
  let bare = 0
  let kept = 0
  const bottom = Math.min(size.height, Math.ceil(rect.y + rect.h))
  for (let row = Math.max(0, Math.floor(rect.y)); row < bottom; row++) {
    for (let column = Math.floor(rect.x); column < Math.min(size.width, rect.x + rect.w); column++) {
      const at = (row * size.width + column) * 4
      const [r, g, b] = [pixels[at + red] ?? 0, pixels[at + 1] ?? 0, pixels[at + blue] ?? 0]
      if (r > g + 100 && b > g + 100) bare += 1
      else if (g > r + 100 && g > b + 100) kept += 1
    }
  }
  return { frame, bare, kept }
}
