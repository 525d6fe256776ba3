import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { presets } from '#domain/policy.ts'
import { Refusal } from '#domain/refusal.ts'
import { erasing } from '../../../electron/vault/erasures.ts'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { entries, eraseDetails } from '../../../electron/vault/ledger.ts'
import { createVault, openVault as openBoth } from '../../../electron/vault/opening.ts'
import { addInstitution, institution } from '../../../electron/vault/station.ts'
import type { Recorded } from '../../../electron/vault/vault.ts'
import { openDatabase } from '../../../native/sqlite/sqlite.ts'
import { mayMountDisks } from '../../support/small-disk.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))
const act: Recorded = {
  kind: 'request.received',
  actor: 'actor-kim',
  subject: 'request:r1',
  details: { 이름: '홍길동', reason: '주차 차량 접촉사고 확인' },
}
const library = presets.library.institution

async function openVault(path = join(mkdtempSync(join(tmpdir(), 'vault-')), 'vault.db'), create = true) {
  const opening = { path, keys, now: () => '2026-11-22T00:00:00.000Z' }
  const vault = create ? await createVault(opening) : (await openBoth(opening)).vault
  let isOpen = true
  const close = () => {
    if (isOpen) vault.close()
    isOpen = false
  }
  onTestFinished(close)
  return { vault, path, close }
}

/** The database as somebody with the key could open it behind the station's back. */
function intrude(path: string, change: string): void {
  const db = openDatabase(path)
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.key(Buffer.from(`x'${keys.database.toString('hex')}'`))
  db.pragma('foreign_keys = OFF')
  db.exec(change)
  db.close()
}

const refusalOf = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
  return 'no refusal'
}

/** What the refusal to open says of the copy that is bad. */
async function faultOf(work: () => Promise<unknown>): Promise<unknown> {
  const error: unknown = await work().catch((thrown: unknown) => thrown)
  return error instanceof Refusal && error.code === 'vault-needs-mending' ? error.data : error
}

test('a change and its entry commit together', async () => {
  const { vault } = await openVault()
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  expect(vault.read(institution).name).toBe('공공도서관')
  expect(vault.ledgerSize).toBe(1)
})

test('a change that fails leaves neither change nor entry, and the tree as it was', async () => {
  const { vault } = await openVault()
  vault.enter(act)
  const before = vault.read((db) => entries(db, 0, 10))
  expect(() =>
    vault.record(act, (db) =>
      db.prepare("INSERT INTO requests VALUES ('r', 'n', 'view', 'received', 'r', 'd', 'f', 't', '{')").run(),
    ),
  ).toThrow(/CHECK/)
  expect(vault.read((db) => entries(db, 0, 10))).toEqual(before)
  vault.enter(act)
  expect(vault.ledgerSize).toBe(2)
})

test('a query cannot change anything, and nobody edits the ledger in passing', async () => {
  const { vault } = await openVault()
  vault.enter(act)
  expect(() => vault.read((db) => db.prepare('DELETE FROM requests').run())).toThrow('readonly database')
  for (const sql of ["UPDATE ledger SET actor = 'x'", 'DELETE FROM ledger'])
    expect(() => vault.record(act, (db) => db.prepare(sql).run())).toThrow('the ledger is append-only')
})

test('everything acknowledged is there when the vault is opened again', async () => {
  const { vault, path, close } = await openVault()
  for (let i = 0; i < 20; i++) vault.enter(act)
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  const { note } = vault.checkpoint()
  close()
  const again = await openVault(path, false)
  expect(again.vault.checkpoint().note).toBe(note)
})

test.each(['at', 'kind', 'actor', 'subject', 'commitment'])(
  'an edited %s no longer matches its hash',
  async (column) => {
    const { vault, path, close } = await openVault()
    vault.enter(act)
    close()
    intrude(
      path,
      `DROP TRIGGER ledger_forbids_update; UPDATE ledger SET ${column} = replace(${column}, substr(${column}, 3, 1), '~')`,
    )
    expect(await faultOf(() => openVault(path, false))).toMatchObject({
      copy: 'database',
      why: 'altered',
      seq: 0,
    })
  },
)

