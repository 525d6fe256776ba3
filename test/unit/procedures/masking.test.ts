import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AskedChange, Clip } from '#contract/masking.ts'
import type { Box } from '#domain/masking.ts'
import { findClip, readyClip, tracksOf } from '../../../electron/procedures/clips.ts'
import { enterLeaks } from '../../../electron/procedures/review.ts'
import { putTracks } from '../../support/clip.ts'
import { pedestrians } from '../../support/recorder.ts'
import { PASSWORDS, setUpStation, temporaryDir } from '../../support/station.ts'

const person = (track: number, x: number, score = 0.8): Box => ({ track, x, y: 120, w: 40, h: 100, score })
/** Sixty frames: 1 walks through, 2 stands, 3 appears and vanishes in mid-picture. */
const walk = Array.from({ length: 60 }, (_, frame) => [
  person(1, 100 + frame * 3),
  person(2, 500),
  ...(frame >= 20 && frame < 40 ? [{ ...person(3, 300), y: 350 }] : []),
])

/** A station whose clip of camera 3 has these people, opened by 김담당. */
async function withTracks(frames: readonly (readonly Box[])[] = walk) {
  const station = await (await setUpStation()).as('김담당')
  const folder = temporaryDir('recorder')
  await pedestrians(join(folder, 'cam03/20261120_183000.mp4'), 6)
  await station.takeIn(folder)
  const request = await station.approved()
  const key = { requestId: request.id, cameraId: await station.cameraId(3) }
  putTracks(station, key, frames)
  const change = (asked: AskedChange, why = '청구인 본인') =>
    station.ask('masking', 'change', { ...key, change: asked, why })
  const answerAll = async () => {
    let clip: Clip | null = await station.ask('masking', 'clip', key)
    for (const { id, answer } of clip?.questions ?? [])
      if (answer === undefined) clip = await change({ kind: 'answer', question: id, answer: 'masked' }, '')
    return clip as Clip
  }
  return { station, request, key, change, answerAll }
}

const signature = { loginName: '이책임', password: PASSWORDS['이책임']! }
const drawn = { id: 'a', fromFrame: 5, toFrame: 90, keyframes: [{ frame: 5, x: 1, y: 2, w: 30, h: 40 }] }

test('every change of the masks is an act, and can be taken back and made again', async () => {
  const { station, key, change } = await withTracks()
  const first = await station.ask('masking', 'clip', key)
  expect(first).toMatchObject({ canUndo: false, canRedo: false, changes: [], work: { kept: [] } })
  expect(first!.people.map(({ track }) => track)).toEqual([1, 2, 3])

  await change({ kind: 'keep-only', number: 1 })
  await change({ kind: 'put-hand', hand: drawn }, '차량번호')
  const clip = await change({ kind: 'merge', number: 3, into: 2 }, '같은 사람')
  expect(clip.work).toMatchObject({ kept: [1], hands: [{ ...drawn, toFrame: 60 }] })
  expect(clip.changes.map(({ actorName, why, change: { kind } }) => [actorName, why, kind])).toEqual([
    ['김담당', '청구인 본인', 'keep-only'],
    ['김담당', '차량번호', 'put-hand'],
    ['김담당', '같은 사람', 'merge'],
  ])

  expect((await station.ask('masking', 'undo', key)).people).toHaveLength(3)
  const before = await station.ask('masking', 'undo', key)
  expect(before).toMatchObject({ work: { kept: [1], hands: [] }, canUndo: true, canRedo: true })
  expect((await station.ask('masking', 'redo', key)).work.hands).toHaveLength(1)
  const other = await change({ kind: 'keep', number: 2, keep: true })
  expect(other).toMatchObject({ canRedo: false, work: { kept: [1, 2] } })
  expect(await station.ask('masking', 'redo', key)).toEqual(other)

  const kinds = station.acts().filter((kind) => kind.startsWith('masking.'))
  expect(kinds.slice(1)).toEqual([
    'masking.changed',
    'masking.changed',
    'masking.changed',
    'masking.undone',
    'masking.undone',
    'masking.redone',
    'masking.changed',
  ])
})

test('a number is split at a frame, and what is decided survives the lock of the screen', async () => {
  const { station, key, change } = await withTracks()
  const clip = await change({ kind: 'split', number: 1, frame: 30 }, '다른 사람')
  expect(clip.people.map(({ track, firstFrame, lastFrame }) => [track, firstFrame, lastFrame])).toEqual([
    [1, 0, 29],
    [2, 0, 59],
    [3, 20, 39],
    [4, 30, 59],
  ])
  expect(clip.people[3]).toMatchObject({ seenFrames: 30, bestBox: { track: 4 } })
  await station.ask('station', 'lock')
  await station.as('김담당')
  expect((await station.ask('masking', 'clip', key))!.people).toHaveLength(4)
  expect((await change({ kind: 'split', number: 2, frame: 30 }, '다른 사람')).people.at(-1)?.track).toBe(5)
})

test('what makes no sense is refused, and nothing changes', async () => {
  const { station, key, change } = await withTracks()
  const refused = async (asked: AskedChange, why?: string) => station.refusal(change(asked, why))
  expect(await refused({ kind: 'keep', number: 9, keep: true })).toBe('track-unknown')
  expect(await refused({ kind: 'merge', number: 1, into: 1 })).toBe('track-unknown')
  expect(await refused({ kind: 'split', number: 3, frame: 20 })).toBe('track-unknown')
  expect(await refused({ kind: 'split', number: 3, frame: 55 })).toBe('track-unknown')
  expect(await refused({ kind: 'take-hand', id: 'b' })).toBe('hand-unknown')
  expect(await refused({ kind: 'put-hand', hand: { ...drawn, fromFrame: 70 } })).toBe('hand-unknown')
  const outside = [{ frame: 5, x: 5000, y: 2, w: 30, h: 40 }]
  expect(await refused({ kind: 'put-hand', hand: { ...drawn, keyframes: outside } })).toBe('hand-unknown')
  expect(await refused({ kind: 'answer', question: 'gap-1-1', answer: 'masked' })).toBe('question-unknown')
  expect(await refused({ kind: 'keep-only', number: 1 }, ' ')).toBe('reason-missing')
  expect((await station.ask('masking', 'clip', key))!.changes).toEqual([])
  await station.as('김담당')
})

