import { expect, test } from 'vitest'
import { qrCode } from '../../../electron/export/qr.ts'
import { readCode } from '../../../resources/verifier/picture.js'
import { codesOn } from '../../../resources/verifier/qr.js'
import { history, newKeeper, noteAt } from '../../support/exported-ledger.ts'

/** What a code has at each of its modules, its white border with it. */
function modulesOf(text: string): boolean[][] {
  const svg = qrCode(text).text
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)/g))
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(length))
  return modules
}

interface Scan {
  dpi: number
  /** How far the sheet lay askew, degrees. */
  askew: number
  /** How much a grey differs from the next, of 255. */
  grain: number
  /** How dark black is, of 255. */
  black: number
}

/** An A4 page in landscape with codes of 33 mm on it, and lines of words, as a scanner sees it. */
function scanned(texts: readonly string[], { dpi, askew, grain, black }: Scan) {
  const px = dpi / 25.4
  const [width, height] = [Math.round(297 * px), Math.round(210 * px)]
  const codes = texts.map((text, at) => ({ modules: modulesOf(text), x: (250 - 120 * at) * px, y: 165 * px }))
  const [sin, cos] = [Math.sin((askew * Math.PI) / 180), Math.cos((askew * Math.PI) / 180)]
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  let noise = 12345
  const darkAt = (x: number, y: number): boolean => {
    for (const code of codes) {
      const module = (33 * px) / code.modules.length
      const row = code.modules[Math.floor((y - code.y) / module)]
      if (row !== undefined && x >= code.x && x < code.x + 33 * px)
        return row[Math.floor((x - code.x) / module)] === true
    }
    // Words, of a kind.
    const line = y / px
    return (
      line > 20 && line < 150 && line % 6 < 2.2 && Math.floor(x / px / 1.3) % 3 !== 0 && (x / px) % 1.3 < 0.7
    )
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let dark = 0
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const) {
        const [u, v] = [x + dx - width / 2, y + dy - height / 2]
        if (darkAt(u * cos - v * sin + width / 2, u * sin + v * cos + height / 2)) dark += 0.25
      }
      noise = (Math.imul(noise, 1103515245) + 12345) >>> 0
      const grey = 245 - (245 - black) * dark + ((noise >>> 16) / 65536 - 0.5) * 2 * grain
      data.fill(grey, 4 * (y * width + x), 4 * (y * width + x) + 3)
    }
  return { width, height, data }
}

const keeper = newKeeper()
const notes = [noteAt(keeper, history(3), 3), noteAt(keeper, history(9), 9)]
const breathe = async () => undefined

test('the codes of a page are read at any usual resolution, askew, grainy and pale', {
  timeout: 300_000,
}, async () => {
  const scans: Scan[] = [
    { dpi: 150, askew: 1.3, grain: 15, black: 60 },
    { dpi: 300, askew: 0.7, grain: 40, black: 90 },
  ]
  for (const scan of scans) {
    const found = await codesOn(scanned(notes.slice(0, 1), scan), readCode, breathe)
    expect([scan, found]).toEqual([scan, notes.slice(0, 1)])
  }
})

test('two codes on a page are both read; a page without any is given up', { timeout: 300_000 }, async () => {
  const two = await codesOn(scanned(notes, { dpi: 200, askew: 0.4, grain: 10, black: 30 }), readCode, breathe)
  expect(two.toSorted()).toEqual(notes.toSorted())
  const none = scanned([], { dpi: 80, askew: 0, grain: 30, black: 30 })
  expect(await codesOn(none, readCode, breathe)).toEqual([])
  expect(await codesOn({ width: 0, height: 0, data: new Uint8ClampedArray() }, readCode, breathe)).toEqual([])
})

test('reading can be stopped', async () => {
  const page = scanned(notes, { dpi: 150, askew: 0, grain: 0, black: 0 })
  const stop = () => Promise.reject(new Error('stopped'))
  await expect(codesOn(page, readCode, stop)).rejects.toThrow('stopped')
})
