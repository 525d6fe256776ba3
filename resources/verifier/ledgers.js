// Ledger files: each by itself, against its own checkpoints and every witness, and two against one another.

import { equal } from './bytes.js'
import { firstDifference, readHead, scanLedger } from './ledger.js'
import { readNote, signatureOf } from './note.js'
import { holdAgainst, spansOf } from './witness.js'

/** @import { Finding, Key, Part } from './findings.js' */
/** @import { Head, Scan } from './ledger.js' */
/** @import { Note } from './note.js' */
/** @import { Source, Work } from './source.js' */
/** @import { Witness } from './witness.js' */

/** @typedef {{ source: Source, head: Head, notes: Note[], scan: Scan }} Ledger */

/**
 * @param {readonly Source[]} sources
 * @param {readonly Witness[]} witnesses
 * @param {(publicKey: Uint8Array) => Key} keyOf
 * @param {Work} work
 * @param {() => Promise<void>} breathe
 * @returns {Promise<Part[]>}
 */
export async function examineLedgers(sources, witnesses, keyOf, work, breathe) {
  /** @type {Part[]} */
  const parts = []
  const heads = []
  for (const source of sources) {
    const head = await readHead(source, work)
    if (head !== undefined && head !== 'crlf') heads.push({ source, head })
    else {
      const finding = /** @type {Finding} */ ({ level: 'bad', code: head ?? 'unreadable', name: source.path })
      parts.push({ kind: 'ledger', name: source.path, findings: [finding] })
    }
  }
  const outside = [...witnesses.map(({ size }) => size), ...heads.map(({ head }) => head.size)]
  /** @type {Ledger[]} */
  const ledgers = []
  for (const { source, head } of heads) {
    /** @type {Finding[]} */
    const findings = []
    const key = keyOf(head.publicKey)
    if (key.stand === 'differs')
      findings.push({ level: 'bad', code: 'key-differs', fingerprint: key.fingerprint })
    const notes = await ownNotes(head, findings, breathe)
    const scan = await scanLedger(source, head, [...outside, ...notes.map(({ size }) => size)], work)
    findings.push(...whatIsRead(head, scan))
    const signedSize = holdOwn(head, scan, notes, findings)
    const held = holdAgainst(head, scan, witnesses)
    findings.push(...held.findings)
    for (const label of held.anchors) findings.push({ level: 'good', code: 'anchored', label })
    const spans = spansOf(held.anchors, held.disputed, signedSize, scan.size)
    const brokenAt = [...scan.altered, ...(scan.stop === undefined ? [] : [scan.stop.at])]
    parts.push({ kind: 'ledger', name: source.path, findings, key, spans, size: scan.size, brokenAt })
    ledgers.push({ source, head, notes, scan })
  }
  for (const [at, one] of ledgers.entries())
    for (const other of ledgers.slice(at + 1)) {
      const name = `${one.source.path} · ${other.source.path}`
      parts.push({ kind: 'together', name, findings: [await compare(one, other, work)] })
    }
  return parts
}

/**
 * The checkpoints that the file carries, as far as they are signed by its key.
 * @param {Head} head
 * @param {Finding[]} findings
 * @param {() => Promise<void>} breathe
 */
async function ownNotes({ checkpoints, publicKey, origin }, findings, breathe) {
  /** @type {Note[]} */
  const notes = []
  for (const [at, text] of checkpoints.entries()) {
    await breathe()
    const note = readNote(text)
    if (note === undefined) findings.push({ level: 'bad', code: 'note-unreadable', at: at + 1 })
    else if (note.origin !== origin) findings.push({ level: 'bad', code: 'note-origin', origin: note.origin })
    else {
      const signature = signatureOf(note, publicKey)
      if (signature === 'signed') notes.push(note)
      else findings.push({ level: 'bad', code: `note-${signature}`, size: note.size })
    }
    if (findings.length >= 20) break
  }
  return notes
}

