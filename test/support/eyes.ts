import type { ElectronApplication, Page } from 'playwright-core'
import { BARS, FILM, lookAt, type Sight } from './marked-film.ts'

export interface Seen {
  /** What stood on the canvas whenever the window was about to be drawn. */
  painted: Sight[]
  /** What Chromium put on the screen. */
  composited: Sight[]
}

type Looking = typeof globalThis & { lookAt: typeof lookAt; seen: Sight[]; isOver: boolean }

/** Watches the visitor's window, while a marked film is shown in it, from two sides that know nothing of masks. */
export class Eyes {
  readonly #app: ElectronApplication
  readonly #visitor: Page

  constructor(app: ElectronApplication, visitor: Page) {
    this.#app = app
    this.#visitor = visitor
  }

  /** Begins to look at every picture: on the canvas before each drawing of the window, and as it was drawn. */
  async open(): Promise<void> {
    const bring = `globalThis.lookAt = ${lookAt.toString()}`
    await this.#visitor.evaluate(bring)
    await this.#visitor.evaluate(
      ({ film, bars }) => {
        const here = globalThis as Looking
        const seen: Sight[] = []
        Object.assign(here, { seen, isOver: false })
        const step = () => {
          const canvas = document.querySelector('canvas')
          const pen = canvas?.getContext('2d')
          if (canvas && pen) {
            const { width, height } = canvas
            const { data } = pen.getImageData(0, 0, width, height)
            const whole = { x: 0, y: 0, w: width, h: height }
            seen.push(here.lookAt(data, { width, height }, whole, false, film, bars))
          }
          if (here.seen === seen && !here.isOver) requestAnimationFrame(step)
        }
        requestAnimationFrame(step)
      },
      { film: FILM, bars: BARS },
    )
    const rect = await this.#rect()
    await certain(() => this.#app.evaluate(bring))
    await certain(() =>
      this.#app.evaluate(
        ({ BrowserWindow }, { film, bars, rect: where }) => {
          const here = globalThis as Looking
          const windows = BrowserWindow.getAllWindows()
          const window = windows.find((one) => one.webContents.getURL().endsWith('visitor.html'))
          here.seen = []
          window?.webContents.beginFrameSubscription(false, (image) => {
            const size = image.getSize()
            here.seen.push(here.lookAt(image.toBitmap(), size, where, true, film, bars))
          })
        },
        { film: FILM, bars: BARS, rect },
      ),
    )
  }

  /** Everything that was seen; the eyes are shut again. */
  async take(): Promise<Seen> {
    const composited = await certain(() =>
      this.#app.evaluate(({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows()
        const window = windows.find((one) => one.webContents.getURL().endsWith('visitor.html'))
        window?.webContents.endFrameSubscription()
        return (globalThis as Looking).seen
      }),
    )
    const painted = await this.#visitor.evaluate(() => {
      const here = globalThis as Looking
      here.isOver = true
      return here.seen
    })
    return { painted, composited }
  }

  /** Where the picture lies in the window. */
  #rect(): Promise<{ x: number; y: number; w: number; h: number }> {
    return this.#visitor.locator('canvas').evaluate((canvas, { width, height }) => {
      const box = canvas.getBoundingClientRect()
      const share = Math.min(box.width / width, box.height / height)
      const [w, h] = [width * share, height * share]
      return { x: box.x + (box.width - w) / 2, y: box.y + (box.height - h) / 2, w, h }
    }, FILM)
  }
}

/**
 * Asks again where the inspector lost its answer to the garbage collector, which the bitmaps of every picture keep busy
 * (`Runtime.evaluate` with `awaitPromise` holds the promise weakly). What is asked here may be asked twice.
 */
async function certain<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 4; ; left--) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- once more only where the answer was lost
      return await ask()
    } catch (error) {
      if (left === 0 || !String(error).includes('garbage collected')) throw error
    }
  }
}

/** What stands on a canvas now. */
export async function sightOn(page: Page, canvas: string): Promise<Sight> {
  const { pixels, width, height } = await page.locator(canvas).evaluate((element) => {
    const seen = element as HTMLCanvasElement
    const data = seen.getContext('2d')?.getImageData(0, 0, seen.width, seen.height).data ?? []
    let binary = ''
    for (let at = 0; at < data.length; at += 8192) binary += String.fromCharCode(...data.slice(at, at + 8192))
    return { pixels: btoa(binary), width: seen.width, height: seen.height }
  })
  const whole = { x: 0, y: 0, w: width, h: height }
  return lookAt(Buffer.from(pixels, 'base64'), { width, height }, whole, false, FILM, BARS)
}
