import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tamperWithFile } from '../support/tampered-files.ts'
import { tamperWithHistory } from '../support/tampered-histories.ts'
import { makeVictim } from '../support/tampered-vault.ts'
import { tamperWithTables } from '../support/tampering.ts'

const ENTRIES = 240

/** How much of what somebody does to a ledger the station finds and names, and how much the verifier does, by kind. */
export async function benchTamper(): Promise<Record<string, { value: number; unit: string }>> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-tamper-'))
  try {
    const victim = await makeVictim(join(dir, 'vault'), ENTRIES)
    const by = {
      'station, tables': await tamperWithTables(victim, 4),
      'verifier, file': await tamperWithFile(victim, 4),
      'station, histories': await tamperWithHistory(victim, 12),
    }
    const told = Object.entries(by).flatMap(([who, tally]) =>
      Object.entries(tally).map(([kind, so]) => ({ name: `${who}: ${kind}`, ...so })),
    )
    const all = (what: 'tried' | 'found') => told.reduce((sum, so) => sum + so[what], 0)
    return Object.fromEntries(
      [...told, { name: 'all', tried: all('tried'), found: all('found') }].flatMap(
        ({ name, tried, found }) => [
          [`${name}, tried`, { value: tried, unit: 'times' }],
          [`${name}, found`, { value: found, unit: 'times' }],
        ],
      ),
    )
  } finally {
    rmSync(dir, { recursive: true })
  }
}
