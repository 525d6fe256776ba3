import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { createVault } from '../../../electron/vault/opening.ts'
import { add, contents, flip, healed, journalOf, made, now, open, refused } from '../../support/two-copies.ts'

/** Two copies of one vault: a database that is lost or damaged is named, and made anew from the journal. */

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
