import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * What was destroyed stays known, its key does not. A recording of which a stretch was erased lives on in its remainders,
 * all of one source; so a source is taken in once, and its remainders are counted apart.
 */
export function rememberDestructions(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE new_recordings (
      id            TEXT PRIMARY KEY,
      camera_id     TEXT NOT NULL REFERENCES cameras (id),
      start_at      TEXT NOT NULL,
      end_at        TEXT NOT NULL,
      source_sha256 TEXT NOT NULL,
      size_bytes    INTEGER NOT NULL,
      -- AES-256-GCM under the footage key: nonce, key, tag. Without it the file is noise.
      wrapped_key   BLOB NOT NULL CHECK (length(wrapped_key) = 60),
      body          TEXT NOT NULL CHECK (json_valid(body)),
      layout        TEXT NOT NULL CHECK (json_valid(layout)),
      -- The recording that this was left of when a stretch was erased; it is among the destructions.
      remainder_of  TEXT
    ) STRICT;
    INSERT INTO new_recordings SELECT *, NULL FROM recordings;
    DROP TABLE recordings;
    ALTER TABLE new_recordings RENAME TO recordings;
    -- With everything that retention asks: a recording's row is long, and there are tens of thousands of them.
    CREATE INDEX recordings_by_camera ON recordings (camera_id, start_at, end_at, size_bytes);
    CREATE INDEX recordings_by_time ON recordings (start_at);
    CREATE UNIQUE INDEX one_recording_of_a_source ON recordings (source_sha256) WHERE remainder_of IS NULL;
    CREATE INDEX recordings_by_source ON recordings (source_sha256);

    -- What was watched stays in the account when the recording is gone: its name is that of a recording or of a destruction.
    CREATE TABLE new_watched (
      viewing_id   TEXT NOT NULL REFERENCES viewings (id),
      recording_id TEXT NOT NULL,
      from_us      INTEGER NOT NULL,
      to_us        INTEGER NOT NULL CHECK (to_us > from_us)
    ) STRICT;
    INSERT INTO new_watched (rowid, viewing_id, recording_id, from_us, to_us)
      SELECT rowid, viewing_id, recording_id, from_us, to_us FROM watched;
    DROP TABLE watched;
    ALTER TABLE new_watched RENAME TO watched;
    CREATE INDEX watched_by_viewing ON watched (viewing_id);

    CREATE TABLE destructions (
      recording_id  TEXT PRIMARY KEY,
      camera_id     TEXT NOT NULL REFERENCES cameras (id),
      -- The footage that is gone: all of the recording, or the stretch of it that has no remainder.
      from_at       TEXT NOT NULL,
      to_at         TEXT NOT NULL,
      source_sha256 TEXT NOT NULL,
      destroyed_at  TEXT NOT NULL,
      why           TEXT NOT NULL CHECK (why IN ('expired', 'request')),
      how           TEXT NOT NULL CHECK (how IN ('crypto-erase')),
      request_id    TEXT REFERENCES requests (id),
      -- One go of destroying, which has one line in the 관리대장.
      work_id       TEXT NOT NULL,
      -- The entry that destroyed it, and the one with the line; the latter is open until the go has ended.
      seq           INTEGER NOT NULL REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
      row_seq       INTEGER REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE INDEX destructions_by_camera ON destructions (camera_id, from_at);
    CREATE INDEX destructions_by_source ON destructions (source_sha256);
    CREATE INDEX destructions_by_work ON destructions (work_id);
    -- Goes of destroying that have not come to their end: the next start writes their line.
    CREATE TABLE unfinished_destructions (
      id    TEXT PRIMARY KEY,
      begun TEXT NOT NULL CHECK (json_valid(begun))
    ) STRICT;
    CREATE TABLE retention_checks (
      seq  INTEGER PRIMARY KEY REFERENCES ledger (seq) DEFERRABLE INITIALLY DEFERRED,
      at   TEXT NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
  `)
}
