import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LIMIT_BYTES = 1_000_000

/**
 * The log of faults: when, a reference to quote, the error's kind and where in our code it arose. Messages are left out
 * because drivers and parsers put values into them; nothing personal may reach this file.
 */
export function faultLog(homeDir: string): (fault: unknown) => string {
  const path = join(homeDir, 'faults.log')
  return (fault) => {
    const reference = randomBytes(3).toString('hex').toUpperCase()
    const lines = [`${new Date().toISOString()} ${reference} ${kindOf(fault)}`, ...placesIn(fault)]
    try {
      mkdirSync(homeDir, { recursive: true, mode: 0o700 })
      if (existsSync(path) && statSync(path).size > LIMIT_BYTES) renameSync(path, `${path}.old`)
      appendFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 })
    } catch {
      // A full disk must not turn one fault into two: the person still gets the reference.
    }
    return reference
  }
}

function kindOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault
  const code = 'code' in fault ? ` ${String(fault.code)}` : ''
  const cause = fault.cause === undefined ? '' : ` ← ${kindOf(fault.cause)}`
  return `${fault.name}${code}${cause}`
}

/** Stack frames only, with the folder cut off: `at record (main.js:812:14)`. */
function placesIn(fault: unknown): string[] {
  if (!(fault instanceof Error) || fault.stack === undefined) return []
  return fault.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.replace(/(file:\/\/)?[^\s(]*[/\\]([^/\\\s)]+)/, '$2'))
}
