import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ViewOrder } from '#contract/ledger-paper.ts'
import { settings } from '../../support/casework.ts'
import { kept, line, NOVEMBER, november } from '../../support/november.ts'
import { temporaryDir } from '../../support/station.ts'

const book = (columns: 'ten' | 'twelve'): ViewOrder => ({ view: 'book', columns, ...NOVEMBER })

test('AC-28 November prints in ten and in twelve columns, with 결재란 and totals, for a reason that is entered', async () => {
  const station = await november()
  await settings(station, { approvalLine: ['담당', '과장'] })
  for (const columns of ['ten', 'twelve'] as const) {
    const print = { of: book(columns), reason: '월례 결재' }
    expect(await station.ask('ledgerPaper', 'print', print)).toEqual({ isDone: true, name: 'paper.pdf' })
    const html = station.papers.at(-1)?.html ?? ''
    expect(html).toContain('이용 1 · 제공 1 · 열람 3 · 파기 2 · 모두 7건')
    expect(html.match(/<thead>.*?<\/thead>/s)?.[0].match(/<th>/g)).toHaveLength(columns === 'ten' ? 10 : 12)
    expect(html.includes('안전관리 요청 내용 및 결과')).toBe(columns === 'twelve')
    for (const said of ['결재', '<th>과장</th>', '공공도서관', '2026. 11. 01. ~ 2026. 11. 30.', '조건: 전체'])
      expect(html).toContain(said)
    expect(html).toContain('인쇄: 총무과/총무과장/이책임 · 2026. 11. 23. 09:30 · 사유: 월례 결재')
    expect(html).toContain('class="page-no"')
    // The paper's checkpoint covers the act of printing it, and is kept.
    const { note, why, size } = kept(station).at(-1) ?? {}
    expect(why).toBe('print')
    expect(size).toBe(station.acts().length)
    expect(station.acts().at(-1)).toBe('ledger.printed')
    expect(html).toContain(`<div class="note-text">${note?.trimEnd()}</div>`)
  }
  const acts = await station.ask('ledger', 'act', { seq: station.acts().length - 1 })
  expect(acts.summary).toContain('월례 결재')
  await settings(station, { approvalLine: [] })
  await station.ask('ledgerPaper', 'print', { of: book('ten'), reason: '월례 결재' })
  expect(station.papers.at(-1)?.html).not.toContain('결재</th>')
})

test("a form's number prints only once somebody has compared the drawing with the official one", async () => {
  const station = await november()
  const print = () => station.ask('ledgerPaper', 'print', { of: book('twelve'), reason: '월례 결재' })
  await print()
  expect(station.papers.at(-1)?.html).not.toContain('별지 제3호서식')
  await settings(station, { confirmedForms: ['ledger'] })
  await print()
  expect(station.papers.at(-1)?.html).toContain('별지 제3호서식')
})

test('nothing leaves without a reason, and a preview is no print: it says so, and keeps no checkpoint', async () => {
  const station = await november()
  const of = book('twelve')
  for (const attempt of [
    station.ask('ledgerPaper', 'print', { of, reason: ' ' }),
    station.ask('ledgerPaper', 'exportTable', { of, reason: '', format: 'csv' }),
    station.ask('ledgerPaper', 'exportLedger', { of: 'entries', reason: '' }),
    station.ask('ledgerPaper', 'exportConsistency', { from: '', reason: '' }),
  ])
    expect(await station.refusal(attempt)).toBe('reason-missing')
  const before = { acts: station.acts(), kept: kept(station) }
  expect(await station.ask('ledgerPaper', 'preview', of)).toEqual({ paperId: 'paper', pages: 1 })
  expect(station.papers.at(-1)?.html).toContain('미리보기')
  expect({ acts: station.acts(), kept: kept(station) }).toEqual(before)
  await station.ask('ledgerPaper', 'print', { of, reason: '월례 결재' })
  expect(station.papers.at(-1)?.html).not.toContain('미리보기')
})

test('every view prints, narrowed, and says by what; whatever people typed is text', async () => {
  const station = await november()
  const typed = '<script>alert(1)</script> "&" 😀 ᄒᆞᆫ글'
  station.office.vault.enter(
    station.office.act({
      kind: 'request.fulfilled',
      subject: 'request:1',
      details: {},
      row: line('view', { purpose: typed }),
    }),
  )
  const printed = async (of: ViewOrder) => {
    await station.ask('ledgerPaper', 'print', { of, reason: '점검' })
    return station.papers.at(-1)?.html ?? ''
  }
  const narrow = { ...NOVEMBER, cameraId: await station.cameraId(3) }
  const { id } = station.office.actor()
  expect(await printed({ view: 'book', columns: 'ten', ...narrow, kind: 'view' })).toContain(
    '조건: 구분 열람 · 3번 카메라',
  )
  expect(await printed(book('ten'))).toContain(
    '&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;&quot; 😀 ᄒᆞᆫ글',
  )
  expect(await printed({ view: 'provisions', ...NOVEMBER })).toContain('이 기간에 기록된 내용이 없습니다.')
  expect(await printed({ view: 'destructions', ...NOVEMBER })).toContain('보관기간 만료 2 · 모두 2건')
  const acts = await printed({ view: 'acts', ...NOVEMBER, actorId: id, work: 'print' })
  expect(acts).toContain('조건: 구분 인쇄 · 담당 이책임')
  // Itself the latest of them.
  expect(acts).toMatch(/인쇄 5 · 모두 5건/)
})

