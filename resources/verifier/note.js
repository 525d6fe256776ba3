// A checkpoint as a signed note: C2SP tlog-checkpoint within C2SP signed-note, Ed25519.

import { equal, fromBase64, fromUtf8, utf8 } from './bytes.js'
import { isSignedBy } from './ed25519.js'
import { sha256 } from './sha2.js'

/**
 * What one moment of a ledger is: whose it is, how many entries it had, and the root over them.
 * @typedef {{ origin: string, size: number, root: Uint8Array }} Checkpoint
 */

/**
 * A note as it was read, before anybody is asked who signed it.
 * @typedef {Checkpoint & { body: string, signatures: { name: string, bytes: Uint8Array }[] }} Note
 */

/** Signature lines of witnesses may follow the station's own; more than so many are not a note. */
const MOST_SIGNATURES = 16

/**
 * @param {string} text the whole note, to its last line end
 * @returns {Note | undefined} nothing where it is not exactly a note
 */
export function readNote(text) {
  if (text.length > 20_000 || /(?!\n)\p{Cc}/u.test(text)) return undefined
  const split = text.lastIndexOf('\n\n')
  if (split < 0 || !text.endsWith('\n')) return undefined
  const body = text.slice(0, split + 1)
  const [origin = '', size = '', root64 = '', ...more] = body.slice(0, -1).split('\n')
  const root = fromBase64(root64)
  if (!isName(origin) || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32) return undefined
  if (!Number.isSafeInteger(Number(size)) || more.includes('')) return undefined
  const lines = text.slice(split + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return undefined
  const signatures = []
  for (const line of lines) {
    const [, name = '', base64 = ''] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    const bytes = fromBase64(base64)
    if (!isName(name) || bytes === undefined || bytes.length < 5) return undefined
    signatures.push({ name, bytes })
  }
  return { origin, size: Number(size), root, body, signatures }
}

/**
 * @param {Uint8Array} bytes of a file
 * @returns {Note | undefined}
 */
export function readNoteFile(bytes) {
  const text = fromUtf8(bytes)
  return text === undefined ? undefined : readNote(text)
}

/**
 * - `signed`: by this key, in the ledger's name
 * - `forged`: it claims this key, and the signature is not its
 * - `foreign`: signed by another key, if at all
 * @param {Note} note
 * @param {Uint8Array} publicKey
 * @returns {'signed' | 'forged' | 'foreign'}
 */
export function signatureOf(note, publicKey) {
  const id = keyId(note.origin, publicKey)
  const own = note.signatures.filter(
    ({ name, bytes }) => name === note.origin && equal(bytes.subarray(0, 4), id),
  )
  const [only] = own
  if (only === undefined) return 'foreign'
  const isGood = own.length === 1 && isSignedBy(publicKey, utf8(note.body), only.bytes.subarray(4))
  return isGood ? 'signed' : 'forged'
}

/**
 * @param {string} name
 * @param {Uint8Array} publicKey
 * @returns {Uint8Array} SHA-256(name ‖ LF ‖ 0x01 ‖ key), its first four bytes
 */
function keyId(name, publicKey) {
  return sha256(utf8(`${name}\n`), Uint8Array.of(1), publicKey).subarray(0, 4)
}

/** @param {string} name */
function isName(name) {
  return name !== '' && name.length <= 200 && !/[\s+\p{Cc}]/u.test(name)
}
