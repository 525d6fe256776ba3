import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import type { Station } from '../contract/contract.ts'
import { type Actor, type ActorId, isStrong, PASSWORD_MINIMUM, type Role } from '../domain/actor.ts'
import { CameraId, type Institution, type PresetName, presets } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { recoveryPaper } from '../export/recovery-paper.ts'
import { clearLeftovers } from '../footage/store.ts'
import { writeDurably } from '../vault/durable.ts'
import { deriveKeys, newMasterKey, newRecoveryCode, RECOVERY } from '../vault/keys.ts'
import { createVault, openVault as openBoth } from '../vault/opening.ts'
import { recordingIds } from '../vault/recordings.ts'
import { journalPathOf } from '../vault/rewriting.ts'
import { actor, actors, addActor, addInstitution, institution, putCamera } from '../vault/station.ts'
import { closeViewing, currentViewing, watched } from '../vault/viewings.ts'
import { authenticate, enterFailures } from './authenticate.ts'
import { settleDestructions } from './destroying.ts'
import { onDisk } from './disk.ts'
import type { Office } from './office.ts'
import { settleExports } from './settling.ts'
import { endViewing } from './viewings.ts'

export interface NewActor {
  loginName: string
  name: string
  department: string
  title: string
  role: Role
  password: string
}

/** First start, opening and closing the vault, signing in, locking, and the way back when passwords are lost. */

export function status(office: Office): Station {
  return office.station()
}

/**
 * Makes the vault with its first two people. The recovery code is answered once and kept nowhere.
 * Refuses with `already-set-up`, `weak-password`, `login-taken`.
 */
export async function setUp(
  office: Office,
  plan: { institution: Institution; preset: PresetName; manager: NewActor; officer: NewActor },
): Promise<{ recoveryCode: string }> {
  if (office.slots.exist) throw new Refusal('already-set-up', {})
  const people = [
    { ...plan.manager, role: 'manager' as const },
    { ...plan.officer, role: 'officer' as const },
  ]
  people.forEach(refuseWeak)
  if (sameLogin(plan.manager.loginName, plan.officer.loginName))
    throw new Refusal('login-taken', { loginName: plan.officer.loginName })

  mkdirSync(office.storeDir, { recursive: true, mode: 0o700 })
  // A set-up that was cut short left a vault without key slots: nothing can open it and nothing was acknowledged.
  for (const suffix of ['', '-wal', '-shm']) rmSync(office.vaultPath + suffix, { force: true })
  rmSync(journalPathOf(office.vaultPath), { force: true })
  const master = newMasterKey()
  const keys = deriveKeys(master)
  const vault = await createVault({ path: office.vaultPath, keys, now: office.world.now })
  const accounts = people.map(({ password, ...person }) => ({
    password,
    actor: { ...person, id: office.newId('actor') as ActorId },
  }))
  const recoveryCode = newRecoveryCode()
  const manager = accounts[0]?.actor as Actor
  try {
    vault.record(
      {
        kind: 'station.set-up',
        actor: manager.id,
        subject: 'station',
        details: {
          institution: plan.institution.name,
          preset: plan.preset,
          people: accounts.map((account) => ({ ...account.actor })),
        },
      },
      (db) => {
        addInstitution(db, randomBytes(8).toString('hex'), plan.institution)
        for (const camera of presets[plan.preset].cameras)
          putCamera(db, { ...camera, id: CameraId.parse(office.newId('camera')) })
        for (const account of accounts) addActor(db, account.actor)
      },
    )
    await office.slots.put(master, [
      ...accounts.map((account) => ({
        id: account.actor.id,
        loginName: account.actor.loginName,
        password: account.password,
      })),
      { id: RECOVERY, loginName: RECOVERY, password: recoveryCode },
    ])
  } catch (error) {
    vault.close()
    throw error
  }
  office.open({ vault, keys, actor: manager })
  office.tell()
  return { recoveryCode }
}

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
 * Opens the desk for the person. Where one of the vault's two copies is bad, refuses with `vault-needs-mending` until they
 * say that it is to be mended (`mends`); where both are, what can be proved is opened read-only. Refuses with
 * `wrong-password` (and how many tries remain), `locked-out`, `vault-keys-damaged`, `vault-damaged`, `vault-foreign`,
 * `vault-newer`.
 */
export async function signIn(
  office: Office,
  { loginName, password, mends = false }: { loginName: string; password: string; mends?: boolean | undefined },
): Promise<Station> {
  const { id, master } = await authenticate(office, loginName, password)
  if (id === RECOVERY) throw new Refusal('wrong-password', { remaining: 0 })
  await openDesk(office, id as ActorId, master, mends)
  if (!office.vault.isReadOnly)
    office.vault.enter(office.act({ kind: 'actor.signed-in', subject: `actor:${id}`, details: {} }))
  office.tell()
  return office.station()
}

