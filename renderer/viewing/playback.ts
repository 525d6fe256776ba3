import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CameraId } from '#domain/policy.ts'
import type { Viewing, ViewingPart, Watched } from '#domain/viewing.ts'
import {
  atUsOf,
  clampToPart,
  clampToWindow,
  endsSoon,
  epochUs,
  frameUs,
  nextStretch,
  type Place,
  placeAt,
  SEAM_US,
  type Speed,
  type Stretch,
  stepFrames,
  stretchesOf,
} from './player.ts'
import { type Presented, Projector, type Screen } from './projector.ts'
import { type Seen, Watching, withReport } from './watching.ts'

export interface PlaybackState {
  cameraId: CameraId
  stretches: Stretch[]
  /** True time of the picture, or of the moment that is being sought, µs since 1970. */
  atUs: number
  place: Place
  /** 0 where it stands still. */
  speed: Speed | 0
  /** What `viewings.watched` has been told and has entered. */
  seen: Seen
  /** Why nothing is shown any more: what was seen could not be entered, or the footage could not be read. */
  stopped: { why: 'unreported'; cause: unknown } | { why: 'unreadable'; part: ViewingPart } | undefined
}

/** Where playback begins: at the camera's first recording unless told otherwise. */
interface Beginning {
  cameraId: CameraId
  atUs?: number
  seen?: Seen
}

const REPORT_EVERY_MS = 5000
/** Reports after a pause or a jump wait this long, so that a held arrow key is one entry and not thirty. */
const REPORT_SOON_MS = 400
const TICK_MS = 80

/**
 * One open viewing being played: the master clock, the picture and the account of what was seen. Whoever watches must
 * be entered: when a report fails the picture goes at once.
 */
export class Playback {
  readonly viewing: Viewing
  readonly store: StoreApi<PlaybackState>
  readonly #report: (watched: Watched[]) => Promise<void>
  readonly #watching = new Watching()
  #projector: Projector | undefined
  #timer: ReturnType<typeof setInterval> | undefined
  #soon: ReturnType<typeof setTimeout> | undefined
  #tickedMs = 0
  /** The officer has jumped and no frame of where to has come yet. */
  #leapt = true
  #sending: Promise<void> = Promise.resolve()

  constructor(viewing: Viewing, from: Beginning, report: (watched: Watched[]) => Promise<void>) {
    this.viewing = viewing
    this.#report = report
    const { cameraId, seen = new Map() } = from
    const stretches = stretchesOf(viewing, cameraId)
    const atUs = clampToWindow(viewing, from.atUs ?? stretches[0]?.fromAtUs ?? epochUs(viewing.fromAt))
    const place = placeAt(stretches, atUs)
    this.store = createStore(() => ({
      cameraId,
      stretches,
      atUs,
      place,
      speed: 0 as Speed | 0,
      seen,
      stopped: undefined,
    }))
  }

  /**
   * Gives the playback its `<video>`, and the screen that the picture is seen on where that is not the element itself;
   * answers how to take it away, which reports what was seen.
   */
  attach(video: HTMLVideoElement, screen?: Screen): () => void {
    const projection = {
      hrefOf: (part: ViewingPart) => this.hrefOf(part),
      onFrame: (part: ViewingPart, us: number, how: Presented) => this.#presented(part, us, how),
      onEnd: (part: ViewingPart) => this.#ended(part),
      onFault: (part: ViewingPart) => this.#stop({ why: 'unreadable', part }),
    }
    const projector = new Projector(video, projection, screen)
    this.#projector = projector
    const reporting = setInterval(() => void this.report(), REPORT_EVERY_MS)
    const pauseWhenHidden = () => document.hidden && this.pause()
    document.addEventListener('visibilitychange', pauseWhenHidden)
    this.seek(this.store.getState().atUs)
    return () => {
      this.pause()
      clearInterval(reporting)
      document.removeEventListener('visibilitychange', pauseWhenHidden)
      projector.close()
      this.#projector = undefined
      void this.report()
    }
  }

  /** Where the footage of a part is fetched; it answers only while the viewing is open. */
  hrefOf({ recordingId }: ViewingPart): string {
    return `footage://viewing/${this.viewing.id}/${recordingId}`
  }

  /** A frame was shown elsewhere than on the playback's own element: it is reported with the rest. */
  noteSeen(part: ViewingPart, us: number): void {
    this.#watching.still(part.recordingId, us, frameUs(part))
  }

  /** Goes to a moment, kept inside the window; keeps playing where it was playing. */
  seek(atUs: number): void {
    const state = this.store.getState()
    if (state.stopped !== undefined) return
    const moment = clampToWindow(this.viewing, atUs)
    const place = placeAt(state.stretches, moment)
    this.store.setState({ atUs: moment, place })
    this.#leapt = true
    if (place.kind === 'part') this.#projector?.show(place.stretch.part, place.us)
    else this.#projector?.cover()
    this.#run()
    this.#reportSoon()
  }

