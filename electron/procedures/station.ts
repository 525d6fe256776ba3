import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import type { Station } from '../contract/contract.ts'
import { type Actor, type ActorId, isStrong, PASSWORD_MINIMUM, type Role } from '../domain/actor.ts'
import { CameraId, type Institution, type PresetName, presets } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { writeDurably } from '../vault/durable.ts'
import { deriveKeys, newMasterKey, newRecoveryCode, RECOVERY } from '../vault/keys.ts'
import { createVault } from '../vault/opening.ts'
import { putRecoveryCode } from '../vault/recovery.ts'
import { journalPathOf } from '../vault/rewriting.ts'
import { addActor, addInstitution, institution, putCamera } from '../vault/station.ts'
import { authenticate } from './authenticate.ts'
import { lock } from './locking.ts'
import type { Office } from './office.ts'
import { type Answers, openDesk } from './opening.ts'
import { endViewing } from './viewings.ts'

export interface NewActor {
  loginName: string
  name: string
  department: string
  title: string
  role: Role
  password: string
}

/** First start, signing in and out, and the end of the day. */

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

  beginSetUp(office)
  mkdirSync(office.storeDir, { recursive: true, mode: 0o700 })
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
        putRecoveryCode(db, 'unconfirmed', vault.now())
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
  rmSync(office.setUpMarkPath)
  office.open({ vault, keys, actor: manager })
  office.freshCode = { code: recoveryCode, isSealed: true }
  office.tell()
  return { recoveryCode }
}

/**
 * A set-up that was cut short left a vault without key slots: nothing can open it and nothing was acknowledged. Only what
 * begins with this mark is such a one; a vault whose key slots were lost is left alone.
 */
function beginSetUp(office: Office): void {
  if (office.hasLostKeys) throw new Refusal('vault-keys-damaged', {})
  writeDurably(office.setUpMarkPath, '')
  for (const suffix of ['', '-wal', '-shm']) rmSync(office.vaultPath + suffix, { force: true })
  rmSync(journalPathOf(office.vaultPath), { force: true })
}

/**
 * Opens the desk for the person. Where one of the vault's two copies is bad, refuses with `vault-needs-mending` until they
 * say that it is to be mended (`mends`); where both are, what can be proved is opened read-only. Refuses with
 * `clock-far-ahead` until they say that the PC's clock is right (`confirmsClock`), `wrong-password` (and how many tries
 * remain), `locked-out`, `vault-keys-damaged`, `vault-damaged`, `vault-foreign`, `vault-newer`.
 */
export async function signIn(
  office: Office,
  { loginName, password, ...said }: { loginName: string; password: string } & Answers,
): Promise<Station> {
  const { id, master } = await authenticate(office, loginName, password)
  if (id === RECOVERY) throw new Refusal('wrong-password', { remaining: 0 })
  await openDesk(office, id as ActorId, master, said)
  if (!office.vault.isReadOnly)
    office.vault.enter(office.act({ kind: 'actor.signed-in', subject: `actor:${id}`, details: {} }))
  office.tell()
  return office.station()
}

/** Whoever is at the desk has read what was mended when the vault was opened. */
export function noteMended(office: Office): void {
  office.actor()
  office.mended = undefined
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
  if (opened.actor !== undefined && !opened.vault.isReadOnly) endViewing(office, 'closed')
  await office.jobs.cancelAll()
  if (!office.vault.isReadOnly) {
    office.vault.enter({ kind: 'actor.signed-out', actor: by, subject: `actor:${by}`, details: {} })
    office.vault.checkpoint('shutdown')
    // Not needed for anything but room and a quick start: a disk that refuses it now is asked again tomorrow.
    if (office.vault.isJournalLong)
      await office.vault.rewriteJournal().catch((fault: unknown) => office.world.reportFault(fault))
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
