import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { fromBase64, openCheckpoint } from '#domain/ledger/checkpoint.ts'
import { dayOf, instantAt } from '#domain/time.ts'
import { isSigned, verify } from '../../electron/export/verify.ts'
import { Desk } from '../support/desk.ts'
import { line } from '../support/november.ts'
import { MANAGER } from '../support/people.ts'
import { codesOfPages, textOfPages } from '../support/printed.ts'
import { setUpPlan, TestStation } from '../support/station.ts'

/** What the ledger is outside the screen: on the preview, on paper and in files, at the real window. */

const workDir = mkdtempSync(join(tmpdir(), 'ledger-paper-'))
const pdfPath = join(workDir, 'ledger.pdf')
const vslPath = join(workDir, 'ledger.vsl')
const outDir = join('test-out', 'ledger-paper')
const ROWS = 40
const LONG = `긴 사유입니다. ${'가나다라마바사아자차카타파하 '.repeat(150)}끝맺음`
const TYPED = '<script>alert(1)</script> & "따옴표" 😀 ᄒᆞᆫ글'
const trouble: string[] = []
let desk: Desk | undefined

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
  expect(trouble.splice(0)).toEqual([])
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

test('a ledger with lines of every length, by the real clock', async () => {
  const station = new TestStation(join(workDir, 'home', 'station'), instantAt(Date.now()).slice(0, 19))
  await station.ask('station', 'setUp', setUpPlan)
  const { office } = station
  const lines = Array.from({ length: ROWS }, (_, index) =>
    line('view', index === 3 ? { purpose: TYPED } : index === 5 ? { purpose: LONG } : {}),
  )
  office.vault.record(
    () =>
      lines.map((row) => office.act({ kind: 'request.fulfilled', subject: 'request:1', details: {}, row })),
    () => undefined,
  )
  await station.ask('station', 'signOut')
  desk = await Desk.open(join(workDir, 'home'), outDir)
  desk.page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text())
  })
  await desk.signIn(MANAGER)
})

test('[인쇄] shows the pages as they will print, turned by keys', async () => {
  const { page, press, shot } = bound()
  await desk?.goTo('관리대장')
  await page.getByText(TYPED).waitFor()
  await press('인쇄')
  const preview = page.getByRole('region', { name: '미리보기' })
  const paper = preview.locator('iframe').contentFrame()
  await paper.locator('.page').first().waitFor()
  const pages = await paper.locator('.page').count()
  expect(pages).toBeGreaterThan(5)
  await preview.getByText(`1 / ${pages}쪽`).waitFor()
  await shot('미리보기')
  await preview.getByRole('button', { name: '다음 쪽' }).press('PageDown')
  await preview.getByText(`2 / ${pages}쪽`).waitFor()
  const topOf = (number: number) =>
    paper.locator(`#page-${number}`).evaluate((each) => Math.round(each.getBoundingClientRect().top))
  expect(await topOf(2)).toBe(0)
  await shot('미리보기-둘째-쪽')
  await preview.getByRole('button', { name: '다음 쪽' }).press('End')
  await preview.getByText(`${pages} / ${pages}쪽`).waitFor()
  expect(await topOf(pages)).toBe(0)
  // It says that it is no print, and runs nothing.
  expect(await paper.locator('.preview-mark').count()).toBe(pages)
  expect(await paper.locator('script').count()).toBe(0)
  await page.getByText('이 PC에 등록된 프린터가 없습니다').or(page.getByLabel('어디로')).first().waitFor()
  await press('PDF로 저장')
  await page.getByText('사유를 적어 주세요.').waitFor()
  await desk?.fill('사유', '월례 결재')
  await desk?.answer({ file: pdfPath })
  await press('PDF로 저장')
  await page.getByText('ledger.pdf 파일로 저장했습니다.').waitFor()
  await shot('PDF-저장')
  expect(textOfPages(pdfPath)).toHaveLength(pages)
  await page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
})

