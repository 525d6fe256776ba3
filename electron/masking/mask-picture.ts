import type { Area } from '../domain/masking.ts'

/** Size of the small picture that says what is masked: one luma pixel of it is a cell of `cellPx` × `cellPx`. */
export interface MaskGrid {
  readonly cellPx: number
  readonly columns: number
  readonly rows: number
}

const MASKED = 255

/** The grid for a picture: fine enough not to mask much more than the boxes, and of even size, as 4:2:0 chroma wants. */
export function maskGrid(width: number, height: number): MaskGrid {
  const cellPx = width >= 1600 ? 8 : width >= 640 ? 4 : 2
  const even = (length: number) => 2 * Math.ceil(length / (2 * cellPx))
  return { cellPx, columns: even(width), rows: even(height) }
}

/** Draws mask pictures as yuv420p, all three planes, and counts what they cover. */
export class MaskPainter {
  readonly grid: MaskGrid
  private readonly width: number
  private readonly height: number

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.grid = maskGrid(width, height)
  }

  /**
   * The mask picture of the areas, in pixels of the recording; every cell that an area touches is masked. Masks work plane
   * by plane: a mask of the luma plane alone would leave the colour of a person's clothes to be seen.
   */
  paint(areas: readonly Area[]): Uint8Array {
    const { columns, rows } = this.grid
    const cells = columns * rows
    const picture = new Uint8Array((cells * 3) / 2)
    for (const area of areas) {
      const { left, top, right, bottom } = this.cellsOf(area)
      for (let row = top; row < bottom; row++)
        picture.fill(MASKED, row * columns + left, row * columns + right)
      const [leftHalf, rightHalf] = [Math.floor(left / 2), Math.ceil(right / 2)]
      for (let row = Math.floor(top / 2); row < Math.ceil(bottom / 2); row++) {
        for (const plane of [cells, (cells * 5) / 4]) {
          const start = plane + (row * columns) / 2
          if (right > left) picture.fill(MASKED, start + leftHalf, start + rightHalf)
        }
      }
    }
    return picture
  }

  /** Share of the recording's picture that a mask picture covers, 0 to 1. */
  shareOf(picture: Uint8Array): number {
    const { columns, cellPx } = this.grid
    let pixels = 0
    const shown = { columns: Math.ceil(this.width / cellPx), rows: Math.ceil(this.height / cellPx) }
    for (let row = 0; row < shown.rows; row++) {
      const high = Math.min(cellPx, this.height - row * cellPx)
      for (let column = 0; column < shown.columns; column++) {
        if (picture[row * columns + column] !== MASKED) continue
        pixels += high * Math.min(cellPx, this.width - column * cellPx)
      }
    }
    return pixels / (this.width * this.height)
  }

  private cellsOf({ x, y, w, h }: Area) {
    const { cellPx, columns, rows } = this.grid
    const inside = (cell: number, most: number) => Math.min(Math.max(0, cell), most)
    return {
      left: inside(Math.floor(x / cellPx), columns),
      top: inside(Math.floor(y / cellPx), rows),
      right: inside(Math.ceil((x + w) / cellPx), columns),
      bottom: inside(Math.ceil((y + h) / cellPx), rows),
    }
  }
}

/** Raw frames as ffmpeg reads them on a pipe. */
export function maskInput({ columns, rows }: MaskGrid, rate: string, pipe: string): string[] {
  const size = `${columns}x${rows}`
  return ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', size, '-framerate', rate, '-i', pipe]
}
