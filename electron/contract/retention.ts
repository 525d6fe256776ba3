import { z } from 'zod'
import { Job } from '../domain/job.ts'
import { CameraId } from '../domain/policy.ts'
import { Finding, RetentionState } from '../domain/retention.ts'
import { DayOn, InstantAt } from '../domain/time.ts'
import { Credentials } from './credentials.ts'
import { call } from './define.ts'

const nothing = z.void()

/** A camera's recordings of one state, together. */
const Stock = z.strictObject({
  state: RetentionState,
  count: z.int().positive(),
  sizeBytes: z.int().min(0),
  firstAt: InstantAt,
  lastAt: InstantAt,
})

/** How the footage stands against its retention, camera by camera. */
export const RetentionOverview = z.strictObject({
  on: DayOn,
  cameras: z.array(
    z.strictObject({
      cameraId: CameraId,
      /** Oldest first, each state once. */
      stocks: z.array(Stock),
      /** The day by which what has expired must be gone; where something has. */
      destroyByOn: DayOn.optional(),
    }),
  ),
  /** What a check would find now. */
  finding: Finding,
  /** What destroying now would destroy. */
  expired: z.strictObject({ count: z.int().min(0), sizeBytes: z.int().min(0) }),
  lastCheck: z.strictObject({ at: InstantAt, byName: z.string(), finding: Finding }).nullable(),
  /** Whether this month's check has not been made yet. */
  isCheckDue: z.boolean(),
})
export type RetentionOverview = z.infer<typeof RetentionOverview>

/** 보관·파기: what is kept, what has to go, and that it is gone. */
export const retention = {
  overview: call(nothing, RetentionOverview),
  /** The monthly check, with its line. A warning is answered; what should have been gone already is refused. */
  check: call(nothing, Finding),
  /** A manager signs in on the same PC to approve. */
  destroyExpired: call(Credentials, Job),
} as const
