import { type Area, type Box, MOTION } from '../domain/masking.ts'
import { differing, type Grey, isAnother, RollingMedian } from './background.ts'
import { opened, takeBlobs } from './blobs.ts'

/**
 * The background is the median of samples. They are taken soon after one another until there are enough to tell what moves,
 * then farther apart, so that who stops for a while does not become background.
 */
const FIRST_SAMPLE_SECONDS = 0.25
const SAMPLE_SECONDS = 1
const LEAST_SAMPLES = 5
/** A frame waits so long to be judged, so that the background knows what comes after it as well. */
const AHEAD_SECONDS = 10
/** So many of nine cells move together, the one in the middle among them. */
const NEIGHBOURS = 4
/** Smaller than this, in cells, is no person that the masks would have to hide. */
const LEAST_CELLS = 4
/** What moves is masked with so many cells around it. */
const MARGIN_CELLS = 2
/** How far what moves may stick out of a person's box and still be theirs, in shares of its height and width. */
const REACH_UP = 0.35
const REACH_ASIDE = 0.5
/** A line of cells belongs to what sticks out when so many of it move; one that does not is stepped over. */
const LEAST_ABOVE = 1
const LEAST_ASIDE = 2

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The safety net under the network that looks for people: whatever differs from the background, as small grey pictures
 * show it. It says nothing for moments in which the picture as a whole changes, and learns its background anew after
 * them; who stands still for long becomes background. Memory does not grow with the clip but for the moving cells.
 */
export class MotionNet {
  private readonly framesPerSecond: number
  private readonly moving = new MovingCells()
  private readonly waiting: { readonly frame: number; readonly grey: Grey }[] = []
  private background: RollingMedian | undefined
  private columns = 0
  private rows = 0
  private lastSample: { readonly frame: number; readonly grey: Grey } | undefined
  /** Frames, in order, in which it saw without anything to compare with. */
  readonly blindFrames: number[] = []

  /** For a clip that has so many frames a second. */
  constructor(framesPerSecond: number) {
    this.framesPerSecond = framesPerSecond
  }

  /** Takes one frame; frames are given in order and may be left out. `isMoved`: the camera shows another place now. */
  add(frame: number, grey: Grey, isMoved = false): void {
    const { columns, rows } = grey
    this.background ??= new RollingMedian(columns * rows)
    Object.assign(this, { columns, rows })
    if (this.lastSample !== undefined && (isMoved || isAnother(this.lastSample.grey.cells, grey.cells))) {
      this.judgeUntil(frame)
      this.background.clear()
      this.lastSample = undefined
    }
    const seconds = this.background.size < LEAST_SAMPLES ? FIRST_SAMPLE_SECONDS : SAMPLE_SECONDS
    if (this.lastSample === undefined || frame - this.lastSample.frame >= seconds * this.framesPerSecond) {
      this.lastSample = { frame, grey }
      this.background.add(grey.cells)
    }
    this.waiting.push({ frame, grey })
    this.judgeUntil(frame - AHEAD_SECONDS * this.framesPerSecond)
  }

  /** Nothing comes after the last frame: what waits is judged by what is known. */
  finish(): void {
    this.judgeUntil(Number.POSITIVE_INFINITY)
  }

  /**
   * Widens the boxes of every frame by what moves and hangs together with them (a head above somebody half hidden), and
   * adds boxes of what else moves, in pixels of the recording; a frame that was left out is judged by those around it.
   * To be called once, after `finish`. Works in place: an hour has a million boxes, too many to have them twice.
   */
  explain(frames: Box[][], picture: Size): void {
    const cells = new Uint8Array(this.columns * this.rows)
    let next = 0
    for (const [frame, people] of frames.entries()) {
      while ((this.moving.frameAt(next) ?? Number.POSITIVE_INFINITY) < frame) next += 1
      const around = this.moving.frameAt(next) === frame ? [next] : [next - 1, next]
      cells.fill(0)
      const some = around.map((each) => this.moving.fill(each, cells)).includes(true)
      if (some) frames[frame] = this.explained(cells, people, picture)
    }
  }

  private judgeUntil(frame: number): void {
    while (this.waiting[0] !== undefined && this.waiting[0].frame < frame) {
      const { frame: judged, grey } = this.waiting.shift() as { frame: number; grey: Grey }
      const background = this.background as RollingMedian
      const known = background.size >= LEAST_SAMPLES && !isAnother(background.values, grey.cells)
      if (!known) this.blindFrames.push(judged)
      const cells = known
        ? opened(differing(background.values, grey.cells), this.columns, NEIGHBOURS)
        : new Uint8Array()
      this.moving.add(judged, cells)
    }
  }

  private explained(cells: Uint8Array, people: readonly Box[], picture: Size): Box[] {
    const [kx, ky] = [picture.width / this.columns, picture.height / this.rows]
    // As they were found, not as they are masked: what sticks out of all of them is theirs, or somebody else.
    for (const person of people) this.clear(cells, person, kx, ky)
    const whole = people.map((person) => {
      const reached = this.reached(cells, person, kx, ky)
      this.clear(cells, reached, kx, ky)
      return reached
    })
    return [...whole, ...this.blobs(opened(cells, this.columns, NEIGHBOURS), kx, ky)]
  }

