import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { monthAfter, monthOf } from '#domain/access-review.ts'
import { builtInHolidays, isDayOff } from '#domain/law/holidays.ts'
import { addDays, dayOf, daysBetween, fromWallClock, instantAt } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER } from '../support/people.ts'
import { recorderFolder } from '../support/recorder.ts'
import { cheapenSlots } from '../support/slots.ts'
import { unsound } from '../support/soundness.ts'
import { PASSWORDS, setUpPlan, TestStation } from '../support/station.ts'

/** A manager signs the month before last, which nobody has signed in time, at the real window and mostly by keyboard. */

const workDir = mkdtempSync(join(tmpdir(), 'access-review-'))
const homeDir = join(workDir, 'home')
const shotsDir = join('test-out', 'access-review')
const month = monthAfter(monthOf(dayOf(instantAt(Date.now()))), -2)
const name = `${month.slice(0, 4)}년 ${Number(month.slice(5))}월`
let desk: Desk

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** A month of work: requests on working days, one of them in the night, wrong passwords, and a setting that was changed. */
async function month2Ago(): Promise<void> {
  const firstOn = `${month}-01`
  const station = new TestStation(join(homeDir, 'station'), `${firstOn}T09:00:00`)
  await station.ask('station', 'setUp', setUpPlan)
  await cheapenSlots(join(homeDir, 'station'), PASSWORDS)
  await station.as('김담당')
  const working = Array.from({ length: 26 }, (_, day) => addDays(firstOn, day)).filter(
    (on) => !isDayOff(on, builtInHolidays),
  )
  let today = firstOn
  for (const [index, on] of working.entries()) {
    station.advance({ days: daysBetween(today, on) })
    today = on
    const form = await station.form()
    const requester = { ...form.requester, name: `홍길동${index + 1}`, phone: `010-1234-${5600 + index}` }
    const minutes = (index % 5) * 95
    station.advance({ minutes })
    await station.ask('requests', 'receive', {
      form: { ...form, requester, fromAt: '2026-01-05T05:00:00.000Z', toAt: '2026-01-05T05:30:00.000Z' },
      again: true,
    })
    station.advance({ minutes: -minutes })
  }
  await watchedSomething(station, today)
  station.advance({ minutes: 13 * 60 })
  const form = await station.form()
  await station.ask('requests', 'receive', {
    form: { ...form, fromAt: '2026-01-05T05:00:00.000Z', toAt: '2026-01-05T05:30:00.000Z' },
    again: true,
  })
  for (let tried = 0; tried < 3; tried += 1)
    await station.refusal(station.ask('station', 'signIn', { loginName: '이책임', password: 'Wrong-Pass-1' }))
  await station.as('이책임')
  await station.ask('institution', 'change', { ...setUpPlan.institution, viewingPlace: '2층 열람실' })
  await station.ask('station', 'signOut')
}

/** A recording of that morning is looked through for a request, and the person tries to see more than was asked. */
async function watchedSomething(station: TestStation, on: string): Promise<void> {
  const folder = join(workDir, 'recorder')
  await station.takeIn(
    recorderFolder(folder, { [`cam03/${on.replaceAll('-', '')}_070000.mp4`]: { seconds: 2 } }),
  )
  const window = { fromAt: fromWallClock(`${on}T07:00:00`), toAt: fromWallClock(`${on}T07:00:02`) }
  const { id: requestId } = await station.approved(window)
  const asked = { requestId, purpose: 'check', picture: 'clear', finding: '', witness: '' } as const
  const viewing = await station.ask('viewings', 'open', asked)
  const watched = viewing.parts.map(({ recordingId, fromUs, toUs }) => ({
    recordingId,
    intervals: [{ fromUs, toUs }],
  }))
  await station.ask('viewings', 'watched', { viewingId: viewing.id, watched })
  const [cameraId] = viewing.cameraIds
  const at = fromWallClock(`${on}T07:30:00`)
  await station.refusal(
    station.ask('viewings', 'attempt', { viewingId: viewing.id, cameraId: cameraId!, at }),
  )
  await station.ask('viewings', 'close', { viewingId: viewing.id })
}

const progress = (said: string) => desk.page.getByText(said, { exact: true }).waitFor()

