import type { ReadableDb, WritableDb } from './vault.ts'

/** What the vault knows about the ways back: its recovery code and its backups. */

/** Never shown to be on paper; used, and to be replaced; on paper. */
export type CodeState = 'unconfirmed' | 'used' | 'confirmed'

/** How the recovery code stands, and since when. */
export function recoveryCode(db: ReadableDb): { state: CodeState; sinceAt: string } {
  const found = db.prepare('SELECT state, since_at AS sinceAt FROM recovery_code').get()
  return (found as { state: CodeState; sinceAt: string } | undefined) ?? { state: 'unconfirmed', sinceAt: '' }
}

export function putRecoveryCode(db: WritableDb, state: CodeState, at: string): void {
  db.prepare('INSERT OR REPLACE INTO recovery_code VALUES (1, ?, ?)').run(state, at)
}

/** A backup that was written and read back. */
export interface BackupMade {
  at: string
  /** How many entries are in it. */
  size: number
  /** The folder's name, without where it lies. */
  folder: string
}

export function lastBackup(db: ReadableDb): BackupMade | undefined {
  return db.prepare('SELECT at, size, folder FROM backups ORDER BY seq DESC LIMIT 1').get() as
    | BackupMade
    | undefined
}

export function putBackup(db: WritableDb, seq: number, { at, size, folder }: BackupMade): void {
  db.prepare('INSERT INTO backups VALUES (?, ?, ?, ?)').run(seq, at, size, folder)
}

const REMIND_AFTER_DAYS = 7

/** After how many days without a backup somebody is reminded. */
export function remindAfterDays(db: ReadableDb): number {
  const days = db.prepare('SELECT remind_after_days FROM backup_settings').pluck().get()
  return (days as number | undefined) ?? REMIND_AFTER_DAYS
}

export function putRemindAfterDays(db: WritableDb, days: number): void {
  db.prepare('INSERT OR REPLACE INTO backup_settings VALUES (1, ?)').run(days)
}
