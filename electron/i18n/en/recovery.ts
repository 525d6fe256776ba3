import type { Refusals } from '../../domain/refusal.ts'
import type { recovery as ko } from '../ko/recovery.ts'

const count = (entries: number): string => entries.toLocaleString('en-GB')

type Told = Refusals['vault-needs-mending']

const wrong: Record<Told['why'], string> = {
  missing: 'is missing.',
  foreign: 'does not open with this PC’s key: it is another PC’s, or damaged at its beginning.',
  damaged: 'is damaged, by the disk or by a power cut.',
  altered: 'is not as it was written; it may have been changed from outside.',
  behind: 'is of an earlier state; an old file may have taken its place.',
}

const copies = { database: 'database', journal: 'journal', keys: 'key file' }

export const recovery: typeof ko = {
  checking: (entries) => `${count(entries)} entries checked. The vault opens once all are.`,
  mending: {
    title: (copy) => `The ${copies[copy]} has to be mended`,
    found: 'What is wrong',
    why: ({ copy, why }) => `The ${copies[copy]} ${wrong[why]}`,
    from: ({ copy, why, seq, entries }) =>
      copy === 'journal' || why === 'missing' || why === 'foreign' || seq >= entries
        ? ''
        : why === 'behind'
          ? `It has ${count(seq)} entries only.`
          : `It differs from entry ${count(seq)} on.`,
    safe: 'What is safe',
    safeText: ({ copy, entries }) =>
      `All ${count(entries)} entries are whole in the ${copy === 'database' ? 'journal' : 'database'}.`,
    lost: 'What is lost',
    nothing: 'Nothing.',
    does: 'What mending does',
    doesText: ({ copy }) =>
      `It makes the ${copies[copy]} anew from the other copy, checks all of it and opens the vault. The damaged file is kept aside, and the ledger says that it was mended.`,
    submit: 'Mend',
    working: 'Mending.',
  },
  clock: { title: 'Please check the PC’s clock', submit: 'The clock is right. Open' },
  closed: {
    title: {
      'vault-damaged': 'The vault is damaged',
      'vault-foreign': 'This is not this PC’s vault',
      'vault-newer': 'The vault is of a newer program',
      'vault-keys-damaged': 'The key file cannot be read',
    },
  },
  stop: 'Leave it',
  mended: {
    title: 'The vault was mended',
    text: (copy, kept) =>
      `The ${copies[copy]} was made anew. No entry was lost.${kept === undefined ? '' : ` The damaged file is kept as “${kept}”.`}`,
    dismiss: 'Close the notice of mending',
  },
  readOnly: {
    label: 'Read-only',
    title: 'Read-only',
    text: (entries, until) =>
      `Database and journal are both damaged: only the ${count(entries)} entries that can be proved are shown. What came after ${until} is not known.`,
    ways: 'Ways on',
  },
  replaceCode: {
    label: 'Recovery code',
    text: 'The recovery code was used, or never shown to be on paper. Make a new one and keep it on paper.',
    go: 'Replace the code',
  },
  tab: 'Backup and recovery',
  backup: {
    title: 'Backup',
    text: 'Writes ledger, settings and key file to another disk, encrypted as they are, and reads them back. A password or the recovery code opens it.',
    withoutFootage:
      'Footage is not in it: it is too large. If this PC’s disk is lost, footage does not come back.',
    keeps:
      'A backup still holds what was erased after it. The program deletes no backup: destroy old ones as the institution’s rules say.',
    last: (at, entries) => `Last backup ${at} · ${count(entries)} entries`,
    none: 'There is no backup yet.',
    make: 'Choose a disk and back up',
    running: (step) => `Backup · ${step}`,
    remind: 'Reminder (days)',
    remindHint: 'So many days after the last backup, today’s screen says so.',
    save: 'Save the reminder',
    saved: 'Saved.',
    due: (last) => (last === '' ? 'There is no backup yet.' : `Last backup ${last}`),
    go: 'Go to backups',
  },
  restore: {
    open: 'Restore from a backup',
    title: 'Restore from a backup',
    lead: 'Choose the disk or the folder with the backup. Of several the latest is taken.',
    choose: 'Choose a backup',
    chosen: 'The chosen backup',
    folder: 'Folder',
    at: 'Made',
    entries: 'Ledger',
    entriesText: (entries) => `${count(entries)} entries`,
    kept: 'Whose it is is known once it is opened. The files of this PC are kept aside, never deleted. Footage is not in a backup and stays as it is.',
    by: 'What opens it? (as of then)',
    password: 'A manager’s password',
    code: 'The recovery code',
    loginName: 'Login name of who restores',
    passwordField: 'Password of who restores',
    codeField: 'Recovery code of the backup',
    submit: 'Restore',
    losesTitle: 'Entries would be lost',
    losesAgain: (lost) => `I know that ${count(lost)} entries go out of the ledger`,
    losesText:
      'Held against a checkpoint that has left the house, the ledger will show that it was rolled back. Restore only where you must.',
    submitLoses: (lost) => `Restore without the ${count(lost)} entries`,
    done: 'Restored. Please sign in with a login name and password of then.',
  },
  code: {
    title: 'Recovery code',
    text: 'It opens the vault when everybody has forgotten their password. A new code counts only once it has been typed back from paper; until then the present one stays valid.',
    renew: 'Make a new code',
    password: 'Your own password',
  },
  goOn: {
    title: 'Go on with what can be proved',
    text: (entries, until) =>
      `Only where there is no backup. The ${count(entries)} entries that can be proved become the vault. The ledger will say that what came after ${until} is not known; the damaged files are kept aside.`,
    restoreFirst: 'If there is a backup, sign out and restore from the sign-in page.',
    submit: 'Go on with these entries',
    signOut: 'Sign out and restore',
  },
}