test('the ledger leaves for a verifier, with the checkpoint that is on the paper', async () => {
  const { page, press, shot } = bound()
  await press('내보내기')
  await desk?.choose('검증용 대장')
  await shot('내보내기')
  await desk?.fill('사유', '외부 검증')
  await desk?.answer({ file: vslPath })
  await page.getByRole('dialog').getByRole('button', { name: '내보내기', exact: true }).click()
  await page.getByText('ledger.vsl 파일로 저장했습니다.').waitFor()
  await shot('검증용-대장-저장')
  expect(await verify(vslPath)).toMatchObject({ isWhole: true, what: 'ledger' })
  await desk?.choose('두 확인점 사이의 증명')
  await page.getByLabel('예전 확인점').selectOption({ index: 1 })
  await shot('두-확인점-사이의-증명')
  await page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
})

test('the other views print as well, and the book in the ten columns of the official form', async () => {
  const { page, press } = bound()
  const printed = async (tab: string, name: string, isTen = false) => {
    await page.getByRole('tab', { name: tab, exact: true }).click()
    await press('인쇄')
    if (isTen) await desk?.choose('10칸 (공식 서식)')
    await page.getByRole('region', { name: '미리보기' }).locator('iframe').waitFor()
    await desk?.fill('사유', '점검')
    const path = join(outDir, name)
    await desk?.answer({ file: path })
    await press('PDF로 저장')
    await page.getByText(`${name} 파일로 저장했습니다.`).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
    const [code] = codesOfPages(path, 150, [1])
    expect(code).toMatch(/^viewing-station\/[\da-f]{16}\n\d+\n/)
    return textOfPages(path).join('\n')
  }
  expect(await printed('관리대장', 'ten.pdf', true)).not.toContain('안전관리 요청')
  expect(await printed('접속기록', 'acts.pdf')).toMatch(/식별자.*접속일시.*접속지 정보/)
  const provisions = await printed('목적 외·제공 대장', 'provisions.pdf')
  expect(provisions).toContain('개인정보의 목적 외 이용 및 제3자 제공 대장')
  expect(await printed('파기 관리대장', 'destructions.pdf')).toContain('개인정보파일 파기 관리대장')
})

test('every page carries its head, its number, and the signed checkpoint as text and as a code that scanners read', () => {
  const head = JSON.parse(readFileSync(vslPath, 'utf8').split('\n')[0] ?? '') as Record<
    string,
    string & string[]
  >
  const pages = textOfPages(pdfPath)
  const numbers = pages.map((_, index) => index + 1)
  for (const [index, text] of pages.entries()) {
    expect(text).toContain(`${index + 1} / ${pages.length}`)
    expect(text).toContain('파일명/형태')
    expect(text).toContain('뿌리 해시')
  }
  const whole = pages.join('\n')
  expect(whole).toContain(`사유: 월례 결재`)
  expect(whole).toContain('결재')
  expect(whole).toContain(`열람 ${ROWS}`)
  // Every row once, and the long one to its last word.
  for (let no = 1; no <= ROWS; no++) expect(whole).toMatch(new RegExp(`^\\s*${no}\\s+열람`, 'm'))
  expect(whole).toContain('끝맺음')
  expect(whole).toContain('(이어짐)')
  expect(whole.replaceAll(/\s/g, '')).toContain('alert(1)')
  for (const dpi of [150, 300]) {
    const codes = codesOfPages(pdfPath, dpi, numbers)
    const [note = ''] = codes
    expect(new Set(codes).size).toBe(1)
    expect(head['checkpoints']).toContain(note)
    expect(openCheckpoint(note, fromBase64(head['publicKey'] ?? ''), isSigned)?.size).toBeGreaterThan(ROWS)
    expect(whole).toContain(note.split('\n')[2])
  }
  expect(whole).toContain(dayOf(instantAt(Date.now())).slice(0, 4))
})

function bound() {
  if (desk === undefined) throw new Error('the window is not open')
  const { page } = desk
  return { page, press: desk.press.bind(desk), shot: desk.shot.bind(desk) }
}
