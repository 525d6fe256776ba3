import { z } from 'zod'
import { Actor, Role } from '../domain/actor.ts'
import { Job, JobId } from '../domain/job.ts'
import { Camera, CameraId, Institution, PresetName } from '../domain/policy.ts'
import { Recording } from '../domain/recording.ts'
import { RequestId } from '../domain/request-form.ts'
import { InstantAt } from '../domain/time.ts'
import { Viewing, ViewingId, ViewingPicture, ViewingPurpose, Watched } from '../domain/viewing.ts'
import { accessReview } from './access-review.ts'
import { Credentials } from './credentials.ts'
import { call, notice } from './define.ts'
import { documents } from './documents.ts'
import { forms } from './forms.ts'
import { identityCopies } from './identity.ts'
import { ledger } from './ledger.ts'
import { ledgerPaper } from './ledger-paper.ts'
import { exports, masking } from './masking.ts'
import { Answers, backups, recovery } from './recovery.ts'
import { duties, holds, law, requests } from './requests.ts'
import { retention } from './retention.ts'

const nothing = z.void()

/** A person's account as it is asked for at set-up. */
const NewActor = Actor.omit({ id: true }).extend({ password: z.string().max(200) })

/** Where the station stands: the first thing the page asks, told again whenever it changes. */
export const Station = z.strictObject({
  phase: z.enum(['new', 'closed', 'open', 'locked']),
  now: InstantAt,
  /** Known once the vault has been opened. */
  institutionName: z.string().optional(),
  actor: Actor.optional(),
  ledgerSize: z.int().min(0).optional(),
  /** Free bytes where footage is kept. */
  freeBytes: z.int().min(0).optional(),
  idleLockMinutes: z.int().optional(),
  /** Both copies of the vault were damaged: what can be proved is shown, and nothing can be entered. */
  isReadOnly: z.boolean().optional(),
  /** When the last entry was made that can be proved, where both copies were damaged. */
  provableUntilAt: InstantAt.optional(),
  /** What was made anew when the vault was opened, as long as nobody has read it. `kept` is the bad file's name. */
  mended: z
    .strictObject({
      copy: z.enum(['database', 'journal', 'keys']),
      why: z.enum(['missing', 'foreign', 'damaged', 'altered', 'behind']),
      kept: z.string().optional(),
    })
    .optional(),
  /** Whether whoever is at the desk should make a new recovery code: the last was used, or never shown to be on paper. */
  mustReplaceCode: z.boolean().optional(),
  /** How many entries have been checked, while the vault is being opened. */
  checkedEntries: z.int().optional(),
  /** Whether the PC's clock stands behind the ledger: days are counted from the later of the two. */
  isClockBehind: z.boolean().optional(),
})
export type Station = z.infer<typeof Station>

/** A folder that was chosen for intake, as the page may know it: names and counts, no path. */
export const IntakePlan = z.strictObject({
  planId: z.string(),
  folderName: z.string(),
  sources: z.array(
    z.strictObject({
      hint: z.string(),
      fileCount: z.int(),
      sizeBytes: z.int(),
      firstAt: InstantAt.optional(),
      lastAt: InstantAt.optional(),
      cameraId: CameraId.optional(),
    }),
  ),
})
export type IntakePlan = z.infer<typeof IntakePlan>

/** What became of one file of an intake. `name` is the file's base name. */
export const IntakeOutcome = z.strictObject({
  name: z.string(),
  outcome: z.enum([
    'taken-in',
    'already-held',
    'destroyed',
    'damaged',
    'unknown-codec',
    'empty',
    'not-a-video',
    'no-time',
  ]),
  hadAudio: z.boolean(),
})
export type IntakeOutcome = z.infer<typeof IntakeOutcome>

