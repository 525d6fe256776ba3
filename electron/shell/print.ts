import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrowserWindow } from 'electron'
import { ORIGIN } from './protocols.ts'

interface Sheet {
  html: string
  footer: string
  landscape: boolean
}

/** Turns sheets into PDFs in a hidden white window that sees one sheet and has no way out. */
export class Printer {
  readonly #pageDir: string
  readonly #sheets = new Map<string, string>()

  constructor(pageDir: string) {
    this.#pageDir = pageDir
  }

  /** The page of a sheet that is being printed, for the `app:` protocol. */
  sheet(id: string): string | undefined {
    return this.#sheets.get(id)
  }

  /** A4; the footer and page n/m at the foot of every page. */
  async toPdf({ html, footer, landscape }: Sheet): Promise<Uint8Array> {
    const id = randomBytes(9).toString('base64url')
    const frame = await readFile(join(this.#pageDir, 'paper.html'), 'utf8')
    this.#sheets.set(
      id,
      frame.replace('<!-- sheet -->', () => html),
    )
    // A dark window's margins print black, so this one is white whatever the theme is.
    const view = new BrowserWindow({
      show: false,
      backgroundColor: '#ffffff',
      webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
    })
    try {
      await view.loadURL(`${ORIGIN}/paper-${id}`)
      // Faces load when the text is first laid out; a page printed before that has holes instead of letters.
      await view.webContents.executeJavaScript(
        'document.body.offsetHeight, document.fonts.ready.then(() => true)',
      )
      return await view.webContents.printToPDF({
        landscape,
        pageSize: 'A4',
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: foot(footer),
        margins: { top: 0.45, bottom: 0.95, left: 0.45, right: 0.45 },
      })
    } finally {
      this.#sheets.delete(id)
      view.destroy()
    }
  }
}

/** Chromium sets the foot apart from the page, with faces of the system only; lines break where the text's do. */
function foot(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const faces = "'DejaVu Sans Mono', 'Noto Sans CJK KR', 'Malgun Gothic', monospace"
  return `<div style="width:100%;margin:0 0.45in;font:7.5px/1.35 ${faces};display:flex;gap:16px;justify-content:space-between;align-items:flex-end">
    <span style="white-space:pre-wrap;overflow-wrap:anywhere">${safe}</span>
    <span style="white-space:nowrap;font-size:9px"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`
}
