import type { Area, MaskStyle } from '../domain/masking.ts'
import { takeBlobs } from './blobs.ts'
import type { FilmFrame, FilmSizes } from './film-pictures.ts'

/** A place of a film that looks as if somebody might be seen there, in pixels, and how much so, 0 to 1. */
export interface Suspicion {
  readonly why: 'bare-mask' | 'person' | 'face' | 'movement'
  readonly box: Area
  readonly score: number
}

/**
 * How much a place may differ, of 255, from what a mask leaves, how many places together may do so, and how far apart they
 * belong together: of a person under a blur only the edges are seen. What compression does stays under it: at most 10 in a fill, 14 in a mosaic and 5 in a blur, where bare places reach 100 and more.
 */
const LIMITS: Readonly<Record<MaskStyle, { differs: number; cells: number; reach: number }>> = {
  fill: { differs: 16, cells: 4, reach: 2 },
  mosaic: { differs: 18, cells: 2, reach: 2 },
  blur: { differs: 8, cells: 4, reach: 4 },
}
/** A difference of this much, of 255, is as sure as can be. */
const SURE = 100

/**
 * Looks whether masks are where they should be. Of a fill that can be told from its colour; of a mosaic and a blur only from
 * the lack of detail: a bare place that is as smooth as a mask is not seen, nor one smaller than a block of the mosaic.
 */
export class BareMasks {
  private readonly sizes: FilmSizes
  private readonly style: MaskStyle
  private readonly alone: FilmFrame | undefined
  /** Unmasked cells above and left of each cell: tells at once whether a rectangle is all masked. */
  private readonly bare: Uint32Array
  private readonly marked: Uint8Array

  /** `alone` is what a watermark leaves on a picture that is masked all over. */
  constructor(sizes: FilmSizes, style: MaskStyle, alone: FilmFrame | undefined) {
    const { columns, rows } = sizes.cells
    const judged = sizes.detail ?? sizes.cells
    this.sizes = sizes
    this.style = style
    this.alone = alone
    this.bare = new Uint32Array((columns + 1) * (rows + 1))
    this.marked = new Uint8Array(judged.columns * judged.rows)
  }

  /** Where a frame is bare although its mask (a byte for each cell, 0 where nothing is masked) says otherwise. */
  find(frame: FilmFrame, mask: Uint8Array): Suspicion[] {
    const { detail, cells } = this.sizes
    const judged = detail ?? cells
    const { columns, rows, cellWidth, cellHeight } = judged
    // The edge of a mask is blurred by compression; blocks of a mosaic are judged only where they are wholly masked.
    const margin = this.style === 'mosaic' ? 0 : 1
    this.count(mask)
    let any = false
    for (let row = 0, cell = 0; row < rows; row++) {
      const top = Math.floor((row * cellHeight) / cells.cellHeight) - margin
      const bottom = Math.ceil(((row + 1) * cellHeight) / cells.cellHeight) + margin
      for (let column = 0; column < columns; column++, cell++) {
        if (this.differenceAt(frame, cell) <= LIMITS[this.style].differs) continue
        const left = Math.floor((column * cellWidth) / cells.cellWidth) - margin
        const right = Math.ceil(((column + 1) * cellWidth) / cells.cellWidth) + margin
        if (this.bareWithin(left, top, right, bottom) > 0) continue
        this.marked[cell] = 1
        any = true
      }
    }
    return any ? this.places(frame, judged) : []
  }

  private places(frame: FilmFrame, { columns, cellWidth, cellHeight }: FilmSizes['cells']): Suspicion[] {
    const limits = LIMITS[this.style]
    const found: Suspicion[] = []
    for (const { count, left, top, right, bottom } of takeBlobs(this.marked, columns, limits.reach)) {
      if (count < limits.cells) continue
      let most = 0
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          most = Math.max(most, this.differenceAt(frame, row * columns + column))
        }
      }
      const [w, h] = [(right + 1 - left) * cellWidth, (bottom + 1 - top) * cellHeight]
      const box = { x: left * cellWidth, y: top * cellHeight, w, h }
      found.push({ why: 'bare-mask', box, score: Math.min(1, most / SURE) })
    }
    return found
  }

  /** How much a place differs from what a mask leaves there: in its colour, or in its detail. */
  private differenceAt({ cells, detail }: FilmFrame, cell: number): number {
    const at = cell * 3
    if (detail !== undefined) return (detail[at] as number) - (this.alone?.detail?.[at] ?? 0)
    let most = 0
    for (let channel = at; channel < at + 3; channel++) {
      const difference = (cells[channel] as number) - (this.alone?.cells[channel] ?? 0)
      most = Math.max(most, Math.abs(difference))
    }
    return most
  }

  private count(mask: Uint8Array): void {
    const { columns, rows } = this.sizes.cells
    const across = columns + 1
    for (let row = 0; row < rows; row++) {
      let inRow = 0
      for (let column = 0; column < columns; column++) {
        if (mask[row * columns + column] === 0) inRow += 1
        const above = this.bare[row * across + column + 1] as number
        this.bare[(row + 1) * across + column + 1] = above + inRow
      }
    }
  }

  private bareWithin(left: number, top: number, right: number, bottom: number): number {
    const { columns, rows } = this.sizes.cells
    const across = columns + 1
    const at = (column: number, row: number) =>
      this.bare[Math.min(Math.max(0, row), rows) * across + Math.min(Math.max(0, column), columns)] as number
    return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top)
  }
}
