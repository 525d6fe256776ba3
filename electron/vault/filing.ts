import { WORK_OF } from '../domain/ledger/access.ts'
import type { ActKind } from '../domain/ledger/entry.ts'
import type { ReadableDb } from './database.ts'
import { FILED } from './entries.ts'
import { dayOfMany } from './ledger-index.ts'

/**
 * Checking what entries are found by: the lines, amendments, cameras and the access record stand in tables of their own, and
 * must say what the entries and their committed details say. Where details have been erased, what is left of them is checked.
 */

/** An entry with its details, and what the access record says of it; nulls where there is no such row. */
export interface FiledEntry {
  seq: number
  at: string
  kind: ActKind
  actor: string
  details: string | null
  filedActor: string | null
  work: string | null
  place: string | null
  requestId: string | null
}

interface FiledRow {
  no: number
  seq: number
  onDay: string
  kind: string
  requestId: string | null
  actor: string
  origin: string
  corrects: number | null
}

interface FiledAmendment {
  seq: number
  rowSeq: number
}

interface FiledCamera {
  seq: number
  cameraId: string
}

/** What details say of the line that they wrote, or say more about. */
interface Said {
  row?: { kind: string }
  amends?: { seq: number }
  corrects?: { no: number }
}

/** Goes along the ledger from its first entry, a slice after the other. */
export class Filing {
  readonly #db: ReadableDb
  readonly #select: ReturnType<typeof selects>
  #rows: FiledRow[] = []
  #amendments: FiledAmendment[] = []
  #cameras: FiledCamera[] = []
  #lastNo = 0
  #day = ''
  readonly #counts = new Map<string, number>()
  #isInOrder = true

  constructor(db: ReadableDb) {
    this.#db = db
    this.#select = selects(db)
  }

  /** Reads what is filed of the entries from `fromSeq` up to, not including, `toSeq`. */
  read(fromSeq: number, toSeq: number): void {
    const { rows, amendments, cameras } = this.#select
    this.#rows = rows.all(fromSeq, toSeq) as FiledRow[]
    this.#amendments = amendments.all(fromSeq, toSeq) as FiledAmendment[]
    this.#cameras = cameras.all(fromSeq, toSeq) as FiledCamera[]
  }

  /** Whether the next entry is filed as it says itself. */
  isRight(entry: FiledEntry): boolean {
    const { seq, at, kind, actor, details, filedActor, work } = entry
    const isListed = filedActor === actor && work === WORK_OF[kind] && entry.place !== null
    const isCounted = this.#count(dayOfMany(at), `${work}\n${actor}`)
    const row = this.#rows.at(-1)?.seq === seq ? this.#rows.pop() : undefined
    const amendment = this.#amendments.at(-1)?.seq === seq ? this.#amendments.pop() : undefined
    const cameraIds: string[] = []
    while (this.#cameras.at(-1)?.seq === seq) cameraIds.push(this.#cameras.pop()?.cameraId as string)
    if (!isListed || !isCounted) return false
    if (row !== undefined && !this.#isInPlace(row, entry)) return false
    if (details === null) return true
    const isFiled = details.includes(FILED)
    if (isFiled && !details.includes(filedText(entry, cameraIds))) return false
    const said = saidIn(details)
    return (
      said.row?.kind === row?.kind &&
      said.amends?.seq === amendment?.rowSeq &&
      (row === undefined || (said.corrects?.no ?? null) === row.corrects) &&
      (row === undefined || row.requestId === entry.requestId || (!isFiled && row.requestId === null))
    )
  }

  /**
   * Whether nothing is filed of entries that are not there: the ledger has `size`. Where more has been entered meanwhile, its
   * last day is not counted yet.
   */
  isDone(size: number): boolean {
    const last = this.#db.prepare('SELECT max(seq) FROM ledger').pluck().get() as number | null
    if ((last ?? -1) >= size) return true
    if (!this.#isDayRight()) return false
    const isEmpty = ['ledger_rows', 'ledger_amendments', 'ledger_cameras', 'ledger_access', 'ledger_details']
      .map((table) => this.#db.prepare(`SELECT 1 FROM ${table} WHERE seq < 0 OR seq >= ? LIMIT 1`).get(size))
      .every((found) => found === undefined)
    return isEmpty && this.#isNothingBetween(LAST_DAY)
  }

  #isInPlace(row: FiledRow, { at, kind, actor }: FiledEntry): boolean {
    this.#lastNo += 1
    const { no, onDay, corrects } = row
    const origin =
      corrects === null
        ? kind
        : this.#db.prepare('SELECT origin FROM ledger_rows WHERE no = ?').pluck().get(corrects)
    return no === this.#lastNo && onDay === dayOfMany(at) && row.actor === actor && row.origin === origin
  }

  /** Counts are kept by day: whether those of the day before are right. */
  #count(day: string, what: string): boolean {
    if (day < this.#day) this.#isInOrder = false
    const isRight = day === this.#day || (this.#isDayRight() && this.#isNothingBetween(day))
    this.#day = day
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
    return isRight
  }

  /** No day is counted that had no entry. */
  #isNothingBetween(day: string): boolean {
    return !this.#isInOrder || this.#select.between.get(this.#day, day) === undefined
  }

  #isDayRight(): boolean {
    const counted = [...this.#counts].map(([what, count]) => `${what}\n${count}`)
    this.#counts.clear()
    if (counted.length === 0 || !this.#isInOrder) return true
    const kept = this.#select.counts.all(this.#day) as [string, string, number][]
    return kept.length === counted.length && kept.every((row) => counted.includes(row.join('\n')))
  }
}

/** After every day that a person will see. */
const LAST_DAY = '~'

/** What is filed, the last first: it is taken from the end. */
const selects = (db: ReadableDb) => ({
  rows: db.prepare(
    `SELECT no, seq, on_day AS onDay, kind, request_id AS requestId, actor, origin, corrects
     FROM ledger_rows WHERE seq >= ? AND seq < ? ORDER BY seq DESC`,
  ),
  amendments: db.prepare(
    'SELECT seq, row_seq AS rowSeq FROM ledger_amendments WHERE seq >= ? AND seq < ? ORDER BY seq DESC',
  ),
  cameras: db.prepare(
    `SELECT seq, camera_id AS cameraId FROM ledger_cameras
     WHERE seq >= ? AND seq < ? ORDER BY seq DESC, camera_id DESC`,
  ),
  counts: db.prepare('SELECT work, actor, count FROM access_counts WHERE on_day = ?').raw(),
  between: db.prepare('SELECT 1 FROM access_counts WHERE on_day > ? AND on_day < ? LIMIT 1'),
})

function filedText({ place, requestId }: FiledEntry, cameraIds: readonly string[]): string {
  const cameras = cameraIds.length === 0 ? '' : `"cameras":${JSON.stringify(cameraIds)},`
  const request = requestId === null ? '' : `,"request":${JSON.stringify(requestId)}`
  return `${FILED}{${cameras}"place":${JSON.stringify(place)}${request}}`
}

/** Details are parsed only where they may say something: a million of them are not. */
function saidIn(details: string): Said {
  const says =
    details.includes('"row":{') || details.includes('"amends":{') || details.includes('"corrects":{')
  return says ? (JSON.parse(details) as Said) : {}
}
