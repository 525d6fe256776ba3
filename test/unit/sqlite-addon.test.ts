import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../native/sqlite/sqlite.ts'

const projectDir = path.resolve(import.meta.dirname, '../..')
const runtime = JSON.parse(fs.readFileSync(path.join(projectDir, 'native/runtime.json'), 'utf8'))
const builtAddonPath = path.join(projectDir, 'native/build/better_sqlite3.node')
const key = Buffer.alloc(32, 7)
let dir: string
let databasePath: string

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sqlite-'))
  databasePath = path.join(dir, 'vault.db')
})
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }))

function openWith(rawKey: Buffer) {
  const database = openDatabase(databasePath)
  database.pragma("cipher='sqlcipher'")
  database.key(rawKey)
  return database
}

describe('the database addon', () => {
  it('keeps what was written out of the file, and gives it back to the key alone', () => {
    const written = openWith(key)
    written.exec('CREATE TABLE act (text TEXT NOT NULL) STRICT')
    written.prepare('INSERT INTO act VALUES (?)').run('홍길동의 열람 요구')
    written.close()

    const bytes = fs.readFileSync(databasePath)
    expect(bytes.includes('SQLite format 3')).toBe(false)
    expect(bytes.includes('홍길동')).toBe(false)

    const wrong = openWith(Buffer.alloc(32, 8))
    expect(() => wrong.prepare('SELECT * FROM act').all()).toThrow(/not a database/)
    wrong.close()

    const read = openWith(key)
    expect(read.prepare('SELECT text FROM act').pluck().get()).toBe('홍길동의 열람 요구')
    read.close()
  })

  it('refuses writes on a read-only connection, and a file that must exist and does not', () => {
    openWith(key).exec('CREATE TABLE act (text TEXT) STRICT').close()
    const reading = openDatabase(databasePath, { readonly: true })
    reading.pragma("cipher='sqlcipher'")
    reading.key(key)
    expect(() => reading.exec("INSERT INTO act VALUES ('x')")).toThrow(/readonly/)
    reading.close()
    expect(() => openDatabase(path.join(dir, 'absent.db'), { fileMustExist: true })).toThrow(/unable to open/)
  })

  // An addon built against other headers than the runtime's passes every ordinary test and dies in a finalizer. So:
  // thousands of statements, iterators broken off, functions and databases left to the garbage collector, which is
  // called by hand (five rows an even turn, one an odd, fewer while the table fills). In a process of its own, for
  // what is looked for is a crash.
  it.each([
    ['Node', process.execPath, Number(process.versions['napi'])],
    ['Electron', runtime.exe, runtime.napi],
  ])('outlives its garbage under %s', (_runtime, exe, napi) => {
    const strainPath = path.join(projectDir, 'test/support/sqlite-strain.mjs')
    const addon = napi < 10 ? [builtAddonPath] : []
    const answer = spawnSync(exe, ['--expose-gc', strainPath, databasePath, ...addon], {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
    expect({ status: answer.status, signal: answer.signal, stdout: answer.stdout }).toEqual({
      status: 0,
      signal: null,
      stdout: '30 databases, 26994 rows\n',
    })
  })
})
