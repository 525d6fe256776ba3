import { basename } from 'node:path'
import type { Backup } from '../contract/recovery.ts'
import { type ActorId, demand } from '../domain/actor.ts'
import type { Job } from '../domain/job.ts'
import { Refusal } from '../domain/refusal.ts'
import { findBackup, writeBackup } from '../vault/backup.ts'
import { deriveKeys, KeySlots, RECOVERY } from '../vault/keys.ts'
import { lastBackup, putBackup, putRemindAfterDays, remindAfterDays } from '../vault/recovery.ts'
import { restore as restoreVault } from '../vault/restoring.ts'
import { asRefusal, onDisk } from './disk.ts'
import type { Office } from './office.ts'

/** Copies of the vault on another disk, and the way back from one. Footage is not in them. */

const SPARE_BYTES = 4 * 2 ** 20

export function show(office: Office): { last?: Backup; remindAfterDays: number } {
  office.actor('vault.back-up')
  return office.vault.read((db) => {
    const last = lastBackup(db)
    return { ...(last === undefined ? {} : { last }), remindAfterDays: remindAfterDays(db) }
  })
}

/** After how many days without a backup somebody is reminded. */
export function remindAfter(office: Office, { days }: { days: number }): void {
  office.actor('vault.back-up')
  const before = office.vault.read(remindAfterDays)
  office.vault.record(
    office.act({ kind: 'settings.changed', subject: 'backups', details: { before, after: days } }),
    (db) => putRemindAfterDays(db, days),
  )
  office.tell()
}

/**
 * Writes a backup where the person says, reads it back, and enters that it is there. Refuses with `job-running`,
 * `vault-read-only`, `no-space`, `write-failed`; nothing half-written stays then.
 */
export async function make(office: Office): Promise<Job | null> {
  const by = office.actor('vault.back-up')
  office.jobs.refuseWhileRunning('backup')
  const intoDir = await office.world.chooseFolder('backup')
  if (intoDir === undefined) return null
  const { vault, keys } = office
  const neededBytes = vault.journalEnd.lengthBytes + SPARE_BYTES
  const freeBytes = await onDisk(() => office.freeBytes(intoDir))
  if (freeBytes < neededBytes) throw new Refusal('no-space', { neededBytes, freeBytes })
  return office.jobs.start('backup', basename(intoDir), 'write-backup', async (report, signal) => {
    const enter = (kind: 'backup.started' | 'backup.failed', details: Record<string, string>) =>
      vault.enter({ kind, actor: by.id, subject: 'station', details })
    enter('backup.started', {})
    const at = office.now()
    const beganAt = performance.now()
    try {
      const { note, folder } = await writeBackup({
        vault,
        keys,
        vaultPath: office.vaultPath,
        intoDir,
        at,
        signal,
        report: (step, part) => {
          const done = step === 'copy' ? part / 2 : (1 + part) / 2
          const spentMs = performance.now() - beganAt
          const remainingMs = done > 0 ? (spentMs * (1 - done)) / done : undefined
          report({ step: step === 'copy' ? 'write-backup' : 'check-backup', done, remainingMs })
        },
      })
      vault.record(
        {
          kind: 'backup.made',
          actor: by.id,
          subject: 'station',
          details: { folder, size: note.size, bytes: note.journal.sizeBytes },
        },
        (db, seq) => putBackup(db, seq, { at, size: note.size, folder }),
      )
      office.tell()
      return { folder, size: note.size }
    } catch (error) {
      const trouble = asRefusal(error)
      enter('backup.failed', {
        code: signal.aborted ? 'cancelled' : trouble instanceof Refusal ? trouble.code : 'fault',
      })
      throw trouble
    }
  })
}

/** Lets a person choose a backup while the vault is closed. Refuses with `station-open`, `backup-missing`. */
export async function choose(office: Office): Promise<Backup | null> {
  if (office.opened !== undefined) throw new Refusal('station-open', {})
  const dir = await office.world.chooseFolder('restore')
  if (dir === undefined) return null
  const found = await findBackup(dir).catch(() => undefined)
  if (found === undefined) throw new Refusal('backup-missing', {})
  office.chosenBackup = found
  const { folder, note } = found
  return { folder, at: note.at, size: note.size }
}

type Secret = { loginName: string; password: string } | { recoveryCode: string }

/**
 * Puts the chosen backup into the place of the present files, which are kept. A manager's password of then, or the recovery
 * code of then, opens it. The vault stays closed: that it was restored is entered when it is next opened. Refuses with
 * `station-open`, `backup-missing`, `backup-damaged`, `backup-foreign`, `wrong-password`, `wrong-recovery-code`, `locked-out`, `not-allowed`,
 * `write-failed`, and with `restore-loses` until the person has been told how many entries are not in it.
 */
export async function restore(
  office: Office,
  { secret, loses }: { secret: Secret; loses?: number | undefined },
): Promise<void> {
  if (office.opened !== undefined) throw new Refusal('station-open', {})
  const backup = office.chosenBackup
  if (backup === undefined) throw new Refusal('backup-missing', {})
  const slots = new KeySlots(backup.dir)
  const { id, master } = await opened(office, slots, secret)
  const isKnown = await isOurKey(office, secret, master)
  const report = (done: number) => {
    office.checkedEntries = done
    office.tell()
  }
  try {
    await onDisk(() =>
      restoreVault({
        homeDir: office.world.homeDir,
        keys: deriveKeys(master),
        backup,
        report,
        loses,
        isKnown,
        admit: (person) => {
          if (id !== RECOVERY) demand(person(id as ActorId), 'vault.recover')
        },
      }),
    )
    office.chosenBackup = undefined
  } finally {
    office.checkedEntries = undefined
    office.tell()
  }
}

/**
 * Whether the backup's master key is the one that this station's own slots hold. Somebody else's backup must not take the
 * place of a vault whose key it does not have; where no slot can be read there is nothing to hold it against.
 */
async function isOurKey({ slots }: Office, secret: Secret, master: Buffer): Promise<boolean> {
  if (!slots.exist) return true
  const [name, password] =
    'recoveryCode' in secret ? [RECOVERY, secret.recoveryCode] : [secret.loginName, secret.password]
  try {
    return (await slots.open(name, password))?.master.equals(master) ?? false
  } catch (error) {
    if (error instanceof Refusal && error.code === 'vault-keys-damaged') return true
    throw error
  }
}

/** Wrong tries count as they do at signing in. */
async function opened(
  { locks }: Office,
  slots: KeySlots,
  secret: Secret,
): Promise<{ id: string; master: Buffer }> {
  const isCode = 'recoveryCode' in secret
  const [name, password] = isCode ? [RECOVERY, secret.recoveryCode] : [secret.loginName, secret.password]
  const login = slots.loginHash(name)
  locks.admit(login)
  const found = await slots.open(name, password)
  if (found === undefined || (found.id === RECOVERY) !== isCode) {
    const refusal = locks.fail(login)
    throw isCode && refusal.code === 'wrong-password' ? new Refusal('wrong-recovery-code', {}) : refusal
  }
  locks.succeed(login)
  return found
}
