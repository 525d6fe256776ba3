import { expect, test } from 'vitest'
import { fromWallClock } from '#domain/time.ts'
import type { Viewing, ViewingId } from '#domain/viewing.ts'
import { serveFootage } from '../../../electron/procedures/playback.ts'
import { isShownMasked } from '../../../electron/procedures/viewings.ts'
import { acts } from '../../support/acts.ts'
import { putTracks } from '../../support/clip.ts'
import { recorderFolder } from '../../support/recorder.ts'
import {
  TestStation as Station,
  setUpStation,
  type TestStation,
  temporaryDir,
} from '../../support/station.ts'

const wish = { purpose: 'check', picture: 'clear', finding: '', witness: '' } as const

/** Camera 3 recorded 18:30:00–18:30:04 and 18:30:10–18:30:14; asked for are 18:30:02–18:31. */
async function withFootage(): Promise<{ station: TestStation; open: () => ReturnType<typeof opened> }> {
  const station = await (await setUpStation()).as('김담당')
  await station.takeIn(
    recorderFolder(temporaryDir('recorder'), {
      'cam03/20261120_183000.mp4': {},
      'cam03/20261120_183010.mp4': {},
      'cam04/20261120_183000.mp4': {},
    }),
  )
  const opened = async () => {
    const request = await station.approved({
      fromAt: fromWallClock('2026-11-20T18:30:02'),
      toAt: fromWallClock('2026-11-20T18:31:00'),
    })
    return station.ask('viewings', 'open', { requestId: request.id, ...wish })
  }
  return { station, open: opened }
}

const ask = (station: TestStation, viewingId: string, recordingId: string, range?: string) =>
  serveFootage(station.office, {
    viewingId,
    recordingId,
    range,
    fromUs: undefined,
    signal: new AbortController().signal,
  })

async function bytesOf(body: ReadableStream<Uint8Array> | null): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  if (body !== null) for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** What the last act of a kind says. */
function lastAct(station: TestStation, kind: string) {
  const filter = { fromOn: '2000-01-01', toOn: '2100-01-01', text: '' }
  return station.office.vault.read((db) => acts(db, filter, 0, 1000)).find((act) => act.kind === kind)
    ?.details
}

