// JSON (RFC 8259) read with distrust: a key may stand once, a whole number must be one that JavaScript can hold, and nothing
// may be nested deeper than anything of ours is. What is not so is not read at all.

const DEEPEST = 32

/**
 * @typedef {null | boolean | number | string | JsonArray | JsonObject} Json
 * @typedef {Json[]} JsonArray
 * @typedef {{ [key: string]: Json }} JsonObject
 */

/**
 * @param {string} text
 * @returns {Json | undefined} objects have no prototype: `__proto__` is a key as any other
 */
export function readJson(text) {
  try {
    const reader = new Reader(text)
    const value = reader.value(0)
    reader.space()
    return reader.at === text.length ? value : undefined
  } catch {
    return undefined
  }
}

/** @type {(value: Json | undefined) => value is JsonObject} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @type {(value: Json | undefined) => value is string[]} */
export function isTexts(value) {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}

/** A whole number that counts something. @type {(value: Json | undefined) => value is number} */
export function isCount(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0 && !Object.is(value, -0)
}

/** Throws at the first thing that is not as it must be; `readJson` catches it. */
class Reader {
  at = 0
  #text

  /** @param {string} text */
  constructor(text) {
    this.#text = text
  }

  space() {
    while (' \t\r\n'.includes(this.#text.charAt(this.at) || '!')) this.at++
  }

  /**
   * @param {number} depth
   * @returns {Json}
   */
  value(depth) {
    if (depth > DEEPEST) throw new RangeError('too deep')
    this.space()
    const first = this.#text.charAt(this.at)
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#array(depth)
    if (first === '"') return this.#string()
    for (const [word, value] of /** @type {const} */ ([
      ['true', true],
      ['false', false],
      ['null', null],
    ]))
      if (this.#text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    return this.#number()
  }

  /** @param {number} depth */
  #object(depth) {
    /** @type {JsonObject} */
    const object = Object.create(null)
    this.at++
    this.space()
    if (this.#took('}')) return object
    do {
      this.space()
      const key = this.#string()
      if (Object.hasOwn(object, key)) throw new SyntaxError('a key twice')
      this.space()
      this.#take(':')
      object[key] = this.value(depth + 1)
      this.space()
    } while (this.#took(','))
    this.#take('}')
    return object
  }

  /** @param {number} depth */
  #array(depth) {
    /** @type {Json[]} */
    const array = []
    this.at++
    this.space()
    if (this.#took(']')) return array
    do {
      array.push(this.value(depth + 1))
      this.space()
    } while (this.#took(','))
    this.#take(']')
    return array
  }

  #string() {
    if (this.#text.charAt(this.at) !== '"') throw new SyntaxError('no text')
    let end = this.at + 1
    for (;;) {
      const code = this.#text.charCodeAt(end)
      if (Number.isNaN(code)) throw new SyntaxError('a text without end')
      if (code === 0x22) break
      end += code === 0x5c ? 2 : 1
    }
    // What an escape means, and that no control character stands bare, is the language's own business.
    const text = JSON.parse(this.#text.slice(this.at, end + 1))
    this.at = end + 1
    return String(text)
  }

  #number() {
    const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?(?:[eE][+-]?\d+)?/y
    pattern.lastIndex = this.at
    const [digits = ''] = pattern.exec(this.#text) ?? []
    const number = Number(digits)
    if (digits === '' || !Number.isFinite(number)) throw new SyntaxError('no number')
    if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw new RangeError('too large')
    this.at += digits.length
    return number
  }

  /** @param {string} sign */
  #took(sign) {
    if (this.#text.charAt(this.at) !== sign) return false
    this.at++
    return true
  }

  /** @param {string} sign */
  #take(sign) {
    if (!this.#took(sign)) throw new SyntaxError(`no ${sign}`)
  }
}
