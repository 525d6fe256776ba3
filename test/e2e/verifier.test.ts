import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { qrCode } from '../../electron/export/qr.ts'
import { fileText, history, ledgerParts, newKeeper, noteAt, sha256Hex } from '../support/exported-ledger.ts'
import { packageAround } from '../support/exported-package.ts'
import { unsound } from '../support/soundness.ts'
import { openVerifier, type VerifierWindow } from '../support/verifier-window.ts'

const workDir = mkdtempSync(join(tmpdir(), 'verifier-'))
const shotDir = 'test-out/verifier'
const keeper = newKeeper()
const entries = history(300)
const fingerprint = sha256Hex(keeper.publicKey).match(/.{4}/g)?.join(' ') ?? ''
let window: VerifierWindow

const pathOf = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(workDir, name), content)
  return join(workDir, name)
}

beforeAll(async () => {
  mkdirSync(shotDir, { recursive: true })
  window = await openVerifier(workDir)
})
afterAll(async () => {
  await window.app.close()
  rmSync(workDir, { recursive: true, force: true })
})

/** Gives everything to a fresh page and answers its verdict. */
async function verdictOf(given: { files?: string[]; folder?: string; papers?: string; key?: string }) {
  const { page } = window
  await window.openPage()
  if (given.files !== undefined) await page.setInputFiles('#files', given.files)
  if (given.folder !== undefined) await page.setInputFiles('#folder', given.folder)
  await page.getByLabel('2. 종이 (있으면)').fill(given.papers ?? '')
  await page.getByLabel('3. 기관의 공개키 또는 지문 (있으면)').fill(given.key ?? '')
  await page.getByRole('button', { name: '확인', exact: true }).click()
  await page.waitForSelector('#report .verdict', { timeout: 120_000 })
  return page.getAttribute('#report .verdict', 'data-verdict')
}

test('a ledger with its papers: the verdict, the bar, Korean and English, seen by everybody', async () => {
  const { page } = window
  const whole = pathOf('대장.vsl', fileText(ledgerParts(keeper, entries, [100, 200])))
  const papers = noteAt(keeper, entries, 120) + noteAt(keeper, entries, 250)
  expect(await verdictOf({ files: [whole], papers, key: fingerprint })).toBe('intact')
  await page.screenshot({ path: join(shotDir, 'intact-ko.png'), fullPage: true })
  expect(await unsound(page)).toEqual([])
  await page.click('#language')
  expect(await page.textContent('.verdict strong')).toBe('Intact')
  await page.screenshot({ path: join(shotDir, 'intact-en.png'), fullPage: true })

  const forged = pathOf('forged.vsl', fileText(ledgerParts(keeper, history(300, '-anew', 150), [100, 200])))
  expect(await verdictOf({ files: [forged], papers })).toBe('forked')
  expect(await page.textContent('.verdict strong')).toBe('갈라졌습니다: 120번∼249번 기록 사이')
  await page.screenshot({ path: join(shotDir, 'forked-ko.png'), fullPage: true })
  expect(await unsound(page)).toEqual([])
  expect(await verdictOf({ files: [forged, whole] })).toBe('forked')
  expect(await verdictOf({ files: [whole] })).toBe('unconfirmed')
  await page.screenshot({ path: join(shotDir, 'unconfirmed-ko.png'), fullPage: true })
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: join(shotDir, 'printed-ko.png'), fullPage: true })
  await page.emulateMedia({ media: 'screen' })
})

test('a folder as a package, and a film that is not the one that was handed out', async () => {
  const folder = join(workDir, '2026-0001')
  mkdirSync(folder)
  for (const [name, content] of Object.entries(packageAround(keeper, entries, '확인 영상')))
    writeFileSync(join(folder, name), content)
  expect(await verdictOf({ folder, key: fingerprint })).toBe('intact')
  const ledger = pathOf(
    'with-package.vsl',
    fileText(ledgerParts(keeper, [...entries, ...packageEntry()], [])),
  )
  expect(await verdictOf({ folder, files: [ledger], key: fingerprint })).toBe('intact')
  await window.page.screenshot({ path: join(shotDir, 'package-ko.png'), fullPage: true })
  writeFileSync(join(folder, 'film.mp4'), 'another film')
  expect(await verdictOf({ folder, key: fingerprint })).toBe('package')
  await window.page.screenshot({ path: join(shotDir, 'package-changed-ko.png'), fullPage: true })

  function packageEntry() {
    return [JSON.parse(readFileSync(join(folder, 'proof.json'), 'utf8')).entry]
  }
})

test('a scanned page is read by its code, at 150 and at 300 dpi', async () => {
  const ledger = pathOf('scanned.vsl', fileText(ledgerParts(keeper, entries, [])))
  for (const dpi of [150, 300]) {
    const scan = pathOf(`scan-${dpi}.png`, await printed(noteAt(keeper, entries, 200), dpi))
    expect([dpi, await verdictOf({ files: [ledger, scan] })]).toEqual([dpi, 'intact'])
    expect(await window.page.textContent('#report')).toContain('0 – 199')
  }
  const empty = pathOf('empty.png', await printed('', 100))
  expect(await verdictOf({ files: [ledger, empty] })).toBe('unread')
})

test('a million bytes a moment: it can be stopped, and the page stays alive', async () => {
  const { page } = window
  const folder = join(workDir, 'large')
  mkdirSync(folder)
  const made = packageAround(keeper, entries, Buffer.alloc(200_000_000, 7))
  for (const [name, content] of Object.entries(made)) writeFileSync(join(folder, name), content)
  await window.openPage()
  await page.setInputFiles('#folder', folder)
  await page.click('#begin')
  await page.waitForFunction(() => document.querySelector('progress')!.value > 0.02)
  await page.click('#stop')
  await page.waitForFunction(() => !document.querySelector('#begin')!.hasAttribute('disabled'))
  expect(await page.textContent('#working-words')).toBe('그만두었습니다. 아무것도 확인되지 않았습니다.')
  expect(await page.isVisible('#report .verdict')).toBe(false)
})

test('the page asks nobody for anything and breaks none of its own rules', async () => {
  expect(window.violations).toEqual([])
  expect(new Set(window.requests.filter((scheme) => scheme !== 'data'))).toEqual(new Set(['file']))
})

/** A page as a printer and a scanner make it: A4, the code in a corner of 30 mm, words around it. */
async function printed(text: string, dpi: number): Promise<Buffer> {
  const { app, page } = window
  const [width, height] = [Math.round(8.27 * dpi), Math.round(11.69 * dpi)]
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height,
  ] as [number, number])
  const code = text === '' ? '' : String(qrCode(text).text)
  const words = '<p>개인영상정보 관리대장 2026-11-22 09:30 홍길동 010-1234-5678 열람 완료</p>'.repeat(40)
  await page.goto('about:blank')
  await page.setContent(
    `<body style="margin:0;background:#fff;font-size:${dpi / 8}px"><div style="position:absolute;right:${dpi / 2}px;bottom:${dpi / 2}px;width:${dpi * 1.2}px;transform:rotate(1.5deg)">${code}</div>${words}</body>`,
  )
  const shot = await page.screenshot({ clip: { x: 0, y: 0, width, height } })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  return shot
}
