/** A cell of the small grey picture is so many pixels of the detector's picture wide and high. */
const CELL = 2
/** Difference of brightness, of 255, from which a cell counts as moving: noise and compression stay under it. */
const MOVES = 18
/** More of the picture moving at once is the camera, its exposure or its infrared lamp, and not people. */
const ALL_MOVES = 0.25
/** So does a jump of the mean brightness of the whole picture. */
const BRIGHTNESS_JUMPS = 10
/** Pictures of which the background is the median, at most. */
const MOST_SAMPLES = 61

interface Size {
  readonly width: number
  readonly height: number
}

/** A small grey picture: brightness by cells, row after row. */
export interface Grey {
  readonly columns: number
  readonly rows: number
  readonly cells: Uint8Array
}

/** The small grey picture of a frame given as packed BGR bytes. */
export function greyOf(bgr: Uint8Array, { width, height }: Size): Grey {
  const columns = Math.floor(width / CELL)
  const rows = Math.floor(height / CELL)
  const cells = new Uint8Array(columns * rows)
  const across = width * 3
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const at = row * CELL * across + column * CELL * 3
      const under = at + across
      // Weights of ITU-R BT.601, of 256.
      const blue = (bgr[at] ?? 0) + (bgr[at + 3] ?? 0) + (bgr[under] ?? 0) + (bgr[under + 3] ?? 0)
      const green = (bgr[at + 1] ?? 0) + (bgr[at + 4] ?? 0) + (bgr[under + 1] ?? 0) + (bgr[under + 4] ?? 0)
      const red = (bgr[at + 2] ?? 0) + (bgr[at + 5] ?? 0) + (bgr[under + 2] ?? 0) + (bgr[under + 5] ?? 0)
      cells[cell] = (29 * blue + 150 * green + 77 * red) >> 10
    }
  }
  return { columns, rows, cells }
}

/** The cells that differ by more than noise: 1 for each of them. */
export function differing(before: Uint8Array, after: Uint8Array): Uint8Array {
  const cells = new Uint8Array(after.length)
  for (let cell = 0; cell < cells.length; cell++) {
    const difference = (after[cell] as number) - (before[cell] as number)
    if (difference > MOVES || difference < -MOVES) cells[cell] = 1
  }
  return cells
}

/** Whether so much differs that it is not people who moved. */
export function isAnother(before: Uint8Array, after: Uint8Array): boolean {
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
export class RollingMedian {
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
