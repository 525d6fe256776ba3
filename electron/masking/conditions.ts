import { type Box, type Condition, MOTION } from '../domain/masking.ts'
import { differing, type Grey, isAnother } from './background.ts'

/** A picture is compared with the one before it, and with one so far back: slow turns show only there. */
const BACK_SECONDS = 1
/** The farthest, in cells, that the picture is followed from one frame to the next. */
const FARTHEST = 24
/** Cells by which the picture has to shift within `BACK_SECONDS` for the camera to be turning. */
const TURNS = 2
/** A shift is real when it explains this share of what differs, and enough differs at all. */
const EXPLAINS = 0.5
const LEAST_DIFFERING = 0.04
/** So many changes of direction within `SHAKE_SECONDS` are a shake. */
const SHAKES = 3
const SHAKE_SECONDS = 2
/** Edges that stay where they are, although the picture as a whole changes: the light, not the camera. */
const SAME_EDGES = 0.5
/** A condition is taken to hold for so long around what shows it, and two of them closer than twice that are one. */
const AROUND_SECONDS = 0.5
/** Who does not leave their place for so long stands still. */
const STILL_SECONDS = 10
/** Shares of their width and height within which they may sway. */
const SWAYS = { x: 0.5, y: 0.25 }

type Kind = Exclude<Condition['kind'], 'stands-still'>

interface Shift {
  readonly x: number
  readonly y: number
}

/** Watches what the camera does: turns, shakes, changes its exposure or its lamp. */
export class CameraWatch {
  private readonly framesPerSecond: number
  private readonly past: { readonly frame: number; readonly grey: Grey }[] = []
  private readonly swings: { readonly frame: number; readonly shift: Shift }[] = []
  private readonly seen = new Map<Kind, number[]>()

  /** For a clip that has so many frames a second. */
  constructor(framesPerSecond: number) {
    this.framesPerSecond = framesPerSecond
  }

  /**
   * Takes one frame; frames are given in order and may be left out. Whether the camera shows another place than a
   * moment ago: what was learned about the place is of no use any more.
   */
  add(frame: number, grey: Grey): boolean {
    const before = this.past.at(-1)?.grey
    const back = this.past[0]?.grey
    this.past.push({ frame, grey })
    while (frame - (this.past[0]?.frame ?? frame) >= BACK_SECONDS * this.framesPerSecond) this.past.shift()
    if (before === undefined || back === undefined) return false
    const step = shiftBetween(before, grey)
    const drift = shiftBetween(back, grey)
    if (this.isShaken(frame, step)) {
      this.note('camera-shakes', frame)
      return false
    }
    const turned = Math.max(...[step, drift].map((shift) => Math.hypot(shift?.x ?? 0, shift?.y ?? 0)))
    if (turned >= TURNS) return this.note('camera-moves', frame)
    if (step !== undefined || drift !== undefined || !isAnother(back.cells, grey.cells)) return false
    return this.note(edgesAgree(back, grey) >= SAME_EDGES ? 'light-changes' : 'camera-moves', frame)
  }

  /** What held when, of a clip of so many frames; `blindFrames` are those in which nothing watched what moves. */
  conditions(frameCount: number, blindFrames: readonly number[], every: number): Condition[] {
    const around = Math.ceil(AROUND_SECONDS * this.framesPerSecond)
    const told = [...this.seen].flatMap(([kind, frames]) => stretches(kind, frames, around, frameCount))
    return [...told, ...stretches('no-background', blindFrames, every, frameCount)]
  }

  private note(kind: Kind, frame: number): true {
    const frames = this.seen.get(kind)
    if (frames === undefined) this.seen.set(kind, [frame])
    else frames.push(frame)
    return true
  }

  /** Whether the picture has gone to and fro lately, and has not got anywhere by it. */
  private isShaken(frame: number, shift: Shift | undefined): boolean {
    if (shift !== undefined) this.swings.push({ frame, shift })
    const first = frame - SHAKE_SECONDS * this.framesPerSecond
    while (this.swings[0] !== undefined && this.swings[0].frame < first) this.swings.shift()
    const ways = (['x', 'y'] as const).map((axis) => {
      const steps = this.swings.map(({ shift: each }) => each[axis]).filter((step) => step !== 0)
      const turns = steps.filter((step, index) => index > 0 && step * (steps[index - 1] as number) < 0).length
      const far = steps.reduce((sum, step) => sum + Math.abs(step), 0)
      const net = Math.abs(steps.reduce((sum, step) => sum + step, 0))
      return turns >= SHAKES && net < far / 2
    })
    return ways.includes(true)
  }
}

/** The shift of the whole picture, in cells, that explains how it differs; nothing where no shift does. */
function shiftBetween(before: Grey, after: Grey): Shift | undefined {
  const differs = share(differing(before.cells, after.cells))
  if (differs < LEAST_DIFFERING) return undefined
  const [a, b] = [profiles(before), profiles(after)]
  const shift = { x: bestShift(a.across, b.across), y: bestShift(a.down, b.down) }
  if (shift.x === 0 && shift.y === 0) return undefined
  return differingBy(before, after, shift) <= differs * (1 - EXPLAINS) ? shift : undefined
}

