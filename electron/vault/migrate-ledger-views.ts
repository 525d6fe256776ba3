import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'
import { WORK_OF } from '../domain/ledger/access.ts'

/**
 * What the views of the ledger are found and counted by: the 접속기록 (`ledger_access`, its counts per day), who wrote a line
 * and by what act, which line puts another one right. All of it can be told from the entries again; none of it is evidence.
 */
export function viewLedger(db: SqliteDatabase): void {
  db.exec(`
    CREATE TABLE ledger_access (
      seq        INTEGER PRIMARY KEY,
      actor      TEXT NOT NULL,
      work       TEXT NOT NULL,
      -- 접속지 정보: where this station stood when it was done.
      place      TEXT NOT NULL,
      request_id TEXT
    ) STRICT;
    -- Counts of a day: a million entries are not counted one by one.
    CREATE TABLE access_counts (
      on_day TEXT NOT NULL,
      work   TEXT NOT NULL,
      actor  TEXT NOT NULL,
      count  INTEGER NOT NULL,
      PRIMARY KEY (on_day, work, actor)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE ledger_rows ADD COLUMN actor TEXT NOT NULL DEFAULT '';
    -- The kind of the act that wrote the line, of a correction that of the line it corrects.
    ALTER TABLE ledger_rows ADD COLUMN origin TEXT NOT NULL DEFAULT '';
    -- The number of the line that this one puts right: each once, a second correction corrects the first.
    ALTER TABLE ledger_rows ADD COLUMN corrects INTEGER;
    CREATE UNIQUE INDEX ledger_rows_by_corrected ON ledger_rows (corrects) WHERE corrects IS NOT NULL;
    -- Lines are counted by it alone, without being read.
    DROP INDEX ledger_rows_by_day;
    CREATE INDEX ledger_rows_by_day ON ledger_rows (on_day, kind, origin, actor, corrects);
    CREATE INDEX ledger_cameras_by_camera ON ledger_cameras (camera_id, seq);
    CREATE INDEX destructions_by_row ON destructions (row_seq);
    -- What was given or used beyond the purpose, by when.
    CREATE INDEX requests_by_provision ON requests (json_extract(body, '$.fulfilment.at'), kind)
      WHERE kind IN ('provide', 'use') AND json_extract(body, '$.fulfilment.at') IS NOT NULL;

    UPDATE institution SET body = json_set(body, '$.ledgerColumns', 'twelve',
      '$.stationPlace', json_extract(body, '$.viewingPlace'));
    UPDATE ledger_rows SET (actor, origin) = (SELECT actor, kind FROM ledger l WHERE l.seq = ledger_rows.seq);
  `)
  db.prepare(
    `INSERT INTO ledger_access
     SELECT l.seq, l.actor, w.value, coalesce((SELECT json_extract(body, '$.stationPlace') FROM institution), ''),
       coalesce((SELECT request_id FROM ledger_rows r WHERE r.seq = l.seq),
         CASE WHEN l.subject GLOB 'request:*' THEN substr(l.subject, 9)
              WHEN l.subject GLOB 'viewing:*' THEN (SELECT request_id FROM viewings WHERE id = substr(l.subject, 9))
              WHEN l.subject GLOB 'hold:*' THEN (SELECT request_id FROM holds WHERE id = substr(l.subject, 6)) END)
     FROM ledger l JOIN json_each(?) w ON w.key = l.kind`,
  ).run(JSON.stringify(WORK_OF))
  // Korea has had one offset since 1988.
  db.exec(`
    INSERT INTO access_counts
      SELECT date(l.at, '+9 hours'), a.work, a.actor, count(*) FROM ledger_access a JOIN ledger l USING (seq)
      GROUP BY 1, 2, 3;
    CREATE INDEX ledger_access_by_work ON ledger_access (work);
    CREATE INDEX ledger_access_by_actor ON ledger_access (actor);
    CREATE INDEX ledger_access_by_request ON ledger_access (request_id) WHERE request_id IS NOT NULL;
  `)
}
