import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row } from '#domain/ledger/row.ts'
import type { Recording } from '#domain/recording.ts'
import { fromWallClock } from '#domain/time.ts'
import { openSealed } from '../../../electron/footage/cipher.ts'
import { sealedPath } from '../../../electron/footage/clip.ts'
import { rows } from '../../../electron/vault/book.ts'
import { destructionsOver, unfinishedDestructions } from '../../../electron/vault/destructions.ts'
import { storedRecording } from '../../../electron/vault/recordings.ts'
import type { Orders } from '../../support/mortal-station.ts'
import { recorderFolder } from '../../support/recorder.ts'
import { PASSWORDS, setUpStation, TestStation, temporaryDir } from '../../support/station.ts'
import { readablePages } from '../../support/vault-pages.ts'

/** A station that is killed, again and again, a moment later each time, until it comes to the end of its work. */

const all = { fromAt: fromWallClock('2026-01-01T00:00:00'), toAt: fromWallClock('2027-01-01T00:00:00') }
const credentials = (loginName: string) => ({ loginName, password: PASSWORDS[loginName]! })
// Inside the project, so that the child finds its packages.
const builtDir = resolve(import.meta.dirname, '../../../node_modules/.cache', `mortal-${process.pid}`)

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, '../../support/mortal-station.ts'),
      outDir: builtDir,
      rollupOptions: { output: { entryFileNames: 'station.mjs' } },
    },
  })
})
afterAll(() => rmSync(builtDir, { recursive: true, force: true }))

/** Lets the station live for so many moments on a copy of a home; answers whether it came to its end. */
function live(homeDir: string, orders: Omit<Orders, 'homeDir'>): boolean {
  const child = spawnSync(
    process.execPath,
    [join(builtDir, 'station.mjs'), JSON.stringify({ homeDir, ...orders })],
    {
      env: { ...process.env, VIEWING_STATION_ADDON: resolve('native/build/better_sqlite3.node') },
      encoding: 'utf8',
    },
  )
  if (child.signal === 'SIGKILL') return false
  expect({ status: child.status, said: child.stderr }).toMatchObject({ status: 0 })
  return true
}

interface Known extends Pick<Recording, 'id'> {
  wrapped: Buffer
}

const keysOf = ({ office }: TestStation) =>
  office.vault.read((db) =>
    db.prepare('SELECT id, wrapped_key AS wrapped FROM recordings ORDER BY start_at').all(),
  ) as Known[]

/** What the next start finds: everything that is held can be read, nothing else lies about, what is gone has no key. */
async function afterRestart(homeDir: string, nowMs: number, known: readonly Known[]) {
  const station = await new TestStation(
    homeDir,
    new Date(nowMs + 9 * 3_600_000).toISOString().slice(0, 19),
  ).as('김담당')
  const { vault, keys, storeDir, vaultPath } = station.office
  const held = await station.ask('recordings', 'list', all)
  for (const { id } of held) {
    const { key } = vault.read((db) => storedRecording(db, id, keys.footage))
    const sealed = await openSealed(sealedPath(storeDir, id), key)
    await sealed.read(0, sealed.sizeBytes)
    await sealed.close()
  }
  expect(readdirSync(storeDir).sort()).toEqual(held.map(({ id }) => `${id}.vsf`).sort())
  const gone = known.filter(({ id }) => held.every((each) => each.id !== id))
  const pages = readablePages(vaultPath, keys.database)
  for (const { wrapped } of gone) expect(pages.includes(wrapped)).toBe(false)
  const cameraIds = [await station.cameraId(3)]
  expect(
    vault.read((db) => destructionsOver(db, cameraIds, all)).map(({ recordingId }) => recordingId),
  ).toEqual(gone.map(({ id }) => id))
  expect(vault.read(unfinishedDestructions)).toEqual([])
  const lines = vault.read((db) => rows(db, { fromOn: '2026-01-01', toOn: '2027-12-31', text: '' }, 0, 10))
  const answer = { held, gone, lines, acts: station.acts() }
  await station.ask('ledger', 'verify')
  station.office.close()
  return answer
}

