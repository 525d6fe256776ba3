import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { answerDialogs, openApp } from './app.ts'
import { numbered } from './numbers.ts'
import { MANAGER, OFFICER, type Person } from './people.ts'

export interface Walkin {
  kind: '열람' | '사본' | '존재확인'
  on: string
  from: string
  to: string
  cameras: readonly string[]
  purpose: string
  /** 신분증 that is shown at the desk. */
  paper?: string
}

/**
 * What people do at the station's real window, in their own words: controls are found by role and by the Korean name
 * that a person, or a screen reader, finds them by.
 */
export class Desk {
  readonly app: ElectronApplication
  readonly page: Page
  readonly #shotsDir: string | undefined
  #shots = 0

  private constructor(app: ElectronApplication, page: Page, shotsDir: string | undefined) {
    this.app = app
    this.page = page
    this.#shotsDir = shotsDir
    page.setDefaultTimeout(60_000)
  }

  /** Starts the program; screenshots, where they are wanted, are numbered in the order of the story. */
  static async open(
    homeDir: string,
    shotsDir?: string,
    size?: { width: number; height: number },
  ): Promise<Desk> {
    const { app, page } = await openApp(homeDir, size)
    if (shotsDir !== undefined) mkdirSync(shotsDir, { recursive: true })
    return new Desk(app, page, shotsDir)
  }

  async shot(name: string): Promise<void> {
    if (this.#shotsDir === undefined) return
    this.#shots += 1
    const path = join(this.#shotsDir, `${String(this.#shots).padStart(2, '0')}-${name}.png`)
    await this.page.screenshot({ path, animations: 'disabled' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click()
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(value)
  }

  /** Chooses by the words beside it, as people do, once they stand still and nothing lies over them. */
  async choose(name: string | RegExp, isChosen = true): Promise<void> {
    const box = this.page
      .getByRole('radio', { name, exact: true })
      .or(this.page.getByRole('checkbox', { name, exact: true }))
    if ((await box.isChecked()) !== isChosen) await box.locator('xpath=ancestor::label[1]').click()
    const chosen = this.page.locator(isChosen ? ':checked' : ':not(:checked)')
    await box.and(chosen).waitFor({ state: 'attached' })
  }

  async heading(name: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { name }).first().waitFor()
  }

  answer(answers: { folder?: string; file?: string }): Promise<void> {
    return answerDialogs(this.app, answers)
  }

  /** The first start, up to the desk of the manager; answers the recovery code. */
  async setUp(preset: RegExp, recoveryPath: string): Promise<string> {
    await this.heading('어느 기관의 스테이션입니까?')
    await this.choose(preset)
    await this.shot('첫-시작-기관')
    await this.press('다음')
    await this.#account(MANAGER)
    await this.shot('관리책임자-계정')
    await this.press('다음')
    await this.heading('접근권한자 계정')
    await this.#account(OFFICER)
    await this.press('설정 마치기')
    await this.heading('복구 코드')
    const code = await this.page.getByRole('region', { name: '복구 코드 내용' }).locator('code').innerText()
    await this.answer({ file: recoveryPath })
    await this.press('인쇄')
    await this.page.getByText('복구 코드를 인쇄용 파일로 저장했습니다.').waitFor()
    await this.shot('복구-코드')
    await this.fill('종이의 마지막 두 묶음', code.slice(-9))
    await this.press('확인하고 시작하기')
    await this.heading('오늘')
    return code
  }

  async #account({ name, department, title, loginName, password }: Person): Promise<void> {
    await this.fill('성명', name)
    await this.fill('소속', department)
    await this.fill('직급', title)
    await this.fill('아이디', loginName)
    await this.fill('암호', password)
    await this.fill('암호 확인', password)
  }

  async signIn({ loginName, password }: Person): Promise<void> {
    await this.fill('아이디', loginName)
    await this.fill('암호', password)
    await this.press('로그인')
    await this.page.getByRole('navigation', { name: '주 메뉴' }).waitFor()
  }

  async lock(): Promise<void> {
    await this.page.keyboard.press('Control+l')
    await this.button('로그인').waitFor()
  }

  async goTo(screen: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '주 메뉴' }).getByRole('button', { name: screen }).click()
  }

  /** Takes a recorder's folder in and waits until its outcomes are there; answers their summary. */
  async takeIn(folder: string): Promise<string> {
    await this.goTo('영상 반입')
    await this.answer({ folder })
    await this.press('폴더 선택')
    await this.button('반입 시작').waitFor()
    // A folder whose name has no camera's number is given the camera in its own place.
    const choices = await this.page.getByRole('combobox', { name: / 폴더의 카메라$/ }).all()
    for (const [index, choice] of choices.entries())
      if ((await choice.inputValue()) === '') await choice.selectOption({ index: index + 1 })
    await this.shot('반입-계획')
    await this.press('반입 시작')
    await this.heading('반입 결과')
    const summary = this.page.getByText(/반입 \d+건/).first()
    await summary.waitFor({ timeout: 240_000 })
    return summary.innerText()
  }

  /** A visitor's request, received; ends on its own page. The paper, where one is named, is seen on the spot. */
  async receive({ kind, on, from, to, cameras, purpose, paper }: Walkin): Promise<void> {
    await this.page.keyboard.press('Alt+n')
    await this.heading('청구 접수')
    await this.choose(kind)
    await this.fill('청구인 성명', '홍길동')
    await this.fill('청구인 생년월일', '1990-01-05')
    if (paper !== undefined) await this.choose(paper)
    await this.fill('촬영 날짜', on)
    await this.fill('시작 시각', from)
    await this.fill('끝 시각', to)
    await this.fill('카메라 번호', cameras.join(', '))
    await this.fill('청구 목적 및 사유', purpose)
    await this.fill('청구인 전화번호', '010-1234-5678')
    await this.fill('청구인 주소', '서울시 중구 세종대로 110')
    await this.shot('청구-접수')
    await this.press('접수하기')
    await this.heading('지금 할 일')
  }

