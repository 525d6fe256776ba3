import { openDatabase, type SqliteDatabase } from '../../native/sqlite/sqlite.ts'

declare const readable: unique symbol
declare const writable: unique symbol
/** A connection that a query is given: it can prepare statements, and those of a reader cannot write. */
export type ReadableDb = Pick<SqliteDatabase, 'prepare'> & { readonly [readable]: never }
/** What a change is given by `Vault.record`: statements that write are kept for the journal (see `statements.ts`). */
export type WritableDb = ReadableDb & { readonly [writable]: never }

/**
 * Opens the encrypted database (SQLCipher 4's file format). A raw key skips SQLCipher's key derivation: ours is already 256
 * random bits, not a passphrase. A wrong key shows at the first read only.
 */
export function connect(
  path: string,
  key: Buffer,
  options: { readonly?: boolean; fileMustExist?: boolean } = {},
): SqliteDatabase {
  const db = openDatabase(path, options)
  db.pragma("cipher = 'sqlcipher'")
  db.pragma('legacy = 4')
  db.key(Buffer.from(`x'${key.toString('hex')}'`))
  return db
}

/** The connection that changes the vault: an acknowledged change survives a power cut, what is deleted is overwritten. */
export function connectWriter(path: string, key: Buffer): SqliteDatabase {
  const db = connect(path, key)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('secure_delete = ON')
  return db
}

/** The disk is full, read-only or does not answer: nothing has changed. */
export function isDiskTrouble(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(SQLITE_(FULL|IOERR|READONLY|CANTOPEN)|ENOSPC|EIO|EROFS|EDQUOT|EACCES|EPERM|EBADF|ENODEV|ENXIO)/.test(
    code,
  )
}
