import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CameraId } from '#domain/policy.ts'
import type { Recording, RecordingId } from '#domain/recording.ts'
import { shiftAt } from '#domain/time.ts'
import { destroyRecordings } from '../../../electron/vault/destructions.ts'
import { deriveKeys } from '../../../electron/vault/keys.ts'
import { createVault } from '../../../electron/vault/opening.ts'
import { addRecording, wrapKey } from '../../../electron/vault/recordings.ts'
import { putCamera } from '../../../electron/vault/station.ts'
import { readablePages } from '../../support/vault-pages.ts'

const keys = deriveKeys(Buffer.alloc(32, 7))
const cameraId = CameraId.parse('camera-1')

test('keys that come and go for long leave no trace, wherever their rows were moved to', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'keys-'))
  const path = join(dir, 'vault.db')
  const vault = await createVault({ path, keys, now: () => '2026-11-22T00:00:00.000Z' })
  onTestFinished(() => {
    vault.close()
    rmSync(dir, { recursive: true })
  })
  const kept = new Map<RecordingId, Buffer>()
  const gone: Buffer[] = []
  vault.record(
    () => [],
    (db) =>
      putCamera(db, {
        id: cameraId,
        number: 1,
        place: '현관',
        group: '',
        isPublic: true,
        retentionDays: 30,
        range: '',
        clockAheadSeconds: 0,
      }),
  )
  // Rows of every length, a few at a time, the oldest and any other: pages split, fill up and join again.
  for (let round = 0; round < 120; round++) {
    vault.record(
      { kind: 'footage.erased', actor: 'actor-kim', subject: 'footage', details: {} },
      (db, seq) => {
        for (let n = 0; n < 6; n++) {
          const id = `rec-${randomBytes(9).toString('base64url')}` as RecordingId
          const wrapped = wrapKey(keys.footage, id, randomBytes(32))
          addRecording(db, recording(id, round * 6 + n), layout((round * 37 + n * 101) % 160), wrapped)
          kept.set(id, wrapped)
        }
        const ids = [...kept.keys()].filter((_, index) => index === 0 || (index * 7 + round) % 11 < 2)
        const window = { fromAt: '2026-11-01T00:00:00.000Z', toAt: '2026-11-01T00:10:00.000Z' }
        destroyRecordings(
          db,
          ids.map((id) => ({ id, ...window })),
          { at: '2026-11-22T00:00:00.000Z', why: 'expired', workId: `work-${round}`, seq, rowSeq: seq },
        )
        for (const id of ids) {
          gone.push(kept.get(id) as Buffer)
          kept.delete(id)
        }
      },
    )
  }
  const found = (wrapped: readonly Buffer[]) => {
    const pages = readablePages(path, keys.database)
    return wrapped.filter((each) => pages.includes(each.subarray(12, 44))).length
  }
  expect(gone.length).toBeGreaterThan(500)
  expect(found([...kept.values()])).toBe(kept.size)
  // Until then the log still has them.
  expect(found(gone)).toBeGreaterThan(0)
  await vault.scrub()
  expect(statSync(`${path}-wal`).size).toBe(0)
  expect(found(gone)).toBe(0)
  expect(found([...kept.values()])).toBe(kept.size)
})

function recording(id: RecordingId, minutes: number): Recording {
  return {
    id,
    cameraId,
    startAt: shiftAt('2026-11-01T00:00:00.000Z', minutes * 60e6),
    durationUs: 60_000_000,
    width: 320,
    height: 240,
    fps: { num: 10, den: 1 },
    frameCount: 600,
    codec: 'h264',
    playMode: 'direct',
    sizeBytes: 1000,
    sourceSha256: randomBytes(32).toString('hex'),
    hadAudio: false,
    takenInAt: '2026-11-22T00:00:00.000Z',
  }
}

function layout(count: number) {
  const fragments = Array.from({ length: count }, (_, index) => ({
    offset: index * 1000,
    sizeBytes: 1000,
    startUs: index * 1e6,
    durationUs: 1e6,
  }))
  return { headerBytes: 1000, fragments }
}