  /** The box with what moves right above and beside it. */
  private reached(cells: Uint8Array, box: Box, kx: number, ky: number): Box {
    const left = Math.max(0, Math.round(box.x / kx))
    const right = Math.min(this.columns, Math.round((box.x + box.w) / kx))
    const top = Math.max(0, Math.floor(box.y / ky))
    const bottom = Math.min(this.rows, Math.ceil((box.y + box.h) / ky))
    const inRow = (row: number) => this.count(cells, row * this.columns + left, 1, right - left)
    const inColumn = (column: number) =>
      this.count(cells, top * this.columns + column, this.columns, bottom - top)
    const aside = Math.ceil((box.w * REACH_ASIDE) / kx)
    const up = reach((step) => top - step >= 0 && inRow(top - step) >= LEAST_ABOVE, (box.h * REACH_UP) / ky)
    const west = reach((step) => left - step >= 0 && inColumn(left - step) >= LEAST_ASIDE, aside)
    const east = reach(
      (step) => right + step <= this.columns && inColumn(right + step - 1) >= LEAST_ASIDE,
      aside,
    )
    if (up + west + east === 0) return box
    const x = west > 0 ? Math.min(box.x, Math.floor((left - west) * kx)) : box.x
    const y = up > 0 ? Math.min(box.y, Math.floor((top - up - 1) * ky)) : box.y
    const end = east > 0 ? Math.max(box.x + box.w, Math.ceil((right + east) * kx)) : box.x + box.w
    return { ...box, x, y, w: end - x, h: box.y + box.h - y }
  }

  private count(cells: Uint8Array, first: number, step: number, length: number): number {
    let count = 0
    for (let index = 0, cell = first; index < length; index++, cell += step) count += cells[cell] as number
    return count
  }

  private blobs(cells: Uint8Array, kx: number, ky: number): Box[] {
    const boxes: Box[] = []
    for (const { count, left, top, right, bottom } of takeBlobs(cells, this.columns)) {
      if (count < LEAST_CELLS) continue
      const [x, y] = [Math.floor((left - MARGIN_CELLS) * kx), Math.floor((top - MARGIN_CELLS) * ky)]
      const w = Math.ceil((right + 1 + MARGIN_CELLS) * kx) - x
      const h = Math.ceil((bottom + 1 + MARGIN_CELLS) * ky) - y
      boxes.push({ track: MOTION, x, y, w, h, score: 0 })
    }
    return boxes
  }

  private clear(cells: Uint8Array, { x, y, w, h }: Area, kx: number, ky: number): void {
    const left = Math.max(0, Math.floor(x / kx))
    const right = Math.min(this.columns, Math.ceil((x + w) / kx))
    const bottom = Math.min(this.rows, Math.ceil((y + h) / ky))
    for (let row = Math.max(0, Math.floor(y / ky)); row < bottom; row++) {
      if (right > left) cells.fill(0, row * this.columns + left, row * this.columns + right)
    }
  }
}

/** How many steps something goes on, at most so many; one step without it is stepped over. */
function reach(isThere: (step: number) => boolean, most: number): number {
  let reached = 0
  for (let step = 1; step <= most && step <= reached + 2; step++) if (isThere(step)) reached = step
  return reached
}

/** The moving cells of every frame, each run of them in a row as its first cell and the one after its last. */
class MovingCells {
  private frames = new Uint32Array(1024)
  private ends = new Uint32Array(1024)
  private runs = new Uint16Array(4096)
  private count = 0

  frameAt(index: number): number | undefined {
    return index < this.count ? this.frames[index] : undefined
  }

  add(frame: number, cells: Uint8Array): void {
    if (this.count === this.frames.length) {
      this.frames = enlarged(this.frames, new Uint32Array(this.count * 2))
      this.ends = enlarged(this.ends, new Uint32Array(this.count * 2))
    }
    let at = this.endOf(this.count - 1)
    for (let cell = cells.indexOf(1); cell >= 0; cell = cells.indexOf(1, cell)) {
      if (at === this.runs.length) this.runs = enlarged(this.runs, new Uint16Array(at * 2))
      this.runs[at++] = cell
      while (cells[cell] === 1) cell += 1
      this.runs[at++] = cell
    }
    this.frames[this.count] = frame
    this.ends[this.count] = at
    this.count += 1
  }

  /** Marks the cells of one of the frames; whether there were any. */
  fill(index: number, cells: Uint8Array): boolean {
    if (index < 0 || index >= this.count) return false
    const [from, to] = [this.endOf(index - 1), this.endOf(index)]
    for (let at = from; at < to; at += 2) cells.fill(1, this.runs[at], this.runs[at + 1])
    return to > from
  }

  private endOf(index: number): number {
    return index < 0 ? 0 : (this.ends[index] as number)
  }
}

function enlarged<T extends Uint16Array | Uint32Array>(numbers: T, larger: T): T {
  larger.set(numbers)
  return larger
}
