import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../../electron/domain/refusal.ts'
import { audit } from '../../electron/vault/audit.ts'
import { connectWriter, type ReadableDb } from '../../electron/vault/database.ts'
import { openVault } from '../../electron/vault/opening.ts'
import { signerOf } from '../../electron/vault/signing.ts'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { now, SEED, type Victim } from './tampered-vault.ts'

/** What somebody with the key does to the tables of a vault, and whether the station finds and names it. */

/** How often something was tried, how often it was found and named, and what was not. */
export interface Tried {
  tried: number
  found: number
  missed: string[]
}
export type Tally = Record<string, Tried>

export function count(tally: Tally, kind: string, what: string, isFound: boolean): void {
  const so = (tally[kind] ??= { tried: 0, found: 0, missed: [] })
  so.tried += 1
  if (isFound) so.found += 1
  else so.missed.push(what)
}

type Value = string | number | null | Buffer
type Change = (db: SqliteDatabase) => void

const TABLES = [
  'ledger',
  'ledger_details',
  'ledger_rows',
  'ledger_amendments',
  'ledger_cameras',
  'ledger_access',
  'access_counts',
  'checkpoints',
]
/** What a column may be where it may not be anything. */
const OTHERS: Record<string, [string, string]> = {
  'ledger_rows.kind': ['view', 'use'],
  'checkpoints.why': ['print', 'export'],
}

/**
 * Tampers with every column, row by row; deletes, swaps, inserts, duplicates; cuts the ledger at every length. `step`: every how
 * many rows of a table a single column is edited.
 */
export async function tamperWithTables(victim: Victim, step: number): Promise<Tally> {
  const tally: Tally = {}
  const db = connectWriter(victim.path, SEED.database)
  db.pragma('foreign_keys = OFF')
  const erased = db
    .prepare('SELECT seq FROM ledger WHERE seq NOT IN (SELECT seq FROM ledger_details) ORDER BY seq')
    .pluck()
    .all() as number[]
  const attempt = async (kind: string, what: string, change: Change, seq?: Value) => {
    const outcome = await underAudit(db, change)
    if (outcome === 'impossible') return
    // What is left of erased entries was committed to for all of them at once: the first may be named for any.
    const places = typeof seq !== 'number' ? [] : erased.includes(seq) ? [seq, erased[0]] : [seq]
    const isSeen = outcome !== 'unseen' && (places.length === 0 || places.includes(outcome.alteredAt))
    count(tally, kind, what, isSeen || (outcome === 'unseen' && (await isRefused(victim, change))))
  }
  try {
    const untouched: Change = () => undefined
    const isLeftAlone =
      (await underAudit(db, untouched)) === 'unseen' && !(await isRefused(victim, untouched))
    count(tally, 'untouched: nothing is found', 'untouched', isLeftAlone)
    for (const table of TABLES) {
      const rows = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, Value>[]
      for (const [index, row] of rows.entries()) {
        if (index % step !== 0 && index !== rows.length - 1) continue
        for (const column of Object.keys(row))
          await attempt(
            `edit ${table}.${column}`,
            `row ${index}`,
            edit(table, row, column),
            column === 'seq' || table === 'checkpoints' ? undefined : row['seq'],
          )
        await attempt(`delete from ${table}`, `row ${index}`, remove(table, row), row['seq'])
      }
    }
    const size = db.prepare('SELECT count(*) FROM ledger').pluck().get() as number
    for (let seq = 0; seq + 1 < size; seq += step)
      for (const [name, change] of Object.entries(rearrangements(seq, size)))
        await attempt(name, `entry ${seq}`, change)
    for (let length = 0; length < size; length++)
      await attempt('truncate the entries', `after ${length}`, truncation(length))
  } finally {
    db.close()
  }
  return tally
}

/** What checking says of it, which is to be an entry and what is wrong with it; the change is taken back. */
async function underAudit(
  db: SqliteDatabase,
  change: Change,
): Promise<{ alteredAt: number } | 'unseen' | 'impossible'> {
  db.exec('BEGIN; DROP TRIGGER ledger_forbids_update; DROP TRIGGER ledger_forbids_delete')
  try {
    try {
      change(db)
    } catch {
      return 'impossible'
    }
    const found = await audit(db as never as ReadableDb, { signer: signerOf(SEED.signingSeed) })
    if (found.isBroken === true) throw new Error('the ledger could not be read')
    const { alteredAt, what } = found
    return alteredAt === undefined || what === undefined ? 'unseen' : { alteredAt }
  } finally {
    db.exec('ROLLBACK')
  }
}

