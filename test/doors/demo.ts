import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { verify } from '../../electron/export/verify.ts'
import { countFrames } from '../../native/ffmpeg/probe.ts'
import { makeCopy } from '../support/copies.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { walkInByKeys } from '../support/stopwatch.ts'

/**
 * The whole main job at the real window, by itself: set-up, intake, request, approval, viewing, masked copy, ledger.
 * Leaves numbered pictures of every step, the masked film, the package, the printed ledger and a summary in demo-out/.
 */

const footageDir = resolve(process.argv[2] ?? '')
const outDir = resolve('demo-out')
const homeDir = mkdtempSync(join(tmpdir(), 'viewing-station-demo-'))
const began = performance.now()
const times: Record<string, number> = {}
let last = began

/** Says that a step is done and how long it took. */
function done(step: string): void {
  const now = performance.now()
  times[step] = Math.round(now - last)
  console.log(`${((now - began) / 1000).toFixed(1).padStart(6)} s  ${step}`)
  last = now
}

rmSync(outDir, { recursive: true, force: true })
mkdirSync(outDir)
const desk = await Desk.open(homeDir, outDir)
try {
  await desk.setUp(/공공도서관/, join(outDir, 'recovery-code.pdf'))
  await desk.shot('오늘-새-스테이션')
  done('1 처음 설정')

  await desk.lock()
  await desk.shot('잠금')
  await desk.fill('아이디', OFFICER.loginName)
  await desk.fill('암호', '틀린-암호')
  await desk.press('로그인')
  await desk.page.getByText(/암호가 맞지 않습니다/).waitFor()
  await desk.shot('틀린-암호')
  await desk.signIn(OFFICER)
  done('2 로그인, 잠금, 실패')

  const takenIn = await desk.takeIn(footageDir)
  await desk.shot('반입-결과')
  done('3 영상 반입')

  const asked = firstMinutes(footageDir)
  await desk.receive({
    kind: '사본',
    ...asked,
    purpose: '주차장에서 잃어버린 지갑을 찾기 위하여 본인이 지나간 때를 확인',
  })
  await desk.shot('청구-접수됨')
  await desk.checkIdentity('주민등록증')
  await desk.propose()
  done('4 청구, 본인확인, 결정안')

  await desk.approve(OFFICER)
  await desk.page.getByRole('alert').first().waitFor()
  await desk.shot('자기-결재-거절')
  await desk.approve(MANAGER)
  await desk.button('열람 시작').waitFor()
  await desk.shot('결정됨')
  done('5 결재')

  await desk.view()
  done('6 열람')

  const made = await makeCopy(desk, outDir, 2)
  done('7 마스킹과 반출')

  await showMasked()
  done('8 청구인에게 보여 주기')

  await handOver()
  done('9 통지, 교부, 종결')

  await desk.lock()
  const { steps, seconds } = await walkInByKeys(desk, {
    officer: OFFICER,
    manager: MANAGER,
    on: asked.on.replaceAll('-', ''),
    from: asked.from.replace(':', ''),
    to: asked.to.replace(':', ''),
    camera: asked.cameras[0] ?? '1',
  })
  console.log(`         방문 청구를 자판만으로: 로그인부터 결정까지 ${steps}단계, ${seconds.toFixed(1)}초`)
  await desk.goTo('오늘')
  await desk.heading('오늘')
  await desk.shot('오늘-할-일')
  done('10 방문 청구 한 건, 자판만으로')

  const ledger = await desk.printLedger(join(outDir, 'ledger.pdf'), join(outDir, 'ledger.vsl'))
  done('11 대장 검증과 인쇄')

  const packageDir = join(outDir, made)
  const film = readdirSync(packageDir).find((name) => name.endsWith('.mp4')) ?? ''
  cpSync(join(packageDir, film), join(outDir, 'masked.mp4'))
  const manifest = JSON.parse(readFileSync(join(packageDir, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >
  const verdicts = { package: await verify(packageDir), ledger: await verify(join(outDir, 'ledger.vsl')) }
  if (!verdicts.package.isWhole || !verdicts.ledger.isWhole) throw new Error(JSON.stringify(verdicts))
  const summary = {
    totalMs: Math.round(performance.now() - began),
    timesMs: times,
    takenIn,
    ledger,
    package: made,
    walkIn: { steps, seconds: Math.round(seconds * 10) / 10 },
    frames: manifest['frameCount'],
    framesInFilm: await countFrames(join(outDir, 'masked.mp4')),
    assurance: manifest['assurance'],
    maskedShare: manifest['maskedShare'],
    verdicts,
  }
  writeFileSync(join(outDir, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`)
  console.log(`demo-out/: ${readdirSync(outDir).length} files, ledger ${ledger.size}, root ${ledger.root}`)
} catch (error) {
  await desk.shot('여기서-멈춤').catch(() => undefined)
  throw error
} finally {
  await desk.app.close()
  rmSync(homeDir, { recursive: true, force: true })
}

/** Prints the notice, hands the copy over with its lines in the 관리대장, and closes the file. */
async function handOver(): Promise<void> {
  await desk.openRequest(1, '통지서')
  await desk.answer({ file: join(outDir, 'notice.pdf') })
  await desk.press('PDF로 저장')
  await desk.page.getByText('문서를 PDF로 저장했습니다.').waitFor()
  await desk.page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().click()
  await desk.shot('교부하기')
  await desk.press('완료')
  await desk.press('완료로 기록')
  await desk.button('종결').waitFor()
  await desk.press('종결')
  await desk.page.getByText('종결', { exact: true }).first().waitFor()
  await desk.shot('종결됨')
}

/** Shows the footage to the requester in the visitor's window, everybody else masked, and plays some of it. */
async function showMasked(): Promise<void> {
  await desk.openRequest(1, '열람 시작')
  await desk.choose('정보주체에게 보여줌')
  await desk.shot('보여-주기-고르기')
  await desk.press('열람 시작')
  await desk.page.locator('canvas[data-state=masked]').waitFor()
  const opening = desk.app.waitForEvent('window')
  await desk.page.keyboard.press('v')
  const visitor = await opening
  await visitor.locator('canvas').waitFor()
  await desk.press('재생')
  await desk.page.waitForTimeout(3_000)
  await desk.press('멈춤')
  await desk.shot('가려서-보여-주기')
  await visitor.screenshot({ path: join(outDir, 'visitor-window.png') })
  await desk.endViewing()
}

/**
 * What the visitor asks for: the first camera, two minutes from its first recording on. The sample's recordings are of
 * yesterday; somebody's own carry their day and time in their names.
 */
function firstMinutes(dir: string): { on: string; from: string; to: string; cameras: string[] } {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort()
  const named = /(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_T .]?(\d\d)[-_:.]?(\d\d)/
  const first = files.find((name) => named.test(name))
  if (first === undefined)
    throw new Error('파일 이름에 촬영 시각이 있어야 합니다: <카메라>/<YYYYMMDD_HHMMSS>.mp4')
  const [, year, month, day, hour, minute] = named.exec(first) ?? []
  const until = Math.min(23 * 60 + 59, Number(hour) * 60 + Number(minute) + 2)
  const to = `${String(Math.floor(until / 60)).padStart(2, '0')}:${String(until % 60).padStart(2, '0')}`
  const camera = Number(/\d+/.exec(dirname(first))?.[0] ?? 1)
  return { on: `${year}-${month}-${day}`, from: `${hour}:${minute}`, to, cameras: [String(camera)] }
}
