import { create } from 'zustand'
import type { Clip } from '#contract/masking.ts'
import type { JobId } from '#domain/job.ts'
import { type HandMask, Masks } from '#domain/mask-work.ts'
import type { Box } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request-form.ts'
import { office } from '../office.ts'
import { windowAround } from './frames.ts'

/** What the pointer does on the picture. `mending` is the question that the new mask is an answer to. */
export type Tool =
  | { kind: 'choose' }
  | { kind: 'draw'; mending?: string }
  /** A mask that has been proposed and not been put yet. */
  | { kind: 'draft'; hand: HandMask; mending: string }
  /** Whether a leak is really nobody is asked back. */
  | { kind: 'confirm'; question: string }

/** The panels right of the picture. */
export type Side = 'review' | 'hands' | 'changes'

export interface MaskingState {
  subject: { requestId: RequestId; cameraId: CameraId } | undefined
  /** null until people have been looked for, undefined until main has answered. */
  clip: Clip | null | undefined
  /** What the clip's work masks; there whenever the clip is. */
  masks: Masks | undefined
  /** The job that is looking for people, until its end has been taken notice of. */
  detectJobId: JobId | undefined
  /** Boxes as they were found, by the first frame of their window (see `windowAround`). */
  windows: ReadonlyMap<number, readonly (readonly Box[])[]>
  /** The person the keyboard acts on. */
  selected: number | undefined
  /** The number that waits for the one it is joined with. */
  marked: number | undefined
  /** The question that is being looked at. */
  questionId: string | undefined
  handId: string | undefined
  tool: Tool
  side: Side
  isPreview: boolean
  /** What stopped the last change. */
  thrown: unknown
}

const nothing: MaskingState = {
  subject: undefined,
  clip: undefined,
  masks: undefined,
  detectJobId: undefined,
  windows: new Map(),
  selected: undefined,
  marked: undefined,
  questionId: undefined,
  handId: undefined,
  tool: { kind: 'choose' },
  side: 'review',
  isPreview: false,
  thrown: undefined,
}

/** Whom a clip shows, who stays visible, and what is being done about it. Only the functions of this folder write here. */
export const useMasking = create<MaskingState>()(() => nothing)

/** Turns to a camera of a request; `clip` is null where nobody has been looked for yet. */
export async function turnTo(requestId: RequestId, cameraId: CameraId): Promise<void> {
  useMasking.setState({ ...nothing, subject: { requestId, cameraId } })
  const clip = await office.masking.clip({ requestId, cameraId })
  if (!isCurrent(requestId, cameraId)) return
  if (clip === null) useMasking.setState({ clip })
  else takeClip(clip)
}

/** Asks for the clip again: a job has changed it. */
export async function reloadClip(): Promise<void> {
  const { subject } = useMasking.getState()
  if (subject === undefined) return
  const clip = await office.masking.clip(subject)
  if (clip !== null && isCurrent(subject.requestId, subject.cameraId)) takeClip(clip)
}

/** Forgets the clip: its boxes describe people. */
export function leaveMasking(): void {
  useMasking.setState(nothing)
}

/** Starts looking for people; `thorough` looks at a second scale, `vehicles` for number plates too. */
export async function detect(thorough: boolean, vehicles: boolean): Promise<void> {
  const { subject } = useMasking.getState()
  if (subject === undefined) return
  const { id } = await office.masking.detect({ ...subject, thorough, vehicles })
  useMasking.setState({ detectJobId: id })
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

export function select(number: number): void {
  useMasking.setState({ selected: number })
}

/** The one above or below the chosen one in an order of numbers; stays at the ends. */
export function selectBeside(order: readonly number[], step: 1 | -1): void {
  const { selected } = useMasking.getState()
  const index = order.findIndex((number) => number === selected)
  const next = order[Math.min(Math.max(index + step, 0), order.length - 1)]
  if (next !== undefined) select(next)
}

/** Chooses the number that is to be joined with another, or none. */
export function mark(number: number | undefined): void {
  useMasking.setState({ marked: number })
}

/** Chooses a mask drawn by hand; its panel comes along. */
export function selectHand(handId: string): void {
  useMasking.setState({ handId, side: 'hands' })
}

/** Looks at a question, or at none any more. */
export function lookAt(questionId: string | undefined): void {
  useMasking.setState({ questionId, side: 'review', tool: { kind: 'choose' } })
}

export function showSide(side: Side): void {
  useMasking.setState({ side })
}

export function take(tool: Tool): void {
  useMasking.setState({ tool })
}

export function setPreview(isPreview: boolean): void {
  useMasking.setState({ isPreview })
}

/** The clip as the office answered it. What was chosen and is no longer there is no longer chosen. */
export function takeClip(clip: Clip): void {
  useMasking.setState(({ selected, marked, handId, questionId }) => {
    const known = (number: number | undefined) =>
      clip.people.some(({ track }) => track === number) ? number : undefined
    return {
      clip,
      masks: new Masks(clip.work, clip),
      selected: known(selected) ?? clip.people[0]?.track,
      marked: known(marked),
      handId: clip.work.hands.some(({ id }) => id === handId) ? handId : undefined,
      questionId: clip.questions.some(({ id }) => id === questionId) ? questionId : undefined,
    }
  })
}

function isCurrent(requestId: RequestId, cameraId: CameraId): boolean {
  const { subject } = useMasking.getState()
  return subject?.requestId === requestId && subject.cameraId === cameraId
}
