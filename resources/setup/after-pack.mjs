import fs from 'node:fs'
import path from 'node:path'

/**
 * electron-builder calls this when the folder is laid out, before it sets the fuses. Electron's default app would
 * let the program be started with another one's code.
 * @param {{appOutDir: string, packager: {getResourcesDir(appOutDir: string): string}}} context
 */
export default function afterPack({ appOutDir, packager }) {
  fs.rmSync(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
