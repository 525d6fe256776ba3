import { sortedText } from '#domain/ledger/entry.ts'
import { presets } from '#domain/policy.ts'
import { instantAt } from '#domain/time.ts'
import { connect } from '../../electron/vault/database.ts'
import { dump } from '../../electron/vault/dump.ts'
import { Journal } from '../../electron/vault/journal.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { journalPathOf } from '../../electron/vault/rewriting.ts'
import { Replayer } from '../../electron/vault/statements.ts'
import { addInstitution } from '../../electron/vault/station.ts'
import type { Recorded, Vault } from '../../electron/vault/vault.ts'
import { openDatabase, type SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * What is done to a vault that is going to be killed, and what must be found in it afterwards. A deed is one transaction; what
 * deed number n is follows from the seed alone, so that whoever comes after a kill knows what should be there.
 */

export const keys = deriveKeys(Buffer.alloc(32, 7))

export interface Deed {
  no: number
  /** `forget` erases what an earlier deed has written, and has the journal begun anew. */
  kind: 'single' | 'group' | 'checkpoint' | 'forget'
  /** How many acts it enters. */
  acts: number
  /** What it erases. */
  of: number
}

/** Random numbers of at least 0 and less than 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Number 0 sets the station up. */
export function deedOf(seed: number, no: number): Deed {
  const random = randomFrom(seed * 100_003 + no)
  const kinds = ['single', 'single', 'single', 'single', 'single', 'group', 'checkpoint', 'forget'] as const
  const kind = no === 0 ? 'single' : (kinds[Math.floor(random() * kinds.length)] as Deed['kind'])
  const acts = { single: 1, forget: 1, checkpoint: 0, group: 2 + Math.floor(random() ** 2 * 49) }[kind]
  return { no, kind, acts, of: Math.floor(random() * no) }
}

/** What the clock says while a deed is done: an hour later each, so that days end. */
export function clockOf(no: number): string {
  return instantAt(Date.parse('2026-11-22T00:00:00.000Z') + no * 3_600_000)
}

const subjectOf = ({ no }: Deed, index: number) => `deed:${no}.${index}`
const cameraOf = (no: number, index: number) => `camera-${no}.${index}`
const bodyOf = (no: number, index: number) =>
  JSON.stringify({ told: `<${no}.${index}>`.repeat(1 + ((no * 7 + index) % 40)) })

function actsOf(deed: Deed): Recorded[] {
  return Array.from({ length: deed.acts }, (_, index) => ({
    kind: 'viewing.watched',
    actor: 'actor-kim',
    subject: subjectOf(deed, index),
    details: { 이름: '홍길동', deed: deed.no },
  }))
}

/** Does it; when this returns, it is acknowledged. */
export function perform(vault: Vault, deed: Deed): void {
  const { no, kind } = deed
  if (kind === 'checkpoint') {
    vault.checkpoint('print')
    return
  }
  vault.record(
    () => actsOf(deed),
    (db) => {
      if (no === 0) addInstitution(db, 'l1', presets.library.institution)
      for (let index = 0; index < deed.acts; index++)
        db.prepare('INSERT INTO cameras VALUES (?, ?, ?)').run(
          cameraOf(no, index),
          no * 100 + index,
          bodyOf(no, index),
        )
      if (kind === 'forget')
        db.prepare('DELETE FROM cameras WHERE number >= ? AND number < ?').run(
          deed.of * 100,
          (deed.of + 1) * 100,
        )
    },
    { forgets: kind === 'forget' },
  )
}

/** Whether anything at all is there of a deed that was not acknowledged. */
export function isThere(vault: Vault, { no, kind }: Deed): boolean {
  const found = vault.read((db) =>
    kind === 'checkpoint'
      ? db.prepare("SELECT 1 FROM checkpoints WHERE at = ? AND why = 'print'").get(clockOf(no))
      : db.prepare('SELECT 1 FROM ledger WHERE subject GLOB ?').get(`deed:${no}.*`),
  )
  return found !== undefined
}

/** What is otherwise than it must be after these deeds and no others, in words; nothing where all is well. */
export function contradictions(vault: Vault, deeds: readonly Deed[]): string[] {
  const found: string[] = []
  const entries = deeds.flatMap(actsOf)
  const cameras = new Map<string, string>()
  for (const deed of deeds) {
    for (let index = 0; index < deed.acts; index++)
      cameras.set(cameraOf(deed.no, index), bodyOf(deed.no, index))
    if (deed.kind !== 'forget') continue
    for (const name of cameras.keys()) if (name.startsWith(`camera-${deed.of}.`)) cameras.delete(name)
  }
  const compare = (what: string, said: string[], expected: string[]) => {
    const at = expected.findIndex((each, index) => each !== said[index])
    if (at >= 0) found.push(`${what} ${at}: ${said[at]} in place of ${expected[at]}`)
    else if (said.length > expected.length) found.push(`${what} ${expected.length}: ${said[expected.length]}`)
  }
  vault.read((db) => {
    const rows = db
      .prepare(
        // What an entry is filed under is the vault's own.
        "SELECT seq, subject, json_remove(details, '$.filed') FROM ledger JOIN ledger_details USING (seq) ORDER BY seq",
      )
      .raw()
      .all() as [number, string, string][]
    compare(
      'entry',
      rows.map((row) => row.join(' ')),
      entries.map(({ subject, details }, seq) => `${seq} ${subject} ${sortedText(details)}`),
    )
    compare(
      'camera',
      db.prepare('SELECT id || body FROM cameras ORDER BY number').pluck().all() as string[],
      [...cameras].map(([name, body]) => name + body),
    )
    compare(
      'checkpoint',
      db.prepare("SELECT at FROM checkpoints WHERE why = 'print' ORDER BY no").pluck().all() as string[],
      deeds.filter(({ kind }) => kind === 'checkpoint').map(({ no }) => clockOf(no)),
    )
  })
  if (vault.ledgerSize !== entries.length) found.push(`size ${vault.ledgerSize}: ${entries.length}`)
  return found
}

/** What the journal still says although it was erased, of a vault that has come to rest. */
export function unforgotten(path: string, deeds: readonly Deed[]): string[] {
  const journal = Journal.open(journalPathOf(path), keys.journal, 'r')
  const said = JSON.stringify([...journal.transactions()].map(({ records }) => records))
  journal.close()
  return deeds
    .filter(({ kind, of }) => kind === 'forget' && said.includes(`<${of}.`))
    .map(({ of }) => `${of} is still in the journal`)
}

/** Where the database and what the journal makes anew are not the same. */
export function difference(path: string): string[] {
  const [here, anew] = [connect(path, keys.database, { readonly: true }), openDatabase(':memory:')]
  anew.pragma('foreign_keys = OFF')
  const journal = Journal.open(journalPathOf(path), keys.journal, 'r')
  const replayer = new Replayer(anew)
  for (const { records } of journal.transactions())
    for (const statements of records) for (const statement of statements) replayer.run(statement)
  const [mine, theirs] = [told(here), told(anew)]
  for (const each of [here, anew, journal]) each.close()
  return [...mine].filter((line) => !theirs.has(line)).concat([...theirs].filter((line) => !mine.has(line)))
}

function told(db: SqliteDatabase): Set<string> {
  return new Set([...dump(db)].flat().map((statement) => JSON.stringify(statement)))
}
