import { hash } from 'node:crypto'
import type { ActKind } from '../domain/ledger/entry.ts'
import type { ReadableDb } from './database.ts'

/** Details that are not there were erased by an act, which says which ones, and what stays of their entries. */

/** What the act commits to. */
export type Erasing = {
  /** The entries whose details it erases. */
  entries: readonly number[]
  /** SHA-256 (hex) of what they are found by: it was committed to by the details that go. */
  remains: string
}

/** What erasing the details of everything about a request is going to say of itself. */
export function erasing(db: ReadableDb, requestId: string): Erasing {
  const entries = db
    .prepare(
      'SELECT seq FROM ledger_access JOIN ledger_details USING (seq) WHERE request_id = ? ORDER BY seq',
    )
    .pluck()
    .all(requestId) as number[]
  return { entries, remains: remainsOf(db, entries) }
}

const FILED = {
  ledger_access: 'actor, work, place, request_id',
  ledger_rows: 'no, on_day, kind, request_id, actor, origin, corrects',
  ledger_amendments: 'row_seq',
  ledger_cameras: 'camera_id',
}

function remainsOf(db: ReadableDb, entries: readonly number[]): string {
  const listed = JSON.stringify(entries)
  const filed = Object.entries(FILED).map(([table, columns]) =>
    db
      .prepare(
        `SELECT seq, ${columns} FROM json_each(?) e JOIN ${table} t ON t.seq = e.value ORDER BY seq, ${columns}`,
      )
      .raw()
      .all(listed),
  )
  return hash('sha256', JSON.stringify(filed))
}

const KIND: ActKind = 'request.details-erased'

/** Goes along the ledger from its first entry; a bit for each. */
export class Erasures {
  readonly #db: ReadableDb
  #gone = new Uint8Array(2 ** 10)

  constructor(db: ReadableDb) {
    this.#db = db
  }

  pass(entry: { seq: number; kind: ActKind; subject: string; details: string | null }): void {
    if (entry.details === null) this.#set(entry.seq, true)
    if (entry.kind === KIND) this.#explain(entry)
  }

  /** The first of `size` entries whose details are gone and no act has erased, those since included. */
  firstUnexplained(size: number): number | undefined {
    const since = this.#db
      .prepare(
        `SELECT l.seq, l.subject, d.details FROM ledger l LEFT JOIN ledger_details d USING (seq)
         WHERE l.seq >= ? AND l.kind = '${KIND}'`,
      )
      .all(size) as { seq: number; subject: string; details: string | null }[]
    for (const act of since) this.#explain(act)
    const byte = this.#gone.findIndex((bits) => bits !== 0)
    if (byte < 0) return undefined
    const bits = this.#gone[byte] ?? 0
    return byte * 8 + Math.log2(bits & -bits)
  }

  #explain({ seq, subject, details }: { seq: number; subject: string; details: string | null }): void {
    // Acts of before named the request alone.
    const { entries, remains } = JSON.parse(details ?? '{}') as Partial<Erasing>
    if (entries !== undefined && remains !== remainsOf(this.#db, entries)) return
    const erased =
      entries ??
      (this.#db
        .prepare('SELECT seq FROM ledger_access WHERE request_id = ? AND seq < ?')
        .pluck()
        .all(subject.replace(/^request:/, ''), seq) as number[])
    for (const each of erased) this.#set(each, false)
  }

  #set(seq: number, isGone: boolean): void {
    const byte = seq >> 3
    if (byte >= this.#gone.length) {
      if (!isGone) return
      const grown = new Uint8Array(2 ** Math.ceil(Math.log2(byte + 1)))
      grown.set(this.#gone)
      this.#gone = grown
    }
    const bit = 1 << (seq & 7)
    this.#gone[byte] = isGone ? (this.#gone[byte] ?? 0) | bit : (this.#gone[byte] ?? 0) & ~bit
  }
}
