import { afterEach, expect, test } from 'vitest'
import type { AskedChange, Clip } from '#contract/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request-form.ts'
import { catalogue } from '#i18n/index.ts'
import { installBridge } from './bridge.ts'

const bridge = installBridge()
const { leaveMasking, turnTo, useMasking } = await import('../../../renderer/masking/masking.ts')
const changes = await import('../../../renderer/masking/changes.ts')
const { forgetReasons, setReason } = await import('../../../renderer/masking/reasons.ts')

const words = catalogue('ko')
const requestId = 'r1' as RequestId
const cameraId = 'c1' as CameraId

function clip(work: Partial<Clip['work']> = {}): Clip {
  const bestBox = { x: 1, y: 1, w: 9, h: 9, score: 1, track: 1 }
  const seen = { isVehicle: false, firstFrame: 0, lastFrame: 9, seenFrames: 9, bestFrame: 0, meanScore: 1 }
  return {
    requestId,
    cameraId,
    width: 64,
    height: 48,
    fps: { num: 10, den: 1 },
    frameCount: 10,
    parts: [],
    thorough: false,
    vehicles: false,
    people: [1, 2].map((track) => ({ ...seen, track, bestBox })),
    work: { numbering: [], kept: [], things: [], hands: [], ...work },
    questions: [],
    changes: [],
    canUndo: true,
    canRedo: false,
    needsSignature: false,
  }
}

const asked = () =>
  bridge.asked
    .filter(({ channel }) => channel === 'masking.change')
    .map(({ input }) => input as { change: AskedChange; why: string })

afterEach(() => {
  leaveMasking()
  forgetReasons()
  bridge.asked.length = 0
})

async function open(): Promise<void> {
  bridge.answer('masking.clip', () => clip())
  await turnTo(requestId, cameraId)
}

test('two quick presses keep and mask again: each is decided on what the one before has made', async () => {
  await open()
  bridge.answer('masking.change', ({ change }: { change: AskedChange }) =>
    clip({ kept: change.kind === 'keep' && change.keep ? [1] : [] }),
  )
  await Promise.all([changes.toggleKept(1, words), changes.toggleKept(1, words)])
  expect(asked().map(({ change }) => change)).toEqual([
    { kind: 'keep', number: 1, keep: true },
    { kind: 'keep', number: 1, keep: false },
  ])
  expect(useMasking.getState().masks?.isKept(1)).toBe(false)
})

test('a change is entered with the first ready reason until another is chosen', async () => {
  await open()
  bridge.answer('masking.change', () => clip())
  await changes.keepOnly(1, words)
  setReason('keep', ' 동의한 사람 ')
  await changes.keepOnly(1, words)
  setReason('keep', '   ')
  await changes.keepOnly(1, words)
  expect(asked().map(({ why }) => why)).toEqual(['청구인 본인', '동의한 사람', '청구인 본인'])
})

test('what stopped a change is kept to be shown, and goes with the next that is made', async () => {
  await open()
  bridge.refuse('masking.change', { code: 'track-unknown', data: { track: 1 } })
  expect(await changes.split(1, 5, words)).toBe(false)
  expect(useMasking.getState().thrown).toMatchObject({ code: 'track-unknown' })
  bridge.answer('masking.change', () => clip())
  expect(await changes.split(1, 5, words)).toBe(true)
  expect(useMasking.getState().thrown).toBeUndefined()
})

test('a number is joined with the one chosen next, and not with itself', async () => {
  await open()
  bridge.answer('masking.change', () => clip())
  changes.markOrMerge(1, words)
  expect(useMasking.getState().marked).toBe(1)
  changes.markOrMerge(1, words)
  expect(useMasking.getState().marked).toBeUndefined()
  expect(await changes.merge(1, 2, words)).toBe(true)
  expect(asked().map(({ change }) => change)).toEqual([{ kind: 'merge', number: 1, into: 2 }])
  expect(useMasking.getState().selected).toBe(2)
})

test('an answer that comes after another camera was turned to changes nothing there', async () => {
  await open()
  bridge.answer('masking.change', () => clip({ kept: [1, 2] }))
  const made = changes.keepOnly(1, words)
  await turnTo(requestId, 'c2' as CameraId)
  expect(await made).toBe(false)
  expect(useMasking.getState().clip?.work.kept).toEqual([])
})
