import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dutiesOf } from '#domain/duty.ts'
import { CameraId, presets } from '#domain/policy.ts'
import { FootageRequest } from '#domain/request.ts'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { dutiesBetween, dutyCounts } from '../../electron/vault/duties.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { createVault } from '../../electron/vault/opening.ts'
import { alikeRequests, findRequests, putRequest, type RequestQuery } from '../../electron/vault/requests.ts'
import { addInstitution, putCamera } from '../../electron/vault/station.ts'
import type { ReadableDb, Vault } from '../../electron/vault/vault.ts'

const REQUESTS = 20_000
/** So many are still open: what an institution has on its desk after years. */
const OPEN = 400
const TURNS = 21
const PAGE = 50
const FIRST_MS = Date.parse('2023-01-02T00:00:00.000Z')
const STEP_MS = 100 * 60_000

const SURNAMES = '김이박최정강조윤장임한오서신권황안송전홍'.split('')
const SYLLABLES = '가나다라마바사아자차카타하민서지현우진영수연준호은재경성'.split('')
const AGENCIES = ['경찰서', '지방법원', '감사실', '해양경찰서', '지방공소청']

/** What each place of a request's text is filled from, by its number: always the same, and different enough. */
const pick = <T>(from: readonly T[], seed: number): T => from[Math.abs(seed) % from.length] as T
const nameOf = (n: number) =>
  pick(SURNAMES, n * 7) + pick(SYLLABLES, n * 13 + 5) + pick(SYLLABLES, Math.floor(n / 31) * 11 + 2)
const plateOf = (n: number) =>
  `${10 + (n % 80)}${pick(SYLLABLES, n * 3)}${String((n * 7919) % 10_000).padStart(4, '0')}`

/**
 * Finding requests among 20,000 in a real vault, in milliseconds and as a ratio to a plain scan of the same table in the
 * same run: a search that reads everything costs about 1.
 */
export async function benchRequests(): Promise<Record<string, { value: number; unit: string }>> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-requests-'))
  const keys = deriveKeys(Buffer.alloc(32, 1))
  const vault = await createVault({
    path: join(dir, 'vault.db'),
    keys,
    now: () => new Date().toISOString(),
  })
  fill(vault)
  const scan = (db: ReadableDb) =>
    db.prepare("SELECT count(*) FROM requests WHERE instr(body, '그런 말 없음') > 0").pluck().get()
  const lastOn = dayOf(instantAt(FIRST_MS + (REQUESTS - 1) * STEP_MS))
  const find = (query: Partial<RequestQuery>) => (db: ReadableDb) =>
    findRequests(db, { text: '', ...query }, 0, PAGE)
  const both = ['officer', 'manager'] as const
  const questions: Record<string, (db: ReadableDb) => unknown> = {
    'by number': find({ text: '2024-0777' }),
    'by name': find({ text: nameOf(12_345) }),
    'by plate': find({ text: plateOf(12_346) }),
    'by agency': find({ text: '서울해양경찰서' }),
    'by a word that nobody has': find({ text: '그런 말 없음' }),
    'by camera': find({ cameraId: CameraId.parse('camera-7') }),
    'by period': find({ fromOn: '2025-03-01', toOn: '2025-03-31' }),
    'by state': find({ state: 'closed' }),
    'by kind, state, camera, period and name': find({
      text: '홍',
      kind: 'copy',
      state: 'closed',
      cameraId: CameraId.parse('camera-3'),
      fromOn: '2024-01-01',
      toOn: '2024-12-31',
    }),
    'open ones by due day': find({ state: 'open' }),
    'the last page of all': (db) => findRequests(db, { text: '' }, REQUESTS - PAGE, PAGE),
    'alike ones of a new request': (db) =>
      alikeRequests(
        db,
        {
          fromAt: instantAt(FIRST_MS + 9000 * STEP_MS),
          toAt: instantAt(FIRST_MS + 9001 * STEP_MS),
          cameraIds: [CameraId.parse('camera-3')],
        },
        ['view', 'copy'],
      ),
    inbox: (db) => dutiesBetween(db, { fromOn: '0000-01-01', toOn: addDays(lastOn, 31), roles: both }),
    'calendar of six weeks': (db) =>
      dutyCounts(db, { fromOn: addDays(lastOn, -14), toOn: addDays(lastOn, 28), roles: both }),
  }
  const figures: Record<string, { value: number; unit: string }> = {}
  for (const [name, ask] of Object.entries(questions)) {
    const [askedMs, scannedMs] = inTurns(vault, ask, scan)
    figures[name] = { value: askedMs, unit: 'ms' }
    figures[`${name}, to a plain scan`] = { value: askedMs / scannedMs, unit: '×' }
  }
  vault.close()
  rmSync(dir, { recursive: true })
  return figures
}

