import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ActKind } from '../../electron/domain/ledger/entry.ts'
import type { Row } from '../../electron/domain/ledger/row.ts'
import { CameraId, presets } from '../../electron/domain/policy.ts'
import { keptCheckpoints } from '../../electron/vault/checkpoints.ts'
import type { Recorded } from '../../electron/vault/entries.ts'
import { bareEntries } from '../../electron/vault/entry-slices.ts'
import { erasing } from '../../electron/vault/erasures.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { eraseDetails } from '../../electron/vault/ledger.ts'
import { createVault, openVault } from '../../electron/vault/opening.ts'
import { addInstitution, putCamera } from '../../electron/vault/station.ts'
import type { Vault } from '../../electron/vault/vault.ts'

/** A vault with a bit of everything in its ledger, to be tampered with. */

export const SEED = deriveKeys(Buffer.alloc(32, 7))

/** What has left on paper, at which sizes. */
export interface Papers {
  /** Of the middle of the ledger. */
  early: string
  /** Of nearly all of it. */
  late: string
}

export interface Victim {
  path: string
  papers: Papers
}

const DAY_MS = 86_400_000
let nowMs = Date.parse('2026-11-02T00:00:00.000Z')
export const now = (): string => new Date(nowMs).toISOString()

const KINDS: readonly ActKind[] = [
  'viewing.watched',
  'request.received',
  'masking.changed',
  'document.printed',
]

/** Makes one of `size` entries (at least 60) in `dir`, closed as at a day's end. */
export async function makeVictim(dir: string, size: number): Promise<Victim> {
  mkdirSync(dir, { recursive: true })
  nowMs = Date.parse('2026-11-02T00:00:00.000Z')
  const path = join(dir, 'vault.db')
  const vault = await createVault({ path, keys: SEED, now })
  vault.record({ kind: 'station.set-up', actor: 'actor-0', subject: 'station', details: {} }, (db) => {
    addInstitution(db, '0123456789abcdef', presets.library.institution)
    for (let n = 0; n < 3; n++)
      putCamera(db, {
        id: CameraId.parse(`camera-${n}`),
        number: n + 1,
        place: '현관',
        group: '',
        isPublic: true,
        retentionDays: 30,
        range: '',
        clockAheadSeconds: 0,
      })
  })
  enterUpTo(vault, Math.floor(size / 2))
  const early = vault.checkpoint('print').note
  const details = vault.read((db) => erasing(db, 'request-1'))
  vault.record(
    { kind: 'request.details-erased', actor: 'actor-0', subject: 'request:request-1', details },
    (db) => eraseDetails(db, 'request-1'),
    { forgets: true },
  )
  await vault.scrub()
  enterUpTo(vault, size - 12)
  const late = vault.checkpoint('receipt').note
  enterUpTo(vault, size)
  vault.checkpoint('shutdown')
  vault.close()
  return { path, papers: { early, late } }
}

export function enterUpTo(vault: Vault, size: number): void {
  while (vault.ledgerSize < size) {
    nowMs += DAY_MS / 40
    vault.record(actAt(vault.ledgerSize), () => undefined)
  }
}

function actAt(seq: number): Recorded {
  const requestId = `request-${Math.floor(seq / 12)}`
  const act = {
    kind: KINDS[seq % KINDS.length] as ActKind,
    actor: `actor-${seq % 3}`,
    subject: `request:${requestId}`,
    details: { 이름: '홍길동', seq },
    requestId,
    cameraIds: seq % 4 === 0 ? [`camera-${seq % 3}`, 'camera-0'] : [],
  }
  const place = seq % 12
  if (place === 3) return { ...act, row: lineOf('view') }
  if (place === 5) return { ...act, row: lineOf('provide') }
  if (place === 6) return { ...act, amends: { seq: seq - 1, result: '통보받음' } }
  if (place === 9 && seq > 24)
    return {
      ...act,
      kind: 'ledger.corrected',
      row: lineOf('view'),
      corrects: { no: lineNo(seq), seq: seq - 6 },
    }
  return act
}

/** The number of the first line of the twelve acts before. */
const lineNo = (seq: number): number => {
  const round = Math.floor(seq / 12)
  return round < 3 ? 2 * round + 1 : 2 * round + 1 + (round - 2)
}

function lineOf(kind: Row['kind']): Row {
  return {
    kind,
    at: "'26.11.22 14:05",
    file: '현관_20261122140500.mp4 / 동영상',
    officer: '총무과/주무관/김담당',
    purpose: '주차 차량 접촉사고 확인',
    recipient: '홍길동',
    basis: '「개인정보 보호법」 제35조',
    form: '열람',
    period: "'26.11.22 ~ '26.11.30",
    result: '',
    safety: '-',
  }
}

/** Opens it as the station does; throws its refusal. */
export async function opened(path: string): Promise<Vault> {
  const { vault } = await openVault({ path, keys: SEED, now })
  return vault
}

/** Its ledger as it leaves in a file: entries, and the signed notes that were kept. */
export async function leaving(path: string) {
  const vault = await opened(path)
  try {
    const { origin, signer, ledgerSize: size } = vault
    const notes = vault.read((db) => keptCheckpoints(db)).map(({ note }) => note)
    const { note } = vault.checkpoint()
    const checkpoints = notes.at(-1) === note ? notes : [...notes, note]
    const entries = vault.read((db) => bareEntries(db, 0, size))
    const head = { of: 'entries' as const, origin, publicKey: signer.publicKey, size, checkpoints }
    return { head, entries }
  } finally {
    vault.close()
  }
}
