import type { Clip } from '#contract/masking.ts'
import { type Box, grown, type TrackSummary } from '#domain/masking.ts'
import type { Playback } from '../viewing/playback.ts'
import { Projector } from '../viewing/projector.ts'
import { momentOf } from './frames.ts'

/** Height of a portrait in px, for twice the density it is shown at. */
const HEIGHT = 152
/** Longer than a conversion takes to begin; after that the portrait is left out. */
const WAIT_MS = 6000

type Portrayed = Pick<TrackSummary, 'bestFrame' | 'bestBox'>

/** Tells one best picture from another: numbers change hands when people are joined and split. */
export const portraitName = ({ bestFrame, bestBox: { x, y } }: Portrayed): string => `${bestFrame} ${x} ${y}`

/**
 * Draws small pictures of the people whose cards are in view, from a `<video>` of its own, always the one next in time
 * to where the film stands. What it shows has been seen, and is entered like everything else that is: through the playback.
 */
export class Portraits {
  readonly #video: HTMLVideoElement
  readonly #playback: Playback
  readonly #clip: Clip
  readonly #onPortrait: (name: string, url: string) => void
  readonly #projector: Projector
  readonly #wanted = new Map<string, Portrayed>()
  readonly #over = new AbortController()
  #presented: ((us: number) => void) | undefined
  #isDrawing = false
  #frame = 0

  constructor(
    video: HTMLVideoElement,
    playback: Playback,
    clip: Clip,
    onPortrait: (name: string, url: string) => void,
  ) {
    this.#video = video
    this.#playback = playback
    this.#clip = clip
    this.#onPortrait = onPortrait
    this.#projector = new Projector(video, {
      hrefOf: (part) => playback.hrefOf(part),
      onFrame: (part, us) => {
        playback.noteSeen(part, us)
        this.#presented?.(us)
      },
      onEnd: () => undefined,
      // A picture that cannot be drawn is left out; the person's card stands without it.
      onFault: () => this.#over.abort(),
    })
  }

  /** Somebody's card has come into view. */
  want(person: Portrayed): void {
    this.#wanted.set(portraitName(person), person)
    void this.#draw()
  }

  /** The card has gone before its picture was drawn. */
  leave(person: Portrayed): void {
    this.#wanted.delete(portraitName(person))
  }

  close(): void {
    this.#over.abort()
    this.#projector.close()
  }

  async #draw(): Promise<void> {
    if (this.#isDrawing) return
    this.#isDrawing = true
    try {
      while (this.#wanted.size > 0 && !this.#over.signal.aborted) {
        this.#frame = nearest(this.#wanted.values(), this.#frame)
        // oxlint-disable-next-line no-await-in-loop -- one element shows one frame at a time
        const isShown = await this.#show(this.#frame)
        for (const [name, person] of this.#wanted) {
          if (person.bestFrame !== this.#frame) continue
          this.#wanted.delete(name)
          if (isShown) this.#onPortrait(name, crop(this.#video, this.#clip, person.bestBox))
        }
      }
    } finally {
      this.#isDrawing = false
    }
  }

  #show(frame: number): Promise<boolean> {
    const moment = momentOf(this.#clip, frame)
    const part = this.#playback.viewing.parts.find(
      ({ recordingId }) => recordingId === moment?.part.recordingId,
    )
    if (moment === undefined || part === undefined) return Promise.resolve(false)
    const { signal } = this.#over
    return new Promise((resolve) => {
      const finish = (isShown: boolean) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        this.#presented = undefined
        resolve(isShown)
      }
      const abort = () => finish(false)
      const timer = setTimeout(abort, WAIT_MS)
      signal.addEventListener('abort', abort)
      this.#presented = (us) => {
        if (us <= moment.us) finish(true)
      }
      this.#projector.show(part, moment.us)
    })
  }
}

/** The best frame that lies nearest to where the film stands: the shortest seek. */
function nearest(people: Iterable<Portrayed>, frame: number): number {
  let best: number | undefined
  for (const { bestFrame } of people)
    if (best === undefined || Math.abs(bestFrame - frame) < Math.abs(best - frame)) best = bestFrame
  return best ?? frame
}

/** The box cut out of the picture on the element, as a data URL: it lives no longer than the page. */
function crop(video: HTMLVideoElement, clip: Clip, box: Box): string {
  const area = grown(box, clip) ?? box
  const canvas = document.createElement('canvas')
  canvas.height = HEIGHT
  canvas.width = Math.max(1, Math.round((area.w / area.h) * HEIGHT))
  const context = canvas.getContext('2d')
  context?.drawImage(video, area.x, area.y, area.w, area.h, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.85)
}
