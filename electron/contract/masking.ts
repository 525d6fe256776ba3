import { z } from 'zod'
import { Job } from '../domain/job.ts'
import { HandMask, MaskWork } from '../domain/mask-work.ts'
import { Box, FilmStyle, TrackSummary } from '../domain/masking.ts'
import { CameraId } from '../domain/policy.ts'
import { Rational, RecordingId } from '../domain/recording.ts'
import { RequestId } from '../domain/request-form.ts'
import { Question } from '../domain/review.ts'
import { DayOn, InstantAt } from '../domain/time.ts'
import { Credentials } from './credentials.ts'
import { call } from './define.ts'

const nothing = z.void()
const ClipKey = z.strictObject({ requestId: RequestId, cameraId: CameraId })

/** What somebody wants to change about the masks; a split's halves are summed up by the office. */
export const AskedChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep'), number: z.int().positive(), keep: z.boolean() }),
  /** Keeps one and masks everybody else. */
  z.strictObject({ kind: z.literal('keep-only'), number: z.int().positive() }),
  /** Neither a person nor a vehicle. */
  z.strictObject({ kind: z.literal('thing'), number: z.int().positive(), isThing: z.boolean() }),
  z.strictObject({ kind: z.literal('merge'), number: z.int().positive(), into: z.int().positive() }),
  /** From `frame` on the number is another person. */
  z.strictObject({ kind: z.literal('split'), number: z.int().positive(), frame: z.int().positive() }),
  /** Adds a mask drawn by hand, or puts it in place of the one with the same id. */
  z.strictObject({ kind: z.literal('put-hand'), hand: HandMask }),
  z.strictObject({ kind: z.literal('take-hand'), id: z.string() }),
  z.strictObject({
    kind: z.literal('answer'),
    question: z.string().max(100),
    answer: z.enum(['masked', 'mended', 'nobody']),
  }),
])
export type AskedChange = z.infer<typeof AskedChange>

/** One change as people read it: who, when, what, why. `change` is one of AskedChange's kinds. */
export const ChangeLine = z.strictObject({
  at: InstantAt,
  actorName: z.string(),
  change: AskedChange,
  why: z.string(),
})
export type ChangeLine = z.infer<typeof ChangeLine>

/** The part of a request that one camera covers, found out and prepared for masking. */
export const Clip = z.strictObject({
  requestId: RequestId,
  cameraId: CameraId,
  width: z.int(),
  height: z.int(),
  fps: Rational,
  frameCount: z.int(),
  /** Where each recording's frames begin in the clip's running frame number. */
  parts: z.array(
    z.strictObject({
      recordingId: RecordingId,
      fromUs: z.int(),
      toUs: z.int(),
      firstFrame: z.int(),
      frameCount: z.int(),
    }),
  ),
  /** How people were looked for. */
  thorough: z.boolean(),
  vehicles: z.boolean(),
  /** Everybody, under the numbers they have after merging and splitting, in the order of appearance. */
  people: z.array(TrackSummary),
  work: MaskWork,
  /** What has to be looked at, answered or not, in the order of time. */
  questions: z.array(Question),
  /** What was changed by hand and holds, oldest first. */
  changes: z.array(ChangeLine),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  /** Whether a second person has to sign the masks before a copy may leave (MK-8), and who has signed them as they are. */
  needsSignature: z.boolean(),
  signed: z.strictObject({ actorName: z.string(), at: InstantAt }).optional(),
})
export type Clip = z.infer<typeof Clip>

/** Finding people, and everything that people decide about masks. Every change is an act. */
export const masking = {
  detect: call(ClipKey.extend({ thorough: z.boolean(), vehicles: z.boolean() }), Job),
  clip: call(ClipKey, Clip.nullable()),
  /** As they were found, under the numbers they were found by; `Masks` of the domain says what is masked. */
  boxes: call(ClipKey.extend({ fromFrame: z.int().min(0), toFrame: z.int().min(0) }), z.array(z.array(Box))),
  change: call(ClipKey.extend({ change: AskedChange, why: z.string().max(200) }), Clip),
  undo: call(ClipKey, Clip),
  redo: call(ClipKey, Clip),
  /** Lets a mask drawn by hand follow what is under it, from its last keyframe on; its result is a change. */
  follow: call(ClipKey.extend({ handId: z.string() }), Job),
  /** The masked output where a leak is suspected: a JPEG, base64. */
  leakPicture: call(ClipKey.extend({ questionId: z.string() }), z.string()),
  /** First frames of the second-long stretches that the second person has to see besides the questions. */
  samples: call(ClipKey, z.array(z.int())),
  /** The second person signs in and signs the masks as they are. */
  sign: call(Credentials.extend(ClipKey.shape), Clip),
}

/** A package that was made. */
export const ExportedPackage = z.strictObject({
  id: z.string(),
  requestId: RequestId,
  cameraId: CameraId,
  /** 1 for the first copy of a request, counted on. */
  copyNo: z.int().min(1),
  fileName: z.string(),
  sizeBytes: z.int(),
  frameCount: z.int(),
  sha256: z.string().length(64),
  style: FilmStyle,
  maskedShare: z.number(),
  medium: z.string(),
  recipient: z.string(),
  destroyByOn: DayOn,
  /** Whether it is a ZIP that needs a password. */
  isProtected: z.boolean(),
  madeAt: InstantAt,
})
export type ExportedPackage = z.infer<typeof ExportedPackage>

export const exports = {
  /**
   * Asks for the folder to write to; nothing where the person changed their mind. A film that waited for its leaks to be
   * answered is gone on with where it lies.
   */
  start: call(
    ClipKey.extend({
      style: FilmStyle,
      medium: z.string().min(1).max(60),
      recipient: z.string().min(1).max(100),
      /** Until when the recipient destroys the copy. */
      destroyByOn: DayOn,
      /** Packs everything into a ZIP with AES-256; the password is told apart. */
      protect: z.boolean(),
      reason: z.string().max(500),
    }),
    Job.nullable(),
  ),
  list: call(z.strictObject({ requestId: RequestId }), z.array(ExportedPackage)),
  /** The password of a protected package; that it was told is entered. */
  password: call(z.strictObject({ exportId: z.string() }), z.strictObject({ password: z.string() })),
  /** Saves a sheet of a package as a PDF: the receipt to sign, or the password to be handed over apart. */
  print: call(
    z.strictObject({ exportId: z.string(), sheet: z.enum(['receipt', 'password']) }),
    z.strictObject({ saved: z.boolean() }),
  ),
  openFolder: call(z.strictObject({ exportId: z.string() }), nothing),
}
