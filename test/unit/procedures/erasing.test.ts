import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Row } from '#domain/ledger/row.ts'
import type { Recording } from '#domain/recording.ts'
import type { FootageRequest } from '#domain/request.ts'
import { fromWallClock, shiftAt } from '#domain/time.ts'
import { clipBytes, heldClip, sealedPath } from '../../../electron/footage/clip.ts'
import { type Erasure, eraseStretch } from '../../../electron/procedures/erasing.ts'
import { addLeak, clipChunks, knownLeaks, putClip, storedClip } from '../../../electron/vault/clips.ts'
import { destructionsOver } from '../../../electron/vault/destructions.ts'
import { rows } from '../../../electron/vault/ledger.ts'
import { storedRecording } from '../../../electron/vault/recordings.ts'
import { currentViewing } from '../../../electron/vault/viewings.ts'
import { pipedInput } from '../../../native/ffmpeg/ffmpeg.ts'
import { recorderFolder } from '../../support/recorder.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'
import { readablePages } from '../../support/vault-pages.ts'
import { framesOf } from '../footage/samples.ts'

/** Twelve seconds of camera 3 from 18:30:00 on, ten frames a second, a keyframe every second. */

const at = (time: string) => fromWallClock(`2026-11-20T${time}`)
const all = { fromAt: at('00:00:00'), toAt: at('23:59:59') }
const row: Row = {
  kind: 'destroy',
  at: "'26.11.23 09:30",
  file: "'26.11.20 3번 CCTV/동영상",
  officer: '총무과/주무관/김담당',
  purpose: '본인 영상 삭제',
  recipient: '홍길동 010-1234-5678',
  basis: '「개인정보 보호법」 제36조',
  form: '기타(삭제 요구)',
  period: '-',
  result: "암호키 파기로 영구 삭제('26.11.23)",
  safety: '-',
}

async function withFootage() {
  const station = await (await setUpStation()).as('김담당')
  const folder = recorderFolder(temporaryDir('recorder'), { 'cam03/20261120_183000.mp4': { seconds: 12 } })
  await station.takeIn(folder)
  return { station, folder }
}

type Asked = Pick<Erasure, 'fromAt' | 'toAt'>
const seconds4to6: Asked = { fromAt: at('18:30:04'), toAt: at('18:30:06') }

/** What erasing a stretch of camera 3 takes. */
function erasure(station: TestStation, request: FootageRequest, window: Asked): Erasure {
  const { form } = request
  const by = station.office.actor().id
  return { requestId: request.id, cameraIds: form.cameraIds, ...window, by, row }
}

const recordings = (station: TestStation) => station.ask('recordings', 'list', all)

/** Every frame of a recording as it is kept, by its true time. */
async function shown({ office }: TestStation, { id, startAt }: Recording) {
  const { layout, key, recording } = office.vault.read((db) => storedRecording(db, id, office.keys.footage))
  const held = { storePath: sealedPath(office.storeDir, id), key, layout }
  const frames = await framesOf(pipedInput(), clipBytes(heldClip(held, 0, recording.durationUs)))
  return frames.map(({ atUs, md5 }) => ({ at: shiftAt(startAt, atUs), md5 }))
}

