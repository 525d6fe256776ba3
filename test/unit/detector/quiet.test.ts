import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, expect, it } from 'vitest'
import { modelDir } from '../../../native/detector/models.ts'

const homeDir = mkdtempSync(join(tmpdir(), 'quiet-'))
// Inside the project, so that it finds its packages.
const builtDir = resolve(import.meta.dirname, '../../../node_modules/.cache', `quiet-${process.pid}`)
afterAll(() => {
  rmSync(homeDir, { recursive: true })
  rmSync(builtDir, { recursive: true, force: true })
})

it('opening a network tells nobody: no id and no report is written for sending', async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, '../../../native/detector/detector.ts'),
      outDir: builtDir,
      rollupOptions: { output: { entryFileNames: 'detector.mjs' } },
    },
  })
  const script = `
    const { openDetector } = await import(${JSON.stringify(join(builtDir, 'detector.mjs'))})
    const options = { modelDir: ${JSON.stringify(modelDir())}, network: 'nanodet', threads: 1, threshold: 0.3 }
    const detector = await openDetector(options)
    await detector.detect(new Uint8Array(64 * 64 * 3), 64, 64)
    await detector.close()
    console.log('looked')`
  const run = (env: NodeJS.ProcessEnv, code: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      env: { ...env, HOME: homeDir, TMPDIR: homeDir, XDG_CACHE_HOME: homeDir },
    })
  expect(run(process.env, script)).toBe('looked\n')
  expect(readdirSync(homeDir, { recursive: true })).toEqual([])
})
