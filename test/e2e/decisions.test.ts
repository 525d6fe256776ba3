import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { Proposal } from '#domain/decision.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { AgencyForm, RequestForm } from '#domain/request-form.ts'
import { addDays, dayOf, fromWallClock, instantAt, wallClock } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { markedFilm } from '../support/marked-film.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'
import { granting, noAuthority, setUpPlan, TestStation } from '../support/station.ts'

/** What the law lets be decided, and what it does not, as officers meet it at the real window; every page is checked. */

const workDir = mkdtempSync(join(tmpdir(), 'decisions-'))
const homeDir = join(workDir, 'home')
const todayOn = dayOf(instantAt(Date.now()))
const yesterday = addDays(todayOn, -1)
const numbers: Record<string, string> = {}
let desk: Desk

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** Goes to the page of a request that was prepared, and finds nothing wrong with it. */
async function page(name: string): Promise<void> {
  await desk.goTo('청구')
  await desk.page.getByRole('button', { name: `접수 제${numbers[name]}호 열기` }).click()
  await desk.heading('지금 할 일')
  await desk.page.getByText('불러오는 중입니다.').waitFor({ state: 'detached' })
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot(name)
}

const state = (name: string) => desk.page.getByRole('heading', { level: 1 }).locator('..').getByText(name)
const choose = (name: string) => desk.choose(name)

test('requests of many kinds are prepared', async () => {
  const film = join(workDir, 'recorder/cam03', `${yesterday.replaceAll('-', '')}_140000.mp4`)
  markedFilm(film, 200)
  const station = new TestStation(join(homeDir, 'station'), wallClock(instantAt(Date.now())))
  await station.ask('station', 'setUp', setUpPlan)
  await station.ask('station', 'signOut')
  await station.as('김담당')
  await station.takeIn(join(workDir, 'recorder'))
  const asked = {
    fromAt: fromWallClock(`${yesterday}T14:00:00`),
    toAt: fromWallClock(`${yesterday}T14:00:08`),
    cameraIds: [await station.cameraId(3)],
  }
  const person = async (name: string, changes: object = {}): Promise<RequestForm> => {
    const form = await station.form({ kind: 'view', ...asked, ...changes })
    return { ...form, requester: { ...form.requester, name } }
  }
  const police: AgencyForm = {
    kind: 'provide',
    channel: 'agency-letter',
    ...asked,
    agency: {
      name: '○○경찰서',
      department: '형사과',
      title: '경위',
      officer: '박길동',
      phone: '02-123-4567',
    },
    letter: { number: '형사과-1234', on: yesterday },
    statedBasis: '「형사소송법」 제199조제2항',
    caseNumber: '',
    handling: 'copy',
    purpose: '절도 사건 수사',
    clues: '',
  }
  const verified = async (form: RequestForm): Promise<FootageRequest> => {
    const request = await station.received(form)
    return station.ask('requests', 'verify', {
      ...(await station.seen(request)),
      paper: 'passport',
      authority: noAuthority,
    })
  }
  const located = async (form: RequestForm): Promise<FootageRequest> => {
    const found = { ...(await station.seen(await verified(form))), isFound: true, note: '' }
    return station.ask('requests', 'locate', found)
  }
  const decided = async (form: RequestForm, proposal: Proposal): Promise<FootageRequest> =>
    station.decided(await station.proposed(form, proposal))
  const costs = { maskingWon: 10_000, mediaWon: 3000, postageWon: 0, ownFault: '' }
  const requests: Record<string, FootageRequest> = {
    '막히는 사유': await located(await person('홍길동1')),
    기관: await located(police),
    수수료: await decided(await person('홍길동2'), granting({ costs })),
    대리인: await station.received({
      ...(await person('홍길동3')),
      relation: 'agent',
      subject: { name: '홍길순', phone: '010-1', birthOn: '1980-01-05', address: '서울시' },
    } as RequestForm),
    거절: await decided(await person('홍길동4'), {
      outcome: 'refuse',
      ground: 'RF-2',
      reason: '특정인의 신변에 위해가 될 우려가 있음',
    }),
    '없는 영상': await verified(
      await person('홍길동5', {
        fromAt: fromWallClock(`${yesterday}T10:00:00`),
        toAt: fromWallClock(`${yesterday}T10:10:00`),
      }),
    ),
  }
  for (const [name, { number }] of Object.entries(requests)) numbers[name] = number
  await station.ask('station', 'signOut')
  desk = await Desk.open(homeDir, join('test-out', 'decisions'))
  await desk.signIn(OFFICER)
})

