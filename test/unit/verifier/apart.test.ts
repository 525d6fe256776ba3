import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifierHtml } from '../../../resources/verifier/build.mjs'

const DIR = 'resources/verifier'
const sources = readdirSync(DIR).filter((name) => name.endsWith('.js'))

test('the verifier imports nothing but its own modules and the reader of QR codes', () => {
  expect(sources.length).toBeGreaterThan(15)
  const imports = sources.flatMap((name) =>
    [
      ...readFileSync(join(DIR, name), 'utf8').matchAll(
        /^import [^'\n]*'([^']+)'|^(?:import|export) [^'\n]*from '([^']+)'|\bimport\('([^']+)'\)/gm,
      ),
    ].map(([, named, passed, dynamic]) => named ?? passed ?? dynamic ?? ''),
  )
  const foreign = imports.filter((target) => !/^\.\/[a-z0-9-]+\.js$/.test(target))
  expect(foreign).toEqual(['jsqr'])
})

test('its page is one file that can reach nothing and lets in no other script', async () => {
  const html = await verifierHtml(DIR)
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*|connect-src/)
  for (const tag of ['script', 'style']) {
    const [, content = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html) ?? []
    expect(content.length).toBeGreaterThan(1000)
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`)
  }
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).toContain('Apache License')
  expect(html).not.toMatch(/<(?:link|iframe|img|object|embed|base)\b|\bsrc=/)
  expect(readFileSync(join(DIR, 'page.css'), 'utf8')).not.toMatch(/@import|url\(/)
  // Ours; jsQR uses none of them either, and the policy would stop it.
  const own = sources.map((name) => readFileSync(join(DIR, name), 'utf8')).join('\n')
  expect(own).not.toMatch(
    /innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bcrypto\b|localStorage|[^.#]\bfetch\('/,
  )
})

test('nothing of it stands in the station, and nothing of the station in it', () => {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 60 && !line.startsWith('*') && !line.startsWith('//'))
  const own = new Set(sources.flatMap((name) => lines(readFileSync(join(DIR, name), 'utf8'))))
  const station = ['electron/domain/ledger', 'electron/export'].flatMap((dir) =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => lines(readFileSync(join(dir, name), 'utf8'))),
  )
  expect(station.filter((line) => own.has(line))).toEqual([])
})
