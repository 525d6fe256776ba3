import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { Row } from '#domain/ledger/row.ts'
import { asked, giving, granted, packaged, station24, until } from '../support/agencies.ts'
import { clockTo, take } from '../support/casework.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'
import type { TestStation } from '../support/station.ts'

/** The book at the real window: its views, what belongs to a line, putting one right, and paper held against it. */

const workDir = mkdtempSync(join(tmpdir(), 'ledger-'))
const homeDir = join(workDir, 'home')
let desk: Desk

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

const seen: Row = {
  kind: 'view',
  at: "'26.11.25 10:00",
  file: "'26.11.24 3번 CCTV/동영상, 261124-0003-03.mp4",
  officer: '총무과/주무관/김담당',
  purpose: '자전거 도난 확인',
  recipient: '홍길동 010-1234-5678',
  basis: '「개인정보 보호법」 제35조, 청구서 2026-0003',
  form: '자료열람',
  period: "열람 '26.11.25 10:20",
  result: "타인영상 제거 후 열람('26.11.25)",
  safety: '-',
}

/** A letter of the police that was answered with a copy, and sixty lines of the days after it. */
async function filled(): Promise<TestStation> {
  const station = await station24()
  const night = { fromAt: '2026-11-22T11:00:00.000Z', toAt: '2026-11-22T12:00:00.000Z' }
  const form = await station.form({ kind: 'existence', cameraIds: [await station.cameraId(1)], ...night })
  const check = await station.proposed(form, { outcome: 'exists' })
  await station.decided(check)
  await take(station, check, 'notify', { how: 'handed' })
  const request = await asked(station)
  await granted(station, request, giving({ code: 'B7', ...until }))
  packaged(station, request, [1, 2])
  await take(station, request, 'fulfil')
  const { vault } = station.office
  vault.checkpoint('day-end')
  for (let n = 0; n < 60; n++) {
    if (n % 20 === 0) clockTo(station, `2026-11-${25 + n / 20}T10:00:00`)
    const isGone = n % 10 === 9
    vault.enter(
      station.office.act({
        kind: isGone ? 'destruction.finished' : 'viewing.closed',
        subject: 'station',
        cameraIds: [await station.cameraId(3)],
        details: isGone ? { approver: '총무과/총무과장/이책임' } : {},
        row: isGone ? { ...seen, kind: 'destroy', purpose: '보관기간 만료', form: '기타' } : seen,
      }),
    )
    if (n % 20 === 19) vault.checkpoint('day-end')
  }
  return station
}

/** From the first of November to the end of the year, whatever today is. */
async function wholePeriod(): Promise<void> {
  await desk.fill('시작일', '2026-11-01')
  await desk.fill('종료일', '2026-12-31')
}

const cell = (name: string | RegExp) => desk.page.getByRole('cell', { name })

test('the book is gone through by keyboard, page by page; a line opens beside the others', async () => {
  const station = await filled()
  station.office.close()
  mkdirSync(homeDir, { recursive: true })
  cpSync(station.homeDir, join(homeDir, 'station'), { recursive: true })
  desk = await Desk.open(homeDir, join('test-out', 'ledger'))
  await desk.signIn(MANAGER)
  await desk.goTo('관리대장')
  await desk.heading('관리대장')
  await wholePeriod()
  await desk.page.getByText('1–50 / 62건').waitFor()
  await desk.page
    .getByText(/^확인점 \d+건 · 하루 마감/)
    .first()
    .waitFor()
  await desk.shot('관리대장')
  expect(await unsound(desk.page)).toEqual([])

  await desk.button('1 열기').focus()
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.keyboard.press('Enter')
  const panel = desk.page.getByRole('complementary', { name: '2번 줄' })
  await panel.getByText('2번으로 기록').waitFor()
  await panel.getByText('접수 제2026-0002호').waitFor()
  await desk.shot('줄-열림')
  expect(await unsound(desk.page)).toEqual([])
  await desk.page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await desk.page.keyboard.press('PageDown')
  await desk.page.getByText('51–62 / 62건').waitFor()
  await desk.page.keyboard.press('PageUp')
  await desk.page.getByText('1–50 / 62건').waitFor()
  await desk.page.keyboard.press('Slash')
  await desk.page.keyboard.type('절도')
  await desk.page.getByText('1–1 / 1건').waitFor()
  await desk.fill('찾을 말', '')
  await desk.page.getByText('1–50 / 62건').waitFor()
})

