import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { FIELD_LINK } from '../domain/claim-fields.ts'
import { ORIGIN } from './protocols.ts'
import { shut } from './window.ts'

interface Sheet {
  html: string
  footer: string
  landscape: boolean
  hasFields?: boolean
  isPaged?: boolean
}

/** Letters on nothing, placed by their middle, in pixels; angles in radians. */
interface Picture {
  width: number
  height: number
  letterings: {
    text: string
    x: number
    y: number
    angle: number
    sizePx: number
    maxWidthPx: number
    opacity: number
  }[]
}

/** A printer of this PC: the name by which the system knows it, and the one that people do. */
interface SystemPrinter {
  name: string
  label: string
}

/**
 * Turns sheets into PDFs, onto printers and before people's eyes, and letters into pictures, in a hidden white window that
 * sees one sheet and has no way out.
 */
export class Printer {
  readonly #pageDir: string
  readonly #sheets = new Map<string, string>()
  #shownId: string | undefined

  constructor(pageDir: string) {
    this.#pageDir = pageDir
  }

  /** The page of a sheet that is being printed or looked at, for the `app:` protocol. */
  sheet(id: string): string | undefined {
    return this.#sheets.get(id)
  }

  /** A4. Of a sheet that is cut into pages each as it stands; otherwise the footer and page n/m at the foot of each. */
  toPdf(sheet: Sheet): Promise<Uint8Array> {
    const { landscape, footer, isPaged = false, hasFields = false } = sheet
    const shared = { landscape, pageSize: 'A4', printBackground: true } as const
    return this.#inView(sheet, async ({ webContents }) => {
      if (isPaged) {
        await webContents.executeJavaScript('window.bound')
        return webContents.printToPDF({ ...shared, margins: { top: 0, bottom: 0, left: 0, right: 0 } })
      }
      if (hasFields) await webContents.executeJavaScript(LINK_FIELDS)
      return webContents.printToPDF({
        ...shared,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: foot(footer),
        margins: { top: 0.45, bottom: 0.95, left: 0.45, right: 0.45 },
      })
    })
  }

  /**
   * Keeps a sheet that is cut into pages, so that the window may frame `paper-<id>#page-<n>`: the very boxes that print,
   * without a script. Until `putAway`, or the next one.
   */
  show(sheet: Sheet): Promise<{ paperId: string; pages: number }> {
    return this.#inView(sheet, async ({ webContents }) => {
      const pages = (await webContents.executeJavaScript('window.bound')) as number
      const html = (await webContents.executeJavaScript('document.body.innerHTML')) as string
      const paperId = newId()
      const page = await this.#page('pages.html', html, true)
      this.putAway()
      this.#shownId = paperId
      this.#sheets.set(paperId, page)
      return { paperId, pages }
    })
  }

  putAway(): void {
    if (this.#shownId !== undefined) this.#sheets.delete(this.#shownId)
    this.#shownId = undefined
  }

  /** The printers that the system knows of. */
  printers(): Promise<SystemPrinter[]> {
    return this.#inView(BLANK, async ({ webContents }) => {
      const known = await webContents.getPrintersAsync()
      return known.map(({ name, displayName }) => ({ name, label: displayName === '' ? name : displayName }))
    })
  }

  /** Gives a sheet that is cut into pages to a printer; answers whether the system took it. */
  toPrinter(sheet: Sheet, printer: string): Promise<boolean> {
    return this.#inView(sheet, async ({ webContents }) => {
      await webContents.executeJavaScript('window.bound')
      return new Promise<boolean>((resolve) =>
        webContents.print(
          {
            silent: true,
            deviceName: printer,
            landscape: sheet.landscape,
            pageSize: 'A4',
            margins: { marginType: 'none' },
            printBackground: true,
          },
          resolve,
        ),
      )
    })
  }

  /**
   * A transparent PNG of exactly that size: white letters with a dark edge, which are legible on light and on dark. Drawn
   * on a canvas: what a window shows is scaled with the display.
   */
  async toPicture(picture: Picture): Promise<Uint8Array> {
    const url = await this.#inView(BLANK, ({ webContents }) =>
      webContents.executeJavaScript(`(${DRAW})(${JSON.stringify(picture)})`),
    )
    return Buffer.from(String(url).slice('data:image/png;base64,'.length), 'base64')
  }

  async #page(frameName: string, html: string, isStill = false): Promise<string> {
    const frame = await readFile(join(this.#pageDir, frameName), 'utf8')
    const still = isStill ? frame.replaceAll(/<script\b[^>]*><\/script>|<\/?template>/g, '') : frame
    return still.replace('<!-- sheet -->', () => html)
  }

  async #inView<T>({ html, isPaged = false }: Sheet, work: (view: BrowserWindow) => Promise<T>): Promise<T> {
    const id = newId()
    this.#sheets.set(id, await this.#page(isPaged ? 'pages.html' : 'paper.html', html))
    // A dark window's margins print black, so this one is white whatever the theme is.
    const view = new BrowserWindow({
      show: false,
      paintWhenInitiallyHidden: false,
      backgroundColor: '#ffffff',
      webPreferences: shut,
    })
    try {
      await view.loadURL(`${ORIGIN}/paper-${id}`)
      // Faces load when the text is first laid out; a page printed before that has holes instead of letters.
      await view.webContents.executeJavaScript(
        'document.body.offsetHeight, document.fonts.ready.then(() => true)',
      )
      return await work(view)
    } finally {
      this.#sheets.delete(id)
      view.destroy()
    }
  }
}

