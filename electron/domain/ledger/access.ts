import { z } from 'zod'
import { wallClock } from '../time.ts'
import type { ActKind } from './entry.ts'
import { camerasText } from './lines.ts'
import { ledgerDay, ledgerTime } from './row.ts'

/** The 접속기록 (안전성기준 2조 3호; domain §11): what is said of every act, whoever did it. */

/** 수행업무: 로그인, 조회, 재생, 검색, 마스킹, 내보내기, 인쇄, 등록, 수정, 결재, 통지, 파기, 권한변경, 설정변경, 실패. */
export const Work = z.enum([
  'sign-in',
  'look-up',
  'play',
  'search',
  'mask',
  'export',
  'print',
  'register',
  'amend',
  'decide',
  'notify',
  'destroy',
  'rights',
  'settings',
  'failure',
])
export type Work = z.infer<typeof Work>

/** How it ended. */
export const AccessResult = z.enum(['done', 'refused', 'failed', 'stopped'])
export type AccessResult = z.infer<typeof AccessResult>

/** Which 수행업무 an act is. Total: an act without a place in the access record does not compile. */
export const WORK_OF: Record<ActKind, Work> = {
  'station.set-up': 'settings',
  'station.opened': 'sign-in',
  'actor.added': 'rights',
  'actor.signed-in': 'sign-in',
  'actor.signed-out': 'sign-in',
  'actor.locked': 'sign-in',
  'actor.sign-in-failed': 'failure',
  'actor.locked-out': 'failure',
  'recovery.used': 'rights',
  'recovery.confirmed': 'rights',
  'recovery.replaced': 'rights',
  'keys.mended': 'settings',
  'vault.mended': 'settings',
  'vault.continued': 'settings',
  'backup.started': 'export',
  'backup.made': 'export',
  'backup.failed': 'failure',
  'backup.restored': 'settings',
  'settings.changed': 'settings',
  'intake.started': 'register',
  'intake.ended': 'register',
  'recording.taken-in': 'register',
  'recording.refused': 'failure',
  'audio.dropped': 'amend',
  'clock.set-back': 'failure',
  'clock.set-forward': 'failure',
  'clock.confirmed': 'settings',
  'holidays.changed': 'settings',
  'law.changed': 'settings',
  'request.inquired': 'register',
  'request.received': 'register',
  'request.letter-added': 'register',
  'request.papers-asked': 'notify',
  'request.papers-taken': 'register',
  'request.identity-checked': 'look-up',
  'identity.copy-kept': 'register',
  'identity.copy-seen': 'look-up',
  'request.located': 'search',
  'request.proposed': 'decide',
  'request.sent-back': 'decide',
  'request.decided': 'decide',
  'request.approved': 'decide',
  'request.notified': 'notify',
  'request.postponed': 'notify',
  'request.resumed': 'amend',
  'request.extended': 'amend',
  'request.fulfilled': 'amend',
  'request.missed': 'amend',
  'request.reinvited': 'notify',
  'request.objected': 'register',
  'request.reopened': 'decide',
  'request.objection-dismissed': 'decide',
  'request.withdrawn': 'amend',
  'request.closed': 'amend',
  'request.details-erased': 'destroy',
  'fee.paid': 'register',
  'fee.waived': 'decide',
  'publication.posted': 'notify',
  'subject.told': 'notify',
  'recipient.asked': 'notify',
  'recipient.confirmed': 'register',
  'recipient.answered': 'register',
  'duty.done': 'register',
  'hold.set': 'register',
  'hold.released': 'amend',
  'document.printed': 'print',
  'form.read': 'look-up',
  'attempt.refused': 'failure',
  'request.self-approval-refused': 'failure',
  'viewing.opened': 'play',
  'viewing.watched': 'play',
  'viewing.refused': 'failure',
  'viewing.revealed': 'play',
  'viewing.concealed': 'play',
  'viewing.closed': 'play',
  'viewing.interrupted': 'play',
  'masking.started': 'mask',
  'masking.detected': 'mask',
  'masking.kept': 'mask',
  'masking.changed': 'mask',
  'masking.undone': 'mask',
  'masking.redone': 'mask',
  'masking.signed': 'decide',
  'masking.scanned': 'mask',
  'export.started': 'export',
  'export.made': 'export',
  'export.finished': 'export',
  'export.stopped': 'export',
  'export.password-told': 'look-up',
  'working-copy.destroyed': 'destroy',
  'destruction.started': 'destroy',
  'recording.destroyed': 'destroy',
  'destruction.finished': 'destroy',
  'footage.erased': 'destroy',
  'retention.checked': 'look-up',
  'ledger.printed': 'print',
  'ledger.exported': 'export',
  'ledger.verified': 'look-up',
  'ledger.corrected': 'amend',
  'ledger.compared': 'look-up',
  'access.reviewed': 'decide',
}

const RESULTS: Partial<Record<ActKind, AccessResult>> = {
  'actor.sign-in-failed': 'failed',
  'actor.locked-out': 'refused',
  'recording.refused': 'refused',
  'clock.set-back': 'failed',
  'attempt.refused': 'refused',
  'request.self-approval-refused': 'refused',
  'viewing.refused': 'refused',
  'viewing.interrupted': 'stopped',
  'export.stopped': 'stopped',
}

/** What an act ended in; whatever is entered and not named above was done. */
export function resultOf(kind: string): AccessResult {
  return RESULTS[kind as ActKind] ?? 'done'
}

/** What is known of whom an act concerned. */
export interface Concerned {
  /** 정보주체, where one is known: nobody is, of what an agency asks for. */
  person: string | undefined
  cameras: readonly number[]
  fromAt: string | undefined
  toAt: string | undefined
}

/**
 * 처리한 정보주체 정보: the subject's name, or camera and time range where no person is known; `-` where an act concerned
 * neither. The number of the request stands beside it.
 */
export function concernedText({ person, cameras, fromAt, toAt }: Concerned): string {
  if (person !== undefined) return person
  if (cameras.length === 0) return '-'
  const where = `${camerasText(cameras)} 카메라`
  return fromAt === undefined || toAt === undefined ? where : `${where} ${spanText(fromAt, toAt)}`
}

/** `'26.11.20 18:30∼19:00`; the second day is written where it is another. */
function spanText(fromAt: string, toAt: string): string {
  const [from, to] = [wallClock(fromAt), wallClock(toAt)]
  const end = ledgerDay(from) === ledgerDay(to) ? to.slice(11, 16) : ledgerTime(to)
  return `${ledgerTime(from)}∼${end}`
}
