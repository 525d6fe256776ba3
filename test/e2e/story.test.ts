import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { verify } from '../../electron/export/verify.ts'
import { layOutSample } from '../../resources/sample/footage.mjs'
import { handOut, makeCopy, order } from '../support/copies.ts'
import { Desk } from '../support/desk.ts'
import { numbered } from '../support/numbers.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { tracesIn } from '../support/traces.ts'

/**
 * The main job in the real window, told step by step; each test is the next step of the same day at the same desk.
 * Every screen is checked with axe, and nothing may break the content policy or ask for the network.
 */

const workDir = mkdtempSync(join(tmpdir(), 'story-'))
const homeDir = join(workDir, 'home')
const footageDir = join(workDir, 'recorder')
const outDir = join(workDir, 'usb')
const yesterday = addDays(dayOf(instantAt(Date.now())), -1)
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const trouble: string[] = []
let desk: Desk

beforeAll(async () => {
  await layOutSample(footageDir)
  const { mkdirSync, writeFileSync } = await import('node:fs')
  mkdirSync(outDir)
  writeFileSync(join(footageDir, 'cam01', `${yesterday.replaceAll('-', '')}_150000.mp4`), 'broken off')
  desk = await Desk.open(homeDir, join('test-out', 'story'))
  watch(desk.page)
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** Keeps what the page complains about: broken policy, failed requests, uncaught errors. */
function watch(page: Page): void {
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text())
  })
  page.on('pageerror', (error) => trouble.push(error.message))
}

async function axe(): Promise<string[]> {
  await desk.page.evaluate(axeSource)
  return desk.page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe.run()
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    )
  })
}

const sidewaysPx = () =>
  desk.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function screenIsSound(): Promise<void> {
  expect(await axe()).toEqual([])
  expect(await sidewaysPx()).toBeLessThanOrEqual(0)
}

