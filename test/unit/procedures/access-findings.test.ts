import { describe, expect, test } from 'vitest'
import type { FindingLine } from '#contract/access-review.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { Viewing, ViewingId } from '#domain/viewing.ts'
import { addExport, markHanded } from '../../../electron/vault/exports.ts'
import { closeViewing, openViewing } from '../../../electron/vault/viewings.ts'
import { recorderFolder } from '../../support/recorder.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

/** What the monthly review finds in the vault's own tables. The station's clock begins on 2026-11-23 at 09:30. */

async function findings(station: TestStation, month: string): Promise<FindingLine[]> {
  await station.as('이책임')
  return (await station.ask('accessReview', 'show', { month })).findings
}

const ofKind = (found: readonly FindingLine[], kind: FindingLine['kind']) =>
  found.filter((finding) => finding.kind === kind)

/** A station with two seconds of cameras 3 and 4, within what everybody asks for; 김담당 is at the desk. */
async function withFootage(): Promise<TestStation> {
  const station = await (await setUpStation()).as('김담당')
  const files = ['cam03', 'cam04'].map((camera, index) => [
    `${camera}/20261120_183000.mp4`,
    { seconds: 2 + index },
  ])
  await station.takeIn(recorderFolder(temporaryDir('recorder'), Object.fromEntries(files)))
  return station
}

/** Footage of camera 3 is opened for a request, and closed again; nothing is played. */
async function view(station: TestStation, { id, number }: FootageRequest, times: number): Promise<void> {
  const { office } = station
  const cameraId = await station.cameraId(3)
  for (let time = 0; time < times; time += 1) {
    const viewing: Viewing = {
      id: office.newId('viewing') as ViewingId,
      requestId: id,
      requestNumber: number,
      requesterName: '홍길동',
      purpose: 'check',
      picture: 'clear',
      openedBy: office.actor().id,
      openedAt: office.now(),
      fromAt: office.now(),
      toAt: office.now(),
      cameraIds: [cameraId],
      parts: [],
    }
    office.vault.record(
      office.act({
        kind: 'viewing.opened',
        subject: `viewing:${viewing.id}`,
        cameraIds: [cameraId],
        details: { request: number, picture: 'clear' },
      }),
      (db) => {
        openViewing(db, viewing)
        closeViewing(db, viewing.id, office.now())
      },
    )
  }
}

describe('copies', () => {
  test('AC-35: twelve are made, each with its reason; one without cannot be begun', async () => {
    const station = await withFootage()
    const { id: requestId } = await station.approved()
    const order = {
      requestId,
      cameraId: await station.cameraId(3),
      style: 'fill',
      medium: 'USB',
      recipient: '홍길동',
      destroyByOn: '2026-12-31',
      protect: false,
    } as const
    expect(await station.refusal(station.ask('exports', 'start', { ...order, reason: ' ' }))).toBe(
      'reason-missing',
    )
    const { office } = station
    for (let copyNo = 1; copyNo <= 12; copyNo += 1)
      office.vault.enter(
        office.act({
          kind: 'export.started',
          subject: `request:${requestId}`,
          details: { copyNo, reason: '청구인 교부', resumed: false },
        }),
      )
    await station.as('이책임')
    const { totals, officers } = await station.ask('accessReview', 'show', { month: '2026-11' })
    expect(totals).toMatchObject({ copies: 12, copiesWithReason: 12 })
    expect(officers.map(({ name, copies }) => [name, copies])).toContainEqual(['김담당', 12])
  })

  test('not handed over within fourteen days are found in the month in which those are over', async () => {
    const station = await withFootage()
    const { id: requestId } = await station.approved()
    const other = await station.approved({ cameraIds: [await station.cameraId(4)] })
    const { office } = station
    const madeAt = office.now()
    const make = (of: FootageRequest['id'], fileName: string) => {
      const made = { id: fileName, requestId: of, madeAt, fileName }
      office.vault.record(
        office.act({ kind: 'export.finished', subject: `request:${of}`, details: { file: fileName } }),
        (db) => addExport(db, made, { path: fileName, password: undefined, receipt: undefined }),
      )
    }
    make(requestId, '261120-0003-03.mp4')
    make(other.id, '261120-0004-04.mp4')
    office.vault.record(
      () => [],
      (db) => markHanded(db, other.id, madeAt),
    )
    station.advance({ days: 13 })
    expect(ofKind(await findings(station, '2026-12'), 'not-picked-up')).toEqual([])
    station.advance({ days: 1 })
    const found = ofKind(await findings(station, '2026-12'), 'not-picked-up')
    expect(found).toMatchObject([{ about: '261120-0003-03.mp4', actorNames: ['김담당'], count: 1 }])
    expect(ofKind(await findings(station, '2026-11'), 'not-picked-up')).toEqual([])
    // Handed over later, it was late all the same.
    office.vault.record(
      () => [],
      (db) => markHanded(db, requestId, office.now().replace(/\d{3}Z$/, '999Z')),
    )
    station.advance({ days: 20 })
    expect(ofKind(await findings(station, '2026-12'), 'not-picked-up')).toEqual(found)
  })
})

describe('viewings', () => {
  test('a camera is held against its own average, a person counted over all their requests', async () => {
    const station = await withFootage()
    const request = await station.approved()
    await view(station, request, 4)
    station.advance({ days: 9 })
    await station.as('김담당')
    await view(station, request, 12)
    const december = await findings(station, '2026-12')
    expect(ofKind(december, 'camera-often')).toMatchObject([
      { value: 12, limit: 12, cameraId: await station.cameraId(3), actorNames: ['김담당'] },
    ])
    expect(ofKind(december, 'subject-viewings')).toMatchObject([
      { value: 12, limit: 6, name: '홍길동', requests: [{ number: request.number }] },
    ])
    // In its first month nothing is known of before.
    const november = await findings(station, '2026-11')
    expect(ofKind(november, 'camera-often')).toEqual([])
    expect(ofKind(november, 'subject-viewings')).toEqual([])
  })
})
