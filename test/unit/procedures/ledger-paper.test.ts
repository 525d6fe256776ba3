import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ViewOrder } from '#contract/ledger-paper.ts'
import { toBase64 } from '#domain/ledger/checkpoint.ts'
import { consistencyRanges } from '#domain/ledger/consistency.ts'
import type { ActKind } from '#domain/ledger/entry.ts'
import { treeHash } from '#domain/ledger/merkle.ts'
import type { Row, RowKind } from '#domain/ledger/row.ts'
import { verify } from '../../../electron/export/verify.ts'
import { keptCheckpoints } from '../../../electron/vault/checkpoints.ts'
import { leafHashes } from '../../../electron/vault/ledger.ts'
import { settings } from '../../support/casework.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

const NOVEMBER = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
const book = (columns: 'ten' | 'twelve'): ViewOrder => ({ view: 'book', columns, ...NOVEMBER })

const line = (kind: RowKind, changes: Partial<Row> = {}): Row => ({
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
async function november(): Promise<TestStation> {
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

const kept = (station: TestStation) => station.office.vault.read((db) => keptCheckpoints(db))

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

test('the ledger leaves as entries or as hashes, with the verifier beside it; nobody is named in it', async () => {
  const station = await november()
  await station.ask('ledgerPaper', 'print', { of: book('ten'), reason: '월례 결재' })
  for (const of of ['entries', 'hashes'] as const) {
    station.chosen.file = join(temporaryDir('ledger'), 'ledger.vsl')
    const job = await station.ask('ledgerPaper', 'exportLedger', { of, reason: '외부 검증' })
    expect(await station.office.jobs.ended(job!.id)).toMatchObject({
      state: 'finished',
      result: { name: 'ledger.vsl' },
    })
    expect(readdirSync(dirname(station.chosen.file)).sort()).toEqual(['ledger.vsl', '확인도구.html'])
    expect(await verify(station.chosen.file)).toMatchObject({ isWhole: true, what: 'ledger' })
    const text = readFileSync(station.chosen.file, 'utf8')
    for (const secret of ['홍길동', '접촉사고', '월례 결재']) expect(text).not.toContain(secret)
    const [head, ...lines] = text
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as Record<string, unknown>)
    expect(head).toMatchObject({
      format: 'viewing-station-ledger',
      version: 2,
      of,
      size: station.acts().length,
    })
    expect(lines).toHaveLength(station.acts().length)
    expect(head?.['checkpoints']).toEqual(kept(station).map(({ note }) => note))
    // One entry more, less or other is found.
    writeFileSync(station.chosen.file, `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)
    expect(await verify(station.chosen.file)).toMatchObject({ isWhole: false })
  }
})

test('an export that is cancelled leaves nothing', async () => {
  const station = await november()
  const { office } = station
  const act = office.act({ kind: 'viewing.watched', subject: 'viewing:1', details: {} })
  office.vault.record(
    () => Array.from({ length: 5_000 }, () => act),
    () => undefined,
  )
  station.chosen.file = join(temporaryDir('ledger'), 'ledger.vsl')
  const job = await station.ask('ledgerPaper', 'exportLedger', { of: 'entries', reason: '외부 검증' })
  await station.ask('jobs', 'cancel', { jobId: job!.id })
  expect((await office.jobs.ended(job!.id)).state).toBe('cancelled')
  expect(readdirSync(dirname(station.chosen.file))).toEqual([])
})

test('a checkpoint from paper is proved to be the beginning of the ledger, and what is not is not', async () => {
  const station = await november()
  await station.ask('ledgerPaper', 'print', { of: book('ten'), reason: '월례 결재' })
  const { note, size, root } = kept(station).at(-1)!
  const hex = Buffer.from(root)
    .toString('hex')
    .replaceAll(/(.{4})(?=.)/g, '$1 ')
  station.chosen.file = join(temporaryDir('proof'), 'proof.vsc')
  for (const from of [note, `${size} ${hex}`]) {
    await station.ask('ledgerPaper', 'exportConsistency', { from, reason: '감사' })
    const proof = JSON.parse(readFileSync(station.chosen.file, 'utf8')) as Record<string, string[] & string>
    expect(proof).toMatchObject({ format: 'viewing-station-consistency', version: 1, from: note })
    const leaves = station.office.vault.read(leafHashes)
    const to = Number(String(proof['to']).split('\n')[1])
    const expected = consistencyRanges(size, to).map(([begin, end]) =>
      toBase64(treeHash(leaves.slice(begin, end))),
    )
    expect(proof['proof']).toEqual(expected)
  }
  const attempt = (from: string) =>
    station.refusal(station.ask('ledgerPaper', 'exportConsistency', { from, reason: '감사' }))
  expect(await attempt('어제 종이')).toBe('checkpoint-unreadable')
  expect(await attempt(note.replace(/^viewing-station\/./, 'viewing-station/0'))).toBe('checkpoint-differs')
  expect(await attempt(`99999 ${hex}`)).toBe('checkpoint-differs')
  expect(await attempt(`${size} ${hex.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}`)).toBe(
    'checkpoint-differs',
  )
  const rootNow = treeHash(station.office.vault.read(leafHashes))
  const unkept = `${station.acts().length} ${Buffer.from(rootNow).toString('hex')}`
  expect(await attempt(unkept)).toBe('checkpoint-unsigned')
  const listed = await station.ask('ledgerPaper', 'checkpoints')
  expect(listed.map((each) => each.size)).toEqual(
    kept(station)
      .map((each) => each.size)
      .reverse(),
  )
})

test('an officer prints; a witness does not', async () => {
  const station = await november()
  await station.as('김담당')
  const kinds: readonly ActKind[] = ['ledger.printed']
  expect(await station.ask('ledgerPaper', 'print', { of: book('ten'), reason: '월례 결재' })).toMatchObject({
    isDone: true,
  })
  expect(station.acts().slice(-1)).toEqual(kinds)
  expect(existsSync(station.chosen.file ?? '')).toBe(true)
})
