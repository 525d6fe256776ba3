// `npm start [-- arguments for the station]`: opens the station.
import { prepare } from './build.mjs'
import { runToEnd, withDisplay } from './display.mjs'
import { projectDir } from './places.mjs'
import { runScript } from './report.mjs'

await runScript(async () => {
  const { exe, env } = await prepare()
  // Chromium's sandbox refuses to run as root; an ordinary account keeps it.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return withDisplay((display) =>
    runToEnd(exe, [...switches, projectDir, ...process.argv.slice(2)], {
      env: { ...process.env, ...env, ...display },
    }),
  )
})
