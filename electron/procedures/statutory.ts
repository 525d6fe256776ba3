import type { BasisFinding } from '../domain/decision.ts'
import * as lines from '../domain/ledger/lines.ts'
import type { Row } from '../domain/ledger/row.ts'
import { Refusal } from '../domain/refusal.ts'
import type { FootageRequest } from '../domain/request.ts'
import { type AgencyForm, givesCopy, isOfAgency } from '../domain/request-form.ts'
import { dayOf } from '../domain/time.ts'
import { rowsOf } from '../vault/book.ts'
import { cameras } from '../vault/station.ts'
import type { Office } from './office.ts'
import { lawAndCalendar, officerText } from './requests.ts'

/** What the 관리대장 says of a request, from the request and the law of the day it was decided on. */

/** What every line says of the request. */
export function asked(office: Office, request: FootageRequest): Parameters<typeof lines.viewed>[0] {
  const { number, receivedAt, form } = request
  const known = office.vault.read(cameras)
  return {
    number,
    receivedAt,
    form,
    cameras: known.filter(({ id }) => form.cameraIds.includes(id)),
    officer: officerText(office, request),
  }
}

/** The line that goes with a notice; none where the notice alone tells it. */
export function noticeRow(office: Office, request: FootageRequest, noticedAt: string): Row | undefined {
  // A denied provision is told by its request file (PROVIDE_DENIED), 정정 and 처리정지 by theirs.
  if (!('decision' in request) || isOfAgency(request.form)) return undefined
  const { proposal } = request.decision
  const { kind } = request.form
  if (kind === 'correct' || kind === 'stop' || kind === 'object') return undefined
  const about = asked(office, request)
  const { outcome } = proposal
  if (outcome === 'refuse')
    return lines.refused(about, { ground: proposal.ground, reason: proposal.reason, noticedAt })
  if (outcome === 'postpone') return lines.postponed(about, { reason: proposal.reason, noticedAt })
  if (outcome === 'exists') return lines.existence(about, { exists: true, reason: '', noticedAt })
  if (outcome === 'not-exists')
    return lines.existence(about, { exists: false, reason: proposal.reason, noticedAt })
  return undefined
}

/** On what ground an agency was given something, for its line. */
export function groundOf(office: Office, request: FootageRequest, givenAt: string): lines.Ground {
  const form = request.form as AgencyForm
  const { code, citation, untilOn, destroyByOn } = basisOf(request)
  const { law } = lawAndCalendar(office, dayOf('decision' in request ? request.decision.at : office.now()))
  const base = law.bases[code]
  return {
    citation: citation === '' ? base.citation : `${base.citation}, ${citation}`,
    letter: form.letter?.number ?? '',
    givenAt,
    untilOn,
    destroyByOn,
    isPublished: base.isPublished,
  }
}

/** The ground that the decision names. Refuses with `basis-missing`. */
export function basisOf(request: FootageRequest): BasisFinding {
  const proposal = 'decision' in request ? request.decision.proposal : undefined
  const basis = proposal !== undefined && 'basis' in proposal ? proposal.basis : undefined
  if (basis === undefined) throw new Refusal('basis-missing', {})
  return basis
}

/** Whether what was granted can be seen in the 관리대장: shown here since, or erased. */
export function hasRow(office: Office, request: FootageRequest): boolean {
  const decidedAt = 'decision' in request ? request.decision.at : ''
  const acts =
    request.form.kind === 'erase'
      ? ['footage.erased']
      : ['viewing.closed', 'viewing.interrupted', 'export.finished']
  const isCopy = givesCopy(request.form)
  return office.vault
    .read((db) => rowsOf(db, request.id))
    .some(({ act, at }) => at >= decidedAt && acts.includes(act) && (!isCopy || act === 'export.finished'))
}
