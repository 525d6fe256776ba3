// Where setting up keeps things, and the two rules of keeping them: one set-up at a time in a checkout, and
// nothing appears under its final name before it is whole.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './report.mjs'

const dayMs = 24 * 60 * 60 * 1000

/** The checkout's own folder. */
export const projectDir = path.resolve(import.meta.dirname, '../..')

/** What may be shared by every checkout of this account: the runtime, the built addon, the sample footage. */
export const cacheDir = path.join(
  process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
  'viewing-station',
)

/** `{dist, exe, version, official}` of the Electron that this checkout runs. */
export const runtimePath = path.join(projectDir, 'native/runtime.json')

/** The database addon, present only where the runtime cannot load the published one. */
export const addonPath = path.join(projectDir, 'native/build/better_sqlite3.node')

/** Short name for contents, for use in cache names. */
export const digestOf = (...parts) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)

/**
 * Hands `work` a new folder in the cache and removes it afterwards, whatever happens. It is on the cache's file
 * system, so that what is made there can be renamed into place. Folders a killed run left behind go after a day.
 * @template T
 * @param {(dir: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inNewFolder(work) {
  fs.mkdirSync(cacheDir, { recursive: true })
  for (const name of fs.readdirSync(cacheDir)) {
    const left = path.join(cacheDir, name)
    const age = Date.now() - (fs.statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (name.startsWith('making-') && age > dayMs) fs.rmSync(left, { recursive: true, force: true })
  }
  const dir = fs.mkdtempSync(path.join(cacheDir, 'making-'))
  try {
    return await work(dir)
  } finally {
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

/** Renames a finished file or folder into place; a folder that another run put there first is kept instead. */
export function putInPlace(madePath, finalPath) {
  fs.mkdirSync(path.dirname(finalPath), { recursive: true })
  try {
    fs.renameSync(madePath, finalPath)
  } catch (failure) {
    if (failure.code !== 'ENOTEMPTY' && failure.code !== 'EEXIST') throw failure
  }
}

/** Writes a small file whole: aside, fsynced, then renamed. */
export function writeWhole(filePath, content) {
  fs.mkdirSync(path.dirname(filePath), { recursive: true })
  const aside = `${filePath}.${process.pid}.new`
  const file = fs.openSync(aside, 'w')
  fs.writeFileSync(file, content)
  fs.fsyncSync(file)
  fs.closeSync(file)
  fs.renameSync(aside, filePath)
}

/**
 * Runs `work` while no other script of this checkout is setting up or building. The lock is an abstract Unix
 * socket: the kernel lets go of it when the process ends, however it ends. Only Linux has those; elsewhere the
 * work runs unguarded.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  if (process.platform !== 'linux') return work()
  const address = `\0viewing-station-setup-${digestOf(projectDir)}`
  let lock = await listening(address)
  if (!lock) say('another set-up is running in this checkout; waiting for it …')
  while (!lock) {
    await sleep(300)
    lock = await listening(address)
  }
  try {
    return await work()
  } finally {
    lock.close()
  }
}

function listening(address) {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', (failure) => (failure.code === 'EADDRINUSE' ? resolve(undefined) : reject(failure)))
    server.listen(address, () => resolve(server))
  })
}