test('killed at any moment, an erasure has happened wholly or not at all, and never both are lost', async () => {
  const station = await (await setUpStation()).as('김담당')
  await station.takeIn(
    recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': { seconds: 6 } }),
  )
  const at = (time: string) => fromWallClock(`2026-11-20T${time}`)
  const window = { fromAt: at('18:30:02'), toAt: at('18:30:04') }
  const request = await station.received(await station.form(window))
  const known = keysOf(station)
  const nowMs = Date.parse(station.office.now())
  const row: Row = {
    kind: 'destroy',
    at: "'26.11.23 09:30",
    file: '3번',
    officer: '김담당',
    purpose: '삭제',
    recipient: '홍길동',
    basis: '제36조',
    form: '기타',
    period: '-',
    result: '삭제',
    safety: '-',
  }
  const { cameraIds } = request.form
  const by = station.office.actor().id
  station.office.close()
  const orders = { nowMs, officer: credentials('김담당') }
  const erasure = { requestId: request.id, cameraIds, ...window, by, row }
  const outcomes: boolean[] = []
  for (let moments = 0; ; moments++) {
    const homeDir = join(temporaryDir('killed'), 'home')
    cpSync(station.homeDir, homeDir, { recursive: true })
    const isAtEnd = live(homeDir, { ...orders, erasure, moments })
    const { held, gone, lines, acts } = await afterRestart(homeDir, nowMs, known)
    const isErased = acts.includes('footage.erased')
    const starts = isErased ? [at('18:30:00'), at('18:30:04')] : [at('18:30:00')]
    expect(held.map(({ startAt }) => startAt)).toEqual(starts)
    expect([gone.length, lines.length]).toEqual(isErased ? [1, 1] : [0, 0])
    outcomes.push(isErased)
    if (isAtEnd) break
  }
  expect(outcomes.length).toBeGreaterThan(10)
  // First nothing has happened, from some moment on everything.
  expect(outcomes).toEqual(outcomes.toSorted((a, b) => Number(a) - Number(b)))
  expect(new Set(outcomes)).toEqual(new Set([false, true]))
}, 300_000)

test('killed at any moment, a destruction has one line that says how much is gone', async () => {
  const station = await (await setUpStation()).as('김담당')
  const files = { 'cam03/20261001_100000.mp4': { seconds: 1 }, 'cam03/20261002_100000.mp4': { seconds: 1 } }
  await station.takeIn(recorderFolder(temporaryDir('recorder'), files))
  const known = keysOf(station)
  const nowMs = Date.parse(station.office.now())
  station.office.close()
  const orders = { nowMs, officer: credentials('김담당'), manager: credentials('이책임') }
  const counts: number[] = []
  for (let moments = 0; ; moments++) {
    const homeDir = join(temporaryDir('killed'), 'home')
    cpSync(station.homeDir, homeDir, { recursive: true })
    const isAtEnd = live(homeDir, { ...orders, moments })
    const { gone, lines, acts } = await afterRestart(homeDir, nowMs, known)
    const isBegun = acts.includes('destruction.started')
    expect(acts.filter((kind) => kind === 'recording.destroyed')).toHaveLength(gone.length)
    expect(acts.filter((kind) => kind === 'destruction.finished')).toHaveLength(isBegun ? 1 : 0)
    expect(lines.map(({ file }) => /\d+건$/.exec(file)?.[0])).toEqual(
      gone.length === 0 ? [] : [`${gone.length}건`],
    )
    counts.push(gone.length)
    if (isAtEnd) break
  }
  expect(counts.length).toBeGreaterThan(8)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  expect(new Set(counts)).toEqual(new Set([0, 1, 2]))
}, 300_000)