test('totals narrow when they are pressed, and ten columns are enough for who wants the official form', async () => {
  await desk.press(/^파기 6$/)
  await desk.page.getByText('1–6 / 6건').waitFor()
  await desk.press(/^전체 62$/)
  await desk.page.getByText('1–50 / 62건').waitFor()
  expect(await desk.page.getByRole('columnheader').count()).toBe(12)
  await desk.press('10칸')
  expect(await desk.page.getByRole('columnheader').count()).toBe(10)
  await desk.press('12칸')
})

test('a wrong line is put right by a new one; both are there', async () => {
  await desk.press('2 열기')
  await desk.press('정정')
  await desk.page.getByRole('dialog').waitFor()
  await desk.press('정정하기')
  await desk.page.getByText('사유를 적어 주세요.').waitFor()
  await desk.fill('사유', '담당자 전화번호를 잘못 적음')
  await desk.fill('제3자/열람등 요구자 · 바르게 고친 내용', '○○경찰서 형사과 경위 박길동 02-123-9999')
  await desk.shot('정정')
  expect(await unsound(desk.page)).toEqual([])
  await desk.press('정정하기')
  await desk.page.getByText('2번을 63번에서 정정했습니다.').waitFor()
  await desk.page
    .getByRole('complementary', { name: '63번 줄' })
    .getByText('담당자 전화번호를 잘못 적음')
    .waitFor()
  await desk.page.keyboard.press('Escape')
  await cell(/^2 열기\s*63번에서 정정됨$/).waitFor()
  await desk.page.keyboard.press('PageDown')
  await cell(/^63 열기\s*정정\(2번\)$/).waitFor()
  await cell('○○경찰서 형사과 경위 박길동 02-123-9999').waitFor()
  await cell(/정정 사유: 담당자 전화번호를 잘못 적음/).scrollIntoViewIfNeeded()
  await desk.shot('정정된-줄')
})

test('provisions, destructions and the access record are views of the same acts', async () => {
  await desk.page.getByRole('tab', { name: '목적 외·제공 대장' }).click()
  await cell('절도 수사').waitFor()
  await desk.shot('제공-대장')
  expect(await unsound(desk.page)).toEqual([])
  await desk.page.getByRole('tab', { name: '파기 관리대장' }).click()
  await desk.page.getByText('1–6 / 6건').waitFor()
  await cell('총무과/총무과장/이책임').first().waitFor()
  await desk.shot('파기-관리대장')
  await desk.page.getByRole('tab', { name: '접속기록' }).click()
  await cell(/수정\s*대장 정정/)
    .first()
    .waitFor()
  await desk.shot('접속기록')
  expect(await unsound(desk.page)).toEqual([])
  await desk.page.getByLabel('누구에 관한', { exact: true }).fill('홍길동')
  await desk.page.getByText(/^1–\d+ \/ \d+건$/).waitFor()
  await cell('홍길동').first().waitFor()
  await desk.fill('누구에 관한', '')
})

test('a checkpoint from paper is held against the ledger, and the answer is a sentence', async () => {
  await desk.press('검증')
  const sentence = desk.page.getByText(/건 모두 온전합니다/).first()
  await sentence.waitFor()
  const note = await desk.page.locator('pre').first().innerText()
  await desk.press('종이 확인점과 대조')
  await desk.fill('종이의 확인점', note)
  await desk.press('대조하기')
  await desk.page.getByText(/^종이와 일치합니다/).waitFor()
  await desk.shot('종이와-일치')
  expect(await unsound(desk.page)).toEqual([])
  await desk.fill('종이의 확인점', note.replace(/\n\d+\n/, '\n999999\n').split('\n\n')[0] ?? '')
  await desk.press('대조하기')
  await desk.page.getByText(/대장이 이전 상태로 되돌려진 것입니다/).waitFor()
  await desk.shot('되돌려짐')
  await desk.page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
})

test('an officer sees their own acts and corrects nothing', async () => {
  await desk.lock()
  await desk.signIn(OFFICER)
  await desk.goTo('관리대장')
  await wholePeriod()
  await desk.press('3 열기')
  await desk.page.getByRole('complementary', { name: '3번 줄' }).getByText('3번으로 기록').waitFor()
  expect(await desk.button('정정').count()).toBe(0)
  await desk.page.getByRole('tab', { name: '접속기록' }).click()
  await cell(/로그인/)
    .first()
    .waitFor()
  const names = await desk.page.locator('tbody tr td:first-child').allInnerTexts()
  expect(names.every((name) => name.startsWith('김담당'))).toBe(true)
  expect(await desk.page.getByLabel('처리한 사람', { exact: true }).count()).toBe(0)
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080))
  await desk.shot('접속기록-담당자')
})
