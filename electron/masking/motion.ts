import { type Area, type Box, MOTION } from '../domain/masking.ts'

/** A cell of the small grey picture is so many pixels of the detector's picture wide and high. */
const CELL = 2
/** Difference of brightness, of 255, from which a cell counts as moving: noise and compression stay under it. */
const MOVES = 18
/** More of the picture moving at once is the camera, its exposure or its infrared lamp, and not people. */
const ALL_MOVES = 0.25
/** So does a jump of the mean brightness of the whole picture. */
const BRIGHTNESS_JUMPS = 10
/** The background is the median of samples so far apart, at most so many, at least so many. */
const SAMPLE_SECONDS = 1
const MOST_SAMPLES = 61
const LEAST_SAMPLES = 5
/** A frame waits so long to be judged, so that the background knows what comes after it as well. */
const AHEAD_SECONDS = 10
/** So many of nine cells move together, the one in the middle among them. */
const NEIGHBOURS = 4
/** Smaller than this, in cells, is no person that the masks would have to hide. */
const LEAST_CELLS = 4
/** What moves is masked with so many cells around it. */
const MARGIN_CELLS = 2

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
  readonly columns: number
  readonly rows: number
  private readonly sampleFrames: number
  private readonly aheadFrames: number
  private readonly background: RollingMedian
  private readonly waiting: { readonly frame: number; readonly grey: Uint8Array }[] = []
  private readonly moving = new Map<number, Uint16Array>()
  private lastSample: { readonly frame: number; readonly grey: Uint8Array } | undefined

  /** For pictures of `size`, of which a clip has `framesPerSecond`. */
  constructor(framesPerSecond: number, size: Size) {
    this.columns = Math.floor(size.width / CELL)
    this.rows = Math.floor(size.height / CELL)
    this.sampleFrames = SAMPLE_SECONDS * framesPerSecond
    this.aheadFrames = AHEAD_SECONDS * framesPerSecond
    this.background = new RollingMedian(this.columns * this.rows)
  }

  /** Takes one frame as packed BGR bytes; frames are given in order and may be left out. */
  add(frame: number, bgr: Uint8Array): void {
    const grey = this.shrunk(bgr)
    if (this.lastSample !== undefined && isAnother(this.lastSample.grey, grey)) {
      this.judgeUntil(frame)
      this.background.clear()
      this.lastSample = undefined
    }
    if (this.lastSample === undefined || frame - this.lastSample.frame >= this.sampleFrames) {
      this.lastSample = { frame, grey }
      this.background.add(grey)
    }
    this.waiting.push({ frame, grey })
    this.judgeUntil(frame - this.aheadFrames)
  }

  /**
   * To every frame the boxes of what moves in it outside the people's boxes, in pixels of the recording; a frame that
   * was left out gets those of the frames around it. To be called once, after the last frame.
   */
  unexplained(frames: readonly (readonly Box[])[], picture: Size): Box[][] {
    this.judgeUntil(Number.POSITIVE_INFINITY)
    const order = [...this.moving.keys()]
    let next = 0
    return frames.map((boxes, frame) => {
      while (next < order.length && (order[next] as number) < frame) next += 1
      const around = order[next] === frame ? [frame] : order.slice(Math.max(0, next - 1), next + 1)
      return around.flatMap((each) => this.blobs(this.moving.get(each), boxes, picture))
    })
  }

  private shrunk(bgr: Uint8Array): Uint8Array {
    const grey = new Uint8Array(this.columns * this.rows)
    const across = (bgr.length / (this.rows * CELL)) | 0
    for (let row = 0, cell = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++, cell++) {
        const above = row * CELL * across + column * CELL * 3
        let sum = 0
        for (const at of [above, above + 3, above + across, above + across + 3]) {
          // Weights of ITU-R BT.601, of 256.
          sum += 29 * (bgr[at] as number) + 150 * (bgr[at + 1] as number) + 77 * (bgr[at + 2] as number)
        }
        grey[cell] = sum >> 10
      }
    }
    return grey
  }

  private judgeUntil(frame: number): void {
    while (this.waiting[0] !== undefined && this.waiting[0].frame < frame) {
      const { frame: judged, grey } = this.waiting.shift() as { frame: number; grey: Uint8Array }
      const known = this.background.size >= LEAST_SAMPLES && !isAnother(this.background.values, grey)
      this.moving.set(judged, known ? this.runs(differing(this.background.values, grey)) : new Uint16Array())
    }
  }

  /** The moving cells, each run of them in a row as its first cell and the one after its last. */
  private runs(cells: Uint8Array): Uint16Array {
    const opened = this.opened(cells)
    const runs: number[] = []
    for (let row = 0; row < this.rows; row++) {
      const [first, end] = [row * this.columns, (row + 1) * this.columns]
      for (let cell = first; cell < end; cell++) {
        if (opened[cell] === 0) continue
        const from = cell
        while (cell < end && opened[cell] === 1) cell += 1
        runs.push(from, cell)
      }
    }
    return Uint16Array.from(runs)
  }

  /** Leaves the cells that have enough moving ones among the nine that they are the middle of: the rest is noise. */
  private opened(cells: Uint8Array): Uint8Array {
    const opened = new Uint8Array(cells.length)
    for (let row = 1; row < this.rows - 1; row++) {
      for (let column = 1; column < this.columns - 1; column++) {
        const cell = row * this.columns + column
        if (cells[cell] === 0) continue
        let count = 0
        for (let above = cell - this.columns; above <= cell + this.columns; above += this.columns) {
          count += (cells[above - 1] as number) + (cells[above] as number) + (cells[above + 1] as number)
        }
        if (count >= NEIGHBOURS) opened[cell] = 1
      }
    }
    return opened
  }

  private blobs(runs: Uint16Array | undefined, people: readonly Box[], picture: Size): Box[] {
    if (runs === undefined || runs.length === 0) return []
    const cells = new Uint8Array(this.columns * this.rows)
    for (let index = 0; index < runs.length; index += 2) cells.fill(1, runs[index], runs[index + 1])
    const [kx, ky] = [picture.width / this.columns, picture.height / this.rows]
    // As they were found, not as they are masked: a head that sticks out of a box is to become a blob of its own.
    for (const person of people) this.clear(cells, person, kx, ky)
    const rest = this.opened(cells)
    const boxes: Box[] = []
    for (let cell = rest.indexOf(1); cell >= 0; cell = rest.indexOf(1, cell)) {
      const { count, left, top, right, bottom } = this.takeBlob(rest, cell)
      if (count < LEAST_CELLS) continue
      const [x, y] = [(left - MARGIN_CELLS) * kx, (top - MARGIN_CELLS) * ky]
      const [w, h] = [(right + 1 + MARGIN_CELLS) * kx - x, (bottom + 1 + MARGIN_CELLS) * ky - y]
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

  /** Takes the blob that a cell belongs to out of the cells, and answers how large it is. */
  private takeBlob(cells: Uint8Array, start: number) {
    const blob = { count: 0, left: this.columns, top: this.rows, right: 0, bottom: 0 }
    const open = [start]
    cells[start] = 0
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const [row, column] = [Math.floor(cell / this.columns), cell % this.columns]
      blob.count += 1
      blob.left = Math.min(blob.left, column)
      blob.right = Math.max(blob.right, column)
      blob.top = Math.min(blob.top, row)
      blob.bottom = Math.max(blob.bottom, row)
      // No blob reaches the edge of the cells, so every neighbour lies in the row that it seems to.
      for (const step of [-this.columns - 1, -this.columns, -this.columns + 1, -1]) {
        for (const neighbour of [cell + step, cell - step]) {
          if (cells[neighbour] !== 1) continue
          cells[neighbour] = 0
          open.push(neighbour)
        }
      }
    }
    return blob
  }
}

