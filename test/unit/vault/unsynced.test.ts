import { cpSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openVault } from '../../../electron/vault/opening.ts'
import { journalPathOf } from '../../../electron/vault/rewriting.ts'
import { live, place } from '../../support/killing.ts'
import { BEFORE_VIEWS, BROKEN, built, builtLayer, forgetBuilds } from '../../support/mortal-builds.ts'
import type { Orders } from '../../support/mortal-vault.ts'
import { type Call, callsIn, Disk, type Loss } from '../../support/unsynced.ts'
import {
  clockOf,
  contradictions,
  type Deed,
  deedOf,
  difference,
  isThere,
  keys,
  randomFrom,
  unforgotten,
} from '../../support/vault-deeds.ts'

/**
 * Power cuts: the disk keeps what was synced, and of the rest whatever it likes. The layer that writes down what is asked of
 * the disk is compiled here; without a compiler there is nothing to see, and these tests are skipped.
 */

const layer = builtLayer()
const test_ = test.skipIf(layer === undefined)
afterAll(forgetBuilds)

const LOSSES: readonly Loss[] = ['everything', 'the latest', 'some writes', 'some sectors']

interface Tried {
  images: number
  found: unknown[]
}

/** What was noted by then. */
function noted(calls: readonly Call[], notesInode: number): string[] {
  return calls
    .filter(({ what, inode }) => what === 'written' && inode === notesInode)
    .map(({ bytes }) => bytes.toString().trim())
}

/** Opens what a power cut has left; answers what is wrong with it. */
async function wrong(
  path: string,
  seed: number,
  notes: readonly string[],
  mends: boolean,
): Promise<string[]> {
  const done = notes.filter((line) => !line.startsWith('-')).map((line) => Number(line.slice(1)))
  const next = notes.length
  try {
    const { vault } = await openVault({ path, keys, now: () => clockOf(next), mends })
    try {
      if (vault.isReadOnly) return ['read only']
      const underWay = deedOf(seed, next)
      const deeds: Deed[] = done.map((no) => deedOf(seed, no))
      if (isThere(vault, underWay)) deeds.push(underWay)
      return [...contradictions(vault, deeds), ...unforgotten(path, deeds), ...difference(path)]
    } finally {
      vault.close()
    }
  } catch (error) {
    return [`${String(error)} ${JSON.stringify((error as { data?: unknown }).data)}`]
  }
}

/** Lets a vault work, and cuts the power at so many moments of it. */
async function cut(program: string, orders: Orders, count: number): Promise<Tried> {
  const homeDir = dirname(orders.path)
  const logPath = `${orders.notesPath}.log`
  const imageDir = `${orders.notesPath}.image`
  const disk = new Disk(homeDir)
  const before = readFileSync(orders.notesPath, 'utf8').split('\n').slice(0, -1)
  const notesInode = statSync(orders.notesPath).ino
  expect(await live({ program, layer, orders }, {}, logPath)).toEqual({ end: 'closed' })
  const calls = callsIn(logPath)
  const random = randomFrom(orders.seed)
  const first = Math.max(
    0,
    calls.findIndex(({ what, inode }) => what === 'written' && inode === notesInode),
  )
  const from = before.length === 0 ? first + 1 : 0
  const moments = Array.from({ length: count }, () => from + Math.floor(random() * (calls.length + 1 - from)))
  moments.sort((a, b) => a - b)
  const tried: Tried = { images: 0, found: [] }
  let applied = 0
  for (const moment of moments) {
    for (; applied < moment; applied++) disk.apply(calls[applied]!)
    const loss = LOSSES[tried.images % LOSSES.length]!
    disk.leave(imageDir, loss, random)
    tried.images += 1
    const notes = [...before, ...noted(calls.slice(0, moment), notesInode)]
    const found = await wrong(join(imageDir, 'vault.db'), orders.seed, notes, orders.mends === true)
    if (found.length > 0) tried.found.push({ moment, of: calls.length, loss, found: found.slice(0, 3) })
  }
  rmSync(logPath)
  return tried
}

function tell(what: string, { images, found }: Tried): void {
  console.log(`power cuts, ${what}: tried ${images}, found ${found.length}`)
}

test_('whatever the disk loses of what was not synced, nothing that was acknowledged is lost', async () => {
  const program = await built('ours')
  const tried = await cut(program, { ...(await place(71)), deeds: 60 }, 300)
  tell('acts, groups, checkpoints, journals begun anew', tried)
  expect(tried.found).toEqual([])
})

/** A vault that has been closed after some deeds. */
async function closed(program: string, seed: number): Promise<Orders> {
  const orders = { ...(await place(seed)), deeds: 25 }
  expect(await live({ program, layer, orders }, {})).toEqual({ end: 'closed' })
  return orders
}

test_('while a copy is made anew from the other', async () => {
  const program = await built('ours')
  const harms: ((path: string) => void)[] = [
    (path) => rmSync(path),
    (path) => truncateSync(path, 8192),
    (path) => rmSync(journalPathOf(path)),
    (path) => truncateSync(journalPathOf(path), 5000),
  ]
  const all: Tried = { images: 0, found: [] }
  for (const [index, harm] of harms.entries()) {
    const orders = await closed(program, 80 + index)
    harm(orders.path)
    const { images, found } = await cut(program, { ...orders, deeds: 3, mends: true }, 40)
    all.images += images
    all.found.push(...found)
  }
  tell('mending', all)
  expect(all.found).toEqual([])
})

test_('while a vault of the version before is brought over', async () => {
  const program = await built('ours')
  const orders = await closed(await built('before', BEFORE_VIEWS), 90)
  const tried = await cut(program, { ...orders, deeds: 3 }, 80)
  tell('migration', tried)
  expect(tried.found).toEqual([])
})

test_('while what a power cut has left is opened, and the power goes again', async () => {
  const program = await built('ours')
  const orders = await place(95)
  const all: Tried = { images: 0, found: [] }
  for (const systemCall of [300, 150, 200, 170]) {
    expect(await live({ program, layer, orders }, { systemCall })).toEqual({ end: 'killed' })
    const copy = await place(95)
    cpSync(dirname(orders.notesPath), dirname(copy.notesPath), { recursive: true })
    rmSync(`${copy.path}-shm`, { force: true })
    const { images, found } = await cut(program, { ...copy, deeds: 1 }, 30)
    all.images += images
    all.found.push(...found)
  }
  tell('opening', all)
  expect(all.found).toEqual([])
})

test_.each([
  ['whose journal is not synced', BROKEN.unsyncedJournal],
  ['whose database is not synced', BROKEN.unsyncedDatabase],
  ['whose folder is not synced', BROKEN.unsyncedFolder],
  ['that syncs neither', [...BROKEN.unsyncedJournal, ...BROKEN.unsyncedDatabase]],
])('a vault %s is found out', async (what, edits) => {
  const program = await built(what.replaceAll(' ', '-'), edits)
  const tried = await cut(program, { ...(await place(99)), deeds: 25 }, 60)
  tell(what, tried)
  expect(tried.found.length).toBeGreaterThan(0)
})
