import type { Network } from '../../native/detector/convert.ts'
import type { Found } from '../../native/detector/decode.ts'
import { type Detector, openDetector } from '../../native/detector/detector.ts'
import { probe } from '../../native/ffmpeg/probe.ts'
import { Masks, type MaskWork } from '../domain/mask-work.ts'
import { type Area, grown, type MaskStyle, MOTION, type TrackSet } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { BareMasks, type Suspicion } from './bare-masks.ts'
import { filmSize } from './film-file.ts'
import { FilmMovement } from './film-movement.ts'
import {
  type FilmFrame,
  filmFrames,
  filmSizes,
  type MaskLook,
  maskAlone,
  pictureAround,
} from './film-pictures.ts'
import { MaskPainter } from './mask-picture.ts'
import type { Watch } from './pass1.ts'
import type { SeenLeak } from './protocol.ts'
import { tallestMasked } from './render.ts'
import { detectorSize, type Size } from './scales.ts'
import { Suspicions } from './suspicions.ts'

/** What a film is supposed to look like. Areas are in pixels of the recording. */
export interface ScanPlan extends MaskLook {
  readonly width: number
  readonly height: number
  readonly fps: TrackSet['fps']
  readonly frameCount: number
  readonly maskedAt: (frame: number) => readonly Area[]
  /** Where somebody may be seen: whoever is kept, and things that somebody said are nobody. */
  readonly openAt: (frame: number) => readonly Area[]
}

/** The plan by which `renderFilm` makes a film. */
export function scanPlan(tracks: TrackSet, work: MaskWork, style: MaskStyle): ScanPlan {
  const { width, height, fps, frames } = tracks
  const masks = new Masks(work, tracks)
  return {
    width,
    height,
    fps,
    frameCount: frames.length,
    style,
    tallestPx: tallestMasked(tracks, work),
    maskedAt: (frame) => masks.at(frame, frames[frame]),
    openAt: (frame) =>
      masks.numbered(frame, frames[frame] ?? []).flatMap((box) => {
        if (box.track === MOTION || !(masks.isKept(box.track) || masks.isThing(box.track))) return []
        return grown(box, tracks) ?? []
      }),
  }
}

/** With what a film is searched. */
export interface Scanning {
  readonly modelDir: string
  readonly threads: number
  /** The PNG that was laid over every picture. */
  readonly watermark?: Uint8Array | undefined
}

/** Pixels of the picture that the networks look at: another scale than those at which people are searched. */
const PIXELS = 608 * 352
/** Detections less sure than this are not even suspicions. */
const PERSON = 0.35
const FACE = 0.5
/** The networks look at every third frame, and at fewer where there are very many: what lasts three frames is looked at. */
const LOOK_EVERY = 3
const LOOKS_PER_SECOND = 8
/** A detection is the outline of a mask when so much of it is masked, and of its head. */
const COVERED = 0.5
const HEAD_COVERED = 0.3
/** The share of a person's height in which the head is. */
const HEAD = 0.25
/** Darker than this, of 255, is a fill where there is no plan that says what is masked. */
const BLACK = 16

/**
 * Searches a rendered film for people who can be seen: by two networks at another scale than the first search, by movement
 * outside the masks, and by comparing with the plan what is left of the picture where masks should be. Without a plan,
 * whatever is black counts as masked. Refuses with `frames-differ` unless the film has exactly the frames of the plan, and
 * with `no-picture` where it has none; throws `RangeError` where it has another size, and what ffmpeg and the networks
 * throw; never answers for a part.
 */
