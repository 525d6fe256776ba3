// What the operating system and npm must provide before anything of ours can run.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { projectDir } from './places.mjs'
import { SetupFailure, say, step } from './report.mjs'

// `a|b`: Debian 13 and Ubuntu 24.04 renamed libraries in the 64-bit time_t transition; the first one known is taken.
const packages = [
  'ca-certificates',
  'ffmpeg',
  'fonts-noto-cjk',
  'g++',
  'libasound2t64|libasound2',
  'libatk-bridge2.0-0t64|libatk-bridge2.0-0',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0t64|libgtk-3-0',
  'libnss3',
  'libxss1',
  'poppler-utils',
  'unzip',
  'x11-utils',
  'xauth',
  'xvfb',
]

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }

/**
 * Installs the Debian packages that are missing. Does nothing where there is no dpkg: each later step names what
 * it misses itself.
 * @throws SetupFailure when something is missing and this account may not install it
 */
export async function installSystemPackages() {
  const missing = missingPackages()
  if (missing.length === 0) return
  const names = missing.map((each) => each.split('|').at(-1)).join(' ')
  const command = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`
  if (process.getuid?.() !== 0) {
    throw new SetupFailure(
      `시스템 패키지(${names})가 없습니다. 관리자 권한으로 다음을 실행하십시오: ${command}`,
      `System packages are missing (${names}). As an administrator, run: ${command}`,
    )
  }
  await step(`apt-get install ${names}`, () => {
    aptGet('update', '-qq')
    aptGet('install', '-y', '-qq', '--no-install-recommends', ...missing.map(knownName))
    const still = missingPackages()
    if (still.length === 0) return
    throw new SetupFailure(
      `시스템 패키지(${still.join(' ')})를 설치하지 못했습니다. 직접 실행해 보십시오: ${command}`,
      `System packages could not be installed (${still.join(' ')}). Try it by hand: ${command}`,
    )
  })
}

function missingPackages() {
  const asked = packages.flatMap((each) => each.split('|'))
  const answer = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Abbrev} ${Package}\n', ...asked], quiet)
  if (answer.error) return []
  const installed = new Set(
    answer.stdout
      .split('\n')
      .filter((line) => line.startsWith('ii'))
      .map((line) => line.split(/\s+/)[1]),
  )
  return packages.filter((each) => !each.split('|').some((name) => installed.has(name)))
}

function knownName(alternatives) {
  const names = alternatives.split('|')
  return names.find((name) => spawnSync('apt-cache', ['show', name], quiet).status === 0) ?? names.at(-1)
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env })
  if (status !== 0) say(`apt-get ${args[0]} ended with ${status}`)
}

/**
 * Installs the npm packages unless node_modules already holds exactly what package-lock.json asks for. Not by
 * `npm ci`: it refuses a lock without the optional packages of every platform, and a registry that carries only some
 * platforms leaves them out of the lock. `npm install --no-save` keeps to the lock's versions and hashes as well.
 * @throws SetupFailure when npm fails
 */
export async function installNodePackages() {
  if (nodePackagesMatchLock()) return
  await step('npm install', () => {
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    const { status } = spawnSync('npm', args, {
      cwd: projectDir,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    if (status === 0 && nodePackagesMatchLock()) return
    const command = `npm ${args.slice(0, 2).join(' ')}`
    throw new SetupFailure(
      `npm 패키지를 설치하지 못했습니다. npm 레지스트리 연결을 확인한 뒤 다시 실행하십시오: ${command}`,
      `The npm packages could not be installed. Check that the npm registry can be reached, then run: ${command}`,
    )
  })
}

// npm writes node_modules/.package-lock.json last, so it also tells a finished installation from a broken-off one.
// Optional packages may be absent, or present beyond the lock (another platform's); of the rest, every one must be
// there in its version and no other.
function nodePackagesMatchLock() {
  const installedPath = path.join(projectDir, 'node_modules/.package-lock.json')
  if (!fs.existsSync(installedPath)) return false
  const installed = readJson(installedPath).packages
  const { '': _project, ...locked } = readJson(path.join(projectDir, 'package-lock.json')).packages
  const spared = ({ optional, devOptional, peer }) => optional || devOptional || peer
  return (
    Object.entries(locked).every(([at, each]) =>
      installed[at] ? installed[at].version === each.version : spared(each),
    ) && Object.entries(installed).every(([at, each]) => locked[at] !== undefined || spared(each))
  )
}

/** Parses a JSON file. */
export const readJson = (filePath) => JSON.parse(fs.readFileSync(filePath, 'utf8'))
