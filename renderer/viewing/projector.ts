import type { ViewingPart } from '#domain/viewing.ts'
import { ConvertedSource } from './converted.ts'
import { frameUs, mayShow, mediaTime, recordingUs } from './player.ts'

/** How long after a seek a covered picture is taken to be a frame from before the part. */
const NUDGE_MS = 250

export interface Presented {
  /** Played to from the frame before; false right after a jump. */
  continues: boolean
  /** False while a later jump is still to come: seen, and not where the playhead is. */
  isLatest: boolean
}

export interface Projection {
  /** Where a part's footage is fetched: `footage://viewing/<viewingId>/<recordingId>`. */
  hrefOf(part: ViewingPart): string
  /** A frame that may be shown is on the screen; `us` is where it begins. */
  onFrame(part: ViewingPart, us: number, how: Presented): void
  /** The part has been played to its end. */
  onEnd(part: ViewingPart): void
  /** The footage could not be fetched or decoded. */
  onFault(part: ViewingPart): void
}

/** What the picture is seen on. */
export interface Screen {
  /** The frame that the element holds now belongs to the part and may be seen. */
  show(part: ViewingPart): void
  /** Nothing may be seen until the next `show`. */
  cover(): void
}

/** The element itself. */
const bare = ({ style }: HTMLVideoElement): Screen => ({
  show: () => {
    style.visibility = 'visible'
  },
  cover: () => {
    style.visibility = 'hidden'
  },
})

/**
 * Drives one `<video>`. The element is not seen unless the frame on it is known to lie inside the part's
 * [fromUs, toUs): the file behind it begins at a keyframe, which may lie before what the request covers.
 */
export class Projector {
  readonly #video: HTMLVideoElement
  readonly #projection: Projection
  readonly #screen: Screen
  readonly #over = new AbortController()
  #part: ViewingPart | undefined
  #converted: ConvertedSource | undefined
  #targetUs: number | undefined
  #jumped = true
  #isReady = false
  /** A frame presented while a seek was under way. */
  #heldUs: number | undefined
  /** The last frame presented, where it begins before the part does. */
  #earlyUs: number | undefined
  #isCovered = true

  /** The picture is seen on the element, unless another screen is given that is drawn from it. */
  constructor(video: HTMLVideoElement, projection: Projection, screen: Screen = bare(video)) {
    this.#video = video
    this.#projection = projection
    this.#screen = screen
    const { signal } = this.#over
    video.addEventListener('loadedmetadata', () => this.#ready(), { signal })
    video.addEventListener('seeked', () => this.#arrived(), { signal })
    video.addEventListener('ended', () => this.#part && this.#projection.onEnd(this.#part), { signal })
    video.addEventListener('error', () => this.#failed(), { signal })
    this.cover()
    this.#awaitFrame()
  }

  /** Puts the frame at `us` of a part on the screen. A seek under way is let finish; only the latest target counts. */
  show(part: ViewingPart, us: number): void {
    this.#targetUs = us
    this.#jumped = true
    if (this.#part?.recordingId !== part.recordingId) this.#load(part, us)
    else if (this.#isReady && !this.#video.seeking) this.#seek()
  }

  /** Plays forward at 1 to 16 ×. */
  play(speed: number): void {
    this.#video.playbackRate = speed
    // Rejected when a load or a pause overtakes it: neither is a failure.
    this.#video.play().catch(() => undefined)
  }

  pause(): void {
    this.#video.pause()
  }

  /** Takes the picture off the screen until a frame that may be shown has been presented. */
  cover(): void {
    this.#isCovered = true
    this.#screen.cover()
  }

  close(): void {
    this.#over.abort()
    this.#unload()
  }

  #load(part: ViewingPart, us: number): void {
    this.#unload()
    this.#part = part
    const href = this.#projection.hrefOf(part)
    if (part.playMode === 'direct') {
      this.#video.src = href
      return
    }
    this.#converted = new ConvertedSource(this.#video, href, us, part.toUs, () => this.#failed())
    this.#video.src = this.#converted.url
  }

  #unload(): void {
    this.cover()
    this.#isReady = false
    this.#part = undefined
    this.#heldUs = undefined
    this.#earlyUs = undefined
    this.#converted?.close()
    this.#converted = undefined
    this.#video.removeAttribute('src')
    this.#video.load()
  }

  #ready(): void {
    this.#isReady = true
    this.#seek()
  }

  #seek(): void {
    if (this.#targetUs === undefined) return
    const us = this.#targetUs
    this.#targetUs = undefined
    this.#heldUs = undefined
    this.#jumped = true
    this.#converted?.seek(us)
    this.#video.currentTime = mediaTime(us)
  }

  #arrived(): void {
    // Chromium may present the frame sought before it says so; one from before the jump may have come late as well.
    // Neither may tie what lies between to what was seen: the next frame still begins afresh.
    if (this.#heldUs !== undefined) {
      this.#presented(this.#heldUs)
      this.#jumped = true
    }
    if (this.#targetUs !== undefined) return this.#seek()
    setTimeout(() => this.#nudge(), NUDGE_MS)
  }

  /** Where frames come unevenly, the one at the target may begin before the part does: on to the next one. */
  #nudge(): void {
    const { seeking } = this.#video
    const part = this.#part
    if (part === undefined || seeking || !this.#isCovered || this.#earlyUs === undefined) return
    this.show(part, Math.max(this.#earlyUs + frameUs(part) * 1.5, part.fromUs))
  }

  #failed(): void {
    const part = this.#part
    if (part === undefined) return
    this.#unload()
    this.#projection.onFault(part)
  }

  /** `requestVideoFrameCallback` tells of frames that were composited, which `timeupdate` does not. */
  #awaitFrame(): void {
    this.#video.requestVideoFrameCallback((_, { mediaTime: seconds }) => {
      if (this.#over.signal.aborted) return
      this.#awaitFrame()
      this.#presented(recordingUs(seconds))
    })
  }

  #presented(us: number): void {
    const part = this.#part
    if (part === undefined || !this.#isReady) return
    this.#earlyUs = us < part.fromUs ? us : undefined
    if (!mayShow(part, us)) {
      this.cover()
      if (us < part.toUs || this.#video.seeking) return
      this.#video.pause()
      this.#projection.onEnd(part)
      return
    }
    this.#heldUs = this.#video.seeking ? us : undefined
    if (this.#video.seeking) return
    const continues = !this.#jumped
    this.#jumped = false
    this.#isCovered = false
    this.#screen.show(part)
    this.#projection.onFrame(part, us, { continues, isLatest: this.#targetUs === undefined })
  }
}
