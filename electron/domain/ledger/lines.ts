import type { Camera } from '../policy.ts'
import { type AgencyForm, isOfAgency, type KeptForm } from '../request-form.ts'
import { wallClock } from '../time.ts'
import { ledgerDay, ledgerTime, type Row } from './row.ts'

/**
 * The lines that requests write into the 관리대장 (domain §13; columns of §9.2). Every text here is printed for ever, so it
 * is made in one place, from what was asked and what was done.
 */

/** What a line says of the request itself: columns 3 to 8. */
interface Asked {
  number: string
  receivedAt: string
  form: KeptForm
  /** Numbers of the cameras concerned, of all that were asked for unless some are named. */
  cameras: readonly Pick<Camera, 'number'>[]
  /** 소속/직급/성명 of whoever did it; both names where one person had both parts. */
  officer: string
}

/** Column 7 of a subject's line: agents and guardians with the person they speak for. */
export function requesterText(form: KeptForm): string {
  if (isOfAgency(form)) return agencyText(form)
  const { requester, relation, subject } = form
  const { name, phone } = requester
  if (relation === 'agent' && subject !== undefined) return `${name}(${subject.name} 대리) ${phone}`
  if (relation === 'guardian' && subject !== undefined)
    return `${subject.name}(정보주체), ${name}(법정대리인) ${phone}`
  return `${name} ${phone}`
}

function agencyText({ agency }: AgencyForm): string {
  const { name, department, title, officer, phone } = agency
  return [name, department, title, officer, phone].filter((part) => part !== '').join(' ')
}

/** `3번`, `1∼2번`, `1·3번`: how the ledger names cameras. */
export function camerasText(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const runs: number[][] = []
  for (const number of sorted) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  const text = runs.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]}∼${run.at(-1)}`))
  return `${text.join('·')}번`
}

/** `'26.11.22 1∼2번 CCTV/동영상, 261122-0001-01.mp4 외 1`: column 4. */
export function footageText({ form, cameras }: Pick<Asked, 'form' | 'cameras'>): string {
  const local = wallClock(form.fromAt)
  const numbers = cameras.map(({ number }) => number)
  const first = fileName(local, Math.min(...numbers))
  const others = numbers.length > 1 ? ` 외 ${numbers.length - 1}` : ''
  return `${ledgerDay(local)} ${camerasText(numbers)} CCTV/동영상, ${first}${others}`
}

/** `261120-0003-03.mp4`: recording day and camera (안내서's example 121005-0003-00동.mp4). `local` is a wall clock. */
export function fileName(local: string, cameraNumber: number): string {
  const day = local.slice(2, 10).replaceAll('-', '')
  return `${day}-${String(cameraNumber).padStart(4, '0')}-${String(cameraNumber).padStart(2, '0')}.mp4`
}

function asked(about: Asked): Pick<Row, 'at' | 'file' | 'officer' | 'purpose' | 'recipient'> {
  return {
    at: ledgerTime(wallClock(about.receivedAt)),
    file: footageText(about),
    officer: about.officer,
    purpose: about.form.purpose,
    recipient: requesterText(about.form),
  }
}

const dayAt = (at: string): string => ledgerDay(wallClock(at))
const timeAt = (at: string): string => ledgerTime(wallClock(at))

/** The right that was used and the paper's own number: column 8 of a subject's line (법 35조, 36조). */
function claimBasis({ number, form }: Pick<Asked, 'number' | 'form'>): string {
  return form.kind === 'erase'
    ? `「개인정보 보호법」 제36조, 요구서 ${number}`
    : `「개인정보 보호법」 제35조, 청구서 ${number}`
}

/** What every line about a subject's claim says, where nothing was shown or given. */
function claimed(about: Asked): Omit<Row, 'result'> {
  return { kind: 'view', ...asked(about), basis: claimBasis(about), form: '–', period: '-', safety: '-' }
}

/** VIEW_ONSITE and VIEW_PARTIAL: the subject has seen the footage here. */
export function viewed(
  about: Asked,
  done: { openedAt: string; isMasked: boolean; withheld?: string | undefined },
): Row {
  const on = dayAt(done.openedAt)
  const how = done.isMasked ? `타인영상 제거 후 열람(${on})` : `열람 완료(${on})`
  return {
    ...claimed(about),
    form: '자료열람',
    period: `열람 ${timeAt(done.openedAt)}`,
    result: done.withheld === undefined ? how : `일부열람, ${how}, 제한: ${done.withheld}`,
  }
}

/** What was handed over. */
export interface Copied {
  medium: string
  copyNos: readonly number[]
  isMasked: boolean
  handedAt: string
  destroyByOn: string
  recipient: string
}

/**
 * VIEW_COPY and VIEW_PARTIAL: the subject has a copy in hand; 지침 44⑤ wants its content and why it was given. Whoever took
 * it is named where it was another than the requester of column 7.
 */
export function copied(about: Asked, done: Copied & { withheld?: string | undefined }): Row {
  const on = dayAt(done.handedAt)
  const how = done.isMasked ? `타인영상 제거 후 제공(${on})` : `제공(${on})`
  const isOther = done.recipient !== '' && !requesterText(about.form).startsWith(done.recipient)
  const taker = isOther ? `, 받은 사람 ${done.recipient}` : ''
  return {
    ...claimed(about),
    form: `자료복제(${done.medium})`,
    period: `사본 ${done.copyNos.join('·')}호, 파기예정 ${ledgerDay(done.destroyByOn)}`,
    result: `${done.withheld === undefined ? how : `일부열람, ${how}, 제한: ${done.withheld}`}${taker}`,
  }
}

