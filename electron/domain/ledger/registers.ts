import { z } from 'zod'
import type { ActKind } from './entry.ts'
import { ledgerDay, type Row } from './row.ts'

/** Lines of the registers beside the 관리대장, as text, the way they print. */

/** 목적 외 이용 또는 제3자 제공 (영 15). */
export const ProvisionKind = z.enum(['use', 'provide'])
export type ProvisionKind = z.infer<typeof ProvisionKind>

/** 개인정보의 목적 외 이용 및 제3자 제공 대장 (처리방법고시 별지 제1호서식; domain §9.3). Several facts of a cell are lines of it. */
export const ProvisionLine = z.strictObject({
  requestId: z.string(),
  number: z.string(),
  kind: ProvisionKind,
  /** 개인정보(파일) 명칭 */
  file: z.string(),
  /** 목적 외 이용기관(명칭; 담당자 소속·성명·전화) */
  usedBy: z.string(),
  /** 제공받는 기관(명칭; 담당자 성명·소속·전화) */
  givenTo: z.string(),
  /** 이용·제공 날짜, 주기 또는 기간 */
  when: z.string(),
  /** 이용·제공 형태 */
  form: z.string(),
  /** 법적 근거 */
  basis: z.string(),
  /** 목적 */
  purpose: z.string(),
  /** 항목 */
  what: z.string(),
  /** 18⑤ 제한·조치 요청 내용 */
  safety: z.string(),
})
export type ProvisionLine = z.infer<typeof ProvisionLine>

/** 폐기사유: the keeping period is over, the subject asked, or it was a working copy that had been handed over. */
export const DestructionCause = z.enum(['expired', 'asked', 'working-copy'])
export type DestructionCause = z.infer<typeof DestructionCause>

/** Acts that destroy something and write a line about it. A check that destroys nothing writes one too and is none of these. */
export const DESTROYING = {
  'destruction.finished': 'expired',
  'footage.erased': 'asked',
  'working-copy.destroyed': 'working-copy',
} as const satisfies Partial<Record<ActKind, DestructionCause>>

/** 개인정보파일 파기 관리대장 (지침 별지 제5호서식; domain §9.9). */
export const DestructionLine = z.strictObject({
  /** 번호: that of the line in the 관리대장. */
  no: z.int(),
  seq: z.int(),
  cause: DestructionCause,
  /** 개인정보 파일명 */
  file: z.string(),
  /** 자료의 종류 */
  kind: z.string(),
  /** 생성일 */
  madeOn: z.string(),
  /** 폐기일 */
  destroyedOn: z.string(),
  /** 폐기사유 */
  reason: z.string(),
  /** 처리담당자 */
  officer: z.string(),
  /** 처리부서장 */
  head: z.string(),
  /** The line that this one puts right, and the one that puts it right. */
  corrects: z.int().optional(),
  correctedBy: z.int().optional(),
  isErased: z.boolean(),
})
export type DestructionLine = z.infer<typeof DestructionLine>

/** What a line of the 파기 관리대장 says besides its line of the 관리대장. Days are Korean. */
export interface DestroyedFacts {
  cause: DestructionCause
  /** First and last day of the footage that is gone, or on which the copies were made; none where nobody knows any more. */
  madeFromOn: string | undefined
  madeToOn: string | undefined
  destroyedOn: string
  /** 소속/직급/성명 of whoever approved it. */
  head: string
  requestNumber: string | undefined
}

/** The line of the 파기 관리대장 from that of the 관리대장; of an erased one it says no more than that it was there. */
export function destructionLine(
  row: Pick<Row, 'file' | 'officer'> &
    Pick<DestructionLine, 'no' | 'seq' | 'isErased'> & { corrects?: number; correctedBy?: number },
  { cause, madeFromOn, madeToOn, destroyedOn, head, requestNumber }: DestroyedFacts,
): DestructionLine {
  const { no, seq, corrects, correctedBy, isErased, file, officer } = row
  return {
    no,
    seq,
    cause,
    file,
    kind: cause === 'working-copy' ? '개인영상정보(작업본)' : '개인영상정보(동영상)',
    madeOn: isErased ? '-' : daysText(madeFromOn, madeToOn),
    destroyedOn: ledgerDay(destroyedOn),
    reason: reasonText(cause, isErased ? undefined : requestNumber),
    officer,
    head: isErased || head === '' ? '-' : head,
    ...(corrects === undefined ? {} : { corrects }),
    ...(correctedBy === undefined ? {} : { correctedBy }),
    isErased,
  }
}

function daysText(fromOn: string | undefined, toOn: string | undefined): string {
  if (fromOn === undefined || toOn === undefined) return '-'
  return fromOn === toOn ? ledgerDay(fromOn) : `${ledgerDay(fromOn)}∼${ledgerDay(toOn)}`
}

function reasonText(cause: DestructionCause, requestNumber: string | undefined): string {
  const about = requestNumber === undefined ? '' : `(접수 ${requestNumber})`
  if (cause === 'asked') return `정보주체의 삭제 요구${about}`
  return cause === 'expired' ? '보관기간 만료' : `열람·제공 후 작업본 파기${about}`
}
