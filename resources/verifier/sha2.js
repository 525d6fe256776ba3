// SHA-256 and SHA-512 as FIPS 180-4 writes them. The constants are computed from their definition (§4.2.2, §4.2.3, §5.3):
// the first bits of the fractional parts of square and cube roots of the first primes.

const PRIMES = firstPrimes(80)
/** 64 bits of every cube root and of eight square roots. */
const CUBES = PRIMES.map((prime) => BigInt.asUintN(64, root(BigInt(prime) << 192n, 3n)))
const SQUARES = PRIMES.slice(0, 8).map((prime) => BigInt.asUintN(64, root(BigInt(prime) << 128n, 2n)))

const K256 = Int32Array.from(CUBES.slice(0, 64), high)
const START256 = Int32Array.from(SQUARES, high)
const K512_HIGH = Int32Array.from(CUBES, high)
const K512_LOW = Int32Array.from(CUBES, low)

/** SHA-256 of bytes that come piece by piece. May be used again after `digest`. */
export class Sha256 {
  #state = Int32Array.from(START256)
  #schedule = new Int32Array(64)
  #block = new Uint8Array(64)
  #filled = 0
  #length = 0

  /**
   * @param {Uint8Array} bytes
   * @param {number} [from]
   * @param {number} [to]
   * @returns {this}
   */
  update(bytes, from = 0, to = bytes.length) {
    const block = this.#block
    let filled = this.#filled
    let at = from
    this.#length += to - from
    if (filled > 0) {
      while (at < to && filled < 64) block[filled++] = at0(bytes, at++)
      if (filled === 64) {
        compress256(this.#state, this.#schedule, block, 0)
        filled = 0
      }
    }
    for (; at + 64 <= to; at += 64) compress256(this.#state, this.#schedule, bytes, at)
    while (at < to) block[filled++] = at0(bytes, at++)
    this.#filled = filled
    return this
  }

  /** @returns {Uint8Array} 32 bytes; the next `update` begins anew */
  digest() {
    const block = this.#block
    const state = this.#state
    let filled = this.#filled
    block[filled++] = 0x80
    if (filled > 56) {
      while (filled < 64) block[filled++] = 0
      compress256(state, this.#schedule, block, 0)
      filled = 0
    }
    while (filled < 56) block[filled++] = 0
    spell(block, 56, Math.floor(this.#length / 0x20000000))
    spell(block, 60, this.#length << 3)
    compress256(state, this.#schedule, block, 0)
    const out = new Uint8Array(32)
    for (let at = 0; at < 8; at++) {
      spell(out, 4 * at, word(state, at))
      state[at] = word(START256, at)
    }
    this.#filled = 0
    this.#length = 0
    return out
  }
}

/**
 * @param {...Uint8Array} parts
 * @returns {Uint8Array} 32 bytes
 */
export function sha256(...parts) {
  const hash = new Sha256()
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * §6.2.2.
 * @param {Int32Array} state
 * @param {Int32Array} w
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function compress256(state, w, bytes, at) {
  for (let t = 0; t < 16; t++, at += 4)
    w[t] =
      (at0(bytes, at) << 24) | (at0(bytes, at + 1) << 16) | (at0(bytes, at + 2) << 8) | at0(bytes, at + 3)
  for (let t = 16; t < 64; t++) {
    const x = word(w, t - 15)
    const y = word(w, t - 2)
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[t] = (word(w, t - 16) + s0 + word(w, t - 7) + s1) | 0
  }
  let a = word(state, 0)
  let b = word(state, 1)
  let c = word(state, 2)
  let d = word(state, 3)
  let e = word(state, 4)
  let f = word(state, 5)
  let g = word(state, 6)
  let h = word(state, 7)
  for (let t = 0; t < 64; t++) {
    const t1 = (h + mixE(e) + ((e & f) ^ (~e & g)) + word(K256, t) + word(w, t)) | 0
    const t2 = (mixA(a) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (word(state, 0) + a) | 0
  state[1] = (word(state, 1) + b) | 0
  state[2] = (word(state, 2) + c) | 0
  state[3] = (word(state, 3) + d) | 0
  state[4] = (word(state, 4) + e) | 0
  state[5] = (word(state, 5) + f) | 0
  state[6] = (word(state, 6) + g) | 0
  state[7] = (word(state, 7) + h) | 0
}

/**
 * For short messages only: what Ed25519 signs.
 * @param {...Uint8Array} parts
 * @returns {Uint8Array} 64 bytes
 */
export function sha512(...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const padded = new Uint8Array(Math.ceil((length + 17) / 128) * 128)
  let at = 0
  for (const part of parts) {
    padded.set(part, at)
    at += part.length
  }
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n)
  let state = SQUARES
  for (let block = 0; block < padded.length; block += 128) state = compress512(state, view, block)
  const out = new DataView(new ArrayBuffer(64))
  state.forEach((word64, k) => out.setBigUint64(8 * k, word64))
  return new Uint8Array(out.buffer)
}

const high512 = new Int32Array(80)
const low512 = new Int32Array(80)

/**
 * §6.4.2, each 64-bit word as two halves: BigInt is several times slower.
 * @param {bigint[]} state
 * @param {DataView} view
 * @param {number} block
 * @returns {bigint[]}
 */
function compress512(state, view, block) {
  for (let t = 0; t < 16; t++) {
    high512[t] = view.getInt32(block + 8 * t)
    low512[t] = view.getInt32(block + 8 * t + 4)
  }
  for (let t = 16; t < 80; t++) {
    const xh = word(high512, t - 15)
    const xl = word(low512, t - 15)
    const yh = word(high512, t - 2)
    const yl = word(low512, t - 2)
    const s0h = turn(xh, xl, 1) ^ turn(xh, xl, 8) ^ (xh >>> 7)
    const s0l = turn(xl, xh, 1) ^ turn(xl, xh, 8) ^ ((xl >>> 7) | (xh << 25))
    const s1h = turn(yh, yl, 19) ^ turn(yl, yh, 29) ^ (yh >>> 6)
    const s1l = turn(yl, yh, 19) ^ turn(yh, yl, 29) ^ ((yl >>> 6) | (yh << 26))
    const sum = un(word(low512, t - 16)) + un(s0l) + un(word(low512, t - 7)) + un(s1l)
    low512[t] = sum | 0
    high512[t] = (word(high512, t - 16) + s0h + word(high512, t - 7) + s1h + carry(sum)) | 0
  }
  const hi = state.map(high)
  const lo = state.map(low)
  for (let t = 0; t < 80; t++) {
    const [ah = 0, bh = 0, ch = 0, dh = 0, eh = 0, fh = 0, gh = 0, hh = 0] = hi
    const [al = 0, bl = 0, cl = 0, dl = 0, el = 0, fl = 0, gl = 0, hl = 0] = lo
    const s1h = turn(eh, el, 14) ^ turn(eh, el, 18) ^ turn(el, eh, 9)
    const s1l = turn(el, eh, 14) ^ turn(el, eh, 18) ^ turn(eh, el, 9)
    const sum1 = un(hl) + un(s1l) + un((el & fl) ^ (~el & gl)) + un(word(K512_LOW, t)) + un(word(low512, t))
    const t1h =
      (hh + s1h + ((eh & fh) ^ (~eh & gh)) + word(K512_HIGH, t) + word(high512, t) + carry(sum1)) | 0
    const t1l = sum1 | 0
    const s0h = turn(ah, al, 28) ^ turn(al, ah, 2) ^ turn(al, ah, 7)
    const s0l = turn(al, ah, 28) ^ turn(ah, al, 2) ^ turn(ah, al, 7)
    const sumA = un(t1l) + un(s0l) + un((al & bl) ^ (al & cl) ^ (bl & cl))
    const sumE = un(dl) + un(t1l)
    hi.pop()
    lo.pop()
    hi[3] = (dh + t1h + carry(sumE)) | 0
    lo[3] = sumE | 0
    hi.unshift((t1h + s0h + ((ah & bh) ^ (ah & ch) ^ (bh & ch)) + carry(sumA)) | 0)
    lo.unshift(sumA | 0)
  }
  return state.map((was, k) =>
    BigInt.asUintN(64, was + ((BigInt(un(hi[k] ?? 0)) << 32n) | BigInt(un(lo[k] ?? 0)))),
  )
}

/** Σ1 and Σ0 of §4.1.2. @type {(e: number) => number} */
const mixE = (e) => ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
/** @type {(a: number) => number} */
const mixA = (a) => ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
/** @type {(words: Int32Array, at: number) => number} */
const word = (words, at) => /** @type {number} */ (words[at])
/** @type {(bytes: Uint8Array, at: number) => number} */
const at0 = (bytes, at) => /** @type {number} */ (bytes[at])
/** A word as four bytes. @type {(bytes: Uint8Array, at: number, word: number) => void} */
const spell = (bytes, at, word) => {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}
/** @type {(half: number) => number} */
const un = (half) => half >>> 0
/** @type {(sum: number) => number} */
const carry = (sum) => Math.floor(sum / 0x100000000)
/** One half of a 64-bit word turned right by less than 32. @type {(own: number, other: number, by: number) => number} */
const turn = (own, other, by) => (own >>> by) | (other << (32 - by))

/** @param {bigint} word64 */
function high(word64) {
  return Number(BigInt.asIntN(32, word64 >> 32n))
}

/** @param {bigint} word64 */
function low(word64) {
  return Number(BigInt.asIntN(32, word64))
}

/** The whole part of a root, by halving. @type {(of: bigint, degree: bigint) => bigint} */
function root(of, degree) {
  let least = 0n
  let most = 1n << 80n
  while (most - least > 1n) {
    const middle = (least + most) >> 1n
    if (middle ** degree <= of) least = middle
    else most = middle
  }
  return least
}

/** @param {number} count */
function firstPrimes(count) {
  /** @type {number[]} */
  const primes = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}
