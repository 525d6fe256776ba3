import { overlapOf } from '../../native/detector/decode.ts'
import { shareOf, unionOf } from '../domain/area.ts'
import type { Area, Box, Detection } from '../domain/masking.ts'

/** A detection this sure begins a track; a weaker one only carries a track on. */
const STARTS = 0.3
/** What the detector is asked for: weaker reports are noise. */
export const CARRIES_ON = 0.15
/** Overlap with where a track is expected, for the detection to belong to it. */
const SAME_PERSON = 0.2
/**
 * A weak one has to overlap more, or to lie inside for so much of it, as what is seen of somebody half hidden does:
 * otherwise a track is left with a bollard that its person walked past, and the person is taken for lost.
 */
const SAME_THING = 0.5
const LIES_INSIDE = 0.7
/** Seconds for which a person may be hidden or missed without losing the track. */
const GAP_SECONDS = 1
/** Seconds by which a track is carried on before its first and after its last detection. */
const ENDS_SECONDS = 0.5
/** So many times as long while nothing else watches over who is missed. */
const BLIND_ENDS = 4
/** A track seen once, and not surely, is a false alarm. */
const SEEN_ONCE = 0.5
/**
 * A track that was never surer than this is one as well. Nothing else lets go of a track: a cone that is masked harms
 * nobody, and a person who stands far off and perfectly still looks the same to the detector.
 */
const SEEN_AT_ALL = 0.35
/** Seconds on each side whose largest size a box takes over: a detector's boxes flicker. At least so many frames. */
const STEADY_SECONDS = 0.2
const STEADY_FRAMES = 2
/** Limit to that, so that one wild box does not spread. */
const STEADY_LIMIT = 1.3
/** So far in time a box reaches ahead and back, where nothing else is said. */
const LEADS_SECONDS = 0.1
/** What counting with fractions may have added to a whole pixel. */
const ROUNDING = 1e-6

interface Sighting extends Detection {
  readonly frame: number
}

interface Track {
  readonly sightings: Path
  last: Sighting
  /** Pixels per frame of the middle of the feet: boxes grow and shrink at the head. */
  vx: number
  vy: number
  surest: number
}

/**
 * Follows people from frame to frame by overlap with where they were and where their velocity takes them. Frames are
 * given in order and may be left out (`every`); whatever lies between two sightings of a track is filled in.
 */
export class Tracker {
  private readonly gapFrames: number
  private readonly endFrames: number
  private readonly steadyFrames: number
  private readonly leadFrames: number
  private readonly tracks: Track[] = []
  private active: Track[] = []

  /**
   * `framesPerSecond` of the clip, how many frames lie between two that are looked at, and for how many seconds, at least
   * one frame, a box reaches ahead to where the person will be and back to where they were.
   */
  constructor(framesPerSecond: number, every: number, leadsSeconds = LEADS_SECONDS) {
    this.gapFrames = Math.max(Math.ceil(GAP_SECONDS * framesPerSecond), 3 * every)
    this.endFrames = Math.max(Math.ceil(ENDS_SECONDS * framesPerSecond), every)
    this.steadyFrames = Math.max(Math.round(STEADY_SECONDS * framesPerSecond), STEADY_FRAMES)
    this.leadFrames = Math.max(Math.round(leadsSeconds * framesPerSecond), 1)
  }

  /** Takes what was detected in one frame. */
  add(frame: number, detections: readonly Detection[]): void {
    const seen = detections.filter(({ score }) => score >= CARRIES_ON).map((each) => ({ ...each, frame }))
    this.active = this.active.filter((track) => frame - track.last.frame <= this.gapFrames)
    const sure = seen.filter(({ score }) => score >= STARTS)
    const unsure = seen.filter(({ score }) => score < STARTS)
    // Sure detections choose first ("ByteTrack", Zhang et al. 2022): a weak one is mostly somebody half hidden.
    const waiting = this.match(this.active, sure)
    this.match(waiting.tracks, unsure)
    for (const sighting of waiting.sightings) {
      const track = { sightings: new Path(sighting), last: sighting, vx: 0, vy: 0, surest: sighting.score }
      this.tracks.push(track)
      this.active.push(track)
    }
  }

