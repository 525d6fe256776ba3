import { z } from 'zod'
import { ActorId } from '../domain/actor.ts'
import { AccessResult, Work } from '../domain/ledger/access.ts'
import { PaperAnswer } from '../domain/ledger/paper-note.ts'
import {
  DestructionCause,
  DestructionLine,
  ProvisionKind,
  ProvisionLine,
} from '../domain/ledger/registers.ts'
import { ROW_COLUMNS, Row, RowKind } from '../domain/ledger/row.ts'
import { CameraId } from '../domain/policy.ts'
import { DayOn, InstantAt } from '../domain/time.ts'
import { call } from './define.ts'

const nothing = z.void()

/** What every view of the ledger is narrowed by: a period in Korean days (both included), a camera, who acted, words. */
const narrowed = {
  fromOn: DayOn,
  toOn: DayOn,
  cameraId: CameraId.optional(),
  /** Who acted; an officer sees of the access record their own acts whatever is asked. */
  actorId: ActorId.or(z.literal('station')).optional(),
  /** In the lines; in the access record in whom and what requests are about. */
  text: z.string().max(100),
}

/** Which lines of the 관리대장. */
export const LedgerFilter = z.strictObject({ ...narrowed, kind: RowKind.optional() })
export type LedgerFilter = z.infer<typeof LedgerFilter>
/** Which provisions, by the day on which something was given. */
export const ProvisionFilter = z.strictObject({ ...narrowed, kind: ProvisionKind.optional() })
export type ProvisionFilter = z.infer<typeof ProvisionFilter>
export const DestructionFilter = z.strictObject({ ...narrowed, cause: DestructionCause.optional() })
export type DestructionFilter = z.infer<typeof DestructionFilter>
export const AccessFilter = z.strictObject({ ...narrowed, work: Work.optional() })
export type AccessFilter = z.infer<typeof AccessFilter>

/** A line as it reads now. A correction and what it corrects name each other by their numbers. */
export const LedgerLine = Row.extend({
  no: z.int(),
  seq: z.int(),
  corrects: z.int().optional(),
  correctedBy: z.int().optional(),
  /** Why it corrects. */
  reason: z.string().optional(),
  isErased: z.boolean(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

/** A line of the 접속기록: its five fields (안전성기준 2조 3호), the number of the request and the result. */
export const AccessLine = z.strictObject({
  seq: z.int(),
  /** 식별자: the login name, empty where the station acted by itself; and whose it is, as the ledger names people. */
  loginName: z.string(),
  name: z.string(),
  /** 접속일시 */
  at: InstantAt,
  /** 접속지 정보 */
  place: z.string(),
  /** 처리한 정보주체 정보; nothing where whoever asks may not see content. */
  concerned: z.string().optional(),
  /** 수행업무 */
  work: Work,
  requestNumber: z.string().optional(),
  result: AccessResult,
  /** Which act it was. */
  kind: z.string(),
})
export type AccessLine = z.infer<typeof AccessLine>

/** One entry of the access record with what it says in particular. */
export const AccessDetail = AccessLine.extend({
  subject: z.string(),
  summary: z.string(),
  isErased: z.boolean(),
})
export type AccessDetail = z.infer<typeof AccessDetail>

/** A checkpoint that was kept: the ledger up to this size has been witnessed. */
export const CheckpointMark = z.strictObject({ size: z.int(), at: InstantAt, why: z.string() })
export type CheckpointMark = z.infer<typeof CheckpointMark>

const Paging = { offset: z.int().min(0), limit: z.int().min(1).max(200) }

function page<Line extends z.ZodType, Kind extends z.core.$ZodRecordKey>(line: Line, kind: Kind) {
  return z.strictObject({
    lines: z.array(line),
    /** All pages together. */
    total: z.int(),
    /** Of each kind, whichever of them is asked for: narrowing to one leaves the others countable. */
    totals: z.record(kind, z.int()),
  })
}

/** An entry that belongs to a line: it wrote it, said more about it, or put it right. */
const RowAct = z.strictObject({
  seq: z.int(),
  at: InstantAt,
  kind: z.string(),
  name: z.string(),
  role: z.enum(['wrote', 'amended', 'corrected']),
  /** The line that it wrote. */
  no: z.int().optional(),
  /** What columns 11 and 12 say since. */
  result: z.string().optional(),
  safety: z.string().optional(),
  /** Why it was corrected. */
  reason: z.string().optional(),
})

/** A line with everything that belongs to it. */
export const RowDetail = z.strictObject({
  line: LedgerLine,
  request: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
  /** The earliest first. */
  acts: z.array(RowAct),
  /** The last entry that says anything about it: who corrects it has seen it as it stands after this one. */
  seenSeq: z.int(),
})
export type RowDetail = z.infer<typeof RowDetail>

/** The columns of a line that can be put right: its 구분 stays (domain §13, CORRECTION). */
export const RowColumns = z.strictObject(
  Object.fromEntries(ROW_COLUMNS.map((column) => [column, z.string().trim().max(12_000)])) as Record<
    keyof Omit<Row, 'kind'>,
    z.ZodString
  >,
)
export type RowColumns = z.infer<typeof RowColumns>

/** The 관리대장, the registers beside it and the 접속기록: reading, putting right, checking. */
export const ledger = {
  lines: call(
    LedgerFilter.extend(Paging),
    page(LedgerLine, z.enum([...RowKind.options, 'corrections'])).extend({
      /** The last one of each day among the lines of the page. */
      checkpoints: z.array(CheckpointMark),
    }),
  ),
  provisions: call(ProvisionFilter.extend(Paging), page(ProvisionLine, ProvisionKind)),
  destructions: call(
    DestructionFilter.extend(Paging),
    page(DestructionLine, z.enum([...DestructionCause.options, 'corrections'])),
  ),
  acts: call(AccessFilter.extend(Paging), page(AccessLine, Work)),
  row: call(z.strictObject({ no: z.int() }), RowDetail),
  act: call(z.strictObject({ seq: z.int().min(0) }), AccessDetail),
  /** Writes a new line that puts an earlier one right; neither is ever changed. */
  correct: call(
    z.strictObject({
      no: z.int(),
      seenSeq: z.int(),
      columns: RowColumns,
      reason: z.string().trim().max(500),
    }),
    LedgerLine,
  ),
  /** `kept` tells how many checkpoints that were kept agree with it. */
  verify: call(
    nothing,
    z.strictObject({ size: z.int(), root: z.string(), checkpoint: z.string(), kept: z.int() }),
  ),
  /** Holds a checkpoint from paper, typed or scanned, against this ledger. */
  comparePaper: call(z.strictObject({ text: z.string().max(2000) }), PaperAnswer),
} as const
