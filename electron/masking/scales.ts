import { type Found, overlapOf } from '../../native/detector/decode.ts'
import { unionOf } from '../domain/area.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels of the picture that the network looks at in every frame. */
export const PIXELS = 416 * 320

/** The size with about so many pixels whose sides are multiples of 32 and closest to the picture's own proportions. */
export function detectorSize({ width, height }: Size, pixels: number): Size {
  const scale = Math.sqrt(pixels / (width * height))
  const side = (length: number) => Math.max(64, Math.round((length * scale) / 32) * 32)
  return { width: side(width), height: side(height) }
}

/** Packed BGR bytes at half the size: each pixel the mean of four. Both sides are even. */
export function halved(bgr: Uint8Array, { width, height }: Size): Uint8Array {
  const smaller = new Uint8Array((width / 2) * (height / 2) * 3)
  const across = width * 3
  let to = 0
  for (let row = 0; row < height; row += 2) {
    for (let at = row * across; at < (row + 1) * across; at += 6) {
      for (let from = at; from < at + 3; from++) {
        const above = (bgr[from] as number) + (bgr[from + 3] as number)
        const below = (bgr[from + across] as number) + (bgr[from + across + 3] as number)
        smaller[to++] = (above + below + 2) >> 2
      }
    }
  }
  return smaller
}

/** The sides rounded up to multiples of 32, and the picture in the left top corner of so large a grey one. */
export function framed(bgr: Uint8Array, { width, height }: Size): { bytes: Uint8Array; size: Size } {
  const size = { width: Math.ceil(width / 32) * 32, height: Math.ceil(height / 32) * 32 }
  if (size.width === width && size.height === height) return { bytes: bgr, size }
  const bytes = new Uint8Array(size.width * size.height * 3).fill(GREY)
  for (let row = 0; row < height; row++) {
    bytes.set(bgr.subarray(row * width * 3, (row + 1) * width * 3), row * size.width * 3)
  }
  return { bytes, size }
}

const GREY = 114
/** Boxes of two looks that overlap so far are of the same person. */
const SAME = 0.5
/** A second look that is less sure only says that somebody is there, not how far they reach. */
const SURE = 0.3

/** What several looks at a frame found, each person once, with a box that holds what all the surer looks say. */
export function merged(looks: readonly (readonly Found[])[]): Found[] {
  const kept: { best: Found; whole: Found }[] = []
  for (const each of looks.flat().sort((a, b) => b.score - a.score)) {
    const same = kept.find(({ best }) => best.what === each.what && overlapOf(best, each) >= SAME)
    if (same === undefined) kept.push({ best: each, whole: each })
    else if (each.score >= SURE) same.whole = { ...same.whole, ...unionOf(same.whole, each) }
  }
  return kept.map(({ whole }) => whole)
}
