import { overlapOf } from '../../native/detector/decode.ts'
import type { Box, Detection } from '../domain/masking.ts'

/** A detection this sure begins a track; a weaker one only carries a track on. */
const STARTS = 0.3
/** What the detector is asked for: weaker reports are noise. */
export const CARRIES_ON = 0.15
/** Overlap with where a track is expected, for the detection to belong to it. */
const SAME_PERSON = 0.2
/** Seconds for which a person may be hidden or missed without losing the track. */
const GAP_SECONDS = 1
/** Seconds by which a track is carried on before its first and after its last detection. */
const ENDS_SECONDS = 0.5
/** A track seen once, and not surely, is a false alarm. */
const SEEN_ONCE = 0.5
/**
 * A track that was never surer than this is one as well. Nothing else lets go of a track: a cone that is masked harms
 * nobody, and a person who stands far off and perfectly still looks the same to the detector.
 */
const SEEN_AT_ALL = 0.35
/** Frames on each side whose size a box takes over: a detector's boxes flicker. */
const STEADY_FRAMES = 2
/** Limit to that, so that one wild box does not spread. */
const STEADY_LIMIT = 1.3

interface Sighting extends Detection {
  readonly frame: number
}

interface Track {
  readonly sightings: Sighting[]
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
  private readonly tracks: Track[] = []
  private active: Track[] = []

  /** `framesPerSecond` of the clip, and how many frames lie between two that are looked at. */
  constructor(framesPerSecond: number, every: number) {
    this.gapFrames = Math.max(Math.ceil(GAP_SECONDS * framesPerSecond), 3 * every)
    this.endFrames = Math.max(Math.ceil(ENDS_SECONDS * framesPerSecond), every)
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
      const track = { sightings: [sighting], last: sighting, vx: 0, vy: 0, surest: sighting.score }
      this.tracks.push(track)
      this.active.push(track)
    }
  }

  /** Gives sightings to tracks, closest first, and answers what is left of both. */
  private match(tracks: readonly Track[], sightings: readonly Sighting[]) {
    const pairs = tracks.flatMap((track) =>
      sightings.map((sighting) => ({ track, sighting, closeness: closeness(track, sighting) })),
    )
    const free = { tracks: new Set(tracks), sightings: new Set(sightings) }
    for (const { track, sighting } of pairs
      .filter((pair) => pair.closeness >= SAME_PERSON)
      .sort((a, b) => b.closeness + 0.2 * b.sighting.score - a.closeness - 0.2 * a.sighting.score)) {
      if (!free.tracks.has(track) || !free.sightings.has(sighting)) continue
      free.tracks.delete(track)
      free.sightings.delete(sighting)
      carryOn(track, sighting)
    }
    return { tracks: [...free.tracks], sightings: [...free.sightings] }
  }

  /** The boxes of every frame, tracks numbered from 1 as they appear. To be called once, after the last frame. */
  finish(frameCount: number): Box[][] {
    const frames: Box[][] = Array.from({ length: frameCount }, () => [])
    const real = this.tracks.filter(
      (track) => track.surest >= (track.sightings.length < 2 ? SEEN_ONCE : SEEN_AT_ALL),
    )
    for (const [index, track] of real.entries()) {
      const whole = unhidden(track.sightings, this.gapFrames)
      for (const sighting of steadied(completed(whole, this.endFrames))) {
        const { frame, ...detection } = sighting
        frames[frame]?.push({ ...detection, track: index + 1 })
      }
    }
    return frames
  }
}

function closeness(track: Track, sighting: Sighting): number {
  const { last, vx, vy } = track
  const frames = sighting.frame - last.frame
  const expected = { ...last, x: last.x + vx * frames, y: last.y + vy * frames }
  return Math.max(overlapOf(expected, sighting), overlapOf(last, sighting))
}

function carryOn(track: Track, sighting: Sighting): void {
  const [vx, vy] = velocity(track.last, sighting)
  const weight = track.sightings.length < 3 ? 0.5 : 0.2
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
    return union(sighting, between(before, after)[sighting.frame - before.frame - 1] ?? sighting)
  })
}

function union(one: Sighting, other: Sighting): Sighting {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  const w = Math.max(one.x + one.w, other.x + other.w) - x
  const h = Math.max(one.y + one.h, other.y + other.h) - y
  return { ...one, x, y, w, h }
}

/** A box for every frame from `endFrames` before the first sighting to as many after the last. */
function completed(sightings: readonly Sighting[], endFrames: number): Sighting[] {
  const first = sightings[0] as Sighting
  const last = sightings.at(-1) as Sighting
  const boxes: Sighting[] = moved(
    first,
    velocity(first, sightings[Math.min(5, sightings.length - 1)] as Sighting),
    -endFrames,
    -1,
  )
  for (const [index, from] of sightings.entries()) {
    boxes.push(from)
    const to = sightings[index + 1]
    if (to !== undefined) boxes.push(...between(from, to))
  }
  return [...boxes, ...moved(last, velocity(sightings.at(-6) ?? first, last), 1, endFrames)]
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

/** Gives each box the largest size among its neighbours in time, around its own middle. */
function steadied(boxes: readonly Sighting[]): Sighting[] {
  return boxes.map((box, index) => {
    const near = boxes.slice(Math.max(0, index - STEADY_FRAMES), index + STEADY_FRAMES + 1)
    const w = Math.min(Math.max(...near.map((each) => each.w)), box.w * STEADY_LIMIT)
    const h = Math.min(Math.max(...near.map((each) => each.h)), box.h * STEADY_LIMIT)
    return { ...box, x: box.x - (w - box.w) / 2, y: box.y - (h - box.h) / 2, w, h }
  })
}
