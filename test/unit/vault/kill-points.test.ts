import { cpSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '../../../electron/vault/database.ts'
import { deriveKeys, KeySlots } from '../../../electron/vault/keys.ts'
import { openVault } from '../../../electron/vault/opening.ts'
import { journalPathOf } from '../../../electron/vault/rewriting.ts'
import { killed, killedOpening, live, place, type Tried } from '../../support/killing.ts'
import { BEFORE_VIEWS, BROKEN, built, builtLayer, forgetBuilds } from '../../support/mortal-builds.ts'
import type { Orders } from '../../support/mortal-vault.ts'
import { PASSWORDS } from '../../support/station.ts'
import { clockOf } from '../../support/vault-deeds.ts'

/** A vault that is killed at 2,000 moments: nothing that was acknowledged is ever lost, and nothing is there by halves. */

/** Only ends what hangs: on a busy machine everything takes many times as long. */
const timeout = 3_600_000
let layer: string | undefined
let program: string
beforeAll(async () => {
  layer = builtLayer()
  program = await built('ours')
})
afterAll(forgetBuilds)

function tell(what: string, { kills, found }: Tried): void {
  console.log(`kills, ${what}: tried ${kills}, found ${found.length}`)
}

test('during acts, groups of acts, checkpoints, backups and journals begun anew', { timeout }, async () => {
  // Two at a time: one waits for its process while the other's works.
  const both = await Promise.all([100, 200].map((seed) => killed(870, { program, layer }, seed)))
  const found = both.flatMap((each) => each.found)
  const kills = both.reduce((sum, each) => sum + each.kills, 0)
  const acknowledged = both.reduce((sum, each) => sum + each.acknowledged, 0)
  tell(`during ${acknowledged} deeds`, { kills, found })
  expect(found).toEqual([])
  expect(kills).toBe(1740)
})

/** A vault that has been closed after some deeds. */
async function closed(maker: string, seed: number): Promise<Orders> {
  const orders = await place(seed)
  expect(await live({ program: maker, layer, orders: { ...orders, deeds: 25 } }, {})).toEqual({
    end: 'closed',
  })
  return orders
}

test('while one copy is made anew from the other', { timeout }, async () => {
  const harms: ((path: string) => void)[] = [
    (path) => rmSync(path),
    (path) => truncateSync(path, 8192),
    (path) => rmSync(journalPathOf(path)),
    (path) => truncateSync(journalPathOf(path), 5000),
  ]
  const all: Tried = { kills: 0, found: [] }
  for (const [index, harm] of harms.entries()) {
    const orders = { ...(await closed(program, 300 + index)), mends: true }
    harm(orders.path)
    const { kills, found } = await killedOpening({ program, layer, orders }, 7)
    all.kills += kills
    all.found.push(...found)
  }
  tell('mending', all)
  expect(all.found).toEqual([])
  expect(all.kills).toBeGreaterThan(20)
})

test('while a vault of the version before is brought over', { timeout }, async () => {
  const before = await built('before', BEFORE_VIEWS)
  const orders = await closed(before, 310)
  const tried = await killedOpening({ program, layer, orders }, 3)
  // And one that was killed in the version before, its last act in the journal alone.
  for (let isDone = false, seed = 330; !isDone && seed < 430; seed++) {
    const left = await place(seed)
    expect(await live({ program: before, layer, orders: left }, { call: 90 })).toEqual({ end: 'killed' })
    const after = await live({ program, layer, orders: { ...left, deeds: 1, compares: true } }, {})
    tried.kills += 1
    if (after.end === 'found') tried.found.push({ seed, found: after.found })
    isDone = readFileSync(left.notesPath, 'utf8').includes('*')
  }
  tell('migration', tried)
  expect(tried.found).toEqual([])
  expect(tried.kills).toBeGreaterThan(20)
})

/** What the ledger says, in one text. */
function ledgerOf(path: string, key: Buffer): string {
  const db = connect(path, key, { readonly: true })
  const said = JSON.stringify(
    db.prepare('SELECT seq, at, kind, hex(hash) FROM ledger ORDER BY seq').raw().all(),
  )
  db.close()
  return said
}

test('while a vault of before there were journals is brought over', { timeout }, async () => {
  const before = join(import.meta.dirname, 'before-decisions')
  const { master } = (await new KeySlots(before).open('김담당', PASSWORDS['김담당']!))!
  const keys = deriveKeys(master)
  const orders = { ...(await place(320)), master: master.toString('hex') }
  cpSync(before, dirname(orders.path), { recursive: true })
  const said = ledgerOf(orders.path, keys.database)
  const look = async ({ path }: Orders): Promise<unknown[]> => {
    try {
      const { vault } = await openVault({ path, keys, now: () => clockOf(1) })
      vault.close()
      return ledgerOf(path, keys.database) === said ? [] : ['another ledger']
    } catch (error) {
      return [String(error)]
    }
  }
  const tried = await killedOpening({ program, layer, orders }, 2, look)
  tell('migration to a journal', tried)
  expect(tried.found).toEqual([])
  expect(tried.kills).toBeGreaterThan(20)
})

/** Kills a vault that keeps no promise until that is found. */
async function foundOut(what: string, broken: Parameters<typeof killed>[1]): Promise<void> {
  const all: Tried = { kills: 0, found: [] }
  for (let seed = 5000; all.kills < 600 && all.found.length === 0; seed += 10) {
    const { kills, found } = await killed(20, broken, seed)
    all.kills += kills
    all.found.push(...found)
  }
  tell(what, all)
  expect(all.found.length).toBeGreaterThan(0)
}

test('one that acknowledges before it writes is found out', { timeout }, () =>
  foundOut('acknowledging before writing', { program, layer, promises: true }),
)

test('one that commits before the journal is written is found out', { timeout }, async () => {
  const broken = await built('commits-first', BROKEN.commitsFirst)
  await foundOut('committing before the journal', { program: broken, layer })
})

/** A copy of what a kill has left. */
async function copied(orders: Orders): Promise<Orders> {
  const copy = await place(orders.seed)
  cpSync(dirname(orders.notesPath), dirname(copy.notesPath), { recursive: true })
  return { ...copy, deeds: 0 }
}

test('one that notes later what it has redone is found out', { timeout }, async () => {
  const broken = await built('marks-later', BROKEN.marksLater)
  const tried: Tried = { kills: 0, found: [] }
  for (let seed = 340; tried.found.length === 0 && seed < 440; seed++) {
    const left = await place(seed)
    await live({ program, layer, orders: left }, { call: 87 })
    // Whether its last act is in the journal alone.
    const probe = await copied(left)
    await live({ program, layer, orders: probe }, {})
    if (!readFileSync(probe.notesPath, 'utf8').includes('*')) continue
    for (let step = 10; tried.found.length === 0 && step < 60; step++) {
      const orders = await copied(left)
      const kill = layer === undefined ? { call: step } : { systemCall: step }
      await live({ program: broken, layer, orders }, kill)
      const after = await live({ program, layer, orders }, {})
      tried.kills += 1
      if (after.end === 'found') tried.found.push(after.found)
    }
  }
  tell('noting later what was redone', tried)
  expect(tried.found.length).toBeGreaterThan(0)
})
