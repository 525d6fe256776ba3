import { join } from 'node:path'
import type { Row, RowKind } from '#domain/ledger/row.ts'
import { keptCheckpoints } from '../../electron/vault/checkpoints.ts'
import { setUpStation, type TestStation, temporaryDir } from './station.ts'

/** A month of the ledger, to print and to export. */

export const NOVEMBER = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }

/** A line of the 관리대장, changed where the test says so. */
export const line = (kind: RowKind, changes: Partial<Row> = {}): Row => ({
  kind,
  at: "'26.11.23 09:30",
  file: "'26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4",
  officer: '총무과/주무관/김담당',
  purpose: '주차 차량 접촉사고 확인',
  recipient: '홍길동 010-1234-5678',
  basis: '「개인정보 보호법」 제35조, 청구서 2026-0001',
  form: '자료열람',
  period: "열람 '26.11.25 14:00",
  result: "타인영상 제거 후 열람('26.11.25)",
  safety: '-',
  ...changes,
})

/** 이책임 at the desk of a library whose ledger has, in November, 이용 1, 제공 1, 열람 3, 파기 2. */
export async function november(): Promise<TestStation> {
  const station = await (await setUpStation()).as('이책임')
  const kinds: readonly RowKind[] = ['view', 'provide', 'view', 'use', 'destroy', 'view', 'destroy']
  for (const kind of kinds)
    station.office.vault.enter(
      station.office.act({
        kind: kind === 'destroy' ? 'destruction.finished' : 'request.fulfilled',
        subject: 'request:1',
        details: {},
        row: line(kind),
      }),
    )
  station.chosen.file = join(temporaryDir('paper'), 'paper.pdf')
  return station
}

/** Checkpoints that were kept, the smallest ledger first. */
export const kept = (station: TestStation) => station.office.vault.read((db) => keptCheckpoints(db))
