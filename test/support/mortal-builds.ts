import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

/**
 * The mortal vault as a program, as it is or with a promise of the vault broken: a test that finds nothing wrong with a
 * broken one would find nothing wrong with ours.
 */

/** One exact piece of a source, and what stands in its place. */
interface Edit {
  file: string
  from: string | RegExp
  to: string
}

export const BROKEN = {
  /** Commits the database first; the journal hears of it later. */
  commitsFirst: [
    { file: 'vault/vault.ts', from: '      journal.write(sealed)\n', to: '' },
    {
      file: 'vault/vault.ts',
      from: '      journal.accept(sealed)\n',
      to: '      journal.write(sealed)\n      journal.accept(sealed)\n',
    },
  ],
  /** Does what only the journal says, and notes in a second transaction that it has. */
  marksLater: [
    {
      file: 'vault/rewriting.ts',
      from: '      mark(writer, end, forgets)\n    }\n  })()\n',
      to: '    }\n  })()\n  for (const { forgets, end } of transactions) mark(writer, end, forgets)\n',
    },
    {
      file: 'vault/opening.ts',
      from: 'redo(writer, beyond(journal, database.mark))',
      to: 'redo(writer, Array.from(beyond(journal, database.mark)))',
    },
  ],
  /** Takes the journal for written when the system has heard of it. */
  unsyncedJournal: [{ file: 'vault/journal.ts', from: '    fdatasyncSync(this.#file)\n', to: '' }],
  /** The same for the database. */
  unsyncedDatabase: [{ file: 'vault/database.ts', from: "'synchronous = FULL'", to: "'synchronous = OFF'" }],
  /** Renames are left to themselves. */
  unsyncedFolder: [{ file: 'vault/durable.ts', from: '    fsyncSync(folder)\n', to: '' }],
} as const satisfies Record<string, readonly Edit[]>

/** The version before the ledger had views: its schema, and entries that are not in them. */
export const BEFORE_VIEWS: readonly Edit[] = [
  { file: 'vault/migrations.ts', from: '\n]\n', to: '\n].slice(0, 12)\n' },
  { file: 'vault/entries.ts', from: /\n {2}indexEntry\(.*\)\n/, to: '\n' },
]

// Inside the project, so that the child finds its packages.
const cacheDir = resolve(import.meta.dirname, '../../node_modules/.cache', `mortal-vault-${process.pid}`)

/** Builds it; answers the path of the program. `forget` removes what was built. */
export async function built(name: string, edits: readonly Edit[] = []): Promise<string> {
  const left = new Set(edits)
  const edited: Plugin = {
    name: 'edited',
    enforce: 'pre',
    transform(code, id) {
      let text = code
      for (const edit of edits) {
        if (!id.endsWith(`electron/${edit.file}`)) continue
        if (text.split(edit.from).length !== 2) throw new Error(`not once in ${edit.file}: ${edit.from}`)
        text = text.replace(edit.from, () => edit.to)
        left.delete(edit)
      }
      return text
    },
  }
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [edited],
    // One file starts in half the time.
    ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers'] },
    build: {
      ssr: resolve(import.meta.dirname, 'mortal-vault.ts'),
      outDir: join(cacheDir, name),
      rollupOptions: { output: { entryFileNames: 'vault.mjs' } },
    },
  })
  if (left.size > 0) throw new Error('an edit was not made')
  return join(cacheDir, name, 'vault.mjs')
}

/** Builds the layer between a process and its disk; answers its path, or nothing where there is no compiler. */
export function builtLayer(): string | undefined {
  if (process.platform !== 'linux') return undefined
  const path = join(cacheDir, 'unsynced.so')
  const source = resolve(import.meta.dirname, 'unsynced.c')
  mkdirSync(cacheDir, { recursive: true })
  const compiler = process.env['CC'] ?? 'cc'
  const { status } = spawnSync(compiler, ['-shared', '-fPIC', '-O2', '-o', path, source, '-ldl', '-lpthread'])
  return status === 0 ? path : undefined
}

export function forgetBuilds(): void {
  rmSync(cacheDir, { recursive: true, force: true })
}

/** What every such process finds in its surroundings. */
export const surroundings = {
  ...process.env,
  VIEWING_STATION_ADDON: resolve('native/build/better_sqlite3.node'),
}