test('edited details no longer match their commitment; those erased by an act leave the entry whole, others are missed', async () => {
  const { vault, path, close } = await openVault()
  vault.enter(act)
  close()
  intrude(path, "UPDATE ledger_details SET details = replace(details, '홍', '김')")
  expect(await faultOf(() => openVault(path, false))).toMatchObject({
    copy: 'database',
    why: 'altered',
    seq: 0,
  })
  intrude(path, 'DELETE FROM ledger_details')
  expect(await faultOf(() => openVault(path, false))).toMatchObject({ why: 'altered', seq: 0 })

  const other = await openVault()
  other.vault.enter(act)
  const details = other.vault.read((db) => erasing(db, 'r1'))
  other.vault.record({ ...act, kind: 'request.details-erased', details }, (db) => eraseDetails(db, 'r1'))
  other.close()
  const { vault: erased } = await openVault(other.path, false)
  expect(erased.ledgerSize).toBe(2)
  expect(erased.read((db) => entries(db, 0, 2)).map((entry) => entry.details === null)).toEqual([true, false])
})

test('an entry cut out is noticed on opening', async () => {
  const { vault, path, close } = await openVault()
  for (let i = 0; i < 3; i++) vault.enter(act)
  close()
  intrude(
    path,
    'DROP TRIGGER ledger_forbids_delete; DELETE FROM ledger_details WHERE seq = 1; DELETE FROM ledger WHERE seq = 1',
  )
  expect(await faultOf(() => openVault(path, false))).toMatchObject({ why: 'altered', seq: 1, entries: 3 })
})

test('a wrong key, a damaged page, a missing file and a newer schema each get their own answer', async () => {
  const { vault, path, close } = await openVault()
  vault.enter(act)
  close()
  const wrong = deriveKeys(Buffer.alloc(32, 8))
  expect(await refusalOf(() => openBoth({ path, keys: wrong, now: () => '' }))).toBe('vault-foreign')
  intrude(path, 'PRAGMA user_version = 999')
  expect(await refusalOf(() => openVault(path, false))).toBe('vault-newer')
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0x41, 100, 900))
  expect(await faultOf(() => openVault(path, false))).toMatchObject({ copy: 'database', why: 'foreign' })
  rmSync(path)
  expect(await faultOf(() => openVault(path, false))).toMatchObject({ copy: 'database', why: 'missing' })
  rmSync(join(path, '..', 'ledger.journal'))
  expect(await refusalOf(() => openVault(path, false))).toBe('vault-damaged')
})

test('the files on the disk reveal nothing', async () => {
  const { vault, path } = await openVault()
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  const files = readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name)))
  expect(files.length).toBeGreaterThan(1)
  for (const bytes of files)
    for (const secret of ['SQLite format 3', '홍길동', '접촉사고', '공공도서관', 'request.received'])
      expect(bytes.includes(Buffer.from(secret))).toBe(false)
})

test.skipIf(!mayMountDisks)(
  'on a full disk a change is refused whole, and goes through once there is room',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir])
    try {
      const { vault, close } = await openVault(join(dir, 'vault.db'))
      vault.enter(act)
      const before = String(vault.ledgerSize)
      writeFileSync(join(dir, 'filler'), Buffer.alloc(statfsSync(dir).bavail * statfsSync(dir).bsize))
      const large = { ...act, details: { text: 'x'.repeat(200_000) } }
      expect(await refusalOf(() => vault.enter(large))).toBe('write-failed')
      expect(String(vault.ledgerSize)).toBe(before)
      rmSync(join(dir, 'filler'))
      vault.enter(large)
      expect(vault.ledgerSize).toBe(Number(before) + 1)
      close()
    } finally {
      execFileSync('umount', [dir])
    }
  },
)
