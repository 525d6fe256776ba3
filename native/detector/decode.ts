/** Someone found in a picture: the box in pixels from its left top corner, and how sure the network is, 0 to 1. */
export interface Found {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly score: number
}

type Area = Pick<Found, 'x' | 'y' | 'w' | 'h'>

const BINS = 11

/**
 * The people that one level of NanoDet reports: `scores` [cells], `sides` [cells, 4 × 11] as the bins of a distribution
 * over the distance, in strides, from the middle of the cell to the left, top, right and bottom side ("Generalized Focal
 * Loss", Li et al. 2020): the distance is its expectation.
 */
export function decodeCells(
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
    found.push({ x: middleX - left, y: middleY - top, w: left + right, h: top + bottom, score })
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

/** Area that two boxes share, divided by the area that they cover together: 0 apart, 1 the same. */
export function overlapOf(a: Area, b: Area): number {
  const width = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a.w * a.h + b.w * b.h - width * height)
}

/** Keeps, best first, what does not overlap a better one by half or more: several cells report the same person. */
export function suppressDoubles(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  for (const each of [...found].sort((a, b) => b.score - a.score)) {
    if (kept.every((better) => overlapOf(better, each) < 0.5)) kept.push(each)
  }
  return kept
}
