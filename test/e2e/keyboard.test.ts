import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { markedFilm } from '../support/marked-film.ts'
import { MANAGER, OFFICER, type Person } from '../support/people.ts'
import { walkInByKeys } from '../support/stopwatch.ts'

/** From the first start to a decided request without touching a mouse, on a large screen. */

const workDir = mkdtempSync(join(tmpdir(), 'keyboard-'))
const yesterday = addDays(dayOf(instantAt(Date.now())), -1)
let desk: Desk

beforeAll(async () => {
  desk = await Desk.open(join(workDir, 'home'), join('test-out', 'keyboard'), { width: 1920, height: 1080 })
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** What has the focus, by its name; and that it is seen to have it. */
async function focused(): Promise<{ name: string; isSeen: boolean }> {
  return desk.page.evaluate(() => {
    const element = document.activeElement as HTMLElement
    const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? ''
    const labels = (element as HTMLInputElement).labels
    const name = label || (labels?.[0]?.textContent ?? element.textContent ?? '')
    const seen = [element, element.parentElement, element.closest('label')].some((one) => {
      if (one == null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    return { name: name.trim(), isSeen: seen }
  })
}

/** Presses Tab until the control of that name has the focus; every control on the way must show its focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const at = await focused()
    if (typeof name === 'string' ? at.name.startsWith(name) : name.test(at.name)) return
    await press('Tab')
    const next = await focused()
    if (next.name !== '') expect(next.isSeen, `${next.name} shows its focus`).toBe(true)
  }
  throw new Error(`Tab never came to ${String(name)}`)
}

const press = (key: string) => desk.page.keyboard.press(key)
const type = (text: string) => desk.page.keyboard.insertText(text)

async function account({ name, department, title, loginName, password }: Person): Promise<void> {
  for (const text of [name, department, title, loginName, password, password]) {
    await type(text)
    await press('Tab')
  }
  await tabTo(/다음|설정 마치기/)
  await press('Enter')
}

test('the station is set up by keyboard alone', async () => {
  await desk.heading('어느 기관의 스테이션입니까?')
  await desk.shot('첫-시작')
  await tabTo('기관명')
  await press('Enter')
  await desk.heading('관리책임자 계정')
  await account(MANAGER)
  await desk.heading('접근권한자 계정')
  await account(OFFICER)
  await desk.heading('복구 코드')
  const code = await desk.page.getByRole('region', { name: '복구 코드 내용' }).locator('code').innerText()
  await tabTo('종이의 마지막 두 묶음')
  await type(code.slice(-9))
  await tabTo('확인하고 시작하기')
  await press('Enter')
  await desk.heading('오늘')
  await desk.shot('오늘')
})

test('locked and opened again by keyboard', async () => {
  await press('Control+l')
  await desk.button('로그인').waitFor()
  await tabTo('아이디')
  await type(OFFICER.loginName)
  await tabTo('암호')
  await type(OFFICER.password)
  await press('Enter')
  await desk.page.getByRole('navigation', { name: '주 메뉴' }).waitFor()
})

test('a recorder’s folder is taken in by keyboard', async () => {
  markedFilm(join(workDir, 'recorder/cam01', `${yesterday.replaceAll('-', '')}_140000.mp4`), 100)
  await desk.answer({ folder: join(workDir, 'recorder') })
  await press('Alt+5')
  await desk.heading('영상 반입')
  await tabTo('폴더 선택')
  await press('Enter')
  await desk.button('반입 시작').waitFor()
  await tabTo('반입 시작')
  await press('Enter')
  await desk.page.getByText('반입 1건', { exact: false }).first().waitFor()
})

test('a walk-in request from the sign-in to the decision in at most 40 steps: Enter goes on', async () => {
  await press('Control+l')
  await desk.button('로그인').waitFor()
  const { steps, fields } = await walkInByKeys(desk, {
    officer: OFFICER,
    manager: MANAGER,
    on: yesterday.replaceAll('-', ''),
    from: '1400',
    to: '1402',
    camera: '1',
  })
  expect(steps).toBeLessThanOrEqual(40)
  expect(new Set(fields).size, 'no field is asked twice').toBe(fields.length)
})

test('at 1920 × 1080 nothing scrolls sideways, and every screen of the menu opens by Alt and its digit', async () => {
  for (const [index, screen] of ['오늘', '청구', '열람', '마스킹·반출', '영상 반입', '관리대장'].entries()) {
    await press(`Alt+${index + 1}`)
    await desk.page
      .getByRole('button', { name: screen, exact: true })
      .and(desk.page.locator('[aria-current=page]'))
      .waitFor()
    await desk.page.getByRole('heading').first().waitFor()
    const sidewaysPx = await desk.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(sidewaysPx).toBeLessThanOrEqual(0)
    await desk.shot(`화면-${screen.replaceAll('·', '')}`)
  }
})
