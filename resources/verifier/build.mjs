// Makes the verifier's page: its modules and jsQR in one script, its style, and a policy that allows these by their hashes
// and nothing else, least of all a network. One HTML file that a double click opens.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const here = import.meta.dirname
const jsqrDir = path.resolve(here, '../../node_modules/jsqr')

/**
 * @returns {Promise<string>} the page, readable by whoever wants to know what it does
 */
export async function verifierHtml() {
  const script = await scriptOf(path.join(here, 'page.js'))
  const style = read('page.css')
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  // Replaced by functions: `$` means nothing in what is put in.
  return read('page.html')
    .replace('%CSP%', () => policy)
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${script}</script>`)
}

async function scriptOf(entry) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: entry, output: { format: 'iife' } },
    },
  })
  const [{ code }] = built.output
  const script = `\n${licence()}\n${code}`
  // Within a page, this ends a script wherever it stands.
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end too early')
  return script
}

function licence() {
  const { version } = JSON.parse(fs.readFileSync(path.join(jsqrDir, 'package.json'), 'utf8'))
  const text = fs.readFileSync(path.join(jsqrDir, 'LICENSE'), 'utf8').replaceAll('*/', '* /')
  return `/*\nContains jsQR ${version} (https://github.com/cozmo/jsQR) under this licence; all else was written for this page.\n\n${text}*/`
}

function read(name) {
  return fs.readFileSync(path.join(here, name), 'utf8').replaceAll('\r\n', '\n')
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
