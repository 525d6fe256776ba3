import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/**
 * A folder that a file of tests fills when it first asks for it, and that goes after its last test. What breaks off while
 * it is filled is filled anew, elsewhere.
 */
export function madeOnce(name: string, fill: (dir: string) => Promise<void>): () => Promise<string> {
  const begun: string[] = []
  let madeDir: string | undefined
  afterAll(() => {
    for (const dir of begun) rmSync(dir, { recursive: true, force: true })
  })
  return async () => {
    if (madeDir !== undefined) return madeDir
    const dir = mkdtempSync(join(tmpdir(), `${name}-`))
    begun.push(dir)
    await fill(dir)
    madeDir = dir
    return dir
  }
}
