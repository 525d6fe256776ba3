import type { Duty } from '../domain/duty.ts'
import type { CameraId } from '../domain/policy.ts'
import type { FootageRequest, RequestState } from '../domain/request.ts'
import {
  isOfAgency,
  type KeptForm,
  MAXIMUM_RANGE_US,
  type RequestId,
  type RequestKind,
} from '../domain/request-form.ts'
import { addDays, shiftAt, startOfDay } from '../domain/time.ts'
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
  const dueOn = 'dueOn' in request ? request.dueOn : null
  const found = { id, number, kind: form.kind, state, receivedAt, dueOn }
  db.prepare(
    `INSERT INTO requests VALUES (@id, @number, @kind, @state, @receivedAt, @dueOn, @fromAt, @toAt, @body)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, kind = excluded.kind, state = excluded.state,
       received_at = excluded.received_at, due_on = excluded.due_on, from_at = excluded.from_at, to_at = excluded.to_at,
       body = excluded.body`,
  ).run({ ...found, fromAt: form.fromAt, toAt: form.toAt, body: JSON.stringify(request) })
  db.prepare('DELETE FROM request_texts WHERE request_id = ?').run(id)
  db.prepare(
    'INSERT INTO request_texts VALUES (@receivedAt, @number, @id, @kind, @state, @dueOn, @text)',
  ).run({ ...found, text: findable([number, ...wordsOf(form)].join('\n')) })
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
    return [name, department, title, officer, phone, digits(phone), letter, form.caseNumber, form.statedBasis]
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

/** Exactly the words of the index `open_requests`: only then does it serve (sqlite.org/partialindex.html). */
const IS_OPEN = "t.state NOT IN ('closed', 'withdrawn')"

/** What is asked, as conditions on `request_texts`: only what is asked, so that the right index serves it. */
function conditionsOf(query: RequestQuery): { where: string; values: Record<string, string> } {
  const text = findable(query.text.trim())
  const isOpen = query.state === 'open'
  const asked: [condition: string, values: Record<string, string | undefined>][] = [
    ['instr(t.text, @text) > 0', { text: text === '' ? undefined : text }],
    ['t.kind = @kind', { kind: query.kind }],
    ['t.state = @state', { state: isOpen ? undefined : query.state }],
    ['t.received_at >= @fromAt', { fromAt: query.fromOn && startOfDay(query.fromOn) }],
    ['t.received_at < @toAt', { toAt: query.toOn && startOfDay(addDays(query.toOn, 1)) }],
    [
      't.request_id IN (SELECT request_id FROM request_cameras WHERE camera_id = @cameraId)',
      { cameraId: query.cameraId },
    ],
  ]
  const conditions = isOpen ? [IS_OPEN] : []
  const values: Record<string, string> = {}
  for (const [condition, wanted] of asked)
    for (const [name, value] of Object.entries(wanted))
      if (value !== undefined) {
        conditions.push(condition)
        values[name] = value
      }
  return { where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values }
}

/** A page of requests: by due day where what is open is asked for, else the latest first. */
export function findRequests(
  db: ReadableDb,
  query: RequestQuery,
  offset: number,
  limit: number,
): { requests: FootageRequest[]; total: number } {
  const { where, values } = conditionsOf(query)
  const order =
    query.state === 'open' ? 't.due_on IS NULL, t.due_on, t.number' : 't.received_at DESC, t.number DESC'
  const ids = db
    .prepare(
      `SELECT t.request_id FROM request_texts t ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    )
    .pluck()
    .all({ ...values, offset, limit }) as RequestId[]
  const total = db.prepare(`SELECT count(*) FROM request_texts t ${where}`).pluck().get(values) as number
  return { requests: ids.flatMap((id) => request(db, id) ?? []), total }
}

/** Requests of the same kind for footage that overlaps this window on one of the cameras, the latest first. */
export function alikeRequests(
  db: ReadableDb,
  { fromAt, toAt, cameraIds }: Pick<KeptForm, 'fromAt' | 'toAt' | 'cameraIds'>,
  kinds: readonly RequestKind[],
): FootageRequest[] {
  const bodies = db
    .prepare(
      `SELECT body FROM requests r WHERE r.from_at < @toAt AND r.from_at > @earliestAt AND r.to_at > @fromAt
       AND r.kind IN (SELECT value FROM json_each(@kinds))
       AND EXISTS (SELECT 1 FROM request_cameras c JOIN json_each(@cameraIds) asked ON asked.value = c.camera_id
                   WHERE c.request_id = r.id)
       ORDER BY r.received_at DESC`,
    )
    .pluck()
    .all({
      fromAt,
      toAt,
      earliestAt: shiftAt(fromAt, -MAXIMUM_RANGE_US - 1000),
      kinds: JSON.stringify(kinds),
      cameraIds: JSON.stringify(cameraIds),
    }) as string[]
  return bodies.map((body) => JSON.parse(body) as FootageRequest)
}

/** Every request that is not over, by its due day; inquiries, which have none, first. */
export function openRequests(db: ReadableDb): FootageRequest[] {
  const ids = db
    .prepare(`SELECT t.request_id FROM request_texts t WHERE ${IS_OPEN} ORDER BY t.due_on, t.number`)
    .pluck()
    .all() as RequestId[]
  return ids.flatMap((id) => request(db, id) ?? [])
}

/** A request that is being typed by somebody, as the page wrote it. */
export function draftOf(db: ReadableDb, actorId: string): string | undefined {
  return db.prepare('SELECT body FROM drafts WHERE actor_id = ?').pluck().get(actorId) as string | undefined
}

export function putDraft(db: WritableDb, actorId: string, body: string | undefined): void {
  if (body === undefined) db.prepare('DELETE FROM drafts WHERE actor_id = ?').run(actorId)
  else db.prepare('INSERT OR REPLACE INTO drafts VALUES (?, ?)').run(actorId, body)
}