test('a viewing opens only what an approved request covers, and is entered before a byte is served', async () => {
  const { station, open } = await withFootage()
  const viewing = await open()
  expect(viewing.parts.map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([
    [2_000_000, 4_000_000],
    [0, 4_000_000],
  ])
  expect(station.acts().at(-1)).toBe('viewing.opened')
  const [part] = viewing.parts
  const { status, headers, body } = await ask(station, viewing.id, part!.recordingId)
  expect([status, headers['content-type']]).toEqual([200, 'video/mp4'])
  const film = await bytesOf(body)
  expect(film.subarray(4, 8).toString()).toBe('ftyp')
  const ranged = await ask(station, viewing.id, part!.recordingId, 'bytes=100-199')
  expect([ranged.status, (await bytesOf(ranged.body)).equals(film.subarray(100, 200))]).toEqual([206, true])
})

test('a recording that the request does not cover is refused and the try is entered', async () => {
  const { station, open } = await withFootage()
  const viewing = await open()
  const others = await station.ask('recordings', 'list', {
    fromAt: fromWallClock('2026-11-20T18:00:00'),
    toAt: fromWallClock('2026-11-20T19:00:00'),
    cameraIds: [await station.cameraId(4)],
  })
  expect((await ask(station, viewing.id, others[0]!.id)).status).toBe(403)
  expect(station.acts().at(-1)).toBe('viewing.refused')
  const attempt = station.ask('viewings', 'attempt', {
    viewingId: viewing.id,
    cameraId: await station.cameraId(3),
    at: fromWallClock('2026-11-20T18:40:00'),
  })
  expect(await station.refusal(attempt)).toBe('outside-range')
  expect(station.acts().slice(-2)).toEqual(['viewing.refused', 'viewing.refused'])
})

test('what was watched is in the ledger, rewinds once more, nothing beyond what was opened', async () => {
  const { station, open } = await withFootage()
  const viewing = await open()
  const recordingId = viewing.parts[0]!.recordingId
  const watched = (fromUs: number, toUs: number) =>
    station.ask('viewings', 'watched', {
      viewingId: viewing.id,
      watched: [{ recordingId, intervals: [{ fromUs, toUs }] }],
    })
  await watched(0, 2_500_000)
  await watched(2_400_000, 3_000_000)
  await watched(2_100_000, 9_000_000)
  await bytesOf((await ask(station, viewing.id, recordingId)).body)
  await station.ask('viewings', 'close', { viewingId: viewing.id })
  expect(lastAct(station, 'viewing.closed')).toMatchObject({
    seen: '3번 18:30:02~18:30:04',
    watched: [{ recordingId, intervals: [{ fromUs: 2_000_000, toUs: 4_000_000 }] }],
    released: [{ recordingId, intervals: [{ fromUs: 2_000_000, toUs: 4_000_000 }] }],
  })
  expect(station.acts().filter((kind) => kind === 'viewing.watched')).toHaveLength(3)
  const stray = { viewingId: viewing.id, watched: [{ recordingId, intervals: [{ fromUs: 0, toUs: 1 }] }] }
  expect(await station.refusal(station.ask('viewings', 'watched', stray))).toBe('viewing-closed')
})

test('a closed viewing, a locked desk and somebody else’s viewing serve nothing', async () => {
  const { station, open } = await withFootage()
  const viewing = await open()
  const recordingId = viewing.parts[0]!.recordingId
  expect((await ask(station, 'viewing-other' as ViewingId, recordingId)).status).toBe(403)
  await station.ask('station', 'lock')
  expect((await ask(station, viewing.id, recordingId)).status).toBe(403)
  await station.as('김담당')
  expect((await ask(station, viewing.id, recordingId)).status).toBe(403)
  expect(await station.ask('viewings', 'current')).toBeNull()
  expect(lastAct(station, 'viewing.closed')).toMatchObject({ why: 'locked' })
})

test('a viewing that a kill cut short is closed and entered at the next start', async () => {
  const { station, open } = await withFootage()
  const viewing = await open()
  station.office.close()
  const again = await new Station(station.homeDir).as('김담당')
  expect(again.acts()).toContain('viewing.interrupted')
  expect((await ask(again, viewing.id, viewing.parts[0]!.recordingId)).status).toBe(403)
})

test('showing the subject footage leaves a line in the 관리대장', async () => {
  const { station } = await withFootage()
  const request = await station.approved({ fromAt: fromWallClock('2026-11-20T18:30:00') })
  const viewing = await station.ask('viewings', 'open', {
    requestId: request.id,
    purpose: 'show',
    picture: 'clear',
    finding: '청구인 말고는 아무도 나오지 않음',
    witness: '이책임',
  })
  await station.ask('viewings', 'watched', {
    viewingId: viewing.id,
    watched: [{ recordingId: viewing.parts[0]!.recordingId, intervals: [{ fromUs: 0, toUs: 1_000_000 }] }],
  })
  await station.ask('viewings', 'close', { viewingId: viewing.id })
  const { lines } = await station.ask('ledger', 'lines', {
    fromOn: '2026-11-01',
    toOn: '2026-11-30',
    text: '',
    offset: 0,
    limit: 10,
  })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    no: 1,
    kind: 'view',
    at: "'26.11.23 09:30",
    file: "'26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4",
    officer: '총무과/주무관/김담당',
    recipient: '홍길동 010-1234-5678',
    basis: '「개인정보 보호법」 제35조, 청구서 2026-0001',
    form: '자료열람',
    period: "열람 '26.11.23 09:30",
  })
})

/** A masked showing of camera 3, with somebody to be masked in every frame. */
async function shownMasked(): Promise<{ station: TestStation; viewing: Viewing }> {
  const { station } = await withFootage()
  const request = await station.approved({ fromAt: fromWallClock('2026-11-20T18:30:00') })
  const [cameraId] = request.form.cameraIds
  const box = { x: 10, y: 10, w: 20, h: 40, score: 0.9, track: 1 }
  putTracks(
    station,
    { requestId: request.id, cameraId: cameraId! },
    Array.from({ length: 40 }, () => [box]),
  )
  const asked = { ...wish, requestId: request.id, purpose: 'show', picture: 'masked' } as const
  return { station, viewing: await station.ask('viewings', 'open', asked) }
}

