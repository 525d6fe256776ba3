import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

/** The runtime that setting up found; see native/runtime.json. */
function electronPath(): string {
  const found = process.env['ELECTRON_EXE']
  if (found !== undefined) return found
  return (JSON.parse(readFileSync(resolve('native/runtime.json'), 'utf8')) as { exe: string }).exe
}

/** The first start reads the whole runtime from the disk: on a busy machine that takes its time. */
const STARTS_WITHIN_MS = 120_000

/**
 * Starts the real program on a data folder of its own and waits for its window. Needs a display; as root Chromium runs
 * without its sandbox, as everybody else with it.
 */
export async function openApp(
  homeDir: string,
  size: { width: number; height: number } = { width: 1280, height: 800 },
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: ['.'],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: STARTS_WITHIN_MS,
    env: { ...(process.env as Record<string, string>), VIEWING_STATION_HOME: homeDir, TZ: 'Asia/Seoul' },
  })
  const page = await app.firstWindow({ timeout: STARTS_WITHIN_MS })
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
  return { app, page }
}

/** What a person answers to the next folder and file dialogs. */
export async function answerDialogs(
  app: ElectronApplication,
  answers: { folder?: string; file?: string },
): Promise<void> {
  await app.evaluate(({ dialog }, { folder, file }) => {
    dialog.showOpenDialog = (async () => ({
      canceled: folder === undefined,
      filePaths: folder === undefined ? [] : [folder],
    })) as never
    dialog.showSaveDialog = (async () => ({ canceled: file === undefined, filePath: file ?? '' })) as never
  }, answers)
}
