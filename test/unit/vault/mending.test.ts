import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { presets } from '#domain/policy.ts'
import { Refusal } from '#domain/refusal.ts'
import { connect, connectWriter } from '../../../electron/vault/database.ts'
import { dump } from '../../../electron/vault/dump.ts'
import { Journal } from '../../../electron/vault/journal.ts'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { createVault, openVault } from '../../../electron/vault/opening.ts'
import { addInstitution } from '../../../electron/vault/station.ts'
import type { Recorded, Vault } from '../../../electron/vault/vault.ts'

/** Two copies of one vault: whichever is lost or damaged is named, and made anew from the other. */

const keys = deriveKeys(Buffer.alloc(32, 7))
const now = () => '2026-11-22T00:00:00.000Z'

const act = (n: number): Recorded => ({
  kind: 'viewing.watched',
  actor: 'actor-kim',
  subject: `viewing:v${n}`,
  details: { 이름: '홍길동', n },
})

/** A closed vault with `count` acts, each with a change of its own. */
async function made(count = 40): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'mending-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const path = join(dir, 'vault.db')
  const vault = await createVault({ path, keys, now })
  vault.record(act(0), (db) => addInstitution(db, 'l1', presets.library.institution))
  add(vault, 1, count)
  vault.close()
  return path
}

function add(vault: Vault, from: number, to: number): void {
  for (let n = from; n < to; n++)
    vault.record(act(n), (db) =>
      db.prepare('INSERT INTO cameras VALUES (?, ?, ?)').run(`camera-${n}`, n, `{"n":${n}}`),
    )
}

const journalOf = (path: string) => join(dirname(path), 'ledger.journal')
const open = (path: string, mends = false) => openVault({ path, keys, now, mends })

async function refused(path: string): Promise<unknown> {
  const answer: unknown = await open(path).catch((error: unknown) => error)
  if (!(answer instanceof Refusal)) throw new Error('was opened')
  return { code: answer.code, ...answer.data }
}

/** Everything that a database says, without its note of the journal. */
function contents(path: string): string {
  const db = connect(path, keys.database, { readonly: true })
  const said = [...dump(db)].flat().map((statement) => JSON.stringify(statement))
  db.close()
  return said.toSorted().join('\n')
}

/** Mends it; everything must be as it was, twice, and open without a word from then on. */
async function healed(path: string, before: string): Promise<void> {
  const { vault, mended } = await open(path, true)
  expect(mended).toBeDefined()
  add(vault, 1000, 1001)
  vault.close()
  const again = await open(path)
  expect(again.mended).toBeUndefined()
  again.vault.close()
  const after = contents(path)
  // Only what is counted may differ: an act was entered since.
  const lost = before.split('\n').filter((line) => !line.includes('access_counts') && !after.includes(line))
  expect(lost).toEqual([])
  rmSync(path)
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'missing' })
  const { vault: rebuilt } = await open(path, true)
  rebuilt.close()
  expect(contents(path)).toBe(after)
}

const flip = (path: string, at: number): void => {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 0x01
  writeFileSync(path, bytes)
}

test('an untouched vault opens without a word', async () => {
  const path = await made()
  const { vault, mended } = await open(path)
  expect([vault.ledgerSize, mended, vault.isReadOnly]).toEqual([40, undefined, false])
  vault.close()
})

test.each([
  ['first', () => 0],
  ['middle', (pages: number) => Math.floor(pages / 2)],
  ['last', (pages: number) => pages - 1],
])('a damaged %s page of the database', async (_, which) => {
  const path = await made()
  const before = contents(path)
  flip(path, which(readFileSync(path).length / 4096) * 4096 + 1000)
  const found = await refused(path)
  expect(found).toMatchObject({ code: 'vault-needs-mending', copy: 'database', entries: 40 })
  expect(await refused(path)).toEqual(found)
  await healed(path, before)
  expect(readdirSync(dirname(path)).some((name) => name.startsWith('vault.db.damaged-'))).toBe(true)
})