function differing(before: Uint8Array, after: Uint8Array): Uint8Array {
  const cells = new Uint8Array(after.length)
  for (let cell = 0; cell < cells.length; cell++) {
    const difference = (after[cell] as number) - (before[cell] as number)
    if (difference > MOVES || difference < -MOVES) cells[cell] = 1
  }
  return cells
}

/** Whether so much differs that it is not people who moved. */
function isAnother(before: Uint8Array, after: Uint8Array): boolean {
  let moved = 0
  let brighter = 0
  for (let cell = 0; cell < after.length; cell++) {
    const difference = (after[cell] as number) - (before[cell] as number)
    if (difference > MOVES || difference < -MOVES) moved += 1
    brighter += difference
  }
  return moved > ALL_MOVES * after.length || Math.abs(brighter) > BRIGHTNESS_JUMPS * after.length
}

/** The median of the last pictures, cell by cell, kept up to date by counting ("Huang et al. 1979"). */
class RollingMedian {
  readonly values: Uint8Array
  private readonly counts: Uint8Array
  private readonly below: Uint8Array
  private pictures: Uint8Array[] = []

  constructor(cells: number) {
    this.values = new Uint8Array(cells)
    this.below = new Uint8Array(cells)
    this.counts = new Uint8Array(cells * 256)
  }

  get size(): number {
    return this.pictures.length
  }

  clear(): void {
    this.pictures = []
    for (const numbers of [this.values, this.below, this.counts]) numbers.fill(0)
  }

  add(picture: Uint8Array): void {
    this.pictures.push(picture)
    const oldest = this.pictures.length > MOST_SAMPLES ? this.pictures.shift() : undefined
    const half = this.pictures.length >> 1
    const { counts, values, below } = this
    for (let cell = 0, first = 0; cell < picture.length; cell++, first += 256) {
      let median = values[cell] as number
      let under = below[cell] as number
      const added = picture[cell] as number
      ;(counts[first + added] as number)++
      if (added < median) under += 1
      if (oldest !== undefined) {
        const removed = oldest[cell] as number
        ;(counts[first + removed] as number)--
        if (removed < median) under -= 1
      }
      while (under > half) under -= counts[first + --median] as number
      while (under + (counts[first + median] as number) <= half) under += counts[first + median++] as number
      values[cell] = median
      below[cell] = under
    }
  }
}
