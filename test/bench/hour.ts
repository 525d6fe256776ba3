import { MOTION } from '../../electron/domain/masking.ts'
import type { Grey } from '../../electron/masking/background.ts'
import { CameraWatch, standing } from '../../electron/masking/conditions.ts'
import { MotionNet } from '../../electron/masking/motion.ts'
import { Tracker } from '../../electron/masking/tracker.ts'
import { encodeTracks } from '../../electron/masking/tracks.ts'
import type { Found } from '../../native/detector/decode.ts'
import { openDetector } from '../../native/detector/detector.ts'
import { modelDir } from '../../native/detector/models.ts'

const PER_SECOND = 25
const FRAMES = 3600 * PER_SECOND
const PICTURE = { width: 1920, height: 1080 }
const SMALL = { width: 480, height: 288 }
const LARGE = { width: 960, height: 576 }
const WALKERS = 10

/**
 * The most memory, in MB, that this process has while an hour of ten people walking is followed: the network is opened and
 * has looked at both scales, and everything that grows with a clip is fed with what 90,000 frames of it would bring.
 */
export async function memoryOfAnHour(): Promise<number> {
  const detector = await openDetector({
    modelDir: modelDir(),
    network: 'nanodet',
    threads: 2,
    threshold: 0.15,
  })
  for (const { width, height } of [SMALL, LARGE])
    await detector.detect(new Uint8Array(width * height * 3), width, height)
  const [people, net, camera] = [
    new Tracker(PER_SECOND, 1),
    new MotionNet(PER_SECOND),
    new CameraWatch(PER_SECOND),
  ]
  let most = 0
  const note = () => {
    most = Math.max(most, process.memoryUsage().rss)
  }
  for (let frame = 0; frame < FRAMES; frame++) {
    const walkers = Array.from({ length: WALKERS }, (_, walker) => placeOf(walker, frame))
    const grey = pictureOf(walkers)
    net.add(frame, grey, camera.add(frame, grey))
    people.add(frame, walkers)
    if (frame % 1000 === 0) note()
  }
  await detector.close()
  note()
  net.finish()
  const conditions = camera.conditions(FRAMES, net.blindFrames, 1)
  const frames = people.finish(FRAMES)
  note()
  const still = standing(frames, PER_SECOND)
  net.explain(frames, PICTURE)
  note()
  if (people.count < WALKERS || frames.every((each) => each.every(({ track }) => track !== MOTION)))
    throw new Error('the hour was not followed')
  const set = { ...PICTURE, fps: { num: PER_SECOND, den: 1 }, vehicles: [], partFrames: [FRAMES], frames }
  encodeTracks({ ...set, conditions: [...conditions, ...still] })
  note()
  return most / 1e6
}

/** Each walks to and fro on a line of their own, is missed now and then, and every minute somebody else comes. */
function placeOf(walker: number, frame: number): Found {
  const round = (frame * (2 + (walker % 3)) + walker * 390) % 3600
  const x = round < 1800 ? round : 3600 - round
  const isMissed = (frame + walker * 150) % (60 * PER_SECOND) < 2 * PER_SECOND
  return { what: 'person', x, y: 60 + walker * 90, w: 45, h: 110, score: isMissed ? 0.1 : 0.6 }
}

const CELLS = { columns: SMALL.width / 2, rows: SMALL.height / 2 }
const ground = new Uint8Array(CELLS.columns * CELLS.rows).map((_, at) => 90 + ((at * 7) % 23))

/** A grey picture with something dark where each of them is, whether they are found or not. */
function pictureOf(walkers: readonly Found[]): Grey {
  const cells = ground.slice()
  const [kx, ky] = [CELLS.columns / PICTURE.width, CELLS.rows / PICTURE.height]
  for (const { x, y, w, h } of walkers) {
    const [left, right] = [Math.round(x * kx), Math.min(CELLS.columns, Math.round((x + w) * kx))]
    for (let row = Math.round(y * ky); row < Math.min(CELLS.rows, Math.round((y + h) * ky)); row++)
      cells.fill(20, row * CELLS.columns + left, row * CELLS.columns + right)
  }
  return { ...CELLS, cells }
}
