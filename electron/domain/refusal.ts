/**
 * Every way the office can say no, with what a person needs to know to act on it.
 * A refusal is an answer, not a failure: it is shown in the catalogue's words and, where it stops an attempt
 * to see or change something, entered in the ledger.
 */
export interface Refusals {
  'already-set-up': Record<never, never>
  'not-set-up': Record<never, never>
  'not-signed-in': Record<never, never>
  'not-allowed': { right: string }
  'wrong-password': { remaining: number }
  'locked-out': { untilAt: string }
  'weak-password': { minimumLength: number }
  'login-taken': { loginName: string }
  'wrong-recovery-code': Record<never, never>
  'vault-damaged': Record<never, never>
  'vault-newer': { found: number; known: number }
  'vault-foreign': Record<never, never>
  'vault-needs-mending': {
    copy: 'database' | 'journal'
    why: 'missing' | 'foreign' | 'damaged' | 'altered' | 'behind'
    /** How many entries the good copy has. */
    entries: number
    /** The first entry that the bad copy does not have as it was written. */
    seq: number
  }
  'vault-read-only': Record<never, never>
  'vault-keys-damaged': Record<never, never>
  /** The PC's clock is so far after the last entry that it is rather wrong than right. */
  'clock-far-ahead': { lastAt: string; nowAt: string }
  'recovery-code-differs': Record<never, never>
  'station-open': Record<never, never>
  'backup-missing': Record<never, never>
  'backup-damaged': Record<never, never>
  'backup-foreign': Record<never, never>
  /** The present files hold entries that the backup has not. */
  'restore-loses': { lost: number; entries: number; size: number }
  'ledger-altered': { seq: number }
  'self-approval': Record<never, never>
  'request-unknown': Record<never, never>
  'request-wrong-state': { state: string }
  'request-not-approved': { number: string }
  'range-impossible': { why: 'reversed' | 'future' | 'too-long' }
  'resident-number': { field: string }
  'camera-unknown': Record<never, never>
  'footage-missing': { cameraNumber: number }
  'finding-missing': Record<never, never>
  'viewing-closed': Record<never, never>
  'outside-range': { allowedFromAt: string; allowedToAt: string }
  'folder-unreadable': Record<never, never>
  'folder-has-no-video': Record<never, never>
  'plan-expired': Record<never, never>
  'no-space': { neededBytes: number; freeBytes: number }
  'write-failed': Record<never, never>
  'ffmpeg-missing': Record<never, never>
  'job-running': { kind: string }
  'job-unknown': Record<never, never>
  'tracks-missing': Record<never, never>
  'track-unknown': { track: number }
  'hand-unknown': Record<never, never>
  'question-unknown': Record<never, never>
  'review-open': { open: number }
  'samples-unseen': { left: number }
  'signature-missing': Record<never, never>
  'same-person': Record<never, never>
  'leaks-found': { count: number }
  'masks-changed': Record<never, never>
  'day-past': { on: string }
  'frames-differ': { expected: number; found: number }
  'masking-stopped': Record<never, never>
  'footage-damaged': { recordingId: string }
  'no-picture': Record<never, never>
  'export-unknown': Record<never, never>
  'reason-missing': Record<never, never>
  'request-changed': { state: string; byName: string; at: string }
  'request-duplicate': { number: string }
  'subject-missing': Record<never, never>
  'papers-missing': { paper: string }
  'letter-missing': Record<never, never>
  'basis-missing': Record<never, never>
  'basis-unavailable': { code: string }
  'basis-unproven': { code: string }
  'posting-forbidden': Record<never, never>
  'destroy-day-missing': Record<never, never>
  'others-visible': Record<never, never>
  'outcome-impossible': { kind: string; outcome: string }
  'ground-missing': Record<never, never>
  'ground-not-lawful': { ground: string }
  'reason-blocked': { why: string; instead: string }
  'not-viewed-yet': Record<never, never>
  held: { number: string }
  'overdue-reason-missing': { dueOn: string }
  'fee-unpaid': { totalWon: number }
  'fee-settled': Record<never, never>
  'row-missing': Record<never, never>
  'objection-late': { lastOn: string }
  'keeping-period': { untilOn: string }
  'publication-short': { days: number }
  'aftercare-unknown': Record<never, never>
  'hold-unknown': Record<never, never>
  'retention-too-short': { minimumDays: number }
  'law-file-unreadable': Record<never, never>
  'law-in-force': { effectiveFrom: string }
  'document-unavailable': { document: string }
  'form-unreadable': Record<never, never>
  'picture-unreadable': Record<never, never>
  'copy-unmasked': Record<never, never>
  'retention-exceeded': { cameraNumber: number; oldestOn: string; destroyByOn: string }
  'nothing-expired': Record<never, never>
  'destroying-alone': Record<never, never>
  'row-unknown': { no: number }
  'row-erased': { no: number }
  'row-unchanged': { no: number }
  'row-corrected': { no: number; byNo: number }
  'row-changed': { no: number; byName: string; at: string }
  'checkpoint-unreadable': Record<never, never>
  'checkpoint-differs': { outcome: string; size: number; ledgerSize: number }
  'checkpoint-unsigned': { size: number }
  'too-many-rows': { count: number; most: number }
  'printer-failed': { printer: string }
  'month-open': { month: string }
  'month-signed': { month: string; byName: string; at: string }
  unexplained: { left: number }
  'reviewing-alone': Record<never, never>
}

