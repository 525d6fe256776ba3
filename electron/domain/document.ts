import { z } from 'zod'
import { type FootageRequest, isGiven, outcomeOf } from './request.ts'
import { isMeasure, isOfAgency } from './request-form.ts'
import { canTake } from './step-table.ts'
import { dayOf } from './time.ts'

/** The papers of an institution that has cameras (domain §9): which there are, and when each can be printed. */

export const DocumentName = z.enum([
  /** 개인영상정보 청구서 (지침 별지 2) */
  'claim',
  /** 개인정보 열람 요구서, for 정정·삭제·처리정지 (처리방법고시 별지 8) */
  'demand',
  /** 열람·일부열람·열람연기·열람거절 통지서 (처리방법고시 별지 9), and what is said of existence */
  'notice',
  /** 정정·삭제, 처리정지 요구에 대한 결과 통지서 (처리방법고시 별지 10) */
  'result',
  /** 위임장 (처리방법고시 별지 11) */
  'mandate',
  /** 보완 요구서 */
  'supplement',
  /** 연기 사유 소멸 안내 */
  'resumption',
  /** 이의신청서 */
  'objection',
  /** 이의신청 결과 통지서 */
  'objection-result',
  /** 개인영상정보 제공(이용) 신청서, for an agency to fill in */
  'application',
  /** 제공에 따른 안전조치 요청서 (법 18⑤) */
  'safety-letter',
  /** 안전조치 결과 회신서 */
  'safety-reply',
  /** 파기 결과 통보서 */
  'destroy-reply',
  /** 제공 요청에 대한 회신: denied (법 18①), or there is nothing to give */
  'denial',
  /** 정보주체에 대한 사후 통지 (법 18②3호, 지침 14) */
  'subject-notice',
  /** 목적 외 이용·제공 게재문 (법 18④) */
  'publication',
  /** 개인정보의 목적 외 이용 및 제3자 제공 대장 (처리방법고시 별지 1) */
  'provision-ledger',
  /** 열람 확인서 */
  'viewing-confirmation',
  /** 개인정보파일 파기 요청서 (지침 별지 4) */
  'destroy-request',
  /** 자동파기 확인부 */
  'auto-destroy-check',
  /** 자체점검표 (지침 48) */
  'self-check',
  /** 안내판 (법 25④) */
  'sign',
])
export type DocumentName = z.infer<typeof DocumentName>

interface Kind {
  /** Whose facts it tells: one request's, the institution's and its cameras', or nobody's. */
  about: 'request' | 'institution' | 'nothing'
  /** Whether there is an official drawing whose number it carries once the institution has compared the two. */
  hasForm: boolean
  /** Whether it can be printed with nothing filled in but the institution's name. */
  isBlankToo: boolean
}

const OFFICIAL = { about: 'request', hasForm: true, isBlankToo: true } as const
const LETTER = { about: 'request', hasForm: false, isBlankToo: false } as const
const REPLY = { about: 'request', hasForm: false, isBlankToo: true } as const
const STANDING = { about: 'institution', hasForm: false, isBlankToo: true } as const

/** What each document is. */
export const DOCUMENTS: Record<DocumentName, Kind> = {
  claim: OFFICIAL,
  demand: OFFICIAL,
  notice: { ...OFFICIAL, isBlankToo: false },
  result: { ...OFFICIAL, isBlankToo: false },
  mandate: OFFICIAL,
  supplement: LETTER,
  resumption: LETTER,
  objection: REPLY,
  'objection-result': LETTER,
  application: REPLY,
  'safety-letter': LETTER,
  'safety-reply': REPLY,
  'destroy-reply': REPLY,
  denial: LETTER,
  'subject-notice': LETTER,
  publication: LETTER,
  'provision-ledger': { ...STANDING, hasForm: true, isBlankToo: false },
  'viewing-confirmation': LETTER,
  'destroy-request': { ...STANDING, hasForm: true, isBlankToo: false },
  'auto-destroy-check': STANDING,
  'self-check': STANDING,
  sign: STANDING,
}

/** What can be printed for a request as it stands, in the order in which it is needed. */
export function documentsFor(request: FootageRequest): DocumentName[] {
  return DocumentName.options.filter((name) => isPrintable(name, request))
}

function isPrintable(name: DocumentName, request: FootageRequest): boolean {
  const { form, state, supplements, aftercare } = request
  const outcome = outcomeOf(request)
  const isGranted = isGiven(request)
  const isProvided = form.kind === 'provide' && isGranted
  switch (name) {
    case 'claim':
      return form.kind === 'view' || form.kind === 'copy' || form.kind === 'existence'
    case 'demand':
      return isMeasure(form)
    case 'application':
      return isOfAgency(form)
    case 'mandate':
      return !isOfAgency(form) && form.relation === 'agent'
    case 'objection':
      return form.kind === 'object' || canTake(request, 'object')
    case 'supplement':
      return supplements.length > 0
    case 'resumption':
      return (
        (state === 'located' || state === 'proposed') &&
        request.postponed.at(-1)?.proposal.outcome === 'postpone'
      )
    case 'notice':
      return outcome !== undefined && !isOfAgency(form) && form.kind !== 'object' && !isMeasure(form)
    case 'result':
      // A measure is taken first and told afterwards (DL-05, 06).
      return isMeasure(form) && outcome !== undefined && (!isGranted || 'fulfilment' in request)
    case 'objection-result':
      return form.kind === 'object' && outcome !== undefined
    case 'safety-letter':
    case 'safety-reply':
      return isProvided
    case 'destroy-reply':
      return isProvided && isOfAgency(form) && form.handling === 'copy'
    case 'denial':
      return isOfAgency(form) && (outcome === 'refuse' || outcome === 'not-exists')
    case 'subject-notice':
      return aftercare.subjectTold !== undefined
    case 'publication':
      return aftercare.publication !== undefined
    case 'viewing-confirmation':
      return isGranted && !isMeasure(form) && form.kind !== 'object'
    case 'destroy-request':
      return form.kind === 'erase' && isGranted
    case 'provision-ledger':
    case 'auto-destroy-check':
    case 'self-check':
    case 'sign':
      return false
  }
}

const ASKING: readonly DocumentName[] = ['claim', 'demand', 'mandate', 'application', 'objection']

/**
 * The day whose law a document cites: of receipt for what is asked, of the decision for what follows from it, and of
 * today where nothing has been decided.
 */
export function lawDayOf(name: DocumentName, request: FootageRequest | undefined, todayOn: string): string {
  if (request === undefined) return todayOn
  if (ASKING.includes(name)) return dayOf(request.receivedAt)
  return 'decision' in request ? dayOf(request.decision.at) : todayOn
}
