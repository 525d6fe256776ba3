import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#domain/refusal.ts'
import { refusals } from '#i18n/ko/refusals.ts'
import { PASSWORDS, setUpStation, type TestStation } from './station.ts'

/** Stations whose files come to harm, and what people are told then. */

export const credentials = { loginName: '이책임', password: PASSWORDS['이책임']! }

/** A closed station with something in its ledger. */
export async function closed(): Promise<TestStation> {
  const station = await (await setUpStation()).as('이책임')
  for (let n = 0; n < 30; n++)
    await station.refusal(station.ask('requests', 'find', { requestId: `none-${n}` as never }))
  await station.ask('station', 'signOut')
  return station
}

export const vaultOf = ({ homeDir }: TestStation) => join(homeDir, 'vault.db')
export const journalOf = ({ homeDir }: TestStation) => join(homeDir, 'ledger.journal')

export function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** What signing in is refused with, as a person reads it. */
export async function told(
  station: TestStation,
  more: object = {},
): Promise<{ code: string; sentence: string }> {
  const thrown: unknown = await station
    .ask('station', 'signIn', { ...credentials, ...more })
    .then(() => new Error('was opened'))
    .catch((error: unknown) => error)
  if (!(thrown instanceof Refusal)) throw thrown
  const refusal: Refusal = thrown
  const say = refusals[refusal.code] as (data: object) => string
  return { code: refusal.code, sentence: say(refusal.data) }
}
