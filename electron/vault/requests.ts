import type { Duty } from '../domain/duty.ts'
import type { CameraId } from '../domain/policy.ts'
import { type FootageRequest, isOver, type RequestState } from '../domain/request.ts'
import { isOfAgency, type KeptForm, type RequestId, type RequestKind } from '../domain/request-form.ts'
import { addDays, startOfDay } from '../domain/time.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** Requests: each as its whole present state, and what it is found by. */

/** The next running number of that year, `2026-0007`; inquiries are counted apart, `Q2026-0007`. */
export function nextRequestNumber(db: ReadableDb, year: string, prefix: '' | 'Q' = ''): string {
  const head = `${prefix}${year}-`
  const last = db
    .prepare('SELECT max(cast(substr(number, @from) AS INTEGER)) FROM requests WHERE number GLOB @head')
    .pluck()
    .get({ from: head.length + 1, head: `${head}*` }) as number | null
  return `${head}${String((last ?? 0) + 1).padStart(4, '0')}`
}

/** Adds the request or replaces it by its next state, with what is due because of it. */
export function putRequest(db: WritableDb, request: FootageRequest, duties: readonly Duty[]): void {
  const { id, number, state, receivedAt, form } = request
  db.prepare(
    `INSERT INTO requests VALUES (@id, @number, @kind, @state, @receivedAt, @dueOn, @fromAt, @toAt, @body)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, kind = excluded.kind, state = excluded.state,
       received_at = excluded.received_at, due_on = excluded.due_on, from_at = excluded.from_at, to_at = excluded.to_at,
       body = excluded.body`,
  ).run({
    id,
    number,
    kind: form.kind,
    state,
    receivedAt,
    dueOn: 'dueOn' in request ? request.dueOn : null,
    fromAt: form.fromAt,
    toAt: form.toAt,
    body: JSON.stringify(request),
  })
  db.prepare(
    'INSERT INTO request_texts VALUES (?, ?) ON CONFLICT (request_id) DO UPDATE SET text = excluded.text',
  ).run(id, findable([number, ...wordsOf(form)].join('\n')))
  db.prepare('DELETE FROM request_cameras WHERE request_id = ?').run(id)
  const putCamera = db.prepare('INSERT INTO request_cameras VALUES (?, ?)')
  for (const cameraId of new Set(form.cameraIds)) putCamera.run(cameraId, id)
  db.prepare('DELETE FROM duties WHERE request_id = ?').run(id)
  const putDuty = db.prepare('INSERT INTO duties VALUES (?, ?, ?, ?)')
  for (const { kind, dueOn, role } of duties) putDuty.run(id, kind, dueOn, role)
}

/** Names, plates, agencies, letters, telephone numbers also without their dashes. */
function wordsOf(form: KeptForm): string[] {
  if (isOfAgency(form)) {
    const { name, department, title, officer, phone } = form.agency
    const letter = form.letter?.number ?? ''
    return [name, department, title, officer, phone, digits(phone), letter, form.caseNumber]
  }
  const { requester, subject, vehicleNumber } = form
  const people = subject === undefined ? [requester] : [requester, subject]
  return [...people.flatMap(({ name, phone }) => [name, phone, digits(phone)]), vehicleNumber]
}

const digits = (phone: string): string => phone.replaceAll(/\D/g, '')

