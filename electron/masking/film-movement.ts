import type { Suspicion } from './bare-masks.ts'
import { opened, takeBlobs } from './blobs.ts'
import type { Grid } from './film-pictures.ts'

/** Difference of brightness from the background, of 255, that is movement. */
const MOVES = 30
/** More of what is unmasked differing at once is the camera or the light. */
const ALL_MOVES = 0.25
/** A cell is judged when its background has been seen for so long, unmasked. */
const KNOWN_SECONDS = 2
/** How fast the background follows what is seen: passing people leave no trace, a parked car becomes background. */
const FOLLOWS_PER_SECOND = 4
/** Cells around a mask that are not looked at: shadows, and the blur of compression. */
const MARGIN = 2
/** So many of nine cells move together, the one in the middle among them. */
const NEIGHBOURS = 5
/** The least share of the picture that counts: somebody smaller cannot be recognised. */
const LEAST_SHARE = 0.0008

/**
 * Movement in a film outside its masks: what differs from a background that is learned, cell by cell, only where nothing is
 * masked. It says nothing of a place that was masked till now, nor while the picture changes as a whole.
 */
export class FilmMovement {
  private readonly grid: Grid
  private readonly knownFrames: number
  private readonly step: number
  private readonly background: Float32Array
  private readonly seen: Uint16Array
  private readonly blocked: Uint8Array
  private readonly moving: Uint8Array

  constructor(grid: Grid, framesPerSecond: number) {
    const cells = grid.columns * grid.rows
    this.grid = grid
    this.knownFrames = Math.min(60_000, Math.ceil(KNOWN_SECONDS * framesPerSecond))
    this.step = FOLLOWS_PER_SECOND / framesPerSecond
    this.background = new Float32Array(cells)
    this.seen = new Uint16Array(cells)
    this.blocked = new Uint8Array(cells)
    this.moving = new Uint8Array(cells)
  }

  /** Takes the next frame (a BGR pixel for each cell) and what of it is not to be looked at (0 where it is). */
  find(cells: Uint8Array, covered: Uint8Array): Suspicion[] {
    this.block(covered)
    let open = 0
    let moved = 0
    for (let cell = 0; cell < this.seen.length; cell++) {
      this.moving[cell] = 0
      if (this.blocked[cell] === 1) continue
      open += 1
      const grey = greyAt(cells, cell)
      const times = this.seen[cell] as number
      const difference = grey - (this.background[cell] as number)
      if (times >= this.knownFrames) {
        if (Math.abs(difference) > MOVES) {
          this.moving[cell] = 1
          moved += 1
        }
        this.background[cell] =
          (this.background[cell] as number) +
          Math.sign(difference) * Math.min(this.step, Math.abs(difference))
      } else {
        this.background[cell] = (this.background[cell] as number) + difference / (times + 1)
        this.seen[cell] = times + 1
      }
    }
    if (moved > ALL_MOVES * open) {
      this.seen.fill(0)
      return []
    }
    return moved === 0 ? [] : this.places()
  }

  /** Masks reach a little further here than they do in the film. */
  private block(covered: Uint8Array): void {
    const { columns, rows } = this.grid
    this.blocked.fill(0)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (covered[row * columns + column] === 0) continue
        // Inside a mask its left neighbour has done the rest already.
        const inside = column > 0 && covered[row * columns + column - 1] !== 0
        const left = inside ? Math.min(columns - 1, column + MARGIN) : Math.max(0, column - MARGIN)
        const right = Math.min(columns, column + MARGIN + 1)
        for (let y = Math.max(0, row - MARGIN); y <= Math.min(rows - 1, row + MARGIN); y++) {
          this.blocked.fill(1, y * columns + left, y * columns + right)
        }
      }
    }
  }

  private places(): Suspicion[] {
    const { columns, rows, cellWidth, cellHeight } = this.grid
    const least = Math.max(4, LEAST_SHARE * columns * rows)
    return takeBlobs(opened(this.moving, columns, NEIGHBOURS), columns)
      .filter(({ count }) => count >= least)
      .map(({ count, left, top, right, bottom }) => ({
        why: 'movement' as const,
        box: {
          x: left * cellWidth,
          y: top * cellHeight,
          w: (right + 1 - left) * cellWidth,
          h: (bottom + 1 - top) * cellHeight,
        },
        score: Math.min(1, count / (10 * least)),
      }))
  }
}

/** Brightness by the weights of ITU-R BT.601, of 256. */
function greyAt(cells: Uint8Array, cell: number): number {
  const at = cell * 3
  return (29 * (cells[at] as number) + 150 * (cells[at + 1] as number) + 77 * (cells[at + 2] as number)) / 256
}
