import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * Whether the recovery code is on paper, when the vault was last backed up, and how often it should be. A vault of before is
 * believed to have its code on paper: whoever set it up has said so.
 */
export function prepareRecovery(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE recovery_code (
      id       INTEGER PRIMARY KEY CHECK (id = 1),
      state    TEXT NOT NULL CHECK (state IN ('unconfirmed', 'used', 'confirmed')),
      since_at TEXT NOT NULL
    ) STRICT;
    INSERT INTO recovery_code
      SELECT 1, 'confirmed', coalesce((SELECT max(at) FROM ledger), '') FROM institution;
    CREATE TABLE backups (
      seq    INTEGER PRIMARY KEY REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
      at     TEXT NOT NULL,
      size   INTEGER NOT NULL,
      folder TEXT NOT NULL
    ) STRICT;
    CREATE TABLE backup_settings (
      id                INTEGER PRIMARY KEY CHECK (id = 1),
      remind_after_days INTEGER NOT NULL CHECK (remind_after_days BETWEEN 1 AND 365)
    ) STRICT;
  `)
}
