import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/** The monthly review of the access records: explanations as they are drafted, and months that have been signed. */
export function reviewAccess(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE access_review_drafts (
      month   TEXT NOT NULL,
      finding TEXT NOT NULL,
      body    TEXT NOT NULL CHECK (json_valid(body)),
      PRIMARY KEY (month, finding)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE access_reviews (
      month     TEXT PRIMARY KEY,
      signed_at TEXT NOT NULL,
      signed_by TEXT NOT NULL,
      body      TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    -- From when on something is unusual; the defaults as long as nobody has said otherwise.
    CREATE TABLE access_review_settings (
      id   INTEGER PRIMARY KEY CHECK (id = 1),
      body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    -- Months of before are counted by it, and copies by the day on which they were made.
    CREATE INDEX ledger_viewings ON ledger (at) WHERE kind = 'viewing.opened';
    CREATE INDEX exports_by_time ON exports (made_at);
  `)
}
