// Finding every QR code on the picture of a page. The reader of a single code comes from elsewhere and is handed in: it is
// shown the page and its parts in several sizes, and what it has read is painted over until nothing more is found.

import { fromUtf8 } from './bytes.js'

/**
 * @typedef {{ width: number, height: number, data: Uint8ClampedArray }} Picture RGBA
 * @typedef {{ x: number, y: number }} Corner
 * @typedef {{ bytes: number[], corners: Corner[] }} Code
 * @typedef {(picture: Picture) => Code | undefined} ReadCode
 */

/** The longest side that the reader is shown: the whole page first, then parts of it. */
const SIZES = [1000, 1800]
/** A page is cut into so many parts a side, each half over its neighbour. */
const PARTS = [2, 3]
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
  const left = { ...page, data: new Uint8ClampedArray(page.data) }
  /** @type {Set<string>} */
  const texts = new Set()
  for (const { part, longest } of attempts(page)) {
    for (let found = true; found && texts.size < MOST_CODES; ) {
      await breathe()
      const scale = Math.min(1, longest / Math.max(part.width, part.height))
      const code = read(scaled(left, part, scale))
      const text = code && fromUtf8(Uint8Array.from(code.bytes))
      if (code !== undefined) paintOver(left, part, scale, code.corners)
      // The same once more would be read for ever.
      found = text !== undefined && text !== '' && !texts.has(text)
      if (found) texts.add(String(text))
    }
    // A page carries one code. More are read where a whole look has found several.
    if (texts.size > 0 && part.width < page.width) break
  }
  return [...texts]
}

/**
 * @param {Picture} page
 * @returns {Generator<{ part: { x: number, y: number, width: number, height: number }, longest: number }, void, void>}
 */
function* attempts({ width, height }) {
  for (const longest of SIZES) {
    yield { part: { x: 0, y: 0, width, height }, longest }
    if (longest >= Math.max(width, height)) break
  }
  for (const parts of PARTS) {
    const part = { width: Math.ceil(width / parts), height: Math.ceil(height / parts) }
    for (let row = 0; row <= 2 * (parts - 1); row++)
      for (let column = 0; column <= 2 * (parts - 1); column++) {
        const x = Math.min(width - part.width, Math.floor((column * part.width) / 2))
        const y = Math.min(height - part.height, Math.floor((row * part.height) / 2))
        yield { part: { x, y, ...part }, longest: 1200 }
      }
  }
}

/**
 * A part of the page, made smaller by averaging: that is what makes the grain of a scan disappear.
 * @param {Picture} page
 * @param {{ x: number, y: number, width: number, height: number }} part
 * @param {number} scale at most 1
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
 * The mean brightness of a rectangle; what is transparent is white, as paper is.
 * @param {Picture} page
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 */
function greyOf({ width, data }, left, top, right, bottom) {
  let sum = 0
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = 4 * (y * width + x)
      const opaque = (data[at + 3] ?? 0) / 255
      const grey = 0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0)
      sum += 255 - (255 - grey) * opaque
    }
  return sum / ((right - left) * (bottom - top))
}

/**
 * @param {Picture} page
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
    page.data.fill(255, 4 * (y * page.width + from), 4 * (y * page.width + to))
}