export async function scanFilm(
  filmPath: string,
  plan: ScanPlan | undefined,
  scanning: Scanning,
  watch: Watch,
): Promise<SeenLeak[]> {
  const { video } = await probe(filmPath, watch.signal)
  const fps = plan?.fps ?? video.fps
  const framesPerSecond = fps.num / fps.den
  const size = plan ?? video
  const { width, height } = filmSize(size)
  if (width !== video.width || height !== video.height) {
    throw new RangeError('the plan is of another film')
  }
  const look: MaskLook = plan ?? { style: 'fill', tallestPx: 0 }
  const sizes = filmSizes(size, detectorSize(size, PIXELS), look)
  const alone = scanning.watermark && (await maskAlone(sizes, look, scanning.watermark, watch))
  const painter = new MaskPainter(size.width, size.height)
  const bareMasks = new BareMasks(sizes, look.style, alone)
  const movement = new FilmMovement(sizes.cells, framesPerSecond)
  const suspicions = new Suspicions(framesPerSecond)
  const detectors = await openDetectors(scanning, plan !== undefined)
  const every = Math.max(LOOK_EVERY, Math.floor(framesPerSecond / LOOKS_PER_SECOND))
  let frame = 0
  try {
    for await (const seen of filmFrames(filmPath, sizes, look, watch)) {
      const masked = plan?.maskedAt(frame) ?? []
      const mask = plan === undefined ? blackOf(seen) : painter.paint(masked)
      const covered = plan === undefined ? mask : painter.paint([...masked, ...plan.openAt(frame)])
      const found = plan === undefined ? [] : bareMasks.find(seen, mask)
      found.push(...movement.find(seen.cells, covered))
      if (frame % every === 0) {
        const turn = detectors[(frame / every) % detectors.length] ?? []
        for (const each of await lookAt(seen.picture, sizes.detector, size, turn)) {
          if (!isCovered(each.box, covered, sizes.cells)) found.push(each)
        }
      }
      suspicions.add(frame, found)
      frame += 1
      watch.onFrames(frame)
    }
  } finally {
    await Promise.all([...new Set(detectors.flat())].map((each) => each.close()))
  }
  if (frame === 0) throw new Refusal('no-picture', {})
  if (plan !== undefined && frame !== plan.frameCount) {
    throw new Refusal('frames-differ', { expected: plan.frameCount, found: frame })
  }
  const leaks: SeenLeak[] = []
  for (const { best, ...leak } of suspicions.finish()) {
    // Half a frame early: the first picture from there on is this one.
    const picture = await pictureAround(
      filmPath,
      video,
      (best.frame - 0.5) / framesPerSecond,
      best.box,
      watch,
    )
    leaks.push({ ...leak, pictureFrame: best.frame, picture })
  }
  return leaks
}

/**
 * The networks take turns; the faces' own is so quick that it goes along with the slower one. Where no plan says what has to
 * be masked, the better one looks every time.
 */
async function openDetectors({ modelDir, threads }: Scanning, isPlanned: boolean): Promise<Detector[][]> {
  const open = (network: Network, threshold: number) =>
    openDetector({ modelDir, threads, network, threshold })
  const usual = await open('nanodet', PERSON)
  const others = [await open('centernet', PERSON), await open('faceboxes', FACE)]
  return [[usual], isPlanned ? others : [usual, ...others]]
}

async function lookAt(
  picture: Uint8Array,
  { width, height }: Size,
  film: Size,
  detectors: readonly Detector[],
): Promise<Suspicion[]> {
  const [kx, ky] = [film.width / width, film.height / height]
  const found: Found[] = []
  for (const detector of detectors) found.push(...(await detector.detect(picture, width, height)))
  return found.flatMap(({ what, x, y, w, h, score }) => {
    const [left, top] = [Math.max(0, x * kx), Math.max(0, y * ky)]
    const [right, bottom] = [Math.min(film.width, (x + w) * kx), Math.min(film.height, (y + h) * ky)]
    if (what === 'vehicle' || right <= left || bottom <= top) return []
    return [{ why: what, box: { x: left, y: top, w: right - left, h: bottom - top }, score }]
  })
}

/** Whether what was found is the outline of masks, or somebody who may be seen. A head that sticks out is neither. */
function isCovered(
  box: Area,
  covered: Uint8Array,
  grid: { columns: number; rows: number; cellWidth: number },
): boolean {
  return (
    coveredShare(box, covered, grid) >= COVERED &&
    coveredShare({ ...box, h: box.h * HEAD }, covered, grid) >= HEAD_COVERED
  )
}

function coveredShare(
  { x, y, w, h }: Area,
  covered: Uint8Array,
  { columns, rows, cellWidth }: { columns: number; rows: number; cellWidth: number },
): number {
  const left = Math.max(0, Math.round(x / cellWidth))
  const right = Math.min(columns, Math.max(left + 1, Math.round((x + w) / cellWidth)))
  const top = Math.max(0, Math.round(y / cellWidth))
  const bottom = Math.min(rows, Math.max(top + 1, Math.round((y + h) / cellWidth)))
  let count = 0
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) if (covered[row * columns + column] !== 0) count += 1
  }
  const all = (right - left) * (bottom - top)
  return all > 0 ? count / all : 1
}

function blackOf({ cells }: FilmFrame): Uint8Array {
  const black = new Uint8Array(cells.length / 3)
  for (let cell = 0; cell < black.length; cell++) {
    const at = cell * 3
    const most = Math.max(cells[at] as number, cells[at + 1] as number, cells[at + 2] as number)
    if (most <= BLACK) black[cell] = 255
  }
  return black
}
