import type { Office } from './office.ts'
import { endViewing } from './viewings.ts'

/** Leaves the vault open for running jobs, and the desk to whoever signs in next. A viewing ends. */
export function lock(office: Office, why: 'locked' | 'idle' = 'locked'): void {
  const { opened } = office
  if (opened?.actor === undefined) return
  office.forgetUnmasked()
  office.world.putAwayPaper()
  office.freshCode = undefined
  if (!opened.vault.isReadOnly) {
    endViewing(office, why)
    opened.vault.enter(
      office.act({ kind: 'actor.locked', subject: `actor:${opened.actor.id}`, details: { why } }),
    )
  }
  opened.actor = undefined
  office.tell()
}
