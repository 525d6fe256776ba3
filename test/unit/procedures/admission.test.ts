import { expect, test } from 'vitest'
import type { FootageRequest } from '#domain/request.ts'
import { serveFootage } from '../../../electron/procedures/playback.ts'
import { acts } from '../../support/acts.ts'
import { policeForm } from '../../support/agencies.ts'
import { stationWithFootage } from '../../support/casework.ts'
import type { TestStation } from '../../support/station.ts'

/** Who may look at footage, and what is said to whoever may not: AC-24 and the guards of domain §4.2. */

const wish = { purpose: 'check', picture: 'clear', finding: '', witness: '' } as const

const refusal = (station: TestStation, request: FootageRequest, how: object = {}) =>
  station.refusal(station.ask('viewings', 'open', { requestId: request.id, ...wish, ...how }))

function serve({ office }: TestStation, viewingId: string, recordingId: string, fromUs?: number) {
  const signal = new AbortController().signal
  return serveFootage(office, { viewingId, recordingId, range: 'bytes=0-9', fromUs, signal })
}

/** The last act, as the access record keeps it. */
function lastAct({ office }: TestStation) {
  const filter = { fromOn: '2000-01-01', toOn: '2100-01-01', text: '' }
  return office.vault.read((db) => acts(db, filter, 0, 1))[0]
}

test('nothing opens without a request in writing, is shown without a decision, a finding, or footage', async () => {
  const station = await stationWithFootage()
  const inquiry = await station.received(await station.form({ channel: 'phone', kind: 'existence' }))
  expect(await refusal(station, inquiry)).toBe('request-not-approved')
  // An agency shows its authority before anybody looks.
  const police = await station.received(await policeForm(station, { cameraIds: [await station.cameraId(3)] }))
  expect(await refusal(station, police)).toBe('request-not-approved')
  const received = await station.received(await station.form())
  for (const picture of ['masked', 'clear'] as const)
    expect(await refusal(station, received, { purpose: 'show', picture })).toBe('request-not-approved')
  const approved = await station.approved({ kind: 'view' })
  expect(await refusal(station, approved, { purpose: 'show' })).toBe('finding-missing')
  const elsewhere = await station.received(await station.form({ cameraIds: [await station.cameraId(9)] }))
  expect(await refusal(station, elsewhere)).toBe('footage-missing')
  expect(station.acts()).not.toContain('viewing.opened')
  // Whoever received it may look for it at once, and alone.
  expect(await refusal(station, received)).toBe('nothing')
  expect(lastAct(station)?.details).toMatchObject({ purpose: 'check', request: received.number })
})

test('where others are to be masked, they are shown to nobody bare, whatever the finding', async () => {
  const station = await stationWithFootage()
  const request = await station.approved({ kind: 'view' }, 'masked')
  const bare = { purpose: 'show', finding: '다른 사람 없음' } as const
  expect(await refusal(station, request, bare)).toBe('others-visible')
  expect(station.acts()).not.toContain('viewing.opened')
})

test('AC-24 playback without a viewing, after it, or out of range is refused, with its line', async () => {
  const station = await stationWithFootage()
  const { id: officer } = station.office.actor()
  const [recording] = await station.ask('recordings', 'list', {
    fromAt: '2026-11-20T00:00:00.000Z',
    toAt: '2026-11-21T00:00:00.000Z',
  })
  const { id: recordingId } = recording!
  expect(await serve(station, 'viewing-none', recordingId)).toMatchObject({ status: 403, body: null })
  expect(lastAct(station)).toMatchObject({
    kind: 'viewing.refused',
    actor: officer,
    loginName: '김담당',
    at: station.office.now(),
    subject: 'viewing:viewing-none',
    details: { request: '–', recordingId, why: 'viewing-closed' },
  })

  const toAt = '2026-11-20T09:40:00.000Z'
  const request = await station.received(await station.form({ toAt }))
  const { id } = await station.ask('viewings', 'open', { requestId: request.id, ...wish })
  expect((await serve(station, id, recordingId)).status).toBe(206)
  expect((await serve(station, id, recordingId, 660_000_000)).status).toBe(403)
  expect(lastAct(station)).toMatchObject({ kind: 'viewing.refused', details: { request: request.number } })
  const attempt = { viewingId: id, cameraId: await station.cameraId(3), at: '2026-11-20T09:41:00.000Z' }
  expect(await station.refusal(station.ask('viewings', 'attempt', attempt))).toBe('outside-range')
  expect(lastAct(station)?.kind).toBe('viewing.refused')

  await station.ask('viewings', 'close', { viewingId: id })
  expect((await serve(station, id, recordingId)).status).toBe(403)
  expect(lastAct(station)).toMatchObject({ subject: `viewing:${id}`, details: { why: 'viewing-closed' } })
  await station.ask('station', 'lock')
  expect((await serve(station, id, recordingId)).status).toBe(403)
  expect(lastAct(station)).toMatchObject({ actor: 'station', details: { why: 'not-signed-in' } })
})