describe('AC-21: erasing at the request of somebody who has viewed', () => {
  test('takes the stretch and no more than a second on either side; the rest plays on at its time', async () => {
    const { station, folder } = await withFootage()
    const { office } = station
    const [whole] = await recordings(station)
    const before = await shown(station, whole!)
    const wrapped = office.vault.read((db) => db.prepare('SELECT wrapped_key FROM recordings').pluck().get())
    const request = await station.received(await station.form(seconds4to6))
    const erased = await eraseStretch(office, erasure(station, request, seconds4to6))

    const left = await recordings(station)
    expect(left.map(({ startAt }) => startAt)).toEqual([at('18:30:00'), at('18:30:06')])
    expect(left.map(({ frameCount, durationUs }) => [frameCount, durationUs])).toEqual([
      [40, 4_000_000],
      [60, 6_000_000],
    ])
    expect(erased.remainders).toEqual(left.map(({ id }) => id))
    const after = (await Promise.all(left.map((each) => shown(station, each)))).flat()
    const kept = before.filter((frame) => frame.at < at('18:30:04') || frame.at >= at('18:30:06'))
    expect(after).toEqual(kept)
    expect(kept).toHaveLength(100)

    // Neither the key nor the file of before is there.
    expect(readablePages(office.vaultPath, office.keys.database).includes(wrapped as Buffer)).toBe(false)
    expect(readdirSync(office.storeDir).sort()).toEqual(left.map(({ id }) => `${id}.vsf`).sort())
    const lines = office.vault.read((db) =>
      rows(db, { fromOn: '2026-11-23', toOn: '2026-11-23', text: '' }, 0, 9),
    )
    expect(lines).toMatchObject([row])
    expect(station.acts().at(-1)).toBe('footage.erased')
    const gone = office.vault.read((db) =>
      destructionsOver(db, whole!.cameraId ? [whole!.cameraId] : [], all),
    )
    expect(gone).toMatchObject([
      { ...seconds4to6, recordingId: whole!.id, why: 'request', requestId: request.id, rowNo: 1 },
    ])
    // The original cannot bring it back.
    const { id } = await station.takeIn(folder)
    expect(await station.ask('intake', 'outcomes', { jobId: id })).toMatchObject([{ outcome: 'destroyed' }])
  })

  test('all of a recording leaves nothing of it; a remainder can be cut again', async () => {
    const { station } = await withFootage()
    const request = await station.received(await station.form(seconds4to6))
    await eraseStretch(station.office, erasure(station, request, seconds4to6))
    const middle = { fromAt: at('18:30:08.500'), toAt: at('18:30:08.600') }
    await eraseStretch(station.office, erasure(station, request, middle))
    const starts = async () => (await recordings(station)).map(({ startAt }) => startAt)
    expect(await starts()).toEqual([at('18:30:00'), at('18:30:06'), at('18:30:09')])
    await eraseStretch(
      station.office,
      erasure(station, request, { fromAt: at('18:00:00'), toAt: at('18:30:07') }),
    )
    expect(await starts()).toEqual([at('18:30:07'), at('18:30:09')])
    await eraseStretch(station.office, erasure(station, request, all))
    expect(await starts()).toEqual([])
    expect(readdirSync(station.office.storeDir)).toEqual([])
    const nothing = eraseStretch(station.office, erasure(station, request, all))
    expect(await station.refusal(nothing)).toBe('footage-missing')
  })

  test('is refused while somebody else holds any of what would go, and then nothing has changed', async () => {
    const { station } = await withFootage()
    const request = await station.received(await station.form(seconds4to6))
    // Of the second that goes with the stretch, not of the stretch itself.
    const margin = { fromAt: at('18:30:06.500'), toAt: at('18:30:06.700') }
    const other = await station.received(await station.form(margin))
    const asked = erasure(station, request, { fromAt: at('18:30:05'), toAt: at('18:30:06.100') })
    const before = { held: await recordings(station), acts: station.acts() }
    await expect(eraseStretch(station.office, asked)).rejects.toMatchObject({
      code: 'held',
      data: { number: other.number },
    })
    expect({ held: await recordings(station), acts: station.acts() }).toEqual(before)
    // Unless it is held for a request of the same person.
    await eraseStretch(station.office, { ...asked, ownRequests: [other.id] })
    expect((await recordings(station)).map(({ startAt }) => startAt)).toEqual([
      at('18:30:00'),
      at('18:30:07'),
    ])
  })

  test('takes with it what was found in clips of it, and nothing of others', async () => {
    const { station } = await withFootage()
    const { vault } = station.office
    const cameraId = await station.cameraId(3)
    const touching = await station.received(await station.form(seconds4to6))
    const elsewhere = await station.received(
      await station.form({ fromAt: at('19:00:00'), toAt: at('19:10:00'), purpose: '다른 시각' }),
    )
    const keys = [touching, elsewhere].map(({ id }) => ({ requestId: id, cameraId }))
    vault.record(
      () => [],
      (db) => {
        for (const key of keys) {
          putClip(db, key, { body: {}, tracksSha256: '1'.repeat(64), chunks: [Buffer.from('boxes')] })
          addLeak(db, key, { id: 'leak-1' } as never, Buffer.from('picture'))
        }
      },
    )
    const found = () =>
      keys.map((key) =>
        vault.read((db) => [storedClip(db, key), clipChunks(db, key).length, knownLeaks(db, key).length]),
      )
    await eraseStretch(station.office, erasure(station, touching, seconds4to6))
    expect(found()).toMatchObject([
      [undefined, 0, 0],
      [{ tracksSha256: '1'.repeat(64) }, 1, 1],
    ])
  })

  test('ends a viewing of it: the film on the screen is the film that is gone', async () => {
    const { station } = await withFootage()
    const request = await station.approved(seconds4to6)
    const opened = {
      requestId: request.id,
      purpose: 'check',
      picture: 'clear',
      finding: '',
      witness: '',
    } as const
    await station.ask('viewings', 'open', opened)
    const { office } = station
    await eraseStretch(office, erasure(station, request, seconds4to6))
    expect(office.vault.read(currentViewing)).toBeUndefined()
    expect(office.shelf).toBeUndefined()
    const kinds = station.acts()
    expect(kinds.indexOf('viewing.closed')).toBeLessThan(kinds.indexOf('footage.erased'))
  })

  test('stopped before the act, leaves everything as it was', async () => {
    const { station } = await withFootage()
    const { office } = station
    const request = await station.received(await station.form(seconds4to6))
    const before = {
      held: await recordings(station),
      files: readdirSync(office.storeDir),
      acts: station.acts(),
    }
    const erasing = eraseStretch(office, erasure(station, request, seconds4to6))
    const running = office.jobs.list().find(({ kind, state }) => kind === 'destroy' && state === 'running')
    await Promise.all([expect(erasing).rejects.toThrow(/abort/i), office.jobs.cancel(running!.id)])
    const now = { held: await recordings(station), files: readdirSync(office.storeDir), acts: station.acts() }
    expect(now).toEqual(before)
    const [whole] = before.held
    expect(await shown(station, whole!)).toHaveLength(120)
  })
})
