// The examination: takes what was given, looks at all of it, and answers a report. It never throws for what it is given; it
// throws only where somebody has stopped it.

import { equal, inFours, toHex } from './bytes.js'
import { readConsistency } from './consistency.js'
import { isPublicKey } from './ed25519.js'
import { reportOf } from './findings.js'
import { examineLedgers } from './ledgers.js'
import { signatureOf } from './note.js'
import { checkPackage, readPackage } from './package.js'
import { readKey, readPapers } from './papers.js'
import { sha256 } from './sha2.js'
import { sortFiles } from './sorting.js'
import { ReadFailure } from './source.js'
import { isConsistent } from './tree.js'
import { together } from './witness.js'

/** @import { Finding, Key, Part, Report } from './findings.js' */
/** @import { Source, Work } from './source.js' */
/** @import { Witness } from './witness.js' */

/**
 * `typed`: whatever was typed or scanned from papers. `key`: the institution's key or its fingerprint, or nothing.
 * `codesOn` reads the QR codes on a picture.
 * @typedef {{ files: readonly Source[], typed: string, key: string, codesOn?: (file: Source) => Promise<string[]> }} Given
 */

/**
 * `tell` hears how many bytes of how many have been read; `breathe` is awaited often, and throws where all is to end.
 * @typedef {{ signal: AbortSignal, tell: (done: number, total: number) => void, breathe: () => Promise<void> }} Watch
 */

/** A folder with more files than this is not one that a station has written. */
const MOST_FILES = 10_000

/**
 * @param {Given} given
 * @param {Watch} watch
 * @returns {Promise<Report>}
 */
export async function examine(given, watch) {
  /** @type {Part[]} */
  const parts = []
  if (given.files.length > MOST_FILES)
    return reportOf([{ kind: 'files', name: '', findings: [{ level: 'bad', code: 'too-many' }] }])
  try {
    await lookAt(given, watch, parts)
  } catch (failure) {
    if (!(failure instanceof ReadFailure)) throw failure
    const finding = /** @type {Finding} */ ({ level: 'bad', code: 'unreadable', name: failure.message })
    parts.push({ kind: 'files', name: '', findings: [finding] })
  }
  return reportOf(parts)
}

/**
 * @param {Given} given
 * @param {Watch} watch
 * @param {Part[]} parts are added to as they are found
 */
async function lookAt(given, watch, parts) {
  const sorted = await sortFiles(given.files)
  const inPackages = sorted.packages.flatMap(({ files }) => [...files.values()])
  const total = [...sorted.ledgers, ...inPackages].reduce((sum, { size }) => sum + size, 0)
  let done = 0
  /** @type {Work} */
  const work = {
    signal: watch.signal,
    tell: (bytes) => {
      done += bytes
      watch.tell(Math.min(done, total), total)
    },
  }
  const strays = filesPart(sorted.strays)
  if (strays !== undefined) parts.push(strays)

  const givenKey = readKey(given.key)
  /** @type {Finding[]} */
  const paperFindings = []
  if (given.key.trim() !== '' && (givenKey === undefined || !isRealKey(givenKey)))
    paperFindings.push({ level: 'bad', code: 'key-unread' })
  const papers = await papersOf(given, sorted, watch, paperFindings)

  /** @type {(publicKey: Uint8Array) => Key} */
  const keyOf = (publicKey) => {
    const fingerprint = toHex(sha256(publicKey))
    const key = inFours(fingerprint)
    if (givenKey !== undefined) {
      const isIt =
        'fingerprint' in givenKey
          ? givenKey.fingerprint === fingerprint
          : equal(givenKey.publicKey, publicKey)
      return { fingerprint: key, stand: isIt ? 'given' : 'differs' }
    }
    const isOnPaper = papers.some(
      ({ note }) => note !== undefined && signatureOf(note, publicKey) === 'signed',
    )
    return { fingerprint: key, stand: isOnPaper ? 'paper' : 'file' }
  }

  const witnesses = [...papers]
  for (const { name, files } of sorted.packages)
    parts.push(await packagePart(name, files, witnesses, keyOf, work))
  for (const source of sorted.consistencies) parts.push(await consistencyPart(source, witnesses, keyOf))
  const ledgerParts = await examineLedgers(sorted.ledgers, witnesses, keyOf, work, watch.breathe)
  parts.unshift(...ledgerParts)

  paperFindings.push(...together(witnesses))
  const hasLedger = ledgerParts.some(({ spans }) => spans !== undefined)
  for (const { label, note } of hasLedger ? [] : papers) {
    const isSigned =
      note !== undefined && givenKey !== undefined && 'publicKey' in givenKey
        ? signatureOf(note, givenKey.publicKey)
        : undefined
    if (isSigned === undefined) paperFindings.push({ level: 'note', code: 'paper-read', label })
    else if (isSigned === 'signed') paperFindings.push({ level: 'good', code: 'paper-signed', label })
    else paperFindings.push({ level: 'bad', code: `witness-${isSigned}`, label, origin: note?.origin ?? '' })
  }
  if (paperFindings.length > 0) parts.push({ kind: 'papers', name: '', findings: paperFindings })
}

