import fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { Refusal } from '#domain/refusal.ts'
import { BackupNote, faithfulJournal, NOTE_NAME, writeBackup } from '../../electron/vault/backup.ts'
import { deriveKeys, KEYS_NAME } from '../../electron/vault/keys.ts'
import { createVault, openVault } from '../../electron/vault/opening.ts'
import type { Vault } from '../../electron/vault/vault.ts'
import {
  clockOf,
  contradictions,
  deedOf,
  difference,
  isThere,
  keys as ownKeys,
  perform,
  randomFrom,
  unforgotten,
} from './vault-deeds.ts'

/**
 * A vault in a process of its own that is killed at work. It looks first whether the kill before has taken anything that was
 * acknowledged, or left anything by halves; then it goes on with one deed after another.
 */

/** What such a process is told, as JSON. */
export interface Orders {
  path: string
  /** Where deeds are noted: `+n` acknowledged, `-n` not there after a kill, `*n` there although nobody was told. */
  notesPath: string
  seed: number
  /** How many deeds it does before it closes the vault; without, it goes on until it is killed. */
  deeds?: number
  /** SIGKILL before or after the nth call that changes a file or commits a transaction. */
  calls?: number
  /** Whether somebody has been told of a bad copy. */
  mends?: boolean
  /** Whether what journal and database say is compared as well. */
  compares?: boolean
  /** Opens a vault that other hands have made, with this key, and closes it again. */
  master?: string
  /** The control: acknowledges what has not been written yet. */
  promises?: boolean
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders
const { path, notesPath, seed, master } = orders
const keys = master === undefined ? ownKeys : deriveKeys(Buffer.from(master, 'hex'))
let left = orders.calls ?? Number.POSITIVE_INFINITY

function moment(): void {
  left -= 1
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
}

function pass<A extends unknown[], R>(work: (this: unknown, ...args: A) => R) {
  return function (this: unknown, ...args: A): R {
    moment()
    const answer = work.apply(this, args)
    moment()
    return answer
  }
}

const told = { write: fs.writeSync, read: fs.readFileSync, exists: fs.existsSync, rename: fs.renameSync }
for (const name of [
  'openSync',
  'writeSync',
  'fsyncSync',
  'fdatasyncSync',
  'ftruncateSync',
  'renameSync',
  'rmSync',
] as const)
  fs[name] = pass(fs[name] as never) as never
syncBuiltinESMExports()

// A transaction's last moment before COMMIT; the first one after is in `perform`'s wake, before anybody is told.
const Database = createRequire(import.meta.url)('better-sqlite3-multiple-ciphers') as {
  prototype: { transaction: (work: () => unknown) => unknown }
}
const { transaction } = Database.prototype
Database.prototype.transaction = function (work) {
  return transaction.call(this, () => {
    const answer = work()
    moment()
    return answer
  })
}

const notes = fs.openSync(notesPath, 'a')
const note = (line: string) => told.write(notes, `${line}\n`)
const noted = told.read(notesPath, 'utf8').split('\n').slice(0, -1)
const done = noted.filter((line) => !line.startsWith('-')).map((line) => Number(line.slice(1)))

/** Says what was found, and ends. */
function report(found: unknown): never {
  told.write(1, JSON.stringify(found))
  process.exit(3)
}

let no = noted.length
const now = () => clockOf(no)

async function opened(): Promise<Vault> {
  if (noted.length === 0 && master === undefined) {
    // As setting up does: what was cut short is made anew.
    for (const name of fs.readdirSync(dirname(path)))
      fs.rmSync(join(dirname(path), name), { recursive: true })
    return await createVault({ path, keys, now })
  }
  const { vault } = await openVault({ path, keys, now, mends: orders.mends ?? false }).catch(
    (error: unknown) =>
      report(error instanceof Refusal ? { code: error.code, ...error.data } : String(error)),
  )
  if (vault.isReadOnly) report('read only')
  return vault
}

const backupDir = join(dirname(path), 'backups')
const quietly = { report: () => undefined, signal: new AbortController().signal }

async function backUp(vault: Vault): Promise<void> {
  fs.mkdirSync(backupDir, { recursive: true })
  // Whose they are does not matter here; a backup holds them beside the journal.
  fs.writeFileSync(join(dirname(path), KEYS_NAME), '{}')
  await writeBackup({ vault, keys, vaultPath: path, intoDir: backupDir, at: now(), ...quietly })
}

/** A backup that has its name is whole. */
async function badBackups(): Promise<string[]> {
  const found: string[] = []
  if (!told.exists(backupDir)) return found
  for (const name of fs.readdirSync(backupDir).filter((each) => !each.endsWith('.new'))) {
    const dir = join(backupDir, name)
    const note = BackupNote.parse(JSON.parse(told.read(join(dir, NOTE_NAME), 'utf8')))
    const whole = await faithfulJournal(dir, note, { keys, ...quietly })
    whole?.journal?.close()
    if (whole === undefined) found.push(`backup ${name} is not whole`)
    // Looked at once; the next backup clears it away.
    told.rename(dir, `${dir}.new`)
  }
  return found
}

async function look(vault: Vault): Promise<void> {
  const isWhole = isThere(vault, deedOf(seed, no))
  const deeds = [...done, ...(isWhole ? [no] : [])].map((each) => deedOf(seed, each))
  const found = [
    ...contradictions(vault, deeds),
    ...unforgotten(path, deeds),
    ...(await badBackups()),
    ...(orders.compares === true ? difference(path) : []),
  ]
  if (found.length > 0) report(found)
  note(`${isWhole ? '*' : '-'}${no}`)
  if (isWhole) done.push(no)
  no += 1
}

told.write(1, 'begins\n')
const vault = await opened()
if (master !== undefined) {
  vault.close()
  process.exit()
}
if (noted.length > 0) await look(vault)
const random = randomFrom(seed + no)
let scrubbed: Promise<void> | undefined
for (let count = 0; count < (orders.deeds ?? Number.POSITIVE_INFINITY); count++, no++) {
  const deed = deedOf(seed, no)
  if (orders.promises === true) note(`+${no}`)
  perform(vault, deed)
  moment()
  if (orders.promises !== true) note(`+${no}`)
  done.push(no)
  // Others go on while the journal is begun anew; or wait for it.
  if (deed.kind === 'forget') scrubbed = vault.scrub()
  const backsUp = deed.kind === 'checkpoint' && random() < 0.5
  if (backsUp || random() < 0.5) await scrubbed
  if (backsUp) await backUp(vault)
  await new Promise(setImmediate)
}
await vault.rewriteJournal()
vault.close()
