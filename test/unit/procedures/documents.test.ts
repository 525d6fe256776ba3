import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { DocumentOrder } from '#contract/documents.ts'
import { putLawChange } from '../../../electron/vault/law.ts'
import { acts } from '../../support/acts.ts'
import { asked, giving, granted, looked, packaged, station24, until } from '../../support/agencies.ts'
import { settings, stationWithFootage, take } from '../../support/casework.ts'
import { filledIn, printedSheet } from '../../support/sheet.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

/** Printing as it is asked for at the desk. */

const reason = '청구인에게 교부'
const missing = {
  outcome: 'not-exists',
  why: 'retention-passed',
  reason: '관리대장 3번, 자동삭제 확인 2026. 11. 10.',
} as const
const refusal = { outcome: 'refuse', ground: 'RF-2', reason: '진행 중인 분쟁의 증인이 특정됩니다.' } as const

async function atTheDesk(): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  station.chosen.file = join(temporaryDir('printed'), 'document.pdf')
  return station
}

async function withFootage(): Promise<TestStation> {
  const station = await stationWithFootage()
  station.chosen.file = join(temporaryDir('printed'), 'document.pdf')
  return station
}

const print = (station: TestStation, order: Omit<DocumentOrder, 'reason'>, why = reason) =>
  station.ask('documents', 'print', { ...order, reason: why })

const printed = (station: TestStation) => station.papers.at(-1)?.html ?? ''

test('AC-04: a notice is printed when it has been decided, for a reason, and its print is entered', async () => {
  const station = await atTheDesk()
  const proposed = await station.proposed(await station.form({ kind: 'existence' }), missing)
  const requestId = proposed.id
  expect(await station.ask('documents', 'available', { requestId })).toEqual(['claim'])
  expect(await station.refusal(print(station, { document: 'notice', requestId }))).toBe(
    'document-unavailable',
  )

  await station.decided(proposed)
  expect(await station.ask('documents', 'available', { requestId })).toEqual(['claim', 'notice'])
  expect(await station.refusal(print(station, { document: 'notice', requestId }, '  '))).toBe(
    'reason-missing',
  )
  expect(station.acts()).not.toContain('document.printed')

  expect(await print(station, { document: 'notice', requestId })).toEqual({ saved: true })
  for (const part of ['공공도서관', '홍길동', '부존재', '보관기간 30일', '관리대장 3번'])
    expect(printed(station)).toContain(part)
  expect(printed(station)).not.toContain('거절')
  expect(station.papers.at(-1)?.footer).toBe('접수 제2026-0001호')
  expect(readFileSync(station.chosen.file!, 'utf8')).toContain('부존재')

  const everything = { fromOn: '2000-01-01', toOn: '2100-01-01', text: '' }
  const [last] = station.office.vault.read((db) => acts(db, everything, 0, 1))
  expect(last).toMatchObject({
    kind: 'document.printed',
    subject: `request:${requestId}`,
    details: { document: 'notice', request: '2026-0001', reason },
  })
})

test('whoever thinks better of it prints nothing, and nothing is entered', async () => {
  const station = await atTheDesk()
  const { id } = await station.received(await station.form())
  delete station.chosen.file
  expect(await print(station, { document: 'claim', requestId: id })).toEqual({ saved: false })
  expect(station.papers).toEqual([])
  expect(station.acts()).not.toContain('document.printed')
})

test('a disk that does not take the paper is told; that it was printed stays entered', async () => {
  const station = await atTheDesk()
  station.chosen.file = '/sys/claim.pdf'
  const { id } = await station.received(await station.form())
  expect(await station.refusal(print(station, { document: 'claim', requestId: id }))).toBe('write-failed')
  expect(existsSync(station.chosen.file)).toBe(false)
  expect(station.acts()).toContain('document.printed')
})

test('the law of the day of the decision is printed, whenever it is printed', async () => {
  const station = await withFootage()
  const ground = {
    text: '새 법의 사유',
    citation: '「개인정보 보호법」 제35조제5항제2호',
    answers: ['access' as const],
    sectors: ['general' as const],
  }
  const change = { effectiveFrom: '2026-12-01', name: '새 법', grounds: { 'RF-2': ground } }
  station.office.vault.record(
    station.office.act({ kind: 'law.changed', subject: 'law', details: {} }),
    (db) => putLawChange(db, change),
  )
  const before = await station.decided(await station.proposed(await station.form(), refusal))
  station.advance({ days: 10 })
  await station.as('김담당')
  const after = await station.decided(await station.proposed(await station.form({ kind: 'view' }), refusal))

  await print(station, { document: 'notice', requestId: before.id })
  expect(printed(station)).toContain('제35조제4항제2호')
  expect(printed(station)).not.toContain('새 법의 사유')
  await print(station, { document: 'notice', requestId: after.id })
  expect(printed(station)).toContain('제35조제5항제2호: 새 법의 사유')
})

test('a form number is printed once the institution has said that it compared the drawing', async () => {
  const station = await atTheDesk()
  const { id } = await station.received(await station.form())
  await print(station, { document: 'claim', requestId: id })
  expect(printed(station)).not.toContain('별지')
  await station.as('이책임')
  await settings(station, { confirmedForms: ['claim'] })
  await print(station, { document: 'claim', requestId: id })
  expect(printed(station)).toContain('「표준 개인정보 보호지침」 별지 제2호서식')
})

