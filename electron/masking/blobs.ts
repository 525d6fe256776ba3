/** Marked cells that lie near each other: how many, and the first and last column and row. */
export interface Blob {
  readonly count: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Leaves the marked cells (1) that have `least` marked ones among the nine that they are the middle of: the rest is noise. */
export function opened(cells: Uint8Array, columns: number, least: number): Uint8Array {
  const left = new Uint8Array(cells.length)
  for (let row = 1; row < cells.length / columns - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const cell = row * columns + column
      if (cells[cell] === 0) continue
      let count = 0
      for (let above = cell - columns; above <= cell + columns; above += columns) {
        count += (cells[above - 1] as number) + (cells[above] as number) + (cells[above + 1] as number)
      }
      if (count >= least) left[cell] = 1
    }
  }
  return left
}

/**
 * The blobs of marked cells (1) in rows of `columns`; those up to `reach` columns and rows apart are one. The marks are
 * taken out.
 */
export function takeBlobs(cells: Uint8Array, columns: number, reach = 1): Blob[] {
  const blobs: Blob[] = []
  for (let cell = cells.indexOf(1); cell >= 0; cell = cells.indexOf(1, cell + 1)) {
    blobs.push(takeBlob(cells, columns, cell, reach))
  }
  return blobs
}

function takeBlob(cells: Uint8Array, columns: number, start: number, reach: number): Blob {
  const blob = { count: 0, left: columns, top: cells.length / columns, right: 0, bottom: 0 }
  const open = [start]
  cells[start] = 0
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const [row, column] = [Math.floor(cell / columns), cell % columns]
    blob.count += 1
    blob.left = Math.min(blob.left, column)
    blob.right = Math.max(blob.right, column)
    blob.top = Math.min(blob.top, row)
    blob.bottom = Math.max(blob.bottom, row)
    for (let y = row - reach; y <= row + reach; y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
        const neighbour = y * columns + x
        if (cells[neighbour] !== 1) continue
        cells[neighbour] = 0
        open.push(neighbour)
      }
    }
  }
  return blob
}
