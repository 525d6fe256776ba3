// Checking Ed25519 signatures as RFC 8032 §5.1.7 writes it, strictly: every number and every point has one spelling only,
// and a public key of small order, under which anything can be "signed", is none. Nothing here is secret.

import { equal } from './bytes.js'
import { sha512 } from './sha2.js'

const P = 2n ** 255n - 19n
/** The order of the base point. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n
const D = mod(-121665n * invert(121666n))
const D2 = mod(2n * D)
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n)

/**
 * Extended homogeneous coordinates (§5.1.4): x = X/Z, y = Y/Z, xy = T/Z.
 * @typedef {{ X: bigint, Y: bigint, Z: bigint, T: bigint }} Point
 */

/** @type {Point} */
const NEUTRAL = { X: 0n, Y: 1n, Z: 1n, T: 0n }
const BASE = /** @type {Point} */ (pointOf(mod(4n * invert(5n)), 0n))
const BASE_MULTIPLES = oddMultiples(BASE, 64)

/** The last keys' multiples: a ledger has one key and many signatures. @type {Map<string, Point[] | undefined>} */
const keys = new Map()

/**
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @returns {boolean} never throws: what has the wrong length or form is not a signature
 */
export function isSignedBy(publicKey, message, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const negated = keyMultiples(publicKey)
  const r = signature.subarray(0, 32)
  const s = littleEndian(signature.subarray(32))
  if (negated === undefined || s >= L) return false
  const k = littleEndian(sha512(r, publicKey, message)) % L
  // S·B − k·A spelled out must be R as it stands: so R is a canonical point as well.
  return equal(spelled(sumOfMultiples(s, k, negated)), r)
}

/**
 * @param {Uint8Array} publicKey
 * @returns {boolean} whether it is a canonical point of large order
 */
export function isPublicKey(publicKey) {
  return publicKey.length === 32 && keyMultiples(publicKey) !== undefined
}

/**
 * @param {Uint8Array} publicKey
 * @returns {Point[] | undefined} odd multiples of −A
 */
function keyMultiples(publicKey) {
  const name = publicKey.join()
  if (!keys.has(name)) {
    if (keys.size >= 16) keys.clear()
    const point = readPoint(publicKey)
    const isLarge = point !== undefined && !isNeutral(doubled(doubled(doubled(point))))
    keys.set(name, isLarge ? oddMultiples({ ...point, X: mod(-point.X), T: mod(-point.T) }, 8) : undefined)
  }
  return keys.get(name)
}

/**
 * §5.1.3.
 * @param {Uint8Array} bytes
 * @returns {Point | undefined}
 */
function readPoint(bytes) {
  const number = littleEndian(bytes)
  const y = BigInt.asUintN(255, number)
  return y < P ? pointOf(y, number >> 255n) : undefined
}

/**
 * The point with this y and this sign of x.
 * @param {bigint} y
 * @param {bigint} sign
 * @returns {Point | undefined}
 */
function pointOf(y, sign) {
  const u = mod(y * y - 1n)
  const v = mod(D * y * y + 1n)
  const v3 = mod(v * v * v)
  let x = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n))
  const check = mod(v * x * x)
  if (check === mod(-u)) x = mod(x * SQRT_MINUS_ONE)
  else if (check !== u) return undefined
  if (x === 0n && sign === 1n) return undefined
  if ((x & 1n) !== sign) x = P - x
  return { X: x, Y: y, Z: 1n, T: mod(x * y) }
}

/**
 * @param {Point} point
 * @returns {Uint8Array} §5.1.2
 */
function spelled({ X, Y, Z }) {
  const z = invert(Z)
  let number = mod(Y * z) | ((mod(X * z) & 1n) << 255n)
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(number & 255n)
    number >>= 8n
    return byte
  })
}

/**
 * s·B + k·(−A), both at once from the highest bit down, each number in a sparse form of signed odd digits.
 * @param {bigint} s
 * @param {bigint} k
 * @param {Point[]} negated
 * @returns {Point}
 */
function sumOfMultiples(s, k, negated) {
  const ofBase = sparse(s, 8)
  const ofKey = sparse(k, 5)
  let sum = NEUTRAL
  for (let at = Math.max(ofBase.length, ofKey.length) - 1; at >= 0; at--) {
    sum = doubled(sum)
    sum = plusMultiple(sum, ofBase[at] ?? 0, BASE_MULTIPLES)
    sum = plusMultiple(sum, ofKey[at] ?? 0, negated)
  }
  return sum
}

/** @type {(sum: Point, digit: number, multiples: Point[]) => Point} */
function plusMultiple(sum, digit, multiples) {
  if (digit === 0) return sum
  const point = /** @type {Point} */ (multiples[(Math.abs(digit) - 1) / 2])
  return digit > 0 ? plus(sum, point) : plus(sum, { ...point, X: P - point.X, T: P - point.T })
}

/**
 * Width-w non-adjacent form: at most one of w digits in a row is not zero.
 * @param {bigint} number
 * @param {number} width
 * @returns {number[]} lowest first
 */
function sparse(number, width) {
  const digits = []
  while (number > 0n) {
    const digit = (number & 1n) === 1n ? Number(BigInt.asIntN(width, number)) : 0
    digits.push(digit)
    number = (number - BigInt(digit)) >> 1n
  }
  return digits
}

/** @type {(point: Point, count: number) => Point[]} 1, 3, 5 … times the point */
function oddMultiples(point, count) {
  const twice = doubled(point)
  const multiples = [point]
  for (let last = point; multiples.length < count; multiples.push(last)) last = plus(last, twice)
  return multiples
}

/** §5.1.4. @type {(p: Point, q: Point) => Point} */
function plus(p, q) {
  const a = ((p.Y - p.X) * (q.Y - q.X)) % P
  const b = ((p.Y + p.X) * (q.Y + q.X)) % P
  const c = (((p.T * D2) % P) * q.T) % P
  const d = (2n * p.Z * q.Z) % P
  return fromParts(b - a, d - c, d + c, b + a)
}

/** §5.1.4. @type {(p: Point) => Point} */
function doubled({ X, Y, Z }) {
  const a = (X * X) % P
  const b = (Y * Y) % P
  const h = a + b
  const e = h - (((X + Y) * (X + Y)) % P)
  const g = a - b
  return fromParts(e, (2n * Z * Z + g) % P, g, h)
}

/** @type {(e: bigint, f: bigint, g: bigint, h: bigint) => Point} */
function fromParts(e, f, g, h) {
  return { X: (e * f) % P, Y: (g * h) % P, Z: (f * g) % P, T: (e * h) % P }
}

/** @param {Point} point */
function isNeutral({ X, Y, Z }) {
  return mod(X) === 0n && mod(Y - Z) === 0n
}

/** @param {Uint8Array} bytes */
function littleEndian(bytes) {
  let hex = ''
  for (const byte of bytes) hex = byte.toString(16).padStart(2, '0') + hex
  return BigInt(`0x${hex}`)
}

/** The remainder that is not negative. @type {(number: bigint) => bigint} */
function mod(number) {
  const rest = number % P
  return rest < 0n ? rest + P : rest
}

/** @param {bigint} number */
function invert(number) {
  return power(mod(number), P - 2n)
}

/** @type {(base: bigint, exponent: bigint) => bigint} */
function power(base, exponent) {
  let result = 1n
  for (let square = base; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}
