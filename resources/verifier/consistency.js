// A consistency file, `.vsc`: that a later ledger begins with an earlier one, without showing either.

import { fromBase64, fromUtf8 } from './bytes.js'
import { isObject, isTexts, readJson } from './json.js'
import { readNote } from './note.js'
import { wholeOf } from './source.js'

/** @import { Note } from './note.js' */
/** @import { Source } from './source.js' */

/** @typedef {{ publicKey: Uint8Array, from: Note, to: Note, proof: Uint8Array[] }} Consistency */

/**
 * @param {Source} source
 * @returns {Promise<Consistency | undefined>} nothing where it is not such a file
 */
export async function readConsistency(source) {
  const bytes = await wholeOf(source, 1_000_000)
  const file = readJson((bytes && fromUtf8(bytes)) ?? '')
  if (!isObject(file) || file['format'] !== 'viewing-station-consistency' || file['version'] !== 1)
    return undefined
  const { publicKey, from, to, proof } = file
  if (typeof publicKey !== 'string' || typeof from !== 'string' || typeof to !== 'string') return undefined
  if (!isTexts(proof) || proof.length > 128) return undefined
  const key = fromBase64(publicKey)
  const notes = { from: readNote(from), to: readNote(to) }
  const path = proof.map(fromBase64).filter((node) => node?.length === 32)
  if (key?.length !== 32 || notes.from === undefined || notes.to === undefined) return undefined
  if (path.length !== proof.length) return undefined
  return { publicKey: key, from: notes.from, to: notes.to, proof: /** @type {Uint8Array[]} */ (path) }
}
