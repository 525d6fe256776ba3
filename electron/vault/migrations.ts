import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { Refusal } from '../domain/refusal.ts'
import { reviewAccess } from './migrate-access-reviews.ts'
import { rememberDestructions } from './migrate-destructions.ts'
import { keepJournal } from './migrate-journal.ts'
import { viewLedger } from './migrate-ledger-views.ts'
import { prepareRecovery } from './migrate-recovery.ts'
import { decideRequests } from './migrate-requests.ts'

/** Applied in order, each once. A released migration is never edited; the next one corrects it. */
const migrations: readonly ((db: SqliteDatabase) => void)[] = [
  function createLedger(db) {
    db.exec(`
      CREATE TABLE ledger (
        seq        INTEGER PRIMARY KEY,
        at         TEXT NOT NULL,
        kind       TEXT NOT NULL,
        actor      TEXT NOT NULL,
        subject    TEXT NOT NULL,
        commitment TEXT NOT NULL CHECK (length(commitment) = 64),
        hash       BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;
      CREATE INDEX ledger_by_time ON ledger (at);
      CREATE TRIGGER ledger_forbids_update BEFORE UPDATE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
      CREATE TRIGGER ledger_forbids_delete BEFORE DELETE ON ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

      -- Personal details stand behind the entry's commitment, so that they can be erased while the ledger verifies.
      CREATE TABLE ledger_details (
        seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
        salt    TEXT NOT NULL,
        details TEXT NOT NULL
      ) STRICT;

      -- The 관리대장 as a view of the acts: which entry wrote a line, and what lines are searched by.
      CREATE TABLE ledger_rows (
        no     INTEGER PRIMARY KEY,
        seq    INTEGER NOT NULL UNIQUE REFERENCES ledger (seq),
        on_day TEXT NOT NULL,
        kind   TEXT NOT NULL CHECK (kind IN ('use', 'provide', 'view', 'destroy'))
      ) STRICT;
      CREATE INDEX ledger_rows_by_day ON ledger_rows (on_day);

      -- Which cameras an act concerned, for the same search.
      CREATE TABLE ledger_cameras (
        seq       INTEGER NOT NULL REFERENCES ledger (seq),
        camera_id TEXT NOT NULL,
        PRIMARY KEY (seq, camera_id)
      ) STRICT, WITHOUT ROWID;
    `)
  },
  function createStation(db) {
    db.exec(`
      CREATE TABLE institution (
        id   INTEGER PRIMARY KEY CHECK (id = 1),
        ledger_id TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;
      CREATE TABLE cameras (
        id     TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        body   TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;
      CREATE TABLE actors (
        id         TEXT PRIMARY KEY,
        login_name TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        department TEXT NOT NULL,
        title      TEXT NOT NULL,
        role       TEXT NOT NULL CHECK (role IN ('officer', 'manager', 'witness', 'auditor', 'administrator'))
      ) STRICT;
    `)
  },
  function createFootage(db) {
    db.exec(`
      CREATE TABLE recordings (
        id            TEXT PRIMARY KEY,
        camera_id     TEXT NOT NULL REFERENCES cameras (id),
        start_at      TEXT NOT NULL,
        end_at        TEXT NOT NULL,
        source_sha256 TEXT NOT NULL UNIQUE,
        size_bytes    INTEGER NOT NULL,
        -- AES-256-GCM under the footage key: nonce, key, tag. Without it the file is noise.
        wrapped_key   BLOB NOT NULL CHECK (length(wrapped_key) = 60),
        body          TEXT NOT NULL CHECK (json_valid(body)),
        layout        TEXT NOT NULL CHECK (json_valid(layout))
      ) STRICT;
      CREATE INDEX recordings_by_camera ON recordings (camera_id, start_at);
      CREATE INDEX recordings_by_time ON recordings (start_at);
    `)
  },
  function createRequests(db) {
    db.exec(`
      CREATE TABLE requests (
        id     TEXT PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        state  TEXT NOT NULL CHECK (state IN ('received', 'verified', 'approved', 'fulfilled')),
        due_on TEXT NOT NULL,
        body   TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;
      CREATE TABLE viewings (
        id         TEXT PRIMARY KEY,
        request_id TEXT NOT NULL REFERENCES requests (id),
        opened_at  TEXT NOT NULL,
        closed_at  TEXT,
        body       TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;
      CREATE UNIQUE INDEX one_open_viewing ON viewings ((closed_at IS NULL)) WHERE closed_at IS NULL;
      CREATE TABLE watched (
        viewing_id   TEXT NOT NULL REFERENCES viewings (id),
        recording_id TEXT NOT NULL REFERENCES recordings (id),
        from_us      INTEGER NOT NULL,
        to_us        INTEGER NOT NULL CHECK (to_us > from_us)
      ) STRICT;
      CREATE INDEX watched_by_viewing ON watched (viewing_id);
    `)
  },
  function createMasking(db) {
    db.exec(`
      CREATE TABLE clips (
        request_id TEXT NOT NULL REFERENCES requests (id),
        camera_id  TEXT NOT NULL REFERENCES cameras (id),
        body       TEXT NOT NULL CHECK (json_valid(body)),
        tracks     BLOB NOT NULL,
        kept       TEXT NOT NULL CHECK (json_valid(kept)),
        PRIMARY KEY (request_id, camera_id)
      ) STRICT;
      CREATE TABLE exports (
        id         TEXT PRIMARY KEY,
        request_id TEXT NOT NULL REFERENCES requests (id),
        folder     TEXT NOT NULL,
        made_at    TEXT NOT NULL,
        body       TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;
      CREATE INDEX exports_by_request ON exports (request_id);
      -- Packages under way: what a kill leaves is either finished or cleared away from this at the next start.
      CREATE TABLE unfinished_exports (
        id         TEXT PRIMARY KEY,
        work_dir   TEXT NOT NULL,
        final_dir  TEXT NOT NULL,
        begun      TEXT NOT NULL CHECK (json_valid(begun)),
        made       TEXT CHECK (json_valid(made))
      ) STRICT;
    `)
  },
  /**
   * Boxes in chunks, and what people decide about them as a list of changes. Tracks of before say less than is asked of them
   * now: people are looked for again.
   */
  function reviewMasks(db) {
    db.exec(`
      DROP TABLE clips;
      CREATE TABLE clips (
        request_id    TEXT NOT NULL REFERENCES requests (id),
        camera_id     TEXT NOT NULL REFERENCES cameras (id),
        tracks_sha256 TEXT NOT NULL CHECK (length(tracks_sha256) = 64),
        body          TEXT NOT NULL CHECK (json_valid(body)),
        changes       TEXT NOT NULL CHECK (json_valid(changes)),
        standing      INTEGER NOT NULL CHECK (standing >= 0),
        signature     TEXT CHECK (json_valid(signature)),
        PRIMARY KEY (request_id, camera_id)
      ) STRICT;
      CREATE TABLE clip_chunks (
        request_id TEXT NOT NULL,
        camera_id  TEXT NOT NULL,
        chunk      INTEGER NOT NULL,
        bytes      BLOB NOT NULL,
        PRIMARY KEY (request_id, camera_id, chunk),
        FOREIGN KEY (request_id, camera_id) REFERENCES clips (request_id, camera_id)
      ) STRICT;
      CREATE TABLE clip_leaks (
        request_id TEXT NOT NULL,
        camera_id  TEXT NOT NULL,
        id         TEXT NOT NULL,
        body       TEXT NOT NULL CHECK (json_valid(body)),
        -- The masked output, never the recording.
        picture    BLOB NOT NULL,
        PRIMARY KEY (request_id, camera_id, id),
        FOREIGN KEY (request_id, camera_id) REFERENCES clips (request_id, camera_id)
      ) STRICT;
      UPDATE institution SET body = json_set(body, '$.maskCheck', 'two-people');
      UPDATE exports SET body = json_set(body,
        '$.copyNo', (SELECT count(*) FROM exports AS before
                     WHERE before.request_id = exports.request_id AND before.rowid <= exports.rowid),
        '$.recipient', '', '$.destroyByOn', substr(made_at, 1, 10), '$.isProtected', json('false'));
      UPDATE viewings SET body = json_set(body, '$.picture', 'clear');
    `)
  },
  /** Copies are counted, a film may wait for answers, and what only the vault may know of a package lies with it. */
  function countCopies(db) {
    db.exec(`
      CREATE TABLE copy_numbers (
        request_id TEXT PRIMARY KEY REFERENCES requests (id),
        last       INTEGER NOT NULL CHECK (last > 0)
      ) STRICT;
      INSERT INTO copy_numbers SELECT request_id, count(*) FROM exports GROUP BY request_id;
      ALTER TABLE exports RENAME COLUMN folder TO path;
      ALTER TABLE exports ADD COLUMN password TEXT;
      ALTER TABLE exports ADD COLUMN receipt TEXT CHECK (json_valid(receipt));
      ALTER TABLE unfinished_exports RENAME COLUMN final_dir TO final_path;
      ALTER TABLE unfinished_exports RENAME COLUMN made TO state;
      UPDATE unfinished_exports SET state = CASE WHEN state IS NULL THEN '{}' ELSE json_object('made', json_set(state,
        '$.exported.copyNo', (SELECT count(*) + 1 FROM exports
                              WHERE request_id = json_extract(state, '$.exported.requestId')),
        '$.exported.recipient', '', '$.exported.destroyByOn', substr(json_extract(state, '$.exported.madeAt'), 1, 10),
        '$.exported.isProtected', json('false'))) END;
    `)
  },
  /** What a search for people has looked at until it ended, so that one that was cut short goes on. */
  function keepLooked(db) {
    db.exec(`
      CREATE TABLE looked_stretches (
        request_id TEXT NOT NULL REFERENCES requests (id),
        camera_id  TEXT NOT NULL REFERENCES cameras (id),
        stretch    INTEGER NOT NULL,
        -- Of what is looked at and how: stretches of another search say nothing about this one.
        search     TEXT NOT NULL CHECK (length(search) = 64),
        bytes      BLOB NOT NULL,
        PRIMARY KEY (request_id, camera_id, stretch)
      ) STRICT;
    `)
  },
  decideRequests,
  rememberDestructions,
  keepJournal,
  reviewAccess,
  viewLedger,
  prepareRecovery,
]

/** Which version's schema it has: 0 where nothing was ever made. Refuses with `vault-newer` a vault of a later one. */
export function versionOf(db: SqliteDatabase): number {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > migrations.length)
    throw new Refusal('vault-newer', { found: version, known: migrations.length })
  return version
}

/** Whether the schema is of a version before this one. Refuses with `vault-newer`. */
export function isOlder(db: SqliteDatabase): boolean {
  return versionOf(db) < migrations.length
}

/**
 * Brings the schema to this version in one transaction; refuses with `vault-newer` a vault of a later one. Answers whether
 * anything was done: the journal is begun anew then, for it is not told of this.
 */
export function migrate(db: SqliteDatabase): boolean {
  const version = versionOf(db)
  if (version === migrations.length) return false
  // A table that others point to can only be made anew while nobody checks (sqlite.org/lang_altertable.html#otheralter).
  db.pragma('foreign_keys = OFF')
  db.transaction(() => {
    for (const apply of migrations.slice(version)) apply(db)
    const broken = db.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`the migration left ${broken.length} loose ends`)
    db.exec('UPDATE journal_mark SET generation = NULL')
    db.pragma(`user_version = ${migrations.length}`)
  }).immediate()
  db.pragma('foreign_keys = ON')
  return true
}
