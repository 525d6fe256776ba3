import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { layOutSample } from '../../resources/sample/footage.mjs'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'
import { Studio } from '../support/studio.ts'

/** Masks that a person makes trustworthy: one is kept, numbers are put right, every question is answered, a second signs. */

const workDir = mkdtempSync(join(tmpdir(), 'studio-'))
const yesterday = addDays(dayOf(instantAt(Date.now())), -1)
const trouble: string[] = []
let desk: Desk
let studio: Studio

beforeAll(async () => {
  const recorderDir = join(workDir, 'recorder')
  await layOutSample(recorderDir)
  desk = await Desk.open(join(workDir, 'home'), join('test-out', 'studio'))
  studio = new Studio(desk)
  desk.page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text())
  })
  desk.page.on('pageerror', (error) => trouble.push(error.message))
  await desk.setUp(/공공도서관/, join(workDir, 'recovery.pdf'))
  await desk.lock()
  await desk.signIn(OFFICER)
  await desk.takeIn(recorderDir)
  const asked = { on: yesterday, from: '14:00', to: '14:02', cameras: ['1'] }
  await desk.receive({ kind: '사본', ...asked, purpose: '지갑 분실 확인' })
  await desk.checkIdentity('주민등록증')
  await desk.propose()
  await desk.approve(MANAGER)
  await desk.button('열람 시작').waitFor()
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** What the sample's rocks and cones are asked about, for as long as they stand there: all the time. */
const FAINT = /(\d+)번 사람이 (?:흐릿하게만|오래 움직이지)/

const text = (words: string | RegExp) => desk.page.getByText(words).first()
const tray = () => desk.page.getByRole('region', { name: /^사람들/ })

test('people are looked for, with progress and a way to stop; everybody is masked', async () => {
  await desk.goTo('마스킹·반출')
  await desk.press('영상 열기')
  await text('차량도 가리기').waitFor()
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot('찾기-전')
  await desk.press('사람 찾기')
  await desk.page.getByRole('progressbar').first().waitFor()
  await desk.shot('찾는-중')
  await desk.page.getByRole('heading', { name: /사람들 \(\d+\)/ }).waitFor({ timeout: 240_000 })
  await text('기본: 모두 가림').waitFor()
  expect(await studio.people()).toBeGreaterThan(3)
  expect(await studio.open()).toBeGreaterThan(0)
  expect(await desk.button('반출…').isDisabled()).toBe(true)
  await text(/^확인 \d+건 남음$/).waitFor()
  await desk.page.locator('section img').nth(1).waitFor()
  await desk.shot('모두-가림')
  expect.soft(await unsound(desk.page)).toEqual([])
})

test('one person is kept, by key and in the picture; the rest stays masked', async () => {
  const [first = 0, second = 0] = await studio.numbers()
  await studio.choose(first)
  await studio.key('o')
  await desk.button(`${first}번 사람 가리기`).waitFor()
  const count = await studio.people()
  await text(`유지 1 · 가림 ${count - 1}`).waitFor()
  await studio.choose(second)
  await studio.key('m')
  await text(`유지 2 · 가림 ${count - 2}`).waitFor()
  await studio.key('m')
  await text(`유지 1 · 가림 ${count - 1}`).waitFor()
  await studio.choose(first)
  await desk.shot('한-사람-유지')
  expect.soft(await unsound(desk.page)).toEqual([])
})

test('two numbers are joined by keyboard and by dragging, one is split', async () => {
  await desk.page.getByLabel('순서').selectOption('length')
  const masked = (await studio.numbers()).slice(1)
  const [one = 0, other = 0, third = 0, fourth = 0] = masked
  const count = await studio.people()
  await studio.choose(other)
  await studio.key('x')
  await text(`${other}번과 같은 사람을 고르고`).waitFor()
  await desk.shot('합칠-사람')
  await studio.choose(one)
  await studio.key('x')
  await desk.page.getByRole('heading', { name: `사람들 (${count - 1})` }).waitFor()
  const card = (number: number) =>
    tray()
      .getByRole('listitem')
      .filter({ has: desk.button(`${number}번 사람이 잘 보이는 곳으로 가기`) })
  // Both in view: a list that scrolls under the pointer would have another card dragged.
  await card(third).evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await card(fourth).dragTo(card(third), { sourcePosition: { x: 120, y: 30 } })
  await desk.page.getByRole('heading', { name: `사람들 (${count - 2})` }).waitFor()
  await studio.choose(one)
  for (let frame = 0; frame < 4; frame++) await studio.key('.')
  await studio.key('s')
  await desk.page.getByRole('heading', { name: `사람들 (${count - 1})` }).waitFor()
  await studio.tab(/^변경/).click()
  await text(`${other}번을 ${one}번에 합침`).waitFor()
  await desk.page.getByRole('region', { name: '바꾼 내용' }).getByText('같은 사람').first().waitFor()
  await desk.shot('바꾼-내용')
  expect.soft(await unsound(desk.page)).toEqual([])
})

