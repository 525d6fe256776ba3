import type { Locator, Page } from 'playwright-core'
import type { Desk } from './desk.ts'
import type { Person } from './people.ts'

/** What people do in the studio, by keys where there are any; controls are found as in `Desk`. */
export class Studio {
  readonly #desk: Desk
  readonly #page: Page

  constructor(desk: Desk) {
    this.#desk = desk
    this.#page = desk.page
  }

  key(key: string): Promise<void> {
    return this.#page.keyboard.press(key)
  }

  /** How many people the tray has. */
  async people(): Promise<number> {
    const title = await this.#page.getByRole('heading', { name: /^사람들 \(\d+\)$/ }).innerText()
    return numberIn(title)
  }

  /** Numbers in the order of the cards. */
  async numbers(): Promise<number[]> {
    const cards = this.#page.getByRole('button', { name: /번 사람이 잘 보이는 곳으로 가기$/ })
    const names = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label') ?? ''))
    return names.map(numberIn)
  }

  /** Presses a person's picture: it is chosen, and the film stands where they are seen best. */
  choose(number: number): Promise<void> {
    return this.#desk.press(`${number}번 사람이 잘 보이는 곳으로 가기`)
  }

  tab(name: RegExp): Locator {
    return this.#page.getByRole('tab', { name })
  }

  /** How many questions are open, by the tab that holds them. */
  async open(): Promise<number> {
    return numberIn(await this.tab(/^확인 \d+$/).innerText())
  }

  /** Drags over a part of the picture, in shares of its width and height. */
  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const picture = this.#page.getByText('가릴 곳을 끌어서 그리세요', { exact: false }).first().locator('..')
    const { x, y, width, height } = (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const at = ([across, down]: readonly [number, number]) => [x + across * width, y + down * height] as const
    await this.#page.mouse.move(...at(from))
    await this.#page.mouse.down()
    await this.#page.mouse.move(...at(to), { steps: 4 })
    await this.#page.mouse.up()
  }

  /** Looks at every open question and finds the masks right. */
  async confirmAll(): Promise<void> {
    for (let left = await this.open(); left > 0; left = await this.open()) {
      if (left > 0) await this.key('n')
      await this.key('1')
      await this.tab(new RegExp(`^확인 ${left - 1}$`)).waitFor()
    }
  }

  /** A second person sees the scenes that nothing was asked about, and signs. */
  async sign({ loginName, password, name }: Person): Promise<void> {
    await this.tab(/^확인 0$/).click()
    await this.#page
      .getByText(/장면이 없습니다|장면 \d+곳 중 0곳 봄/)
      .first()
      .waitFor()
    // Where something was asked about every second, there is nothing left to be seen besides.
    if ((await this.#desk.button('차례로 보기').count()) > 0) {
      await this.#desk.press('차례로 보기')
      await this.#page.waitForTimeout(1_500)
      await this.#desk.shot('서명-장면-보기')
    }
    const sign = this.#desk.button('서명하기…')
    await this.#page.getByText('장면을 모두 본 다음 서명할 수 있습니다.').waitFor({
      state: 'detached',
      timeout: 180_000,
    })
    await sign.click()
    await this.#desk.fill('서명하는 사람의 아이디', loginName)
    await this.#desk.fill('서명하는 사람의 암호', password)
    await this.#desk.shot('서명')
    await this.#page.getByRole('dialog').getByRole('button', { name: '서명하기', exact: true }).click()
    await this.#page
      .getByText(new RegExp(`${name}이\\(가\\) \\d\\d:\\d\\d에 서명함`))
      .first()
      .waitFor()
  }
}

const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? Number.NaN)