  /** Gives sightings to tracks, closest first, and answers what is left of both. */
  private match(tracks: readonly Track[], sightings: readonly Sighting[]) {
    const pairs: { track: Track; sighting: Sighting; worth: number }[] = []
    for (const track of tracks) {
      for (const sighting of sightings) {
        const close = closeness(track, sighting)
        if (close < SAME_PERSON || !isPlausible(track, sighting, close)) continue
        pairs.push({ track, sighting, worth: close + 0.2 * sighting.score })
      }
    }
    const free = { tracks: new Set(tracks), sightings: new Set(sightings) }
    for (const { track, sighting } of pairs.sort((a, b) => b.worth - a.worth)) {
      if (!free.tracks.has(track) || !free.sightings.has(sighting)) continue
      free.tracks.delete(track)
      free.sightings.delete(sighting)
      carryOn(track, sighting)
    }
    return { tracks: [...free.tracks], sightings: [...free.sightings] }
  }

  private get real(): Track[] {
    return this.tracks.filter((each) => each.surest >= (each.sightings.length < 2 ? SEEN_ONCE : SEEN_AT_ALL))
  }

  /** How many tracks there are. */
  get count(): number {
    return this.real.length
  }

  /**
   * The boxes of every frame, tracks numbered as they appear from the number after `taken`. A track that begins or ends
   * near a frame that is `blind` is carried on longer there. To be called once, after the last frame.
   */
  finish(frameCount: number, blind: (frame: number) => boolean = () => false, taken = 0): Box[][] {
    const frames: Box[][] = Array.from({ length: frameCount }, () => [])
    const near = [-this.endFrames, 0, this.endFrames]
    const endAt = ({ frame }: Sighting) =>
      this.endFrames * (near.some((by) => blind(frame + by)) ? BLIND_ENDS : 1)
    for (const [index, { sightings }] of this.real.entries()) {
      const whole = unhidden(sightings.all(), this.gapFrames)
      const boxes = completed(whole, endAt)
      for (const sighting of steadied(boxes, this.steadyFrames, this.leadFrames))
        frames[sighting.frame]?.push(boxOf(sighting, taken + index + 1))
    }
    return frames
  }
}

/** In whole pixels, never smaller: a whole number takes a fifth of the memory of another. */
function boxOf({ x, y, w, h, score }: Sighting, track: number): Box {
  const [left, top] = [Math.floor(x + ROUNDING), Math.floor(y + ROUNDING)]
  const right = Math.ceil(x + w - ROUNDING)
  return { track, x: left, y: top, w: right - left, h: Math.ceil(y + h - ROUNDING) - top, score }
}

/** The sightings of a track. An hour of a busy picture has a million of them: each takes 48 bytes. */
class Path {
  private numbers = new Float64Array(8 * 6)
  length = 0

  constructor(first: Sighting) {
    this.push(first)
  }

