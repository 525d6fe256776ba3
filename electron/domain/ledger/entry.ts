import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Hash, leafHash } from './merkle.ts'
import type { Row } from './row.ts'

/** Every kind of act (domain §13). The name says what somebody, or the station by itself, did. */
const ACT_KINDS = [
  'station.set-up',
  'station.opened',
  'actor.added',
  'actor.signed-in',
  'actor.signed-out',
  'actor.locked',
  'actor.sign-in-failed',
  'actor.locked-out',
  'recovery.used',
  'recovery.confirmed',
  'recovery.replaced',
  'keys.mended',
  'vault.mended',
  'vault.continued',
  'backup.started',
  'backup.made',
  'backup.failed',
  'backup.restored',
  'settings.changed',
  'intake.started',
  'intake.ended',
  'recording.taken-in',
  'recording.refused',
  'audio.dropped',
  'clock.set-back',
  'clock.set-forward',
  'clock.confirmed',
  'holidays.changed',
  'law.changed',
  'request.inquired',
  'request.received',
  'request.letter-added',
  'request.papers-asked',
  'request.papers-taken',
  'request.identity-checked',
  'identity.copy-kept',
  'identity.copy-seen',
  'request.located',
  'request.proposed',
  'request.sent-back',
  'request.decided',
  'request.approved',
  'request.notified',
  'request.postponed',
  'request.resumed',
  'request.extended',
  'request.fulfilled',
  'request.missed',
  'request.reinvited',
  'request.objected',
  'request.reopened',
  'request.objection-dismissed',
  'request.withdrawn',
  'request.closed',
  'request.details-erased',
  'fee.paid',
  'fee.waived',
  'publication.posted',
  'subject.told',
  'recipient.asked',
  'recipient.confirmed',
  'recipient.answered',
  'duty.done',
  'hold.set',
  'hold.released',
  'document.printed',
  'form.read',
  'attempt.refused',
  'request.self-approval-refused',
  'viewing.opened',
  'viewing.watched',
  'viewing.refused',
  'viewing.revealed',
  'viewing.concealed',
  'viewing.closed',
  'viewing.interrupted',
  'masking.started',
  'masking.detected',
  'masking.kept',
  'masking.changed',
  'masking.undone',
  'masking.redone',
  'masking.signed',
  'masking.scanned',
  'export.started',
  'export.made',
  'export.finished',
  'export.stopped',
  'export.password-told',
  'working-copy.destroyed',
  'destruction.started',
  'recording.destroyed',
  'destruction.finished',
  'footage.erased',
  'retention.checked',
  'ledger.printed',
  'ledger.exported',
  'ledger.verified',
  'access.reviewed',
  'ledger.corrected',
  'ledger.compared',
] as const
export type ActKind = (typeof ACT_KINDS)[number]

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
/** What belongs to an act, personal details included: kept apart from the entry so that it can be erased. */
export type Details = { readonly [key: string]: Json }

/** What somebody did. The details may be erased one day; the act may not. */
export interface Act {
  kind: ActKind
  /** Id of the actor, or `station` where no person acted. */
  actor: string
  /** What it was done to: `request:<id>`, `viewing:<id>`, `camera:<id>` … */
  subject: string
  details: Details
  /** The line that this act writes into the 관리대장, where it writes one. Committed to as `details.row`. */
  row?: Row
}

/** An act in its place. `commitment` stands for the details (see `commit`). */
export interface Entry extends Omit<Act, 'details' | 'row'> {
  seq: number
  at: string
  commitment: string
}

/**
 * The bytes that are hashed into the tree: UTF-8 of a JSON array, version first, so that there is no key order to
 * argue about: `[1,seq,at,kind,actor,subject,commitment]`. Committed vectors hold this still.
 */
export function canonical({ seq, at, kind, actor, subject, commitment }: Entry): Uint8Array {
  return utf8ToBytes(JSON.stringify([1, seq, at, kind, actor, subject, commitment]))
}

/**
 * SHA-256 of `[salt, details]` with keys sorted at every depth. The salt (16 random bytes, hex) keeps short details
 * from being guessed out of the hash once they have been erased.
 */
export function commit(salt: string, details: Details): string {
  return commitText(salt, sortedText(details))
}

/** Details as the text that is committed to: JSON with keys sorted at every depth. */
export function sortedText(details: Details): string {
  return JSON.stringify(sorted(details))
}

/** `commit` for details that are already such a text: nothing is parsed where a million of them are checked. */
export function commitText(salt: string, details: string): string {
  return bytesToHex(sha256(utf8ToBytes(`[${JSON.stringify(salt)},${details}]`)))
}

/** RFC 6962 leaf hash of an entry. */
export function entryHash(entry: Entry): Hash {
  return leafHash(canonical(entry))
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const pairs = Object.entries(value as Details).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(pairs.map(([key, inner]) => [key, sorted(inner)]))
}
