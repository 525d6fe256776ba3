// A package: the film, its sheets, the manifest, the manifest's entry in the ledger, and the checkpoint that the entry lies under.

import { equal, fromBase64, fromUtf8, toHex, utf8 } from './bytes.js'
import { isCount, isObject, isTexts, readJson } from './json.js'
import { readNoteFile } from './note.js'
import { sha256 } from './sha2.js'
import { hashOf, wholeOf } from './source.js'
import { leafHash, rootOfInclusion } from './tree.js'

/** @import { Json, JsonObject } from './json.js' */
/** @import { Note } from './note.js' */
/** @import { Source, Work } from './source.js' */

/** @typedef {{ name: string, sha256: string, sizeBytes?: number }} Named a file that the manifest names */

/**
 * What a package says of itself, before it is believed.
 * @typedef {{ origin: string, requestNumber: string, files: Named[], manifestSha256: string, publicKey: Uint8Array,
 *   entry: JsonObject, salt: string, details: JsonObject, inclusion: Uint8Array[], note: Note }} Package
 */

/**
 * @typedef {{ why: 'missing' | 'changed', file: string } | { why: 'manifest' | 'entry' | 'not-in-ledger' | 'origin' }} Wrong
 */

export const MANIFEST = 'manifest.json'
const PROOF = 'proof.json'
const CHECKPOINT = 'checkpoint.txt'
const MOST_JSON = 16_000_000
/** Made after the manifest, and therefore not named in it; it has a checkpoint and a signature of its own. */
const RECEIPT = '수령증.pdf'

/**
 * @param {Map<string, Source>} files by name, NFC
 * @returns {Promise<Package | undefined>} nothing where what makes a package is not there or cannot be read
 */
export async function readPackage(files) {
  const manifestBytes = await smallOf(files.get(MANIFEST))
  const proofBytes = await smallOf(files.get(PROOF))
  const noteBytes = await smallOf(files.get(CHECKPOINT))
  if (manifestBytes === undefined || proofBytes === undefined || noteBytes === undefined) return undefined
  const manifest = readJson(fromUtf8(manifestBytes) ?? '')
  const proof = readJson(fromUtf8(proofBytes) ?? '')
  const note = readNoteFile(noteBytes)
  if (!isObject(manifest) || !isObject(proof) || note === undefined) return undefined
  const { origin, requestNumber, file, sheets = [] } = manifest
  const { publicKey, entry, salt, details, inclusion } = proof
  if (typeof origin !== 'string' || typeof requestNumber !== 'string' || !isNamed(file)) return undefined
  if (!isCount(file.sizeBytes) || !Array.isArray(sheets) || !sheets.every(isNamed)) return undefined
  if (typeof publicKey !== 'string' || typeof salt !== 'string' || !isObject(details)) return undefined
  if (!isEntry(entry) || !isTexts(inclusion) || inclusion.length > 64) return undefined
  const key = fromBase64(publicKey)
  const path = inclusion.map(fromBase64).filter((node) => node?.length === 32)
  if (key?.length !== 32 || path.length !== inclusion.length) return undefined
  return {
    origin,
    requestNumber,
    files: [file, ...sheets],
    manifestSha256: toHex(sha256(manifestBytes)),
    publicKey: key,
    entry,
    salt,
    details,
    inclusion: /** @type {Uint8Array[]} */ (path),
    note,
  }
}

/**
 * Whether this film, these sheets, this manifest and this entry belong together.
 * @param {Package} made
 * @param {Map<string, Source>} files
 * @param {Work} work
 * @returns {Promise<{ wrongs: Wrong[], unnamed: string[] }>} `unnamed`: files of the folder that no hash speaks for
 */
export async function checkPackage(made, files, work) {
  /** @type {Wrong[]} */
  const wrongs = []
  for (const { name, sha256: expected, sizeBytes } of made.files) {
    const file = files.get(name.normalize('NFC'))
    if (file === undefined) wrongs.push({ why: 'missing', file: name })
    else if ((sizeBytes !== undefined && file.size !== sizeBytes) || (await hashOf(file, work)) !== expected)
      wrongs.push({ why: 'changed', file: name })
  }
  const { details, entry, note, origin } = made
  if (details['manifestSha256'] !== made.manifestSha256) wrongs.push({ why: 'manifest' })
  if (origin !== note.origin) wrongs.push({ why: 'origin' })
  if (commitmentOf(made.salt, details) !== entry['commitment']) wrongs.push({ why: 'entry' })
  else if (!equal(rootOfInclusion(leafOf(entry), Number(entry['seq']), note.size, made.inclusion), note.root))
    wrongs.push({ why: 'not-in-ledger' })
  const named = new Set([MANIFEST, PROOF, CHECKPOINT, RECEIPT, ...made.files.map(({ name }) => name)])
  const unnamed = [...files.keys()].filter((name) => !named.has(name) && !name.startsWith('.'))
  return { wrongs, unnamed }
}

/**
 * @param {JsonObject} entry
 * @returns {Uint8Array}
 */
function leafOf({ seq, at, kind, actor, subject, commitment }) {
  return leafHash(utf8(JSON.stringify([1, seq, at, kind, actor, subject, commitment])))
}

/**
 * SHA-256 of salt and details, with the keys of every object in order.
 * @param {string} salt
 * @param {JsonObject} details
 * @returns {string} hex
 */
function commitmentOf(salt, details) {
  return toHex(sha256(utf8(JSON.stringify([salt, inOrder(details)]))))
}

/**
 * Keys by their UTF-16 units; those that are whole numbers stand before them by their value, as JavaScript keeps them.
 * @param {Json} value
 * @returns {Json}
 */
function inOrder(value) {
  if (Array.isArray(value)) return value.map(inOrder)
  if (!isObject(value)) return value
  /** @type {JsonObject} */
  const ordered = Object.create(null)
  for (const key of Object.keys(value).sort()) ordered[key] = inOrder(/** @type {Json} */ (value[key]))
  return ordered
}

/**
 * @param {Source | undefined} file
 * @returns {Promise<Uint8Array | undefined>}
 */
async function smallOf(file) {
  return file === undefined ? undefined : wholeOf(file, MOST_JSON)
}

/** @type {(value: Json | undefined) => value is JsonObject & Named} */
function isNamed(value) {
  if (!isObject(value)) return false
  const { name, sha256: hash } = value
  return typeof name === 'string' && name !== '' && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)
}

/** @type {(value: Json | undefined) => value is JsonObject} */
function isEntry(value) {
  if (!isObject(value) || !isCount(value['seq'])) return false
  return ['at', 'kind', 'actor', 'subject', 'commitment'].every((key) => typeof value[key] === 'string')
}
