import { create } from 'zustand'
import type { Clip } from '#contract/contract.ts'
import type { JobId } from '#domain/job.ts'
import type { Box } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request.ts'
import { office } from '../office.ts'
import { windowAround } from './frames.ts'

interface MaskingState {
  subject: { requestId: RequestId; cameraId: CameraId } | undefined
  /** null until people have been looked for, undefined until main has answered. */
  clip: Clip | null | undefined
  /** The job that is looking for people, until its end has been taken notice of. */
  detectJobId: JobId | undefined
  /** Boxes by the first frame of their window (see `windowAround`). */
  windows: ReadonlyMap<number, readonly (readonly Box[])[]>
  /** The track the keyboard acts on. */
  selected: number | undefined
  isPreview: boolean
}

const nothing: MaskingState = {
  subject: undefined,
  clip: undefined,
  detectJobId: undefined,
  windows: new Map(),
  selected: undefined,
  isPreview: false,
}

/** Whom a clip shows and who stays visible. Only the functions below write here. */
export const useMasking = create<MaskingState>()(() => nothing)

/** Turns to a camera of a request; `clip` is null where nobody has been looked for yet. */
export async function turnTo(requestId: RequestId, cameraId: CameraId): Promise<void> {
  useMasking.setState({ ...nothing, subject: { requestId, cameraId } })
  const clip = await office.masking.clip({ requestId, cameraId })
  if (isCurrent(requestId, cameraId)) take(clip)
}

/** Forgets the clip: its boxes describe people. */
export function leaveMasking(): void {
  useMasking.setState(nothing)
}

/** Starts looking for people; `thorough` looks at a second scale. */
export async function detect(thorough: boolean): Promise<void> {
  const { subject } = useMasking.getState()
  if (subject === undefined) return
  const { id } = await office.masking.detect({ ...subject, thorough })
  useMasking.setState({ detectJobId: id })
}

/** Lets a person stay visible, or be masked again. The act is entered; the answer is what counts. */
export async function setKept(track: number, keep: boolean): Promise<void> {
  const { subject } = useMasking.getState()
  if (subject === undefined) return
  const clip = await office.masking.keep({ ...subject, track, keep })
  if (isCurrent(subject.requestId, subject.cameraId)) useMasking.setState({ clip })
}

/** Waits for a job that was already looking for people when the screen opened. */
export function awaitJob(detectJobId: JobId): void {
  useMasking.setState({ detectJobId })
}

const underWay = new Set<string>()

/** Fetches the boxes of the window a frame lies in, unless they are there or on their way. */
export async function needBoxes(frame: number): Promise<void> {
  const { subject, clip, windows } = useMasking.getState()
  if (subject === undefined || clip === null || clip === undefined) return
  const { fromFrame, toFrame } = windowAround(frame, clip.frameCount)
  const name = `${subject.requestId} ${subject.cameraId} ${fromFrame}`
  if (windows.has(fromFrame) || underWay.has(name)) return
  underWay.add(name)
  try {
    const boxes = await office.masking.boxes({ ...subject, fromFrame, toFrame })
    if (!isCurrent(subject.requestId, subject.cameraId)) return
    useMasking.setState((state) => ({ windows: new Map(state.windows).set(fromFrame, boxes) }))
  } finally {
    underWay.delete(name)
  }
}

/** The boxes of a frame; none known where its window has not arrived. */
export function boxesAt(
  { windows, clip }: MaskingState,
  frame: number | undefined,
): readonly Box[] | undefined {
  if (frame === undefined || clip === null || clip === undefined) return undefined
  const { fromFrame } = windowAround(frame, clip.frameCount)
  return windows.get(fromFrame)?.[frame - fromFrame]
}

export function select(track: number): void {
  useMasking.setState({ selected: track })
}

/** The card above or below the chosen one; stays at the ends. */
export function selectBeside(step: 1 | -1): void {
  const { clip, selected } = useMasking.getState()
  if (clip === null || clip === undefined || clip.tracks.length === 0) return
  const index = clip.tracks.findIndex(({ track }) => track === selected)
  const next = clip.tracks[Math.min(Math.max(index + step, 0), clip.tracks.length - 1)]
  if (next !== undefined) select(next.track)
}

export function setPreview(isPreview: boolean): void {
  useMasking.setState({ isPreview })
}

function take(clip: Clip | null): void {
  useMasking.setState({ clip, windows: new Map(), selected: clip?.tracks[0]?.track })
}

function isCurrent(requestId: RequestId, cameraId: CameraId): boolean {
  const { subject } = useMasking.getState()
  return subject?.requestId === requestId && subject.cameraId === cameraId
}
