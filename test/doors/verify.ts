import { type Verdict, verify } from '../../electron/export/verify.ts'
import { paper } from '../../electron/i18n/ko/paper.ts'

/** `npm run verify -- <package folder or exported ledger>`: 0 and a sentence, or 1 and what is wrong. */

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('사용법: npm run verify -- <꾸러미 폴더 또는 내보낸 대장 파일>')
  process.exit(2)
}
const verdict = await verify(path)
console.log(sentence(verdict))
if (verdict.isWhole) console.log(paper.verify.key(verdict.fingerprint))
process.exitCode = verdict.isWhole ? 0 : 1

function sentence(found: Verdict): string {
  const words = paper.verify
  if (found.isWhole)
    return found.what === 'package'
      ? words.packageWhole(found.requestNumber, found.file, found.ledgerSize)
      : words.ledgerWhole(found.ledgerSize)
  switch (found.why) {
    case 'unreadable':
      return words.unreadable
    case 'packed':
      return words.packed
    case 'file-changed':
      return words.fileChanged(found.file)
    case 'manifest-changed':
      return words.manifestChanged
    case 'entry-changed':
      return words.entryChanged(found.seq)
    case 'not-in-ledger':
      return words.notInLedger
    case 'truncated':
      return words.truncated(found.found, found.signed)
    case 'bad-signature':
      return words.badSignature
  }
}
