import { expect, test } from 'vitest'
import type { ActorId } from '#domain/actor.ts'
import type { Proposal } from '#domain/decision.ts'
import { Refusal } from '#domain/refusal.ts'
import { FootageRequest, type RequestState } from '#domain/request.ts'
import { RequestKind } from '#domain/request-form.ts'
import { keep } from '../../../electron/procedures/requests.ts'
import { giving, policeForm } from '../../support/agencies.ts'
import { stationWithFootage, take } from '../../support/casework.ts'
import { granting, noAuthority, PASSWORDS, type TestStation } from '../../support/station.ts'

/** Every kind in every state, tried with every act at the desk: only what domain §4.2 lists goes through. */

type Act = keyof typeof WISHES
type Table = Partial<Record<Act, RequestState>>

/** Which act leads where, whatever is asked for and however it was decided. */
const ALWAYS: Record<RequestState, Table> = {
  inquiry: { write: 'received', withdraw: 'withdrawn' },
  received: { askPapers: 'supplementing', verify: 'verified', withdraw: 'withdrawn' },
  supplementing: { takePapers: 'received', withdraw: 'withdrawn' },
  verified: { askPapers: 'supplementing', locate: 'located', withdraw: 'withdrawn' },
  located: { propose: 'proposed', withdraw: 'withdrawn' },
  proposed: { decide: 'decided', sendBack: 'located', withdraw: 'withdrawn' },
  decided: { notify: 'notified', withdraw: 'withdrawn' },
  postponed: { resume: 'located', withdraw: 'withdrawn' },
  notified: { object: 'objected', close: 'closed', withdraw: 'withdrawn' },
  'no-show': { reinvite: 'notified', object: 'objected', close: 'closed', withdraw: 'withdrawn' },
  fulfilled: { object: 'objected', close: 'closed' },
  objected: {},
  closed: { object: 'objected' },
  withdrawn: {},
}

const isShown = (kind: RequestKind) => kind === 'view' || kind === 'copy'
const isMeasure = (kind: RequestKind) => kind === 'erase' || kind === 'correct' || kind === 'stop'
const isAgency = (kind: RequestKind) => kind === 'provide' || kind === 'use'

interface Cell {
  kind: RequestKind
  state: RequestState
  /** Something was granted: it can be shown, handed over, erased. */
  given: boolean
  /** A measure's result has been told. */
  told: boolean
}

function allowed({ kind, state, given, told }: Cell): Table {
  const table = { ...ALWAYS[state] }
  if (isShown(kind) && given && (state === 'decided' || state === 'notified')) table.fulfil = 'fulfilled'
  if (isAgency(kind) && given && state === 'notified') table.fulfil = 'fulfilled'
  if (!isMeasure(kind) && given && state === 'notified') {
    table.miss = 'no-show'
    delete table.close
  }
  if (isMeasure(kind) && given && state === 'decided') {
    table.fulfil = 'fulfilled'
    delete table.notify
  }
  if (isMeasure(kind) && state === 'fulfilled' && !told) {
    table.notify = 'fulfilled'
    delete table.close
  }
  if (isAgency(kind) || kind === 'object') delete table.object
  if (kind === 'object') {
    delete table.askPapers
    delete table.locate
    if (state === 'verified') table.propose = 'proposed'
    if (state === 'proposed') table.sendBack = 'verified'
  }
  return table
}

/** Whether a request can come to stand so at all. */
function canBe({ kind, state, given, told }: Cell): boolean {
  const hasDecision = [
    'proposed',
    'decided',
    'postponed',
    'notified',
    'no-show',
    'fulfilled',
    'objected',
    'closed',
  ]
  if (given && (kind === 'existence' || kind === 'object' || !hasDecision.includes(state))) return false
  if (told && !(isMeasure(kind) && state === 'fulfilled')) return false
  if (state === 'no-show') return given && !isMeasure(kind)
  if (state === 'fulfilled') return given
  if (state === 'notified' && isMeasure(kind)) return !given
  if (state === 'postponed') return !given && (isShown(kind) || kind === 'existence')
  if (state === 'objected') return !isAgency(kind) && kind !== 'object'
  const papers = ['received', 'verified', 'proposed', 'decided', 'notified', 'closed', 'withdrawn']
  return kind !== 'object' || papers.includes(state)
}

const WISHES = {
  write: {},
  askPapers: { what: '신분증' },
  takePapers: {},
  verify: { paper: 'passport', authority: noAuthority },
  locate: { isFound: true, note: '' },
  propose: {},
  sendBack: { why: '다시' },
  decide: { loginName: '이책임', password: PASSWORDS['이책임']!, overdueReason: '' },
  notify: { how: 'post' },
  resume: { why: '사유 소멸' },
  fulfil: {},
  miss: {},
  reinvite: {},
  object: {},
  withdraw: { reason: '취하' },
  close: {},
}

const CELLS: Cell[] = RequestKind.options
  .flatMap((kind) => (Object.keys(ALWAYS) as RequestState[]).map((state) => ({ kind, state })))
  .flatMap((cell) => [true, false].map((given) => ({ ...cell, given })))
  .flatMap((cell) => [true, false].map((told) => ({ ...cell, told })))
  .filter(canBe)

