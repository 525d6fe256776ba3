import { type Actor, type ActorId, demand, type Right } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { actor } from '../vault/station.ts'
import type { Office } from './office.ts'

/**
 * Who gave the right password, without signing them in: for a second person's approval too. Refuses with `not-set-up`,
 * `wrong-password`, `locked-out`, `vault-keys-damaged`.
 */
export async function authenticate(
  office: Office,
  loginName: string,
  password: string,
): Promise<{ id: string; master: Buffer }> {
  if (office.hasLostKeys) throw new Refusal('vault-keys-damaged', {})
  if (!office.slots.exist) throw new Refusal('not-set-up', {})
  const login = office.slots.loginHash(loginName)
  office.locks.admit(login)
  const found = await office.slots.open(loginName, password)
  if (found === undefined) {
    const refusal = office.locks.fail(login)
    if (office.opened !== undefined && !office.vault.isReadOnly) enterFailures(office)
    throw refusal
  }
  office.locks.succeed(login)
  return found
}

/**
 * Who signs in as a second person at the same desk, without anybody being signed out. Refuses as `authenticate` does, and
 * with `not-allowed` where they lack the right.
 */
export async function secondPerson(
  office: Office,
  { loginName, password }: { loginName: string; password: string },
  right: Right,
): Promise<Actor> {
  const { id } = await authenticate(office, loginName, password)
  const second = office.vault.read((db) => actor(db, id as ActorId))
  if (second === undefined) throw new Refusal('not-allowed', { right })
  demand(second, right)
  return second
}

/** Enters the failed sign-ins that happened while the vault was closed. */
export function enterFailures(office: Office): void {
  const failures = office.locks.unentered()
  if (failures.length === 0) return
  office.vault.enter({
    kind: 'actor.sign-in-failed',
    actor: 'station',
    subject: 'station',
    details: { failures: failures.map(({ at, login }) => ({ at, login })) },
  })
  office.locks.entered()
}
