import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LedgerLine, RowColumns } from '#contract/ledger.ts'
import { Refusal } from '#domain/refusal.ts'
import { openDatabase } from '../../../native/sqlite/sqlite.ts'
import { asked, giving, granted, packaged, station24, until } from '../../support/agencies.ts'
import { clockTo, ledgerLines, stationWithFootage, take } from '../../support/casework.ts'
import { type TestStation, temporaryDir } from '../../support/station.ts'

/** AC-27: a wrong line stays, a new one puts it right, both print, and nobody edits either. */

/** A line for a request whose existence was answered, and one for a copy that was given to the police; 이책임 is at the desk. */
async function twoLines(): Promise<TestStation> {
  const station = await station24()
  const night = { fromAt: '2026-11-22T11:00:00.000Z', toAt: '2026-11-22T12:00:00.000Z' }
  const cameraIds = [await station.cameraId(1)]
  const form = await station.form({ kind: 'existence', cameraIds, ...night })
  const check = await station.proposed(form, { outcome: 'exists' })
  await station.decided(check)
  await take(station, check, 'notify', { how: 'handed' })
  const request = await asked(station)
  await granted(station, request, giving({ code: 'B7', ...until }))
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  return station.as('이책임')
}

function columnsOf(line: LedgerLine): RowColumns {
  const { at, file, officer, purpose, recipient, basis, form, period, result, safety } = line
  return { at, file, officer, purpose, recipient, basis, form, period, result, safety }
}

/** Puts a line right as whoever is at the desk sees it now. */
async function correct(
  station: TestStation,
  no: number,
  changes: Partial<RowColumns>,
  reason = '전화번호를 잘못 적음',
): Promise<LedgerLine> {
  const { line, seenSeq } = await station.ask('ledger', 'row', { no })
  return station.ask('ledger', 'correct', {
    no,
    seenSeq,
    columns: { ...columnsOf(line), ...changes },
    reason,
  })
}

const RIGHT = { recipient: '○○경찰서 형사과 경위 박길동 02-123-9999' }

test('AC-27 the wrong phone of line 2 is put right by line 3; line 2 reads as before, and the ledger verifies', async () => {
  const station = await twoLines()
  const [, before] = await ledgerLines(station)
  expect(before?.recipient).toContain('02-123-4567')
  expect(await correct(station, 2, RIGHT)).toMatchObject({ no: 3, kind: 'provide', corrects: 2, ...RIGHT })
  const [, old, corrected] = await ledgerLines(station)
  expect(old).toEqual({ ...before, correctedBy: 3 })
  expect(corrected).toEqual({
    ...before,
    ...RIGHT,
    no: 3,
    seq: corrected?.seq,
    corrects: 2,
    reason: '전화번호를 잘못 적음',
  })
  expect(station.acts().at(-1)).toBe('ledger.corrected')
  expect((await station.ask('ledger', 'verify')).size).toBe(station.acts().length - 1)

  const { acts, request } = await station.ask('ledger', 'row', { no: 2 })
  expect(request?.number).toBe('2026-0002')
  expect(acts.map(({ role, kind, no, name }) => [role, kind, no, name])).toEqual([
    ['wrote', 'request.fulfilled', 2, '김담당'],
    ['corrected', 'ledger.corrected', 3, '이책임'],
  ])
  expect(acts.at(-1)?.reason).toBe('전화번호를 잘못 적음')
  // It is one act that was written down twice: it is counted once.
  const november = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
  const found = await station.ask('ledger', 'lines', { ...november, offset: 0, limit: 10 })
  expect(found.totals).toEqual({ use: 0, provide: 1, view: 1, destroy: 0, corrections: 1 })
  expect(found.total).toBe(3)
})

test('AC-27 whoever edits the database by hand is found: the entry is named, and nothing is printed', async () => {
  const station = await twoLines()
  const { line } = await station.ask('ledger', 'row', { no: 2 })
  const db = openDatabase(station.office.vaultPath)
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.key(Buffer.from(`x'${station.office.keys.database.toString('hex')}'`))
  db.prepare(
    "UPDATE ledger_details SET details = replace(details, '02-123-4567', '02-123-9999') WHERE seq = ?",
  ).run(line.seq)
  db.close()
  station.chosen.file = join(temporaryDir('printed'), 'ledger.pdf')
  const filter = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
  for (const attempt of [
    () => station.ask('ledger', 'verify'),
    () =>
      station.ask('ledgerPaper', 'print', {
        of: { view: 'book', columns: 'twelve', ...filter },
        reason: '월례 결재',
      }),
  ]) {
    const refusal = await attempt().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal).toMatchObject({ code: 'ledger-altered', data: { seq: line.seq } })
  }
  expect(station.papers.at(-1)?.html ?? '').not.toContain('관리대장')
})

test('both lines print, each with the number of the other, and why', async () => {
  const station = await twoLines()
  await correct(station, 2, RIGHT)
  station.chosen.file = join(temporaryDir('printed'), 'ledger.pdf')
  const of = { view: 'book', columns: 'ten', fromOn: '2026-11-01', toOn: '2026-11-30', text: '' } as const
  await station.ask('ledgerPaper', 'print', { of, reason: '월례 결재' })
  const html = station.papers.at(-1)?.html ?? ''
  for (const said of [
    '→ 3번에서 정정',
    '02-123-4567',
    '정정(2번)',
    '02-123-9999',
    '(정정 사유: 전화번호를 잘못 적음)',
    '열람 1',
    '제공 1',
  ])
    expect(html).toContain(said)
})

