// The package carries an index.d.ts, but its `exports` map does not lead there, so that `moduleResolution: bundler`
// finds no types. It is better-sqlite3 with two calls more.
declare module 'better-sqlite3-multiple-ciphers' {
  import type BetterSqlite3 from 'better-sqlite3'

  interface EncryptedDatabase extends BetterSqlite3.Database {
    /** Hands over the raw key of an encrypted database. A wrong one shows only at the first read. */
    key(key: Buffer): number
    /** Encrypts the open database anew under another key. */
    rekey(key: Buffer): number
  }

  const Database: new (path: string, options?: BetterSqlite3.Options) => EncryptedDatabase

  export type { EncryptedDatabase }
  export default Database
}
