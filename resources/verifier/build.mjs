// Makes the verifier's page: its modules and jsQR in one script, its style, and a policy that allows these by their hashes
// and nothing else, least of all a network. One HTML file that a double click opens.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

/**
 * @param {string} dir where its sources are: this folder. A build's configuration that takes this file in runs elsewhere.
 * @returns {Promise<string>} the page, readable by whoever wants to know what it does
 */
export async function verifierHtml(dir) {
  const read = (name) => fs.readFileSync(path.join(dir, name), 'utf8').replaceAll('\r\n', '\n')
  const script = await scriptOf(path.resolve(dir))
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

async function scriptOf(dir) {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: { input: path.join(dir, 'page.js'), output: { format: 'iife' } },
    },
  })
  const [{ code }] = built.output
  const script = `\n${licence(path.join(dir, '../../node_modules/jsqr'))}\n${code}`
  // Within a page, this ends a script wherever it stands.
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end too early')
  return script
}

function licence(jsqrDir) {
  const { version } = JSON.parse(fs.readFileSync(path.join(jsqrDir, 'package.json'), 'utf8'))
  const text = fs.readFileSync(path.join(jsqrDir, 'LICENSE'), 'utf8').replaceAll('*/', '* /')
  return `/*\nContains jsQR ${version} (https://github.com/cozmo/jsQR) under this licence; all else was written for this page.\n\n${text}*/`
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