/** Everything the window may ask of the office. What is not here cannot be asked; no file path crosses. */
export const contract = {
  station: {
    status: call(nothing, Station),
    setUp: call(
      z.strictObject({
        institution: Institution,
        preset: PresetName,
        manager: NewActor,
        officer: NewActor,
      }),
      z.strictObject({ recoveryCode: z.string() }),
    ),
    signIn: call(Answers.extend(Credentials.shape), Station),
    /** Whoever is at the desk has read what was mended. */
    noteMended: call(nothing, nothing),
    lock: call(nothing, nothing),
    signOut: call(nothing, nothing),
    /** The person is still there: keeps the idle lock away. */
    touch: call(nothing, nothing),
    changed: notice(Station),
  },
  institution: {
    show: call(
      nothing,
      z.strictObject({
        institution: Institution,
        cameras: z.array(Camera),
        actors: z.array(Actor),
        publicKeyFingerprint: z.string(),
      }),
    ),
    change: call(Institution, nothing),
    changeCamera: call(Camera, nothing),
    addCamera: call(Camera.omit({ id: true }), Camera),
    addActor: call(NewActor.extend({ role: Role }), Actor),
  },
  intake: {
    /** Asks the person for a folder; nothing where they changed their mind. */
    choose: call(nothing, IntakePlan.nullable()),
    start: call(
      z.strictObject({
        planId: z.string(),
        cameras: z.array(z.strictObject({ hint: z.string(), cameraId: CameraId })).min(1),
      }),
      Job,
    ),
    outcomes: call(z.strictObject({ jobId: JobId }), z.array(IntakeOutcome)),
  },
  recordings: {
    /** Everything that starts or ends inside the window, oldest first. */
    list: call(
      z.strictObject({ fromAt: InstantAt, toAt: InstantAt, cameraIds: z.array(CameraId).optional() }),
      z.array(Recording),
    ),
    summary: call(
      nothing,
      z.array(
        z.strictObject({
          cameraId: CameraId,
          count: z.int(),
          sizeBytes: z.int(),
          firstAt: InstantAt,
          lastAt: InstantAt,
        }),
      ),
    ),
  },
  requests,
  duties,
  holds,
  law,
  viewings: {
    /**
     * Enters the viewing and only then releases the footage. To show it unmasked, `finding` is needed (지침 46, MK-3);
     * to show it masked, tracks of every camera.
     */
    open: call(
      z.strictObject({
        requestId: RequestId,
        purpose: ViewingPurpose,
        picture: ViewingPicture,
        finding: z.string().max(1000),
        witness: z.string().max(60),
      }),
      Viewing,
    ),
    current: call(nothing, Viewing.nullable()),
    watched: call(z.strictObject({ viewingId: ViewingId, watched: z.array(Watched).max(200) }), nothing),
    /** Somebody tried to go to a moment that is not allowed: always refused, and entered. */
    attempt: call(z.strictObject({ viewingId: ViewingId, cameraId: CameraId, at: InstantAt }), nothing),
    /** Enters that the operator looks under the masks of a viewing, and why; only then may the page take them off. */
    reveal: call(
      z.strictObject({
        viewingId: ViewingId,
        cameraId: CameraId,
        at: InstantAt,
        reason: z.string().max(200),
      }),
      nothing,
    ),
    /** The masks are on again; `toAt` is the moment of the footage at which. */
    conceal: call(z.strictObject({ viewingId: ViewingId, toAt: InstantAt }), nothing),
    close: call(z.strictObject({ viewingId: ViewingId }), nothing),
    opened: notice(Viewing),
    ended: notice(z.strictObject({ viewingId: ViewingId, why: z.enum(['closed', 'locked', 'idle']) })),
  },
  documents,
  forms,
  identityCopies,
  masking,
  exports,
  retention,
  accessReview,
  jobs: {
    list: call(nothing, z.array(Job)),
    cancel: call(z.strictObject({ jobId: JobId }), nothing),
    changed: notice(Job),
  },
  ledger,
  ledgerPaper,
  recovery,
  backups,
} as const