test('a database that is gone, and one of another station', async () => {
  const path = await made()
  const before = contents(path)
  rmSync(path)
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'missing', entries: 40 })
  const elsewhere = join(mkdtempSync(join(tmpdir(), 'mending-')), 'vault.db')
  const other = await createVault({ path: elsewhere, keys: deriveKeys(Buffer.alloc(32, 9)), now })
  other.close()
  copyFileSync(elsewhere, path)
  rmSync(dirname(elsewhere), { recursive: true })
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'foreign', entries: 40 })
  await healed(path, before)
})

test('a database that somebody has emptied is not begun anew', async () => {
  const path = await made()
  const before = contents(path)
  truncateSync(path, 0)
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'damaged', entries: 40 })
  rmSync(path)
  connectWriter(path, keys.database).close()
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'damaged', entries: 40 })
  await healed(path, before)
})

test('a database that knows of no journal does not take the place of one that tells more', async () => {
  const path = await made(20)
  copyFileSync(path, `${path}.before`)
  const { vault } = await open(path)
  add(vault, 20, 40)
  vault.close()
  const before = contents(path)
  renameSync(`${path}.before`, path)
  const db = connect(path, keys.database)
  db.exec('UPDATE journal_mark SET generation = NULL')
  db.close()
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'behind', seq: 20, entries: 40 })
  await healed(path, before)
})

test('a database of before is brought up to the journal', async () => {
  const path = await made()
  copyFileSync(path, `${path}.before`)
  const { vault } = await open(path)
  add(vault, 40, 60)
  vault.close()
  const before = contents(path)
  renameSync(`${path}.before`, path)
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'behind', seq: 40, entries: 60 })
  await healed(path, before)
})

test('a write-ahead log that somebody removed is not missed', async () => {
  const path = await made()
  const { vault } = await open(path)
  add(vault, 40, 50)
  const dir = mkdtempSync(join(tmpdir(), 'mending-'))
  cpSync(dirname(path), dir, { recursive: true })
  const copy = join(dir, 'vault.db')
  const before = contents(path)
  vault.close()
  rmSync(`${copy}-wal`)
  rmSync(`${copy}-shm`, { force: true })
  expect(await refused(copy)).toMatchObject({ copy: 'database', why: 'behind', entries: 50 })
  await healed(copy, before)
  rmSync(dir, { recursive: true })
})

test.each([
  ['gone', (path: string) => rmSync(path), 'missing'],
  ['empty', (path: string) => truncateSync(path, 0), 'foreign'],
  [
    'cut in the middle of a record',
    (path: string) => truncateSync(path, readFileSync(path).length - 30),
    'damaged',
  ],
  [
    'cut to a third',
    (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 3)),
    'damaged',
  ],
  ['flipped in its header', (path: string) => flip(path, 60), 'foreign'],
  [
    'flipped in the middle',
    (path: string) => flip(path, Math.floor(readFileSync(path).length / 2)),
    'damaged',
  ],
  ['flipped in its last byte', (path: string) => flip(path, readFileSync(path).length - 1), 'damaged'],
])('a journal that is %s', async (_, harm, why) => {
  const path = await made()
  const before = contents(path)
  harm(journalOf(path))
  expect(await refused(path)).toMatchObject({ copy: 'journal', why, entries: 40 })
  await healed(path, before)
})

test('a journal of before, and one of another vault', async () => {
  const path = await made()
  copyFileSync(journalOf(path), `${path}.journal-before`)
  const { vault } = await open(path)
  add(vault, 40, 45)
  await vault.scrub()
  vault.close()
  const before = contents(path)
  copyFileSync(`${path}.journal-before`, journalOf(path))
  expect(await refused(path)).toMatchObject({ copy: 'journal', why: 'behind', entries: 45 })
  await healed(path, before)
})

test('a record that a kill cut short is no damage: it was never acknowledged', async () => {
  const path = await made()
  const whole = readFileSync(journalOf(path))
  for (const tail of [1, 16, 17, 40, 200]) {
    writeFileSync(journalOf(path), Buffer.concat([whole, whole.subarray(-tail)]))
    const { vault, mended } = await open(path)
    expect([vault.ledgerSize, mended]).toEqual([40, undefined])
    vault.close()
  }
})

