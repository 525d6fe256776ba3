import { overlapOf } from '../../native/detector/decode.ts'
import { unionOf } from '../domain/area.ts'
import type { Keyframe } from '../domain/mask-work.ts'
import { type Area, MOTION, type TrackSet } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { simplified } from './keyframes.ts'
import { type Clip, partInput } from './parts.ts'
import type { Watch } from './pass1.ts'
import { type Grey, MOST_SAMPLES, Patch } from './patch.ts'
import type { ClipPart, Followed } from './protocol.ts'
import { rawPictures } from './raw-frames.ts'

/** Likeness from which a place is the one that is followed. */
const IS_IT = 0.6
/** Likeness from which what it looks like now is learned: somebody half hidden is not. */
const LEARNS = 0.8
/** What a length's way counts against a place, of likeness: people move smoothly. */
const FARTHER = 2
/**
 * Followed backwards for so many seconds, it has to come out where it was then, with so much overlap: otherwise it has gone
 * astray, to somebody else or to the ground, where it would look like itself for ever ("Kalal et al. 2010"). Backwards
 * hardly anything counts against a place farther away.
 */
const BACK_SECONDS = 0.5
const BACK_OVERLAP = 0.5
const BACK_FARTHER = 0.5
const BACK_SLACK_PX = 3
/** Seconds for which it may be hidden before it counts as lost, and for which it is masked after that. */
const PATIENCE_SECONDS = 0.5
const HOLD_SECONDS = 0.5
/** The way that somebody may make in a second, in lengths of the area: a run. */
const LENGTHS_PER_SECOND = 3
/** Limits to that between two pictures, for recordings of many and of few pictures a second. */
const LEAST_REACH = 0.12
const MOST_REACH = 0.6
/** How much of the last step goes into the speed. */
const SPEED_WEIGHT = 0.3
/** Less of it than this inside the picture is gone. */
const LEAST_INSIDE = 0.35
/** Sizes beyond these, of the first, are a mistake. */
const SMALLEST = 1 / 3
const LARGEST = 3
/** The area is widened on each side by this share of it, and by more the less it looks like itself. */
const SLACK = 0.06
const DOUBT_SLACK = 0.4
/** Somebody whom the search found so surely and so near is the one that is followed: the mask takes in their box. */
const FOUND_SCORE = 0.3
const FOUND_OVERLAP = 0.5
/** Another scene: more than this share of all pixels differs by more than that. */
const SCENE_SHARE = 0.5
const SCENE_STEP = 25

/**
 * Follows what lies under a mask drawn by hand from its last keyframe on, in the pictures of the clip, until it is lost, has
 * left the picture, or the scene or the clip ends. Answers at most `most` keyframes for the frames after `from`, in pixels
 * of the recording. Fails closed: places are widened by what is not sure, and after it was seen last both the place
 * where it was and the one where it would be had it gone on stay masked for a second. Refuses with `frames-differ`
 * where the clip has other frames than those that were looked at.
 */
export async function follow(
  clip: Clip,
  tracks: TrackSet,
  from: Keyframe,
  most: number,
  watch: Watch,
): Promise<Followed> {
  const places: Keyframe[] = []
  let chase: Chase | undefined
  let frame = from.frame
  let why: Followed['why'] = 'end'
  for await (const picture of picturesFrom(clip, tracks, from, watch)) {
    if (chase === undefined) chase = new Chase(picture, tracks, from)
    else {
      frame += 1
      const ending = chase.step(picture, frame, places)
      if (ending !== undefined) {
        why = ending
        break
      }
    }
    watch.onFrames(frame - from.frame + 1)
  }
  if (chase === undefined)
    throw new Refusal('frames-differ', { expected: tracks.frames.length, found: frame })
  places.push(...chase.held().filter((place) => place.frame < tracks.frames.length))
  const keyframes = simplified(places, most)
  const toFrame = (places.at(-1)?.frame ?? from.frame) + 1
  return { keyframes, lostFrame: chase.lastSeen.frame + 1, toFrame, why }
}

