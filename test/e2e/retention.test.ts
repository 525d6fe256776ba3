import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { recorderFolder } from '../support/recorder.ts'
import { unsound } from '../support/soundness.ts'

/** The first day of a month at the real window: what has expired is found, destroyed with the manager's leave, and checked. */

const workDir = mkdtempSync(join(tmpdir(), 'retention-'))
const today = dayOf(instantAt(Date.now()))
const homeDir = join(workDir, 'home')
let desk: Desk

/** The library keeps footage for 30 days, and has five more to destroy it. */
const AGES = { overdue: 40, expired: 33, kept: 8 }
const fileOf = (camera: string, age: number) =>
  `${camera}/${addDays(today, -age).replaceAll('-', '')}_100000.mp4`

beforeAll(async () => {
  desk = await Desk.open(homeDir, join('test-out', 'retention'))
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

const sealedFiles = () => readdirSync(join(homeDir, 'station', 'footage')).length

test('an empty station says so, and has nothing to destroy', async () => {
  await desk.setUp(/공공도서관/, join(workDir, 'recovery.pdf'))
  await desk.lock()
  await desk.signIn(OFFICER)
  await desk.goTo('보관·파기')
  await desk.heading('보관·파기')
  await desk.page.getByText('보관 중인 영상이 없습니다').waitFor()
  expect(await desk.button('만료 영상 파기').count()).toBe(0)
  await desk.shot('비어-있음')
  expect(await unsound(desk.page)).toEqual([])
})

test('what is overdue is named, and the check is refused as long as it is there', async () => {
  const files = [
    fileOf('cam01', AGES.overdue),
    fileOf('cam01', AGES.kept),
    fileOf('cam02', AGES.expired),
    fileOf('cam02', AGES.kept),
    fileOf('cam03', AGES.kept),
  ]
  recorderFolder(
    join(workDir, 'recorder'),
    Object.fromEntries(files.map((file, index) => [file, { seconds: 2 + index }])),
  )
  expect(await desk.takeIn(join(workDir, 'recorder'))).toContain('반입 5건')
  await desk.goTo('보관·파기')
  await desk.page.getByText(/보관기간 초과: 1번 카메라/).waitFor()
  const row = (camera: string) => desk.page.getByRole('row', { name: new RegExp(`^${camera}번 카메라`) })
  expect(await row('1').innerText()).toContain('파기 기한 지남 1건')
  expect(await row('2').innerText()).toContain('만료 1건')
  expect(await row('3').innerText()).toContain('보관 중 1건')
  await desk.shot('만료-영상')
  expect(await unsound(desk.page)).toEqual([])
  await desk.press('이달 확인하고 대장에 적기')
  await desk.page.getByText(/남아 있습니다.*다시 확인하세요/).waitFor()
  await desk.shot('확인-거절')
})

test('the manager approves by keyboard, and it is gone', async () => {
  const before = sealedFiles()
  await desk.button('만료 영상 파기').focus()
  await desk.page.keyboard.press('Enter')
  await desk.page.getByRole('dialog', { name: '만료 영상 파기 승인' }).waitFor()
  await desk.shot('파기-승인')
  expect(await unsound(desk.page)).toEqual([])
  for (const text of [MANAGER.loginName, MANAGER.password]) {
    await desk.page.keyboard.insertText(text)
    await desk.page.keyboard.press('Tab')
  }
  await desk.button('승인하고 파기').press('Enter')
  await desk.page.getByText('녹화 2건을 파기하고 관리대장에 적었습니다.').waitFor()
  await desk.page.getByText('보관기간이 지난 영상이 없습니다.').waitFor()
  expect(sealedFiles()).toBe(before - 2)
  await desk.shot('파기-뒤')
})

test('the check is entered, with its line of the 관리대장', async () => {
  await desk.press('이달 확인하고 대장에 적기')
  await desk.page.getByText('확인 결과를 관리대장에 적었습니다.').waitFor()
  await desk.page.getByText(/마지막 확인 .* 김담당/).waitFor()
  await desk.shot('월례-확인')
  expect(await unsound(desk.page)).toEqual([])
  await desk.goTo('관리대장')
  await desk.page.getByRole('cell', { name: '30일 주기 자동 파기, 매월 1일 확인' }).waitFor()
  await desk.page
    .getByRole('cell', { name: /암호키 파기\(복원 불가\).*승인 총무과\/총무과장\/이책임/ })
    .waitFor()
  await desk.shot('관리대장-파기')
})
