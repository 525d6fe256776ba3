import { WORK_OF } from '#domain/ledger/access.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import type { Row, RowKind } from '#domain/ledger/row.ts'
import { CameraId, presets } from '#domain/policy.ts'
import { instantAt } from '#domain/time.ts'
import { connectWriter } from '../../electron/vault/database.ts'
import { addActor, addInstitution, putCamera } from '../../electron/vault/station.ts'
import type { Vault } from '../../electron/vault/vault.ts'
import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * A ledger as a busy institution leaves it behind after years, for tests of how fast it is read. Its entries are put straight into
 * the tables, hashes and all without meaning: it can be read, not verified, and nothing can be entered any more.
 */

/** Acts of one transaction. */
const GROUP = 10_000
/** One act in so many writes a line, one in so many says later how it went on, and so many acts belong to one request. */
const ACTS_A_LINE = 20
const ACTS_A_REQUEST = 50
/** One request in so many is of an agency. */
const REQUESTS_A_PROVISION = 10
const CAMERAS = 17
const PEOPLE = 6
/** So that a million acts are five years. */
const STEP_MS = 158_000
const FIRST_MS = Date.parse('2021-11-22T00:00:00.000Z')

const KINDS: readonly ActKind[] = [
  'viewing.watched',
  'viewing.opened',
  'viewing.closed',
  'masking.changed',
  'masking.changed',
  'request.received',
  'request.located',
  'request.proposed',
  'request.decided',
  'request.notified',
  'document.printed',
  'export.finished',
  'recording.taken-in',
  'actor.signed-in',
  'actor.locked',
  'attempt.refused',
  'ledger.verified',
]
const ROW_KINDS: readonly RowKind[] = ['view', 'view', 'view', 'provide', 'use', 'destroy']

/** The days on which a ledger of so many acts begins and ends. */
export function spanOf(acts: number): { firstAt: string; lastAt: string } {
  return { firstAt: instantAt(FIRST_MS), lastAt: instantAt(FIRST_MS + (acts - 1) * STEP_MS) }
}

const pick = <T>(from: readonly T[], seed: number): T => from[seed % from.length] as T

/** Furnishes a vault that has just been made and fills it with so many acts, and the requests that they belong to. */
export function fillLedger(vault: Vault, path: string, key: Buffer, acts: number): void {
  vault.record({ kind: 'station.set-up', actor: 'actor-0', subject: 'station', details: {} }, (db) => {
    addInstitution(db, '0123456789abcdef', presets.library.institution)
    for (let n = 0; n < CAMERAS; n++)
      putCamera(db, { ...CAMERA, id: CameraId.parse(`camera-${n}`), number: n + 1 })
    for (let n = 0; n < PEOPLE; n++) {
      const [name, role] = n % 2 === 0 ? (['김담당', 'officer'] as const) : (['이책임', 'manager'] as const)
      const person = { loginName: `${name}${n}`, name, department: '총무과', title: '주무관', role }
      addActor(db, { id: `actor-${n}` as never, ...person })
    }
  })
  const writer = connectWriter(path, key)
  writer.pragma('synchronous = OFF')
  const putEntry = writer.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)')
  const putDetails = writer.prepare('INSERT INTO ledger_details VALUES (?, ?, ?)')
  const putAccess = writer.prepare('INSERT INTO ledger_access VALUES (?, ?, ?, ?, ?)')
  const putCount = writer.prepare(
    `INSERT INTO access_counts VALUES (?, ?, ?, 1)
     ON CONFLICT (on_day, work, actor) DO UPDATE SET count = count + 1`,
  )
  const putRow = writer.prepare(
    'INSERT INTO ledger_rows (seq, on_day, kind, request_id, actor, origin) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const putAmendment = writer.prepare('INSERT INTO ledger_amendments VALUES (?, ?)')
  const putSeen = writer.prepare('INSERT INTO ledger_cameras VALUES (?, ?)')
  const putAsked = requestPutter(writer)
  for (let first = vault.ledgerSize; first < acts; first += GROUP)
    writer.transaction(() => {
      for (let seq = first; seq < Math.min(acts, first + GROUP); seq++) {
        const at = instantAt(FIRST_MS + seq * STEP_MS)
        // Korea has had one offset since 1988.
        const on = instantAt(FIRST_MS + seq * STEP_MS + 9 * 3_600_000).slice(0, 10)
        const { kind, actor, subject, row, amends, details, requestId, cameraId } = actOf(seq)
        const work = WORK_OF[kind]
        const said = JSON.stringify({ ...details, ...(row && { row }), ...(amends && { amends }) })
        putEntry.run(seq, at, kind, actor, subject, NO_COMMITMENT, NO_HASH)
        putDetails.run(seq, NO_SALT, said)
        putAccess.run(seq, actor, work, '본관 1층 서버실', requestId)
        putCount.run(on, work, actor)
        putSeen.run(seq, cameraId)
        if (row !== undefined) putRow.run(seq, on, row.kind, requestId, actor, kind)
        if (amends !== undefined) putAmendment.run(seq, amends.seq)
        if (seq % ACTS_A_REQUEST === 0) putAsked(seq / ACTS_A_REQUEST, at)
      }
    })()
  writer.close()
}

