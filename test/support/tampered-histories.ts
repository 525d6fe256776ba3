import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { signCheckpoint } from '../../electron/domain/ledger/checkpoint.ts'
import { commitText, type Entry, entryHash } from '../../electron/domain/ledger/entry.ts'
import { Frontier, treeHash } from '../../electron/domain/ledger/merkle.ts'
import { comparedWith, readPaperNote } from '../../electron/domain/ledger/paper-note.ts'
import { isSigned } from '../../electron/export/verify.ts'
import { connectWriter } from '../../electron/vault/database.ts'
import { hashesBetween } from '../../electron/vault/ledger.ts'
import { journalPathOf } from '../../electron/vault/rewriting.ts'
import { signerOf } from '../../electron/vault/signing.ts'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { foreignPapers, sizeOf } from './tampered-files.ts'
import { enterUpTo, leaving, opened, SEED, type Victim } from './tampered-vault.ts'
import { count, isNamed, type Tally } from './tampering.ts'

/**
 * What somebody with the key and time does to both copies of a vault, so that they agree with each other and with every
 * checkpoint that was kept: the station opens it, and only paper tells. And what somebody with an old copy does.
 */
export async function tamperWithHistory(victim: Victim, step: number): Promise<Tally> {
  const tally: Tally = {}
  const { early, late } = victim.papers
  const outcomes = [await heldAgainst(victim.path, early), await heldAgainst(victim.path, late)]
  count(tally, 'untouched: nothing is found', 'paper', outcomes.join() === 'matches,matches')
  for (let seq = 1; seq < sizeOf(late); seq += step) {
    const fork = await afterwards(victim, (path) => rewrite(path, seq, anotherActor), late)
    count(tally, 're-signed fork', `from entry ${seq}`, fork === 'forked')
    const edited = await afterwards(victim, (path) => rewrite(path, seq, otherDetails), late)
    count(tally, 'both copies edited alike', `entry ${seq}`, edited === 'forked')
  }

  const older = mkdtempSync(`${dirname(victim.path)}-`)
  cpSync(dirname(victim.path), older, { recursive: true })
  try {
    const vault = await opened(victim.path)
    enterUpTo(vault, vault.ledgerSize + 10)
    const newer = vault.checkpoint('print').note
    vault.close()
    const restored = await heldAgainst(join(older, 'vault.db'), newer)
    count(tally, 'an old backup restored', 'both copies', restored === 'rolled-back')
    for (const name of ['vault.db', 'ledger.journal'])
      count(tally, 'an old copy restored', name, await withCopy(victim, (path) => put(path, older, name)))
  } finally {
    rmSync(older, { recursive: true })
  }

  const papers = foreignPapers(await leaving(victim.path), 'viewing-station/fedcba9876543210')
  for (const [what, paper] of Object.entries(papers)) {
    const isNamedSo = ['other-ledger', 'unsigned'].includes(await heldAgainst(victim.path, paper))
    count(tally, 'paper of another institution', what, isNamedSo)
  }
  return tally
}

/** What the station says of a paper: the answer of `ledger.comparePaper`. */
async function heldAgainst(path: string, text: string): Promise<string> {
  const paper = readPaperNote(text)
  if (paper === undefined) throw new Error('the paper cannot be read')
  const vault = await opened(path)
  try {
    const { origin, ledgerSize: size, signer } = vault
    const rootAt =
      paper.size > size ? undefined : treeHash(vault.read((db) => hashesBetween(db, 0, paper.size)))
    return comparedWith(paper, { origin, size, publicKey: signer.publicKey, rootAt }, isSigned).outcome
  } finally {
    vault.close()
  }
}

/** What it says after a change to a copy of the vault. */
async function afterwards(victim: Victim, change: (path: string) => void, paper: string): Promise<string> {
  const dir = mkdtempSync(`${dirname(victim.path)}-`)
  try {
    cpSync(dirname(victim.path), dir, { recursive: true })
    change(join(dir, 'vault.db'))
    return await heldAgainst(join(dir, 'vault.db'), paper)
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function withCopy(victim: Victim, change: (path: string) => void): Promise<boolean> {
  const dir = mkdtempSync(`${dirname(victim.path)}-`)
  try {
    cpSync(dirname(victim.path), dir, { recursive: true })
    change(join(dir, 'vault.db'))
    return await isNamed(join(dir, 'vault.db'))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function put(path: string, fromDir: string, name: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
  copyFileSync(join(fromDir, name), join(dirname(path), name))
}

type Rewriting = (db: SqliteDatabase, seq: number) => void

/** Changes an entry, works out all hashes anew, signs every kept checkpoint again, and makes the journal over. */
function rewrite(path: string, seq: number, change: Rewriting): void {
  const db = connectWriter(path, SEED.database)
  const guards = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE name GLOB 'ledger_forbids*'")
    .all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`)
  change(db, seq)
  const signer = signerOf(SEED.signingSeed)
  const id = db.prepare('SELECT ledger_id FROM institution').pluck().get() as string
  const resign = db.prepare('UPDATE checkpoints SET root = @root, note = @note WHERE size = @size')
  const rehash = db.prepare('UPDATE ledger SET hash = ? WHERE seq = ?')
  const tree = new Frontier()
  for (const entry of db.prepare('SELECT * FROM ledger ORDER BY seq').all() as Entry[]) {
    const hash = entryHash(entry)
    rehash.run(Buffer.from(hash), entry.seq)
    tree.append(hash)
    const checkpoint = { origin: `viewing-station/${id}`, size: tree.size, root: tree.root() }
    const note = signCheckpoint(checkpoint, signer)
    resign.run({ size: tree.size, root: Buffer.from(checkpoint.root), note })
  }
  for (const { sql } of guards) db.exec(sql)
  // A database that knows of no journal has one begun.
  db.exec('UPDATE journal_mark SET generation = NULL')
  db.close()
  rmSync(journalPathOf(path))
}

const anotherActor: Rewriting = (db, seq) => {
  const [{ work, onDay } = { work: '', onDay: '' }] = db
    .prepare(
      "SELECT work, date(at, '+9 hours') AS onDay FROM ledger JOIN ledger_access USING (seq) WHERE seq = ?",
    )
    .all(seq) as { work: string; onDay: string }[]
  const actor = db.prepare('SELECT actor FROM ledger WHERE seq = ?').pluck().get(seq)
  for (const table of ['ledger', 'ledger_access', 'ledger_rows'])
    db.prepare(`UPDATE ${table} SET actor = 'actor-9' WHERE seq = ?`).run(seq)
  const counted = 'WHERE on_day = ? AND work = ? AND actor = ?'
  db.prepare(`UPDATE access_counts SET count = count - 1 ${counted}`).run(onDay, work, actor)
  db.prepare(`DELETE FROM access_counts ${counted} AND count = 0`).run(onDay, work, actor)
  db.prepare('INSERT INTO access_counts VALUES (?, ?, ?, 1)').run(onDay, work, 'actor-9')
}

const otherDetails: Rewriting = (db, seq) => {
  const found = db.prepare('SELECT salt, details FROM ledger_details WHERE seq = ?').get(seq)
  const { salt = '', details = '{"filed":{"place":""}}' } = (found ?? {}) as {
    salt?: string
    details?: string
  }
  const changed = details.replace('홍길동', '김담당').replace(/"seq":\d+/, '"seq":0')
  db.prepare('UPDATE ledger_details SET details = ? WHERE seq = ?').run(changed, seq)
  db.prepare('UPDATE ledger SET commitment = ? WHERE seq = ?').run(commitText(salt, changed), seq)
}
