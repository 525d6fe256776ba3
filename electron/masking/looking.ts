import { type Found, overlapOf } from '../../native/detector/decode.ts'
import { type Detector, openDetector } from '../../native/detector/detector.ts'
import type { DetectOptions } from './protocol.ts'
import { detectorSize, framed, halved, merged, PIXELS, type Size } from './scales.ts'
import { CARRIES_ON } from './tracker.ts'

/** The networks to look with, and how. */
export interface Looking extends DetectOptions {
  /** The folder of the networks' `.json` and `.bin` files. */
  readonly modelDir: string
  readonly threads: number
}

/** What was found in one frame, in pixels of the recording. */
export interface Looked {
  readonly frame: number
  readonly found: readonly Found[]
}

/** Which of the other scales are needed, as far as it is known. */
export interface Needs {
  readonly large: boolean
  readonly smallest: boolean
}

/** Looks at other scales are taken so often at least. */
const SECOND_LOOKS_PER_SECOND = 5
/** Whether they are needed is tried out so often, but not more often than every so many frames. */
const TRY_SECONDS = 2
const TRY_FRAMES = 100
/** Somebody that only the other look found counts from this score on. */
const SURE = 0.4
/** The usual look misses people shorter than this, in pixels of its picture; the larger picture is for them. */
const SHORT = 32
/** It misses those taller than this share of the picture; the smaller picture is for them. */
const TALL = 0.5
/** A picture with fewer pixels than so many times those of the usual look has nothing more to show. */
const WORTH_ENLARGING = 1.5
/** Faces of people so close that the rest of them is out of the picture: their least height, of the picture's. */
const FACE = 0.08
const FACE_SCORE = 0.3

interface Waiting {
  readonly frame: number
  readonly small: readonly Found[]
  /** What the other scales would look at. */
  readonly large: Uint8Array | undefined
  readonly smallest: Uint8Array | undefined
}

/**
 * Looks at the frames of a clip: always at one scale, and at a larger and a smaller one where people are found there whom
 * the usual one misses. Thorough, it looks at the larger one in every frame, and some times a second at the smaller one,
 * with a second network, and for faces.
 */
export class Lookout {
  /** Of the pictures that are looked at in every frame. */
  readonly smallSize: Size
  /** Of the larger ones; the same where there is nothing more to see. */
  private readonly size: Size
  private readonly picture: Size
  private readonly people: Detector
  private readonly seconds: readonly Detector[]
  private readonly secondEvery: number
  private readonly tryEvery: number
  private waiting: Waiting[] = []
  /** All that later looks depend on while no frame waits. A search that goes on where another was cut short takes it over. */
  needs: Needs = { large: false, smallest: false }

  private constructor(picture: Size, framesPerSecond: number, every: number, detectors: readonly Detector[]) {
    const [people, ...seconds] = detectors as [Detector, ...Detector[]]
    this.picture = picture
    this.people = people
    this.seconds = seconds
    this.smallSize = detectorSize(picture, PIXELS)
    const { width, height } = this.smallSize
    const isLarge = picture.width * picture.height >= WORTH_ENLARGING * width * height
    this.size = isLarge ? { width: width * 2, height: height * 2 } : this.smallSize
    const looks = (seconds: number) => Math.max(1, Math.floor((seconds * framesPerSecond) / every))
    this.secondEvery = every * looks(1 / SECOND_LOOKS_PER_SECOND)
    this.tryEvery =
      this.secondEvery *
      Math.max(1, Math.ceil(Math.max(TRY_SECONDS * framesPerSecond, TRY_FRAMES) / this.secondEvery))
  }

  /** Opens the networks for pictures of a clip of which every so many are looked at. Throws where they cannot be read. */
  static async open(
    clip: Size & { fps: { num: number; den: number } },
    every: number,
    options: Looking,
  ): Promise<Lookout> {
    const { modelDir, threads, vehicles, thorough } = options
    const shared = { modelDir, threads, threshold: CARRIES_ON }
    const detectors = [await openDetector({ ...shared, vehicles, network: 'nanodet' })]
    if (thorough) {
      detectors.push(await openDetector({ ...shared, network: 'centernet', threshold: SURE }))
      detectors.push(await openDetector({ ...shared, network: 'faceboxes', threshold: FACE_SCORE }))
    }
    return new Lookout(clip, clip.fps.num / clip.fps.den, every, detectors)
  }

  /** ffmpeg's filters that make of a frame what `parted` takes, and its length in bytes. */
  get shrinking(): { filters: string; bytes: number } {
    const scaled = ({ width, height }: Size, how: string) =>
      `scale=${width}:${height}:flags=${how},format=bgr24`
    const bytes = this.size.width * this.size.height * 3
    if (!this.isStacked) return { filters: scaled(this.size, 'area'), bytes }
    const small = `${scaled(this.smallSize, 'area')},pad=${this.size.width}:${this.smallSize.height}:0:0`
    const both = `split[l][s];[l]${scaled(this.size, 'bicubic')}[large];[s]${small}[small];[large][small]vstack`
    return { filters: both, bytes: bytes * 1.5 }
  }

  /** The larger and the usual picture of a frame. */
  parted(bgr: Uint8Array): { large: Uint8Array; shrunk: Uint8Array } {
    if (this.size === this.smallSize) return { large: bgr, shrunk: bgr }
    if (!this.isStacked) return { large: bgr, shrunk: halved(bgr, this.size) }
    const across = this.size.width * 3
    const below = this.size.height * across
    return { large: bgr.subarray(0, below), shrunk: leftHalf(bgr.subarray(below), across) }
  }

