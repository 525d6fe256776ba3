import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'

/**
 * Room → rooms and packages its files may import. This table is the architecture; the test keeps it true.
 * The longest room that a path begins with is its room.
 */
const houseRules: Record<string, { rooms: string[]; packages: string[] }> = {
  'electron/domain': { rooms: [], packages: ['zod', '@noble/hashes', 'temporal-polyfill'] },
  'electron/contract': { rooms: ['electron/domain'], packages: ['zod'] },
  'electron/i18n': { rooms: ['electron/domain'], packages: [] },
  'electron/vault': { rooms: ['electron/domain', 'native/sqlite'], packages: ['node:*', 'zod'] },
  'electron/footage': { rooms: ['electron/domain', 'native/ffmpeg'], packages: ['node:*'] },
  'electron/masking': {
    rooms: ['electron/domain', 'electron/footage', 'native/ffmpeg', 'native/detector'],
    packages: ['node:*', 'zod'],
  },
  'electron/export': {
    rooms: ['electron/domain', 'electron/i18n', 'native/ffmpeg'],
    packages: ['node:*', 'zod', '@zip.js/zip.js', '@cantoo/pdf-lib', 'uqr'],
  },
  'electron/procedures': {
    rooms: [
      'electron/domain',
      'electron/contract',
      'electron/vault',
      'electron/footage',
      'electron/masking',
      'electron/export',
    ],
    packages: ['node:*'],
  },
  'electron/shell': {
    rooms: ['electron/domain', 'electron/contract', 'electron/i18n'],
    packages: ['node:*', 'electron'],
  },
  'native/sqlite': { rooms: [], packages: ['node:*', 'better-sqlite3-multiple-ciphers'] },
  'native/ffmpeg': { rooms: [], packages: ['node:*'] },
  'native/detector': { rooms: [], packages: ['node:*', 'onnxruntime-node'] },
  'renderer/ui': { rooms: [], packages: ['react', 'react-aria-components'] },
  renderer: {
    rooms: ['electron/domain', 'electron/contract', 'electron/i18n', 'renderer/ui'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'react-aria-components',
      'krds-uiux',
      '@fontsource/noto-sans-kr',
      '@fontsource/noto-emoji',
    ],
  },
}

const rooms = Object.keys(houseRules).sort((a, b) => b.length - a.length)

test('every import stays within the house rules', () => {
  const trespasses = sourceFiles('electron', 'native', 'renderer').flatMap((file) => {
    const room = roomOf(file)
    if (room === undefined) return []
    return importsOf(file)
      .filter((target) => !allowed(room, target))
      .map((target) => `${file} → ${target}`)
  })
  expect(trespasses).toEqual([])
})

test('the rules are about the house as it stands: every room has files, and nothing is outside a room', () => {
  const files = sourceFiles('electron', 'native', 'renderer')
  expect(rooms.filter((room) => !files.some((file) => roomOf(file) === room))).toEqual([])
  const wiring = ['electron/main.ts', 'electron/preload.ts', 'electron/vite.config.ts']
  expect(files.filter((file) => roomOf(file) === undefined && !wiring.includes(file))).toEqual([])
})

test('a trespass would be seen', () => {
  expect(allowed('electron/domain', 'node:fs')).toBe(false)
  expect(allowed('renderer', 'electron/vault/vault.ts')).toBe(false)
  expect(allowed('electron/vault', 'native/sqlite/sqlite.ts')).toBe(true)
})

test('no file is longer than a person reads at once', () => {
  const long = sourceFiles('electron', 'native', 'renderer', 'test').filter(
    (file) => readFileSync(file, 'utf8').split('\n').length > 301,
  )
  expect(long).toEqual([])
})

function allowed(room: string, target: string): boolean {
  const rules = houseRules[room]
  if (rules === undefined) return false
  const targetRoom = roomOf(target)
  if (targetRoom !== undefined) return [room, ...rules.rooms].includes(targetRoom)
  return rules.packages.some((name) =>
    name === 'node:*' ? target.startsWith('node:') : target === name || target.startsWith(`${name}/`),
  )
}

function roomOf(path: string): string | undefined {
  return rooms.find((room) => path.startsWith(`${room}/`))
}

function importsOf(file: string): string[] {
  const statements = /^(?:import |(?:import|export|\})[^'\n]*\bfrom )'([^']+)'|\bimport\('([^']+)'\)/gm
  return [...readFileSync(file, 'utf8').matchAll(statements)].map(([, named = '', dynamic = '']) => {
    const target = named || dynamic
    if (target.startsWith('#')) return `electron/${target.slice(1)}`
    return target.startsWith('.') ? join(dirname(file), target) : target
  })
}

function sourceFiles(...roots: string[]): string[] {
  return roots
    .flatMap((root) =>
      readdirSync(root, { recursive: true }).map((file) => join(root, String(file).replaceAll('\\', '/'))),
    )
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
}
