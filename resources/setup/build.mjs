// Builds the program with electron-vite, unless `out` already holds what these sources make.
import fs from 'node:fs'
import path from 'node:path'
import { runToEnd } from './display.mjs'
import { alone, digestOf, projectDir, writeWhole } from './places.mjs'
import { SetupFailure, step } from './report.mjs'
import { setUp } from './setup.mjs'

const sources = [
  'electron',
  'native',
  'renderer',
  'resources',
  'test/bench',
  'test/doors',
  'test/support',
  'package.json',
  'package-lock.json',
]
// Written by setting up, or no part of what is built.
const aside = [
  'native/build',
  'native/runtime.json',
  'resources/setup',
  'resources/sample',
  'resources/icons',
]
const outDir = path.join(projectDir, 'out')
const stampPath = path.join(outDir, '.stamp')

/**
 * Everything a script of ours needs before its own work: a set-up checkout and a current build.
 * @returns {ReturnType<typeof setUp>}
 */
export async function prepare() {
  const runtime = await setUp()
  await alone(() => build(runtime))
  return runtime
}

async function build(runtime) {
  const stamp = fingerprint(runtime)
  if (fs.existsSync(stampPath) && fs.readFileSync(stampPath, 'utf8') === stamp) return
  await step('build', async () => {
    fs.rmSync(outDir, { recursive: true, force: true })
    const vite = path.join(projectDir, 'node_modules/electron-vite/bin/electron-vite.js')
    const args = [vite, 'build', '--config', 'electron/vite.config.ts', '--logLevel', 'warn']
    // The runtime at hand decides which syntax may be left as it is, not the version that npm installed.
    const env = { ...process.env, ELECTRON_MAJOR_VER: runtime.version.split('.')[0] }
    const code = await runToEnd(process.execPath, args, { cwd: projectDir, env, stdio: ['ignore', 2, 2] })
    if (code === 0) return
    throw new SetupFailure(
      '빌드하지 못했습니다. 위의 오류를 고친 뒤 다시 실행하십시오: npm start',
      'The build failed. Mend the error above, then run again: npm start',
    )
  })
  // Taken before the build began: a source changed meanwhile is built again.
  writeWhole(stampPath, stamp)
}

// Names, sizes and times of all sources: a removed or renamed file counts too.
function fingerprint(runtime) {
  const files = []
  for (const source of sources) collect(source, files)
  return digestOf(runtime.version, files)
}

function collect(relative, files) {
  if (aside.includes(relative)) return
  const stat = fs.statSync(path.join(projectDir, relative), { throwIfNoEntry: false })
  if (stat?.isDirectory()) {
    const names = fs.readdirSync(path.join(projectDir, relative)).sort()
    for (const name of names) collect(`${relative}/${name}`, files)
  } else if (stat) {
    files.push([relative, stat.size, stat.mtimeMs])
  }
}
