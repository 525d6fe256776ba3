import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { addDays, dayOf, fromWallClock, instantAt, wallClock } from '#domain/time.ts'
import { putTracks } from '../support/clip.ts'
import { Desk } from '../support/desk.ts'
import { Eyes, type Seen, sightOn } from '../support/eyes.ts'
import { foundIn, markedFilm, type Sight } from '../support/marked-film.ts'
import { OFFICER } from '../support/people.ts'
import { unsound } from '../support/soundness.ts'
import { setUpPlan, TestStation } from '../support/station.ts'

/**
 * What the visitor sees, in the real window. The film says which frame is seen and the people to be masked have colours
 * of their own: every picture that is painted is searched for these, whatever the program believes it shows.
 */

const FRAMES = 600
/** The request begins two seconds into the film. */
const FIRST = 50
const SEEKS = 200
/** The control's masks are those of the frame this many before. */
const LATE = 3

const workDir = mkdtempSync(join(tmpdir(), 'visitor-'))
const homeDir = join(workDir, 'home')
const yesterday = addDays(dayOf(instantAt(Date.now())), -1)
let desk: Desk
let visitor: Page
let eyes: Eyes

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.shot('멈춤')
})

afterAll(async () => {
  await desk?.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

test('a request with its tracks is prepared: one camera as it should be, one with masks that come late', async () => {
  const at = (time: string) => fromWallClock(`${yesterday}T${time}`)
  const recorder = join(workDir, 'recorder')
  const name = `${yesterday.replaceAll('-', '')}_140000`
  markedFilm(join(recorder, 'cam03', `${name}.mp4`), FRAMES)
  markedFilm(join(recorder, 'cam03', `${name.replace('140000', '140030')}.mp4`), 100, { shade: 80 })
  markedFilm(join(recorder, 'cam04', `${name}.mp4`), FRAMES, { shade: 70 })
  markedFilm(join(recorder, 'cam05', `${name}.avi`), FRAMES, {
    shade: 110,
    codec: ['-c:v', 'mpeg4', '-q:v', '2', '-g', '50'],
  })
  const station = new TestStation(join(homeDir, 'station'), wallClock(instantAt(Date.now())))
  await station.ask('station', 'setUp', setUpPlan)
  await station.ask('station', 'signOut')
  await station.as('김담당')
  await station.takeIn(recorder)
  const cameraIds = await Promise.all([3, 4, 5].map((number) => station.cameraId(number)))
  const asked = { kind: 'view', fromAt: at('14:00:02'), toAt: at('14:00:33'), cameraIds } as const
  const request = await station.approved({ ...asked, cameraIds: [...cameraIds] }, 'masked')
  for (const [index, cameraId] of cameraIds.entries()) {
    const key = { requestId: request.id, cameraId }
    const late = index === 1 ? LATE : 0
    putTracks(station, key, foundIn(FIRST - late, FRAMES - late))
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a person would
    await station.ask('masking', 'change', {
      ...key,
      change: { kind: 'keep', number: 1, keep: true },
      why: '청구인',
    })
  }
  await station.ask('station', 'signOut')
})

test('the masked showing opens without a finding; the element is hidden and the visitor’s window has no bridge', async () => {
  desk = await Desk.open(homeDir, join('test-out', 'visitor'))
  await desk.signIn(OFFICER)
  await desk.openRequest(1, '열람 시작')
  await desk.choose('정보주체에게 보여줌')
  await desk.page.getByText('청구인만 남기고 모두 가린 화면이 나옵니다.', { exact: false }).waitFor()
  await desk.shot('보여-주기-고르기')
  await desk.press('열람 시작')
  await desk.page.locator('canvas[data-state=masked]').waitFor()
  const opening = desk.app.waitForEvent('window')
  await desk.page.keyboard.press('v')
  visitor = await opening
  await visitor.locator('canvas').waitFor()
  eyes = new Eyes(desk.app, visitor)
  await desk.page.getByText('방문자 창 열림').waitFor()
  const visibility = desk.page.locator('video').evaluate((video) => getComputedStyle(video).visibility)
  expect(await visibility).toBe('hidden')
  expect(
    await visitor.evaluate(() => [
      location.href,
      typeof (globalThis as Record<string, unknown>)['bridge'],
      document.querySelectorAll('script, video, button, a, input').length,
    ]),
  ).toEqual(['app://station/visitor.html', 'undefined', 0])
  expect(await desk.page.evaluate(() => [open('/index.html'), open('https://example.org/')])).toEqual([
    null,
    null,
  ])
  expect([await unsound(desk.page), await unsound(visitor)]).toEqual([[], []])
  await desk.shot('가려서-보여-주기')
  await visitor.screenshot({ path: 'test-out/visitor/방문자-창.png' })
})

test(`${SEEKS} random seeks, playing and standing: nobody bare in any picture that was painted`, async () => {
  await desk.page.keyboard.press('1')
  const seen = await seekAbout(SEEKS)
  const sights = [...seen.painted, ...seen.composited]
  const told = new Set(sights.map(({ frame }) => frame))
  console.log(
    summary('canvas', seen.painted),
    summary('screen', seen.composited),
    `${told.size} different frames`,
  )
  expect(sights.filter(({ bare }) => bare > 0)).toEqual([])
  expect(told.size).toBeGreaterThan(SEEKS / 2)
  // Masking everything would pass as well: the one who was asked for is seen.
  expect(sights.filter(({ kept }) => kept > 500).length).toBeGreaterThan(sights.length / 2)
}, 600_000)

test('footage that is converted on the way is masked as exactly', async () => {
  await desk.page.keyboard.press('3')
  const { painted, composited } = await seekAbout(20)
  const sights = [...painted, ...composited]
  console.log(summary('converted', sights))
  expect(sights.filter(({ bare }) => bare > 0)).toEqual([])
  expect(sights.filter(({ kept }) => kept > 500).length).toBeGreaterThan(20)
})

test('masks that come three frames late are found by the same search', async () => {
  await desk.page.keyboard.press('2')
  const { painted, composited } = await seekAbout(20)
  console.log(summary('late masks', [...painted, ...composited]))
  expect(painted.filter(({ bare }) => bare > 0).length).toBeGreaterThan(10)
  expect(composited.filter(({ bare }) => bare > 0).length).toBeGreaterThan(10)
  await desk.page.keyboard.press('1')
})

test('where nobody has been looked for, and where nothing was recorded, the picture is masked whole', async () => {
  const { page } = desk
  const slider = page.getByRole('slider', { name: '재생 위치' })
  await slider.fill('29000')
  await visitor.getByText('준비 중').waitFor()
  await page.locator('canvas[data-state=unready]').waitFor()
  await eyes.open()
  await visitor.screenshot({ path: 'test-out/visitor/방문자-창-준비-중.png' })
  await page.keyboard.press('l')
  await page.waitForTimeout(1000)
  await page.keyboard.press('k')
  const { painted, composited } = await eyes.take()
  expect(painted.length).toBeGreaterThan(10)
  const shown = [...painted, ...composited].filter((sight) => sight.frame !== undefined || sight.kept > 0)
  expect(shown).toEqual([])
  expect([...painted, ...composited].filter(({ bare }) => bare > 0)).toEqual([])
  await slider.fill('25000')
  await visitor.getByText('녹화 없음 14:00:24~14:00:30').waitFor()
  await slider.fill('1000')
  await page.locator('canvas[data-state=masked]').waitFor()
})

test('held, the masks are off on the operator’s screen alone; let go, they are on at once', async () => {
  const { page } = desk
  await seekAbout(1)
  const operator = () => sightOn(page, 'section[aria-label*="영상"] > canvas')
  expect((await operator()).bare).toBe(0)
  await page.keyboard.press('r')
  await desk.fill('벗겨 보는 사유', '다친 사람이 있는지 확인')
  await desk.shot('벗겨-보는-사유')
  await desk.press('확인')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await eyes.open()
  await page.keyboard.down('r')
  await page.getByText('가림을 벗겨 보는 중 · 대장에 기록됨').waitFor()
  expect((await operator()).bare).toBeGreaterThan(1000)
  await desk.shot('벗겨-보는-중')
  await page.keyboard.press('.')
  await page.waitForTimeout(500)
  await page.keyboard.up('r')
  expect((await operator()).bare).toBe(0)
  const { painted, composited } = await eyes.take()
  expect([...painted, ...composited].filter(({ bare }) => bare > 0)).toEqual([])
})

test('the window that was closed opens again; locking closes it, and the ledger has it all', async () => {
  await visitor.close()
  await desk.page.getByText('방문자 창 열림').waitFor({ state: 'detached' })
  const opening = desk.app.waitForEvent('window')
  await desk.press('방문자 창 열기')
  visitor = await opening
  await visitor.locator('canvas').waitFor()
  const closing = visitor.waitForEvent('close')
  await desk.lock()
  await closing
  expect(desk.app.windows()).toHaveLength(1)
  await desk.signIn(OFFICER)
  await desk.goTo('관리대장')
  await desk.page.getByText('타인영상 제거 후 열람', { exact: false }).first().waitFor()
  await desk.page.getByRole('tab', { name: '접속기록' }).click()
  for (const act of ['가림 벗겨 봄', '다시 가림'])
    await desk.page
      .getByRole('cell', { name: new RegExp(act) })
      .first()
      .waitFor()
  await desk.shot('접속기록')
})

/**
 * Seeks at random with the slider, a quarter of the time while playing, and watches every picture meanwhile. Where it
 * stands still, the frame that was sought has to come.
 */
async function seekAbout(count: number): Promise<Seen> {
  const { page } = desk
  const slider = page.getByRole('slider', { name: '재생 위치' })
  await page.locator('canvas[data-state=masked]').waitFor()
  await eyes.open()
  let random = 20261122
  const next = (below: number) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    return Math.floor((random / 2 ** 32) * below)
  }
  for (let seek = 0; seek < count; seek++) {
    const frame = FIRST + next(FRAMES - FIRST)
    const isPlaying = seek % 4 === 3
    if (isPlaying) await page.keyboard.press('l')
    await slider.fill(String((frame - FIRST) * 40 + 20))
    // Some are overtaken by the next one.
    if (isPlaying || next(5) === 0) await page.waitForTimeout(next(200))
    else
      await expect.poll(async () => (await sightOn(visitor, 'canvas')).frame, { timeout: 30_000 }).toBe(frame)
    if (isPlaying) await page.keyboard.press('k')
  }
  return eyes.take()
}

function summary(what: string, sights: readonly Sight[]): string {
  const whole = sights.filter(({ frame }) => frame === undefined).length
  const bare = sights.filter((sight) => sight.bare > 0).length
  return `${what}: ${sights.length} pictures, ${bare} with somebody bare, ${whole} masked whole`
}