function share(cells: Uint8Array): number {
  let count = 0
  for (const cell of cells) count += cell
  return count / cells.length
}

/** How the mean brightness of the columns goes from left to right, and of the rows from top to bottom. */
function profiles({ columns, rows, cells }: Grey): { across: Float32Array; down: Float32Array } {
  const across = new Float32Array(columns)
  const down = new Float32Array(rows)
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const value = cells[cell] as number
      across[column] = (across[column] as number) + value / rows
      down[row] = (down[row] as number) + value / columns
    }
  }
  return { across: slopes(across), down: slopes(down) }
}

/** A lamp that goes on lifts all values, and leaves the steps between them as they were. */
function slopes(values: Float32Array): Float32Array {
  return values.map((value, index) => (index === 0 ? 0 : value - (values[index - 1] as number)))
}

function bestShift(before: Float32Array, after: Float32Array): number {
  let best = { shift: 0, difference: Number.POSITIVE_INFINITY }
  for (let shift = -FARTHEST; shift <= FARTHEST; shift++) {
    const from = Math.max(0, shift)
    const to = Math.min(after.length, after.length + shift)
    let sum = 0
    for (let at = from; at < to; at++) sum += Math.abs((after[at] as number) - (before[at - shift] as number))
    const difference = sum / (to - from)
    if (difference < best.difference) best = { shift, difference }
  }
  return best.shift
}

/** Share of the cells that differ although the picture before is shifted. */
function differingBy(before: Grey, after: Grey, shift: Shift): number {
  const { columns, rows } = after
  const [wide, high] = [columns - Math.abs(shift.x), rows - Math.abs(shift.y)]
  const [one, other] = [new Uint8Array(wide * high), new Uint8Array(wide * high)]
  const [left, top] = [Math.max(0, shift.x), Math.max(0, shift.y)]
  for (let row = 0; row < high; row++) {
    const now = (row + top) * columns + left
    const then = (row + top - shift.y) * columns + left - shift.x
    other.set(after.cells.subarray(now, now + wide), row * wide)
    one.set(before.cells.subarray(then, then + wide), row * wide)
  }
  return share(differing(one, other))
}

/** How far the edges of two pictures agree: 1 where they are in the same places, 0 where they have nothing in common. */
function edgesAgree(before: Grey, after: Grey): number {
  const [a, b] = [edges(before), edges(after)]
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let [both, ofA, ofB] = [0, 0, 0]
  for (const [cell, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[cell] as number) - meanB]
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA * ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB)
}

/** How much each cell differs from the next and the one below, whichever of them is brighter. */
function edges({ columns, rows, cells }: Grey): Float32Array {
  const found = new Float32Array(cells.length)
  for (let cell = 0; cell < columns * (rows - 1) - 1; cell++) {
    const here = cells[cell] as number
    const [next, below] = [cells[cell + 1] as number, cells[cell + columns] as number]
    found[cell] = Math.min(64, Math.abs(next - here) + Math.abs(below - here))
  }
  return found
}

function stretches(kind: Kind, frames: readonly number[], around: number, frameCount: number): Condition[] {
  const found: { kind: Kind; fromFrame: number; toFrame: number }[] = []
  for (const frame of frames) {
    const [fromFrame, toFrame] = [Math.max(0, frame - around), Math.min(frameCount, frame + around + 1)]
    const last = found.at(-1)
    if (last !== undefined && fromFrame <= last.toFrame) last.toFrame = toFrame
    else found.push({ kind, fromFrame, toFrame })
  }
  return found
}

/** Stretches in which one of the tracks does not leave its place: what does not move is not seen as moving. */
export function standing(frames: readonly (readonly Box[])[], framesPerSecond: number): Condition[] {
  const found: Condition[] = []
  const open = new Map<number, { readonly place: Box; readonly fromFrame: number; toFrame: number }>()
  const close = (track: number) => {
    const stretch = open.get(track)
    open.delete(track)
    if (stretch === undefined) return
    const { fromFrame, toFrame } = stretch
    if (toFrame - fromFrame >= STILL_SECONDS * framesPerSecond)
      found.push({ kind: 'stands-still', fromFrame, toFrame, track })
  }
  for (const [frame, boxes] of frames.entries()) {
    for (const box of boxes) {
      if (box.track === MOTION) continue
      const stretch = open.get(box.track)
      if (stretch !== undefined && isSamePlace(stretch.place, box)) {
        stretch.toFrame = frame + 1
        continue
      }
      close(box.track)
      open.set(box.track, { place: box, fromFrame: frame, toFrame: frame + 1 })
    }
  }
  for (const track of open.keys()) close(track)
  return found.sort((a, b) => a.fromFrame - b.fromFrame)
}

function isSamePlace(one: Box, other: Box): boolean {
  const aside = Math.abs(one.x + one.w / 2 - other.x - other.w / 2)
  const down = Math.abs(one.y + one.h / 2 - other.y - other.h / 2)
  return aside <= one.w * SWAYS.x && down <= one.h * SWAYS.y
}