/** One way of writing for what is looked for and what it is looked for in. */
function findable(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

export function request(db: ReadableDb, id: RequestId): FootageRequest | undefined {
  const body = db.prepare('SELECT body FROM requests WHERE id = ?').pluck().get(id) as string | undefined
  return body === undefined ? undefined : (JSON.parse(body) as FootageRequest)
}

/** Which requests. Days are Korean, both included, and of receipt; whatever is not named is not asked. */
export interface RequestQuery {
  text: string
  kind?: RequestKind | undefined
  /** One state, those that wait for something (`open`), or every one. */
  state?: RequestState | 'open' | undefined
  cameraId?: CameraId | undefined
  fromOn?: string | undefined
  toOn?: string | undefined
}

const WHERE = `
  FROM requests r JOIN request_texts t ON t.request_id = r.id
  WHERE (@text = '' OR instr(t.text, @text) > 0)
    AND (@kind IS NULL OR r.kind = @kind)
    AND (@state IS NULL OR r.state = @state)
    AND (@isOpen = 0 OR r.state NOT IN ('closed', 'withdrawn'))
    AND (@fromAt IS NULL OR r.received_at >= @fromAt)
    AND (@toAt IS NULL OR r.received_at < @toAt)
    AND (@cameraId IS NULL OR EXISTS
      (SELECT 1 FROM request_cameras c WHERE c.camera_id = @cameraId AND c.request_id = r.id))`

/** A page of requests: by due day where what is open is asked for, else the latest first. */
export function findRequests(
  db: ReadableDb,
  query: RequestQuery,
  offset: number,
  limit: number,
): { requests: FootageRequest[]; total: number } {
  const isOpen = query.state === 'open'
  const asked = {
    text: findable(query.text.trim()),
    kind: query.kind ?? null,
    state: isOpen ? null : (query.state ?? null),
    isOpen: isOpen ? 1 : 0,
    cameraId: query.cameraId ?? null,
    fromAt: query.fromOn === undefined ? null : startOfDay(query.fromOn),
    toAt: query.toOn === undefined ? null : startOfDay(addDays(query.toOn, 1)),
  }
  const order = isOpen ? 'r.due_on IS NULL, r.due_on, r.number' : 'r.received_at DESC, r.number DESC'
  // Places first and bodies afterwards: sorting carries no bodies along.
  const bodies = db
    .prepare(
      `SELECT body FROM requests JOIN
       (SELECT r.rowid AS place ${WHERE} ORDER BY ${order} LIMIT @limit OFFSET @offset) found ON requests.rowid = found.place
       ORDER BY ${order.replaceAll('r.', 'requests.')}`,
    )
    .pluck()
    .all({ ...asked, offset, limit }) as string[]
  const total = db.prepare(`SELECT count(*) ${WHERE}`).pluck().get(asked) as number
  return { requests: bodies.map((body) => JSON.parse(body) as FootageRequest), total }
}

/** Requests of the same kind for footage that overlaps this window on one of the cameras, the latest first. */
export function alikeRequests(
  db: ReadableDb,
  { fromAt, toAt, cameraIds }: Pick<KeptForm, 'fromAt' | 'toAt' | 'cameraIds'>,
  kinds: readonly RequestKind[],
): FootageRequest[] {
  const bodies = db
    .prepare(
      `SELECT body FROM requests r WHERE r.from_at < @toAt AND r.to_at > @fromAt
       AND r.kind IN (SELECT value FROM json_each(@kinds))
       AND EXISTS (SELECT 1 FROM request_cameras c JOIN json_each(@cameraIds) asked ON asked.value = c.camera_id
                   WHERE c.request_id = r.id)
       ORDER BY r.received_at DESC`,
    )
    .pluck()
    .all({ fromAt, toAt, kinds: JSON.stringify(kinds), cameraIds: JSON.stringify(cameraIds) }) as string[]
  return bodies.map((body) => JSON.parse(body) as FootageRequest)
}

/** Every request that is not over: what home and a calendar go by. */
export function openRequests(db: ReadableDb): FootageRequest[] {
  const bodies = db
    .prepare("SELECT body FROM requests WHERE state NOT IN ('closed', 'withdrawn') ORDER BY due_on, number")
    .pluck()
    .all() as string[]
  return bodies.map((body) => JSON.parse(body) as FootageRequest).filter((each) => !isOver(each))
}

/** A request that is being typed by somebody, as the page wrote it. */
export function draftOf(db: ReadableDb, actorId: string): string | undefined {
  return db.prepare('SELECT body FROM drafts WHERE actor_id = ?').pluck().get(actorId) as string | undefined
}

export function putDraft(db: WritableDb, actorId: string, body: string | undefined): void {
  if (body === undefined) db.prepare('DELETE FROM drafts WHERE actor_id = ?').run(actorId)
  else db.prepare('INSERT OR REPLACE INTO drafts VALUES (?, ?)').run(actorId, body)
}
