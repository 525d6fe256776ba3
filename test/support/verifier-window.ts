import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { verifierHtml } from '../../resources/verifier/build.mjs'

/** What opens the page: a browser's window and nothing of the station. */
const MAIN = `const { app, BrowserWindow } = require('electron')
let window
app.whenReady().then(() => {
  window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  return window.loadFile(process.env.VERIFIER_PAGE)
})
`

/** The verifier's page in a Chromium window, opened from the disk as by a double click; `violations` are what its policy forbade. */
export interface VerifierWindow {
  app: ElectronApplication
  page: Page
  violations: string[]
  requests: string[]
  openPage(): Promise<void>
}

export async function openVerifier(dir: string): Promise<VerifierWindow> {
  const pagePath = join(dir, '확인도구.html')
  const mainDir = join(dir, 'browser')
  mkdirSync(mainDir)
  writeFileSync(pagePath, await verifierHtml('resources/verifier'))
  writeFileSync(join(mainDir, 'package.json'), '{"name":"browser","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(mainDir, 'main.cjs'), MAIN)
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [mainDir],
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...(process.env as Record<string, string>), TZ: 'Asia/Seoul', VERIFIER_PAGE: pagePath },
  })
  const page = await app.firstWindow()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  const violations: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text())
  })
  page.on('pageerror', (failure) => violations.push(String(failure)))
  page.on('request', (request) => requests.push(request.url().split(':')[0] ?? ''))
  const openPage = async () => {
    await page.goto(pathToFileURL(pagePath).href)
    if ((await page.getAttribute('html', 'lang')) !== 'ko') await page.click('#language')
  }
  return { app, page, violations, requests, openPage }
}

function electronPath(): string {
  const found = process.env['ELECTRON_EXE']
  if (found !== undefined) return found
  return (JSON.parse(readFileSync(resolve('native/runtime.json'), 'utf8')) as { exe: string }).exe
}
