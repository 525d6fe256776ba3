import type { Area } from '../domain/masking.ts'

/** A picture of brightness alone, one byte a pixel. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/** Where a patch was found again, and how much it looks like itself there: 1 the same, 0 like anything. */
export interface Match {
  readonly area: Area
  readonly score: number
}

/** Samples along the longer side of a patch. */
export const MOST_SAMPLES = 40
const LEAST_SAMPLES = 6
/** Less contrast than this, as a variance of brightness, is nothing that could be told from its surroundings. */
const LEAST_VARIANCE = 6
/** Share of a patch that has to be inside the picture, by weight. */
const LEAST_INSIDE = 0.3
/** Sizes that are tried in every picture: people come nearer and go away slowly. */
const SCALES = [1, 0.97, 1.03]
/** Another size, or a place between pixels, has to be better by so much: otherwise it is noise. */
const BETTER = 0.004
/** How much of what it looks like now goes into what is looked for next. */
const ADAPTS = 0.1

/**
 * What a piece of a picture looks like, so that it is found again in the next one. It is compared by normalised
 * cross-correlation, which does not mind a change of light, with how it looked at first and with how it looked lately:
 * the first keeps it from drifting, the second lets a person turn. The middle counts more than the rim, where the
 * ground behind a person stands still.
 */
export class Patch {
  private readonly columns: number
  private readonly rows: number
  private readonly weights: Float32Array
  private readonly first: Float32Array
  private readonly lately: Float32Array
  private readonly sampled: Float32Array

  constructor(picture: Grey, area: Area) {
    const samples = (length: number) => Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, Math.round(length)))
    this.columns = samples(area.w)
    this.rows = samples(area.h)
    this.weights = bell(this.columns, this.rows)
    this.sampled = new Float32Array(this.columns * this.rows)
    this.sample(picture, area)
    this.first = this.sampled.slice()
    this.lately = this.sampled.slice()
  }

  /**
   * The place within `reach` pixels of where it is expected that looks most like it. A place farther away has to look more
   * like it: by `farther` for one patch's length, by four times that for two.
   */
  find(picture: Grey, expected: Area, reach: number, farther: number): Match {
    const length = Math.max(expected.w, expected.h)
    const first = this.scoreAt(picture, expected)
    let best: Match & { worth: number } = { area: expected, score: first, worth: first }
    const tryAt = (area: Area, better: number) => {
      const score = this.scoreAt(picture, area)
      const worth = score - farther * (distance(area, expected) / length) ** 2
      if (worth > best.worth + better) best = { area, score, worth }
    }
    const steps = Math.ceil(reach)
    for (let dy = -steps; dy <= steps; dy++)
      for (let dx = -steps; dx <= steps; dx++)
        tryAt({ ...expected, x: expected.x + dx, y: expected.y + dy }, 0)
    const { x, y, w, h } = best.area
    for (const scale of SCALES)
      for (const dy of [0, -0.5, 0.5])
        for (const dx of [0, -0.5, 0.5]) {
          const [wide, high] = [w * scale, h * scale]
          tryAt({ x: x + dx - (wide - w) / 2, y: y + dy - (high - h) / 2, w: wide, h: high }, BETTER)
        }
    return best
  }

  /** Takes over a little of what it looks like now. */
  adapt(picture: Grey, area: Area): void {
    this.sample(picture, area)
    for (const [index, value] of this.sampled.entries()) {
      const before = this.lately[index] as number
      if (!Number.isNaN(value)) this.lately[index] = before + (value - before) * ADAPTS
    }
  }

  private scoreAt(picture: Grey, area: Area): number {
    this.sample(picture, area)
    return Math.max(this.likeness(this.first), this.likeness(this.lately))
  }

  private likeness(looks: Float32Array): number {
    const { weights, sampled } = this
    let [all, sum, sumA, sumB, squareA, squareB, both] = [0, 0, 0, 0, 0, 0, 0]
    for (let index = 0; index < looks.length; index++) {
      const [a, b, weight] = [looks[index] as number, sampled[index] as number, weights[index] as number]
      all += weight
      if (Number.isNaN(a) || Number.isNaN(b)) continue
      sum += weight
      sumA += weight * a
      sumB += weight * b
      squareA += weight * a * a
      squareB += weight * b * b
      both += weight * a * b
    }
    if (sum < LEAST_INSIDE * all) return 0
    const [meanA, meanB] = [sumA / sum, sumB / sum]
    const [varianceA, varianceB] = [squareA / sum - meanA * meanA, squareB / sum - meanB * meanB]
    if (varianceA < LEAST_VARIANCE || varianceB < LEAST_VARIANCE) return 0
    return (both / sum - meanA * meanB) / Math.sqrt(varianceA * varianceB)
  }

  /** Brightness at the places of the grid over an area, between pixels as well; NaN outside the picture. */
  private sample({ width, height, bytes }: Grey, { x, y, w, h }: Area): void {
    const { columns, rows, sampled } = this
    for (let row = 0, index = 0; row < rows; row++) {
      const down = y + ((row + 0.5) * h) / rows - 0.5
      const top = Math.floor(down)
      const below = down - top
      for (let column = 0; column < columns; column++, index++) {
        const across = x + ((column + 0.5) * w) / columns - 0.5
        const left = Math.floor(across)
        if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
          sampled[index] = Number.NaN
          continue
        }
        const right = across - left
        const at = top * width + left
        const [a, b] = [bytes[at] as number, bytes[at + 1] as number]
        const [c, d] = [bytes[at + width] as number, bytes[at + width + 1] as number]
        sampled[index] = (a + (b - a) * right) * (1 - below) + (c + (d - c) * right) * below
      }
    }
  }
}

/** How far two areas lie apart, from middle to middle. */
function distance(one: Area, other: Area): number {
  return Math.hypot(one.x + one.w / 2 - other.x - other.w / 2, one.y + one.h / 2 - other.y - other.h / 2)
}

/** Weights that fall from the middle to the rim. */
function bell(columns: number, rows: number): Float32Array {
  const weights = new Float32Array(columns * rows)
  for (let row = 0, index = 0; row < rows; row++) {
    const down = (2 * (row + 0.5)) / rows - 1
    for (let column = 0; column < columns; column++, index++) {
      const across = (2 * (column + 0.5)) / columns - 1
      weights[index] = Math.exp(-2 * (across * across + down * down))
    }
  }
  return weights
}
