import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { numbered } from '../support/numbers.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'

/** What an officer does at the receiving screen and in the list, in the real window, with what people get wrong. */

const workDir = mkdtempSync(join(tmpdir(), 'receiving-'))
const homeDir = join(workDir, 'home')
const shotsDir = join('test-out', 'receiving')
let desk: Desk

beforeAll(async () => {
  desk = await Desk.open(homeDir, shotsDir)
  await desk.setUp(/지방청/, join(workDir, 'recovery.pdf'))
  await desk.lock()
  await desk.signIn(OFFICER)
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

const press = (key: string) => desk.page.keyboard.press(key)
const field = (label: string) => desk.page.getByLabel(label, { exact: true })
const said = (text: string | RegExp) => desk.page.getByText(text).first().waitFor()
const choose = (name: string) => desk.choose(name)

async function answer(...texts: string[]): Promise<void> {
  for (const text of texts) {
    await desk.page.keyboard.insertText(text)
    await press('Enter')
  }
}

async function begin(kind: string): Promise<void> {
  await press('Alt+n')
  await desk.heading('청구 접수')
  await desk.press('새로 쓰기')
  await choose(kind)
}

async function footageAsked(on: string, from: string, to: string, cameras: string): Promise<void> {
  await desk.fill('촬영 날짜', on)
  await desk.fill('시작 시각', from)
  await desk.fill('끝 시각', to)
  await desk.fill('카메라 번호', cameras)
}

const CRUEL = "주차 차량 <script>alert(1)</script> '; DROP TABLE requests;-- 🙏👨‍👩‍👧 ᄒᆞᆫ글"

test('a night past midnight, typed by keyboard alone: one key says that it goes on', async () => {
  await press('Alt+n')
  await desk.heading('청구 접수')
  expect(await unsound(desk.page)).toEqual([])
  await press('Enter')
  await press('Enter')
  await answer('홍길동', '900105')
  await press('Space')
  await press('Enter')
  await answer('그저께', '2330', '0030')
  await said(/^다음 날 00:30/)
  expect(await unsound(desk.page)).toEqual([])
  await press('Enter')
  await answer('1-2, 5', CRUEL, '01012345678')
  await desk.page.keyboard.insertText('서울시 중구 세종대로 110')
  expect(await field('청구인 생년월일').inputValue()).toBe('1990-01-05')
  expect(await field('청구인 전화번호').inputValue()).toBe('010-1234-5678')
  await said(/이 시간의 영상이 보관되어 있지 않습니다/)
  expect(await unsound(desk.page)).toEqual([])
  await desk.shot('밤을-넘긴-청구')
})

test('killed while it is typed: nothing that was typed is lost', async () => {
  // What is typed is kept a breath later; a person does not pull the plug within it.
  await desk.page.waitForTimeout(1_000)
  const gone = new Promise((resolve) => desk.app.process().once('exit', resolve))
  desk.app.process().kill('SIGKILL')
  await gone
  await desk.app.close().catch(() => undefined)
  desk = await Desk.open(homeDir, shotsDir)
  await desk.signIn(OFFICER)
  await press('Alt+n')
  await said('쓰다 만 청구를 불러왔습니다.')
  expect(await field('청구 목적 및 사유').inputValue()).toBe(CRUEL)
  expect(await field('끝 시각').inputValue()).toBe('00:30')
  expect(await field('청구인 주소').inputValue()).toBe('서울시 중구 세종대로 110')
  await desk.shot('불러온-초안')
  await press('Control+Enter')
  await desk.heading(`제${numbered(1)}호`)
  await said(CRUEL)
})

test('the same asked again is offered to be gone on with', async () => {
  await begin('열람')
  await desk.fill('청구인 성명', '홍길동')
  await desk.fill('청구인 생년월일', '19900105')
  await footageAsked('그저께', '2300', '2359', '2')
  await desk.fill('청구 목적 및 사유', '다시')
  await desk.fill('청구인 전화번호', '0212345678')
  await desk.fill('청구인 주소', '서울')
  await press('Control+Enter')
  await desk.heading('같은 청구가 이미 있습니다')
  expect(await unsound(desk.page)).toEqual([])
  await desk.shot('같은-청구')
  await press('Enter')
  await desk.heading(`제${numbered(1)}호`)
  await press('Alt+n')
  expect(await field('청구 목적 및 사유').inputValue()).toBe('다시')
  await press('Control+Enter')
  await desk.press('그래도 접수')
  await desk.heading(`제${numbered(2)}호`)
})

test('what cannot be is said at the field, and nothing is received', async () => {
  await begin('사본')
  await press('Control+Enter')
  await said(/^아직 9칸이 남았습니다/)
  expect(await unsound(desk.page)).toEqual([])
  await desk.fill('청구인 성명', '900105-1234567')
  await said('주민등록번호로 보이는 숫자가 있습니다. 지워 주세요.')
  await footageAsked('오늘', '0001', '2359', '99')
  await said('아직 오지 않은 시각입니다.')
  await said('등록되지 않은 카메라 번호가 있습니다.')
  await desk.fill('카메라 번호', '정문')
  await said('카메라 번호를 3 또는 1-2, 5처럼 적어 주세요.')
  await desk.fill('촬영 날짜', '20250901')
  await desk.fill('끝 날짜 (다를 때)', '20251130')
  await said('한 번에 31일까지 청구할 수 있습니다.')
  await desk.fill('끝 날짜 (다를 때)', '')
  await desk.fill('카메라 번호', '3')
  await said(/^보관기간이 .+에 끝났습니다/)
  await desk.fill('청구 목적 및 사유', '가'.repeat(10_001))
  await said('글자 수가 너무 많습니다. 줄여 주세요.')
  await desk.shot('잘못-적은-칸')
  await desk.press('새로 쓰기')
})

test('an agency telephones: an inquiry, put in writing when its letter comes', async () => {
  await begin('제3자 제공')
  await desk.fill('신청 기관', '○○경찰서')
  await desk.fill('담당자 성명', '박길동')
  await desk.fill('담당자 전화번호', '0212345678')
  await said(/^공문이 없으면 문의로 남습니다/)
  await footageAsked('어제', '1000', '1030', '3')
  await desk.fill('청구 목적 및 사유', '절도 사건 수사')
  expect(await unsound(desk.page)).toEqual([])
  await desk.shot('기관-신청')
  await press('Control+Enter')
  await desk.heading(`문의 ${numbered(1)}`)
  await desk.press('청구서로 접수')
  await said(`문의 ${numbered(1)}을(를) 청구로 바꿉니다`)
  expect(await field('신청 기관').inputValue()).toBe('○○경찰서')
  await desk.fill('공문 번호', '형사과-1234')
  await desk.fill('공문 날짜', '어제')
  await press('Control+Enter')
  await desk.heading(`제${numbered(3)}호`)
})

test('the list finds by words, and is walked by the arrow keys', async () => {
  await press('Alt+2')
  await desk.button(`접수 제${numbered(3)}호 열기`).waitFor()
  expect(await unsound(desk.page)).toEqual([])
  await press('/')
  await desk.page.keyboard.insertText('경찰서')
  await desk.button(`접수 제${numbered(1)}호 열기`).waitFor({ state: 'detached' })
  await desk.shot('찾은-청구')
  await press('ArrowDown')
  await press('Enter')
  await desk.heading(`제${numbered(3)}호`)
  await press('Alt+2')
  await desk.fill('찾기 (번호, 이름, 차량, 전화, 기관)', '없는 이름')
  await desk.heading('청구')
  await said('조건에 맞는 청구가 없습니다')
  expect(await unsound(desk.page)).toEqual([])
})

/** Asks the office as the page does, for steps whose screens have stories of their own. */
async function office<T>(channel: string, input: object): Promise<T> {
  const reply = await desk.page.evaluate(
    (asked) =>
      (
        window as unknown as { bridge: { call(channel: string, input: unknown): Promise<object> } }
      ).bridge.call(asked.channel, asked.input),
    { channel, input },
  )
  expect(reply).toHaveProperty('ok', true)
  return (reply as { value: T }).value
}

test('an objection names what it is against, and asks nothing of it again', async () => {
  const { requests } = await office<{ requests: { id: string; revision: number }[] }>('requests.search', {
    text: numbered(1),
    kind: 'view',
    offset: 0,
    limit: 1,
  })
  const [found] = requests
  if (found === undefined) throw new Error('the first request is gone')
  let seen = { requestId: found.id, revision: found.revision }
  const { loginName, password } = MANAGER
  const reason = '그 시간에 녹화되지 않았음'
  for (const [step, more] of [
    ['locate', { isFound: false, note: reason }],
    ['propose', { proposal: { outcome: 'not-exists', why: 'never-recorded', reason } }],
    ['decide', { loginName, password, overdueReason: '' }],
    ['notify', { how: 'handed' }],
  ] as const) {
    const next = await office<{ revision: number }>(`requests.${step}`, { ...seen, ...more })
    seen = { ...seen, revision: next.revision }
  }
  await begin('이의신청')
  await press('Enter')
  await desk.page.keyboard.insertText('홍길동')
  await desk.page.getByRole('radio', { name: `제${numbered(1)}호 · 홍길동` }).waitFor()
  await press('Enter')
  expect(await desk.page.getByRole('radio', { name: `제${numbered(1)}호` }).isChecked()).toBe(true)
  expect(await unsound(desk.page)).toEqual([])
  await desk.shot('이의신청')
  await desk.fill('이의 이유', '그 시간에 지나갔습니다.')
  await press('Control+Enter')
  await desk.heading(`제${numbered(4)}호`)
})
