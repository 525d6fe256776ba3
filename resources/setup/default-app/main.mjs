// Stands in for the default app that Electron's own distribution carries and the registry's runtime lacks:
// `electron [switches] <folder or file> [arguments]` starts the app there. It must be a module with top-level await:
// `ready` is then held back until the app's own main module has been evaluated.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)
const given = process.argv.slice(1)
const preloads = []
let at = 0
for (; at < given.length && given[at].startsWith('-'); at++) {
  // Playwright starts Electron with `-r <its loader>`.
  if (given[at] === '-r' || given[at] === '--require') preloads.push(given[++at])
}
const target = given[at]
if (target === undefined) {
  process.stderr.write('usage: electron [switches] <folder or file> [arguments]\n')
  process.exit(2)
}
process.argv.splice(1, at)
// As Electron's own default app does: tells the app that it is not packaged.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
for (const preload of preloads) require(path.resolve(preload))

let mainPath = path.resolve(target)
app.setAppPath(mainPath)
if (fs.statSync(mainPath).isDirectory()) {
  const description = JSON.parse(fs.readFileSync(path.join(mainPath, 'package.json'), 'utf8'))
  app.name = description.productName ?? description.name
  app.setVersion(description.version)
  mainPath = path.join(mainPath, description.main)
} else {
  app.setAppPath(path.dirname(mainPath))
}
await import(pathToFileURL(fs.realpathSync(mainPath)).href)