/** Medians of both, each turn one of the one and one of the other. */
function inTurns(
  vault: Vault,
  ask: (db: ReadableDb) => unknown,
  scan: (db: ReadableDb) => unknown,
): [askedMs: number, scannedMs: number] {
  const asked: number[] = []
  const scanned: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    asked.push(timed(vault, ask))
    scanned.push(timed(vault, scan))
  }
  return [median(asked), median(scanned)]
}

function timed(vault: Vault, ask: (db: ReadableDb) => unknown): number {
  const begun = performance.now()
  vault.read(ask)
  return performance.now() - begun
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function fill(vault: Vault): void {
  const { institution, cameras } = presets.library
  vault.record(
    () => [],
    (db) => {
      addInstitution(db, 'bench', institution)
      for (const camera of cameras)
        putCamera(db, { ...camera, id: CameraId.parse(`camera-${camera.number}`) })
      for (let index = 0; index < REQUESTS; index++) {
        const request = requestNo(index, cameras.length)
        putRequest(db, request, dutiesOf(request))
      }
    },
  )
}

/** A request as it is kept; the last ones are open, each tenth is an agency's. */
function requestNo(index: number, cameraCount: number): FootageRequest {
  const receivedAt = instantAt(FIRST_MS + index * STEP_MS)
  const by = { by: 'actor-1', at: receivedAt }
  const dueOn = addDays(dayOf(receivedAt), 10)
  const asked = {
    channel: 'visit',
    fromAt: instantAt(FIRST_MS + index * STEP_MS - 86_400_000),
    toAt: instantAt(FIRST_MS + index * STEP_MS - 84_600_000),
    cameraIds: [`camera-${1 + (index % cameraCount)}`, `camera-${1 + ((index * 5 + 2) % cameraCount)}`],
    purpose: `주차장에서 차량이 긁힌 것을 발견하여 접촉한 차량과 시각을 확인하려고 합니다. (${index})`,
    clues: '검은색 외투, 흰 모자, 오후에 주차',
  }
  const form =
    index % 10 === 0
      ? {
          kind: 'provide',
          agency: {
            name: `${pick(['서울', '부산', '광주', '제주'], index / 10)}${pick(AGENCIES, index / 10)}`,
            department: '형사과',
            title: '경위',
            officer: nameOf(index),
            phone: '02-123-4567',
          },
          letter: { number: `형사과-${index}`, on: dayOf(receivedAt) },
          statedBasis: '「형사소송법」 제199조제2항',
          caseNumber: `2026-${index}`,
          handling: 'copy',
          ...asked,
        }
      : {
          kind: pick(['view', 'copy', 'existence'], index),
          requester: {
            name: nameOf(index),
            phone: `010-${String(index % 10_000).padStart(4, '0')}-5678`,
            birthOn: '1990-01-05',
            address: '서울특별시 중구 세종대로 110',
          },
          relation: 'self',
          vehicleNumber: index % 2 === 0 ? plateOf(index) : '',
          ...asked,
        }
  const kept = {
    id: `request-${index}`,
    revision: 1,
    changedBy: 'actor-1',
    changedAt: receivedAt,
    number: `${receivedAt.slice(0, 4)}-${String(index).padStart(4, '0')}`,
    form,
    receivedAt,
    receivedBy: 'actor-1',
    fee: { state: 'none' },
    supplements: [],
    aftercare: {},
    dueOn,
    targetOn: dueOn,
    isYearKnown: true,
    postponed: [],
  }
  if (index >= REQUESTS - OPEN) return FootageRequest.parse({ ...kept, state: 'received' })
  const authority = { relationPaper: '', vehiclePaper: true, urgency: '' }
  return FootageRequest.parse({
    ...kept,
    state: 'closed',
    identity: { paper: 'resident-card', authority, ...by },
    decision: {
      proposal: { outcome: 'not-exists', why: 'retention-passed', reason: '보관기간이 지나 자동 파기됨' },
      proposedBy: 'actor-1',
      proposedAt: receivedAt,
      ...by,
    },
    notice: { how: 'handed', ...by },
    closing: by,
  })
}
