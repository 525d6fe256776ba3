import { z } from 'zod'
import {
  AccessMonth,
  Explanation,
  Finding,
  Month,
  OfficerMonth,
  ReviewSettings,
} from '../domain/access-review.ts'
import { DayOn, InstantAt } from '../domain/time.ts'
import { Credentials } from './credentials.ts'
import { call } from './define.ts'

const nothing = z.void()

/** What somebody has said, and who it was. */
const Said = Explanation.extend({ byName: z.string() })

/** A finding as it is shown: with names that are asked for anew each time, so that what was erased is not told. */
export const FindingLine = Finding.extend({
  actorNames: z.array(z.string()),
  /** The person it is about, or the account that was tried; empty where there is none, or nobody knows. */
  name: z.string(),
  requests: z.array(z.strictObject({ id: z.string(), number: z.string() })),
  /** Whether the reviewer is among those who acted. */
  isOwn: z.boolean(),
  explanation: Said.nullable(),
  /** Whether it has been explained as it now is. */
  isExplained: z.boolean(),
})
export type FindingLine = z.infer<typeof FindingLine>

/** Who signed a month, when, and what the signature covers. */
const ReviewSignature = z.strictObject({
  at: InstantAt,
  byName: z.string(),
  witnessName: z.string().optional(),
  /** Its entry. */
  seq: z.int(),
  /** Root over the leaves of the entries covered, in base64. */
  root: z.string(),
})

/** A month of access records on the screen. */
export const AccessReview = AccessMonth.omit({ findings: true, officers: true }).extend({
  findings: z.array(FindingLine),
  officers: z.array(OfficerMonth.extend({ name: z.string() })),
  dueOn: DayOn,
  isOver: z.boolean(),
  /** Whether everything found was done by the reviewer, who cannot sign alone then. */
  needsWitness: z.boolean(),
  signature: ReviewSignature.nullable(),
})
export type AccessReview = z.infer<typeof AccessReview>

/** A month in the list of all. */
export const MonthLine = z.strictObject({
  month: Month,
  dueOn: DayOn,
  isOver: z.boolean(),
  entries: z.int(),
  signature: z.strictObject({ at: InstantAt, byName: z.string() }).nullable(),
})
export type MonthLine = z.infer<typeof MonthLine>

/** An entry behind a finding, as the access record has it. */
export const FindingAct = z.strictObject({
  seq: z.int(),
  at: InstantAt,
  kind: z.string(),
  actorName: z.string(),
  subject: z.string(),
  summary: z.string(),
})
export type FindingAct = z.infer<typeof FindingAct>

/** The monthly review of the access records. */
export const accessReview = {
  /** Every month since the station was set up, the latest first. */
  months: call(nothing, z.strictObject({ settings: ReviewSettings, months: z.array(MonthLine) })),
  /** What was unusual in a month; of a signed one what was signed. A month that goes on is looked at up to now. */
  show: call(z.strictObject({ month: Month }), AccessReview),
  acts: call(z.strictObject({ seqs: z.array(z.int().min(0)).max(200) }), z.array(FindingAct)),
  /** Keeps an explanation as it is typed; `lastSeq` is of the finding that was looked at. */
  explain: call(
    z.strictObject({
      month: Month,
      findingId: z.string().min(1).max(160),
      text: z.string().max(2000),
      lastSeq: z.int(),
    }),
    Said,
  ),
  /** The reviewer gives their own password again; somebody else stands by where it is needed. */
  sign: call(
    z.strictObject({ month: Month, password: z.string().min(1).max(200), witness: Credentials.nullable() }),
    nothing,
  ),
  /** Saves the sheet as a PDF where the person says; of a month that is not signed, marked so. */
  print: call(
    z.strictObject({ month: Month, reason: z.string().max(500) }),
    z.strictObject({ saved: z.boolean() }),
  ),
  changeSettings: call(
    ReviewSettings.refine(({ fromHour, toHour }) => fromHour < toHour),
    nothing,
  ),
} as const
