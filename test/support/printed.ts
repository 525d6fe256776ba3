import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'

/** What is on a sheet that was printed, as another program sees it. */

/** The text of a PDF, page by page. */
export function textOfPages(pdfPath: string): string[] {
  const text = execFileSync('pdftotext', ['-layout', pdfPath, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return text.split('\f').slice(0, -1)
}

/**
 * The bytes of each page's QR code as text, found in a picture of the page of so many dots per inch; nothing where none is found.
 */
export function codesOfPages(pdfPath: string, dpi: number, pages: readonly number[]): (string | undefined)[] {
  return pages.map((page) => {
    const dir = mkdtempSync(join(tmpdir(), 'printed-'))
    try {
      const range = ['-f', String(page), '-l', String(page)]
      execFileSync('pdftoppm', ['-r', String(dpi), '-gray', ...range, pdfPath, join(dir, 'page')])
      const [name = ''] = readdirSync(dir)
      return codeIn(readFileSync(join(dir, name)))
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
}

/** Of a portable graymap (P5, one byte a dot). */
function codeIn(pgm: Buffer): string | undefined {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'))
  if (head === null) throw new Error('not a graymap')
  const [width, height] = [Number(head[1]), Number(head[2])]
  const dots = pgm.subarray(head[0].length)
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++)
    rgba[at * 4] = rgba[at * 4 + 1] = rgba[at * 4 + 2] = dots[at] ?? 0
  const found = jsQR(rgba, width, height)
  return found === null ? undefined : Buffer.from(found.binaryData).toString('utf8')
}