test('the month is late on the desk, and leads to its review', async () => {
  await month2Ago()
  desk = await Desk.open(homeDir, shotsDir)
  await desk.signIn(MANAGER)
  await desk.heading('오늘')
  await desk.page
    .getByText(/일 지남/)
    .first()
    .waitFor()
  await desk.shot('오늘')
  await desk.press(`${name}분 접속기록 월간 점검 점검하러 가기`)
  await desk.heading('접속기록 월간 점검')
  await progress('설명 0/6')
  await desk.shot('점검')
  await desk.page.getByText(/^N 다음/).scrollIntoViewIfNeeded()
  await desk.shot('점검-항목')
  expect(await unsound(desk.page)).toEqual([])
  expect(await desk.button('서명').isDisabled()).toBe(true)
})

test('findings are walked through by keyboard; what is typed survives a kill', async () => {
  const { keyboard } = desk.page
  await keyboard.press('n')
  await desk.page.getByText('6건 가운데 2번째').waitFor()
  await keyboard.press('p')
  await desk.page.getByText('6건 가운데 1번째').waitFor()
  await keyboard.press('a')
  await desk.page.getByRole('table', { name: '접속기록' }).waitFor()
  await desk.shot('기록-보기')
  expect(await unsound(desk.page)).toEqual([])
  await keyboard.press('a')
  await keyboard.press('e')
  await keyboard.insertText('월말 청구가 몰려 늦게까지 접수함')
  await progress('설명 1/6')
  desk.app.process().kill('SIGKILL')
  desk = await Desk.open(homeDir, join(shotsDir, '다시'))
  await desk.signIn(MANAGER)
  await desk.goTo('접속기록 점검')
  await progress('설명 1/6')
  expect(await desk.page.getByLabel('설명', { exact: true }).inputValue()).toBe(
    '월말 청구가 몰려 늦게까지 접수함',
  )
})

test('everything explained, it is signed with the reviewer’s own password', async () => {
  const { keyboard } = desk.page
  await desk.page.getByLabel('설명', { exact: true }).focus()
  await keyboard.press('Control+Enter')
  for (let place = 2; place <= 6; place += 1) {
    await desk.page.getByText(`6건 가운데 ${place}번째`).waitFor()
    await keyboard.press('e')
    await keyboard.insertText('경위를 확인하였고 이상 없음')
    await keyboard.press('Control+Enter')
    await progress(`설명 ${place}/6`)
  }
  await desk.shot('설명-마침')
  await print('점검표-서명-전.pdf')
  await desk.press('서명')
  await desk.fill('내 암호', 'Wrong-Pass-1')
  await desk.press('서명하기')
  await desk.page.getByText(/4번 더 틀리면/).waitFor()
  await desk.fill('내 암호', MANAGER.password)
  await desk.shot('서명')
  expect(await unsound(desk.page)).toEqual([])
  await desk.press('서명하기')
  await desk.page.getByText(`${name}분에 서명하고 대장에 적었습니다.`).waitFor()
  await desk.page.getByText(/이책임님이 .*에 서명했습니다/).waitFor()
  await desk.shot('서명됨')
  expect(await unsound(desk.page)).toEqual([])
})

/** Saves the sheet beside the screenshots. */
async function print(fileName: string): Promise<void> {
  const path = join(process.cwd(), shotsDir, fileName)
  rmSync(path, { force: true })
  await desk.answer({ file: path })
  await desk.press('점검표 인쇄')
  await desk.fill('사유', '월례 결재')
  await desk.press('PDF로 저장')
  await desk.page.getByText('점검표를 PDF로 저장했습니다.').waitFor()
  expect(existsSync(path)).toBe(true)
}

test('the sheet is printed, and the month is gone from the desk', async () => {
  await print('점검표.pdf')
  await desk.press('기준 바꾸기')
  await desk.shot('기준')
  expect(await unsound(desk.page)).toEqual([])
  await desk.press('취소')
  await desk.goTo('오늘')
  await desk.heading('오늘')
  expect(await desk.button(`${name}분 접속기록 월간 점검 점검하러 가기`).count()).toBe(0)
  await desk.shot('오늘-뒤')
})
