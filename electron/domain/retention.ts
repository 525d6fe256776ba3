import { z } from 'zod'
import { camerasText } from './ledger/lines.ts'
import { ledgerDay, type Row } from './ledger/row.ts'
import type { Camera, CameraId } from './policy.ts'
import { addDays, DayOn, startOfDay } from './time.ts'

/**
 * How long footage is kept, when it has to be gone, and what the ledger says about it (법 21①, 지침 41; domain §10, DL-07).
 * Days are Korean calendar days; the day of recording is not counted.
 */

/** 지침 10①: "지체 없이" is within five days. */
const WITHOUT_DELAY_DAYS = 5

/** The last day on which footage of `recordedOn` is kept: 2026-10-23 and 30 days make 2026-11-22. */
export function expiresOn(recordedOn: string, retentionDays: number): string {
  return addDays(recordedOn, retentionDays)
}

/** The last day on which it may still be there (DL-07). */
export function destroyByOn(recordedOn: string, retentionDays: number): string {
  return addDays(expiresOn(recordedOn, retentionDays), WITHOUT_DELAY_DAYS)
}

/** The latest day of recording whose footage has expired on `todayOn`. */
export function lastExpiredOn(todayOn: string, retentionDays: number): string {
  return addDays(todayOn, -retentionDays - 1)
}

/** From when footage of a camera counts as what: instants at which a Korean day begins. */
export interface Terms {
  cameraId: CameraId
  /** Footage that ended by then has expired: never too early, where a recording goes on past midnight. */
  expiredBeforeAt: string
  /** Footage that began before is overdue. */
  overdueBeforeAt: string
}

export function termsOf({ id, retentionDays }: Pick<Camera, 'id' | 'retentionDays'>, todayOn: string): Terms {
  const lastOn = lastExpiredOn(todayOn, retentionDays)
  return {
    cameraId: id,
    expiredBeforeAt: startOfDay(addDays(lastOn, 1)),
    overdueBeforeAt: startOfDay(addDays(lastOn, 1 - WITHOUT_DELAY_DAYS)),
  }
}

/** How footage stands: within its time, over it, over the days left to destroy it, or held whatever its time. */
export const RetentionState = z.enum(['kept', 'expired', 'overdue', 'held'])
export type RetentionState = z.infer<typeof RetentionState>

/** A camera's oldest footage that nobody holds; none where there is nothing. */
export interface OldestFootage {
  number: number
  retentionDays: number
  oldestOn?: string | undefined
}

const Left = { cameraNumber: z.int(), oldestOn: DayOn, destroyByOn: DayOn }

/** What the monthly check finds: nothing expired, something to be destroyed by a day, or something that day has passed for. */
export const Finding = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fine') }),
  z.strictObject({ kind: z.literal('expired'), ...Left }),
  z.strictObject({ kind: z.literal('exceeded'), ...Left }),
])
export type Finding = z.infer<typeof Finding>

/** Of several cameras with expired footage, the one whose time is up first (AC-23: 보관기간 초과, or a warning only). */
export function findingOf(cameras: readonly OldestFootage[], checkOn: string): Finding {
  const left = cameras.flatMap(({ number, retentionDays, oldestOn }) =>
    oldestOn === undefined || checkOn <= expiresOn(oldestOn, retentionDays)
      ? []
      : [{ cameraNumber: number, oldestOn, destroyByOn: destroyByOn(oldestOn, retentionDays) }],
  )
  const first = left.reduce<(typeof left)[number] | undefined>(
    (least, next) => (least === undefined || next.destroyByOn < least.destroyByOn ? next : least),
    undefined,
  )
  if (first === undefined) return { kind: 'fine' }
  return { kind: checkOn > first.destroyByOn ? 'exceeded' : 'expired', ...first }
}

/**
 * The last day of recording of which nothing of the camera is left, as far as a check on `checkOn` can say: what has
 * expired by then, and no more than the day before the oldest that is still there.
 */
export function goneUntilOn({ retentionDays, oldestOn }: OldestFootage, checkOn: string): string {
  const expired = lastExpiredOn(checkOn, retentionDays)
  const before = oldestOn === undefined ? expired : addDays(oldestOn, -1)
  return before < expired ? before : expired
}

const BASIS = '「표준 개인정보 보호지침」 제41조'
const PURPOSE = '보관기간 만료'

/**
 * DESTROY_AUTO (domain §13): the line of a monthly check. It claims no more than what is gone: each camera until its own
 * day, and expired footage that is held is named: `heldCount` recordings.
 */
export function checkRow(
  cameras: readonly OldestFootage[],
  { checkOn, officer, heldCount }: { checkOn: string; officer: string; heldCount: number },
): Row {
  const numbersUntil = new Map<string, number[]>()
  for (const camera of cameras) {
    const untilOn = goneUntilOn(camera, checkOn)
    numbersUntil.set(untilOn, [...(numbersUntil.get(untilOn) ?? []), camera.number])
  }
  const until = (on: string) => `∼${ledgerDay(on)}`
  const gone =
    numbersUntil.size === 1
      ? [...numbersUntil.keys()].map((on) => `전체 CCTV/동영상 ${until(on)}`)
      : [...numbersUntil].map(([on, numbers]) => `${camerasText(numbers)} CCTV/동영상 ${until(on)}`)
  const held = heldCount === 0 ? '' : `(보존 조치 ${heldCount}건 제외)`
  const cycles = [...new Set(cameras.map(({ retentionDays }) => retentionDays))].sort((a, b) => a - b)
  return {
    kind: 'destroy',
    at: ledgerDay(checkOn),
    file: `${gone.join(', ')}${held}`,
    officer,
    purpose: PURPOSE,
    recipient: '-',
    basis: BASIS,
    form: '기타(자동삭제)',
    period: `${cycles.join('·')}일 주기 자동 파기, 매월 1일 확인`,
    result: `확인 완료(${ledgerDay(checkOn)})`,
    safety: '-',
  }
}

/** What a destruction of expired footage has destroyed. */
export interface Destroyed {
  count: number
  cameras: readonly { number: number; retentionDays: number }[]
  /** First and last day of recording. */
  fromOn: string
  toOn: string
}

/** DESTROY_MANUAL, CRYPTO_ERASE (domain §13): one line for everything that was destroyed in one go. */
export function destroyedRow(
  { count, cameras, fromOn, toOn }: Destroyed,
  { at, on, officer, approver }: { at: string; on: string; officer: string; approver: string },
): Row {
  const days = fromOn === toOn ? ledgerDay(fromOn) : `${ledgerDay(fromOn)}∼${ledgerDay(toOn)}`
  const cycles = [...new Set(cameras.map(({ retentionDays }) => retentionDays))].sort((a, b) => a - b)
  return {
    kind: 'destroy',
    at,
    file: `${days} ${camerasText(cameras.map(({ number }) => number))} CCTV/동영상 ${count}건`,
    officer,
    purpose: PURPOSE,
    recipient: '-',
    basis: BASIS,
    form: '기타',
    period: `보관기간 ${cycles.join('·')}일`,
    result: `암호키 파기(복원 불가), 확인 완료(${ledgerDay(on)}), 승인 ${approver}`,
    safety: '-',
  }
}
