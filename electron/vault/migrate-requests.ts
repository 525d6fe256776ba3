import type { SqliteDatabase } from '../../native/sqlite/sqlite.ts'

/**
 * Requests of every kind and state, what is due because of them, holds, dated law and days off. Requests of before are kept
 * with everything that was done to them; an approval of then is a decision to grant, others masked.
 */
export function decideRequests(db: SqliteDatabase): void {
  const before = db.prepare('SELECT body FROM requests').pluck().all() as string[]
  db.exec(`
    CREATE TABLE new_requests (
      id          TEXT PRIMARY KEY,
      number      TEXT NOT NULL UNIQUE,
      kind        TEXT NOT NULL,
      state       TEXT NOT NULL,
      received_at TEXT NOT NULL,
      -- None as long as it is an inquiry.
      due_on      TEXT,
      from_at     TEXT NOT NULL,
      to_at       TEXT NOT NULL,
      body        TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    DROP TABLE requests;
    ALTER TABLE new_requests RENAME TO requests;
    CREATE INDEX requests_by_footage ON requests (from_at, to_at);

    -- What a request is found by, apart from its body: 20,000 of these are read at once, and in the order of receipt.
    CREATE TABLE request_texts (
      received_at TEXT NOT NULL,
      number      TEXT NOT NULL,
      request_id  TEXT NOT NULL UNIQUE REFERENCES requests (id),
      kind        TEXT NOT NULL,
      state       TEXT NOT NULL,
      due_on      TEXT,
      text        TEXT NOT NULL,
      PRIMARY KEY (received_at, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX open_requests ON request_texts (due_on, number) WHERE state NOT IN ('closed', 'withdrawn');
    CREATE TABLE request_cameras (
      camera_id  TEXT NOT NULL REFERENCES cameras (id),
      request_id TEXT NOT NULL REFERENCES requests (id),
      PRIMARY KEY (camera_id, request_id)
    ) STRICT, WITHOUT ROWID;
    -- What has to be done because of a request, and by when: derived from its body with every change of it.
    CREATE TABLE duties (
      request_id TEXT NOT NULL REFERENCES requests (id),
      kind       TEXT NOT NULL,
      due_on     TEXT NOT NULL,
      role       TEXT NOT NULL,
      PRIMARY KEY (request_id, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX duties_by_day ON duties (due_on);
    -- What the station itself has to do, once a period.
    CREATE TABLE station_duties (
      kind    TEXT NOT NULL,
      period  TEXT NOT NULL,
      done_at TEXT NOT NULL,
      done_by TEXT NOT NULL,
      PRIMARY KEY (kind, period)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE holds (
      id          TEXT PRIMARY KEY,
      request_id  TEXT REFERENCES requests (id),
      from_at     TEXT NOT NULL,
      to_at       TEXT NOT NULL,
      review_on   TEXT NOT NULL,
      released_at TEXT,
      body        TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    CREATE INDEX open_holds ON holds (to_at) WHERE released_at IS NULL;

    CREATE TABLE holidays (
      year TEXT PRIMARY KEY,
      days TEXT NOT NULL CHECK (json_valid(days))
    ) STRICT;
    CREATE TABLE law_changes (
      effective_from TEXT PRIMARY KEY,
      body           TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;

    -- A request that is being typed: it survives a power cut, and is gone once it has been received.
    CREATE TABLE drafts (
      actor_id TEXT PRIMARY KEY REFERENCES actors (id),
      body     TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
    -- Copies of identity papers, masked before they came here.
    CREATE TABLE identity_copies (
      request_id TEXT PRIMARY KEY REFERENCES requests (id),
      kept_at    TEXT NOT NULL,
      picture    BLOB NOT NULL
    ) STRICT;

    -- Which request a line of the 관리대장 is about, and later entries that say how it went on.
    ALTER TABLE ledger_rows ADD COLUMN request_id TEXT;
    CREATE INDEX ledger_rows_by_request ON ledger_rows (request_id);
    CREATE TABLE ledger_amendments (
      seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
      row_seq INTEGER NOT NULL REFERENCES ledger_rows (seq)
    ) STRICT;
    CREATE INDEX ledger_amendments_by_row ON ledger_amendments (row_seq);
    -- Before, a copy's line was written when it was made: those have been told.
    ALTER TABLE exports ADD COLUMN handed_at TEXT;
    UPDATE exports SET handed_at = made_at;

    UPDATE institution SET body = json_set(body, '$.sector', 'general', '$.headTitle', '', '$.address', '',
      '$.homepage', '',
      '$.installedFor', '', '$.filmingHours', '', '$.vendor', '', '$.pausesOnSupplement', json('false'), '$.objectionDesk', '', '$.approvalBy', 'two-people',
      '$.keepYears', 3, '$.confirmedForms', json('[]'));
    UPDATE cameras SET body = json_set(body, '$.range', '');
    UPDATE ledger_rows SET request_id = (
      SELECT CASE WHEN l.subject LIKE 'request:%' THEN substr(l.subject, 9)
                  ELSE (SELECT v.request_id FROM viewings v WHERE 'viewing:' || v.id = l.subject) END
      FROM ledger l WHERE l.seq = ledger_rows.seq);
  `)
  const put = db.prepare('INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const putText = db.prepare('INSERT INTO request_texts VALUES (?, ?, ?, ?, ?, ?, ?)')
  const putDuty = db.prepare("INSERT INTO duties VALUES (?, ?, ?, 'officer')")
  const putCamera = db.prepare('INSERT INTO request_cameras VALUES (?, ?)')
  const putHold = db.prepare('INSERT INTO holds VALUES (?, ?, ?, ?, ?, NULL, ?)')
  for (const body of before) {
    const request = carriedOver(JSON.parse(body) as OldRequest)
    const { id, number, form, state, receivedAt, dueOn } = request
    put.run(id, number, form.kind, state, receivedAt, dueOn, form.fromAt, form.toAt, JSON.stringify(request))
    const words = [number, form.requester.name, form.requester.phone, form.subject?.name ?? '']
    const text = words.join('\n').normalize('NFC').toLowerCase()
    putText.run(receivedAt, number, id, form.kind, state, dueOn, text)
    if ('fulfilment' in request) putDuty.run(id, 'close', dueOn)
    else putDuty.run(id, state === 'decided' ? 'notice' : 'answer', dueOn)
    for (const cameraId of new Set(form.cameraIds)) putCamera.run(cameraId, id)
    // A request holds its footage from receipt on; those of before do from now on.
    if (!('fulfilment' in request)) putHold.run(...holdOf(request))
  }
}

/** The hold of a request of before, to be looked at again when its answer is due. */
function holdOf({
  id,
  number,
  form,
  receivedAt,
  receivedBy,
  dueOn,
}: ReturnType<typeof carriedOver>): string[] {
  const { cameraIds, fromAt, toAt } = form
  const window = { cameraIds, fromAt, toAt }
  const hold = {
    id: `hold-${id}`,
    requestId: id,
    reason: number,
    ...window,
    setBy: receivedBy,
    setAt: receivedAt,
  }
  return [hold.id, id, fromAt, toAt, dueOn, JSON.stringify({ ...hold, reviewOn: dueOn })]
}

interface OldPerson {
  name: string
  phone: string
}
interface OldRequest {
  id: string
  number: string
  kind: 'view' | 'copy' | 'existence'
  requester: OldPerson
  relation: 'self' | 'guardian' | 'agent'
  subject?: OldPerson
  fromAt: string
  toAt: string
  cameraIds: string[]
  purpose: string
  clues: string
  receivedAt: string
  receivedBy: string
  dueOn: string
  targetOn: string
  state: 'received' | 'verified' | 'approved' | 'fulfilled'
  paper?: string
  verifiedBy?: string
  verifiedAt?: string
  approvedBy?: string
  approvedAt?: string
  fulfilledBy?: string
  fulfilledAt?: string
}

/** A request of before in today's form. */
function carriedOver(old: OldRequest) {
  const { kind, requester, relation, subject, fromAt, toAt, cameraIds, purpose, clues } = old
  const asked = { channel: 'visit', fromAt, toAt, cameraIds, purpose, clues, vehicleNumber: '' }
  const form = { kind, requester, relation, ...(subject === undefined ? {} : { subject }), ...asked }
  const { id, number, receivedAt, receivedBy, dueOn, targetOn } = old
  const received = {
    id,
    number,
    revision: 1,
    ...lastChange(old),
    form,
    receivedAt,
    receivedBy,
    dueOn,
    targetOn,
    isYearKnown: true,
    fee: { state: 'none' },
    supplements: [],
    aftercare: {},
    postponed: [],
  }
  if (old.state === 'received') return { ...received, state: 'received' }
  // Papers of agents were seen then, and which they were was not asked.
  const seen = '처리 당시 확인'
  const authority = {
    ...(relation === 'agent' ? { mandate: { on: receivedAt.slice(0, 10), scope: seen } } : {}),
    relationPaper: relation === 'guardian' ? seen : '',
    vehiclePaper: false,
    urgency: '',
  }
  const identity = { paper: old.paper, authority, by: old.verifiedBy, at: old.verifiedAt }
  if (old.state === 'verified') return { ...received, identity, state: 'verified' }
  const by = { by: old.approvedBy, at: old.approvedAt }
  const costs = { maskingWon: 0, mediaWon: 0, postageWon: 0, ownFault: '' }
  const appointment = { place: '', method: 'visit', medium: '' }
  const proposal =
    kind === 'existence'
      ? { outcome: 'exists' }
      : { outcome: 'grant', others: 'masked', finding: '', costs, appointment }
  const decided = {
    ...received,
    identity,
    location: { isFound: true, note: '', ...by },
    decision: { proposal, proposedBy: old.verifiedBy, proposedAt: old.verifiedAt, ...by },
  }
  if (old.state === 'approved') return { ...decided, state: 'decided' }
  return { ...decided, state: 'fulfilled', fulfilment: { by: old.fulfilledBy, at: old.fulfilledAt } }
}

/** Who took its last step, and when. */
function lastChange(old: OldRequest) {
  if (old.state === 'fulfilled') return { changedBy: old.fulfilledBy, changedAt: old.fulfilledAt }
  if (old.state === 'approved') return { changedBy: old.approvedBy, changedAt: old.approvedAt }
  if (old.state === 'verified') return { changedBy: old.verifiedBy, changedAt: old.verifiedAt }
  return { changedBy: old.receivedBy, changedAt: old.receivedAt }
}
