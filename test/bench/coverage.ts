import { readFile } from 'node:fs/promises'
import type { Area } from '../../electron/domain/masking.ts'

/** A person of the published ground truth, in pixels of the frame. */
export interface Person extends Area {
  readonly id: number
  /** Hidden or outside: not counted, but masking it is not false either. */
  readonly ignored: boolean
}

/** How well masks cover the people: shares in percent. */
export interface Coverage {
  readonly people: number
  /** People of whom at least half, or three quarters, of the box is masked. */
  readonly c50: number
  readonly c75: number
  /** People of whom at least 90 % of the top fifth of the box is masked. */
  readonly head90: number
  /** Masked area outside the boxes grown by 15 %, of the frame. */
  readonly falseShare: number
}

/**
 * Reads `segment,frame,id,left,top,width,height,ignore` and fills in the frames between the keyframes of a segment, as
 * MOT15 does. Frame numbers are from 1 in the file, from 0 in the answer.
 */
export async function readGroundTruth(csvPath: string): Promise<Map<number, Person[]>> {
  const segments = new Map<number, Map<number, Person[]>>()
  for (const line of (await readFile(csvPath, 'utf8')).split('\n')) {
    if (!/^\d/.test(line)) continue
    const [segment = 0, frame = 0, id = 0, x = 0, y = 0, w = 0, h = 0, ignore = 0] = line
      .split(',')
      .map(Number)
    const keyframes = segments.get(segment) ?? new Map<number, Person[]>()
    keyframes.set(frame - 1, [...(keyframes.get(frame - 1) ?? []), { id, x, y, w, h, ignored: ignore === 1 }])
    segments.set(segment, keyframes)
  }
  const frames = new Map<number, Person[]>()
  for (const keyframes of segments.values()) {
    const order = [...keyframes.keys()].sort((a, b) => a - b)
    for (const [index, from] of order.entries()) {
      const people = keyframes.get(from) ?? []
      frames.set(from, people)
      const to = order[index + 1]
      if (to === undefined) continue
      for (let frame = from + 1; frame < to; frame++) {
        frames.set(frame, between(people, keyframes.get(to) ?? [], (frame - from) / (to - from)))
      }
    }
  }
  return frames
}

function between(before: readonly Person[], after: readonly Person[], share: number): Person[] {
  return before.flatMap((a) => {
    const b = after.find(({ id }) => id === a.id)
    if (b === undefined) return []
    const mix = (from: number, to: number) => from + (to - from) * share
    const box = { x: mix(a.x, b.x), y: mix(a.y, b.y), w: mix(a.w, b.w), h: mix(a.h, b.h) }
    return [{ id: a.id, ...box, ignored: a.ignored || b.ignored }]
  })
}

/** Measures the masked areas of each frame against the people in it, pixel by pixel. */
export function measureCoverage(
  truth: ReadonlyMap<number, readonly Person[]>,
  masks: readonly (readonly Area[])[],
  width: number,
  height: number,
): Coverage {
  const masked = new Uint8Array(width * height)
  const allowed = new Uint8Array(width * height)
  const count = { people: 0, c50: 0, c75: 0, head90: 0, falsePixels: 0 }
  for (const [frame, people] of truth) {
    masked.fill(0)
    allowed.fill(0)
    for (const area of masks[frame] ?? []) paint(masked, width, height, area, 0)
    for (const person of people) paint(allowed, width, height, person, 0.15)
    for (const [pixel, value] of masked.entries())
      if (value === 1 && allowed[pixel] === 0) count.falsePixels += 1
    for (const person of people.filter(({ ignored }) => !ignored)) {
      const share = shareOf(masked, width, height, person)
      count.people += 1
      if (share >= 0.5) count.c50 += 1
      if (share >= 0.75) count.c75 += 1
      if (shareOf(masked, width, height, { ...person, h: person.h * 0.2 }) >= 0.9) count.head90 += 1
    }
  }
  const percent = (part: number) => (100 * part) / count.people
  return {
    people: count.people,
    c50: percent(count.c50),
    c75: percent(count.c75),
    head90: percent(count.head90),
    falseShare: (100 * count.falsePixels) / (truth.size * width * height),
  }
}

function paint(
  picture: Uint8Array,
  width: number,
  height: number,
  { x, y, w, h }: Area,
  growth: number,
): void {
  const left = Math.max(0, Math.floor(x - w * growth))
  const right = Math.min(width, Math.ceil(x + w * (1 + growth)))
  const bottom = Math.min(height, Math.ceil(y + h * (1 + growth)))
  for (let row = Math.max(0, Math.floor(y - h * growth)); row < bottom; row++) {
    if (right > left) picture.fill(1, row * width + left, row * width + right)
  }
}

function shareOf(picture: Uint8Array, width: number, height: number, { x, y, w, h }: Area): number {
  const right = Math.min(width, Math.round(x + w))
  const bottom = Math.min(height, Math.round(y + h))
  let all = 0
  let covered = 0
  for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
    for (let column = Math.max(0, Math.round(x)); column < right; column++) {
      all += 1
      covered += picture[row * width + column] ?? 0
    }
  }
  return all === 0 ? 1 : covered / all
}
