import { existsSync, statSync } from 'node:fs'
import { open, readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { examine } from '../../resources/verifier/examine.js'
import { isWhole } from '../../resources/verifier/findings.js'
import type { Source } from '../../resources/verifier/source.js'
import { linesOfReport, words } from '../../resources/verifier/words.js'

/**
 * `npm run verify -- <package, ledger or consistency file …> [--paper <file or text>]… [--key <key or fingerprint>] [--english]`:
 * the verifier's own modules, without its page. Exit code 0: nothing is wrong; 1: something is; 2: there was nothing to check.
 */

const USAGE =
  '사용법: npm run verify -- <꾸러미 폴더·대장 파일 …> [--paper <종이의 확인점 또는 그 파일>] [--key <공개키 또는 지문>] [--english]'

const wish = readWish()
if (wish === undefined) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  const { paths, papers, key, said } = wish
  const files = (await Promise.all(paths.map(sourcesAt))).flat()
  const typed: string[] = []
  for (const paper of papers) typed.push(existsSync(paper) ? await readFile(paper, 'utf8') : paper)
  const report = await examine({ files, typed: typed.join('\n'), key }, watching())
  process.stderr.write(process.stderr.isTTY ? '\r\u001b[K' : '')
  console.log(linesOfReport(said, report).join('\n'))
  process.exitCode = isWhole(report.verdict) ? 0 : report.verdict === 'nothing' ? 2 : 1
}

function readWish() {
  try {
    const { values, positionals: paths } = parseArgs({
      allowPositionals: true,
      options: {
        paper: { type: 'string', multiple: true, default: [] },
        key: { type: 'string', default: '' },
        english: { type: 'boolean', default: false },
      },
    })
    const missing = paths.filter((path) => !existsSync(path))
    for (const path of missing) console.error(`없는 파일입니다: ${path}`)
    if (paths.length === 0 || missing.length > 0) return undefined
    return { paths, papers: values.paper, key: values.key, said: values.english ? words.en : words.ko }
  } catch {
    return undefined
  }
}

/** A file, or everything within a folder, named from that folder on. */
async function sourcesAt(path: string): Promise<Source[]> {
  if (!statSync(path).isDirectory()) return [sourceOf(path, basename(path))]
  const inside = await readdir(path, { recursive: true, withFileTypes: true })
  return inside
    .filter((file) => file.isFile())
    .map((file) => {
      const found = join(file.parentPath, file.name)
      return sourceOf(found, join(basename(path), found.slice(path.length)).replaceAll('\\', '/'))
    })
}

function sourceOf(path: string, shownPath: string): Source {
  return {
    name: basename(path),
    path: shownPath,
    size: statSync(path).size,
    bytes: async (from, to) => {
      const file = await open(path, 'r')
      try {
        const piece = new Uint8Array(to - from)
        const { bytesRead } = await file.read(piece, 0, piece.length, from)
        return piece.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
}

/** Says how far it is, where somebody looks on. */
function watching() {
  let saidAt = 0
  return {
    signal: new AbortController().signal,
    breathe: async () => undefined,
    tell: (done: number, total: number) => {
      if (!process.stderr.isTTY || Date.now() - saidAt < 200) return
      saidAt = Date.now()
      process.stderr.write(`\r${((100 * done) / total).toFixed(0)} %`)
    },
  }
}