  seekBy(deltaUs: number): void {
    this.seek(this.store.getState().atUs + deltaUs)
  }

  /** One frame on or back; stands still afterwards. */
  step(count: 1 | -1): void {
    this.pause()
    const { stretches, atUs } = this.store.getState()
    this.seek(stepFrames(stretches, atUs, count))
  }

  play(speed: Speed): void {
    if (this.store.getState().stopped !== undefined) return
    this.store.setState({ speed })
    this.#run()
  }

  pause(): void {
    this.store.setState({ speed: 0 })
    this.#run()
    this.#reportSoon()
  }

  toggle(): void {
    if (this.store.getState().speed === 0) this.play(1)
    else this.pause()
  }

  /** Another camera of the same viewing, at the same moment. */
  chooseCamera(cameraId: CameraId): void {
    if (!this.viewing.cameraIds.includes(cameraId)) return
    this.store.setState({ cameraId, stretches: stretchesOf(this.viewing, cameraId) })
    this.seek(this.store.getState().atUs)
  }

  /** Enters what has been seen and not been reported yet. Does not reject: a report that fails stops the playback. */
  report(): Promise<void> {
    clearTimeout(this.#soon)
    this.#soon = undefined
    this.#sending = this.#sending.then(async () => {
      const watched = this.#watching.take()
      if (watched.length === 0) return
      try {
        await this.#report(watched)
        this.store.setState(({ seen }) => ({ seen: withReport(seen, watched) }))
      } catch (cause) {
        this.#watching.putBack(watched)
        this.#stop({ why: 'unreported', cause })
      }
    })
    return this.#sending
  }

  /** Takes the picture off the screen for good: the viewing has ended. */
  end(): void {
    this.pause()
    clearTimeout(this.#soon)
    this.#projector?.close()
    this.#projector = undefined
  }

  #stop(stopped: PlaybackState['stopped']): void {
    this.store.setState({ stopped, speed: 0 })
    this.#run()
    this.#projector?.cover()
  }

  #presented(part: ViewingPart, us: number, { continues, isLatest }: Presented): void {
    const { place, speed, stopped } = this.store.getState()
    if (
      place.kind === 'gap' ||
      place.stretch.part.recordingId !== part.recordingId ||
      stopped !== undefined
    ) {
      this.#projector?.cover()
      return
    }
    // Backwards every frame is sought, and yet played to, unless the officer has jumped meanwhile.
    const isPlayedTo = continues || (speed < 0 && !this.#leapt)
    this.#watching.frame(part.recordingId, us, frameUs(part), isPlayedTo)
    if (!isLatest) return
    this.#leapt = false
    this.store.setState({ atUs: atUsOf(part, us), place: { ...place, us } })
    if (speed > 0 && endsSoon(part, us, speed)) this.#ended(part)
  }

  /** On to the next part, into the gap before it, or still on the last frame there is. */
  #ended(part: ViewingPart): void {
    const { stretches, place, speed } = this.store.getState()
    if (place.kind === 'gap' || place.stretch.part.recordingId !== part.recordingId || speed <= 0) return
    const { toAtUs } = place.stretch
    const next = nextStretch(stretches, place.stretch.fromAtUs)
    if (next !== undefined && next.fromAtUs - toAtUs < SEAM_US) return this.seek(next.fromAtUs)
    if (toAtUs < epochUs(this.viewing.toAt) - SEAM_US) return this.seek(toAtUs)
    this.pause()
    this.#projector?.show(part, clampToPart(part, part.toUs))
  }

  /** Sets the element, or the clock that stands in for it in a gap and backwards, to the speed that is wanted. */
  #run(): void {
    const { place, speed } = this.store.getState()
    clearInterval(this.#timer)
    this.#timer = undefined
    if (speed > 0 && place.kind === 'part') {
      this.#projector?.play(speed)
      return
    }
    this.#projector?.pause()
    if (speed === 0) return
    this.#tickedMs = performance.now()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** Backwards and through gaps the clock runs by itself; it stops where the window does. */
  #tick(): void {
    const { place, speed, atUs, stretches } = this.store.getState()
    const now = performance.now()
    const deltaUs = (now - this.#tickedMs) * 1000 * speed
    const frame = place.kind === 'part' ? frameUs(place.stretch.part) : 0
    if (Math.abs(deltaUs) < frame) return
    this.#tickedMs = now
    const wantedUs = atUs + deltaUs
    const moment = clampToWindow(this.viewing, wantedUs)
    const next = placeAt(stretches, moment)
    this.store.setState({ atUs: moment, place: next })
    if (next.kind === 'gap') this.#projector?.cover()
    else this.#projector?.show(next.stretch.part, next.us)
    if (moment !== wantedUs) return this.pause()
    if (next.kind === 'part' && speed > 0) this.#run()
  }

  #reportSoon(): void {
    this.#soon ??= setTimeout(() => void this.report(), REPORT_SOON_MS)
  }
}