test('a printer gets the same sheet; one that does not take it is said by name, and so is the attempt', async () => {
  const station = await november()
  expect(await station.ask('ledgerPaper', 'printers')).toEqual([])
  station.printers.set('민원실', [])
  const print = { of: book('ten'), reason: '월례 결재' }
  expect(await station.ask('ledgerPaper', 'print', { ...print, printer: '민원실' })).toEqual({ isDone: true })
  expect(station.printers.get('민원실')).toHaveLength(1)
  expect(await station.refusal(station.ask('ledgerPaper', 'print', { ...print, printer: '창고' }))).toBe(
    'printer-failed',
  )
  expect(station.acts().slice(-2)).toEqual(['ledger.printed', 'attempt.refused'])
})

test('more lines than a binder holds are printed part by part', async () => {
  const station = await november()
  const { office } = station
  const act = office.act({ kind: 'viewing.watched', subject: 'viewing:1', details: {} })
  office.vault.record(
    () => Array.from({ length: 10_000 }, () => act),
    () => undefined,
  )
  const of = { view: 'acts', ...NOVEMBER } as const
  expect(await station.refusal(station.ask('ledgerPaper', 'print', { of, reason: '점검' }))).toBe(
    'too-many-rows',
  )
  const watched = { ...of, work: 'play' } as const
  expect(
    await station.ask('ledgerPaper', 'exportTable', { of: watched, reason: '점검', format: 'csv' }),
  ).toMatchObject({
    isDone: true,
  })
  expect(readFileSync(station.chosen.file ?? '', 'utf8').split('\r\n')).toHaveLength(10_002)
})

test('tables are saved with the words of the paper, whole or not at all', async () => {
  const station = await november()
  station.office.vault.enter(
    station.office.act({
      kind: 'request.fulfilled',
      subject: 'request:1',
      details: {},
      row: line('view', { purpose: '=HYPERLINK("http://x","y")', recipient: '+82 10 1234 5678' }),
    }),
  )
  const save = (format: 'csv' | 'xlsx', of = book('twelve')) => {
    station.chosen.file = join(temporaryDir('table'), `table.${format}`)
    return station.ask('ledgerPaper', 'exportTable', { of, reason: '외부 보고', format })
  }
  await save('csv')
  const text = readFileSync(station.chosen.file ?? '', 'utf8')
  expect(text.startsWith('\uFEFF"번호","구분","일시"')).toBe(true)
  expect(text.split('\r\n')).toHaveLength(10)
  expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
  expect(text).toContain(`"'+82 10 1234 5678"`)
  expect(text).toContain('"-"\r\n')
  await save('xlsx')
  expect(readdirSync(dirname(station.chosen.file ?? ''))).toEqual(['table.xlsx'])
  expect(station.acts().at(-1)).toBe('ledger.exported')
  expect(kept(station).at(-1)).toMatchObject({ why: 'export', size: station.acts().length })
  station.chosen.file = join(temporaryDir('gone'), 'no', 'such', 'table.csv')
  const refused = station.ask('ledgerPaper', 'exportTable', {
    of: book('ten'),
    reason: '외부 보고',
    format: 'csv',
  })
  expect(await station.refusal(refused)).toBe('write-failed')
})

test('an officer prints; a witness does not', async () => {
  const station = await november()
  const print = { of: book('ten'), reason: '월례 결재' }
  await station.ask('institution', 'addActor', {
    loginName: '박입회',
    name: '박입회',
    department: '총무과',
    title: '주무관',
    role: 'witness',
    password: 'Witness-Pass-1',
  })
  await station.ask('station', 'signIn', { loginName: '박입회', password: 'Witness-Pass-1' })
  expect(await station.refusal(station.ask('ledgerPaper', 'print', print))).toBe('not-allowed')
  expect(await station.refusal(station.ask('ledgerPaper', 'preview', print.of))).toBe('not-allowed')
  await station.as('김담당')
  expect(await station.ask('ledgerPaper', 'print', print)).toMatchObject({ isDone: true })
  expect(station.acts().at(-1)).toBe('ledger.printed')
})
