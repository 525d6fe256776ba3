import { z } from 'zod'
import { ActorId } from './actor.ts'
import { CameraId } from './policy.ts'
import { RequestId } from './request-form.ts'
import { DayOn, InstantAt } from './time.ts'

/**
 * Footage that may not be destroyed although its time is over: a request, an objection or a court waits for it
 * (domain §10.3; for 어린이집 영유아보육법 시행규칙 9의3②, elsewhere by analogy).
 */
export const Hold = z.strictObject({
  id: z.string().min(1).max(40),
  /** None where the institution holds footage for a reason of its own. */
  requestId: RequestId.optional(),
  /** The request's number, or what it is held for. */
  reason: z.string().min(1).max(300),
  cameraIds: z.array(CameraId).min(1),
  fromAt: InstantAt,
  toAt: InstantAt,
  setBy: ActorId,
  setAt: InstantAt,
  /** When somebody looks whether it is still needed. */
  reviewOn: DayOn,
})
export type Hold = z.infer<typeof Hold>
