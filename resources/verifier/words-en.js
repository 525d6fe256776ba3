// Every sentence, English. Entries are called by their number in the ledger, which begins with 0.

/** @import { Finding, Label, Verdict } from './findings.js' */

const n = (/** @type {number | undefined} */ number) => Number(number ?? 0).toLocaleString('en-US')
const day = (/** @type {string | undefined} */ time) => (time ?? '').replace(/[^0-9TZ:.+-]/g, '').slice(0, 25)
const entries = (/** @type {number | undefined} */ from, /** @type {number | undefined} */ to) =>
  from === to ? `entry ${n(from)}` : `entries ${n(from)} to ${n(to)}`

/** @param {Label | undefined} label */
function label(label) {
  if (label === undefined) return ''
  const size = `ledger of ${n(label.size)}`
  if (label.kind === 'package') return `the checkpoint of package “${label.name}” (${size})`
  if (label.kind === 'consistency') return `the checkpoint of consistency file “${label.name}” (${size})`
  return label.name === '' ? `the paper typed in (${size})` : `the paper “${label.name}” (${size})`
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

/** @type {Record<Verdict, (reason: Finding) => [string, string]>} */
const verdicts = {
  intact: () => ['Intact', 'Nothing was changed, left out or put in, and it is known whose it is.'],
  unconfirmed: () => [
    'It agrees with itself. Whose it is has not been shown',
    'Nothing was changed, but the signing key was taken from the file itself. Enter the fingerprint printed on paper, or compare it with the one below.',
  ],
  altered: ({ at, from, to, code }) => [
    `Altered: ${from === undefined || to === undefined ? `entry ${n(at)}` : entries(from, to)}`,
    code === 'end-unsigned' || code === 'added'
      ? 'Entries that nobody signed stand at the end.'
      : 'Entries are not what they were when they were signed. Do not use this file as evidence.',
  ],
  truncated: ({ at, size }) => [
    `Truncated after ${n(at)} entries`,
    `The ledger that was signed has ${n(size)}. What came after is gone.`,
  ],
  forked: ({ from, to, at, size, code }) => [
    code === 'ledgers-forked'
      ? `Forked: from entry ${n(at)} on`
      : from === undefined || to === undefined
        ? `Forked: at ${n(size)} entries`
        : `Forked: in ${entries(from, to)}`,
    'The same ledger exists in two versions. Somebody with the signing key may have changed entries and signed anew.',
  ],
  'rolled-back': ({ at, size }) => [
    `Rolled back, or an older file: ${n(at)} entries`,
    `There is evidence outside of a time when there were ${n(size)}. If this file was exported before that, ask for a new one. If not, entries were removed or an old backup was restored.`,
  ],
  foreign: () => [
    'Of another institution',
    'What was given does not all come from the same institution and the same ledger.',
  ],
  'bad-signature': () => [
    'The signature is wrong',
    'A checkpoint was not signed with this key, or was changed after it was signed.',
  ],
  package: () => [
    'The package was changed',
    'The film, the manifest and the ledger entry do not belong together. Do not trust this film.',
  ],
  unreadable: () => ['Unreadable', 'It is not a file that this verifier knows, or it is damaged.'],
  unread: () => [
    'What was entered is not understood',
    'Check what the paper says, or the key, and enter it again.',
  ],
  nothing: () => ['There is nothing to check', 'Choose a ledger file or a package folder.'],
}

/** @type {Record<string, (finding: Finding) => string>} */
const sentences = {
  'key-differs': ({ fingerprint }) =>
    `It was signed with another key than the one entered. Fingerprint of this file: ${fingerprint}`,
  'key-unread': () =>
    'The key entered is not understood. Enter the public key (44 characters of base64) or its fingerprint (64 hex digits).',
  'note-unreadable': ({ at }) => `Checkpoint no. ${n(at)} in the file cannot be read.`,
  'note-origin': ({ origin }) => `It contains a checkpoint of another ledger (${origin}).`,
  'note-foreign': ({ size }) =>
    `The checkpoint at ${n(size)} entries was not signed with the key that the file names.`,
  'note-forged': ({ size }) => `The signature of the checkpoint at ${n(size)} entries is wrong.`,
  altered: ({ list = [], count }) =>
    `The text is not that of its hash: ${Number(count) === 1 ? 'entry' : 'entries'} ${list.slice(0, 20).map(n).join(', ')}${Number(count) > 20 ? ` and more, ${n(count)} in all` : ''}.`,
  line: ({ at, why, seq }) =>
    why === 'order'
      ? `Where entry ${n(at)} should be, there is ${n(seq)}: one was left out, put in or moved.`
      : why === 'after'
        ? 'Something else stands after the end of the ledger.'
        : `What stands in the place of entry ${n(at)} cannot be read. Nothing after it was checked.`,
  cut: ({ at }) => `The file breaks off in the middle of entry ${n(at)}.`,
  truncated: ({ at, size }) => `There are ${n(at)} entries only; ${n(size)} were signed.`,
  added: ({ from, to }) => `Entries were added that nobody signed: ${entries(from, to)}.`,
  'altered-between': ({ from, to, size }) =>
    `Something in ${entries(from, to)} was changed together with its hash: it is not what was signed at ${n(size)} entries.`,
  'end-unsigned': ({ from, to }) => `There is no signed checkpoint for ${entries(from, to)}.`,
  'read-entries': ({ size, time }) =>
    `The text and the order of all ${n(size)} entries are right.${time ? ` Last entry: ${day(time)}` : ''}`,
  'read-hashes': ({ size }) =>
    `The order of all ${n(size)} hashes is right. The file holds hashes only, not what was entered.`,
  checkpoints: ({ count }) =>
    `All ${n(count)} checkpoints in the file are signed and agree with the entries.`,
  anchored: (finding) => `It agrees with ${label(finding.label)}.`,
  forked: (finding) =>
    `It does not agree with ${label(finding.label)}. ` +
    (finding.below === undefined
      ? `Something in ${entries(finding.from, finding.to)} was changed. `
      : `Up to ${label(finding.below)} it does: something in ${entries(finding.from, finding.to)} was changed. `) +
    (finding.isSigned
      ? 'Both were signed with the same key.'
      : 'What was typed bears no signature: first make sure that it was copied rightly.'),
  'rolled-back': (finding) =>
    `There were ${n(finding.size)} entries at ${label(finding.label)}; this file ends after ${n(finding.at)}.`,
  'witness-beyond': (finding) =>
    `${capital(label(finding.label))} is of later than the ${n(finding.at)} entries that could be read; it was not compared.`,
  'witness-foreign': (finding) =>
    `${capital(label(finding.label))} is of another institution or another ledger (${finding.origin}).`,
  'witness-forged': (finding) =>
    `The signature of ${label(finding.label)} is wrong: it was copied wrongly, or it is forged.`,
  'witnesses-differ': (finding) =>
    `${capital(label(finding.label))} and ${label(finding.below)} are of the same moment and say different things.` +
    (finding.isSigned ? '' : ' First make sure that it was copied rightly.'),
  'witnesses-agree': (finding) => `${capital(label(finding.label))} and ${label(finding.below)} agree.`,
  'ledgers-foreign': ({ name, other }) => `“${name}” and “${other}” are different ledgers.`,
  'ledgers-forked': ({ name, other, at }) => `“${name}” and “${other}” differ from entry ${n(at)} on.`,
  'ledgers-same': ({ name, other }) => `“${name}” and “${other}” are the same ledger.`,
  'ledgers-prefix': ({ name, other, size }) =>
    `“${name}” (${n(size)} entries) is the beginning of “${other}”, which was only continued.`,
  'package-whole': ({ name, other, size }) =>
    `“${name}” of request ${other} is as it was exported; its manifest and its entry are in the signed ledger of ${n(size)} entries.`,
  'package-entry-at': ({ at }) => `This package is entry ${n(at)} of the ledger.`,
  'package-missing': ({ name }) => `“${name}”, which the manifest names, is missing.`,
  'package-file': ({ name }) => `“${name}” is not as it was exported.`,
  'package-manifest': () => 'The manifest (manifest.json) is not the one that the ledger entered.',
  'package-entry': ({ at }) => `Entry ${n(at)} and its details do not belong together.`,
  'package-outside': ({ at }) => `What is said to be entry ${n(at)} is not in the signed ledger.`,
  'package-origin': () => 'The manifest and the checkpoint are of different ledgers.',
  'package-unnamed': ({ name }) =>
    `Files that the manifest does not name and that could not be checked: ${name}`,
  consistent: ({ from, to }) => `The ledger of ${n(to)} entries continues the one of ${n(from)}.`,
  inconsistent: ({ from, to }) =>
    `The proof that the ledger of ${n(to)} entries continues the one of ${n(from)} is wrong.`,
  'paper-read': (finding) =>
    `${capital(label(finding.label))} was read. Give a ledger file or a package to compare it with.`,
  'paper-signed': (finding) => `${capital(label(finding.label))} is signed with the key entered.`,
  'paper-unread': ({ name }) =>
    `Part of ${name ? `“${name}”` : 'what was typed'} is not understood. Enter a whole checkpoint, or the number of entries and then the hash (64 hex digits).`,
  'picture-empty': ({ name }) =>
    `No QR code was found in “${name}”. Scan it again at 150 dpi or more, or type the checkpoint.`,
  crlf: ({ name }) =>
    `The line ends of “${name}” have been changed. Choose the original file, which has gone through no editor and no e-mail.`,
  unreadable: ({ name }) =>
    `“${name}” cannot be read: it is neither ledger nor package, or something is missing or damaged.`,
  'too-many': () => 'There are too many files. Choose only the package folder or the ledger file.',
  'stray-packed': ({ name }) => `“${name}” is packed. Unpack it with its password and choose the folder.`,
  'stray-pdf': ({ name }) =>
    `“${name}” is a PDF. To check the QR code of a print, scan it as a picture (PNG, JPG) or type the checkpoint.`,
  'stray-unknown': ({ name }) => `“${name}” is of no known kind and was not looked at.`,
}

const stands = {
  given: 'It is the key that was entered.',
  paper: 'A checkpoint on paper is signed with this key.',
  file: 'The key was taken from the file itself. Compare it with the fingerprint printed on paper.',
  differs: 'It is another key than the one entered.',
}

/** What the page itself says. */
const page = {
  locale: 'en-GB',
  title: 'Verifier for ledgers and packages',
  intro:
    'It says whether a ledger or a package is as it left the viewing station. This page uses no network; the files you choose do not leave this computer.',
  trust:
    'A copy of this tool that came with a package can have been changed with it. Where it matters, use one that the institution gave you apart.',
  language: '한국어',
  files: '1. Files',
  drop: 'Drop a ledger file (.vsl, .json), a consistency file (.vsc), a package folder or scanned pages (PNG, JPG) here.',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a package folder',
  chosen: (/** @type {number} */ count) =>
    count === 0 ? 'No file chosen.' : count === 1 ? '1 file chosen' : `${n(count)} files chosen`,
  clear: 'Clear all',
  papers: '2. Papers (if any)',
  papersHint:
    'With the cursor here, read the QR code of a print with a handheld scanner; or type a whole checkpoint, or the number of entries and the hash (in groups of four if you like). Several papers may follow one another.',
  key: '3. The institution’s public key or its fingerprint (if known)',
  keyHint: 'The fingerprint on every print (sixteen groups of four), or the public key.',
  begin: 'Verify',
  stop: 'Stop',
  print: 'Print the result',
  working: 'Verifying',
  remaining: (/** @type {number} */ seconds) =>
    seconds < 60
      ? `about ${Math.max(1, Math.ceil(seconds))} s left`
      : `about ${Math.ceil(seconds / 60)} min left`,
  stopped: 'Stopped. Nothing has been verified.',
  broken: 'It could not be verified: the browser could not read a file. Choose it again.',
  folderByButton: 'This browser cannot read a folder that is dropped. Use “Choose a package folder”.',
  result: 'Result',
  checkedAt: (/** @type {string} */ at) => `Verified at: ${at} (by this computer’s clock)`,
  fingerprint: 'Fingerprint of the signing key',
  picture: 'What is vouched for by what',
  range: 'Entries',
  by: 'Vouched for by',
  span: {
    papers: 'paper',
    dispute: 'Contradicted by',
    signature: 'the file’s own signature only (whoever has the key could rewrite it)',
    nothing: 'nothing',
  },
  part: {
    ledger: 'Ledger',
    package: 'Package',
    consistency: 'Consistency file',
    papers: 'Papers and key',
    files: 'Other files',
    together: 'Two ledgers',
  },
  level: { good: 'right', note: 'note', warn: 'caution', bad: 'wrong' },
  brokenAt: 'altered here',
}

/** @type {typeof import('./words-ko.js').ko} */
export const en = { verdicts, sentences, stands, page, label, count: n }
