import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { presets } from '#domain/policy.ts'
import { Refusal } from '#domain/refusal.ts'
import { connect } from '../../electron/vault/database.ts'
import { dump } from '../../electron/vault/dump.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { createVault, openVault } from '../../electron/vault/opening.ts'
import { addInstitution } from '../../electron/vault/station.ts'
import type { Recorded, Vault } from '../../electron/vault/vault.ts'

/** Small vaults whose two copies are lost, damaged and made anew. */

export const keys = deriveKeys(Buffer.alloc(32, 7))
export const now = () => '2026-11-22T00:00:00.000Z'

export const act = (n: number): Recorded => ({
  kind: 'viewing.watched',
  actor: 'actor-kim',
  subject: `viewing:v${n}`,
  details: { 이름: '홍길동', n },
})

/** A closed vault with `count` acts, each with a change of its own. */
export async function made(count = 40): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'mending-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const path = join(dir, 'vault.db')
  const vault = await createVault({ path, keys, now })
  vault.record(act(0), (db) => addInstitution(db, 'l1', presets.library.institution))
  add(vault, 1, count)
  vault.close()
  return path
}

export function add(vault: Vault, from: number, to: number): void {
  for (let n = from; n < to; n++)
    vault.record(act(n), (db) =>
      db.prepare('INSERT INTO cameras VALUES (?, ?, ?)').run(`camera-${n}`, n, `{"n":${n}}`),
    )
}

export const journalOf = (path: string) => join(dirname(path), 'ledger.journal')
export const open = (path: string, mends = false) => openVault({ path, keys, now, mends })

export async function refused(path: string): Promise<unknown> {
  const answer: unknown = await open(path).catch((error: unknown) => error)
  if (!(answer instanceof Refusal)) throw new Error('was opened')
  return { code: answer.code, ...answer.data }
}

/** Everything that a database says, without its note of the journal. */
export function contents(path: string): string {
  const db = connect(path, keys.database, { readonly: true })
  const said = [...dump(db)].flat().map((statement) => JSON.stringify(statement))
  db.close()
  return said.toSorted().join('\n')
}

/** Mends it; everything must be as it was, twice, and open without a word from then on. */
export async function healed(path: string, before: string): Promise<void> {
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

export const flip = (path: string, at: number): void => {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 0x01
  writeFileSync(path, bytes)
}