/** Where it was seen in a picture. Areas are in pixels of the small pictures. */
interface Sight {
  readonly frame: number
  readonly picture: Grey
  readonly area: Area
  readonly score: number
}

/** What is followed, from picture to picture. Areas are in pixels of the small pictures unless said otherwise. */
class Chase {
  lastSeen: Sight
  private readonly patch: Patch
  private readonly tracks: TrackSet
  private readonly first: Area
  /** Small pixels in one of the recording, across and down. */
  private readonly kx: number
  private readonly ky: number
  private readonly perSecond: number
  private before: Grey
  /** The last ones, oldest first. */
  private readonly seen: Sight[] = []
  private vx = 0
  private vy = 0

  constructor(picture: Grey, tracks: TrackSet, { frame, x, y, w, h }: Keyframe) {
    this.tracks = tracks
    this.kx = picture.width / tracks.width
    this.ky = picture.height / tracks.height
    this.perSecond = tracks.fps.num / tracks.fps.den
    this.first = { x: x * this.kx, y: y * this.ky, w: w * this.kx, h: h * this.ky }
    this.patch = new Patch(picture, this.first)
    this.lastSeen = { frame, picture, area: this.first, score: 1 }
    this.before = picture
  }

  /** Looks for it in the next picture and adds the places to mask, in the recording; answers why it ends, if it does. */
  step(picture: Grey, frame: number, places: Keyframe[]): Followed['why'] | undefined {
    const isCut = isAnotherScene(this.before, picture)
    this.before = picture
    if (isCut) return 'scene'
    const { lastSeen } = this
    const since = frame - lastSeen.frame
    const { area, score } = this.patch.find(picture, this.movedOn(since), this.reach(since), FARTHER)
    const size = area.w / this.first.w
    if (score >= IS_IT && size > SMALLEST && size < LARGEST) {
      const astraySince = this.goneAstray({ frame, picture, area, score })
      if (astraySince !== undefined) {
        this.lastSeen = astraySince
        places.splice(places.findLastIndex((place) => place.frame <= astraySince.frame) + 1)
        return 'lost'
      }
      for (let hidden = lastSeen.frame + 1; hidden < frame; hidden++)
        places.push({ frame: hidden, ...this.masked(unionOf(lastSeen.area, area), score) })
      this.learn(picture, area, score, since)
      this.lastSeen = { frame, picture, area, score }
      places.push({ frame, ...this.withFound(frame, area, this.masked(area, score)) })
      return insideOf(area, picture) < LEAST_INSIDE ? 'edge' : undefined
    }
    if (insideOf(this.movedOn(since), picture) < LEAST_INSIDE) return 'edge'
    return since > PATIENCE_SECONDS * this.perSecond ? 'lost' : undefined
  }

  /** Frame by frame what is masked after it was seen last. */
  held(): Keyframe[] {
    const { frame, area, score } = this.lastSeen
    const frames = Math.ceil((PATIENCE_SECONDS + HOLD_SECONDS) * this.perSecond)
    return Array.from({ length: frames }, (_, index) => ({
      frame: frame + index + 1,
      ...this.masked(unionOf(area, this.movedOn(index + 1)), score),
    }))
  }

  private movedOn(frames: number): Area {
    const { area } = this.lastSeen
    return { ...area, x: area.x + this.vx * frames, y: area.y + this.vy * frames }
  }

  /** The last sight that can be trusted, where this one leads back to another place than it came from. */
  private goneAstray(sight: Sight): Sight | undefined {
    this.seen.push(sight)
    if (this.seen.length <= Math.ceil(BACK_SECONDS * this.perSecond)) return undefined
    const then = this.seen.shift() as Sight
    const back = new Patch(sight.picture, sight.area).find(
      then.picture,
      then.area,
      this.reach(1) + BACK_SLACK_PX,
      BACK_FARTHER,
    )
    return overlapOf(back.area, then.area) < BACK_OVERLAP ? then : undefined
  }

  /** How far from where it is expected it is looked for. */
  private reach(since: number): number {
    const share = Math.min(MOST_REACH, Math.max(LEAST_REACH, LENGTHS_PER_SECOND / this.perSecond))
    const { w, h } = this.lastSeen.area
    return Math.max(w, h) * Math.min(MOST_REACH, share * (1 + 0.25 * (since - 1))) + 1
  }

