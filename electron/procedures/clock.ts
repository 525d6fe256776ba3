import type { Office } from './office.ts'

const JUMP_MS = 86_400_000

/**
 * Watches the PC's clock beside the time since the PC was started, which nobody can set and which sleep does not stop: a
 * clock that jumps more than a day ahead of it was set forward. The ledger's time never goes back, so what is entered from
 * then on bears that time for ever; the entry says why.
 */
export class ClockWatch {
  #wallMs: number
  #uptimeMs: number
  #jump: { fromAt: string; toAt: string } | undefined

  constructor(now: string, uptimeMs: number) {
    this.#wallMs = Date.parse(now)
    this.#uptimeMs = uptimeMs
  }

  /** Asked every few seconds; a jump is entered once, as soon as the vault is open. */
  look(office: Office, uptimeMs: number): void {
    const wallMs = Date.parse(office.world.now())
    const expectedMs = this.#wallMs + uptimeMs - this.#uptimeMs
    if (wallMs - expectedMs > JUMP_MS)
      this.#jump = { fromAt: new Date(expectedMs).toISOString(), toAt: new Date(wallMs).toISOString() }
    this.#wallMs = wallMs
    this.#uptimeMs = uptimeMs
    const { opened } = office
    if (this.#jump === undefined || opened === undefined || opened.vault.isReadOnly) return
    const details = this.#jump
    this.#jump = undefined
    opened.vault.enter({ kind: 'clock.set-forward', actor: 'station', subject: 'station', details })
  }
}
