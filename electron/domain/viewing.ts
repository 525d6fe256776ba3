import { z } from 'zod'
import { ActorId } from './actor.ts'
import { CameraId } from './policy.ts'
import { Interval, PlayMode, Rational, RecordingId } from './recording.ts'
import { Refusal } from './refusal.ts'
import { RequestId } from './request-form.ts'
import { InstantAt } from './time.ts'

export const ViewingId = z.string().min(1).max(40).brand<'ViewingId'>()
export type ViewingId = z.infer<typeof ViewingId>

/**
 * Why footage is played (domain §8.1): `check` the officer looks for the footage that was asked for, alone;
 * `show` the subject watches; `mask` the operator chooses who stays visible.
 */
export const ViewingPurpose = z.enum(['check', 'show', 'mask'])
export type ViewingPurpose = z.infer<typeof ViewingPurpose>

/** Whether the picture is masked on the screen, for the visitor and for the operator, by the clip's tracks (MK-2). */
export const ViewingPicture = z.enum(['clear', 'masked'])
export type ViewingPicture = z.infer<typeof ViewingPicture>

/** The stretch of one recording that a viewing opens; nothing outside [fromUs, toUs) is served. */
export const ViewingPart = z.strictObject({
  recordingId: RecordingId,
  cameraId: CameraId,
  startAt: InstantAt,
  fromUs: z.int().min(0),
  toUs: z.int().positive(),
  playMode: PlayMode,
  width: z.int().positive(),
  height: z.int().positive(),
  fps: Rational,
})
export type ViewingPart = z.infer<typeof ViewingPart>

/** An open, time-limited permission to watch. */
export const Viewing = z.strictObject({
  id: ViewingId,
  requestId: RequestId,
  requestNumber: z.string(),
  requesterName: z.string(),
  purpose: ViewingPurpose,
  picture: ViewingPicture,
  openedBy: ActorId,
  openedAt: InstantAt,
  fromAt: InstantAt,
  toAt: InstantAt,
  cameraIds: z.array(CameraId),
  parts: z.array(ViewingPart),
})
export type Viewing = z.infer<typeof Viewing>

/** What was on the screen: of which recording, which stretch. */
export const Watched = z.strictObject({ recordingId: RecordingId, intervals: z.array(Interval).max(2000) })
export type Watched = z.infer<typeof Watched>

/**
 * The part of a viewing for a recording. Refuses with `outside-range` where the recording is not in it or the
 * moment lies outside the stretch that the request allows.
 */
export function partFor(viewing: Viewing, recordingId: RecordingId, atUs?: number): ViewingPart {
  const part = viewing.parts.find((candidate) => candidate.recordingId === recordingId)
  if (part === undefined || (atUs !== undefined && (atUs < part.fromUs || atUs >= part.toUs)))
    throw new Refusal('outside-range', { allowedFromAt: viewing.fromAt, allowedToAt: viewing.toAt })
  return part
}
