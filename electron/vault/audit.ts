import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import {
  type ActKind,
  commit,
  commitText,
  type Details,
  type Entry,
  entryHash,
} from '../domain/ledger/entry.ts'
import { Frontier, type Hash } from '../domain/ledger/merkle.ts'
import { INSERT_ENTRY } from './entries.ts'
import { breathe, slices } from './slices.ts'
import type { Statement } from './statements.ts'

/** Checking entries: against their hashes, their commitments, their places, and against checkpoints that were kept. */

/** What was found: how far the ledger is as it was written, its tree up to there, and where it is not. */
export interface Audited {
  frontier: Frontier
  /** The first entry that is not as it was written, or that the first wrong checkpoint does not cover. */
  alteredAt?: number
  /** The database could not be read any further. */
  isBroken?: boolean
}

type Told = [number, string, ActKind, string, string, string, Buffer, string | null, string | null]

/**
 * Checks every entry of the database in slices: hash, place, commitment of its details (where they have not been erased),
 * and every kept checkpoint against the tree of its size. `report` hears how far it is.
 */
export async function audit(
  db: SqliteDatabase,
  report: (done: number) => void = () => undefined,
  toSize = Number.POSITIVE_INFINITY,
): Promise<Audited> {
  const frontier = new Frontier()
  let provable = frontier.copy()
  const isOver = slices()
  try {
    const kept = db.prepare('SELECT size, root FROM checkpoints ORDER BY size').all() as {
      size: number
      root: Buffer
    }[]
    const select = db
      .prepare(
        `SELECT l.seq, at, kind, actor, subject, commitment, hash, salt, details
         FROM ledger l LEFT JOIN ledger_details d USING (seq) WHERE l.seq >= ? ORDER BY l.seq LIMIT 100`,
      )
      .raw()
    let next = 0
    for (;;) {
      const found = select.all(frontier.size) as Told[]
      for (const told of found) {
        if (frontier.size >= toSize) return { frontier }
        for (; kept[next]?.size === frontier.size; next += 1)
          if (!kept[next]?.root.equals(frontier.root()))
            return { frontier: provable, alteredAt: provable.size }
          else provable = frontier.copy()
        if (!isWhole(told, frontier.size)) return { frontier, alteredAt: frontier.size }
        frontier.append(new Uint8Array(told[6]))
      }
      if (found.length === 0) break
      if (isOver()) {
        report(frontier.size)
        await breathe()
      }
    }
    for (const { size, root } of kept.slice(next))
      if (size > frontier.size) return { frontier, alteredAt: frontier.size }
      else if (!root.equals(frontier.root())) return { frontier: provable, alteredAt: provable.size }
    return { frontier }
  } catch {
    return { frontier, isBroken: true }
  }
}

function isWhole(
  [seq, at, kind, actor, subject, commitment, hash, salt, details]: Told,
  place: number,
): boolean {
  if (seq !== place) return false
  if (!hash.equals(entryHash({ seq, at, kind, actor, subject, commitment }))) return false
  if (salt === null || details === null) return true
  // Details of before were kept as they came, and are sorted for the check alone.
  return commitText(salt, details) === commitment || commit(salt, parsed(details)) === commitment
}

function parsed(details: string): Details {
  try {
    return JSON.parse(details) as Details
  } catch {
    return {}
  }
}

/** The entries that a transaction of the journal wrote, each with whether it is whole; in order. */
export function entriesOf(records: readonly Statement[][]): { seq: number; hash: Hash; isWhole: boolean }[] {
  const found: { seq: number; hash: Hash; isWhole: boolean }[] = []
  for (const statements of records)
    for (const [sql, params] of statements) {
      if (sql !== INSERT_ENTRY) continue
      const { hash, ...entry } = params as unknown as Entry & { hash: Uint8Array }
      found.push({ seq: entry.seq, hash, isWhole: Buffer.from(hash).equals(entryHash(entry)) })
    }
  return found
}
