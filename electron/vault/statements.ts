import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import type { WritableDb } from './database.ts'

/**
 * Changes as the statements that made them, so that the journal can make them again. Statements must say the same thing
 * whenever they are run: no random(), no clock, nothing that depends on another connection.
 */

type Value = string | number | null | Uint8Array
type Params = readonly Value[] | Readonly<Record<string, Value>>
/** One statement with what it was given: positions, or names. */
export type Statement = readonly [sql: string, params?: Params]

/** Statements that are held ready; what enters an act is prepared once, and not a thousand times a second. */
const MOST_READY = 200

/** A connection whose writing statements are kept, in their order, as they are run. */
export class Recorder {
  readonly #db: SqliteDatabase
  readonly #ready = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  #kept: Statement[] = []

  constructor(db: SqliteDatabase) {
    this.#db = db
  }

  /** What `Vault.record` hands to a change. */
  get db(): WritableDb {
    return { prepare: (sql: string) => this.#prepare(sql) } as WritableDb
  }

  /** Everything written since the last call. */
  take(): Statement[] {
    const kept = this.#kept
    this.#kept = []
    return kept
  }

  #prepare(sql: string): ReturnType<SqliteDatabase['prepare']> {
    const ready = this.#ready.get(sql)
    if (ready !== undefined) return ready
    const statement = this.#db.prepare(sql)
    if (statement.readonly) return statement
    // One that answers rows can be told in what form (`pluck`), and would keep it for whoever comes next.
    if (!statement.reader) this.#hold(sql, statement)
    for (const name of ['run', 'get', 'all'] as const) {
      const run = statement[name].bind(statement) as (...given: unknown[]) => unknown
      Object.defineProperty(statement, name, {
        value: (...given: unknown[]) => {
          const answer = run(...given)
          this.#kept.push([sql, paramsOf(given)])
          return answer
        },
      })
    }
    return statement
  }

  #hold(sql: string, statement: ReturnType<SqliteDatabase['prepare']>): void {
    if (this.#ready.size >= MOST_READY) this.#ready.clear()
    this.#ready.set(sql, statement)
  }
}

/** better-sqlite3 takes positions one by one, as one array, or names as one object. */
function paramsOf(given: readonly unknown[]): Params {
  const [first] = given
  if (given.length === 1 && Array.isArray(first)) return first as Value[]
  if (given.length === 1 && isNamed(first)) return first
  return given as Value[]
}

function isNamed(given: unknown): given is Record<string, Value> {
  return typeof given === 'object' && given !== null && !ArrayBuffer.isView(given)
}

/** Runs kept statements again. The caller has the transaction. */
export class Replayer {
  readonly #db: SqliteDatabase
  readonly #prepared = new Map<string, ReturnType<typeof prepare>>()

  constructor(db: SqliteDatabase) {
    this.#db = db
  }

  run([sql, params]: Statement): void {
    // A definition; those are few, and a statement prepared before one may be void after it.
    if (params === undefined) {
      this.#prepared.clear()
      this.#db.exec(sql)
      return
    }
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = prepare(this.#db, sql)
      this.#prepared.set(sql, statement)
    }
    const given = Array.isArray(params) ? (params as unknown[]) : [params]
    // RETURNING gives rows, and such a statement must be asked for them.
    if (statement.reader) statement.all(...given)
    else statement.run(...given)
  }
}

const prepare = (db: SqliteDatabase, sql: string) => db.prepare<unknown[]>(sql)

/** Statements as bytes: JSON, in which a text of SQL that was told before is its number in `known`, which grows. */
export function encode(statements: readonly Statement[], known: Map<string, number>): Buffer {
  const listed = statements.map(([sql, params]) => {
    const told = known.get(sql) ?? sql
    if (told === sql) known.set(sql, known.size)
    return params === undefined ? [told] : [told, packed(params)]
  })
  return Buffer.from(JSON.stringify(listed))
}

/** The inverse of `encode`. Throws where the bytes are not such. */
export function decode(bytes: Buffer, known: string[]): Statement[] {
  const listed = JSON.parse(bytes.toString('utf8')) as [string | number, unknown?][]
  return listed.map(([told, params]) => {
    const sql = typeof told === 'number' ? known[told] : told
    if (sql === undefined) throw new RangeError('unknown statement')
    if (typeof told === 'string') known.push(told)
    return params === undefined ? [sql] : [sql, unpacked(params)]
  })
}

function packed(params: Params): unknown {
  if (Array.isArray(params)) return (params as Value[]).map(packedValue)
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, packedValue(value)]))
}

function packedValue(value: Value | undefined): unknown {
  if (value instanceof Uint8Array) return { b: Buffer.from(value).toString('base64') }
  return value ?? null
}

function unpacked(params: unknown): Params {
  if (Array.isArray(params)) return params.map(unpackedValue)
  return Object.fromEntries(
    Object.entries(params as object).map(([name, value]) => [name, unpackedValue(value)]),
  )
}

function unpackedValue(value: unknown): Value {
  if (typeof value === 'object' && value !== null && 'b' in value)
    return Buffer.from(String(value.b), 'base64')
  return value as Value
}
