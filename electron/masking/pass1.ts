import type { Found } from '../../native/detector/decode.ts'
import type { RunOptions } from '../../native/ffmpeg/ffmpeg.ts'
import type { Condition, Detection, TrackSet } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { greyOf } from './background.ts'
import { CameraWatch, standing } from './conditions.ts'
import { LookedFrames } from './looked.ts'
import { type Looked, type Looking, Lookout } from './looking.ts'
import { MotionNet } from './motion.ts'
import { type Clip, partInput, pictureOf } from './parts.ts'
import type { ClipPart } from './protocol.ts'
import { rawPictures, readAhead } from './raw-frames.ts'
import { Tracker } from './tracker.ts'

/** What both passes report and obey. */
export interface Watch {
  readonly signal: AbortSignal
  /** Frames done so far, of the whole clip. */
  readonly onFrames: (frames: number) => void
  readonly onChild?: RunOptions['onChild']
}

/** What an earlier search of the same clip, by the same options, has looked at, and who keeps what this one looks at. */
export interface Memory {
  readonly known: readonly Uint8Array[]
  readonly onLooked: (stretch: Uint8Array) => void
}

/** A thorough search masks people from so much earlier to so much later in every place. */
const THOROUGH_LEADS_SECONDS = 0.2

/**
 * Finds the people of a clip and follows them, frame by frame as they are decoded: what is kept of a frame are its boxes
 * and what moved. Movement that none of them explains is boxed as `MOTION`; vehicles, where they are looked for, are
 * numbered after the people. Boxes are in pixels of the recording. Refuses with `no-picture`; throws what ffmpeg or the network
 * throw, and the abort reason; never answers a part of the frames. What `memory` knows is not looked at again, and the
 * answer is the same to the bit.
 */
export async function findTracks(
  clip: Clip,
  options: Looking,
  watch: Watch,
  memory: Memory = { known: [], onLooked: () => {} },
): Promise<TrackSet> {
  const picture = pictureOf(clip)
  const perSecond = picture.fps.num / picture.fps.den
  const every = options.thorough ? 1 : (options.every ?? 1)
  const remembered = new LookedFrames(memory.known, memory.onLooked)
  const lookout = await Lookout.open(picture, every, options)
  lookout.needs = remembered.needs ?? lookout.needs
  const leads = options.thorough ? THOROUGH_LEADS_SECONDS : undefined
  const people = new Tracker(perSecond, every, leads)
  const vehicles = new Tracker(perSecond, every, leads)
  const [net, camera] = [new MotionNet(perSecond), new CameraWatch(perSecond)]
  const follow = (looked: readonly Looked[]) => {
    for (const { frame, found } of looked) {
      people.add(frame, detections(found, 'person'))
      vehicles.add(frame, detections(found, 'vehicle'))
    }
  }
  const partFrames: number[] = []
  let frame = 0
  try {
    for (const part of clip) {
      const before = frame
      for await (const bgr of readAhead(shrunkFrames(part, picture, lookout.shrinking, watch))) {
        if (frame % every === 0) {
          const { large, shrunk } = lookout.parted(bgr)
          const looking = frame < remembered.toFrame ? undefined : lookout.look(frame, large, shrunk)
          const grey = greyOf(shrunk, lookout.smallSize)
          net.add(frame, grey, camera.add(frame, grey))
          follow(
            looking === undefined
              ? remembered.recalled(frame)
              : remembered.kept(await looking, lookout.needs),
          )
        }
        frame += 1
        watch.onFrames(frame)
      }
      if (frame === before) throw new Refusal('no-picture', {})
      partFrames.push(frame - before)
    }
    follow(remembered.kept(await lookout.rest(), lookout.needs))
  } finally {
    await lookout.close()
  }
  net.finish()
  const camerasConditions = camera.conditions(frame, net.blindFrames, every)
  const blind = marked(camerasConditions, frame)
  const isBlind = (each: number) => blind[each] === 1
  const frames = people.finish(frame, isBlind)
  const conditions = [...camerasConditions, ...standing(frames, perSecond)]
  for (const [each, boxes] of vehicles.finish(frame, isBlind, people.count).entries())
    frames[each]?.push(...boxes)
  net.explain(frames, picture)
  const vehicleNumbers = Array.from({ length: vehicles.count }, (_, index) => people.count + index + 1)
  return { ...picture, vehicles: vehicleNumbers, conditions, partFrames, frames }
}

function detections(found: readonly Found[], what: Found['what']): Detection[] {
  return found.filter((each) => each.what === what).map(({ x, y, w, h, score }) => ({ x, y, w, h, score }))
}

/** 1 for every frame in which one of the conditions holds. */
function marked(conditions: readonly Condition[], frameCount: number): Uint8Array {
  const frames = new Uint8Array(frameCount)
  for (const { fromFrame, toFrame } of conditions) frames.fill(1, fromFrame, toFrame)
  return frames
}

/** The frames of a part, each as packed BGR bytes, shrunk as the lookout wants them. */
function shrunkFrames(
  part: ClipPart,
  picture: Pick<ClipPart, 'width' | 'height' | 'fps'>,
  { filters: shrunk, bytes }: Lookout['shrinking'],
  { signal, onChild }: Watch,
): AsyncGenerator<Uint8Array> {
  const { args, input, filters } = partInput(part, picture)
  const graph = `[0:v:0]${filters},${shrunk}[o]`
  return rawPictures({ args, graph, format: 'bgr24', bytes }, { ...input, signal, onChild })
}