  async checkIdentity(paper: string): Promise<void> {
    await this.choose(paper)
    await this.press('본인확인 마침')
    await this.button('영상 있음').waitFor()
    await this.shot('본인확인')
  }

  /** The footage is there, and what is asked is proposed to be granted; everybody else is masked unless it is said how not. */
  async propose(others?: { shown: string; finding: string }): Promise<void> {
    await this.press('영상 있음')
    await this.button(/^결재 올리기/).waitFor()
    if (others !== undefined) {
      await this.choose(others.shown)
      await this.fill('그렇게 판단한 까닭', others.finding)
    }
    await this.shot('결정안')
    await this.press(/^결재 올리기/)
    await this.button('결재 받기').waitFor()
  }

  /** A person signs in on the same screen to decide as proposed. */
  async approve(by: Person): Promise<void> {
    if ((await this.button('결정하기').count()) === 0) await this.press('결재 받기')
    await this.fill('결재하는 사람의 아이디', by.loginName)
    await this.fill('결재하는 사람의 암호', by.password)
    await this.shot(`결재-${by.name}`)
    await this.press('결정하기')
  }

  /** Opens the request's footage, plays some of it, tries to leave the allowed range, and ends. */
  async view(): Promise<void> {
    await this.press('열람 시작')
    await this.heading(/열람/)
    await this.shot('열람-목적')
    await this.press('열람 시작')
    await this.button('재생').waitFor()
    await this.page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
    await this.shot('열람-열림')
    await this.press('재생')
    await this.page.waitForTimeout(4_000)
    await this.shot('열람-재생')
    await this.press('멈춤')
    await this.button(/^허용 구간 뒤/).click()
    await this.page
      .getByText(/이 시도는 대장에 기록되었습니다/)
      .first()
      .waitFor()
    await this.shot('허용-밖-거절')
    await this.endViewing()
    await this.shot('열람-종료')
  }

  async endViewing(): Promise<void> {
    await this.page.getByRole('button', { name: '열람 종료' }).first().click()
    await this.page
      .getByText(/열람을 마쳤습니다|열람이 끝났습니다/)
      .first()
      .waitFor()
  }

  /** Plays for a while; answers by how many seconds the picture has moved on. */
  async playFor(durationMs: number): Promise<number> {
    const video = this.page.locator('video').first()
    const time = () => video.evaluate((element) => (element as HTMLVideoElement).currentTime)
    await this.page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
    await this.button('재생').waitFor()
    const before = await time()
    await this.press('재생')
    await this.page.waitForTimeout(durationMs)
    await this.press('멈춤')
    return (await time()) - before
  }

  /** Opens the page of the so-manieth request of this year and goes on from there. */
  async openRequest(count: number, next: string): Promise<void> {
    await this.goTo('청구')
    await this.page.getByRole('button', { name: `접수 제${numbered(count)}호 열기` }).click()
    await this.press(next)
  }

  /** Opens the footage on the masking screen and waits until everybody in it has been found. */
  async detect(): Promise<void> {
    await this.press('영상 열기')
    await this.press('사람 찾기')
    await this.page.getByRole('progressbar').first().waitFor()
    await this.shot('사람-찾는-중')
    await this.page.getByRole('heading', { name: /사람들 \(\d+\)/ }).waitFor({ timeout: 240_000 })
  }

  async #loaded(): Promise<void> {
    await this.heading('관리대장')
    await this.page.getByText('불러오는 중입니다.').waitFor({ state: 'detached' })
  }

  /** Verifies the ledger, prints this year's book and saves the entries for a verifier. */
  async printLedger(pdfPath: string, entriesPath: string): Promise<{ size: number; root: string }> {
    await this.goTo('관리대장')
    await this.#loaded()
    await this.shot('관리대장')
    await this.page.getByRole('tab', { name: '접속기록' }).click()
    await this.#loaded()
    await this.shot('접속기록')
    await this.page.getByRole('tab', { name: '관리대장', exact: true }).click()
    await this.#loaded()
    await this.press('검증')
    const sentence = this.page.getByText(/건 모두 온전합니다/).first()
    await sentence.waitFor()
    await this.shot('대장-검증')
    const size = Number((await sentence.innerText()).replaceAll(',', '').match(/\d+/)?.[0])
    const root = await this.page.locator('dt:has-text("뿌리 해시") + dd').first().innerText()
    await this.answer({ file: pdfPath })
    await this.press('인쇄')
    await this.page.getByRole('region', { name: '미리보기' }).locator('iframe').waitFor()
    await this.fill('사유', '월례 결재')
    await this.shot('대장-인쇄')
    await this.press('PDF로 저장')
    await this.page.getByText(/ 파일로 저장했습니다. 인쇄한/).waitFor()
    const dialog = this.page.getByRole('dialog')
    const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true }).last()
    await inDialog('닫기').click()
    await this.answer({ file: entriesPath })
    await this.press('내보내기')
    await this.choose('검증용 대장')
    await this.fill('사유', '외부 검증')
    await inDialog('내보내기').click()
    await this.page.getByText(/ 파일로 저장했습니다. 내보낸/).waitFor()
    await inDialog('닫기').click()
    return { size, root }
  }
}
