import { z } from 'zod'
import { Sector } from './law/law.ts'
import { Refusal } from './refusal.ts'

export const CameraId = z.string().min(1).max(40).brand<'CameraId'>()
export type CameraId = z.infer<typeof CameraId>

/** 고정형 영상정보처리기기. */
export const Camera = z.strictObject({
  id: CameraId,
  number: z.int().min(1).max(9999),
  /** 설치장소 */
  place: z.string().min(1).max(100),
  group: z.string().max(60),
  /** 촬영 범위, as the sign says it. */
  range: z.string().max(200),
  /** 공개장소 여부: 법 58②'s exceptions hold for public places only. */
  isPublic: z.boolean(),
  retentionDays: z.int().min(1).max(3650),
  /** Displayed time minus true time: 15 = the camera's clock runs 15 s fast. */
  clockAheadSeconds: z.int().min(-86_400).max(86_400),
})
export type Camera = z.infer<typeof Camera>

/** What the institution has published about its cameras, as far as the station needs it. */
export const Institution = z.strictObject({
  name: z.string().min(1).max(100),
  kind: z.enum(['state', 'local', 'school', 'public-body', 'private']),
  /** Where another law has rules of its own for the footage (domain §14). */
  sector: Sector,
  /** 발신 명의, `○○도서관장`; the name stands in where it is empty. */
  headTitle: z.string().max(60),
  address: z.string().max(200),
  homepage: z.string().max(200),
  /** 설치 목적 and 촬영 시간, as the sign says them (법 25④). */
  installedFor: z.string().max(200),
  filmingHours: z.string().max(100),
  /** 수탁자의 명칭·연락처 where the running is outsourced; empty where it is not. */
  vendor: z.string().max(200),
  /** 열람 장소 */
  viewingPlace: z.string().max(100),
  telephone: z.string().max(40),
  /** 법 35조 deadlines: 행정기본법 6 (CIVIL) or 민원처리법 19② (MINWON); which one governs is not settled. */
  deadlineMode: z.enum(['CIVIL', 'MINWON']),
  /** Whether a 보완요구 stops the clock; no text says so (domain §3). */
  pausesOnSupplement: z.boolean(),
  /** 이의신청 창구: department, telephone, period; printed with the ways that the law gives everybody. */
  objectionDesk: z.string().max(500),
  /** Whether somebody else approves what an officer proposes; a small institution may have but one person for both. */
  approvalBy: z.enum(['two-people', 'one-person']),
  /** Years for which requests are kept before the requester's details may be erased (general institutions: unsettled). */
  keepYears: z.int().min(1).max(50),
  /** Statutory forms whose drawing was compared with the official one: only these print their number. */
  confirmedForms: z.array(z.string().max(60)).max(40),
  /** Titles in the 결재란 of the printed ledger, in order; empty prints none. */
  approvalLine: z.array(z.string().max(20)).max(6),
  idleLockMinutes: z.int().min(1).max(60),
  /** Whether a second person signs the masks of a copy before it may leave (MK-8). */
  maskCheck: z.enum(['one-person', 'two-people']),
  /** The official form's ten columns, or the twelve of the 안내서's worked example (domain §9.2). */
  ledgerColumns: z.enum(['ten', 'twelve']),
  /** 접속지 정보: the room of this PC and its name, as the access record says it. */
  stationPlace: z.string().max(100),
})
export type Institution = z.infer<typeof Institution>

/** 영유아보육법 시행규칙 9의3, 노인장기요양보험법 33의2: 60 days; 의료법 38의2: 30 (domain §14). */
const LEAST_RETENTION_DAYS: Record<Sector, number> = {
  general: 1,
  childcare: 60,
  'care-home': 60,
  'operating-room': 30,
}

/** How long footage is kept at least in a sector. */
export function leastRetentionDays(sector: Sector): number {
  return LEAST_RETENTION_DAYS[sector]
}

/** Refuses with `retention-too-short` what the sector's law does not allow. */
export function checkRetention(camera: Pick<Camera, 'retentionDays'>, sector: Sector): void {
  const minimumDays = leastRetentionDays(sector)
  if (camera.retentionDays < minimumDays) throw new Refusal('retention-too-short', { minimumDays })
}

export const PresetName = z.enum(['regional-office', 'library', 'empty'])
export type PresetName = z.infer<typeof PresetName>

interface Preset {
  institution: Institution
  cameras: readonly Omit<Camera, 'id'>[]
}

const defaults = {
  sector: 'general',
  headTitle: '',
  address: '',
  homepage: '',
  installedFor: '',
  filmingHours: '',
  vendor: '',
  deadlineMode: 'CIVIL',
  pausesOnSupplement: false,
  objectionDesk: '',
  approvalBy: 'two-people',
  keepYears: 3,
  approvalLine: ['담당', '관리책임자'],
  idleLockMinutes: 10,
  maskCheck: 'two-people',
  ledgerColumns: 'twelve',
  telephone: '',
} as const

/** A published 방침 gives places and counts; each becomes that many numbered cameras. */
function places(retentionDays: number, counts: readonly (readonly [string, number])[]): Omit<Camera, 'id'>[] {
  let number = 0
  return counts.flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => ({
      number: ++number,
      place: count === 1 ? group : `${group} ${index + 1}`,
      group,
      range: '',
      isPublic: true,
      retentionDays,
      clockAheadSeconds: 0,
    })),
  )
}

/** The published policies the station was first asked for, without people's names; all of it can be changed. */
export const presets: Record<PresetName, Preset> = {
  'regional-office': {
    institution: {
      ...defaults,
      approvalLine: [...defaults.approvalLine],
      confirmedForms: [],
      name: '지방중소벤처기업청',
      kind: 'state',
      viewingPlace: '청사',
      stationPlace: '청사',
    },
    cameras: places(90, [['청사', 12]]),
  },
  library: {
    institution: {
      ...defaults,
      approvalLine: [...defaults.approvalLine],
      confirmedForms: [],
      name: '공공도서관',
      kind: 'local',
      viewingPlace: '서버실',
      stationPlace: '서버실',
    },
    cameras: places(30, [
      ['3층 자료실 및 옥탑 계단', 4],
      ['2층 어린이실 및 로비', 4],
      ['1층 무한상상실 및 로비', 2],
      ['엘리베이터', 1],
      ['실내·외 주차장 및 옥외', 6],
    ]),
  },
  empty: {
    institution: {
      ...defaults,
      approvalLine: [...defaults.approvalLine],
      confirmedForms: [],
      name: '',
      kind: 'public-body',
      viewingPlace: '',
      stationPlace: '',
    },
    cameras: [],
  },
}
