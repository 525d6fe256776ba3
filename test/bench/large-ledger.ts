import { type ActKind, type Details } from '../../electron/domain/ledger/entry.ts'
import type { Row } from '../../electron/domain/ledger/row.ts'
import { CameraId, presets } from '../../electron/domain/policy.ts'
import type { Recorded } from '../../electron/vault/entries.ts'
import { breathe } from '../../electron/vault/slices.ts'
import { addInstitution, putCamera } from '../../electron/vault/station.ts'
import type { Vault } from '../../electron/vault/vault.ts'

/** A ledger as years of work leave it behind: hundreds of acts a day, 2,000 lines a year. */

/** Acts a day, so that a million entries are five years. */
const ACTS_A_DAY = 548
/** One act in so many writes a line of the 관리대장, and one says later how it went on. */
const ACTS_A_LINE = 100
const CAMERAS = 16
const PEOPLE = 5
const GROUP = 500
const DAY_MS = 86_400_000

const KINDS: readonly ActKind[] = [
  'viewing.watched',
  'viewing.watched',
  'viewing.opened',
  'viewing.closed',
  'masking.changed',
  'request.received',
  'form.read',
  'document.printed',
  'actor.signed-in',
  'actor.locked',
]

/** The clock that such a ledger is written by; it stands where the next act happens. */
export class LedgerClock {
  #atMs: number

  constructor(firstAt = '2021-11-22T00:00:00.000Z') {
    this.#atMs = Date.parse(firstAt)
  }

  pass(acts: number): void {
    this.#atMs += (acts * DAY_MS) / ACTS_A_DAY
  }

  now = (): string => new Date(this.#atMs).toISOString()
}

/** Sets up the institution and its cameras in a vault that has just been made. */
export function furnish(vault: Vault): void {
  vault.record({ kind: 'station.set-up', actor: 'actor-0', subject: 'station', details: {} }, (db) => {
    addInstitution(db, '0123456789abcdef', presets.library.institution)
    for (let n = 0; n < CAMERAS; n++)
      putCamera(db, {
        id: CameraId.parse(`camera-${n}`),
        number: n + 1,
        place: `현관 ${n + 1}`,
        group: '',
        isPublic: true,
        retentionDays: 30,
        range: '',
        clockAheadSeconds: 0,
      })
  })
}

/** Enters acts in groups until the ledger has so many entries; `report` hears how many after each group. */
export async function fill(
  vault: Vault,
  clock: LedgerClock,
  size: number,
  report: (done: number) => void = () => undefined,
): Promise<void> {
  while (vault.ledgerSize < size) {
    const first = vault.ledgerSize
    const acts = Array.from({ length: Math.min(GROUP, size - first) }, (_, index) => actAt(first + index))
    clock.pass(acts.length)
    vault.record(
      () => acts,
      () => undefined,
    )
    report(vault.ledgerSize)
    await breathe()
  }
}

/** The act that stands at a place of such a ledger. */
export function actAt(seq: number): Recorded {
  const kind = KINDS[(seq * 7) % KINDS.length] as ActKind
  const request = `request-${Math.floor(seq / 50)}`
  const details: Details = { request, purpose: '주차 차량 접촉사고 확인', intervals: [[0, seq]] }
  const act = { kind, actor: `actor-${seq % PEOPLE}`, subject: `viewing:viewing-${seq}`, details }
  const cameraIds = kind === 'viewing.watched' ? [`camera-${seq % CAMERAS}`] : []
  const place = seq % ACTS_A_LINE
  if (place === 1) return { ...act, cameraIds, requestId: request, row: lineOf(seq) }
  if (place === 2)
    return { ...act, cameraIds, requestId: request, amends: { seq: seq - 1, result: '열람 완료' } }
  return { ...act, cameraIds, requestId: request }
}

function lineOf(seq: number): Row {
  return {
    kind: seq % 3 === 0 ? 'provide' : 'view',
    at: "'26.11.22 14:05",
    file: `현관_2026112214050${seq % 10}.mp4 / 동영상`,
    officer: '김담당 (총무과)',
    purpose: '주차 차량 접촉사고 확인',
    recipient: '홍길동',
    basis: '「개인정보 보호법」 제35조',
    form: '열람',
    period: "'26.11.22 ~ '26.11.30",
    result: '',
    safety: '-',
  }
}
