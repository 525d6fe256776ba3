import { z } from 'zod'
import { Doubt, Touch } from '../domain/doubts.ts'
import { Keyframe, MaskWork } from '../domain/mask-work.ts'
import { MaskStyle, TrackSummary } from '../domain/masking.ts'
import { Rational } from '../domain/recording.ts'
import { Leak } from '../domain/review.ts'
import { EncodedTracks } from './tracks.ts'

/** What is said between the station and the process that works on one clip. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** Where the pictures of a part come from: a file that ffmpeg can open, or an encrypted recording of the store. */
const Source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: z.string() }),
  z.strictObject({
    kind: z.literal('held'),
    storePath: z.string(),
    key: bytes.refine((key) => key.length === 32, 'a key has 32 bytes'),
    headerBytes: z.int().positive(),
    fragmentsFrom: z.int().min(0),
    fragmentsTo: z.int().min(0),
  }),
])

/** The stretch of one recording that a clip takes. */
export const ClipPart = z.strictObject({
  input: Source,
  width: z.int().positive(),
  height: z.int().positive(),
  fps: Rational,
  /** From the first picture of the input. */
  skipUs: z.int().min(0),
  lengthUs: z.int().positive(),
})
export type ClipPart = z.infer<typeof ClipPart>

/** How people are looked for. */
export const DetectOptions = z.strictObject({
  /** Looks at other scales and with other networks as well: finds smaller people, in some six times the time. */
  thorough: z.boolean(),
  /** 1, or nothing, looks at every frame, 2 at every second; the tracks fill in what lies between. */
  every: z.int().min(1).max(10).optional(),
  /** Looks for vehicles as well, to mask them with their number plates. */
  vehicles: z.boolean(),
})
export type DetectOptions = z.infer<typeof DetectOptions>

/** Everything that a search for people tells: the boxes, and what people look through instead of them. */
export const Found = z.strictObject({
  tracks: EncodedTracks,
  people: z.array(TrackSummary),
  doubts: z.array(Doubt),
  touches: z.array(Touch),
})
export type Found = z.infer<typeof Found>

/** How a film is masked, and what is written over it. */
export const FilmChoice = z.strictObject({
  work: MaskWork,
  style: MaskStyle,
  /** A PNG of the film's size, laid over every picture. */
  watermark: bytes.optional(),
})
export type FilmChoice = z.infer<typeof FilmChoice>

/** A film that has been written. */
export const Film = z.strictObject({
  frameCount: z.int().positive(),
  sizeBytes: z.int().positive(),
  /** Hex. */
  sha256: z.string().length(64),
  /** Share of the picture that is masked, over all frames. */
  maskedShare: z.number().min(0).max(1),
  /** The same for each frame, in thousandths. */
  coverage: z.array(z.int().min(0).max(1000)),
  /** Masks of people over all frames: somebody masked in ten frames counts ten times. */
  frameMasks: z.int().min(0),
})
export type Film = z.infer<typeof Film>

/** How far a mask drawn by hand was followed. */
export const Followed = z.strictObject({
  /** From the frame after the one that it was followed from. */
  keyframes: z.array(Keyframe),
  /** The first frame in which it was not seen. */
  lostFrame: z.int().positive(),
  /** Up to which frame the keyframes hold: some way beyond. */
  toFrame: z.int().positive(),
  /** It is hidden or looks different, has left the picture; the scene or the clip ends. */
  why: z.enum(['lost', 'edge', 'scene', 'end']),
})
export type Followed = z.infer<typeof Followed>

/** A leak with what it looks like. */
export const SeenLeak = Leak.extend({
  score: z.number().min(0).max(1),
  /** Where it is seen best. */
  pictureFrame: z.int().min(0),
  /** A JPEG of the masked film around it, at most 320 pixels high. */
  picture: bytes,
})
export type SeenLeak = z.infer<typeof SeenLeak>

/** What the worker is asked; the first message is the job, and the only other one that it should stop. */
export const ToWorker = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('detect'),
    clip: z.array(ClipPart).min(1),
    options: DetectOptions,
    /** What an earlier search of the same has looked at. */
    known: z.array(bytes),
  }),
  z.strictObject({
    kind: z.literal('render'),
    clip: z.array(ClipPart).min(1),
    tracks: EncodedTracks,
    choice: FilmChoice,
    outPath: z.string(),
  }),
  /** The film of everybody as they are. */
  z.strictObject({
    kind: z.literal('render-clear'),
    clip: z.array(ClipPart).min(1),
    /** See `FilmChoice`; no such film goes without. */
    watermark: bytes,
    outPath: z.string(),
  }),
  z.strictObject({
    kind: z.literal('follow'),
    clip: z.array(ClipPart).min(1),
    tracks: EncodedTracks,
    /** The last keyframe of the mask. */
    from: Keyframe,
    /** So many keyframes may be added to it. */
    most: z.int().min(2),
  }),
  z.strictObject({
    kind: z.literal('scan'),
    filmPath: z.string(),
    tracks: EncodedTracks,
    /** As the film was rendered. */
    choice: FilmChoice,
  }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type ToWorker = z.infer<typeof ToWorker>

/** What the worker tells. The last six end the job. */
export const FromWorker = z.discriminatedUnion('kind', [
  /** It listens. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('frames'), frames: z.int().min(0) }),
  /** A stretch of the clip has been looked at: to be kept in case the search is cut short. */
  z.strictObject({ kind: z.literal('looked'), stretch: bytes }),
  /** An ffmpeg of the worker's began or ended: whoever outlives the worker ends it. */
  z.strictObject({ kind: z.literal('child'), pid: z.int().positive(), running: z.boolean() }),
  z.strictObject({ kind: z.literal('found'), found: Found }),
  z.strictObject({ kind: z.literal('film'), film: Film }),
  z.strictObject({ kind: z.literal('followed'), followed: Followed }),
  z.strictObject({ kind: z.literal('leaks'), leaks: z.array(SeenLeak) }),
  /** A rule said no: a refusal's code and data. */
  z.strictObject({
    kind: z.literal('refused'),
    code: z.enum([
      'ffmpeg-missing',
      'footage-damaged',
      'no-picture',
      'write-failed',
      'frames-differ',
      'masking-stopped',
    ]),
    data: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  /** Something broke; for the log. */
  z.strictObject({ kind: z.literal('broken'), message: z.string() }),
])
export type FromWorker = z.infer<typeof FromWorker>