test('masks are not given out before every question is answered and a second person has signed', async () => {
  const { station, key, change, answerAll } = await withTracks()
  await change({ kind: 'keep-only', number: 1 })
  const open = (await station.ask('masking', 'clip', key))!.questions
  expect(open.map(({ kind, numbers }) => [kind, ...numbers])).toEqual([
    ['appears', 3],
    ['vanishes', 3],
  ])
  const ready = () => station.refusal((async () => readyClip(station.office, key))())
  const sign = (who = signature) => station.refusal(station.ask('masking', 'sign', { ...key, ...who }))
  expect(await ready()).toBe('review-open')
  expect(await sign()).toBe('review-open')
  expect((await answerAll()).questions.every(({ answer }) => answer === 'masked')).toBe(true)
  expect(await ready()).toBe('signature-missing')
  expect(await sign()).toBe('samples-unseen')

  const frames = await station.ask('masking', 'samples', key)
  expect(frames.length).toBeGreaterThan(2)
  expect(await station.ask('masking', 'samples', key)).toEqual(frames)
  const viewing = await station.ask('viewings', 'open', {
    requestId: key.requestId,
    purpose: 'mask',
    picture: 'clear',
    finding: '',
    witness: '',
  })
  const { parts } = (await station.ask('masking', 'clip', key))!
  const see = (some: readonly number[]) =>
    station.ask('viewings', 'watched', {
      viewingId: viewing.id,
      watched: [
        {
          recordingId: parts[0]!.recordingId,
          intervals: some.map((frame) => ({
            fromUs: parts[0]!.fromUs + frame * 100_000,
            toUs: parts[0]!.fromUs + frame * 100_000 + 50_000,
          })),
        },
      ],
    })
  await see(frames.slice(1))
  expect(await sign()).toBe('samples-unseen')
  await see(frames)
  expect(await sign({ loginName: '김담당', password: PASSWORDS['김담당']! })).toBe('same-person')
  expect(await sign({ ...signature, password: 'wrong' })).toBe('wrong-password')
  const signed = await station.ask('masking', 'sign', { ...key, ...signature })
  expect(signed.signed).toMatchObject({ actorName: '이책임' })
  expect(tracksOf(station.office, readyClip(station.office, key)).chunks).toHaveLength(1)

  // Any change of the masks asks for a new look; taking it back gives the signature its meaning again.
  expect((await change({ kind: 'keep', number: 2, keep: true })).signed).toBeUndefined()
  expect(await ready()).toBe('signature-missing')
  expect((await station.ask('masking', 'undo', key)).signed).toMatchObject({ actorName: '이책임' })
})

test('a station may leave the masks to one person', async () => {
  const { station, key, answerAll } = await withTracks()
  await answerAll()
  await station.as('이책임')
  const { institution } = await station.ask('institution', 'show')
  await station.ask('institution', 'change', { ...institution, maskCheck: 'one-person' })
  expect(await station.ask('masking', 'clip', key)).toMatchObject({ needsSignature: false })
  expect(readyClip(station.office, key).work.kept).toEqual([])
})

test('what a leak scan suspects is asked, with its picture, and once', async () => {
  const { station, key, change, answerAll } = await withTracks()
  await answerAll()
  const picture = Uint8Array.of(255, 216, 1, 2, 3)
  const box = { x: 10, y: 20, w: 30, h: 40 }
  const leak = { fromFrame: 10, toFrame: 20, box, why: 'person' as const, picture }
  const begun = station.office.act({
    kind: 'export.started',
    subject: 'request:1',
    details: { request: '1' },
  })
  const enter = (...leaks: (typeof leak)[]) => enterLeaks(station.office, key, leaks, begun)
  expect(enter()).toBe(0)
  expect(enter(leak)).toBe(1)
  expect(enter(leak)).toBe(1)
  const question = { questionId: 'leak-1' }
  const jpeg = await station.ask('masking', 'leakPicture', { ...key, ...question })
  expect(Buffer.from(jpeg, 'base64')).toEqual(Buffer.from(picture))
  expect(await station.refusal(station.ask('masking', 'leakPicture', { ...key, questionId: 'leak-2' }))).toBe(
    'question-unknown',
  )
  await change({ kind: 'answer', question: 'leak-1', answer: 'nobody' }, '표지판')
  expect(enter(leak)).toBe(0)
  expect(enter(leak, { ...leak, box: { ...box, x: 300 } })).toBe(1)
  expect(findClip(station.office, key)!.questions.filter(({ kind }) => kind === 'leak')).toHaveLength(2)
  expect(station.acts().filter((kind) => kind === 'masking.scanned')).toHaveLength(5)
})

test('whoever may not mask neither sees nor changes masks', async () => {
  const { station, key } = await withTracks()
  await station.ask('station', 'lock')
  expect(await station.refusal(station.ask('masking', 'clip', key))).toBe('not-signed-in')
  expect(await station.refusal(station.ask('masking', 'undo', key))).toBe('not-signed-in')
})
