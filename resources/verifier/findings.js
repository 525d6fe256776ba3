// What can be found, and which of it comes first. A finding is data; words.js makes a sentence of it.

/**
 * Where a witness to a ledger's state comes from. `name` is a file's, empty for what was typed.
 * @typedef {{ kind: 'paper' | 'package' | 'consistency', name: string, size: number }} Label
 */

/**
 * `good`: holds. `note`: to be known. `warn`: not shown to be wrong, and not shown to be right. `bad`: wrong.
 * @typedef {{ level: 'good' | 'note' | 'warn' | 'bad', code: string, at?: number, from?: number, to?: number, size?: number,
 *   count?: number, seq?: number, why?: string, name?: string, other?: string, list?: number[], label?: Label,
 *   below?: Label | undefined, fingerprint?: string, origin?: string, isSigned?: boolean, time?: string }} Finding
 */

/**
 * How sure it is whose key it is: `given` by hand, key or fingerprint; a `paper` bears its signature; only the `file` says so.
 * @typedef {{ fingerprint: string, stand: 'given' | 'paper' | 'file' | 'differs' }} Key
 */

/**
 * A range of entries, `to` not in it, and what speaks for it: papers and the like, the file's own signature, or nothing; or
 * against it.
 * @typedef {{ from: number, to: number, by: 'papers' | 'dispute' | 'signature' | 'nothing', labels: Label[] }} Span
 */

/**
 * What was found about one thing that was given.
 * @typedef {{ kind: 'ledger' | 'package' | 'consistency' | 'papers' | 'files' | 'together', name: string, findings: Finding[],
 *   key?: Key, spans?: Span[], size?: number, brokenAt?: number[] }} Part
 */

/**
 * `intact`: nothing wrong, and it is known whose it is. `unconfirmed`: nothing wrong, but the key is only what the files say.
 * `nothing`: there was nothing to check.
 * @typedef {'intact' | 'unconfirmed' | 'altered' | 'truncated' | 'forked' | 'rolled-back' | 'foreign' | 'bad-signature' |
 *   'package' | 'unreadable' | 'unread' | 'nothing'} Verdict
 */

/** @typedef {{ verdict: Verdict, reason: Finding | undefined, parts: Part[] }} Report */

/**
 * What a finding makes of the whole, the gravest first: where two hold, the first is said in large letters.
 * @type {readonly (readonly [string, Verdict])[]}
 */
const GRAVEST = [
  ['key-differs', 'foreign'],
  ['key-unread', 'unread'],
  ['note-unreadable', 'bad-signature'],
  ['note-origin', 'foreign'],
  ['note-foreign', 'foreign'],
  ['note-forged', 'bad-signature'],
  ['altered', 'altered'],
  ['line', 'altered'],
  ['cut', 'truncated'],
  ['truncated', 'truncated'],
  ['added', 'altered'],
  ['altered-between', 'altered'],
  ['end-unsigned', 'altered'],
  ['ledgers-forked', 'forked'],
  ['witnesses-differ', 'forked'],
  ['forked', 'forked'],
  ['inconsistent', 'forked'],
  ['rolled-back', 'rolled-back'],
  ['package-file', 'package'],
  ['package-missing', 'package'],
  ['package-manifest', 'package'],
  ['package-entry', 'package'],
  ['package-outside', 'package'],
  ['package-origin', 'package'],
  ['ledgers-foreign', 'foreign'],
  ['witness-foreign', 'foreign'],
  ['witness-forged', 'bad-signature'],
  ['crlf', 'unreadable'],
  ['unreadable', 'unreadable'],
  ['too-many', 'unreadable'],
  ['paper-unread', 'unread'],
  ['picture-empty', 'unread'],
]

/**
 * @param {Part[]} parts
 * @returns {Report}
 */
export function reportOf(parts) {
  const findings = parts.flatMap((part) => part.findings)
  for (const [code, verdict] of GRAVEST) {
    const reason = findings.find((finding) => finding.level === 'bad' && finding.code === code)
    if (reason !== undefined) return { verdict, reason, parts }
  }
  const stray = findings.find(({ level }) => level === 'bad')
  if (stray !== undefined) return { verdict: 'unreadable', reason: stray, parts }
  const keys = parts.flatMap(({ key }) => (key === undefined ? [] : [key]))
  if (keys.length === 0) return { verdict: 'nothing', reason: undefined, parts }
  const isSure = keys.every(({ stand }) => stand === 'given' || stand === 'paper')
  return { verdict: isSure ? 'intact' : 'unconfirmed', reason: undefined, parts }
}

/**
 * @param {Verdict} verdict
 * @returns {boolean} whether nothing is wrong with what was checked
 */
export function isWhole(verdict) {
  return verdict === 'intact' || verdict === 'unconfirmed'
}
