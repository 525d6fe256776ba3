import { type BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron'
import { ORIGIN } from './protocols.ts'
import { shut } from './window.ts'

const PAGE = `${ORIGIN}/visitor.html`

/**
 * Lets the station's page open one window more: the visitor's, on the second display where there is one. It is a page
 * without a script, without the bridge and without footage of its own; what stands on it the station's page draws, in
 * the same process. Nothing else can be opened. Answers how to close it, whatever the page does.
 */
export function admitVisitor(station: BrowserWindow, mayOpen: () => boolean): () => void {
  let visitor: BrowserWindow | undefined
  const { webContents } = station
  webContents.setWindowOpenHandler(({ url }) =>
    url === PAGE && visitor === undefined && mayOpen()
      ? { action: 'allow', overrideBrowserWindowOptions: { ...place(station), ...bare } }
      : { action: 'deny' },
  )
  webContents.on('did-create-window', (opened) => {
    visitor = opened
    opened.setContentProtection(true)
    opened.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    opened.webContents.on('will-navigate', (event) => {
      if (event.url !== PAGE) event.preventDefault()
    })
    opened.webContents.on('will-attach-webview', (event) => event.preventDefault())
    opened.webContents.on('before-input-event', (_, { type, code }) => {
      if (type === 'keyDown' && code === 'F11') opened.setFullScreen(!opened.isFullScreen())
    })
    // Chromium stops drawing a window that lies behind another one, and with it the picture that the visitor looks at.
    webContents.setBackgroundThrottling(false)
    opened.once('closed', () => {
      visitor = undefined
      if (!station.isDestroyed()) webContents.setBackgroundThrottling(true)
    })
  })
  return () => visitor?.destroy()
}

/** No bridge: a window that a page opens would otherwise be made like its opener. */
const bare: BrowserWindowConstructorOptions = {
  autoHideMenuBar: true,
  backgroundColor: '#10141b',
  webPreferences: shut,
}

/** The whole of another display; where there is none, a smaller window that can be pulled to one. */
function place(station: BrowserWindow): BrowserWindowConstructorOptions {
  const own = screen.getDisplayMatching(station.getBounds())
  const other = screen.getAllDisplays().find(({ id }) => id !== own.id)
  if (other !== undefined) return { ...other.bounds, fullscreen: true }
  return { width: 960, height: 640, minWidth: 480, minHeight: 320 }
}
