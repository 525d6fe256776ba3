import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../domain/refusal.ts'
import { instantAt } from '../domain/time.ts'
import { isDiskTrouble } from './database.ts'
import { writeDurably } from './durable.ts'

const FAILURES_ALLOWED = 5
const LOCK_MS = 10 * 60_000

const Failure = z.strictObject({ at: z.string(), login: z.string() })
const Locks = z.strictObject({
  accounts: z.record(z.string(), z.strictObject({ failures: z.int(), lockedUntilAt: z.string().optional() })),
  /** Failures that happened while the vault was closed and wait to be entered. */
  unentered: z.array(Failure),
})
type Locks = z.infer<typeof Locks>

/**
 * Failed sign-ins, kept beside the vault because they happen while it is closed: five in a row lock the account for
 * ten minutes, across restarts (안전성기준 5; the number is the institution's). Accounts stand under a hash.
 */
export class SignInLocks {
  readonly #path: string
  readonly #now: () => string

  constructor(homeDir: string, now: () => string) {
    this.#path = join(homeDir, 'sign-in-locks.json')
    this.#now = now
  }

  /** Refuses with `locked-out` while the account is locked. A lock never lasts longer than its ten minutes. */
  admit(login: string): void {
    const until = this.#read().accounts[login]?.lockedUntilAt
    const now = this.#now()
    if (until === undefined || until <= now) return
    const latest = instantAt(Date.parse(now) + LOCK_MS)
    throw new Refusal('locked-out', { untilAt: until < latest ? until : latest })
  }

  /** Counts a failure; answers the refusal to show: how many tries remain, or until when the account is locked. */
  fail(login: string): Refusal<'wrong-password' | 'locked-out'> {
    const locks = this.#read()
    const now = this.#now()
    const failures = (locks.accounts[login]?.failures ?? 0) + 1
    const isLocked = failures >= FAILURES_ALLOWED
    const untilAt = instantAt(Date.parse(now) + LOCK_MS)
    this.#write({
      accounts: {
        ...locks.accounts,
        [login]: isLocked ? { failures: 0, lockedUntilAt: untilAt } : { failures },
      },
      unentered: [...locks.unentered.slice(-999), { at: now, login }],
    })
    return isLocked
      ? new Refusal('locked-out', { untilAt })
      : new Refusal('wrong-password', { remaining: FAILURES_ALLOWED - failures })
  }

  /** The right password was given: the count starts anew. */
  succeed(login: string): void {
    const { [login]: _, ...accounts } = this.#read().accounts
    this.#write({ ...this.#read(), accounts })
  }

  /** Failures not in the ledger yet, for the caller to enter; `entered` forgets them once they are. */
  unentered(): readonly z.infer<typeof Failure>[] {
    return this.#read().unentered
  }

  entered(): void {
    this.#write({ ...this.#read(), unentered: [] })
  }

  #read(): Locks {
    if (!existsSync(this.#path)) return { accounts: {}, unentered: [] }
    try {
      return Locks.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      // Damaged by a disk or a person. The counts are lost, and that itself is entered in the ledger.
      return { accounts: {}, unentered: [{ at: this.#now(), login: 'damaged' }] }
    }
  }

  #write(locks: Locks): void {
    try {
      writeDurably(this.#path, JSON.stringify(locks))
    } catch (error) {
      // Where failures cannot be counted nobody may go on guessing.
      throw isDiskTrouble(error) ? Object.assign(new Refusal('write-failed', {}), { cause: error }) : error
    }
  }
}
