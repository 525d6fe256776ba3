// What stands outside a ledger file and bears witness to it: papers, packages, consistency files. A key holder can write a
// ledger anew; he cannot write anew what has left the house.

import { equal } from './bytes.js'
import { signatureOf } from './note.js'

/** @import { Finding, Label, Span } from './findings.js' */
/** @import { Head, Scan } from './ledger.js' */
/** @import { Note } from './note.js' */

/**
 * `note` and `publicKey` where there is a signature, and a key that its own file names.
 * @typedef {{ label: Label, origin: string, size: number, root: Uint8Array, note?: Note | undefined,
 *   publicKey?: Uint8Array }} Witness
 */

/**
 * Whether a witness speaks of the ledger with this key and this name.
 * @param {Witness} witness
 * @param {{ origin: string, publicKey: Uint8Array }} ledger
 * @returns {'own' | 'foreign' | 'forged'}
 */
function standing({ origin, note, publicKey }, ledger) {
  if (origin !== '' && ledger.origin !== '' && origin !== ledger.origin) return 'foreign'
  if (publicKey !== undefined && !equal(publicKey, ledger.publicKey)) return 'foreign'
  if (note === undefined) return 'own'
  const signature = signatureOf(note, ledger.publicKey)
  return signature === 'signed' ? 'own' : signature
}

/**
 * Holds every witness against a ledger that has been read.
 * @param {Head} head
 * @param {Scan} scan
 * @param {readonly Witness[]} witnesses
 * @returns {{ findings: Finding[], anchors: Label[], disputed: Finding | undefined }} `anchors`: those that agree, smallest first;
 *   `disputed`: within which range the first that does not lies
 */
export function holdAgainst(head, scan, witnesses) {
  /** @type {Finding[]} */
  const findings = []
  /** @type {Label[]} */
  const anchors = []
  const inOrder = [...witnesses].sort((a, b) => a.size - b.size)
  for (const witness of inOrder) {
    const { label, size, root, origin } = witness
    const stand = standing(witness, head)
    if (stand !== 'own') {
      findings.push({ level: 'bad', code: `witness-${stand}`, label, origin })
      continue
    }
    const own = scan.roots.get(size)
    if (own !== undefined && equal(own, root)) anchors.push(label)
    else if (own !== undefined) {
      const isSigned = witness.note !== undefined
      findings.push({ level: 'bad', code: 'forked', label, size, to: size - 1, isSigned })
    } else if (scan.stop === undefined)
      findings.push({ level: 'bad', code: 'rolled-back', label, at: scan.size, size })
    else findings.push({ level: 'warn', code: 'witness-beyond', label, at: scan.size, size })
  }
  // What agrees below the first that does not narrows it down.
  for (const finding of findings)
    if (finding.code === 'forked') {
      finding.below = anchors.filter(({ size }) => size < Number(finding.size)).at(-1)
      finding.from = finding.below?.size ?? 0
    }
  const first = findings.find(({ code }) => code === 'forked')
  return {
    findings: findings.filter((finding) => finding.code !== 'forked' || finding === first),
    anchors,
    disputed: first,
  }
}

/**
 * Which entries are held by what.
 * @param {readonly Label[]} anchors smallest first
 * @param {Finding | undefined} disputed
 * @param {number} signedSize up to which the file's own checkpoints agree
 * @param {number} size of the ledger
 * @returns {Span[]}
 */
export function spansOf(anchors, disputed, signedSize, size) {
  /** @type {Span[]} */
  const spans = []
  let from = 0
  for (const to of new Set(anchors.map((anchor) => anchor.size))) {
    const labels = anchors.filter((anchor) => anchor.size === to)
    if (to > from) spans.push({ from, to, by: 'papers', labels })
    from = Math.max(from, to)
  }
  const end = Number(disputed?.size ?? 0)
  if (disputed?.label !== undefined && end > from) {
    spans.push({ from, to: end, by: 'dispute', labels: [disputed.label] })
    from = end
  }
  if (signedSize > from) {
    spans.push({ from, to: signedSize, by: 'signature', labels: [] })
    from = signedSize
  }
  if (size > from) spans.push({ from, to: size, by: 'nothing', labels: [] })
  return spans
}

/**
 * Witnesses to the same moment of the same ledger: whether they say the same.
 * @param {readonly Witness[]} witnesses
 * @returns {Finding[]}
 */
export function together(witnesses) {
  /** @type {Finding[]} */
  const findings = []
  /** @type {Map<number, Witness[]>} */
  const seen = new Map()
  for (const witness of witnesses) {
    const { size, root, label, origin } = witness
    const others = (seen.get(size) ?? []).filter((other) => areOfOne(other.origin, origin))
    const other = others.find((before) => !equal(before.root, root)) ?? others[0]
    if (other !== undefined && !equal(other.root, root)) {
      const isSigned = other.note !== undefined && witness.note !== undefined
      findings.push({
        level: 'bad',
        code: 'witnesses-differ',
        size,
        label: other.label,
        below: label,
        isSigned,
      })
    } else if (other !== undefined && other.label.kind !== label.kind)
      findings.push({ level: 'good', code: 'witnesses-agree', size, label: other.label, below: label })
    seen.set(size, [...(seen.get(size) ?? []), witness])
  }
  return findings
}

/** What was typed as numbers alone may be of any ledger. @type {(origin: string, other: string) => boolean} */
function areOfOne(origin, other) {
  return origin === '' || other === '' || origin === other
}