/** VIEW_REFUSED, ERASE_REFUSED: the notice has gone out. `ground` is its code, `reason` the facts. */
export function refused(about: Asked, said: { ground: string; reason: string; noticedAt: string }): Row {
  const isErasure = about.form.kind === 'erase'
  return {
    ...claimed(about),
    result: `${isErasure ? '삭제 거절' : '거절'} 통지(${dayAt(said.noticedAt)}): ${said.ground} ${said.reason}`,
  }
}

/** VIEW_POSTPONED. The new day is known only when the reason ends: until then it is said to be open. */
export function postponed(about: Asked, said: { reason: string; noticedAt: string }): Row {
  return {
    ...claimed(about),
    result: `연기 통지(${dayAt(said.noticedAt)}): ${said.reason}, 새 기한 사유 소멸 후 10일`,
  }
}

/** EXIST_YES, EXIST_NO, and 부존재 as the answer to any other request. */
export function existence(about: Asked, said: { exists: boolean; reason: string; noticedAt: string }): Row {
  const on = dayAt(said.noticedAt)
  return {
    ...claimed(about),
    form: '기타(존재확인)',
    result: said.exists
      ? `존재 통지(${on})`
      : `부존재 통지(${on})${said.reason === '' ? '' : `: ${said.reason}`}`,
  }
}

/** ERASE_DONE: destroyed because the subject asked. */
export function erased(about: Asked, done: { erasedAt: string }): Row {
  return {
    ...claimed(about),
    kind: 'destroy',
    form: '기타(삭제 요구)',
    result: `암호키 파기로 영구 삭제(${dayAt(done.erasedAt)})`,
  }
}

/** DESTROY_WORKCOPY: what was made to be handed over is gone from here; it says of which line. */
export function workCopyDestroyed(about: Asked, done: { destroyedAt: string; parentNo: number }): Row {
  return {
    ...asked(about),
    kind: 'destroy',
    at: timeAt(done.destroyedAt),
    purpose: '열람·제공 후 작업본 파기',
    recipient: '-',
    basis: '「표준 개인정보 보호지침」 제41조',
    form: '기타(작업본)',
    period: '-',
    result: `영구 삭제(${dayAt(done.destroyedAt)}), ${done.parentNo}번 관련`,
    safety: '-',
  }
}

/** What was decided about a provision or use beyond the purpose. */
export interface Ground {
  /** `「개인정보 보호법」 제18조제2항제7호`, with act and article where it is another's. */
  citation: string
  /** The recipient's letter, `형사과-1234`; empty where there is none. */
  letter: string
  givenAt: string
  untilOn: string | undefined
  destroyByOn: string | undefined
  isPublished: boolean
}

/** PROVIDE_VIEW, PROVIDE_COPY, USE_OTHER. `medium` is none where the screen was looked at. */
export function provided(about: Asked, ground: Ground, medium: string | undefined): Row {
  const isUse = about.form.kind === 'use'
  const { givenAt, untilOn, destroyByOn } = ground
  const end = untilOn ?? destroyByOn
  const period = end === undefined ? timeAt(givenAt) : `이용기간 ${dayAt(givenAt)}∼${ledgerDay(end)}`
  const destroy = destroyByOn === undefined ? '' : `, 파기예정 ${ledgerDay(destroyByOn)}`
  const asksBack = !isUse && medium !== undefined
  return {
    kind: isUse ? 'use' : 'provide',
    ...asked(about),
    basis: [ground.citation, ground.letter].filter((part) => part !== '').join(', '),
    form: medium === undefined ? '자료열람' : `자료복제(${medium})`,
    period: `${period}${destroy}`,
    result: asksBack ? '(통보 대기)' : `완료(${dayAt(givenAt)})`,
    safety: isUse ? '-' : asksBack ? SAFETY_ASKED : '목적 외 이용·재제공 금지 요청',
  }
}

const SAFETY_ASKED = '목적 외 이용·재제공 금지, 암호화, 파기 후 통보 요청'

/** What column 12 says once the recipient has confirmed in writing (법 18⑤). */
export function confirmed({ on, note }: { on: string; note: string }): string {
  return `${SAFETY_ASKED}, 회신(${[ledgerDay(on), note].filter((part) => part !== '').join(', ')})`
}

/** RECIPIENT_RESULT: what column 11 says from then on. */
export function answered(result: { what: keyof typeof ANSWERS; on: string; note: string }): string {
  const { what, on, note } = result
  const said = [ANSWERS[what], ledgerDay(on), note].filter((part) => part !== '').join(', ')
  return what === 'extended'
    ? `파기기간 연장(${[ledgerDay(on), note].filter(Boolean).join(', ')})`
    : `통보받음(${said})`
}

const ANSWERS = {
  destroyed: '수사종결 파기',
  archived: '기록물 보존',
  'passed-on': '타기관 이첩',
  returned: '자료반환 받은 후 파기',
  extended: '파기기간 연장',
} as const