test('1. the first start: institution, two accounts, a recovery code on paper', async () => {
  await desk.heading('어느 기관의 스테이션입니까?')
  await screenIsSound()
  const code = await desk.setUp(/공공도서관/, join(workDir, 'recovery.pdf'))
  expect(code).toMatch(/^(\w{4}-){7}\w{4}$/)
  expect(readFileSync(join(workDir, 'recovery.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  await screenIsSound()
})

test('2. locked by keyboard; a wrong password is counted; the right one opens', async () => {
  await desk.lock()
  await screenIsSound()
  await desk.fill('아이디', '김담당')
  await desk.fill('암호', 'wrong')
  await desk.press('로그인')
  await desk.page.getByText('4번 더 틀리면', { exact: false }).waitFor()
  await desk.signIn(OFFICER)
  expect(
    await desk.page
      .getByRole('navigation', { name: '주 메뉴' })
      .getByRole('button', { name: '기관·설정' })
      .count(),
  ).toBe(0)
})

test('3. a recorder’s folder is taken in; the damaged file is named and the rest is held', async () => {
  await desk.takeIn(footageDir)
  await desk.page.getByText('반입 7건 · 이미 보관 0건 · 반입하지 못함 1건').waitFor()
  await screenIsSound()
  await desk.shot('반입-결과-손상')
})

test('4. a request with its due day; 5. approved by a second person, not by the one who received it', async () => {
  const asked = { on: yesterday, from: '14:00', to: '14:02', cameras: ['1', '2'] }
  await desk.receive({ kind: '사본', ...asked, purpose: '<b>지갑</b> 분실 확인 쀍뷁' })
  await desk.page.getByText('<b>지갑</b> 분실 확인 쀍뷁').first().waitFor()
  await screenIsSound()
  await desk.checkIdentity('주민등록증')
  await desk.propose()
  await desk.approve(OFFICER)
  await desk.page.getByText(/권한이 없습니다/).waitFor()
  await screenIsSound()
  await desk.approve(MANAGER)
  await desk.button('열람 시작').waitFor()
  await screenIsSound()
})

test('6. the clip plays and its intervals are in the ledger; outside the range nothing is shown', async () => {
  await desk.view()
  await desk.goTo('관리대장')
  await desk.page.getByRole('tab', { name: '접속기록' }).click()
  for (const act of ['열람 시작', '영상 시청', '허용 밖 열람 거절', '열람 종료'])
    await desk.page
      .getByRole('cell', { name: new RegExp(act) })
      .first()
      .waitFor()
  await screenIsSound()
})

test('7. everyone but the requester is masked, in a package that verifies', async () => {
  await desk.openRequest(1, '마스킹·반출')
  const name = await makeCopy(desk, outDir, 2)
  const verdict = await verify(join(outDir, name))
  expect(verdict).toMatchObject({ isWhole: true, what: 'package' })
  expect(readdirSync(outDir)).toEqual([name])
  await screenIsSound()
})

test('an export that is cancelled in the middle leaves nothing on the medium', async () => {
  const before = readdirSync(outDir)
  await desk.openRequest(1, '마스킹 시작')
  await desk.press('영상 열기')
  await order(desk, outDir)
  await desk.page
    .getByRole('dialog')
    .getByRole('button', { name: `반출 (${numbered(1)}) 작업 취소` })
    .click()
  await desk.page.getByText('반출을 취소했습니다.').waitFor()
  expect(readdirSync(outDir)).toEqual(before)
  await desk.press('닫기')
  await desk.endViewing()
})

test('a copy with a password is one file, and its password is told once somebody asks', async () => {
  const before = readdirSync(outDir)
  await desk.openRequest(1, '마스킹 시작')
  await desk.press('영상 열기')
  const name = await handOut(desk, outDir, { protect: true })
  expect(readdirSync(outDir).filter((each) => !before.includes(each))).toEqual([name])
  expect(name).toMatch(/\.zip$/)
  await desk.endViewing()
})

test('8. the ledger verifies, is printed and exported', async () => {
  const { size } = await desk.printLedger(join(workDir, 'ledger.pdf'), join(workDir, 'ledger.vsl'))
  expect(size).toBeGreaterThan(20)
  expect(await verify(join(workDir, 'ledger.vsl'))).toMatchObject({ isWhole: true, what: 'ledger' })
  await screenIsSound()
})

test('HEVC and MPEG-TS footage plays as well', async () => {
  for (const [camera, from, to] of [
    ['2', '14:02', '14:04'],
    ['3', '14:10', '14:11'],
  ] as const) {
    await desk.receive({ kind: '열람', on: yesterday, from, to, cameras: [camera], purpose: '본인 확인' })
    await desk.checkIdentity('여권')
    await desk.propose()
    await desk.approve(MANAGER)
    await desk.press('열람 시작')
    await desk.press('열람 시작')
    const seen = await desk.playFor(2_000)
    expect(seen).toBeGreaterThan(0.5)
    await desk.shot(`카메라-${camera}`)
    await desk.endViewing()
  }
})

test('the data folder shows no name, no purpose and no film, Chromium’s own caches included', () => {
  const files = readdirSync(homeDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  expect(files.length).toBeGreaterThan(20)
  const isOurs = (dir: string) => dir.startsWith(join(homeDir, 'station'))
  for (const entry of files) {
    const bytes = readFileSync(join(entry.parentPath, entry.name))
    // Chromium's own files are databases as well.
    const films = tracesIn(bytes).filter((trace) => isOurs(entry.parentPath) || !trace.startsWith('SQLite'))
    expect(films, entry.name).toEqual([])
    for (const secret of ['홍길동', '김담당', '지갑'])
      expect(bytes.includes(Buffer.from(secret)), `${secret} in ${entry.name}`).toBe(false)
  }
})

test('the page broke no policy, asked for no network and threw nothing', async () => {
  expect(trouble).toEqual([])
  const reached = await desk.page.evaluate(async () => {
    try {
      await fetch('http://127.0.0.1:9/')
      return true
    } catch {
      return false
    }
  })
  expect(reached).toBe(false)
  expect(
    await desk.page.evaluate(() => [
      typeof (globalThis as Record<string, unknown>)['require'],
      Object.keys((globalThis as unknown as { bridge: object }).bridge)
        .sort()
        .join(),
    ]),
  ).toEqual(['undefined', 'call,listen'])
})
