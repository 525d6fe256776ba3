import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verify } from '../../../electron/export/verify.ts'
import { settings } from '../../support/casework.ts'
import { withPeople } from '../../support/copy.ts'
import { temporaryDir } from '../../support/station.ts'

test('the ledger is printed for a reason, and exported entries verify until one is changed', async () => {
  const { station } = await withPeople()
  const filter = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '' }
  expect(await station.refusal(station.ask('ledger', 'print', { ...filter, reason: '' }))).toBe(
    'reason-missing',
  )
  station.chosen.file = join(temporaryDir('paper'), 'ledger.pdf')
  expect(await station.ask('ledger', 'print', { ...filter, reason: '월례 결재' })).toEqual({ saved: true })
  const paper = station.papers.at(-1)
  for (const text of [
    '개인영상정보 관리대장',
    '공공도서관',
    '결재',
    '이용·제공 근거',
    '총무과/주무관/김담당',
    '월례 결재',
  ])
    expect(paper?.html).toContain(text)
  // A form's number prints only once somebody has compared the drawing with the official one.
  expect(paper?.html).not.toContain('별지 제3호서식')
  await settings(station, { confirmedForms: ['ledger'] })
  await station.ask('ledger', 'print', { ...filter, reason: '월례 결재' })
  expect(station.papers.at(-1)?.html).toContain('별지 제3호서식')
  expect(paper?.footer).toMatch(/^viewing-station\/[0-9a-f]{16}\n\d+\n/)
  expect(existsSync(station.chosen.file)).toBe(true)

  station.chosen.file = join(temporaryDir('entries'), 'ledger.json')
  await station.ask('ledger', 'exportEntries', { reason: '외부 검증' })
  expect(await verify(station.chosen.file)).toMatchObject({ isWhole: true, what: 'ledger' })
  const text = readFileSync(station.chosen.file, 'utf8')
  for (const secret of ['홍길동', '접촉사고', '010-1234']) expect(text).not.toContain(secret)
  const changed = async (next: string) => {
    writeFileSync(station.chosen.file!, next)
    return verify(station.chosen.file!)
  }
  expect(await changed(text.replace('request.received', 'request.decided'))).toMatchObject({
    why: 'entry-changed',
  })
  const withoutLast = text.replace(/,\n[^\n]*\n\]\}\n$/, '\n]}\n')
  expect(await changed(withoutLast)).toMatchObject({ why: 'truncated' })
  expect(await changed(text.slice(0, 50))).toMatchObject({ why: 'unreadable' })
})