test('an act that only reached the journal is done when the vault is opened', async () => {
  const path = await made()
  copyFileSync(path, `${path}.before`)
  const { vault } = await open(path)
  add(vault, 40, 41)
  vault.close()
  renameSync(`${path}.before`, path)
  const { vault: again, mended } = await open(path)
  expect([again.ledgerSize, mended]).toEqual([41, undefined])
  expect(
    again.read((db) => db.prepare("SELECT count(*) FROM cameras WHERE id = 'camera-40'").pluck().get()),
  ).toBe(1)
  again.close()
})

test('an erasure that only reached the journal is done, and forgotten', async () => {
  const path = await made()
  copyFileSync(path, `${path}.before`)
  const { vault } = await open(path)
  vault.record(act(40), (db) => db.prepare("DELETE FROM cameras WHERE id = 'camera-7'").run(), {
    forgets: true,
  })
  vault.close()
  renameSync(`${path}.before`, path)
  const { vault: again } = await open(path)
  again.close()
  const journal = Journal.open(journalOf(path), keys.journal, 'r')
  const said = JSON.stringify([...journal.transactions()])
  journal.close()
  expect(said).toContain('camera-8')
  expect(said).not.toContain('camera-7')
})

test('both damaged: what can be proved is opened to read, and nothing can be entered', async () => {
  const path = await made()
  flip(path, 1000)
  truncateSync(journalOf(path), Math.floor(readFileSync(journalOf(path)).length - 2000))
  const { vault, mended } = await open(path, true)
  expect([vault.isReadOnly, mended]).toEqual([true, undefined])
  expect(vault.ledgerSize).toBeGreaterThan(30)
  expect(vault.ledgerSize).toBeLessThan(40)
  expect(() => vault.enter(act(99))).toThrow('vault-read-only')
  vault.close()
})

test('somebody with the key edits the database so that it agrees with itself: the journal names the entry', async () => {
  const path = await made()
  const before = contents(path)
  const donor = await made(40)
  const db = connect(path, keys.database)
  db.pragma('foreign_keys = OFF')
  db.exec('DROP TRIGGER ledger_forbids_update')
  const from = connect(donor, keys.database, { readonly: true })
  // The same entry as another vault has it: other salt, right commitment, right hash.
  const entry = from
    .prepare(
      'SELECT commitment, hash, salt, details FROM ledger JOIN ledger_details USING (seq) WHERE seq = 7',
    )
    .get()
  db.prepare('UPDATE ledger SET commitment = @commitment, hash = @hash WHERE seq = 7').run(entry)
  db.prepare('UPDATE ledger_details SET salt = @salt, details = @details WHERE seq = 7').run(entry)
  db.close()
  from.close()
  expect(await refused(path)).toMatchObject({ copy: 'database', why: 'altered', seq: 7 })
  await healed(path, before)
})

test('a journal that is begun anew says the same, and what was erased is in it no more', async () => {
  const path = await made()
  const { vault } = await open(path)
  vault.record(act(40), (db) => db.prepare("DELETE FROM cameras WHERE id = 'camera-7'").run(), {
    forgets: true,
  })
  const scrubbing = vault.scrub()
  add(vault, 41, 44)
  await scrubbing
  add(vault, 44, 46)
  vault.close()
  const before = contents(path)
  expect(before).not.toContain('camera-7"')
  rmSync(path)
  const { vault: again } = await open(path, true)
  expect(again.ledgerSize).toBe(46)
  again.close()
  expect(contents(path)).toBe(before)
})

test('what must be forgotten is forgotten at the next opening, where a kill came in between', async () => {
  const path = await made()
  const { vault } = await open(path)
  vault.record(act(40), (db) => db.prepare("DELETE FROM cameras WHERE id = 'camera-7'").run(), {
    forgets: true,
  })
  vault.close()
  const old = readFileSync(journalOf(path)).subarray(0, 100)
  const { vault: again } = await open(path)
  again.close()
  expect(readFileSync(journalOf(path)).subarray(0, 100).equals(old)).toBe(false)
  expect(await open(path).then(({ vault: third }) => third.close())).toBeUndefined()
})
