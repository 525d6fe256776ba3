import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The verifier's page as the build leaves it; electron/vite.config.ts puts it there. */
export const VERIFIER_FILE = 'verifier.html'

/** What it is called beside a ledger and in a package. */
export const VERIFIER_NAME = '확인도구.html'

/**
 * The verifier's page, byte for byte as it was built: one HTML file that checks ledgers and packages without this program and
 * without a network. Throws where the program was not built.
 */
export function verifierPage(): Buffer {
  return readFileSync(pagePath(import.meta.dirname))
}

/** Beside the program or above its parts; where sources run as they are, in the `out` beside them. */
function pagePath(dir: string): string {
  for (const path of [join(dir, VERIFIER_FILE), join(dir, 'out', VERIFIER_FILE)])
    if (existsSync(path)) return path
  if (dirname(dir) === dir) throw new Error('the verifier has not been built')
  return pagePath(dirname(dir))
}