test('only a masked showing is what a visitor’s window may be opened for', async () => {
  const { station, viewing } = await shownMasked()
  expect(viewing.picture).toBe('masked')
  expect(lastAct(station, 'viewing.opened')).toMatchObject({ picture: 'masked', finding: '' })
  expect(isShownMasked(station.office)).toBe(true)
  await station.ask('station', 'lock')
  expect(isShownMasked(station.office)).toBe(false)
  await station.as('김담당')
  const request = await station.approved({ kind: 'view' })
  await station.ask('viewings', 'open', { requestId: request.id, ...wish })
  expect(isShownMasked(station.office)).toBe(false)
})

test('masked, footage is shown only where people have been looked for; column 11 says that others were hidden', async () => {
  const { station, viewing } = await shownMasked()
  const without = await station.approved({ cameraIds: [await station.cameraId(4)] })
  const asked = { ...wish, requestId: without.id, purpose: 'show', picture: 'masked' } as const
  expect(await station.refusal(station.ask('viewings', 'open', asked))).toBe('tracks-missing')
  await station.ask('viewings', 'watched', {
    viewingId: viewing.id,
    watched: [{ recordingId: viewing.parts[0]!.recordingId, intervals: [{ fromUs: 0, toUs: 1_000_000 }] }],
  })
  await station.ask('viewings', 'close', { viewingId: viewing.id })
  const days = { fromOn: '2026-11-01', toOn: '2026-11-30', text: '', offset: 0, limit: 10 }
  const { lines } = await station.ask('ledger', 'lines', days)
  expect(lines.map(({ result }) => result)).toEqual(["타인영상 제거 후 열람('26.11.23)"])
})

test('a look under the masks is entered with its reason, and again when it is over', async () => {
  const { station, viewing } = await shownMasked()
  const { id: viewingId } = viewing
  const cameraId = viewing.cameraIds[0]!
  const at = fromWallClock('2026-11-20T18:30:01')
  const look = { viewingId, cameraId, at, reason: '다친 사람이 있는지 확인' }
  await station.ask('viewings', 'reveal', look)
  expect(lastAct(station, 'viewing.revealed')).toMatchObject({ at, reason: look.reason })
  const toAt = fromWallClock('2026-11-20T18:30:02')
  await station.ask('viewings', 'conceal', { viewingId, toAt })
  await station.ask('viewings', 'conceal', { viewingId, toAt })
  await station.ask('viewings', 'reveal', look)
  await station.ask('viewings', 'reveal', { ...look, at: toAt })
  await station.ask('station', 'lock')
  expect(station.acts().filter((kind) => /revealed|concealed|viewing.closed/.test(kind))).toEqual([
    'viewing.revealed',
    'viewing.concealed',
    'viewing.revealed',
    'viewing.concealed',
    'viewing.revealed',
    'viewing.concealed',
    'viewing.closed',
  ])
  await station.as('김담당')
  expect(lastAct(station, 'viewing.concealed')).toMatchObject({ why: 'locked' })
})

test('nobody looks under the masks without a reason, elsewhere, or where there are none', async () => {
  const { station, viewing } = await shownMasked()
  const cameraId = viewing.cameraIds[0]!
  const look = {
    viewingId: viewing.id,
    cameraId,
    at: fromWallClock('2026-11-20T18:30:01'),
    reason: '다친 사람이 있는지 확인',
  }
  const refusal = (change: object) =>
    station.refusal(station.ask('viewings', 'reveal', { ...look, ...change }))
  expect(await refusal({ reason: ' ' })).toBe('reason-missing')
  expect(await refusal({ cameraId: await station.cameraId(4) })).toBe('outside-range')
  expect(await refusal({ at: fromWallClock('2026-11-20T19:00:00') })).toBe('outside-range')
  expect(station.acts().slice(-2)).toEqual(['viewing.refused', 'viewing.refused'])
  const clear = await station.ask('viewings', 'open', { requestId: viewing.requestId, ...wish })
  expect(await refusal({ viewingId: clear.id })).toBe('viewing-closed')
  expect(station.acts()).not.toContain('viewing.revealed')
})

test('a viewing from before footage could be masked counts as clear', async () => {
  const { station, open } = await withFootage()
  await open()
  station.office.vault.record(
    station.office.act({ kind: 'settings.changed', subject: 'test', details: {} }),
    (db) => db.prepare("UPDATE viewings SET body = json_remove(body, '$.picture')").run(),
  )
  expect(await station.ask('viewings', 'current')).toMatchObject({ picture: 'clear' })
})