const BLANK: Sheet = { html: '', footer: '', landscape: false }

function newId(): string {
  return randomBytes(9).toString('base64url')
}

/**
 * Runs in the view: covers every cell that is named as a field with a link to `FIELD_LINK<name>`. Chromium writes links
 * into the PDF with the page and the place that they have on paper, which nothing on the screen's side can tell.
 */
const LINK_FIELDS = `for (const cell of document.querySelectorAll('[data-field]')) {
  if (getComputedStyle(cell).display === 'inline') cell.style.display = 'inline-block'
  cell.style.position = 'relative'
  const link = document.createElement('a')
  link.href = '${FIELD_LINK}' + cell.dataset.field
  link.style.cssText = 'position: absolute; inset: 0'
  cell.append(link)
}`

/** Runs in the view, whose page brings the faces, and answers a data URL. */
const DRAW = `async ({ width, height, letterings }) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const ink = canvas.getContext('2d')
  const faces = getComputedStyle(document.body).fontFamily
  for (const { text, x, y, angle, sizePx, maxWidthPx, opacity } of letterings) {
    const font = '600 ' + sizePx + 'px ' + faces
    // A face's files come in pieces by syllables: only those of this text are fetched.
    await document.fonts.load(font, text)
    ink.setTransform(1, 0, 0, 1, x, y)
    ink.rotate(angle)
    Object.assign(ink, { font, textAlign: 'center', textBaseline: 'middle', lineJoin: 'round' })
    ink.lineWidth = Math.max(1.5, sizePx / 8)
    ink.strokeStyle = 'rgb(0 0 0 / ' + opacity * 0.8 + ')'
    ink.strokeText(text, 0, 0, maxWidthPx)
    ink.fillStyle = 'rgb(255 255 255 / ' + opacity + ')'
    ink.fillText(text, 0, 0, maxWidthPx)
  }
  return canvas.toDataURL('image/png')
}`

/** Chromium sets the foot apart from the page, with faces of the system only; lines break where the text's do. */
function foot(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const faces = "'DejaVu Sans Mono', 'Noto Sans CJK KR', 'Malgun Gothic', monospace"
  return `<div style="width:100%;margin:0 0.45in;font:7.5px/1.35 ${faces};display:flex;gap:16px;justify-content:space-between;align-items:flex-end">
    <span style="white-space:pre-wrap;overflow-wrap:anywhere">${safe}</span>
    <span style="white-space:nowrap;font-size:9px"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`
}
