import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { instantAt, wallClock } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'
import { setUpPlan, TestStation } from '../support/station.ts'
import { flip } from '../support/trouble.ts'

/** A vault comes to harm between two starts; a disk is lost; people find their way back in the real window. */

const workDir = mkdtempSync(join(tmpdir(), 'recovery-'))
const homeDir = join(workDir, 'home')
const diskDir = join(workDir, 'disk')
const shotsDir = join('test-out', 'recovery')
const vaultPath = join(homeDir, 'station', 'vault.db')
const journalPath = join(homeDir, 'station', 'ledger.journal')
let desk: Desk

const open = async (home = homeDir) => {
  desk = await Desk.open(home, shotsDir)
}

/** Looked at, and sound. */
async function seen(name: string): Promise<void> {
  await desk.shot(name)
  expect(await unsound(desk.page), name).toEqual([])
}

async function type(name: string, password: string): Promise<void> {
  await desk.page.getByLabel('아이디', { exact: true }).focus()
  await desk.page.keyboard.insertText(name)
  await desk.page.keyboard.press('Tab')
  await desk.page.keyboard.insertText(password)
  await desk.page.keyboard.press('Enter')
}

async function verified(): Promise<void> {
  await desk.goTo('관리대장')
  await desk.press('검증')
  await desk.page
    .getByText(/건 모두 온전합니다/)
    .first()
    .waitFor()
}

/** From the sign-in page up to the answer. */
async function askToRestore(): Promise<void> {
  await desk.press('백업에서 복원')
  await desk.answer({ folder: diskDir })
  await desk.press('백업 고르기')
  await desk.fill('복원할 사람의 아이디', MANAGER.loginName)
  await desk.fill('복원할 사람의 암호', MANAGER.password)
  await desk.press('복원')
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

test('a damaged database is told of on a page of its own, and mended by keyboard', async () => {
  const station = new TestStation(join(homeDir, 'station'), wallClock(instantAt(Date.now())))
  const { recoveryCode } = await station.ask('station', 'setUp', setUpPlan)
  await station.ask('recovery', 'confirm', { typed: recoveryCode })
  await station.ask('station', 'signOut')
  flip(vaultPath, Math.floor(readFileSync(vaultPath).length / 8192) * 4096 + 700)

  await open()
  await type(MANAGER.loginName, MANAGER.password)
  await desk.heading('데이터베이스를 되살려야 합니다')
  await seen('되살리기')
  // From the heading, which was read out, to the button: stopping comes before it.
  await desk.page.keyboard.press('Tab')
  await desk.page.keyboard.press('Tab')
  await desk.page.keyboard.press('Enter')
  await desk.page.getByText('보관함을 되살렸습니다').waitFor()
  await seen('되살린-뒤')
  await desk.press('되살림 알림 닫기')
  await verified()
})

test('the vault is backed up to a disk, and the code is replaced', async () => {
  await desk.goTo('기관·설정')
  await desk.page.getByRole('tab', { name: '백업·복구' }).click()
  await desk.heading('백업')
  await seen('백업-전')
  mkdirSync(diskDir)
  await desk.answer({ folder: diskDir })
  await desk.press('디스크를 골라 백업')
  await desk.page.getByText(/마지막 백업 .*건/).waitFor()
  await seen('백업-뒤')
  expect(readdirSync(diskDir)).toEqual([expect.stringMatching(/^viewing-station-backup_/)])
  await desk.fill('본인 암호 확인', MANAGER.password)
  await desk.press('새 코드 만들기')
  await desk.page.getByLabel('종이의 마지막 두 묶음').waitFor()
  await seen('새-복구-코드')
  await desk.press('나중에 하기')
  await desk.app.close()
})

test('on a new PC the backup is restored from the first page, and people sign in as ever', async () => {
  await open(join(workDir, 'new'))
  await desk.heading('어느 기관의 스테이션입니까?')
  await desk.press('백업에서 복원')
  await desk.answer({ folder: diskDir })
  await desk.press('백업 고르기')
  await desk.page.getByRole('region', { name: '고른 백업' }).waitFor()
  await desk.fill('복원할 사람의 아이디', MANAGER.loginName)
  await desk.fill('복원할 사람의 암호', MANAGER.password)
  await seen('복원')
  await desk.press('복원')
  await desk.heading('로그인')
  await desk.signIn(MANAGER)
  await verified()
  await desk.app.close()
})

test('with both copies damaged, what can be proved is shown to read, and the backup brings the rest back', async () => {
  flip(vaultPath, 700)
  truncateSync(journalPath, readFileSync(journalPath).length - 2500)
  await open()
  await desk.signIn(MANAGER)
  await desk.page.getByRole('region', { name: '읽기 전용 상태' }).waitFor()
  await desk.goTo('관리대장')
  await desk.page.getByText('불러오는 중입니다.').waitFor({ state: 'detached' })
  await seen('읽기-전용')
  await desk.press('복구 방법')
  await desk.heading('증명된 기록에서 이어 가기')
  await seen('이어-가기')
  await desk.press('로그아웃하고 복원하러 가기')
  await desk.heading('로그인')
  await askToRestore()
  await desk.page.getByText('복원했습니다.', { exact: false }).waitFor()
  await seen('복원-뒤')
  await desk.signIn(MANAGER)
  await verified()
})

test('entries that a backup has not are counted and asked about twice', async () => {
  await desk.page
    .getByRole('navigation', { name: '주 메뉴' })
    .getByRole('button', { name: '로그아웃' })
    .click()
  await desk.heading('로그인')
  await askToRestore()
  await desk.page.getByText('빠지는 기록이 있습니다').waitFor()
  await seen('빠지는-기록')
  expect(await desk.button(/건을 빼고 복원$/).isDisabled()).toBe(true)
  await desk.choose(/대장에서 빠지는 것을 알고 있습니다$/)
  await desk.press(/건을 빼고 복원$/)
  await desk.page.getByText('복원했습니다.', { exact: false }).waitFor()
})

test('nothing can be proved: the page leads to the backup', async () => {
  await desk.app.close()
  writeFileSync(vaultPath, Buffer.alloc(8192))
  truncateSync(journalPath, 130)
  await open()
  await type(MANAGER.loginName, MANAGER.password)
  await desk.heading('보관함이 손상되었습니다')
  await seen('보관함-손상')
})
