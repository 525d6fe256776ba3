// What has been given: which of the files is a ledger, which belong to one package, which are papers.

import { fromUtf8 } from './bytes.js'
import { MANIFEST } from './package.js'
import { readPapers } from './papers.js'
import { headOf, wholeOf } from './source.js'

/** @import { Source } from './source.js' */

/**
 * @typedef {{ ledgers: Source[], consistencies: Source[], pictures: Source[], notes: { name: string, text: string }[],
 *   packages: { name: string, files: Map<string, Source> }[], strays: { name: string, why: 'packed' | 'pdf' | 'unknown' }[] }} Sorted
 */

/** Either of them makes its folder a package, so that one without its manifest is called by its name. */
const PACKAGE_FILES = [MANIFEST, 'proof.json']
const IGNORED = /^(\..*|thumbs\.db|desktop\.ini)$/i

/**
 * @param {readonly Source[]} files
 * @returns {Promise<Sorted>}
 */
export async function sortFiles(files) {
  /** @type {Map<string, Map<string, Source>>} */
  const folders = new Map()
  for (const file of files) if (PACKAGE_FILES.includes(file.name)) folders.set(folderOf(file), new Map())
  /** @type {Sorted} */
  const sorted = { ledgers: [], consistencies: [], pictures: [], notes: [], packages: [], strays: [] }
  for (const file of files) {
    if (IGNORED.test(file.name)) continue
    const head = await headOf(file, 40)
    const kind = kindOf(file.name, head)
    const folder = folders.get(folderOf(file))
    if (folder !== undefined && PACKAGE_FILES.includes(file.name)) folder.set(file.name, file)
    else if (kind === 'ledger') sorted.ledgers.push(file)
    else if (kind === 'consistency') sorted.consistencies.push(file)
    else if (kind === 'picture') sorted.pictures.push(file)
    else if (folder !== undefined) folder.set(file.name.normalize('NFC'), file)
    else if (kind === 'packed' || kind === 'pdf') sorted.strays.push({ name: file.path, why: kind })
    else {
      const text = await paperText(file)
      if (text === undefined) sorted.strays.push({ name: file.path, why: 'unknown' })
      else sorted.notes.push({ name: file.path, text })
    }
  }
  for (const [name, inside] of folders) sorted.packages.push({ name, files: inside })
  return sorted
}

/**
 * @param {string} name
 * @param {Uint8Array} head
 */
function kindOf(name, head) {
  const text = String.fromCharCode(...head)
  if (/\.vsl$/i.test(name) || text.startsWith('{"format":"viewing-station-ledger"')) return 'ledger'
  if (text.startsWith('{"version":1,"publicKey":"')) return 'ledger'
  if (/\.vsc$/i.test(name) || text.startsWith('{"format":"viewing-station-consis')) return 'consistency'
  if (text.startsWith('\x89PNG\r\n') || text.startsWith('\xff\xd8\xff')) return 'picture'
  if (text.startsWith('PK\x03\x04')) return 'packed'
  return text.startsWith('%PDF-') ? 'pdf' : undefined
}

/**
 * @param {Source} file
 * @returns {Promise<string | undefined>} its text where there is something of a paper in it
 */
async function paperText(file) {
  const bytes = await wholeOf(file, 1_000_000)
  const text = bytes && fromUtf8(bytes)
  return text !== undefined && readPapers(text).papers.length > 0 ? text : undefined
}

/** @param {Source} file */
function folderOf({ path }) {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
