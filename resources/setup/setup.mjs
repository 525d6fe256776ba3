// `node resources/setup/setup.mjs`: makes a fresh clone ready to run. Node built-ins only until `npm ci` has run;
// does nothing that is already done.
import fs from 'node:fs'
import { buildAddon } from './addon.mjs'
import { addonPath, alone } from './places.mjs'
import { runScript, say } from './report.mjs'
import { findRuntime } from './runtime.mjs'
import { installNodePackages, installSystemPackages } from './system.mjs'

/**
 * System packages, npm packages, Electron, database addon: each only where missing.
 * @returns {Promise<{dist: string, exe: string, version: string, official: boolean, env: Record<string, string>}>}
 *   the runtime, and what every process of ours needs in its environment
 * @throws SetupFailure with the sentence to show
 */
export function setUp() {
  return alone(async () => {
    await installSystemPackages()
    await installNodePackages()
    const runtime = await findRuntime()
    await buildAddon(runtime)
    const addon = fs.existsSync(addonPath) ? { VIEWING_STATION_ADDON: addonPath } : {}
    return { ...runtime, env: { ELECTRON_EXE: runtime.exe, ...addon } }
  })
}

if (process.argv[1] === import.meta.filename) {
  await runScript(async () => {
    const { version, exe } = await setUp()
    say(`ready: Electron ${version} at ${exe}`)
  })
}
