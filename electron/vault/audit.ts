import type { Signer } from '../domain/ledger/checkpoint.ts'
import { type ActKind, commit, type Details, type Entry } from '../domain/ledger/entry.ts'
import { Frontier, type Hash } from '../domain/ledger/merkle.ts'
import { INSERT_CHECKPOINT, isSignedAs, type KeptRow, keptDigest, keptRows } from './checkpoints.ts'
import type { ReadableDb } from './database.ts'
import { INSERT_ENTRY } from './entries.ts'
import { Erasures } from './erasures.ts'
import { Filing } from './filing.ts'
import { commitmentOf, copied, EMPTY_ROOT, frontierOf, hexPeaks, leafInHex } from './hashing.ts'
import { breathe, slices } from './slices.ts'
import type { Statement } from './statements.ts'

/**
 * Checking entries: against their hashes, their commitments, their places, what they are found by, and against checkpoints
 * that were kept.
 */

/**
 * What is not as it was written: an entry itself, one that is gone, its details, what it is found by, a checkpoint that was kept.
 */
export type Altered = 'entry' | 'missing' | 'details' | 'filing' | 'checkpoint'

/** What was found: how far the ledger is as it was written, its tree up to there, and where it is not. */
export interface Audited {
  frontier: Frontier
  /** The first entry that is not as it was written, or that the first wrong checkpoint does not cover. */
  alteredAt?: number
  what?: Altered
  /** The database could not be read any further. */
  isBroken?: boolean
  /** How many checkpoints were kept, and the digest of all that was kept with them. */
  kept: number
  keptDigest: string
}

export interface Auditing {
  signer: Signer
  /** Hears how many entries have been checked. */
  report?: (done: number) => void
  /** Entries beyond are not looked at: those that come while the ledger is checked. */
  toSize?: number
}

type Told = [
  seq: number,
  at: string,
  kind: ActKind,
  actor: string,
  subject: string,
  commitment: string,
  hash: string,
  salt: string | null,
  details: string | null,
  filedActor: string | null,
  work: string | null,
  place: string | null,
  requestId: string | null,
]

const SLICE = 100

const SELECT = `
  SELECT l.seq, l.at, l.kind, l.actor, l.subject, l.commitment, lower(hex(l.hash)), d.salt, d.details,
    a.actor, a.work, a.place, a.request_id
  FROM ledger l LEFT JOIN ledger_details d USING (seq) LEFT JOIN ledger_access a USING (seq)
  WHERE l.seq >= ? AND l.seq < ? ORDER BY l.seq LIMIT ${SLICE}`

/**
 * Checks every entry of the database in slices: hash, place, commitment of its details (where an act has not erased them), what
 * it is found by, and every kept checkpoint against its signature and the tree of its size.
 */
export async function audit(
  db: ReadableDb,
  { signer, report = () => undefined, toSize = Number.MAX_SAFE_INTEGER }: Auditing,
): Promise<Audited> {
  const tree = hexPeaks()
  let provable = { at: 0, peaks: copied(tree) }
  const found: Audited = { frontier: new Frontier(), kept: 0, keptDigest: '' }
  const altered = (what: Altered, at = tree.size): Audited => ({
    ...found,
    frontier: frontierOf(what === 'checkpoint' ? provable.peaks : tree),
    alteredAt: what === 'checkpoint' ? provable.at : at,
    what,
  })
  try {
    const kept = await keptRows(db, toSize)
    found.kept = kept.length
    found.keptDigest = kept.reduce(keptDigest, '')
    const holds = (row: KeptRow) =>
      row.root.toString('hex') === (tree.root() ?? EMPTY_ROOT) && isSignedAs(db, row, signer)
    const filing = new Filing(db)
    const erasures = new Erasures(db)
    const select = db.prepare(SELECT).raw()
    const isOver = slices()
    let next = 0
    for (;;) {
      const listed = select.all(tree.size, toSize) as Told[]
      filing.read(tree.size, Math.min(toSize, tree.size + listed.length))
      for (const told of listed) {
        for (; kept[next]?.size === tree.size; next += 1)
          if (!holds(kept[next] as KeptRow)) return altered('checkpoint')
          else provable = { at: tree.size, peaks: copied(tree) }
        const [seq, at, kind, actor, subject, , leaf, , details, filedActor, work, place, requestId] = told
        if (seq !== tree.size) return altered('missing')
        if (!isEntryWhole(told)) return altered('entry')
        if (!areDetailsWhole(told)) return altered('details')
        const entry = { seq, at, kind, actor, details, filedActor, work, place, requestId }
        if (!filing.isRight(entry)) return altered('filing')
        erasures.pass({ seq, kind, subject, details })
        tree.append(leaf)
        if (isOver()) {
          report(tree.size)
          await breathe()
        }
      }
      if (listed.length < SLICE) break
    }
    for (const row of kept.slice(next)) {
      if (row.size > tree.size) return altered('missing')
      if (!holds(row)) return altered('checkpoint')
    }
    const gone = erasures.firstUnexplained(tree.size)
    if (gone !== undefined) return altered('details', gone)
    return filing.isDone(tree.size) ? { ...found, frontier: frontierOf(tree) } : altered('filing')
  } catch {
    return { ...found, frontier: frontierOf(tree), isBroken: true }
  }
}

function isEntryWhole([seq, at, kind, actor, subject, commitment, leaf]: Told): boolean {
  return leafInHex({ seq, at, kind, actor, subject, commitment }) === leaf
}

function areDetailsWhole([, , , , , commitment, , salt, details]: Told): boolean {
  if (salt === null || details === null) return true
  // Details of before were kept as they came, and are sorted for the check alone.
  return commitmentOf(salt, details) === commitment || commit(salt, parsed(details)) === commitment
}

function parsed(details: string): Details {
  try {
    return JSON.parse(details) as Details
  } catch {
    return {}
  }
}

/** Goes on from the digest of the checkpoints kept before with those of a transaction of the journal. */
export function keptIn(before: string, records: readonly Statement[][]): string {
  return records
    .flat()
    .filter(([sql]) => sql === INSERT_CHECKPOINT)
    .reduce((digest, [, params]) => keptDigest(digest, params as unknown as KeptRow), before)
}

/** An entry as the journal tells it. */
export interface Journaled {
  seq: number
  at: string
  hash: Hash
  /** Whether it has its own hash. */
  isWhole: boolean
}

/** The entries that a transaction of the journal wrote, in order. */
export function entriesOf(records: readonly Statement[][]): Journaled[] {
  const found: Journaled[] = []
  for (const statements of records)
    for (const [sql, params] of statements) {
      if (sql !== INSERT_ENTRY) continue
      const { hash: leaf, ...entry } = params as unknown as Entry & { hash: Uint8Array }
      found.push({
        seq: entry.seq,
        at: entry.at,
        hash: leaf,
        isWhole: Buffer.from(leaf).toString('hex') === leafInHex(entry),
      })
    }
  return found
}
