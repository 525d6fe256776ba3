import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { verify } from '../../electron/export/verify.ts'
import { layOutSample } from '../../resources/sample/footage.mjs'
import { handOut, order } from '../support/copies.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { Studio } from '../support/studio.ts'

/** The power goes while somebody watches, and again while a copy is rendered: the real program, killed by SIGKILL. */

const workDir = mkdtempSync(join(tmpdir(), 'kill-'))
const homeDir = join(workDir, 'home')
const footageDir = join(workDir, 'recorder')
const usbDir = join(workDir, 'usb')
const yesterday = addDays(dayOf(instantAt(Date.now())), -1)

afterAll(() => rmSync(workDir, { recursive: true, force: true }))

/** Ends the program the way a power cut does; its children go with their pipes. */
async function kill(desk: Desk): Promise<void> {
  const gone = new Promise((resolve) => desk.app.process().once('exit', resolve))
  desk.app.process().kill('SIGKILL')
  await gone
  await desk.app.close().catch(() => undefined)
}

/** What anybody did, the station itself as well: a manager sees all of it. */
async function actsAfterRestart(): Promise<string[]> {
  const desk = await Desk.open(homeDir)
  try {
    await desk.signIn(MANAGER)
    await desk.goTo('관리대장')
    await desk.press('검증')
    await desk.page.getByText(/건 모두 온전합니다/).waitFor()
    await desk.page.getByRole('tab', { name: '접속기록' }).click()
    await desk.page
      .getByRole('cell', { name: /대장 검증/ })
      .first()
      .waitFor()
    return (await desk.page.getByRole('cell').allInnerTexts()).flatMap((text) => text.split('\n'))
  } finally {
    await desk.app.close()
  }
}

test('killed while somebody watches: what was seen is in the ledger, and the viewing is over', async () => {
  await layOutSample(footageDir)
  mkdirSync(usbDir)
  const desk = await Desk.open(homeDir)
  await desk.setUp(/공공도서관/, join(workDir, 'recovery.pdf'))
  await desk.lock()
  await desk.signIn(OFFICER)
  await desk.takeIn(footageDir)
  await desk.receive({
    kind: '사본',
    on: yesterday,
    from: '14:00',
    to: '14:01',
    cameras: ['1'],
    purpose: '본인 확인',
  })
  await desk.checkIdentity('주민등록증')
  await desk.propose()
  await desk.approve(MANAGER)
  await desk.press('열람 시작')
  await desk.press('열람 시작')
  await desk.playFor(2_000)
  await desk.page.getByText(/대장에 남은 시청/).waitFor()
  await kill(desk)
  const acts = await actsAfterRestart()
  expect(acts).toContain('열람 중단')
  expect(acts).toContain('영상 시청')
})

test('killed while a copy is rendered: nothing half-written is left on the medium, and the ledger verifies', async () => {
  const desk = await Desk.open(homeDir)
  await desk.signIn(OFFICER)
  await desk.openRequest(1, '마스킹·반출')
  await desk.detect()
  const studio = new Studio(desk)
  await studio.confirmAll()
  await studio.sign(MANAGER)
  await order(desk, usbDir)
  while (!readdirSync(usbDir, { recursive: true }).some((name) => String(name).includes('.mp4')))
    await desk.page.waitForTimeout(20)
  await kill(desk)
  expect(readdirSync(usbDir).length).toBe(1)
  const acts = await actsAfterRestart()
  expect(acts).toContain('반출 중단')
  expect(readdirSync(usbDir)).toEqual([])
  expect(existsSync(join(homeDir, 'station', 'vault.db'))).toBe(true)
})

test('what was decided about the masks is still there, and the copy is made', async () => {
  const desk = await Desk.open(homeDir)
  await desk.signIn(OFFICER)
  await desk.openRequest(1, '마스킹 시작')
  await desk.press('영상 열기')
  await desk.page
    .getByText(/이책임이\(가\) \d\d:\d\d에 서명함/)
    .first()
    .waitFor()
  const name = await handOut(desk, usbDir)
  expect(await verify(join(usbDir, name))).toMatchObject({ isWhole: true })
  await desk.app.close()
})
