import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RequestId } from '#domain/request-form.ts'
import { identityCopy } from '../../../electron/vault/identity-copies.ts'
import { PHOTO_SECRET, photo, pixelsOf } from '../../support/pixels.ts'
import { setUpStation, type TestStation, temporaryDir } from '../../support/station.ts'

const REASON = '위임장에 첨부된 사본'
const BOX = { x: 300, y: 200, w: 150, h: 41 }

async function atTheDesk(): Promise<{ station: TestStation; requestId: RequestId }> {
  const station = await (await setUpStation()).as('김담당')
  const { id } = await station.received(await station.form())
  station.chosen.open = join(temporaryDir('paper'), '신분증.jpg')
  writeFileSync(station.chosen.open, await photo(640, 400))
  return { station, requestId: id }
}

const choose = (station: TestStation, requestId: RequestId, reason = REASON) =>
  station.ask('identityCopies', 'choose', { requestId, reason })

async function chosen(station: TestStation, requestId: RequestId) {
  const copy = await choose(station, requestId)
  if (copy === null) throw new Error('nothing was chosen')
  return copy
}

const stored = (station: TestStation, requestId: RequestId) =>
  station.office.vault.read((db) => identityCopy(db, requestId))

/** Every byte under the station's home. */
function everything({ homeDir }: TestStation): Buffer {
  return Buffer.concat(
    readdirSync(homeDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )
}

test('the kept picture is black where the boxes are, and a picture elsewhere', async () => {
  const { station, requestId } = await atTheDesk()
  const copy = await chosen(station, requestId)
  expect([copy.width, copy.height]).toEqual([640, 400])
  const answer = await station.ask('identityCopies', 'keep', { copyId: copy.copyId, boxes: [BOX] })
  const kept = stored(station, requestId)
  expect(kept?.picture.toString('base64')).toBe(answer.picture)

  const pixels = await pixelsOf(kept?.picture ?? Buffer.alloc(0))
  expect(pixels).toHaveLength(640 * 400 * 3)
  for (let y = BOX.y; y < BOX.y + BOX.h; y++) {
    const row = pixels.subarray((y * 640 + BOX.x) * 3, (y * 640 + BOX.x + BOX.w) * 3)
    expect([y, Math.max(...row)]).toEqual([y, 0])
  }
  const before = await pixelsOf(Buffer.from(copy.picture, 'base64'))
  expect(before.subarray((210 * 640 + 310) * 3, (210 * 640 + 440) * 3).some((value) => value > 60)).toBe(true)
  expect(pixels.subarray(0, 640 * 3).some((value) => value > 60)).toBe(true)
})

test('nothing of the photo but its pixels is kept, and the unmasked bytes are nowhere', async () => {
  const { station, requestId } = await atTheDesk()
  const photoBytes = readFileSync(station.chosen.open ?? '')
  expect(photoBytes.includes(PHOTO_SECRET)).toBe(true)
  const copy = await chosen(station, requestId)
  const unmasked = Buffer.from(copy.picture, 'base64')
  const inMemory = station.office.unmasked?.jpeg
  expect(inMemory?.equals(unmasked)).toBe(true)
  await station.ask('identityCopies', 'keep', { copyId: copy.copyId, boxes: [BOX] })

  const picture = stored(station, requestId)?.picture ?? Buffer.alloc(0)
  expect(picture.includes('Exif')).toBe(false)
  expect(picture.includes(PHOTO_SECRET)).toBe(false)
  // A second picture inside would begin like a picture.
  expect(picture.indexOf(Buffer.from('ffd8', 'hex'), 2)).toBe(-1)
  expect(inMemory?.every((byte) => byte === 0)).toBe(true)
  expect(station.office.unmasked).toBeUndefined()
  const home = everything(station)
  for (const secret of [PHOTO_SECRET, unmasked.subarray(1_000, 1_064), photoBytes.subarray(2_000, 2_064)])
    expect(home.includes(secret)).toBe(false)
})

test('without a box over the picture nothing is kept', async () => {
  const { station, requestId } = await atTheDesk()
  const { copyId } = await chosen(station, requestId)
  for (const boxes of [[], [{ x: 640, y: 0, w: 50, h: 50 }], [{ x: 10, y: 10, w: 0, h: 50 }]])
    expect(await station.refusal(station.ask('identityCopies', 'keep', { copyId, boxes }))).toBe(
      'copy-unmasked',
    )
  expect(stored(station, requestId)).toBeUndefined()
  expect(station.acts()).not.toContain('identity.copy-kept')
  // It still waits for its boxes.
  await station.ask('identityCopies', 'keep', { copyId, boxes: [BOX] })
  expect(station.acts()).toContain('identity.copy-kept')
})

test('that it was kept, why, with how many boxes, is entered; that somebody looked as well', async () => {
  const { station, requestId } = await atTheDesk()
  expect(await station.ask('identityCopies', 'kept', { requestId })).toBeNull()
  expect(await station.ask('identityCopies', 'show', { requestId })).toBeNull()
  const { copyId } = await chosen(station, requestId)
  const boxes = [BOX, { x: 0, y: 0, w: 20, h: 20 }]
  const { picture } = await station.ask('identityCopies', 'keep', { copyId, boxes })
  expect(await station.ask('identityCopies', 'kept', { requestId })).not.toBeNull()
  expect((await station.ask('identityCopies', 'show', { requestId }))?.picture).toBe(picture)
  expect(station.acts().slice(-2)).toEqual(['identity.copy-kept', 'identity.copy-seen'])
  const { lines } = await station.ask('ledger', 'acts', {
    fromOn: '2026-11-23',
    toOn: '2026-11-23',
    text: '',
    offset: 0,
    limit: 10,
  })
  const line = lines.find(({ kind }) => kind === 'identity.copy-kept')
  const entered = await station.ask('ledger', 'act', { seq: line!.seq })
  expect(entered.subject).toBe(`request:${requestId}`)
  expect(entered.summary).toMatch(/reason: 위임장에 첨부된 사본/)
  expect(entered.summary).toMatch(/request: 2026-0001/)
  expect(entered.summary).toMatch(/boxes: 2/)
  expect(entered.summary).toMatch(/sha256: [0-9a-f]{64}/)
})

test('giving up, locking and signing out overwrite the picture', async () => {
  const { station, requestId } = await atTheDesk()
  const ends = {
    cancel: () => station.ask('identityCopies', 'cancel'),
    lock: () => station.ask('station', 'lock'),
    'sign out': () => station.ask('station', 'signOut'),
  }
  for (const [name, end] of Object.entries(ends)) {
    const { copyId } = await chosen(station, requestId)
    const bytes = station.office.unmasked?.jpeg
    await end()
    expect([name, bytes?.every((byte) => byte === 0)]).toEqual([name, true])
    await station.as('김담당')
    const keeping = station.ask('identityCopies', 'keep', { copyId, boxes: [BOX] })
    expect([name, await station.refusal(keeping)]).toEqual([name, 'picture-unreadable'])
    expect(stored(station, requestId)).toBeUndefined()
  }
})

test('whoever leaves the desk while the picture is chosen leaves none behind', async () => {
  const { station, requestId } = await atTheDesk()
  const choosing = choose(station, requestId)
  await station.ask('station', 'lock')
  expect(await station.refusal(choosing)).toBe('not-signed-in')
  expect(station.office.unmasked).toBeUndefined()
})

test('whoever leaves the desk while the boxes are drawn keeps nothing', async () => {
  const { station, requestId } = await atTheDesk()
  const { copyId } = await chosen(station, requestId)
  const keeping = station.ask('identityCopies', 'keep', { copyId, boxes: [BOX] })
  await station.ask('station', 'lock')
  expect(await station.refusal(keeping)).toMatch(/not-signed-in|picture-unreadable/)
  await station.as('김담당')
  expect(stored(station, requestId)).toBeUndefined()
})

test('a reason is needed, a picture too, and a request that is not over', async () => {
  const { station, requestId } = await atTheDesk()
  expect(await station.refusal(choose(station, requestId, ' '))).toBe('reason-missing')
  expect(await station.refusal(choose(station, requestId, '900101-1234567'))).toBe('resident-number')
  expect(await station.refusal(choose(station, 'request-x' as RequestId))).toBe('request-unknown')
  const path = station.chosen.open ?? ''
  const whole = readFileSync(path)
  for (const bytes of [Buffer.from('GIF89a'), Buffer.alloc(0), Buffer.alloc(11 * 2 ** 20, 0xff)]) {
    writeFileSync(path, bytes)
    expect(await station.refusal(choose(station, requestId))).toBe('picture-unreadable')
  }
  writeFileSync(path, whole)
  const { copyId } = await chosen(station, requestId)
  delete station.chosen.open
  expect(await choose(station, requestId)).toBeNull()
  // Who changes their mind about another picture has the first one still.
  expect(station.office.unmasked?.id).toBe(copyId)
  station.chosen.open = path
  await station.ask('requests', 'withdraw', { ...(await station.seen({ id: requestId })), reason: '취하' })
  expect(await station.refusal(choose(station, requestId))).toBe('request-wrong-state')
})

test('a new copy takes the place of the old one, and both go with the details of the request', async () => {
  const { station, requestId } = await atTheDesk()
  const first = await chosen(station, requestId)
  await station.ask('identityCopies', 'keep', { copyId: first.copyId, boxes: [BOX] })
  const second = await chosen(station, requestId)
  const wider = [{ ...BOX, w: 300 }]
  const { picture } = await station.ask('identityCopies', 'keep', { copyId: second.copyId, boxes: wider })
  expect(stored(station, requestId)?.picture.toString('base64')).toBe(picture)
  await station.ask('requests', 'withdraw', { ...(await station.seen({ id: requestId })), reason: '취하' })
  station.advance({ days: 3 * 366 })
  await station.as('이책임')
  const seen = await station.seen({ id: requestId })
  await station.ask('requests', 'eraseDetails', { ...seen, reason: '보존기간 지남' })
  expect(stored(station, requestId)).toBeUndefined()
})
