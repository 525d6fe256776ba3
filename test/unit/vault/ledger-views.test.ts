import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TestStation, temporaryDir } from '../../support/station.ts'

/** A vault of before had entries and lines, and nothing that its views could be found by. */
const BEFORE = join(import.meta.dirname, 'before-decisions')

test('what was done before is in the views: counted, by person and by request', async () => {
  const home = join(temporaryDir('station'), 'home')
  cpSync(BEFORE, home, { recursive: true })
  const station = await new TestStation(home, '2026-11-24T09:00:00').as('김담당')
  const before = { fromOn: '2026-11-01', toOn: '2026-11-23', text: '' }
  await station.ask('station', 'signIn', { loginName: '이책임', password: 'Manager-Pass-1' })
  const acts = await station.ask('ledger', 'acts', { ...before, offset: 0, limit: 200 })
  expect(acts.total).toBe(acts.lines.length)
  expect(Object.values(acts.totals).reduce((sum, count) => sum + count, 0)).toBe(acts.lines.at(0)!.seq + 1)
  expect(acts.lines.at(-1)).toMatchObject({ kind: 'station.set-up', place: '서버실' })
  const viewed = acts.lines.find(({ kind }) => kind === 'viewing.opened')
  expect(viewed).toMatchObject({ work: 'play', requestNumber: '2026-0004', loginName: '김담당' })
  const { lines, totals } = await station.ask('ledger', 'lines', { ...before, offset: 0, limit: 10 })
  expect([lines.length, totals.view]).toEqual([2, 2])
  const { acts: history, request } = await station.ask('ledger', 'row', { no: 1 })
  expect([history.length, request?.number]).toEqual([1, '2026-0004'])
  const { institution } = await station.ask('institution', 'show')
  expect(institution).toMatchObject({ ledgerColumns: 'twelve', stationPlace: '서버실' })
})