test('only a manager corrects', async () => {
  const station = await twoLines()
  await station.as('김담당')
  expect(await station.refusal(correct(station, 2, RIGHT))).toBe('not-allowed')
  expect(await ledgerLines(station)).toHaveLength(2)
})

test('no reason, no difference, no such line, a line that was corrected already: each is refused by name', async () => {
  const station = await twoLines()
  const refused = (no: number, changes: Partial<RowColumns>, reason?: string) =>
    station.refusal(correct(station, no, changes, reason))
  expect(await refused(2, RIGHT, ' ')).toBe('reason-missing')
  expect(await refused(2, {})).toBe('row-unchanged')
  expect(await refused(7, RIGHT)).toBe('row-unknown')
  const { line, seenSeq } = await station.ask('ledger', 'row', { no: 2 })
  const unknown = { no: 7, seenSeq, columns: columnsOf(line), reason: '오기' }
  expect(await station.refusal(station.ask('ledger', 'correct', unknown))).toBe('row-unknown')
  await correct(station, 2, RIGHT)
  expect(await refused(2, { purpose: '강도 수사' })).toBe('row-corrected')
  // The latest one can be corrected again.
  expect(await correct(station, 3, { purpose: '강도 수사' })).toMatchObject({ no: 4, corrects: 3, ...RIGHT })
  expect((await ledgerLines(station)).map(({ correctedBy }) => correctedBy)).toEqual([
    undefined,
    3,
    4,
    undefined,
  ])
})

test('a resident registration number is put into no column and no reason', async () => {
  const station = await twoLines()
  for (const column of ['recipient', 'purpose', 'result'] as const)
    expect(await station.refusal(correct(station, 2, { [column]: '박길동 900105-1234567' }))).toBe(
      'resident-number',
    )
  expect(await station.refusal(correct(station, 2, RIGHT, '900105-1234567로 적혀 있었음'))).toBe(
    'resident-number',
  )
  expect(await ledgerLines(station)).toHaveLength(2)
})

test('an emptied column says so with a dash, as on paper', async () => {
  const station = await twoLines()
  expect(await correct(station, 2, { safety: '' })).toMatchObject({ safety: '-' })
})

const answer = { what: 'destroyed', on: '2027-02-18', note: '박길동' } as const
const ANSWERED = "통보받음(수사종결 파기, '27.02.18, 박길동)"

/** The recipient says what became of its copy. */
async function answered(station: TestStation): Promise<void> {
  await station.as('김담당')
  const { requests } = await station.ask('requests', 'search', { text: '2026-0002', offset: 0, limit: 1 })
  clockTo(station, '2027-02-22T10:00:00')
  await take(station, requests[0]!, 'answerRecipient', answer)
  await station.as('이책임')
}

test('who looked at the line before something was said about it is told to look again', async () => {
  const station = await twoLines()
  const { line, seenSeq } = await station.ask('ledger', 'row', { no: 2 })
  await answered(station)
  const wish = { no: 2, seenSeq, columns: { ...columnsOf(line), ...RIGHT }, reason: '오기' }
  const refusal = await station.ask('ledger', 'correct', wish).catch((error: unknown) => error)
  expect(refusal).toMatchObject({
    code: 'row-changed',
    data: { no: 2, byName: '김담당', at: '2027-02-22T01:00:00.000Z' },
  })
  expect(await correct(station, 2, RIGHT)).toMatchObject({ ...RIGHT, result: ANSWERED })
})

test('what is said after a correction is said of the correcting line as well', async () => {
  const station = await twoLines()
  await correct(station, 2, RIGHT)
  await answered(station)
  const [, old, corrected] = await ledgerLines(station)
  expect(corrected).toMatchObject({ ...RIGHT, result: ANSWERED, safety: old?.safety })
  expect(old?.result).toBe(ANSWERED)
  expect((await station.ask('ledger', 'row', { no: 3 })).acts.map(({ role }) => role)).toEqual([
    'wrote',
    'corrected',
    'amended',
  ])
})

test('what was said before a correction, and put right by it, does not come back', async () => {
  const station = await twoLines()
  await answered(station)
  const result = "통보받음(기록물 보존, '27.02.18)"
  await correct(station, 2, { result }, '회신 내용을 잘못 옮김')
  expect((await ledgerLines(station)).map((line) => line.result).slice(1)).toEqual([ANSWERED, result])
})

test('an erased line is not corrected, and its correction is erased with it', async () => {
  const station = await stationWithFootage()
  const request = await station.proposed(await station.form({ kind: 'existence' }), { outcome: 'exists' })
  await station.decided(request)
  await take(station, request, 'notify', { how: 'handed' })
  await take(station, request, 'close')
  await station.as('이책임')
  await correct(station, 1, { purpose: '접촉사고 확인(홍길동)' })
  clockTo(station, '2029-12-01T09:00:00')
  await take(station, request, 'eraseDetails', { reason: '보관기간 경과' })
  const lines = await ledgerLines(station)
  for (const line of lines)
    expect(line).toMatchObject({ isErased: true, purpose: '-', at: '(보관기간 경과로 지움)' })
  expect(lines.map(({ corrects, correctedBy }) => [corrects, correctedBy])).toEqual([
    [undefined, 2],
    [1, undefined],
  ])
  expect(await station.refusal(correct(station, 2, RIGHT))).toBe('row-erased')
  const { acts } = await station.ask('ledger', 'row', { no: 1 })
  expect(acts.map(({ role, reason }) => [role, reason])).toEqual([
    ['wrote', undefined],
    ['corrected', undefined],
  ])
  await station.ask('ledger', 'verify')
})
