import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hash } from './merkle.ts'

/** The state of a ledger at one moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which ledger: one station of one institution, `viewing-station/<id>`. */
  origin: string
  size: number
  root: Hash
}

/** How the holder of the signing seed signs and how anybody checks: Ed25519, given in because the domain has no Node. */
export interface Signer {
  publicKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

/** The text that is signed: origin, size, base64 root, each on its line. */
function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** C2SP signed-note key id for Ed25519: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)[:4]. */
function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(0x01), publicKey)).slice(0, 4)
}

/** A signed note (C2SP signed-note): body, blank line, `— <name> <base64(key id ‖ signature)>`. */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  const body = checkpointBody(checkpoint)
  const signature = concatBytes(keyId(checkpoint.origin, signer.publicKey), signer.sign(utf8ToBytes(body)))
  return `${body}\n— ${checkpoint.origin} ${toBase64(signature)}\n`
}

/**
 * Reads a signed note and checks it against the ledger's public key. Answers nothing where the text is malformed, of
 * another ledger's key, or not signed by it; every byte of the input is distrusted.
 */
export function openCheckpoint(
  note: string,
  publicKey: Uint8Array,
  verify: VerifySignature,
): Checkpoint | undefined {
  const match = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z\d+/]{43}=)\n\n— ([^\s]+) ([A-Za-z\d+/]{91}=)\n$/.exec(
    note,
  )
  if (match === null) return undefined
  const [, origin = '', size = '', root = '', name = '', signed = ''] = match
  if (name !== origin) return undefined
  const signature = fromBase64(signed)
  const checkpoint = { origin, size: Number(size), root: fromBase64(root) }
  if (!Number.isSafeInteger(checkpoint.size)) return undefined
  // Base64 leaves spare bits at its end; a note that uses them is not the one that was signed.
  if (toBase64(checkpoint.root) !== root || toBase64(signature) !== signed) return undefined
  if (toBase64(signature.slice(0, 4)) !== toBase64(keyId(name, publicKey))) return undefined
  return verify(publicKey, utf8ToBytes(checkpointBody(checkpoint)), signature.slice(4))
    ? checkpoint
    : undefined
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard base64 with padding (RFC 4648 §4); the domain has neither Buffer nor btoa. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const group = (a << 16) | (b << 8) | c
    const length = Math.min(3, bytes.length - i)
    for (let k = 0; k < 4; k++) text += k <= length ? ALPHABET[(group >> (18 - 6 * k)) & 63] : '='
  }
  return text
}

/** The inverse of `toBase64`; throws where the text is not base64. */
export function fromBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let bits = 0
  let held = 0
  let at = 0
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit)
    if (value < 0) throw new RangeError('not base64')
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
      held &= (1 << bits) - 1
    }
  }
  return bytes
}
