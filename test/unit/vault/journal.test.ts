import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connect, connectWriter } from '../../../electron/vault/database.ts'
import { Journal } from '../../../electron/vault/journal.ts'
import {
  act,
  add,
  contents,
  flip,
  healed,
  journalOf,
  keys,
  made,
  open,
  refused,
} from '../../support/two-copies.ts'

/** Two copies of one vault: a journal that is lost or damaged is named, and made anew from the database. */

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

test('a journal that tells much more than it comes to is long, until it is begun anew', async () => {
  const path = await made()
  const { vault } = await open(path)
  const large = (n: number) => JSON.stringify({ n, text: 'x'.repeat(4_000_000) })
  for (let n = 0; n < 28; n++)
    vault.record(act(n), (db) =>
      db.prepare("UPDATE cameras SET body = ? WHERE id = 'camera-1'").run(large(n)),
    )
  expect(vault.isJournalLong).toBe(true)
  await vault.rewriteJournal()
  expect(vault.isJournalLong).toBe(false)
  vault.close()
  const before = contents(path)
  rmSync(path)
  const { vault: again } = await open(path, true)
  again.close()
  expect(contents(path)).toBe(before)
})
