import { type Actor, type ActorId, isStrong, PASSWORD_MINIMUM } from '../domain/actor.ts'
import { Refusal } from '../domain/refusal.ts'
import { recoveryPaper } from '../export/recovery-paper.ts'
import { continueFromProvable } from '../vault/continuing.ts'
import { writeDurably } from '../vault/durable.ts'
import { deriveKeys, isTypedBack, newRecoveryCode, RECOVERY } from '../vault/keys.ts'
import { putRecoveryCode } from '../vault/recovery.ts'
import { actors, institution } from '../vault/station.ts'
import { authenticate } from './authenticate.ts'
import { onDisk } from './disk.ts'
import type { Office } from './office.ts'
import { type Answers, openDesk, openVault } from './opening.ts'
import { sameLogin } from './station.ts'

/**
 * The ways back: the recovery code, and what is left of a vault of which both copies are damaged. A code is valid until its
 * successor has been typed back from paper, so there is a valid one on paper at every moment.
 */

/** Saves the recovery code as a PDF to print; only right after set-up or recovery does the page know it. */
export async function printRecoveryCode(
  office: Office,
  { recoveryCode }: { recoveryCode: string },
): Promise<{ saved: boolean }> {
  office.actor()
  const path = await office.world.chooseFile('복구코드.pdf')
  if (path === undefined) return { saved: false }
  const { name } = office.vault.read(institution)
  const paper = recoveryPaper({ institutionName: name, recoveryCode, now: office.now() })
  const pdf = await office.world.toPdf(paper)
  await onDisk(() => writeDurably(path, pdf))
  office.vault.enter(office.act({ kind: 'ledger.printed', subject: 'recovery-code', details: {} }))
  office.tell()
  return { saved: true }
}

/**
 * Opens the vault with the code from paper, gives one account a new password and opens the desk for it. The code stays valid
 * until the new one, which is answered, has been confirmed. Refuses with `wrong-recovery-code`, `weak-password`, and as
 * signing in does.
 */
export async function recover(
  office: Office,
  {
    recoveryCode,
    loginName,
    newPassword,
    ...said
  }: { recoveryCode: string; loginName: string; newPassword: string } & Answers,
): Promise<{ recoveryCode: string }> {
  const { id, master } = await authenticate(office, RECOVERY, recoveryCode).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'wrong-password')
      throw new Refusal('wrong-recovery-code', {})
    throw error
  })
  if (id !== RECOVERY) throw new Refusal('wrong-recovery-code', {})
  if (!isStrong(newPassword)) throw new Refusal('weak-password', { minimumLength: PASSWORD_MINIMUM })
  await openVault(office, master, said)
  const person = office.vault.read(actors).find((candidate) => sameLogin(candidate.loginName, loginName))
  if (person === undefined) throw new Refusal('wrong-recovery-code', {})
  office.vault.record(
    { kind: 'recovery.used', actor: person.id, subject: `actor:${person.id}`, details: {} },
    (db) => putRecoveryCode(db, 'used', office.now()),
  )
  await onDisk(() => office.slots.put(master, [{ ...person, password: newPassword }]))
  await openDesk(office, person.id, master)
  return fresh(office)
}

/** Makes a new code at any time; the old one is valid until it is confirmed. Refuses with `wrong-password`, `not-allowed`. */
export async function renew(
  office: Office,
  { password }: { password: string },
): Promise<{ recoveryCode: string }> {
  office.actor('vault.recover')
  await stepUp(office, password)
  if (office.vault.isReadOnly) throw new Refusal('vault-read-only', {})
  return fresh(office)
}

function fresh(office: Office): { recoveryCode: string } {
  const code = newRecoveryCode()
  office.freshCode = { code, isSealed: false }
  office.tell()
  return { recoveryCode: code }
}

/**
 * Whoever has the new code on paper has typed it back, whole or its last two groups: from now on it is valid, and the one of
 * before is not. Refuses with `recovery-code-differs`; nothing has changed then.
 */
export async function confirm(office: Office, { typed }: { typed: string }): Promise<void> {
  office.actor()
  const made = office.freshCode
  if (made === undefined || !isTypedBack(made.code, typed)) throw new Refusal('recovery-code-differs', {})
  const { vault, keys } = office
  // The slot first: killed in between, somebody is only asked to replace the code once more.
  if (!made.isSealed)
    await onDisk(() =>
      office.slots.put(keys.master, [{ id: RECOVERY, loginName: RECOVERY, password: made.code }]),
    )
  const kind = made.isSealed ? 'recovery.confirmed' : 'recovery.replaced'
  vault.record(office.act({ kind, subject: 'recovery-code', details: {} }), (db) =>
    putRecoveryCode(db, 'confirmed', office.now()),
  )
  office.freshCode = undefined
  office.tell()
}

/**
 * Goes on with what can be proved of a vault of which both copies are damaged: it becomes the vault, a new journal begins,
 * and the damaged files are kept. The act names the last provable entry. Refuses with `wrong-password`, `not-allowed`,
 * `vault-damaged` where it cannot be made.
 */
export async function continueProvable(office: Office, { password }: { password: string }): Promise<void> {
  const { id } = office.actor('vault.recover')
  const master = await stepUp(office, password)
  if (!office.vault.isReadOnly) return
  office.close()
  const { homeDir } = office.world
  try {
    await continueFromProvable({ path: office.vaultPath, homeDir, keys: deriveKeys(master) })
  } finally {
    office.tell()
  }
  await openDesk(office, id, master)
  office.tell()
}

/** Whoever is at the desk gives their password once more; answers the master key. */
async function stepUp(office: Office, password: string): Promise<Buffer> {
  const by: Actor = office.actor()
  const { id, master } = await authenticate(office, by.loginName, password)
  if ((id as ActorId) !== by.id) throw new Refusal('wrong-password', { remaining: 0 })
  return master
}