test('blank forms need no request, and other documents do', async () => {
  const station = await atTheDesk()
  for (const document of [
    'demand',
    'mandate',
    'objection',
    'application',
    'safety-reply',
    'destroy-reply',
  ] as const) {
    expect(await print(station, { document })).toEqual({ saved: true })
    expect(printed(station)).toContain('공공도서관')
  }
  for (const document of ['notice', 'result', 'safety-letter', 'publication', 'destroy-request'] as const)
    expect(await station.refusal(print(station, { document }))).toBe('document-unavailable')
  expect(await station.refusal(print(station, { document: 'sign', requestId: 'none' as never }))).toBe(
    'request-unknown',
  )
})

test('signs and checks are of cameras that there are', async () => {
  const station = await withFootage()
  const cameraId = await station.cameraId(3)
  await print(station, { document: 'auto-destroy-check', cameraId })
  expect(printed(station)).toContain('2026. 11. 20. 18:30')
  expect(printed(station)).toContain('2026. 12. 25.')
  await print(station, { document: 'destroy-request', cameraId })
  expect(printed(station)).toContain('2026. 11. 20. 18:30부터')
  await print(station, { document: 'sign' })
  expect(printed(station)).toContain('공공도서관 전체가 설치지역임')
  expect(await station.refusal(print(station, { document: 'sign', cameraId: 'none' as never }))).toBe(
    'camera-unknown',
  )
})

test('the ledger of provisions is of a period, and only for those who print ledgers', async () => {
  const station = await atTheDesk()
  const { id: requestId } = await station.received(await station.form())
  const order = { document: 'provision-ledger', fromOn: '2026-11-01', toOn: '2026-11-30' } as const
  expect(await station.refusal(print(station, { document: 'provision-ledger' }))).toBe('document-unavailable')
  expect(await station.refusal(print(station, { ...order, fromOn: '2026-12-01' }))).toBe('range-impossible')
  expect(await print(station, order)).toEqual({ saved: true })
  expect(printed(station)).toContain('없습니다')
  expect(station.papers.at(-1)?.landscape).toBe(true)

  await station.as('이책임')
  const witness = { loginName: '홍길동', name: '홍길동', department: '총무과', title: '주무관' }
  const password = 'Witness-Pass-1'
  await station.ask('institution', 'addActor', { ...witness, role: 'witness', password })
  await station.ask('station', 'signIn', { loginName: '홍길동', password })
  expect(await print(station, { document: 'claim', requestId })).toEqual({ saved: true })
  expect(await station.refusal(print(station, order))).toBe('not-allowed')
  expect(await station.refusal(print(station, { document: 'sign' }))).toBe('not-allowed')
})

async function forPolice(): Promise<TestStation> {
  const station = await station24()
  station.chosen.file = join(temporaryDir('printed'), 'document.pdf')
  return station
}

test('AC-12: what is provided has its letter of 18⑤, its replies and its line in the ledger of provisions', async () => {
  const station = await forPolice()
  const request = await asked(station)
  const requestId = request.id
  expect(await station.ask('documents', 'available', { requestId })).toEqual(['application'])
  await granted(station, request, giving({ code: 'B7', ...until }))
  for (const document of ['safety-letter', 'safety-reply', 'destroy-reply'] as const) {
    await print(station, { document, requestId })
    for (const part of ['○○경찰서 형사과', '2027. 2. 24.']) expect(printed(station)).toContain(part)
  }
  expect(await station.refusal(print(station, { document: 'publication', requestId }))).toBe(
    'document-unavailable',
  )
  const ledger = { document: 'provision-ledger', fromOn: '2026-11-01', toOn: '2026-11-30' } as const
  await print(station, ledger)
  expect(printed(station)).not.toContain('절도 수사')
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  await print(station, ledger)
  for (const part of ['절도 수사', '자료복제(USB)', '제18조제2항제7호', '형사과-1234', '2026. 11. 24.'])
    expect(printed(station)).toContain(part)
  await print(station, { ...ledger, fromOn: '2026-12-01', toOn: '2026-12-31' })
  expect(printed(station)).not.toContain('절도 수사')
})

test('AC-16: what was given because life was at stake is published and told', async () => {
  const station = await forPolice()
  const request = await asked(station, { handling: 'view', purpose: '실종자 수색' })
  await granted(station, request, giving({ code: 'B3', evidence: '저녁부터 연락 두절' }))
  await looked(station, request)
  const requestId = request.id
  await print(station, { document: 'publication', requestId })
  for (const part of ['① 날짜', '제18조제2항제3호', '실종자 수색', '2026. 11. 24. ~ 2026. 12. 4.'])
    expect(printed(station)).toContain(part)
  expect(printed(station)).not.toContain('○○경찰서')
  await print(station, { document: 'subject-notice', requestId })
  expect(printed(station)).toContain('○○경찰서')
})

test('AC-19: an agency that has no basis gets a letter that says so', async () => {
  const station = await forPolice()
  const request = await asked(station, { purpose: '취재' })
  const denied = { ...refusal, ground: '', reason: '언론사의 취재는 근거가 되지 않습니다.' }
  await take(station, request, 'propose', { proposal: denied })
  await station.decided(request)
  await print(station, { document: 'denial', requestId: request.id })
  expect(printed(station)).toContain('제18조제1항')
  expect(await station.refusal(print(station, { document: 'safety-letter', requestId: request.id }))).toBe(
    'document-unavailable',
  )
})

test('a blank claim has fields over its cells', async () => {
  const station = await atTheDesk()
  station.office.world.toPdf = async ({ hasFields }) => printedSheet(hasFields === true ? ['purpose'] : [])
  await print(station, { document: 'claim' })
  station.chosen.open = station.chosen.file!
  writeFileSync(station.chosen.open!, await filledIn(readFileSync(station.chosen.file!), { purpose: '확인' }))
  expect(await station.ask('forms', 'read')).toMatchObject({ fields: { purpose: '확인' } })
})
