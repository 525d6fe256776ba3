import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { instantAt } from '../../electron/domain/time.ts'
import { destroyExpired } from '../../electron/procedures/destroying.ts'
import { type Erasure, eraseStretch } from '../../electron/procedures/erasing.ts'
import { Office, type Surroundings } from '../../electron/procedures/office.ts'
import { signIn } from '../../electron/procedures/station.ts'

/**
 * A station in a process of its own, which ends by SIGKILL at a moment that is asked for: before or after the nth time that
 * it changes its vault, cuts off the vault's log, or opens, renames or removes a file.
 */

/** What such a station is told, as JSON. */
export interface Orders {
  homeDir: string
  nowMs: number
  officer: { loginName: string; password: string }
  /** Who approves the destruction of what has expired; nothing where a stretch is erased. */
  manager?: { loginName: string; password: string }
  erasure?: Erasure
  /** How many moments to live. */
  moments: number
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders
let left = Number.POSITIVE_INFINITY

function pass<A extends unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  const moment = () => {
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    left -= 1
  }
  return (...args) => {
    moment()
    const answer = work(...args)
    if (!(answer instanceof Promise)) {
      moment()
      return answer
    }
    return answer.finally(moment) as R
  }
}

for (const name of ['open', 'rename', 'rm'] as const)
  fsPromises[name] = pass(fsPromises[name] as () => Promise<never>) as never
syncBuiltinESMExports()

const silent = new Proxy({}, { get: () => new Proxy({}, { get: () => () => undefined }) })
const office = new Office({
  homeDir: orders.homeDir,
  now: () => instantAt(orders.nowMs),
  announce: silent,
  reportFault: (fault: unknown) => {
    throw fault
  },
} as unknown as Surroundings)
await signIn(office, orders.officer)
const { vault } = office
vault.record = pass(vault.record.bind(vault)) as typeof vault.record
vault.scrub = pass(vault.scrub.bind(vault))
left = orders.moments
if (orders.erasure !== undefined) await eraseStretch(office, orders.erasure)
if (orders.manager !== undefined) {
  const { id } = await destroyExpired(office, orders.manager)
  await office.jobs.ended(id)
}
left = Number.POSITIVE_INFINITY
office.close()