test('a mask is drawn by hand, moved in a later frame, ended, taken back and made again', async () => {
  await desk.press('허용 구간 처음으로')
  await studio.key('d')
  await studio.drag([0.1, 0.6], [0.25, 0.9])
  await studio.tab(/^손 가림 1$/).waitFor()
  await studio.key('ArrowRight')
  const box = desk.page.getByRole('button', { name: /^손 가림 1: 화살표로/ })
  await box.focus()
  for (let presses = 0; presses < 6; presses++) await studio.key('ArrowUp')
  await studio.key('Shift+ArrowRight')
  await text(/위치 2곳/).waitFor()
  await desk.shot('손-가림')
  expect.soft(await unsound(desk.page)).toEqual([])
  await studio.key(']')
  await text(/14:00:00~14:00:0[45]/).waitFor()
  await studio.key('Control+z')
  await studio.key('Control+z')
  await text(/위치 1곳/).waitFor()
  await studio.key('Control+Shift+z')
  await text(/위치 2곳/).waitFor()
  await studio.key('Escape')
})

test('what was taken for somebody and is nobody is no longer asked about', async () => {
  await studio.tab(/^확인/).click()
  const rows = desk.page.getByRole('list', { name: '확인할 것들' })
  const open = await studio.open()
  for (let left = await rows.getByText(FAINT).count(); left > 0; left = await rows.getByText(FAINT).count()) {
    const [, number = ''] = FAINT.exec(await rows.getByText(FAINT).first().innerText()) ?? []
    await studio.choose(Number(number))
    await studio.key('t')
    await rows
      .getByText(new RegExp(`^${number}번 사람이 (?:흐릿|오래)`))
      .first()
      .waitFor({ state: 'detached' })
  }
  expect(await studio.open()).toBeLessThan(open)
  await desk.shot('사람-아님')
  expect.soft(await unsound(desk.page)).toEqual([])
})

test('every question is looked at and answered; one is mended, one is no person', async () => {
  await studio.tab(/^확인/).click()
  const open = await studio.open()
  await desk.page
    .getByRole('list', { name: '확인할 것들' })
    .getByRole('button', { name: /한가운데서/ })
    .first()
    .click()
  await desk.page.waitForTimeout(800)
  await desk.shot('확인')
  expect.soft(await unsound(desk.page)).toEqual([])
  await studio.key('2')
  await text('범위를 고치는 중입니다.').waitFor()
  await desk.page.waitForTimeout(500)
  await desk.shot('범위-수정')
  expect.soft(await unsound(desk.page)).toEqual([])
  await studio.key('Enter')
  await studio.tab(new RegExp(`^확인 ${open - 1}$`)).waitFor()
  await studio.key('3')
  await studio.tab(new RegExp(`^확인 ${open - 2}$`)).waitFor()
  await studio.key('Control+z')
  await studio.tab(new RegExp(`^확인 ${open - 1}$`)).waitFor()
  await studio.confirmAll()
  expect(await desk.button('반출…').isDisabled()).toBe(true)
  await text('두 번째 사람의 서명이 필요합니다').waitFor()
  await desk.shot('모두-확인')
  expect.soft(await unsound(desk.page)).toEqual([])
})

test('a second person sees what was not asked about, and signs; a change makes the signature void', async () => {
  await studio.sign(MANAGER)
  await desk.shot('서명함')
  expect(await desk.button('반출…').isDisabled()).toBe(false)
  expect.soft(await unsound(desk.page)).toEqual([])
  await studio.key('t')
  await text(/^확인 \d+건 남음$|^두 번째 사람의 서명이 필요합니다$/).waitFor()
  expect(await desk.button('반출…').isDisabled()).toBe(true)
})

test('the page threw nothing and broke no policy', () => {
  expect(trouble).toEqual([])
})
