import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { checkEntry, entries } from '../../electron/vault/ledger.ts'
import { createVault } from '../../electron/vault/opening.ts'
import { openDatabase } from '../../native/sqlite/sqlite.ts'

const ACTS = 2_000

/**
 * Durable acts a second, as a ratio to raw inserts of the same columns into the same kind of file with the same
 * durability (SQLCipher, WAL, synchronous=FULL), in turns; and how long a full check of them takes.
 */
export async function benchLedger(): Promise<Record<string, { value: number; unit: string }>> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-ledger-'))
  const keys = deriveKeys(Buffer.alloc(32, 1))
  const vault = await createVault({
    path: join(dir, 'vault.db'),
    keys,
    now: () => new Date().toISOString(),
  })
  const raw = openDatabase(join(dir, 'raw.db'))
  raw.pragma("cipher = 'sqlcipher'")
  raw.key(Buffer.from(`x'${keys.database.toString('hex')}'`))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.exec('CREATE TABLE acts (seq INTEGER PRIMARY KEY, at TEXT, details TEXT, hash BLOB) STRICT')
  const insert = raw.prepare('INSERT INTO acts (at, details, hash) VALUES (?, ?, ?)')
  const details = { request: '2026-0001', purpose: '주차 차량 접촉사고 확인', intervals: '0-1000000' }
  const hash = Buffer.alloc(32)

  const acts: number[] = []
  const inserts: number[] = []
  for (let i = 0; i < ACTS; i++) {
    let begun = performance.now()
    vault.enter({ kind: 'viewing.watched', actor: 'actor', subject: 'viewing:1', details })
    acts.push(performance.now() - begun)
    begun = performance.now()
    insert.run(new Date().toISOString(), JSON.stringify(details), hash)
    inserts.push(performance.now() - begun)
  }

  const begun = performance.now()
  for (let seq = 0; seq < ACTS; seq += 200)
    for (const [index, entry] of vault.read((db) => entries(db, seq, 200)).entries())
      checkEntry(entry, seq + index)
  const checkMs = performance.now() - begun
  vault.close()
  raw.close()
  rmSync(dir, { recursive: true })
  return {
    'durable acts': { value: 1000 / mean(acts), unit: 'acts/s' },
    'one act, 99th percentile': { value: percentile(acts, 0.99), unit: 'ms' },
    'durable acts to raw durable inserts': { value: mean(inserts) / mean(acts), unit: '×' },
    'checking entries': { value: (ACTS / checkMs) * 1000, unit: 'entries/s' },
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