  private learn(picture: Grey, area: Area, score: number, since: number): void {
    const { area: before } = this.lastSeen
    const speed = (now: number, then: number) => (now - then) / since
    this.vx += (speed(area.x + area.w / 2, before.x + before.w / 2) - this.vx) * SPEED_WEIGHT
    this.vy += (speed(area.y + area.h / 2, before.y + before.h / 2) - this.vy) * SPEED_WEIGHT
    if (score >= LEARNS) this.patch.adapt(picture, area)
  }

  /** The area to mask for one that was found with a score, in the recording. */
  private masked({ x, y, w, h }: Area, score: number): Area {
    const slack = SLACK + (1 - score) * DOUBT_SLACK
    // A place is known to half a small pixel.
    const [across, down] = [w * slack + 0.5, h * slack + 0.5]
    const { kx, ky } = this
    return {
      x: (x - across) / kx,
      y: (y - down) / ky,
      w: (w + 2 * across) / kx,
      h: (h + 2 * down) / ky,
    }
  }

  private withFound(frame: number, { x, y, w, h }: Area, masked: Area): Area {
    const { kx, ky } = this
    const here = { x: x / kx, y: y / ky, w: w / kx, h: h / ky }
    return (this.tracks.frames[frame] ?? [])
      .filter(({ track, score }) => track !== MOTION && score >= FOUND_SCORE)
      .filter((box) => overlapOf(box, here) >= FOUND_OVERLAP)
      .reduce<Area>(unionOf, masked)
  }
}

/** Share of an area that lies inside the picture. */
function insideOf({ x, y, w, h }: Area, { width, height }: Grey): number {
  const across = Math.min(width, x + w) - Math.max(0, x)
  const down = Math.min(height, y + h) - Math.max(0, y)
  return (Math.max(0, across) * Math.max(0, down)) / (w * h)
}

function isAnotherScene({ bytes: before }: Grey, { bytes: after }: Grey): boolean {
  let differing = 0
  for (let pixel = 0; pixel < after.length; pixel++) {
    const step = (after[pixel] as number) - (before[pixel] as number)
    if (step > SCENE_STEP || step < -SCENE_STEP) differing += 1
  }
  return differing > SCENE_SHARE * after.length
}

/** So small that the area has as many pixels as a patch has samples: more would not be looked at. */
function smallSize(tracks: TrackSet, { w, h }: Keyframe): { width: number; height: number } {
  const scale = Math.min(1, MOST_SAMPLES / Math.max(w, h))
  const side = (length: number) => Math.max(16, Math.round(length * scale))
  return { width: side(tracks.width), height: side(tracks.height) }
}

/** The clip's pictures from a frame on, every part opened as for both passes, and its frames counted against theirs. */
async function* picturesFrom(
  clip: Clip,
  tracks: TrackSet,
  from: Keyframe,
  watch: Watch,
): AsyncGenerator<Grey> {
  const size = smallSize(tracks, from)
  let before = 0
  for (const [index, part] of clip.entries()) {
    const frames = tracks.partFrames[index] ?? 0
    const skipped = Math.max(0, from.frame - before)
    if (skipped < frames) {
      let found = skipped
      for await (const bytes of greys(part, tracks, skipped, size, watch)) {
        found += 1
        // A buffer is used again for a later picture.
        yield { ...size, bytes: bytes.slice() }
      }
      if (found !== frames) throw new Refusal('frames-differ', { expected: frames, found })
    }
    before += frames
  }
}

function greys(
  part: ClipPart,
  tracks: TrackSet,
  skipped: number,
  { width, height }: { width: number; height: number },
  { signal, onChild }: Watch,
): AsyncGenerator<Uint8Array> {
  const { args, input, filters } = partInput(part, tracks)
  const graph = `[0:v:0]${filters},select=gte(n\\,${skipped}),scale=${width}:${height}:flags=area,format=gray[o]`
  return rawPictures({ args, graph, format: 'gray', bytes: width * height }, { ...input, signal, onChild })
}