  /** A picture that is made larger cannot be halved again without getting blurred: both sizes come below each other. */
  private get isStacked(): boolean {
    return this.size !== this.smallSize && this.picture.width < this.size.width
  }

  /**
   * Looks at a frame, given as `parted` gave it, and answers the frames of which everything is known by now, in order: a
   * frame waits until it is clear whether other scales are needed for it.
   */
  async look(frame: number, bgr: Uint8Array, shrunk: Uint8Array): Promise<Looked[]> {
    const small = await this.found(this.people, shrunk, this.smallSize)
    const isSecond = frame % this.secondEvery === 0
    if (this.seconds.length > 0) {
      const larger = this.size === this.smallSize ? [] : await this.found(this.people, bgr, this.size)
      const others = isSecond ? await this.everyLook(shrunk) : []
      return [{ frame, found: merged([small, larger, ...others]) }]
    }
    // The bytes are handed out in a buffer that is used again.
    const large = isSecond && this.size !== this.smallSize ? bgr.slice() : undefined
    this.waiting.push({
      frame,
      small,
      large,
      smallest: isSecond ? halved(shrunk, this.smallSize) : undefined,
    })
    return frame % this.tryEvery === 0 ? this.settle() : []
  }

  /** The frames that still wait. To be called after the last one of a recording. */
  rest(): Promise<Looked[]> {
    return this.waiting.length === 0 ? Promise.resolve([]) : this.settle()
  }

  async close(): Promise<void> {
    await this.people.close()
    for (const detector of this.seconds) await detector.close()
  }

  /** Tries the other scales on the last frame that can be; where they are needed there, or were before, all of them are looked at. */
  private async settle(): Promise<Looked[]> {
    const waiting = this.waiting
    this.waiting = []
    const tried = waiting.findLast(({ smallest }) => smallest !== undefined)
    const before = this.needs
    const last =
      tried === undefined ? [[], []] : await this.otherLooks(tried, { large: true, smallest: true })
    if (tried !== undefined) this.needs = this.needed(tried.small, last)
    const large = before.large || this.needs.large
    const smallest = before.smallest || this.needs.smallest
    const settled: Looked[] = []
    for (const each of waiting) {
      const others = each === tried ? last : await this.otherLooks(each, { large, smallest })
      const wanted = others.filter((_, index) => (index === 0 ? large : smallest))
      settled.push({ frame: each.frame, found: merged([each.small, ...wanted]) })
    }
    return settled
  }

  private async otherLooks(
    { large, smallest }: Waiting,
    wanted: { large: boolean; smallest: boolean },
  ): Promise<Found[][]> {
    return [
      wanted.large && large !== undefined ? await this.found(this.people, large, this.size) : [],
      wanted.smallest && smallest !== undefined ? await this.smallestLook(smallest) : [],
    ]
  }

  /** Which of the other looks found, surely, somebody whose size says that the usual one misses them. */
  private needed(small: readonly Found[], [large = [], smallest = []]: readonly Found[][]) {
    const { height } = this.picture
    const short = (SHORT * height) / this.smallSize.height
    const missed = (looks: readonly Found[]) =>
      looks.filter((each) => each.score >= SURE && small.every((other) => overlapOf(each, other) < 0.3))
    return {
      large: missed(large).some(({ h }) => h < short),
      smallest: missed(smallest).length > 0,
    }
  }

  /** What a thorough search does besides looking at two scales: the smallest scale, another network, faces. */
  private async everyLook(shrunk: Uint8Array): Promise<Found[][]> {
    const [second, faces] = this.seconds as [Detector, Detector]
    const smallest = await this.smallestLook(halved(shrunk, this.smallSize))
    const people = await this.found(second, shrunk, this.smallSize)
    const seen = await this.found(faces, shrunk, this.smallSize)
    return [smallest, people, seen.filter(({ h }) => h >= FACE * this.picture.height).map(headOf)]
  }

  /** Who is taller than the usual look can take in. */
  private async smallestLook(smallest: Uint8Array): Promise<Found[]> {
    const { width, height } = this.smallSize
    const half = { width: width / 2, height: height / 2 }
    const { bytes, size } = framed(smallest, half)
    const found = await this.found(this.people, bytes, size, half)
    return found.filter(({ h }) => h > TALL * this.picture.height)
  }

  /** What a network finds in a picture, in pixels of the recording. `shown` is the part that is filled. */
  private async found(detector: Detector, bgr: Uint8Array, size: Size, shown = size): Promise<Found[]> {
    const [kx, ky] = [this.picture.width / shown.width, this.picture.height / shown.height]
    const found = await detector.detect(bgr, size.width, size.height)
    return found.map((each) => ({ ...each, x: each.x * kx, y: each.y * ky, w: each.w * kx, h: each.h * ky }))
  }
}

/** The head around a face: hair, chin and ears are no part of what a face detector boxes. */
function headOf({ x, y, w, h, score }: Found): Found {
  return { what: 'person', x: x - w * 0.4, y: y - h * 0.6, w: w * 1.8, h: h * 1.9, score }
}

/** The left halves of rows of so many bytes. */
function leftHalf(rows: Uint8Array, across: number): Uint8Array {
  const left = new Uint8Array(rows.length / 2)
  for (let from = 0, to = 0; from < rows.length; from += across, to += across / 2)
    left.set(rows.subarray(from, from + across / 2), to)
  return left
}
