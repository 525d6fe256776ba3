import type { Clip } from '#contract/masking.ts'
import { Masks } from '#domain/mask-work.ts'
import type { Area, Box } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request-form.ts'
import type { ViewingPart } from '#domain/viewing.ts'
import type { Office } from '../api.ts'
import { frameLengthUs, framesBefore, WINDOW_FRAMES, windowAround } from '../masking/frames.ts'

/** What is masked in a picture: areas in pixels of a picture of this size. */
export interface Masked {
  areas: readonly Area[]
  width: number
  height: number
}

type Asked = Pick<Office['masking'], 'clip' | 'boxes'>

/** Windows of boxes that are asked for ahead of the playhead: about a second at sixteen times the speed. */
const AHEAD_WINDOWS = 4
/** Windows farther than this from the playhead are forgotten. */
const KEPT_WINDOWS = 40
/** How far a time stamp may lie off the clip's rate and still mean one frame: what container clocks round away. */
const OFF_RATE = 0.1

/**
 * The running frames of the clip whose masks belong to the picture that begins at `us` of a recording; none outside the
 * clip. The search for people numbers the frames that begin inside the part, at the clip's rate. A picture that lies
 * between two of them, as in footage with a variable rate, was counted as the one or the other: both are named.
 */
export function framesAt(
  { fps, parts }: Pick<Clip, 'fps' | 'parts'>,
  { recordingId, fromUs }: Pick<ViewingPart, 'recordingId' | 'fromUs'>,
  us: number,
): number[] {
  const part = parts.find((candidate) => candidate.recordingId === recordingId)
  // A part that begins elsewhere than it did when people were looked for counts otherwise.
  if (part === undefined || part.fromUs !== fromUs) return []
  const lengthUs = frameLengthUs({ fps })
  const exact = us / lengthUs - framesBefore({ fps }, fromUs)
  const nearest = Math.round(exact)
  const frames = Math.abs(exact - nearest) <= OFF_RATE ? [nearest] : [Math.floor(exact), Math.ceil(exact)]
  const isInside = frames.every((frame) => frame >= 0 && frame < part.frameCount)
  return isInside ? frames.map((frame) => part.firstFrame + frame) : []
}

/**
 * The masks of a request's clips while they are shown. What has not arrived is not known, and whoever asks masks the
 * whole picture. The work of people and the boxes are only ever used together: whenever a clip may have changed, both
 * are asked for anew.
 */
export class ClipMasks {
  readonly #requestId: RequestId
  readonly #ask: Asked
  readonly #onArrived: () => void
  #cameraId: CameraId | undefined
  #clip: Clip | undefined
  #masks: Masks | undefined
  /** Boxes by the first frame of their window. */
  #windows = new Map<number, readonly (readonly Box[])[]>()
  #underWay = new Set<number>()
  /** What was asked for before the last turn is not taken in. */
  #turn = 0

  constructor(requestId: RequestId, ask: Asked, onArrived: () => void) {
    this.#requestId = requestId
    this.#ask = ask
    this.#onArrived = onArrived
  }

  /** Takes up a camera's clip, or the same one again where it may have changed. Does not reject: unknown stays unknown. */
  async turnTo(cameraId: CameraId): Promise<void> {
    this.forget()
    this.#cameraId = cameraId
    const turn = this.#turn
    try {
      const clip = await this.#ask.clip({ requestId: this.#requestId, cameraId })
      if (turn !== this.#turn || clip === null) return
      this.#clip = clip
      this.#masks = new Masks(clip.work, clip)
      this.#onArrived()
    } catch {
      // The picture stays masked whole, and says that it is.
    }
  }

  /** Nothing is known any more. */
  forget(): void {
    this.#turn += 1
    this.#cameraId = undefined
    this.#clip = undefined
    this.#masks = undefined
    this.#windows = new Map()
    this.#underWay = new Set()
  }

  /** What is masked in the picture that begins at `us`; nothing where that is not known (yet). */
  at(part: ViewingPart, us: number): Masked | undefined {
    const [clip, masks] = [this.#clip, this.#masks]
    if (clip === undefined || masks === undefined || part.cameraId !== this.#cameraId) return undefined
    const frames = framesAt(clip, part, us)
    this.#need(clip, frames[0])
    const boxes = frames.map((frame) => [frame, this.#boxesOf(clip, frame)] as const)
    if (boxes.length === 0 || boxes.some(([, found]) => found === undefined)) return undefined
    const areas = boxes.flatMap(([frame, found]) => masks.at(frame, found))
    return { areas, width: clip.width, height: clip.height }
  }

  /** Asks for the boxes around a moment that will soon be shown. */
  need(part: ViewingPart, us: number): void {
    if (this.#clip !== undefined && part.cameraId === this.#cameraId)
      this.#need(this.#clip, framesAt(this.#clip, part, us)[0])
  }

  #boxesOf(clip: Clip, frame: number): readonly Box[] | undefined {
    const { fromFrame } = windowAround(frame, clip.frameCount)
    return this.#windows.get(fromFrame)?.[frame - fromFrame]
  }

  #need(clip: Clip, frame: number | undefined): void {
    if (frame === undefined) return
    const here = windowAround(frame, clip.frameCount).fromFrame
    for (let step = -1; step <= AHEAD_WINDOWS; step++) {
      const fromFrame = here + step * WINDOW_FRAMES
      if (fromFrame >= 0 && fromFrame < clip.frameCount) void this.#fetch(clip, fromFrame)
    }
    for (const fromFrame of this.#windows.keys())
      if (Math.abs(fromFrame - here) > KEPT_WINDOWS * WINDOW_FRAMES) this.#windows.delete(fromFrame)
  }

  async #fetch(clip: Clip, fromFrame: number): Promise<void> {
    if (this.#windows.has(fromFrame) || this.#underWay.has(fromFrame)) return
    const underWay = this.#underWay
    underWay.add(fromFrame)
    const { toFrame } = windowAround(fromFrame, clip.frameCount)
    const { requestId, cameraId } = clip
    try {
      const boxes = await this.#ask.boxes({ requestId, cameraId, fromFrame, toFrame })
      if (clip !== this.#clip) return
      this.#windows.set(fromFrame, boxes)
      this.#onArrived()
    } catch {
      // Asked for again with the next picture.
    } finally {
      underWay.delete(fromFrame)
    }
  }
}
