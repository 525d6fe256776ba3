// Bytes and their spellings: hex, base64 (RFC 4648 §4), UTF-8. Every reader answers undefined for what is not exactly one
// spelling of some bytes, so that two different texts never mean the same.

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/**
 * @param {Uint8Array} bytes
 * @returns {string} in lower case
 */
export function toHex(bytes) {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
}

/**
 * @param {string} text
 * @returns {Uint8Array | undefined}
 */
export function fromHex(text) {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  )
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} padded
 */
export function toBase64(bytes) {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    text += BASE64.charAt(group >> 18) + BASE64.charAt((group >> 12) & 63)
    text += left > 1 ? BASE64.charAt((group >> 6) & 63) : '='
    text += left > 2 ? BASE64.charAt(group & 63) : '='
  }
  return text
}

/**
 * Padded, and with the spare bits of its last digit zero: anything else is another text for the same bytes.
 * @param {string} text
 * @returns {Uint8Array | undefined}
 */
export function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    let group = 0
    for (let k = 0; k < 4; k++) group = (group << 6) | Math.max(0, BASE64.indexOf(text.charAt(at + k)))
    for (let k = 0; k < 3 && to + k < bytes.length; k++) bytes[to + k] = (group >> (16 - 8 * k)) & 255
  }
  return toBase64(bytes) === text ? bytes : undefined
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
export function utf8(text) {
  return encoder.encode(text)
}

/**
 * @param {Uint8Array} bytes
 * @returns {string | undefined} nothing where the bytes are not UTF-8; a byte order mark stays in the text
 */
export function fromUtf8(bytes) {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * @param {Uint8Array | undefined} a
 * @param {Uint8Array | undefined} b
 * @returns {boolean}
 */
export function equal(a, b) {
  if (a === undefined || b === undefined || a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

/**
 * As people compare it with paper.
 * @param {string} hex
 * @returns {string} in groups of four
 */
export function inFours(hex) {
  return hex.match(/.{1,4}/g)?.join(' ') ?? ''
}
