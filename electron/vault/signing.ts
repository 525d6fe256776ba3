import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Signer } from '../domain/ledger/checkpoint.ts'

/** RFC 8410 §7: the fixed DER bytes before the 32 of an Ed25519 seed (PKCS #8) and of a public key (SPKI). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI_LENGTH = 12

/** Signs with the station's seed (32 bytes). Ed25519 is deterministic: the same text has one signature for ever. */
export function signerOf(seed: Buffer): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: new Uint8Array(spki.subarray(SPKI_LENGTH)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}
