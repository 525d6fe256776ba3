import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Proposal } from '#domain/decision.ts'
import { Refusal } from '#domain/refusal.ts'
import { type FootageRequest, isOver, type RequestState } from '#domain/request.ts'
import { isOfAgency, type RequestForm } from '#domain/request-form.ts'
import { rowsOf } from '../../../electron/vault/book.ts'
import { acts } from '../../support/acts.ts'
import { giving, packaged, policeForm } from '../../support/agencies.ts'
import { show, somebodyInPicture, stationWithFootage, take } from '../../support/casework.ts'
import { granting, noAuthority, type TestStation } from '../../support/station.ts'

/** Acts in any order, as nobody would plan them: what must hold holds after every one of them. */

const KINDS = ['view', 'copy', 'existence', 'erase', 'correct', 'provide', 'use'] as const
type Kind = (typeof KINDS)[number]

const until = { untilOn: '2026-12-31', destroyByOn: '2026-12-31' }
const PROPOSALS: Record<string, (kind: Kind) => Proposal> = {
  grant: (kind) => (kind === 'provide' || kind === 'use' ? giving({ code: 'B7', ...until }) : granting()),
  refuse: (kind) => ({
    outcome: 'refuse',
    ground: kind === 'erase' || kind === 'correct' ? 'ER-1' : 'RF-2',
    reason: '거처가 드러남',
  }),
  postpone: () => ({ outcome: 'postpone', reason: '가리는 데 시간 필요' }),
  exists: () => ({ outcome: 'exists' }),
  missing: () => ({ outcome: 'not-exists', why: 'never-recorded', reason: '저장장치 확인' }),
}

const SIMPLE = {
  askPapers: { what: '신분증' },
  takePapers: {},
  verify: { paper: 'passport', authority: noAuthority },
  sendBack: { why: '다시' },
  notify: { how: 'post' },
  resume: { why: '사유 소멸' },
  fulfil: {},
  miss: {},
  reinvite: {},
  withdraw: { reason: '취하' },
  close: {},
  pay: { method: 'card' },
  askRecipient: {},
  eraseDetails: { reason: '보관기간 경과' },
} as const

/** What somebody who knows the work would do next. */
const ONWARD: Partial<Record<RequestState, string>> = {
  received: 'verify',
  supplementing: 'takePapers',
  verified: 'locate',
  located: 'grant',
  proposed: 'decide',
  decided: 'notify',
  notified: 'carry out',
  'no-show': 'reinvite',
  postponed: 'resume',
  fulfilled: 'close',
}
const EVERYTHING = [
  'onward',
  ...Object.keys(SIMPLE),
  ...Object.keys(PROPOSALS),
  'locate',
  'nothing found',
  'decide',
  'carry out',
  'show',
  'make',
  'object',
]

async function attempt(
  station: TestStation,
  request: FootageRequest,
  kind: Kind,
  act: string,
): Promise<unknown> {
  if (act in SIMPLE) return take(station, request, act as 'close', SIMPLE[act as keyof typeof SIMPLE])
  const proposal = PROPOSALS[act]
  if (proposal !== undefined) return take(station, request, 'propose', { proposal: proposal(kind) })
  if (act === 'locate') return take(station, request, 'locate', { isFound: true, note: '' })
  if (act === 'nothing found') return take(station, request, 'locate', { isFound: false, note: '없음' })
  if (act === 'decide') return station.decided(request)
  if (act === 'object') {
    const form = { kind: 'object', channel: 'visit', objectsTo: request.id, purpose: '이의' } as const
    return station.ask('requests', 'receive', { form, again: true })
  }
  if (act === 'make') return packaged(station, request, [3])
  if (act === 'show') return showing(station, request)
  // Whatever is granted is first shown or made, then done.
  const isCopy = kind === 'copy' || kind === 'provide'
  if (isCopy) packaged(station, request, [3])
  else if (kind === 'view' || kind === 'use') await showing(station, request)
  return take(station, request, 'fulfil')
}

async function showing(station: TestStation, request: FootageRequest): Promise<void> {
  const clip = { requestId: request.id, cameraId: request.form.cameraIds[0]! }
  if (!isOfAgency(request.form) && (await station.ask('masking', 'clip', clip).catch(() => null)) === null)
    if ('decision' in request) somebodyInPicture(station, request)
  await show(station, request, isOfAgency(request.form) ? 'clear' : 'masked')
}

const entriesOf = ({ office }: TestStation, since: number) =>
  office.vault
    .read((db) => acts(db, { fromOn: '2000-01-01', toOn: '2100-01-01', text: '' }, 0, 10_000))
    .filter(({ seq }) => seq >= since)

/** What must hold between a request and what became of it by one act. */
function check(station: TestStation, before: FootageRequest, after: FootageRequest, since: number): void {
  const entries = entriesOf(station, since)
  const own = entries.filter(
    ({ subject, kind }) => subject === `request:${after.id}` && kind !== 'export.finished',
  )
  if (after.revision === before.revision) {
    expect(after).toEqual(before)
  } else {
    expect(after.revision).toBe(before.revision + 1)
    expect(own.filter(({ kind }) => /^(request|fee|recipient)\./.test(kind))).toHaveLength(1)
  }
  if (after.state === 'fulfilled') {
    expect(after.identity.at <= after.fulfilment.at).toBe(true)
    const lines = station.office.vault.read((db) => rowsOf(db, after.id))
    if (after.form.kind !== 'correct') expect(lines.length).toBeGreaterThan(0)
  }
  if (isOver(before)) expect(['closed', 'withdrawn', 'objected']).toContain(after.state)
  if (before.state === 'withdrawn') expect(after).toEqual(before)
}

test('no order of acts fulfils what nobody verified or entered; each step is one act and one revision', async () => {
  const station = await stationWithFootage()
  const reached = new Set<string>()
  const run = async (kind: Kind, wanted: readonly string[]) => {
    const { fromAt, toAt, cameraIds, ...own } = await station.form()
    const asked = { fromAt, toAt, cameraIds }
    const form = (
      kind === 'provide' || kind === 'use'
        ? await policeForm(station, { kind, handling: kind === 'use' ? 'view' : 'copy', ...asked })
        : { ...own, ...asked, kind }
    ) as RequestForm
    const { id } = await station.ask('requests', 'receive', { form, again: true })
    for (const each of wanted) {
      const before = await station.ask('requests', 'find', { requestId: id })
      const act = each === 'onward' ? (ONWARD[before.state] ?? 'close') : each
      const since = station.office.vault.ledgerSize
      await attempt(station, before, kind, act).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
      })
      const after = await station.ask('requests', 'find', { requestId: id })
      check(station, before, after, since)
      reached.add(after.state)
    }
  }
  const acted = fc.oneof(
    { weight: 3, arbitrary: fc.constant('onward') },
    { weight: 2, arbitrary: fc.constantFrom(...EVERYTHING) },
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...KINDS), fc.array(acted, { minLength: 10, maxLength: 25 }), run),
    { numRuns: 40 },
  )
  for (const kind of KINDS)
    await run(
      kind,
      Array.from({ length: 10 }, () => 'onward'),
    )
  expect([...reached]).toEqual(expect.arrayContaining(['fulfilled', 'closed']))
  await station.ask('ledger', 'verify')
})