test('a blocked reason is recognised while it is typed, and what is allowed is one key away', async () => {
  await page('막히는 사유')
  await choose('거절')
  await desk.fill('사실 관계', '다른 사람이 함께 찍혀 있어 열람하게 할 수 없음')
  await desk.page.getByText('이 사유로는 거절할 수 없습니다').waitFor()
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot('막힌-사유')
  await desk.press('가릴 수 없는 까닭 적기')
  await desk.page.getByLabel('해 본 방법', { exact: true }).waitFor()
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot('RF-2-세-칸')
  await desk.press('가리고 열람')
  await desk.press(/^결재 올리기/)
  await desk.button('결재 받기').waitFor()
  await desk.press('되돌림')
  await desk.fill('되돌리는 까닭', '수수료를 빠뜨림')
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.press('되돌리기')
  await desk.button(/^결재 올리기/).waitFor()
})

test('an agency gets nothing without a ground that is proven; then it is decided and told', async () => {
  await page('기관')
  await desk.press(/^결재 올리기/)
  await desk.page.getByText('법적 근거를 고르지 않아', { exact: false }).waitFor()
  await desk.page.getByLabel('법적 근거', { exact: true }).selectOption('B2')
  await desk.page.getByText('게재 대상:', { exact: false }).waitFor()
  await desk.fill('법률과 조항', '「경찰관 직무집행법」 제8조제1항')
  await desk.fill('최소범위 검토', '3번 카메라, 8초')
  await desk.fill('부당침해 우려 검토', '피의자 확인에만 쓰여 침해 우려가 적음')
  await desk.fill('파기예정일자', addDays(todayOn, 30))
  await choose('목적에 필요한 만큼 가리지 않음')
  await desk.fill('그렇게 판단한 까닭', '피의자의 얼굴을 확인해야 함')
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot('기관-근거')
  await desk.press(/^결재 올리기/)
  await desk.approve(MANAGER)
  await desk.press('통지함')
  await desk.button('마스킹 시작').waitFor()
  await desk.shot('기관-통지됨')
})

test('nothing is handed over before the fee is paid or waived', async () => {
  await page('수수료')
  await desk.press('완료')
  await desk.press('완료로 기록')
  await desk.page.getByText(/아직 납부되지 않아/).waitFor()
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.shot('수수료-미납')
  await desk.press('취소')
  await desk.press('면제')
  await desk.fill('면제 사유', '조례에 따라 감면')
  await desk.press('면제하기')
  await desk.page.getByText('13,000원 면제: 조례에 따라 감면').waitFor()
})

test('what an agent has not shown is said and asked for; it comes and identity is checked', async () => {
  await page('대리인')
  await desk.press('빠진 서류 보완 요구')
  await desk.press('요구하기')
  await desk.press('보완 서류 받음')
  await choose('여권')
  await desk.fill('위임장 날짜', yesterday)
  await desk.press('본인확인 마침')
  await desk.button('영상 있음').waitFor()
})

test('a refusal is told with its notice, objected to, and the objection upheld', async () => {
  await page('거절')
  await desk.answer({ file: join(workDir, 'notice.pdf') })
  await desk.page.getByRole('button', { name: '통지서', exact: true }).first().click()
  await desk.press('PDF로 저장')
  await desk.page.getByText('문서를 PDF로 저장했습니다.').waitFor()
  expect(readFileSync(join(workDir, 'notice.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  await desk.page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
  await desk.press('통지함')
  await desk.press('이의신청 접수')
  await desk.fill('이의 이유', '가려서 보여 줄 수 있는 영상입니다.')
  await desk.page.getByRole('dialog').getByRole('button', { name: '이의신청 접수' }).click()
  await choose('여권')
  await desk.press('본인확인 마침')
  await choose('인용')
  await desk.fill('이유', '가려서 보여 줄 수 있음')
  expect.soft(await unsound(desk.page)).toEqual([])
  await desk.press(/^결재 올리기/)
  await desk.approve(MANAGER)
  await desk.press('이의 대상 열기')
  await desk.button(/^결재 올리기/).waitFor()
  await state('영상 확인').first().waitFor()
})

test('what was never recorded is told as not existing', async () => {
  await page('없는 영상')
  await desk.fill('영상이 없는 것을 어떻게 확인했습니까?', '보관 목록과 녹화기를 확인함')
  await desk.press(/^부존재로 확인/)
  await desk.press(/^결재 올리기/)
  await desk.approve(MANAGER)
  await desk.press('통지함')
  await desk.press('종결')
  await state('종결').first().waitFor()
})
