import { uptime } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, Menu, powerMonitor, session, utilityProcess } from 'electron'
import { contract } from './contract/contract.ts'
import { channel } from './contract/wire.ts'
import { refuseResidentNumbers } from './domain/request-form.ts'
import { instantAt } from './domain/time.ts'
import { FORM_READER_ARGS, FormReader } from './export/form-reader.ts'
import { terms } from './i18n/ko/terms.ts'
import { MaskingRoom } from './masking/room.ts'
import { ClockWatch } from './procedures/clock.ts'
import { handlers } from './procedures/handlers.ts'
import { lock } from './procedures/locking.ts'
import { Office } from './procedures/office.ts'
import { serveFootage } from './procedures/playback.ts'
import { lockIfIdle, shutDown } from './procedures/station.ts'
import { isShownMasked } from './procedures/viewings.ts'
import { announcer } from './shell/announce.ts'
import { dialogs } from './shell/dialogs.ts'
import { faultLog } from './shell/log.ts'
import { Printer } from './shell/print.ts'
import { declareProtocols, ORIGIN, serveProtocols } from './shell/protocols.ts'
import { serve } from './shell/serve.ts'
import { admitVisitor } from './shell/visitor.ts'
import { openWindow } from './shell/window.ts'

const IDLE_CHECK_MS = 5_000
const appDir = import.meta.dirname
const pageDir = join(appDir, 'renderer')

// As root Chromium refuses its sandbox, and enableSandbox() beside --no-sandbox kills every child (crbug 638180).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
declareProtocols()
const ownHome = process.env['VIEWING_STATION_HOME']
if (!app.isPackaged && ownHome !== undefined) app.setPath('userData', ownHome)
const homeDir = join(app.getPath('userData'), 'station')

/** One station on a PC: a second start shows the first one's window. */
if (!app.requestSingleInstanceLock()) app.exit(0)

// Not awaited at the top level: an ES module that waits for `ready` there never gets it (electron/electron#40719).
void app.whenReady().then(() => {
  Menu.setApplicationMenu(null)
  const reportFault = faultLog(homeDir)
  process.on('unhandledRejection', reportFault)
  const printer = new Printer(pageDir)
  let window: BrowserWindow
  let closeVisitor: () => void
  const office = new Office({
    homeDir,
    now: () => instantAt(Date.now()),
    announce: announcer(contract, (name, payload) => {
      if (name === channel('viewings', 'ended')) closeVisitor()
      if (!window.isDestroyed()) window.webContents.send(name, payload)
    }),
    ...dialogs(() => window, terms.dialogs),
    toPdf: (paper) => printer.toPdf(paper),
    showPaper: (paper) => printer.show(paper),
    putAwayPaper: () => printer.putAway(),
    printers: () => printer.printers(),
    toPrinter: (paper, name) => printer.toPrinter(paper, name),
    toPicture: (picture) => printer.toPicture(picture),
    masking: new MaskingRoom(() =>
      utilityProcess.fork(join(appDir, 'masking.js'), [], { serviceName: 'masking', stdio: 'ignore' }),
    ),
    forms: new FormReader(() =>
      utilityProcess.fork(join(appDir, 'forms.js'), [], {
        serviceName: 'forms',
        stdio: 'ignore',
        execArgv: FORM_READER_ARGS,
      }),
    ),
    reportFault,
  })
  serveProtocols(
    session.defaultSession,
    pageDir,
    (id) => printer.sheet(id),
    (asked) => serveFootage(office, asked),
  )
  serve(contract, handlers, {
    ipcMain,
    admit: ({ senderFrame }) =>
      senderFrame === window.webContents.mainFrame && senderFrame.url.startsWith(`${ORIGIN}/`)
        ? office
        : undefined,
    screen: refuseResidentNumbers,
    refused: (desk, call, refusal) => desk.refused(call, refusal),
    reportFault,
  })
  window = openWindow(appDir, terms.product)
  closeVisitor = admitVisitor(window, () => isShownMasked(office))

  powerMonitor.on('lock-screen', () => lock(office))
  powerMonitor.on('suspend', () => lock(office))
  const clockWatch = new ClockWatch(office.world.now(), uptime() * 1000)
  const idleCheck = setInterval(() => {
    clockWatch.look(office, uptime() * 1000)
    lockIfIdle(office)
  }, IDLE_CHECK_MS)
  app.on('second-instance', () => window.focus())
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (office.opened === undefined) return
    event.preventDefault()
    clearInterval(idleCheck)
    void shutDown(office)
      .catch(reportFault)
      .finally(() => app.exit(0))
  })
})