/**
 * @param {import('./sorting.js').Sorted['strays']} strays
 * @returns {Part | undefined}
 */
function filesPart(strays) {
  if (strays.length === 0) return undefined
  const findings = strays.map(
    ({ name, why }) =>
      /** @type {Finding} */ ({ level: why === 'unknown' ? 'warn' : 'bad', code: `stray-${why}`, name }),
  )
  return { kind: 'files', name: '', findings }
}

/** @param {import('./papers.js').GivenKey} key */
function isRealKey(key) {
  return 'fingerprint' in key || isPublicKey(key.publicKey)
}

/**
 * Everything that stands on paper, typed, in files or in pictures.
 * @param {Given} given
 * @param {import('./sorting.js').Sorted} sorted
 * @param {Watch} watch
 * @param {Finding[]} findings
 * @returns {Promise<Witness[]>}
 */
async function papersOf({ typed, codesOn }, { notes, pictures }, watch, findings) {
  /** @type {Witness[]} */
  const witnesses = []
  const texts = [{ name: '', text: typed }, ...notes]
  for (const picture of pictures) {
    await watch.breathe()
    const codes = (await codesOn?.(picture)) ?? []
    if (codes.length === 0) findings.push({ level: 'bad', code: 'picture-empty', name: picture.path })
    for (const text of codes) texts.push({ name: picture.path, text })
  }
  for (const { name, text } of texts) {
    const { papers, isAllRead } = readPapers(text)
    if (!isAllRead) findings.push({ level: 'bad', code: 'paper-unread', name })
    for (const { origin, size, root, note } of papers)
      witnesses.push({ label: { kind: 'paper', name, size }, origin, size, root, note })
  }
  return witnesses
}

/**
 * @param {string} name
 * @param {Map<string, Source>} files
 * @param {Witness[]} witnesses gets the package's checkpoint
 * @param {(publicKey: Uint8Array) => Key} keyOf
 * @param {Work} work
 * @returns {Promise<Part>}
 */
async function packagePart(name, files, witnesses, keyOf, work) {
  /** @type {Finding[]} */
  const findings = []
  const made = await readPackage(files)
  if (made === undefined)
    return { kind: 'package', name, findings: [{ level: 'bad', code: 'unreadable', name }] }
  const { publicKey, note, requestNumber } = made
  const key = keyOf(publicKey)
  if (key.stand === 'differs')
    findings.push({ level: 'bad', code: 'key-differs', fingerprint: key.fingerprint })
  const signature = signatureOf(note, publicKey)
  if (signature !== 'signed') findings.push({ level: 'bad', code: `note-${signature}`, size: note.size })
  const { wrongs, unnamed } = await checkPackage(made, files, work)
  for (const wrong of wrongs)
    if ('file' in wrong)
      findings.push({
        level: 'bad',
        code: wrong.why === 'missing' ? 'package-missing' : 'package-file',
        name: wrong.file,
      })
    else
      findings.push({
        level: 'bad',
        code: wrong.why === 'not-in-ledger' ? 'package-outside' : `package-${wrong.why}`,
        at: Number(made.entry['seq']),
      })
  if (findings.length === 0) {
    const file = made.files[0]?.name ?? ''
    findings.push({ level: 'good', code: 'package-whole', name: file, other: requestNumber, size: note.size })
    findings.push({ level: 'note', code: 'package-entry-at', at: Number(made.entry['seq']) })
    const label = { kind: /** @type {const} */ ('package'), name, size: note.size }
    witnesses.push({ label, origin: note.origin, size: note.size, root: note.root, note, publicKey })
  }
  if (unnamed.length > 0) findings.push({ level: 'warn', code: 'package-unnamed', name: unnamed.join(', ') })
  return { kind: 'package', name, findings, key }
}

/**
 * @param {Source} source
 * @param {Witness[]} witnesses gets both ends
 * @param {(publicKey: Uint8Array) => Key} keyOf
 * @returns {Promise<Part>}
 */
async function consistencyPart(source, witnesses, keyOf) {
  const name = source.path
  const file = await readConsistency(source)
  if (file === undefined)
    return { kind: 'consistency', name, findings: [{ level: 'bad', code: 'unreadable', name }] }
  /** @type {Finding[]} */
  const findings = []
  const { publicKey, from, to, proof } = file
  const key = keyOf(publicKey)
  if (key.stand === 'differs')
    findings.push({ level: 'bad', code: 'key-differs', fingerprint: key.fingerprint })
  for (const note of [from, to]) {
    const signature = signatureOf(note, publicKey)
    if (signature !== 'signed') findings.push({ level: 'bad', code: `note-${signature}`, size: note.size })
    const label = { kind: /** @type {const} */ ('consistency'), name, size: note.size }
    witnesses.push({ label, origin: note.origin, size: note.size, root: note.root, note, publicKey })
  }
  const ends = { from: from.size, to: to.size }
  if (from.origin !== to.origin) findings.push({ level: 'bad', code: 'note-origin', origin: to.origin })
  if (isConsistent(from, to, proof)) findings.push({ level: 'good', code: 'consistent', ...ends })
  else findings.push({ level: 'bad', code: 'inconsistent', ...ends })
  return { kind: 'consistency', name, findings, key }
}
