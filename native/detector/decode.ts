/** Something found in a picture: the box in pixels from its left top corner, and how sure the network is, 0 to 1. */
export interface Found {
  readonly what: 'person' | 'vehicle' | 'face'
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly score: number
}

type Area = Pick<Found, 'x' | 'y' | 'w' | 'h'>

const BINS = 11

/**
 * What one level of NanoDet reports: `scores` [cells], `sides` [cells, 4 × 11] as the bins of a distribution over the
 * distance, in strides, from the middle of the cell to the left, top, right and bottom side ("Generalized Focal Loss", Li
 * et al. 2020): the distance is its expectation.
 */
export function decodeCells(
  what: Found['what'],
  scores: Float32Array,
  sides: Float32Array,
  columns: number,
  stride: number,
  threshold: number,
): Found[] {
  const found: Found[] = []
  for (const [cell, score] of scores.entries()) {
    if (score < threshold) continue
    const middleX = ((cell % columns) + 0.5) * stride
    const middleY = (Math.floor(cell / columns) + 0.5) * stride
    const distance = (side: number) => {
      const start = (cell * 4 + side) * BINS
      return expectation(sides.subarray(start, start + BINS)) * stride
    }
    const [left, top, right, bottom] = [distance(0), distance(1), distance(2), distance(3)]
    found.push({ what, x: middleX - left, y: middleY - top, w: left + right, h: top + bottom, score })
  }
  return found
}

function expectation(bins: Float32Array): number {
  const peak = Math.max(...bins)
  let total = 0
  let weighted = 0
  for (const [bin, value] of bins.entries()) {
    const weight = Math.exp(value - peak)
    total += weight
    weighted += weight * bin
  }
  return weighted / total
}

/** CenterNet reports one cell of so many pixels after the other. */
const PEAK_STRIDE = 4

/**
 * What CenterNet reports: `scores` [cells] and `sides` [cells, 4], the distances in pixels from a cell to the left, top,
 * right and bottom. Only a cell that no neighbour of its eight surpasses counts ("Objects as Points", Zhou et al. 2019).
 */
export function decodePeaks(
  what: Found['what'],
  scores: Float32Array,
  sides: Float32Array,
  columns: number,
  threshold: number,
): Found[] {
  const rows = scores.length / columns
  const isPeak = (column: number, row: number, score: number) => {
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        if ((scores[y * columns + x] as number) > score) return false
      }
    }
    return true
  }
  const found: Found[] = []
  for (const [cell, score] of scores.entries()) {
    if (score < threshold) continue
    const [column, row] = [cell % columns, Math.floor(cell / columns)]
    if (!isPeak(column, row, score)) continue
    const [left = 0, top = 0, right = 0, bottom = 0] = sides.subarray(cell * 4, cell * 4 + 4)
    const [w, h] = [left + right, top + bottom]
    if (w > 0 && h > 0) {
      found.push({ what, x: column * PEAK_STRIDE - left, y: row * PEAK_STRIDE - top, w, h, score })
    }
  }
  return found
}

/** Faces expected in each cell of a level, by stride: their side, and into how many places across a cell they are spread. */
const ANCHORS: Readonly<Record<number, readonly { side: number; across: number }[]>> = {
  32: [
    { side: 32, across: 4 },
    { side: 64, across: 2 },
    { side: 128, across: 1 },
  ],
  64: [{ side: 256, across: 1 }],
  128: [{ side: 512, across: 1 }],
}
/** What the shifts were multiplied by in training: of the middle, and of the size. */
const SHIFT_SCALE = 10
const SIZE_SCALE = 5

/**
 * The faces that one level of FaceBoxes reports ("FaceBoxes: A CPU Real-time Face Detector", Zhang et al. 2017): `scores`
 * [anchors] and `shifts` [anchors, 4], each as y, x, height and width against its anchor.
 */
export function decodeAnchors(
  scores: Float32Array,
  shifts: Float32Array,
  columns: number,
  stride: number,
  threshold: number,
): Found[] {
  const places = (ANCHORS[stride] ?? []).flatMap(({ side, across }) =>
    Array.from({ length: across * across }, (_, place) => ({
      side,
      x: ((Math.floor(place / across) - (across - 1) / 2) * side) / across,
      y: (((place % across) - (across - 1) / 2) * side) / across,
    })),
  )
  const found: Found[] = []
  for (const [anchor, score] of scores.entries()) {
    const place = places[anchor % places.length]
    if (score < threshold || place === undefined) continue
    const cell = Math.floor(anchor / places.length)
    const [dy = 0, dx = 0, dh = 0, dw = 0] = shifts.subarray(anchor * 4, anchor * 4 + 4)
    const w = place.side * Math.exp(dw / SIZE_SCALE)
    const h = place.side * Math.exp(dh / SIZE_SCALE)
    const x = ((cell % columns) + 0.5) * stride + place.x + (dx / SHIFT_SCALE) * place.side - w / 2
    const y = (Math.floor(cell / columns) + 0.5) * stride + place.y + (dy / SHIFT_SCALE) * place.side - h / 2
    found.push({ what: 'face', x, y, w, h, score })
  }
  return found
}

/** Area that two boxes share, divided by the area that they cover together: 0 apart, 1 the same. */
export function overlapOf(a: Area, b: Area): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a.w * a.h + b.w * b.h - width * height)
}

/** Keeps, best first, what does not overlap a better one of its kind by half or more: several cells report the same. */
export function suppressDoubles(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const each of [...found].sort((a, b) => b.score - a.score)) {
    if (kept.every((better) => better.what !== each.what || overlapOf(better, each) < 0.5)) kept.push(each)
  }
  return kept
}
