import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * Where the journal stands after the last transaction of this database (see `journal.ts`), and the checkpoints that were
 * signed. Without a generation the journal has to be begun anew from this database.
 */
export function keepJournal(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE journal_mark (
      id           INTEGER PRIMARY KEY CHECK (id = 1),
      generation   TEXT,
      length_bytes INTEGER NOT NULL,
      tag          BLOB,
      -- Whether something has been erased that the journal still says.
      must_forget  INTEGER NOT NULL CHECK (must_forget IN (0, 1))
    ) STRICT;
    INSERT INTO journal_mark VALUES (1, NULL, 0, NULL, 0);
    CREATE TABLE checkpoints (
      no   INTEGER PRIMARY KEY,
      size INTEGER NOT NULL,
      at   TEXT NOT NULL,
      why  TEXT NOT NULL CHECK (why IN ('print', 'export', 'receipt', 'day-end', 'shutdown', 'backup')),
      root BLOB NOT NULL CHECK (length(root) = 32),
      note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX checkpoints_by_size ON checkpoints (size);
  `)
}