/** Whether the station refuses to open such a vault, and says that its database was altered. */
async function isRefused({ path }: Victim, change: Change): Promise<boolean> {
  const dir = mkdtempSync(`${dirname(path)}-`)
  try {
    cpSync(dirname(path), dir, { recursive: true })
    const copyPath = join(dir, 'vault.db')
    const db = connectWriter(copyPath, SEED.database)
    db.pragma('foreign_keys = OFF')
    db.exec('DROP TRIGGER ledger_forbids_update; DROP TRIGGER ledger_forbids_delete')
    change(db)
    db.close()
    return await isNamed(copyPath)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Whether opening refuses, naming the copy and what is wrong with it. */
export async function isNamed(path: string): Promise<boolean> {
  try {
    const { vault } = await openVault({ path, keys: SEED, now })
    vault.close()
    return false
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'vault-needs-mending') throw error
    return true
  }
}

function where(row: Record<string, Value>): string {
  return Object.keys(row)
    .map((column) => `${column} IS @${column}`)
    .join(' AND ')
}

function edit(table: string, row: Record<string, Value>, column: string): Change {
  return (db) => {
    const value = other(`${table}.${column}`, row[column] ?? null)
    const { changes } = db
      .prepare(`UPDATE ${table} SET ${column} = @changed WHERE ${where(row)}`)
      .run({ ...row, changed: value })
    if (changes !== 1) throw new Error(`${table} has no such row`)
  }
}

function remove(table: string, row: Record<string, Value>): Change {
  return (db) => {
    db.prepare(`DELETE FROM ${table} WHERE ${where(row)}`).run(row)
  }
}

/** Something else that the column may be. */
function other(name: string, value: Value): Value {
  const [one, another] = OTHERS[name] ?? []
  if (one !== undefined) return (value === one ? another : one) as string
  if (typeof value === 'number') return value + (/\.(no|seq)$/.test(name) ? 100_000 : 1)
  if (value === null) return name.endsWith('corrects') ? 1 : 'request-9'
  if (typeof value !== 'string')
    return Buffer.from(value.map((byte, index) => (index === 5 ? byte ^ 1 : byte)))
  const at = value.length >> 1
  const changed = value[at] === '7' ? '8' : '7'
  return value.slice(0, at) + changed + value.slice(at + 1)
}

const COLUMNS = 'at, kind, actor, subject, commitment, hash'

/** Two entries change places, one is put in or doubled, with and without what belongs to it. */
function rearrangements(seq: number, size: number): Record<string, Change> {
  const exchange = (table: string, columns: string) => (db: SqliteDatabase) => {
    const [a, b] = [seq, seq + 1]
    const both = db.prepare(`SELECT count(*) FROM ${table} WHERE seq IN (${a}, ${b})`).pluck().get()
    if (both !== 2) throw new Error('nothing to exchange')
    db.exec(`CREATE TEMP TABLE aside AS SELECT * FROM ${table} WHERE seq IN (${a}, ${b});
      UPDATE ${table} SET (${columns}) = (SELECT ${columns} FROM aside WHERE seq = ${a + b} - ${table}.seq)
      WHERE seq IN (${a}, ${b}); DROP TABLE aside`)
  }
  const again = (at: number) => (db: SqliteDatabase) =>
    db.exec(`INSERT INTO ledger SELECT ${at}, ${COLUMNS} FROM ledger WHERE seq = ${seq};
      INSERT INTO ledger_details SELECT ${at}, salt, details FROM ledger_details WHERE seq = ${seq};
      INSERT INTO ledger_access SELECT ${at}, actor, work, place, request_id FROM ledger_access WHERE seq = ${seq}`)
  const pushed = (db: SqliteDatabase) => {
    for (const table of ['ledger', 'ledger_details', 'ledger_access', 'ledger_rows', 'ledger_amendments'])
      db.exec(`UPDATE ${table} SET seq = -seq - 1 WHERE seq > ${seq};
        UPDATE ${table} SET seq = -seq WHERE seq < 0`)
    again(seq + 1)(db)
  }
  return {
    'swap two entries': exchange('ledger', COLUMNS),
    'swap two hashes': exchange('ledger', 'hash'),
    'swap two details': exchange('ledger_details', 'salt, details'),
    'insert an entry': pushed,
    'duplicate an entry at the end': again(size),
    'insert a line': (db) =>
      db.exec(`INSERT INTO ledger_rows (seq, on_day, kind, request_id, actor, origin)
        SELECT ${seq}, '2026-11-22', 'view', 'request-0', actor, kind FROM ledger WHERE seq = ${seq}`),
    'insert a kept checkpoint': (db) =>
      db.exec(`INSERT INTO checkpoints (size, at, why, root, note) SELECT ${seq}, at, 'print', hash, 'nothing'
        FROM ledger WHERE seq = ${seq}`),
  }
}

function truncation(length: number): Change {
  return (db) => {
    db.exec(`DELETE FROM ledger WHERE seq >= ${length}; DELETE FROM ledger_details WHERE seq >= ${length}`)
  }
}
