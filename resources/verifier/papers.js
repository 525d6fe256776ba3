// What stands on paper: whole checkpoints, as a scanner of QR codes types them, or size and root as a person copies them, in
// groups of four or not. Nothing here decides whether it is true.

import { fromBase64, fromHex, toBase64 } from './bytes.js'
import { readNote } from './note.js'

/**
 * One paper. `origin` is empty where only numbers were typed; `note` where there is a signature to check.
 * @typedef {{ origin: string, size: number, root: Uint8Array, note?: import('./note.js').Note }} Paper
 */

/** Words that may stand beside the numbers. */
const LABELS = /^(size|root|hash|entries|entry|checkpoint|no|sha-?256)$/i
const MOST_TEXT = 1_000_000

/**
 * @param {string} typed
 * @returns {{ papers: Paper[], isAllRead: boolean }} `isAllRead`: there was nothing that could not be understood
 */
export function readPapers(typed) {
  if (typed.length > MOST_TEXT) return { papers: [], isAllRead: false }
  const words = typed
    .normalize('NFC')
    .split(/[\s\p{Cc}\ufeff]+/u)
    .filter((word) => word !== '')
  /** @type {Paper[]} */
  const papers = []
  /** @type {string[]} */
  const others = []
  for (let at = 0; at < words.length; ) {
    const found = noteAt(words, at)
    if (found === undefined) others.push(/** @type {string} */ (words[at++]))
    else {
      papers.push(found.paper)
      at = found.end
    }
  }
  const typedRoots = readRoots(others)
  return { papers: [...papers, ...typedRoots.papers], isAllRead: typedRoots.isAllRead }
}

/**
 * A checkpoint by its words, whatever a scanner makes of its line ends and of the dash before the signature.
 * @param {string[]} words
 * @param {number} at
 * @returns {{ paper: Paper, end: number } | undefined}
 */
function noteAt(words, at) {
  const [origin = '', size = ''] = words.slice(at, at + 2)
  if (!origin.includes('/') || !/^(0|[1-9]\d{0,15})$/.test(size)) return undefined
  const root = base64At(words, at + 2, 44)
  const bytes = fromBase64(root.text)
  if (bytes?.length !== 32 || !Number.isSafeInteger(Number(size))) return undefined
  const bare = { origin, size: Number(size), root: bytes }
  for (let name = root.end; name <= root.end + 1; name++) {
    if (!words[name]?.endsWith(origin)) continue
    const signature = base64At(words, name + 1, 92)
    const note = readNote(`${origin}\n${size}\n${toBase64(bytes)}\n\n\u2014 ${origin} ${signature.text}\n`)
    if (note !== undefined) return { paper: { ...bare, note }, end: signature.end }
  }
  return { paper: bare, end: root.end }
}

/**
 * Base64 that may have been broken into several words.
 * @param {string[]} words
 * @param {number} from
 * @param {number} length
 */
function base64At(words, from, length) {
  let text = ''
  let end = from
  while (text.length < length && /^[A-Za-z0-9+/=]+$/.test(words[end] ?? '')) text += words[end++]
  return { text, end }
}

/**
 * Sizes, each with its root in hex or base64.
 * @param {string[]} words
 * @returns {{ papers: Paper[], isAllRead: boolean }}
 */
function readRoots(words) {
  /** @type {Paper[]} */
  const papers = []
  let isAllRead = true
  /** @type {number | undefined} */
  let size
  let digits = ''
  for (const word of words) {
    const bare = word.replace(/[^\x21-\x7e]|[:;()'"#]/g, '').replace(/^[-.]+|[-.,]+$/g, '')
    if (bare === '' || LABELS.test(bare)) continue
    if (size === undefined) {
      const number = Number(bare.replaceAll(',', ''))
      if (/^\d[\d,]*$/.test(bare) && Number.isSafeInteger(number)) size = number
      else isAllRead = false
      continue
    }
    digits += bare
    const root = rootOf(digits)
    if (root !== undefined) {
      papers.push({ origin: '', size, root })
      size = undefined
      digits = ''
    }
  }
  return { papers, isAllRead: isAllRead && size === undefined }
}

/**
 * @param {string} digits
 * @returns {Uint8Array | undefined}
 */
function rootOf(digits) {
  const hex = digits.replaceAll('-', '')
  if (/^[0-9a-f]{64}$/i.test(hex)) return fromHex(hex)
  return digits.length === 44 && digits.endsWith('=') ? fromBase64(digits) : undefined
}

/**
 * What somebody gives to tell the institution's key: the key, or its fingerprint as it is printed.
 * @typedef {{ publicKey: Uint8Array } | { fingerprint: string }} GivenKey
 */

/** RFC 8410: what stands before the 32 bytes of a key in a PEM file. */
const SPKI = 'MCowBQYDK2VwAyEA'

/**
 * @param {string} typed
 * @returns {GivenKey | undefined} nothing where it is neither
 */
export function readKey(typed) {
  const bare = typed.replace(/-----[A-Z ]+-----/g, '').replace(/[\s\p{Cc}\ufeff]/gu, '')
  const hex = bare.replace(/[-:.]/g, '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hex)) return { fingerprint: hex }
  const inner = bare.startsWith(SPKI) && bare.length === 60 ? bare.slice(SPKI.length) : bare
  const publicKey = fromBase64(inner)
  return publicKey?.length === 32 ? { publicKey } : undefined
}
