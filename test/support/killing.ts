import { spawn } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { surroundings } from './mortal-builds.ts'
import type { Orders } from './mortal-vault.ts'
import { temporaryDir } from './station.ts'
import { randomFrom } from './vault-deeds.ts'

/** Kills mortal vaults, and hears from the next one what the kill before has done. */

/** When a process ends: at one of its calls of the system, at one of its own steps, or some time after it has begun. */
export interface Kill {
  systemCall?: number
  /** Whether a write is cut in half. */
  isHalved?: boolean
  call?: number
  afterMs?: number
}

/** How a process ended: by the kill, by itself, or because it found something wrong. */
export type Outcome = { end: 'killed' | 'closed' } | { end: 'found'; found: unknown }

export interface Victim {
  program: string
  /** The layer between the process and its disk; nothing where there is no compiler. */
  layer: string | undefined
  orders: Orders
}

/** A vault that is to be made, with a place for what was acknowledged. */
export async function place(seed: number): Promise<Orders> {
  const dir = temporaryDir('killed')
  await mkdir(join(dir, 'home'))
  writeFileSync(join(dir, 'notes'), '')
  return { path: join(dir, 'home/vault.db'), notesPath: join(dir, 'notes'), seed }
}

/**
 * Lets it live until it is killed, or comes to its end; with a log, what it asks of its disk is written down, with the notes.
 * Throws where it ends in any other way.
 */
export async function live(
  { program, layer, orders }: Victim,
  kill: Kill,
  logPath?: string,
): Promise<Outcome> {
  const { call, systemCall, isHalved, afterMs } = kill
  const told = { ...orders, ...(call === undefined ? {} : { calls: call }) }
  const child = spawn(process.execPath, [program, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...surroundings,
      ...(layer === undefined
        ? {}
        : {
            LD_PRELOAD: layer,
            UNSYNCED_DIR: logPath === undefined ? dirname(orders.path) : dirname(orders.notesPath),
          }),
      ...(systemCall === undefined ? {} : { UNSYNCED_KILL_AT: String(systemCall) }),
      ...(isHalved === true ? { UNSYNCED_KILL_HALF: '1' } : {}),
      ...(logPath === undefined ? {} : { UNSYNCED_LOG: logPath }),
    },
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (bytes: Buffer) => {
    if (said === '' && afterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), afterMs)
    said += bytes.toString()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    complained += bytes.toString()
  })
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ended) => resolve(ended))
  })
  if (signal === 'SIGKILL') return { end: 'killed' }
  if (status === 0) return { end: 'closed' }
  if (status === 3) return { end: 'found', found: JSON.parse(said.slice('begins\n'.length)) }
  throw new Error(`it ended with ${status ?? signal}: ${complained}`)
}

/** A moment to kill at: half of them in the middle of what the system is asked for. */
function someKill(random: () => number, hasLayer: boolean): Kill {
  const which = random()
  if (hasLayer && which < 0.55)
    return { systemCall: 1 + Math.floor(random() ** 2 * 400), isHalved: random() < 0.5 }
  if (which < 0.8) return { call: 1 + Math.floor(random() ** 2 * 150) }
  return { afterMs: Math.floor(random() * 60) }
}

/** What was tried, and what was found wrong. */
export interface Tried {
  kills: number
  found: unknown[]
}

/**
 * Kills vaults at so many moments, a new vault after every 40 kills and wherever something was wrong with one. Answers what
 * was found, with the seed of the vault and the kill before it, and how many deeds had been acknowledged.
 */
export async function killed(
  count: number,
  victim: Omit<Victim, 'orders'> & Pick<Orders, 'promises'>,
  firstSeed: number,
): Promise<Tried & { acknowledged: number }> {
  const result = { kills: 0, acknowledged: 0, found: [] as unknown[] }
  for (let seed = firstSeed; result.kills < count; seed++) {
    const { program, layer, ...others } = victim
    const orders = { ...(await place(seed)), ...others }
    const random = randomFrom(seed)
    let before: Kill = {}
    const next = async (kill: Kill, more: Partial<Orders>): Promise<boolean> => {
      const outcome = await live({ program, layer, orders: { ...orders, ...more } }, kill)
      if (outcome.end === 'killed') result.kills += 1
      if (outcome.end === 'found') result.found.push({ seed, before, now: kill, found: outcome.found })
      before = kill
      return outcome.end !== 'found'
    }
    let isWell = true
    for (let turn = 0; turn < 40 && result.kills < count && isWell; turn++)
      isWell = await next(someKill(random, layer !== undefined), { compares: turn % 8 === 7 })
    // What the last kill left.
    if (isWell) await next({}, { compares: true, deeds: 1 })
    result.acknowledged += readFileSync(orders.notesPath, 'utf8').split('+').length - 1
    await rm(dirname(orders.notesPath), { recursive: true, force: true })
  }
  return result
}

/**
 * Opens copies of a vault, does one deed, closes them; and kills that at every so manieth step, from the first to the last.
 * `look` may look at what is left; without it the next process does.
 */
export async function killedOpening(
  { program, layer, orders }: Victim,
  stride: number,
  look?: (orders: Orders) => Promise<unknown[]>,
): Promise<Tried> {
  const tried: Tried = { kills: 0, found: [] }
  for (let step = 1; ; step += stride) {
    const copy = await place(orders.seed)
    cpSync(dirname(orders.notesPath), dirname(copy.notesPath), { recursive: true })
    const killing = { ...orders, ...copy, deeds: 1 }
    const kill = layer === undefined ? { call: step } : { systemCall: step, isHalved: step % 2 === 0 }
    const outcome = await live({ program, layer, orders: killing }, kill)
    if (outcome.end === 'killed') {
      tried.kills += 1
      const after = look === undefined ? await live({ program, layer, orders: killing }, {}) : undefined
      if (after?.end === 'found') tried.found.push({ step, found: after.found })
      tried.found.push(...((await look?.(killing)) ?? []).map((found) => ({ step, found })))
    } else if (outcome.end === 'found') tried.found.push({ step, found: outcome.found })
    await rm(dirname(copy.notesPath), { recursive: true, force: true })
    if (outcome.end !== 'killed') return tried
  }
}
