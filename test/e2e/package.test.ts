import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const projectDir = path.resolve(import.meta.dirname, '../..')
const title = '영상 열람 스테이션'
// A fuse is a character of the wire in the program's file: '0' off, '1' on.
const off = '0'.charCodeAt(0)
const on = '1'.charCodeAt(0)
// Higher than the menu bar that GTK draws, in pixels.
const menuBar = 40
const workDir = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'))
const appDir = path.join(workDir, 'made/linux-unpacked')
const exePath = path.join(appDir, 'viewing-station')

beforeAll(() => {
  const script = path.join(projectDir, 'resources/setup/package.mjs')
  execFileSync(process.execPath, [script, path.join(workDir, 'made')], { stdio: 'inherit' })
})
afterAll(() => fs.rmSync(workDir, { recursive: true, force: true }))

describe('the package', () => {
  it('holds the program and what it needs, and neither a development door nor another way in', () => {
    const files = listPackage(path.join(appDir, 'resources/app.asar'), { isPack: false })
    expect(files).toContain('/out/main.js')
    expect(files).toContain('/out/masking.js')
    expect(files).toContain('/out/preload.cjs')
    expect(files).toContain('/out/renderer/index.html')
    expect(files.filter((file) => file.startsWith('/out/doors') || file.endsWith('.map'))).toEqual([])
    expect(fs.existsSync(path.join(appDir, 'resources/default_app.asar'))).toBe(false)
    expect(fs.readdirSync(path.join(appDir, 'resources/models')).sort()).toEqual([
      'centernet.bin',
      'centernet.json',
      'faceboxes.bin',
      'faceboxes.json',
      'nanodet.bin',
      'nanodet.json',
    ])
  })

  it('has its fuses set: no Node, no inspector, no options from outside, no program but its own', async () => {
    const wire = await getCurrentFuseWire(exePath)
    const state = (fuse: FuseV1Options) => wire[fuse]
    expect(state(FuseV1Options.RunAsNode)).toBe(off)
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(off)
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(off)
    expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(off)
    expect(state(FuseV1Options.EnableCookieEncryption)).toBe(on)
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(on)
  })

  // Without the inspector no test driver can look inside: the window is read from outside, as a person would. The
  // title alone proves little (a window without its page bears the program's name), so the screen must show a page.
  it('opens its window and paints its page', async ({ signal, onTestFinished }) => {
    const station = await opened()
    onTestFinished(() => closed(station))
    const seen = await until(station, showsPage, signal)
    savePicture()
    expect(seen).toBe('seen')
    expect(fs.readdirSync(path.join(workDir, 'home')).length).toBeGreaterThan(0)
  })
})

/** The packaged station with nothing in its environment but a screen: it must stand by itself. */
async function opened(): Promise<ChildProcess> {
  const { DISPLAY, XAUTHORITY, PATH, HOME } = process.env
  if (DISPLAY === undefined) throw new Error('this story needs a screen: npm test, or xvfb-run')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const station = spawn(exePath, [...sandbox, `--user-data-dir=${path.join(workDir, 'home')}`], {
    cwd: workDir,
    env: { DISPLAY, XAUTHORITY, PATH, HOME },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(station, 'spawn')
  return station
}

async function closed(station: ChildProcess): Promise<void> {
  if (station.exitCode !== null || station.signalCode !== null) return
  const exit = once(station, 'exit')
  station.kill('SIGKILL')
  await exit
}

/** Looks again until it is seen or the station has ended; the test's own limit ends a wait for nothing. */
async function until(
  station: ChildProcess,
  look: () => boolean,
  signal: AbortSignal,
): Promise<'seen' | 'ended'> {
  while (station.exitCode === null && station.signalCode === null) {
    if (look()) return 'seen'
    await sleep(250, undefined, { signal })
  }
  return 'ended'
}

/** Whether a window with the station's title is there and, below its menu bar, shows more than a plain colour. */
function showsPage(): boolean {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const answer = spawnSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8', env })
  if (answer.error) throw answer.error
  // A window that goes while the tree is walked ends xwininfo with BadWindow: the next look tells.
  if (answer.status !== 0) return false
  const place = new RegExp(`"${title}":.*? (\\d+)x(\\d+)\\+.* \\+(-?\\d+)\\+(-?\\d+)$`, 'm').exec(
    answer.stdout,
  )
  if (place === null) return false
  const [width = 0, height = 0, left = 0, top = 0] = place.slice(1).map(Number)
  const page = [`min(${width},iw)`, `min(${height - menuBar},ih-${menuBar})`, left, top + menuBar].join(':')
  const gray = grabbed(
    '-vf',
    `crop=${page.replaceAll(',', '\\,')}`,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    'pipe:1',
  )
  // Letters alone bring dozens of shades; an empty page has one.
  return new Set(gray).size > 16
}

function savePicture(): void {
  fs.mkdirSync(path.join(projectDir, 'test-out'), { recursive: true })
  grabbed('-y', path.join(projectDir, 'test-out/package.png'))
}

function grabbed(...output: string[]): Buffer {
  const screen = ['-f', 'x11grab', '-draw_mouse', '0', '-i', process.env['DISPLAY'] ?? '']
  const args = ['-hide_banner', '-loglevel', 'error', '-nostdin', ...screen, '-frames:v', '1', ...output]
  const answer = spawnSync('ffmpeg', args, { maxBuffer: 64 * 1024 * 1024 })
  if (answer.status !== 0) throw new Error(`the screen could not be read: ${answer.stderr.toString()}`)
  return answer.stdout
}
