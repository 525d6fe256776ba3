import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, dayOf, instantAt } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { samplePath } from './masking.ts'

type Figures = Record<string, { value: number; unit: string }>

const PLAY_MS = 10_000

/**
 * How many pictures a second come to the visitor: the sample clip enlarged to 1080p at 25 pictures a second, with the
 * people who are found in it masked, drawn 1920 pixels wide in the visitor's window while the operator's own screen and
 * its preview are drawn as well. Beside it the same footage in the station's clear viewing, one bare element.
 */
export async function benchVisitor(): Promise<Figures> {
  const workDir = mkdtempSync(join(tmpdir(), 'bench-visitor-'))
  const desk = await Desk.open(join(workDir, 'home'))
  try {
    const on = addDays(dayOf(instantAt(Date.now())), -1)
    const folder = join(workDir, 'recorder')
    mkdirSync(join(folder, 'cam03'), { recursive: true })
    const filters = 'scale=1920:1080:flags=bilinear,setpts=N/25/TB'
    const film =
      `-vf ${filters} -r 25 -c:v libx264 -preset veryfast -crf 23 -g 50 -pix_fmt yuv420p -an`.split(' ')
    const filmPath = join(folder, 'cam03', `${on.replaceAll('-', '')}_140000.mp4`)
    execFileSync('ffmpeg', ['-v', 'error', '-i', await samplePath(), ...film, filmPath])
    await desk.setUp(/공공도서관/, join(workDir, 'recovery.pdf'))
    await desk.lock()
    await desk.signIn(OFFICER)
    await desk.takeIn(folder)
    await desk.receive({
      kind: '열람',
      on,
      from: '14:00',
      to: '14:01',
      cameras: ['3'],
      purpose: '분실물 확인',
    })
    await desk.checkIdentity('주민등록증')
    await desk.approve(MANAGER)
    await desk.button('열람 시작').waitFor()
    await desk.goTo('마스킹·반출')
    await desk.detect()
    await desk.endViewing()
    const bare = await playedBare(desk)
    const masked = await playedMasked(desk)
    return {
      'bare element, clear viewing': { value: bare, unit: 'pictures/s' },
      'visitor’s window, masked': { value: masked.drawn, unit: 'pictures/s' },
      'visitor’s window against the bare element': { value: masked.drawn / bare, unit: '×' },
      'width drawn in the visitor’s window': { value: masked.width, unit: 'px' },
      'visitor’s window ready to be redrawn': { value: masked.turns, unit: '/s' },
    }
  } finally {
    await desk.app.close()
    rmSync(workDir, { recursive: true, force: true })
  }
}

async function playedBare(desk: Desk): Promise<number> {
  await desk.openRequest(1, '열람 시작')
  await desk.press('열람 시작')
  await desk.page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  await desk.press('재생')
  await desk.page.waitForTimeout(1000)
  const perSecond = await desk.page.locator('video').evaluate(async (element, durationMs) => {
    const video = element as HTMLVideoElement
    let count = 0
    const heard = () => {
      count += 1
      video.requestVideoFrameCallback(heard)
    }
    video.requestVideoFrameCallback(heard)
    const began = performance.now()
    await new Promise((resolve) => setTimeout(resolve, durationMs))
    return (count * 1000) / (performance.now() - began)
  }, PLAY_MS)
  await desk.endViewing()
  return perSecond
}

async function playedMasked(desk: Desk): Promise<{ drawn: number; turns: number; width: number }> {
  await desk.openRequest(1, '열람 시작')
  await desk.choose('정보주체에게 보여줌')
  await desk.choose('가려서 보여 주기')
  await desk.press('열람 시작')
  await desk.page.locator('canvas[data-state=masked]').waitFor()
  const opening = desk.app.waitForEvent('window')
  await desk.press('방문자 창 열기')
  const visitor = await opening
  await visitor.locator('canvas').waitFor()
  await desk.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().endsWith('visitor.html'),
    )
    window?.setContentSize(1920, 1150)
  })
  await visitor.waitForFunction(() => (document.querySelector('canvas')?.clientWidth ?? 0) >= 1900)
  await desk.press('재생')
  await desk.page.waitForTimeout(1000)
  return visitor.evaluate(async (durationMs) => {
    let drawn = 0
    let turns = 0
    // oxlint-disable-next-line typescript/unbound-method -- called on its own canvas below
    const drawImage = CanvasRenderingContext2D.prototype.drawImage
    CanvasRenderingContext2D.prototype.drawImage = function counted(
      this: CanvasRenderingContext2D,
      ...what: unknown[]
    ) {
      drawn += 1
      Reflect.apply(drawImage, this, what)
    } as typeof drawImage
    const turn = () => {
      turns += 1
      requestAnimationFrame(turn)
    }
    requestAnimationFrame(turn)
    const began = performance.now()
    await new Promise((resolve) => setTimeout(resolve, durationMs))
    const seconds = (performance.now() - began) / 1000
    return {
      drawn: drawn / seconds,
      turns: turns / seconds,
      width: document.querySelector('canvas')?.width ?? 0,
    }
  }, PLAY_MS)
}