const NO_COMMITMENT = '0'.repeat(64)
const NO_SALT = '0'.repeat(32)
const NO_HASH = Buffer.alloc(32)
const CAMERA = {
  place: '현관',
  group: '',
  range: '',
  isPublic: true,
  retentionDays: 30,
  clockAheadSeconds: 0,
}

const nameOf = (n: number) =>
  pick('김이박최정강조윤장임'.split(''), n * 7) +
  pick('서연준호은재경성'.split(''), n * 3) +
  pick('민지우진영수'.split(''), n)

/** An act of such a ledger, with what it is found by. */
function actOf(seq: number) {
  const n = Math.floor(seq / ACTS_A_REQUEST)
  const place = seq % ACTS_A_LINE
  const rowKind = pick(ROW_KINDS, Math.floor(seq / ACTS_A_LINE))
  const row = place === 7 ? rowOf(seq, rowKind) : undefined
  const kind: ActKind = row?.kind === 'destroy' ? 'destruction.finished' : pick(KINDS, seq * 5 + n)
  return {
    kind,
    actor: seq % 11 === 0 ? 'station' : `actor-${seq % PEOPLE}`,
    subject: `request:request-${n}`,
    details: { number: numberOf(n), purpose: '주차 차량 접촉사고 확인', n: seq },
    requestId: `request-${n}`,
    cameraId: `camera-${n % CAMERAS}`,
    row,
    amends: place === 9 && seq % 3 === 0 ? { seq: seq - 2, result: `통보받음(${seq})` } : undefined,
  }
}

function rowOf(seq: number, kind: RowKind): Row {
  return {
    kind,
    at: "'26.11.22 14:05",
    file: `'26.11.22 ${(seq % CAMERAS) + 1}번 CCTV/동영상, 261122-0003-03.mp4`,
    officer: '총무과/주무관/김담당',
    purpose: '주차 차량 접촉사고 확인',
    recipient: `${nameOf(seq)} 010-1234-5678`,
    basis: `「개인정보 보호법」 제35조, 청구서 ${numberOf(Math.floor(seq / ACTS_A_REQUEST))}`,
    form: '자료열람',
    period: "열람 '26.11.22 14:20",
    result: "타인영상 제거 후 열람('26.11.22)",
    safety: '-',
  }
}

const numberOf = (n: number) => `${2021 + Math.floor(n / 4_000)}-${String((n % 4_000) + 1).padStart(4, '0')}`

/** Puts requests as far as the ledger's views ask them. */
function requestPutter(db: SqliteDatabase): (n: number, at: string) => void {
  const put = db.prepare(
    "INSERT INTO requests VALUES (@id, @number, @kind, 'closed', @at, NULL, @at, @at, @body)",
  )
  const putText = db.prepare(
    "INSERT INTO request_texts VALUES (@at, @number, @id, @kind, 'closed', NULL, @text)",
  )
  const putSeen = db.prepare('INSERT INTO request_cameras VALUES (?, ?)')
  return (n, at) => {
    const isProvision = n % REQUESTS_A_PROVISION === 0
    const kind = isProvision ? (n % 3 === 0 ? 'use' : 'provide') : 'view'
    const cameraId = `camera-${n % CAMERAS}`
    const agency = { name: `서울${n % 40}경찰서`, title: '경위', officer: nameOf(n), phone: '02-123-4567' }
    const asked = { kind, purpose: '주차 차량 접촉사고 확인', cameraIds: [cameraId], fromAt: at, toAt: at }
    const shared = { id: `request-${n}`, number: numberOf(n), kind, at }
    const body = {
      ...shared,
      form: { ...asked, requester: { name: nameOf(n) }, agency },
      state: 'closed',
      ...(isProvision ? { fulfilment: { by: `actor-${n % PEOPLE}`, at } } : {}),
      history: '지나간 결정과 통지의 내용 '.repeat(40),
    }
    put.run({ ...shared, body: JSON.stringify(body) })
    putText.run({ ...shared, text: `${shared.number}\n${nameOf(n)}\n${agency.name}` })
    putSeen.run(cameraId, shared.id)
  }
}
