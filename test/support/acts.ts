import { type Access, accesses, detailsOf } from '../../electron/vault/access.ts'
import type { ReadableDb } from '../../electron/vault/vault.ts'

export interface Act extends Access {
  details: Record<string, unknown>
}

/** Acts of a period with what they say in particular, the latest first. */
export function acts(
  db: ReadableDb,
  { fromOn, toOn }: { fromOn: string; toOn: string; text?: string },
  offset: number,
  limit: number,
): Act[] {
  return accesses(db, { fromOn, toOn, text: '' }, offset, limit).map((entry) => ({
    ...entry,
    details: (detailsOf(db, entry.seq) ?? {}) as Record<string, unknown>,
  }))
}