/** What a request of a kind may be granted by, or otherwise be answered with. */
function proposalFor({ kind, state, given }: Cell): Proposal {
  if (given)
    return isAgency(kind)
      ? giving({ code: 'B7', untilOn: '2026-12-31', destroyByOn: '2026-12-31' })
      : granting()
  if (state === 'postponed') return { outcome: 'postpone', reason: '가리는 데 시간 필요' }
  if (kind === 'existence') return { outcome: 'exists' }
  if (kind === 'object') return { outcome: 'dismiss', reason: '근거 없음' }
  if (kind === 'stop') return { outcome: 'not-applicable', reason: '공개된 장소' }
  const ground = isAgency(kind) ? '' : isShown(kind) ? 'RF-2' : 'ER-1'
  return { outcome: 'refuse', ground, reason: '가정폭력 피해자의 거처가 드러남' }
}

/** What is asked; for an objection with what it is against. */
async function formOf(station: TestStation, kind: RequestKind, number: string) {
  const { fromAt, toAt, cameraIds, ...own } = await station.form()
  const asked = { fromAt, toAt, cameraIds }
  if (isAgency(kind)) return policeForm(station, { kind: kind as 'provide', ...asked })
  if (kind !== 'object') return { ...own, ...asked, kind }
  const against = { kind: 'view', state: 'objected', given: false, told: false } as const
  const { id: objectsTo } = await standing(station, against, `${number}-A`)
  return { ...own, ...asked, kind, objectsTo }
}

/** A request that stands so, put into the vault as the procedures would have left it. */
async function standing(station: TestStation, cell: Cell, number: string): Promise<FootageRequest> {
  const { kind, state, told } = cell
  const { actors } = await station.ask('institution', 'show')
  const officer = actors.find(({ role }) => role === 'officer')?.id as ActorId
  const manager = actors.find(({ role }) => role === 'manager')?.id as ActorId
  const at = station.office.now()
  const by = { by: officer, at }
  const form = await formOf(station, kind, number)
  const proposal = proposalFor(cell)
  const decision = { proposal, proposedBy: officer, proposedAt: at, by: manager, at }
  const everything: Record<string, unknown> = {
    id: `request-${number}`,
    revision: 1,
    changedBy: officer,
    changedAt: at,
    number,
    form,
    state,
    receivedAt: at,
    receivedBy: officer,
    fee: { state: 'none' },
    aftercare: {},
    postponed: [],
    supplements: [{ what: '신분증', askedAt: at }],
    dueOn: '2026-12-03',
    targetOn: '2026-12-03',
    isYearKnown: true,
    identity: { paper: 'passport', authority: noAuthority, ...by },
    location: { isFound: true, note: '', ...by },
    proposal,
    proposedBy: officer,
    proposedAt: at,
    decision,
    fulfilment: by,
    missedAt: at,
    ...(state === 'fulfilled' && !told ? {} : { notice: { how: 'post', ...by } }),
    objectionId: 'objection',
    objectedFrom: 'notified',
    closing: by,
    reason: '취하',
    withdrawal: by,
  }
  const option = FootageRequest.options.find(({ shape }) => shape.state.value === state)!
  // Objected to as soon as it was told: nothing had come of it yet.
  const later = state === 'objected' ? ['fulfilment', 'missedAt', 'closing'] : []
  const fields = Object.keys(option.shape).filter((name) => name in everything && !later.includes(name))
  const request = option.parse(Object.fromEntries(fields.map((name) => [name, everything[name]])))
  station.office.vault.record(
    () => [],
    (db) => keep(db, request),
  )
  return request
}

/** Refusals that come after the table has let an act through: what it asks for is not there. */
const BEYOND = new Set(['row-missing', 'footage-missing', 'not-viewed-yet', 'outcome-impossible', 'held'])

async function tried(station: TestStation, request: FootageRequest, act: Act): Promise<string> {
  try {
    if (act === 'object') {
      const form = { kind: 'object', channel: 'visit', objectsTo: request.id, purpose: '이의' } as const
      await station.ask('requests', 'receive', { form, again: true })
    } else {
      const { kind } = request.form
      const form = kind === 'object' ? await station.form() : request.form
      const wish =
        act === 'write' ? { form } : act === 'propose' ? { proposal: proposalAgain(kind) } : WISHES[act]
      await take(station, request, act as 'write', wish)
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code
  }
  return (await station.ask('requests', 'find', { requestId: request.id })).state
}

const proposalAgain = (kind: RequestKind) =>
  proposalFor({ kind, state: 'located', given: false, told: false })

test.each(RequestKind.options)(
  '%s: whatever domain §4.2 does not list is refused and changes nothing',
  async (kind) => {
    const station = await stationWithFootage()
    let count = 0
    for (const cell of CELLS.filter((each) => each.kind === kind)) {
      const expected = allowed(cell)
      for (const act of Object.keys(WISHES) as Act[]) {
        const request = await standing(station, cell, `T-${(count += 1)}`)
        const name = `${kind} ${cell.state}${cell.given ? ' given' : ''}${cell.told ? ' told' : ''}: ${act}`
        const came = await tried(station, request, act)
        const to = expected[act]
        if (to === undefined) expect(came, name).toBe('request-wrong-state')
        else if (!BEYOND.has(came)) expect(came, name).toBe(to)
        if (to === undefined || BEYOND.has(came))
          expect(await station.ask('requests', 'find', { requestId: request.id }), name).toEqual(request)
      }
    }
    expect(count).toBeGreaterThan(100)
  },
)
