import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Masks, type MaskWork } from '../../electron/domain/mask-work.ts'
import {
  type Area,
  type Box,
  grown,
  MaskStyle,
  MOTION,
  masksFor,
  type TrackSet,
} from '../../electron/domain/masking.ts'
import type { ScanPlan } from '../../electron/masking/leak-scan.ts'
import type { SeenLeak } from '../../electron/masking/protocol.ts'
import { tallestMasked } from '../../electron/masking/render.ts'

const Masked = z.object({
  track: z.int().min(MOTION),
  x: z.number(),
  y: z.number(),
  w: z.number().min(0),
  h: z.number().min(0),
})

/** What of a film is masked, frame by frame, as `--tracks` writes it. */
const MaskFile = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  fps: z.number().positive(),
  style: MaskStyle.default('fill'),
  /** Of the people masked, not grown: says how strong a mosaic or a blur is. */
  tallestPx: z.number().min(0).default(0),
  /** The boxes as they are masked. */
  frames: z.array(z.array(Masked)),
  /** The boxes of those who stay visible. */
  kept: z.array(z.array(Masked)).optional(),
})

/** The file that tells what is masked: `{width, height, fps, style, frames: [[{track, x, y, w, h, score}]]}`. */
export function maskFile(tracks: TrackSet, work: MaskWork, style: MaskStyle): string {
  const { width, height, fps, frames } = tracks
  const masks = new Masks(work, tracks)
  const kept = new Set(work.kept)
  const isKept = ({ track }: Box) => track !== MOTION && masks.isKept(track)
  const masked = frames.map((boxes) => {
    const visible = boxes.filter(isKept)
    // What is masked of one box: movement gives way to whoever is kept.
    return boxes.flatMap((box) =>
      isKept(box)
        ? []
        : masksFor([box, ...visible], kept, tracks).map((area) => rounded({ ...box, ...area })),
    )
  })
  const told = { width, height, fps: fps.num / fps.den, style, tallestPx: tallestMasked(tracks, work) }
  if (kept.size === 0) return JSON.stringify({ ...told, frames: masked })
  const open = frames.map((boxes) => boxes.filter(isKept).flatMap((box) => grown(box, tracks) ?? []))
  return JSON.stringify({ ...told, frames: masked, kept: open.map((boxes) => boxes.map(rounded)) })
}

function rounded({ track, x, y, w, h, score }: Box): Box {
  return {
    track,
    x: hundredths(x),
    y: hundredths(y),
    w: hundredths(w),
    h: hundredths(h),
    score: hundredths(score),
  }
}

const hundredths = (value: number) => Math.round(value * 100) / 100

/** Rounding may make an area smaller by this, which must not count as a mask that is missing. */
const ROUNDED_PX = 0.01

/** The plan that such a file tells. Throws where it is not one. */
export async function readMaskFile(path: string): Promise<ScanPlan> {
  const told = MaskFile.parse(JSON.parse(await readFile(path, 'utf8')))
  const inside = ({ x, y, w, h }: Area): Area => ({
    x: x + ROUNDED_PX,
    y: y + ROUNDED_PX,
    w: w - 2 * ROUNDED_PX,
    h: h - 2 * ROUNDED_PX,
  })
  return {
    width: told.width,
    height: told.height,
    fps: { num: Math.round(told.fps * 1000), den: 1000 },
    frameCount: told.frames.length,
    style: told.style,
    tallestPx: told.tallestPx,
    maskedAt: (frame) => (told.frames[frame] ?? []).map(inside).filter(({ w, h }) => w > 0 && h > 0),
    openAt: (frame) => told.kept?.[frame] ?? [],
  }
}

/** The report of a leak scan: `[{fromFrame, toFrame, box, why}]`, frames from 0, `toFrame` the first that is clean again. */
export function leakFile(leaks: readonly SeenLeak[]): string {
  const told = leaks.map(({ fromFrame, toFrame, box, why }) => {
    const { x, y, w, h } = box
    return {
      fromFrame,
      toFrame,
      box: { x: hundredths(x), y: hundredths(y), w: hundredths(w), h: hundredths(h) },
      why,
    }
  })
  return JSON.stringify(told)
}

/** Writes a file aside and puts it in its place. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const asidePath = `${path}.making`
  try {
    await writeFile(asidePath, text, { flush: true })
    await rename(asidePath, path)
  } finally {
    await rm(asidePath, { force: true })
  }
}
