import type { ActorId } from '#domain/actor.ts'
import type { Proposal } from '#domain/decision.ts'
import type { DocumentName } from '#domain/document.ts'
import { lawDayOf } from '#domain/document.ts'
import { type LawChange, lawOn } from '#domain/law/law.ts'
import { type Camera, CameraId, type Institution, presets } from '#domain/policy.ts'
import { FootageRequest } from '#domain/request.ts'
import { fromWallClock } from '#domain/time.ts'
import { type DocumentFacts, documentPaper } from '../../electron/export/documents/document.ts'

/** Requests and facts to print, as the domain makes them, without a vault. */

export const institution: Institution = {
  ...presets.library.institution,
  name: '○○도서관',
  headTitle: '○○도서관장',
  address: '서울특별시 중구 세종대로 110',
  telephone: '02-123-4567',
}

export const cameras: Camera[] = [1, 2, 3].map((number) => ({
  id: CameraId.parse(`camera-${number}`),
  number,
  place: `주차장 ${number}`,
  group: '주차장',
  isPublic: true,
  retentionDays: 30,
  range: '',
  clockAheadSeconds: 0,
}))

const officer = 'officer' as ActorId
const manager = 'manager' as ActorId
const RECEIVED = '2026-11-23T09:30:00'
const by = (actor: ActorId, local: string) => ({ by: actor, at: fromWallClock(local) })

export const person = {
  name: '홍길동',
  phone: '010-1234-5678',
  birthOn: '1990-01-05',
  address: '서울특별시 중구 세종대로 110 (우 04524)',
}

const asked = {
  channel: 'visit',
  fromAt: fromWallClock('2026-11-20T18:30:00'),
  toAt: fromWallClock('2026-11-20T19:00:00'),
  cameraIds: [cameras[2]!.id],
  purpose: '주차 차량 접촉사고 확인',
  clues: '검은색 외투',
}

/** A subject's own request, changed where the test says so. */
export function subjectForm(changes: object = {}) {
  return {
    kind: 'view',
    requester: person,
    relation: 'self',
    vehicleNumber: '12가3456',
    ...asked,
    ...changes,
  }
}

/** A police station's, by letter, for two cameras. */
export function agencyForm(changes: object = {}) {
  return {
    kind: 'provide',
    agency: {
      name: '○○경찰서',
      department: '형사과',
      title: '경위',
      officer: '박길동',
      phone: '02-123-4567',
    },
    letter: { number: '형사과-1234', on: '2026-11-24' },
    statedBasis: '「형사소송법」 제199조제2항',
    caseNumber: '',
    handling: 'copy',
    ...asked,
    channel: 'agency-letter',
    cameraIds: [cameras[0]!.id, cameras[1]!.id],
    purpose: '절도 수사',
    ...changes,
  }
}

const facts = (form: object) => ({
  id: 'request-1',
  revision: 1,
  changedBy: officer,
  changedAt: fromWallClock(RECEIVED),
  number: '2026-0001',
  form,
  receivedAt: fromWallClock(RECEIVED),
  receivedBy: officer,
  fee: { state: 'none' },
  supplements: [],
  aftercare: {},
})
const due = { dueOn: '2026-12-03', targetOn: '2026-12-03', isYearKnown: true }
const authority = { relationPaper: '', vehiclePaper: true, urgency: '' }
const identity = { paper: 'resident-card', authority, ...by(officer, '2026-11-23T09:40:00') }

/** As it was received. */
export function received(form: object, changes: object = {}): FootageRequest {
  return FootageRequest.parse({ ...facts(form), ...due, state: 'received', postponed: [], ...changes })
}

/** As it stands once a manager has decided; in another state where `changes` names one. */
export function decided(form: object, proposal: object, changes: object = {}): FootageRequest {
  const decision = {
    proposal,
    proposedBy: officer,
    proposedAt: fromWallClock('2026-11-24T10:00:00'),
    ...by(manager, '2026-11-24T11:00:00'),
  }
  return FootageRequest.parse({
    ...facts(form),
    ...due,
    identity,
    state: 'decided',
    decision,
    postponed: [],
    ...changes,
  })
}

export const fulfilment = by(officer, '2026-11-25T14:00:00')
export const at = (local: string) => fromWallClock(local)

export const granted = {
  others: 'masked',
  finding: '',
  costs: { maskingWon: 30_000, mediaWon: 0, postageWon: 0, ownFault: '' },
  appointment: { at: fromWallClock('2026-11-25T14:00:00'), place: '서버실', method: 'visit', medium: '' },
}
export const police = {
  ...granted,
  costs: { maskingWon: 0, mediaWon: 0, postageWon: 0, ownFault: '' },
  appointment: { ...granted.appointment, medium: 'USB' },
  basis: {
    code: 'B7',
    citation: '',
    evidence: '',
    scope: '20시부터 22시까지 두 대',
    balance: '부당하게 침해할 우려가 없음',
    untilOn: '2027-02-24',
    destroyByOn: '2027-02-24',
  },
}
export const grant: Proposal = { outcome: 'grant', ...granted } as Proposal
export const refusal = { outcome: 'refuse', ground: 'RF-2', reason: '진행 중인 분쟁의 증인이 특정됩니다.' }

/** Facts to print a request from, on the day given, under the law of the day that the document goes by. */
export function factsFor(
  name: DocumentName,
  request: FootageRequest | undefined,
  changes: Partial<DocumentFacts> & { lawChanges?: LawChange[] } = {},
): DocumentFacts {
  const { lawChanges = [], ...more } = changes
  const todayOn = more.todayOn ?? '2026-11-24'
  return {
    institution,
    law: lawOn(lawDayOf(name, request, todayOn), lawChanges),
    todayOn,
    cameras:
      request === undefined ? cameras : cameras.filter(({ id }) => request.form.cameraIds.includes(id)),
    request,
    officer: '총무과/주무관/김담당',
    names: new Map([
      ['officer', '총무과/주무관/김담당'],
      ['manager', '총무과/총무과장/이책임'],
    ]),
    camera: undefined,
    oldestAt: new Map([[cameras[0]!.id, fromWallClock('2026-10-28T00:00:00')]]),
    fromOn: '2026-11-01',
    toOn: '2026-11-30',
    provisions: [],
    reason: '월례 결재',
    against: undefined,
    ...more,
  }
}

/** The sheet's text as a reader sees it: without markup, one space between words. */
export function textOf(
  name: DocumentName,
  request: FootageRequest | undefined,
  changes: Partial<DocumentFacts> & { lawChanges?: LawChange[] } = {},
): string {
  const { html } = documentPaper(name, factsFor(name, request, changes))
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
}
