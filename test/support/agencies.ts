import type { BasisFinding, Proposal } from '#domain/decision.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { AgencyForm } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import { addExport } from '../../electron/vault/exports.ts'
import { cameraNumbers } from '../../electron/vault/station.ts'
import { clockTo, found, received, show, stationWithFootage, take } from './casework.ts'
import { granting, noAuthority, type TestStation } from './station.ts'

/** Institutions that ask for footage, and what officers do for them. */

/** The letter of AC-12: theft, cameras 1 and 2, 2026-11-22 20:00~22:00, a copy. */
export async function policeForm(
  station: TestStation,
  changes: Partial<AgencyForm> = {},
): Promise<AgencyForm> {
  return {
    kind: 'provide',
    channel: 'agency-letter',
    agency: {
      name: '○○경찰서',
      department: '형사과',
      title: '경위',
      officer: '박길동',
      phone: '02-123-4567',
    },
    letter: { number: '형사과-1234', on: '2026-11-24' },
    statedBasis: '「형사소송법」 제199조제2항',
    caseNumber: '2026-5678',
    handling: 'copy',
    fromAt: fromWallClock('2026-11-22T20:00:00'),
    toAt: fromWallClock('2026-11-22T22:00:00'),
    cameraIds: [await station.cameraId(1), await station.cameraId(2)],
    purpose: '절도 수사',
    clues: '',
    ...changes,
  }
}

/** A proposal to give footage to an agency on a ground, visible as far as it is needed. */
export function giving(
  basis: Partial<BasisFinding> & Pick<BasisFinding, 'code'>,
  changes: Partial<Extract<Proposal, { outcome: 'grant' }>> = {},
): Proposal {
  return granting({
    others: 'visible',
    finding: '피의자를 알아보는 데 필요한 범위',
    basis: {
      citation: '',
      evidence: '',
      scope: '신고된 시간과 두 대로 한정',
      balance: '제3자의 이익을 부당하게 침해할 우려 없음',
      ...basis,
    },
    ...changes,
  })
}

const NIGHT = [
  { camera: 1, from: '2026-11-22T20:00:00', minutes: 1 },
  { camera: 2, from: '2026-11-22T20:00:00', minutes: 1 },
]

/** A station on the morning of the police letter. */
export async function station24() {
  const station = await stationWithFootage(...NIGHT)
  clockTo(station, '2026-11-24T11:10:00')
  return station
}

/** An agency that has come with its letter, whose footage is there. */
export async function asked(station: TestStation, changes: Partial<AgencyForm> = {}, urgency = '') {
  const form = await policeForm(station, changes)
  return found(station, await received(station, form, { ...noAuthority, urgency }))
}

/** A period of use of three months, destroyed at its end. */
export const until = { untilOn: '2027-02-24', destroyByOn: '2027-02-24' }

/** How it ends when it is proposed to give on a ground. */
export function giveOn(
  station: TestStation,
  request: FootageRequest,
  basis: Partial<BasisFinding> & { code: 'B7' },
) {
  return station.refusal(take(station, request, 'propose', { proposal: giving(basis) }))
}

/** Proposed, decided and told: from now on it may be carried out. */
export async function granted(station: TestStation, request: FootageRequest, proposal: object) {
  await take(station, request, 'propose', { proposal })
  await station.decided(request)
  return take(station, request, 'notify', { how: 'other' })
}

/** The agency’s officer looks at the screen, and it is done. */
export async function looked(station: TestStation, request: FootageRequest): Promise<FootageRequest> {
  await show(station, request, 'clear')
  return take(station, request, 'fulfil')
}

/** What home says is to be done up to a day: `publication 2026-12-24`. */
export const dutiesOf = async (station: TestStation, untilOn: string) =>
  (await station.ask('duties', 'inbox', { untilOn })).requests.map(({ kind, dueOn }) => `${kind} ${dueOn}`)

/** A finished package of each camera, as the making of one leaves it: for tests of what comes after it. */
export function packaged(
  station: TestStation,
  request: FootageRequest,
  cameras: readonly number[],
  recipient = '',
): void {
  const { office } = station
  const ids = new Map([...office.vault.read(cameraNumbers)].map(([id, number]) => [number, id]))
  cameras.forEach((number, index) => {
    const cameraId = ids.get(number)
    if (cameraId === undefined) throw new Error(`no camera ${number}`)
    const fileName = `${number}.mp4`
    const about = { medium: 'USB', recipient, destroyByOn: '2027-02-24', isProtected: true }
    const film = { style: 'fill', sizeBytes: 1, frameCount: 1, sha256: '0'.repeat(64), maskedShare: 0 }
    const made = { id: office.newId('export'), requestId: request.id, cameraId, copyNo: index + 1, fileName }
    const act = {
      kind: 'export.finished',
      subject: `request:${request.id}`,
      details: { file: fileName },
    } as const
    office.vault.record(office.act(act), (db) =>
      addExport(db, { ...made, ...about, ...film, madeAt: office.now() }, secretsOf(fileName)),
    )
  })
}

const secretsOf = (path: string) => ({ path, password: 'geheim', receipt: undefined })
