// An ambient declaration cannot be imported, and every program that reaches this file must see it.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./better-sqlite3-multiple-ciphers.d.ts" />
import { existsSync } from 'node:fs'
import path from 'node:path'
import Database, { type EncryptedDatabase } from 'better-sqlite3-multiple-ciphers'

declare global {
  namespace NodeJS {
    interface Process {
      /** Electron only, declared as it does: the folder of a packaged program's resources. */
      readonly resourcesPath: string
    }
  }
}

/** An open database file: better-sqlite3's synchronous interface, and `key`/`rekey`. */
export type SqliteDatabase = EncryptedDatabase

/** How a database file is opened. */
export interface OpenOptions {
  /** Refuses every write. */
  readonly?: boolean
  /** Throws instead of creating the file. */
  fileMustExist?: boolean
  /** How long a statement waits for another connection's lock, in milliseconds (5,000 unless told). */
  timeout?: number
}

/** Thrown where this runtime needs an addon built for it and there is none. `npm start` and `npm test` build it. */
class AddonMissing extends Error {
  constructor(searched: readonly string[]) {
    super(`no database addon for Node-API ${process.versions['napi']} in ${searched.join(', ')}`)
    this.name = 'AddonMissing'
  }
}

// better-sqlite3-multiple-ciphers 13 publishes addons for Node-API 10 (Node ≥ 22.14, Electron ≥ 35). An older runtime
// does not refuse such an addon: it dies by SIGSEGV. So it gets one built for it, or an error.
const publishedNodeApi = 10

/**
 * Opens a database file with the addon that fits this runtime. The caller hands over the key and sets the pragmas.
 * @throws AddonMissing before anything is loaded that would crash the process
 * @throws SqliteError when the file cannot be opened
 */
export function openDatabase(databasePath: string, options: OpenOptions = {}): SqliteDatabase {
  if (Number(process.versions['napi']) >= publishedNodeApi) return new Database(databasePath, options)
  return new Database(databasePath, { ...options, nativeBinding: builtAddonPath() })
}

function builtAddonPath(): string {
  const searched = isPackaged()
    ? [path.join(process.resourcesPath, 'native/better_sqlite3.node')]
    : [
        process.env['VIEWING_STATION_ADDON'],
        // From this source file, from out/main.js, and from a chunk or a development door one folder deeper.
        ...['../build', '../native/build', '../../native/build'].map((dir) =>
          path.join(import.meta.dirname, dir, 'better_sqlite3.node'),
        ),
      ].filter((each) => each !== undefined)
  const found = searched.find((each) => existsSync(each))
  if (found === undefined) throw new AddonMissing(searched)
  return found
}

// The packaged program lies in an archive. It takes no path from the environment: that would load foreign code.
function isPackaged(): boolean {
  return import.meta.dirname.includes(`.asar${path.sep}`)
}
