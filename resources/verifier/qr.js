// Finding every QR code on the picture of a page. The reader of a single code comes from elsewhere and is handed in: it is
// shown the page and its parts in several sizes, and what it has read is painted over until nothing more is found.

import { fromUtf8 } from './bytes.js'

/**
 * @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Picture RGBA
 * @typedef {{ width: number, height: number, grey: Uint8ClampedArray }} Page
 * @typedef {{ x: number, y: number }} Corner
 * @typedef {{ x: number, y: number, width: number, height: number }} Part
 * @typedef {{ bytes: number[], corners: Corner[] }} Code
 * @typedef {(picture: Picture) => Code | undefined} ReadCode
 */

/** The longest side that the reader is shown of the whole page, in pixels. */
const SIZES = [1000, 1800]
/** Then it is cut into so many parts a side, each half over its neighbour, and each shown so large. */
const PARTS = [2, 3, 4]
const PART_SIZES = [1200]
/** A reader wants three pixels a module: a scan at 150 dpi has fewer, and is shown larger than it is. */
const LARGEST_SCALE = 2
const MOST_CODES = 12
const MOST_PIXELS = 60_000_000

/**
 * @param {Picture} page
 * @param {ReadCode} read
 * @param {() => Promise<void>} breathe is awaited between two attempts; throws where somebody has stopped it
 * @returns {Promise<string[]>} texts of the codes, each once
 */
export async function codesOn(page, read, breathe) {
  if (page.width * page.height > MOST_PIXELS || page.width < 1 || page.height < 1) return []
  const left = inGrey(page)
  /** @type {Set<string>} */
  const texts = new Set()
  for (const round of attempts(page)) {
    for (const part of round.parts)
      for (let found = true; found && texts.size < MOST_CODES; ) {
        await breathe()
        const scale = Math.min(LARGEST_SCALE, round.longest / Math.max(part.width, part.height))
        const code = read(scaled(left, part, scale))
        const text = code && fromUtf8(Uint8Array.from(code.bytes))
        if (code !== undefined) paintOver(left, part, scale, code.corners)
        // The same once more would be read for ever.
        found = text !== undefined && text !== '' && !texts.has(text)
        if (found) texts.add(String(text))
      }
    // A round of parts that has read something has seen all of the page.
    if (texts.size > 0 && round.parts.length > 1) break
  }
  return [...texts]
}

/**
 * @param {Picture} page
 * @returns {Generator<{ parts: Part[], longest: number }, void, void>} rounds, the quickest first
 */
function* attempts({ width, height }) {
  for (const longest of SIZES) {
    yield { parts: [{ x: 0, y: 0, width, height }], longest }
    if (longest >= Math.max(width, height)) break
  }
  for (const count of PARTS)
    for (const longest of PART_SIZES) {
      const part = { width: Math.ceil(width / count), height: Math.ceil(height / count) }
      const parts = []
      for (let row = 0; row <= 2 * (count - 1); row++)
        for (let column = 0; column <= 2 * (count - 1); column++) {
          const x = Math.min(width - part.width, Math.floor((column * part.width) / 2))
          const y = Math.min(height - part.height, Math.floor((row * part.height) / 2))
          parts.push({ x, y, ...part })
        }
      yield { parts, longest }
    }
}

/**
 * A part of the page, made smaller by averaging, which makes the grain of a scan disappear; or larger.
 * @param {Page} page
 * @param {Part} part
 * @param {number} scale
 * @returns {Picture}
 */
function scaled(page, part, scale) {
  const width = Math.max(1, Math.floor(part.width * scale))
  const height = Math.max(1, Math.floor(part.height * scale))
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const top = part.y + Math.floor(y / scale)
    const bottom = Math.min(part.y + part.height, Math.max(top + 1, part.y + Math.floor((y + 1) / scale)))
    for (let x = 0; x < width; x++) {
      const left = part.x + Math.floor(x / scale)
      const right = Math.min(part.x + part.width, Math.max(left + 1, part.x + Math.floor((x + 1) / scale)))
      const grey = greyOf(page, left, top, right, bottom)
      const at = 4 * (y * width + x)
      data[at] = grey
      data[at + 1] = grey
      data[at + 2] = grey
      data[at + 3] = 255
    }
  }
  return { width, height, data }
}

/**
 * The mean brightness of a rectangle.
 * @param {Page} page
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 */
function greyOf({ width, grey }, left, top, right, bottom) {
  let sum = 0
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) sum += /** @type {number} */ (grey[y * width + x])
  return sum / ((right - left) * (bottom - top))
}

/**
 * Brightness alone; what is transparent is white, as paper is.
 * @param {Picture} picture
 * @returns {Page}
 */
function inGrey({ width, height, data }) {
  const grey = new Uint8ClampedArray(width * height)
  for (let at = 0; at < grey.length; at++) {
    const light = 0.3 * (data[4 * at] ?? 0) + 0.59 * (data[4 * at + 1] ?? 0) + 0.11 * (data[4 * at + 2] ?? 0)
    grey[at] = 255 - ((255 - light) * (data[4 * at + 3] ?? 0)) / 255
  }
  return { width, height, grey }
}

/**
 * @param {Page} page
 * @param {{ x: number, y: number }} part
 * @param {number} scale
 * @param {Corner[]} corners in the scaled part
 */
function paintOver(page, part, scale, corners) {
  const inside = (/** @type {number} */ value, /** @type {number} */ most) =>
    Math.min(most, Math.max(0, Math.round(value)))
  const xs = corners.map(({ x }) => part.x + x / scale)
  const ys = corners.map(({ y }) => part.y + y / scale)
  const from = inside(Math.min(...xs), page.width)
  const to = inside(Math.max(...xs), page.width)
  for (let y = inside(Math.min(...ys), page.height); y < inside(Math.max(...ys), page.height); y++)
    page.grey.fill(255, y * page.width + from, y * page.width + to)
}