export type RefusalCode = keyof Refusals
export type RefusalData = { [C in RefusalCode]: { code: C; data: Refusals[C] } }[RefusalCode]

/** A rule said no. Crosses processes as `RefusalData`; the page turns it into a sentence. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  override readonly name = 'Refusal'
  readonly code: C
  readonly data: Refusals[C]

  constructor(code: C, data: Refusals[C]) {
    super(code)
    this.code = code
    this.data = data
  }

  /** The plain form that travels between processes, where a class would lose its prototype. */
  toData(): RefusalData {
    return { code: this.code, data: this.data } as RefusalData
  }
}

/** Every code, for the test that proves each one can be raised and has its sentence. */
export const REFUSAL_CODES = [
  'already-set-up',
  'not-set-up',
  'not-signed-in',
  'not-allowed',
  'wrong-password',
  'locked-out',
  'weak-password',
  'login-taken',
  'wrong-recovery-code',
  'vault-damaged',
  'vault-newer',
  'vault-foreign',
  'vault-needs-mending',
  'vault-read-only',
  'vault-keys-damaged',
  'clock-far-ahead',
  'recovery-code-differs',
  'station-open',
  'backup-missing',
  'backup-damaged',
  'backup-foreign',
  'restore-loses',
  'ledger-altered',
  'self-approval',
  'request-unknown',
  'request-wrong-state',
  'request-not-approved',
  'range-impossible',
  'resident-number',
  'camera-unknown',
  'footage-missing',
  'finding-missing',
  'viewing-closed',
  'outside-range',
  'folder-unreadable',
  'folder-has-no-video',
  'plan-expired',
  'no-space',
  'write-failed',
  'ffmpeg-missing',
  'job-running',
  'job-unknown',
  'tracks-missing',
  'track-unknown',
  'hand-unknown',
  'question-unknown',
  'review-open',
  'samples-unseen',
  'signature-missing',
  'same-person',
  'leaks-found',
  'masks-changed',
  'day-past',
  'frames-differ',
  'masking-stopped',
  'footage-damaged',
  'no-picture',
  'export-unknown',
  'reason-missing',
  'request-changed',
  'request-duplicate',
  'subject-missing',
  'papers-missing',
  'letter-missing',
  'basis-missing',
  'basis-unavailable',
  'basis-unproven',
  'posting-forbidden',
  'destroy-day-missing',
  'others-visible',
  'outcome-impossible',
  'ground-missing',
  'ground-not-lawful',
  'reason-blocked',
  'not-viewed-yet',
  'held',
  'overdue-reason-missing',
  'fee-unpaid',
  'fee-settled',
  'row-missing',
  'objection-late',
  'keeping-period',
  'publication-short',
  'aftercare-unknown',
  'hold-unknown',
  'retention-too-short',
  'law-file-unreadable',
  'law-in-force',
  'document-unavailable',
  'form-unreadable',
  'picture-unreadable',
  'copy-unmasked',
  'retention-exceeded',
  'nothing-expired',
  'destroying-alone',
  'row-unknown',
  'row-erased',
  'row-unchanged',
  'row-corrected',
  'row-changed',
  'checkpoint-unreadable',
  'checkpoint-differs',
  'checkpoint-unsigned',
  'too-many-rows',
  'printer-failed',
  'month-open',
  'month-signed',
  'unexplained',
  'reviewing-alone',
] as const satisfies readonly RefusalCode[]
