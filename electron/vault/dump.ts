import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { INSERT_CHECKPOINT } from './checkpoints.ts'
import { INSERT_ENTRY } from './entries.ts'
import type { Statement } from './statements.ts'

/** The database's own note of where the journal stands; it is about this file and is no part of what the journal says. */
const MARK = 'journal_mark'
/** Rows read in one turn, where rows are small; a row with a picture in it is a turn of its own. */
const ROWS = 200
const PIECE_BYTES = 256 * 1024

/** What is told by the very statements that wrote it, so that whoever reads a journal knows one of each. */
const KNOWN: Record<string, string> = { ledger: INSERT_ENTRY, checkpoints: INSERT_CHECKPOINT }

interface Table {
  name: string
  columns: string[]
}

/**
 * Everything that the database holds, as statements that make it anew: definitions of tables, rows, indices, triggers. Comes
 * in pieces of some hundred kilobytes, so that nobody waits for all of it. The caller keeps a read transaction open.
 */
export function* dump(db: SqliteDatabase): Generator<Statement[]> {
  const definitions = db
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    )
    .all() as { type: string; name: string; sql: string }[]
  const tables = definitions.filter(({ type }) => type === 'table')
  yield tables.map(({ sql }): Statement => [sql])
  for (const { name } of tables) if (name !== MARK) yield* rowsOf(db, tableOf(db, name))
  yield [
    ...definitions.filter(({ type }) => type === 'index').map(({ sql }): Statement => [sql]),
    ...definitions
      .filter(({ type }) => type === 'trigger' || type === 'view')
      .map(({ sql }): Statement => [sql]),
    [`PRAGMA user_version = ${Number(db.pragma('user_version', { simple: true }))}`],
  ]
}

/** Rows keep their rowid, hidden or not: much is read in the order in which it was written. */
function tableOf(db: SqliteDatabase, name: string): Table {
  const columns = db.pragma(`table_xinfo(${quoted(name)})`) as {
    name: string
    type: string
    pk: number
    hidden: number
  }[]
  const [listed] = db.pragma(`table_list(${quoted(name)})`) as { wr: number }[]
  const keys = columns.filter(({ pk }) => pk > 0)
  const isAlias = keys.length === 1 && keys[0]?.type === 'INTEGER'
  const own = columns.filter(({ hidden }) => hidden === 0).map((column) => column.name)
  return { name, columns: listed?.wr === 1 || isAlias ? own : ['rowid', ...own] }
}

function* rowsOf(db: SqliteDatabase, { name, columns }: Table): Generator<Statement[]> {
  const listed = columns.map(quoted).join(', ')
  const known = KNOWN[name]
  const insert =
    known ?? `INSERT INTO ${quoted(name)} (${listed}) VALUES (${columns.map(() => '?').join(', ')})`
  const select = db.prepare(`SELECT ${listed} FROM ${quoted(name)}`)
  let piece: Statement[] = []
  let bytes = 0
  const rows = known === undefined ? select.raw().iterate() : select.iterate()
  for (const row of rows as Iterable<never>) {
    piece.push([insert, row])
    bytes += sizeOf(row)
    if (piece.length < ROWS && bytes < PIECE_BYTES) continue
    yield piece
    piece = []
    bytes = 0
  }
  if (piece.length > 0) yield piece
}

function sizeOf(row: object): number {
  return Object.values(row).reduce(
    (sum: number, value: unknown) =>
      sum + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 8),
    0,
  )
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