/**
 * @param {Head} head
 * @param {Scan} scan
 * @returns {Finding[]}
 */
function whatIsRead(head, { size, altered, alteredCount, stop, lastAt }) {
  /** @type {Finding[]} */
  const findings = []
  const [at = 0] = altered
  if (alteredCount > 0)
    findings.push({ level: 'bad', code: 'altered', at, list: altered, count: alteredCount })
  if (stop?.why === 'cut') findings.push({ level: 'bad', code: 'cut', at: stop.at, size: head.size })
  else if (stop !== undefined) findings.push({ level: 'bad', code: 'line', ...stop })
  else if (size < head.size) findings.push({ level: 'bad', code: 'truncated', at: size, size: head.size })
  else if (size > head.size)
    findings.push({ level: 'bad', code: 'added', at: head.size, from: head.size, to: size - 1 })
  if (findings.length === 0)
    findings.push({
      level: 'good',
      code: `read-${head.of}`,
      size,
      ...(lastAt === '' ? {} : { time: lastAt }),
    })
  return findings
}

/**
 * Holds the file against its own checkpoints: whoever changes an entry and its hash as well is found between two of them.
 * @param {Head} head
 * @param {Scan} scan
 * @param {readonly Note[]} notes
 * @param {Finding[]} findings
 * @returns {number} up to which entry they agree
 */
function holdOwn(head, scan, notes, findings) {
  const sizes = notes.map((note) => note.size)
  const isOwn = (/** @type {Note} */ note) => equal(scan.roots.get(note.size), note.root)
  const agreeing = notes.filter(isOwn).map((note) => note.size)
  const differing = notes.filter((note) => scan.roots.has(note.size) && !isOwn(note)).map((note) => note.size)
  const first = differing.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY)
  const highest = largest(agreeing.filter((size) => size < first))
  if (differing.length > 0)
    findings.push({
      level: 'bad',
      code: 'altered-between',
      at: highest,
      from: highest,
      to: first - 1,
      size: first,
    })
  else if (agreeing.length > 0 && !findings.some(({ level }) => level === 'bad'))
    findings.push({ level: 'good', code: 'checkpoints', count: agreeing.length })
  const signed = largest(sizes)
  const beyond = sizes.filter((size) => size > scan.size)
  if (beyond.length > 0 && scan.stop === undefined && scan.size >= head.size)
    findings.push({ level: 'bad', code: 'truncated', at: scan.size, size: largest(beyond) })
  if (!sizes.includes(head.size) && head.size >= signed) {
    const to = Math.max(signed, head.size - 1)
    findings.push({ level: 'bad', code: 'end-unsigned', at: signed, from: signed, to })
  }
  return highest
}

/** @param {readonly number[]} sizes */
function largest(sizes) {
  return sizes.reduce((most, size) => Math.max(most, size), 0)
}

/**
 * @param {Ledger} one
 * @param {Ledger} other
 * @param {Work} work
 * @returns {Promise<Finding>} whether one of them is the other's beginning
 */
async function compare(one, other, work) {
  const isOneShorter = one.scan.size <= other.scan.size
  const [shorter, longer] = isOneShorter ? [one, other] : [other, one]
  const names = { name: shorter.source.path, other: longer.source.path, size: shorter.scan.size }
  if (one.head.origin !== other.head.origin || !equal(one.head.publicKey, other.head.publicKey))
    return { level: 'bad', code: 'ledgers-foreign', ...names }
  const { size } = shorter.scan
  const root = longer.scan.roots.get(size)
  const isAlike = root !== undefined && equal(root, shorter.scan.roots.get(size))
  const at = isAlike
    ? undefined
    : await firstDifference([shorter.source, shorter.head], [longer.source, longer.head], size, work)
  if (at !== undefined) return { level: 'bad', code: 'ledgers-forked', at, ...names }
  return { level: 'good', code: size === longer.scan.size ? 'ledgers-same' : 'ledgers-prefix', ...names }
}
