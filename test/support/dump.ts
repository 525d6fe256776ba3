import type { TestStation } from './station.ts'

/** Everything that stands in the vault's tables, as somebody with the key could read it. */
function dumpVault({ office }: TestStation): Map<string, string> {
  return office.vault.read((db) => {
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[]
    return new Map(
      tables.map((table) => {
        const rows = db.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]
        return [table, rows.map((row) => row.map(textOf).join('|')).join('\n')]
      }),
    )
  })
}

const textOf = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('utf8') : String(value))

/** Names of the tables in which any of the words still stands. */
export function tablesWith(station: TestStation, words: readonly string[]): string[] {
  return [...dumpVault(station)].flatMap(([table, text]) =>
    words.filter((word) => text.includes(word)).map((word) => `${table}: ${word}`),
  )
}
