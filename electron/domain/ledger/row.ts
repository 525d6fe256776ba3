import { z } from 'zod'

/** 구분: exactly one (안내서's filling guide, column 2). */
export const RowKind = z.enum(['use', 'provide', 'view', 'destroy'])
export type RowKind = z.infer<typeof RowKind>

/**
 * A line of the 개인영상정보 관리대장 (지침 별지 제3호서식 in the 안내서's 12 columns; domain §9.2), as text, the way it
 * will print for ever. Column 1, the running number, comes from its place.
 */
export const Row = z.strictObject({
  kind: RowKind,
  /** 3 일시: when the request was received, or for 파기 when it was destroyed. */
  at: z.string(),
  /** 4 파일명/형태 */
  file: z.string(),
  /** 5 담당자 */
  officer: z.string(),
  /** 6 목적/사유 */
  purpose: z.string(),
  /** 7 이용·제공받는 제3자/열람등 요구자 */
  recipient: z.string(),
  /** 8 이용·제공 근거 */
  basis: z.string(),
  /** 9 이용·제공 형태 */
  form: z.string(),
  /** 10 기간 및 파기예정일자 */
  period: z.string(),
  /** 11 결과 및 처리일자 */
  result: z.string(),
  /** 12 안전관리 요청 내용 및 결과 */
  safety: z.string(),
})
export type Row = z.infer<typeof Row>

/** Columns 3 to 12, in their order. */
export const ROW_COLUMNS = Object.keys(Row.omit({ kind: true }).shape) as readonly (keyof Omit<Row, 'kind'>)[]

/** `'26.11.23 09:30`: how the ledger writes a moment. `local` is a wall clock, `2026-11-23T09:30:00`. */
export function ledgerTime(local: string): string {
  return `${ledgerDay(local)} ${local.slice(11, 16)}`
}

/** `'26.11.23` */
export function ledgerDay(local: string): string {
  return `'${local.slice(2, 10).replaceAll('-', '.')}`
}