/** Opens the vault with the code from paper and gives one account a new password; the code is replaced at once. */
export async function recover(
  office: Office,
  { recoveryCode, loginName, newPassword }: { recoveryCode: string; loginName: string; newPassword: string },
): Promise<{ recoveryCode: string }> {
  const { id, master } = await authenticate(office, RECOVERY, recoveryCode).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'wrong-password')
      throw new Refusal('wrong-recovery-code', {})
    throw error
  })
  if (id !== RECOVERY) throw new Refusal('wrong-recovery-code', {})
  if (!isStrong(newPassword)) throw new Refusal('weak-password', { minimumLength: PASSWORD_MINIMUM })
  await openVault(office, master)
  const person = office.vault.read(actors).find((candidate) => sameLogin(candidate.loginName, loginName))
  if (person === undefined) throw new Refusal('wrong-recovery-code', {})
  const fresh = newRecoveryCode()
  await office.slots.put(master, [
    { id: person.id, loginName: person.loginName, password: newPassword },
    { id: RECOVERY, loginName: RECOVERY, password: fresh },
  ])
  office.vault.enter({ kind: 'recovery.used', actor: person.id, subject: `actor:${person.id}`, details: {} })
  office.tell()
  return { recoveryCode: fresh }
}

/** Leaves the vault open for running jobs, and the desk to whoever signs in next. A viewing ends. */
export function lock(office: Office, why: 'locked' | 'idle' = 'locked'): void {
  const { opened } = office
  if (opened?.actor === undefined) return
  office.forgetUnmasked()
  endViewing(office, why)
  if (!opened.vault.isReadOnly)
    opened.vault.enter(
      office.act({ kind: 'actor.locked', subject: `actor:${opened.actor.id}`, details: { why } }),
    )
  opened.actor = undefined
  office.tell()
}

/** Stops running jobs, closes the vault and forgets its keys; whoever comes next signs in. */
export async function signOut(office: Office): Promise<void> {
  office.actor()
  await shutDown(office)
  office.tell()
}

/** The end of the day, signed in or locked: a viewing ends, jobs stop, the vault is closed. */
export async function shutDown(office: Office): Promise<void> {
  const { opened } = office
  if (opened === undefined) return
  const by = opened.actor?.id ?? 'station'
  if (opened.actor !== undefined) endViewing(office, 'closed')
  await office.jobs.cancelAll()
  if (!office.vault.isReadOnly) {
    office.vault.enter({ kind: 'actor.signed-out', actor: by, subject: `actor:${by}`, details: {} })
    office.vault.checkpoint('shutdown')
  }
  office.close()
}

/** Somebody is at the desk. */
export function touch(office: Office): void {
  if (office.opened?.actor !== undefined) office.opened.lastTouchAt = office.world.now()
}

/** Locks a desk that nobody has touched for the institution's idle time; main asks every few seconds. */
export function lockIfIdle(office: Office): void {
  const { opened } = office
  if (opened?.actor === undefined) return
  const idleMs = Date.parse(office.world.now()) - Date.parse(opened.lastTouchAt)
  if (idleMs >= office.vault.read(institution).idleLockMinutes * 60_000) lock(office, 'idle')
}

export function refuseWeak({ password }: { password: string }): void {
  if (!isStrong(password)) throw new Refusal('weak-password', { minimumLength: PASSWORD_MINIMUM })
}

export function sameLogin(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

async function openDesk(office: Office, id: ActorId, master: Buffer, mends: boolean): Promise<void> {
  await openVault(office, master, mends)
  const person = office.vault.read((db) => actor(db, id))
  if (person === undefined) throw new Refusal('vault-damaged', {})
  const { vault, keys } = office
  if (office.opened?.actor !== undefined) lock(office)
  office.open({ vault, keys, actor: person })
}

/** Opens the vault where it is closed, clears what a kill left behind and enters what happened meanwhile. */
async function openVault(office: Office, master: Buffer, mends = false): Promise<void> {
  // Two at once would be two writers, who would not agree on the ledger's end.
  await office.opening?.catch(() => undefined)
  if (office.opened !== undefined) return
  office.opening = openClosed(office, master, mends)
  try {
    await office.opening
  } finally {
    office.opening = undefined
  }
}

async function openClosed(office: Office, master: Buffer, mends: boolean): Promise<void> {
  const keys = deriveKeys(master)
  const report = (done: number) => {
    office.checkedEntries = done
    office.tell()
  }
  const { vault, mended } = await openBoth({
    path: office.vaultPath,
    keys,
    now: office.world.now,
    mends,
    report,
  }).finally(() => {
    office.checkedEntries = undefined
  })
  office.open({ vault, keys, actor: undefined })
  if (vault.isReadOnly) return
  mkdirSync(office.storeDir, { recursive: true, mode: 0o700 })
  // Footage that was never acknowledged: its key was only in memory, so it can never be read.
  await clearLeftovers(office.storeDir, vault.read(recordingIds))
  vault.enter({ kind: 'station.opened', actor: 'station', subject: 'station', details: {} })
  if (mended !== undefined) {
    const { kept, ...found } = mended
    const details = { ...found, ...(kept === undefined ? {} : { kept }) }
    vault.enter({ kind: 'vault.mended', actor: 'station', subject: 'station', details })
  }
  enterFailures(office)
  settleExports(office)
  settleDestructions(office)
  const interrupted = vault.read(currentViewing)
  if (interrupted === undefined) return
  vault.record(
    {
      kind: 'viewing.interrupted',
      actor: 'station',
      subject: `viewing:${interrupted.id}`,
      cameraIds: interrupted.cameraIds,
      details: {
        request: interrupted.requestNumber,
        watched: vault.read((db) => watched(db, interrupted.id)),
      },
    },
    (db) => closeViewing(db, interrupted.id, office.now()),
  )
}
