import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { presets } from '#domain/policy.ts'
import { Refusal } from '#domain/refusal.ts'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { checkEntry, entries } from '../../../electron/vault/ledger.ts'
import { addInstitution, institution } from '../../../electron/vault/station.ts'
import { type Recorded, Vault } from '../../../electron/vault/vault.ts'
import { openDatabase } from '../../../native/sqlite/sqlite.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))
const act: Recorded = {
  kind: 'request.received',
  actor: 'actor-kim',
  subject: 'request:r1',
  details: { 이름: '홍길동', reason: '주차 차량 접촉사고 확인' },
}
const library = presets.library.institution

function openVault(path = join(mkdtempSync(join(tmpdir(), 'vault-')), 'vault.db'), create = true) {
  const vault = new Vault({ path, keys, now: () => '2026-11-22T00:00:00.000Z', create })
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
  db.exec(change)
  db.close()
}

const refusalOf = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
  return 'no refusal'
}

test('a change and its entry commit together', () => {
  const { vault } = openVault()
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  expect(vault.read(institution).name).toBe('공공도서관')
  expect(vault.ledgerSize).toBe(1)
})

test('a change that fails leaves neither change nor entry, and the tree as it was', () => {
  const { vault } = openVault()
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

test('a query cannot change anything, and nobody edits the ledger in passing', () => {
  const { vault } = openVault()
  vault.enter(act)
  expect(() => vault.read((db) => db.prepare('DELETE FROM requests').run())).toThrow('readonly database')
  for (const sql of ["UPDATE ledger SET actor = 'x'", 'DELETE FROM ledger'])
    expect(() => vault.record(act, (db) => db.exec(sql))).toThrow('the ledger is append-only')
})

test('everything acknowledged is there when the vault is opened again', () => {
  const { vault, path, close } = openVault()
  for (let i = 0; i < 20; i++) vault.enter(act)
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  const { note } = vault.checkpoint()
  close()
  const again = openVault(path, false)
  expect(again.vault.checkpoint().note).toBe(note)
})

test.each(['at', 'kind', 'actor', 'subject', 'commitment'])(
  'an edited %s no longer matches its hash',
  (column) => {
    const { vault, path, close } = openVault()
    vault.enter(act)
    close()
    intrude(
      path,
      `DROP TRIGGER ledger_forbids_update; UPDATE ledger SET ${column} = replace(${column}, substr(${column}, 3, 1), '~')`,
    )
    const { vault: again } = openVault(path, false)
    const [entry] = again.read((db) => entries(db, 0, 1))
    expect(refusalOf(() => checkEntry(entry!, 0))).toBe('ledger-altered')
  },
)

test('edited details no longer match their commitment; erased ones leave the entry whole', () => {
  const { vault, path, close } = openVault()
  vault.enter(act)
  close()
  intrude(path, "UPDATE ledger_details SET details = replace(details, '홍', '김')")
  const edited = openVault(path, false)
  expect(refusalOf(() => checkEntry(edited.vault.read((db) => entries(db, 0, 1))[0]!, 0))).toBe(
    'ledger-altered',
  )
  edited.close()
  intrude(path, 'DELETE FROM ledger_details')
  const erased = openVault(path, false)
  expect(refusalOf(() => checkEntry(erased.vault.read((db) => entries(db, 0, 1))[0]!, 0))).toBe('no refusal')
})

test('an entry cut out is noticed on opening', () => {
  const { vault, path, close } = openVault()
  for (let i = 0; i < 3; i++) vault.enter(act)
  close()
  intrude(
    path,
    'DROP TRIGGER ledger_forbids_delete; DELETE FROM ledger_details WHERE seq = 1; DELETE FROM ledger WHERE seq = 1',
  )
  expect(refusalOf(() => openVault(path, false))).toBe('ledger-altered')
})

test('a wrong key, a damaged page, a missing file and a newer schema each get their own answer', () => {
  const { vault, path, close } = openVault()
  vault.enter(act)
  close()
  const wrong = deriveKeys(Buffer.alloc(32, 8))
  expect(refusalOf(() => new Vault({ path, keys: wrong, now: () => '' }))).toBe('vault-damaged')
  intrude(path, 'PRAGMA user_version = 999')
  expect(refusalOf(() => openVault(path, false))).toBe('vault-newer')
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0x41, 100, 900))
  expect(refusalOf(() => openVault(path, false))).toBe('vault-damaged')
  rmSync(path)
  expect(refusalOf(() => openVault(path, false))).toBe('vault-damaged')
})

test('the files on the disk reveal nothing', () => {
  const { vault, path } = openVault()
  vault.record(act, (db) => addInstitution(db, 'l1', library))
  const files = readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name)))
  expect(files.length).toBeGreaterThan(1)
  for (const bytes of files)
    for (const secret of ['SQLite format 3', '홍길동', '접촉사고', '공공도서관', 'request.received'])
      expect(bytes.includes(Buffer.from(secret))).toBe(false)
})

test.skipIf(process.getuid?.() !== 0)(
  'on a full disk a change is refused whole, and goes through once there is room',
  () => {
    const dir = mkdtempSync(join(tmpdir(), 'full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir])
    try {
      const { vault, close } = openVault(join(dir, 'vault.db'))
      vault.enter(act)
      const before = String(vault.ledgerSize)
      writeFileSync(join(dir, 'filler'), Buffer.alloc(statfsSync(dir).bavail * statfsSync(dir).bsize))
      const large = { ...act, details: { text: 'x'.repeat(200_000) } }
      expect(refusalOf(() => vault.enter(large))).toBe('write-failed')
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
