import type { vaultRefusals as ko } from '../ko/vault-refusals.ts'

const count = (entries: number): string => entries.toLocaleString('en-GB')

const brokenDatabase = {
  missing: () => 'The database file is missing.',
  foreign: () => 'The database does not open with this PC’s key (another PC’s, or damaged at its beginning).',
  damaged: () => 'The database file is damaged.',
  altered: (seq: number) =>
    `Entry ${seq} of the ledger is not as it was written in the database (it may have been changed from outside).`,
  behind: (seq: number) => `The database is of an earlier state, of ${seq} entries only.`,
}

const brokenJournal = {
  missing: 'The journal file is missing.',
  foreign: 'The journal is not of this vault (another PC’s, or damaged at its beginning).',
  damaged: 'The journal file is damaged.',
  altered: 'The journal’s entries are not as they were written.',
  behind: 'The journal is of an earlier state.',
}

/** `2062-11-21 14:30` on the wall clock of Korea. */
const day = (at: string): string => {
  const local = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`
}

export const vaultRefusals: typeof ko = {
  'vault-damaged': () =>
    'Database and journal are both damaged, and no entry can be proved. Nothing was changed, and the footage files are as they were. A backup brings back everything up to when it was made.',
  'vault-newer': (data) =>
    `The vault was made by a newer program (vault ${data.found}, program ${data.known}). Nothing is lost and nothing was changed. Update the program first.`,
  'vault-foreign': () =>
    'Neither the vault nor the journal opens with this PC’s key; they may be from another PC. Nothing was changed. Put this PC’s files back, or restore from a backup.',
  'vault-needs-mending': ({ copy, why, entries, seq }) =>
    copy === 'database'
      ? `${brokenDatabase[why](seq)} The journal has all ${count(entries)} entries, so nothing is lost. Mending makes the database anew from it and keeps the damaged file aside.`
      : `${brokenJournal[why]} The database has all ${count(entries)} entries, so nothing is lost. Mending makes the journal anew from it and keeps the damaged file aside.`,
  'vault-read-only': () =>
    'Database and journal are both damaged, so only what can be proved was opened, to read. Nothing new can be entered, so this was not done. Restore from a backup.',
  'vault-keys-damaged': () =>
    'Both key files are missing or damaged, so the vault cannot be opened. The records are as they were, encrypted. Restore from a backup, or put back a keys.json that was kept elsewhere.',
  'clock-far-ahead': ({ lastAt, nowAt }) =>
    `The PC’s clock (${day(nowAt)}) is more than a year after the last entry (${day(lastAt)}), so the vault was not opened. The records are unchanged. Correct the PC’s date, or confirm that the clock is right.`,
  'recovery-code-differs': () =>
    'This is not what the paper says. The code so far stays valid. Type the last two groups (8 characters) from the paper again.',
  'station-open': () =>
    'The vault is open, so nothing was restored. The records are unchanged. Sign out and restore from the sign-in page.',
  'backup-missing': () =>
    'There is no backup in this folder. Nothing was changed. Choose a folder whose name begins with viewing-station-backup, or the disk that it is on.',
  'backup-damaged': () =>
    'The backup does not agree with the checkpoint that was made for it, so it was not restored. This PC’s files are unchanged. Choose another backup.',
  'backup-foreign': () =>
    'This is another station’s backup, or the password has changed since, so it was not put in this vault’s place. Nothing was changed. Choose a backup of this station, or open it with the recovery code or somebody whose password is still the same.',
  'restore-loses': ({ lost, entries, size }) =>
    `This PC’s ledger has ${count(entries)} entries, the backup only ${count(size)}. Restoring takes the ${count(lost)} entries after it out of the ledger. Nothing was changed yet.`,
}
