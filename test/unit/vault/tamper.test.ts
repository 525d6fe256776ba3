import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { tamperWithFile } from '../../support/tampered-files.ts'
import { tamperWithHistory } from '../../support/tampered-histories.ts'
import { makeVictim, type Victim } from '../../support/tampered-vault.ts'
import { type Tally, tamperWithTables } from '../../support/tampering.ts'

/** Whatever is done to a ledger is found and named; what nobody touched is not complained of. */

let victim: Victim

beforeEach(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tampering-'))
  victim = await makeVictim(join(dir, 'vault'), 120)
  onTestFinished(() => rmSync(dir, { recursive: true }))
})

/** Everything that was tried was found, each kind at least so often. */
function expectAllFound(name: string, tally: Tally): void {
  const kinds = Object.entries(tally)
  const sum = (what: 'tried' | 'found') => kinds.reduce((total, [, so]) => total + so[what], 0)
  console.info(`${name}: ${kinds.length} kinds, ${sum('tried')} tried, ${sum('found')} found`)
  const missed = kinds.flatMap(([kind, so]) => so.missed.map((what) => `${kind}: ${what}`))
  expect(missed).toEqual([])
  expect(kinds.every(([, { tried }]) => tried > 0)).toBe(true)
}

test('every column of every table of the ledger, every row taken out, moved, put in or doubled, every cut', async () => {
  const tally = await tamperWithTables(victim, 12)
  expectAllFound('tables', tally)
  expect(Object.keys(tally).filter((kind) => kind.startsWith('edit '))).toHaveLength(37)
})

test('the verifier finds and names the same in a ledger that has left in a file', async () => {
  expectAllFound('file', await tamperWithFile(victim, 12))
})

test('both copies rewritten with the key, and copies of before, are told by paper', async () => {
  expectAllFound('histories', await tamperWithHistory(victim, 20))
})