  push({ frame, x, y, w, h, score }: Sighting): void {
    if (this.length * 6 === this.numbers.length) {
      const larger = new Float64Array(this.numbers.length * 2)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers.set([frame, x, y, w, h, score], this.length * 6)
    this.length += 1
  }

  all(): Sighting[] {
    return Array.from({ length: this.length }, (_, index) => {
      const [frame = 0, x = 0, y = 0, w = 0, h = 0, score = 0] = this.numbers.subarray(
        index * 6,
        index * 6 + 6,
      )
      return { frame, x, y, w, h, score }
    })
  }
}

/** Where a track should be in a frame, going on as it went. */
function expected({ last, vx, vy }: Track, frame: number): Sighting {
  const frames = frame - last.frame
  return { ...last, x: last.x + vx * frames, y: last.y + vy * frames }
}

function isPlausible(track: Track, sighting: Sighting, close: number): boolean {
  if (sighting.score >= STARTS || close >= SAME_THING) return true
  const places = [expected(track, sighting.frame), track.last]
  return places.some((place) => shareOf(sighting, place) >= LIES_INSIDE)
}

function closeness(track: Track, sighting: Sighting): number {
  return Math.max(overlapOf(expected(track, sighting.frame), sighting), overlapOf(track.last, sighting))
}

function carryOn(track: Track, sighting: Sighting): void {
  const [vx, vy] = velocity(track.last, sighting)
  const weight = 1 / Math.min(5, track.sightings.length)
  track.vx += (vx - track.vx) * weight
  track.vy += (vy - track.vy) * weight
  track.last = sighting
  track.surest = Math.max(track.surest, sighting.score)
  track.sightings.push(sighting)
}

function velocity(from: Sighting, to: Sighting): [number, number] {
  const frames = Math.max(1, to.frame - from.frame)
  return [(to.x + to.w / 2 - from.x - from.w / 2) / frames, (to.y + to.h - from.y - from.h) / frames]
}

/**
 * A weak sighting is mostly somebody half hidden, and its box holds only the half that is seen: it is widened to hold what
 * the sure sightings around it, no more than a gap away, say as well.
 */
function unhidden(sightings: readonly Sighting[], gapFrames: number): Sighting[] {
  let before: Sighting | undefined
  return sightings.map((sighting, index) => {
    if (sighting.score >= STARTS) {
      before = sighting
      return sighting
    }
    const after = sightings.slice(index, index + gapFrames + 1).find(({ score }) => score >= STARTS)
    if (before === undefined || after === undefined) return sighting
    if (sighting.frame - before.frame > gapFrames || after.frame - sighting.frame > gapFrames) return sighting
    const held = between(before, after)[sighting.frame - before.frame - 1] ?? sighting
    return { ...sighting, ...unionOf(sighting, held) }
  })
}

/** A box for every frame from `endAt` frames before the first sighting to as many after the last. */
function completed(sightings: readonly Sighting[], endAt: (end: Sighting) => number): Sighting[] {
  const first = sightings[0] as Sighting
  const last = sightings.at(-1) as Sighting
  const boxes: Sighting[] = moved(
    first,
    velocity(first, sightings[Math.min(5, sightings.length - 1)] as Sighting),
    -endAt(first),
    -1,
  )
  for (const [index, from] of sightings.entries()) {
    boxes.push(from)
    const to = sightings[index + 1]
    if (to !== undefined) boxes.push(...between(from, to))
  }
  return [...boxes, ...moved(last, velocity(sightings.at(-6) ?? first, last), 1, endAt(last))]
}

function moved(from: Sighting, [vx, vy]: [number, number], first: number, last: number): Sighting[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const by = first + index
    return { ...from, frame: from.frame + by, x: from.x + vx * by, y: from.y + vy * by, score: 0 }
  })
}

/** The boxes of the frames between two sightings; nobody was seen there, so their score is 0. */
function between(from: Sighting, to: Sighting): Sighting[] {
  const frames = to.frame - from.frame
  return Array.from({ length: frames - 1 }, (_, index) => {
    const share = (index + 1) / frames
    const mix = (a: number, b: number) => a + (b - a) * share
    return {
      frame: from.frame + index + 1,
      x: mix(from.x, to.x),
      y: mix(from.y, to.y),
      w: mix(from.w, to.w),
      h: mix(from.h, to.h),
      score: 0,
    }
  })
}

/**
 * Gives each box the largest size among its neighbours in time, around its own middle, and lets it hold those shortly
 * before and after it.
 */
function steadied(boxes: readonly Sighting[], sizeFrames: number, leadFrames: number): Sighting[] {
  return boxes.map((box, index) => {
    let { w, h } = box
    for (let near = index - sizeFrames; near <= index + sizeFrames; near++) {
      w = Math.max(w, boxes[near]?.w ?? 0)
      h = Math.max(h, boxes[near]?.h ?? 0)
    }
    w = Math.min(w, box.w * STEADY_LIMIT)
    h = Math.min(h, box.h * STEADY_LIMIT)
    let whole: Area = { x: box.x - (w - box.w) / 2, y: box.y - (h - box.h) / 2, w, h }
    for (let near = index - leadFrames; near <= index + leadFrames; near++)
      whole = unionOf(whole, boxes[near] ?? box)
    return { ...box, ...whole }
  })
}
