import { join } from 'node:path'
import { BrowserWindow, screen, type WebPreferences } from 'electron'
import { ORIGIN } from './protocols.ts'

/** What every window of the station is: a page in a sandbox, which reaches nothing by itself. */
export const shut: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  spellcheck: false,
}

/** Opens the station's window: sandboxed, no navigation away, the same page for ever, and no window of its own opening. */
export function openWindow(appDir: string, title: string): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize
  const window = new BrowserWindow({
    width: Math.min(1280, width),
    height: Math.min(800, height),
    useContentSize: true,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title,
    autoHideMenuBar: true,
    backgroundColor: '#f4f5f6',
    webPreferences: { preload: join(appDir, 'preload.cjs'), ...shut },
  })
  // Screens show footage: keep them out of screenshots where the system can (it cannot on Linux).
  window.setContentProtection(true)
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ORIGIN}/`)
  return window
}
