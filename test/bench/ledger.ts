import { hash } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audit } from '../../electron/vault/audit.ts'
import { connect, connectWriter, type ReadableDb } from '../../electron/vault/database.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { createVault, openVault } from '../../electron/vault/opening.ts'
import { signerOf } from '../../electron/vault/signing.ts'
import { breathe } from '../../electron/vault/slices.ts'
import type { Vault } from '../../electron/vault/vault.ts'
import { actAt, fill, furnish, LedgerClock } from './large-ledger.ts'
import { benchLedgerViews } from './ledger-views.ts'

type Figures = Record<string, { value: number; unit: string }>

const ENTRIES = 1_000_000
const SINGLES = 1_000
const GROUPS = 40
const GROUP = 500
const keys = deriveKeys(Buffer.alloc(32, 1))

/**
 * The ledger of years of work: how fast acts are entered, alone and in groups, against raw inserts that are as durable (two
 * files, fsynced), in turns; how fast all of it is checked, against a bare loop that only hashes the same bytes; how long
 * opening takes; how fast its views are read. Memory while it is checked, and the longest turn of the event loop.
 */
export async function benchLedger(entries = ENTRIES): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-ledger-'))
  try {
    const path = join(dir, 'vault.db')
    const clock = new LedgerClock()
    const vault = await createVault({ path, keys, now: clock.now })
    furnish(vault)
    const entering = enter(vault, dir, clock)
    await fill(vault, clock, entries)
    vault.checkpoint('shutdown')
    vault.close()
    const checking = await check(path, entries)
    const begun = performance.now()
    const { vault: opened } = await openVault({ path, keys, now: clock.now })
    const openMs = performance.now() - begun
    opened.close()
    return {
      ...entering,
      ...checking,
      [`opening a vault of ${entries} entries, both copies checked`]: { value: openMs / 1000, unit: 's' },
      ...(await benchLedgerViews(entries)),
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Acts one by one and in groups, in turns with the same rows put into a bare database and a bare file. */
function enter(vault: Vault, dir: string, clock: LedgerClock): Figures {
  const raw = rawStore(dir)
  const singles: Turns = { acts: [], raw: [] }
  const groups: Turns = { acts: [], raw: [] }
  const turn = (turns: Turns, count: number) => {
    const acts = Array.from({ length: count }, (_, index) => actAt(vault.ledgerSize + index))
    clock.pass(count)
    turns.acts.push(
      timed(() =>
        vault.record(
          () => acts,
          () => undefined,
        ),
      ),
    )
    turns.raw.push(timed(() => raw.put(acts.map(({ details }) => JSON.stringify(details)))))
  }
  for (let n = 0; n < SINGLES; n++) turn(singles, 1)
  for (let n = 0; n < GROUPS; n++) turn(groups, GROUP)
  raw.close()
  return {
    'acts entered one by one': { value: 1000 / mean(singles.acts), unit: 'acts/s' },
    'one act, 99th percentile': { value: percentile(singles.acts, 0.99), unit: 'ms' },
    'one raw insert into two files, 99th percentile': { value: percentile(singles.raw, 0.99), unit: 'ms' },
    'acts one by one to raw inserts': { value: mean(singles.raw) / mean(singles.acts), unit: '×' },
    [`acts entered in groups of ${GROUP}`]: { value: (1000 * GROUP) / mean(groups.acts), unit: 'acts/s' },
    'acts in groups to raw inserts': { value: mean(groups.raw) / mean(groups.acts), unit: '×' },
  }
}

interface Turns {
  acts: number[]
  raw: number[]
}

/** The same durability without a ledger: a row with its index in SQLCipher (WAL, synchronous=FULL), a line in a file, fsynced. */
function rawStore(dir: string) {
  const db = connectWriter(join(dir, 'raw.db'), keys.database)
  db.exec(`CREATE TABLE acts (seq INTEGER PRIMARY KEY, at TEXT, details TEXT, hash BLOB) STRICT;
    CREATE INDEX acts_by_time ON acts (at)`)
  const insert = db.prepare('INSERT INTO acts (at, details, hash) VALUES (?, ?, ?)')
  const file = openSync(join(dir, 'raw.lines'), 'w')
  const leaf = Buffer.alloc(32)
  return {
    put: db.transaction((lines: readonly string[]) => {
      const at = new Date().toISOString()
      for (const line of lines) insert.run(at, line, leaf)
      writeSync(file, lines.join('\n'))
      fdatasyncSync(file)
    }),
    close() {
      closeSync(file)
      db.close()
    },
  }
}

/** Checks all of it, and hashes the same bytes with the same function in a bare loop; both as the processor counts it, too. */
async function check(path: string, entries: number): Promise<Figures> {
  const db = connect(path, keys.database, { readonly: true }) as never as ReadableDb
  const rss: [at: number, megabytes: number][] = []
  const marks = [entries / 10, entries / 2, entries]
  const watch = longestTurn()
  const report = (done: number) => {
    if (done < (marks[rss.length] ?? Number.POSITIVE_INFINITY)) return
    rss.push([marks[rss.length] as number, process.memoryUsage().rss / 2 ** 20])
  }
  const before = process.cpuUsage()
  const begun = performance.now()
  const found = await audit(db, { signer: signerOf(keys.signingSeed), report })
  const wallMs = performance.now() - begun
  const cpuMs = cpuSince(before)
  const longestMs = watch.stop()
  report(entries)
  if (found.alteredAt !== undefined || found.frontier.size !== entries)
    throw new Error(`the ledger does not verify from ${found.alteredAt} on`)
  const bare = bareLoop(db, entries)
  return {
    [`checking ${entries} entries`]: { value: wallMs / 1000, unit: 's' },
    'checking, processor time': { value: cpuMs / 1000, unit: 's' },
    'a bare loop that hashes the same bytes': { value: bare.wallMs / 1000, unit: 's' },
    'a bare loop, processor time': { value: bare.cpuMs / 1000, unit: 's' },
    'checking to a bare loop': { value: bare.wallMs / wallMs, unit: '×' },
    'checking to a bare loop, processor time': { value: bare.cpuMs / cpuMs, unit: '×' },
    'longest turn while checking': { value: longestMs, unit: 'ms' },
    ...Object.fromEntries(
      rss.map(([at, value]) => [`memory after ${at} entries were checked`, { value, unit: 'MiB' }]),
    ),
  }
}

/** The leaves, commitments and inner nodes of the ledger, hashed and nothing else; reading the texts is not counted. */
function bareLoop(db: ReadableDb, entries: number): { wallMs: number; cpuMs: number } {
  const select = db
    .prepare(
      `SELECT char(0) || json_array(1, l.seq, at, kind, actor, subject, commitment),
         '["' || salt || '",' || details || ']'
       FROM ledger l JOIN ledger_details d USING (seq) WHERE l.seq >= ? AND l.seq < ?`,
    )
    .raw()
  const node = Buffer.alloc(65, 1)
  let [wallMs, cpuMs] = [0, 0]
  const STEP = 20_000
  for (let seq = 0; seq < entries; seq += STEP) {
    const texts = (select.all(seq, seq + STEP) as string[][]).flat().map((text) => Buffer.from(text))
    const before = process.cpuUsage()
    wallMs += timed(() => {
      for (const text of texts) hash('sha256', text)
      for (let n = 0; n < texts.length / 2; n++) hash('sha256', node)
    })
    cpuMs += cpuSince(before)
  }
  return { wallMs, cpuMs }
}

/** How long the event loop was held up at once, at most. */
function longestTurn(): { stop: () => number } {
  let [last, longest, isOver] = [performance.now(), 0, false]
  const watch = async () => {
    while (!isOver) {
      await breathe()
      const at = performance.now()
      longest = Math.max(longest, at - last)
      last = at
    }
  }
  void watch()
  return {
    stop() {
      isOver = true
      return longest
    },
  }
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
