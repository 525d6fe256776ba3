import { z } from 'zod'

export const JobId = z.string().min(1).max(40).brand<'JobId'>()
export type JobId = z.infer<typeof JobId>

/** Long work: 영상 반입, 사람 찾기, 따라가기, 반출, 파기, 대장 내보내기, 백업. */
export const JobKind = z.enum(['intake', 'detect', 'follow', 'export', 'destroy', 'ledger-export', 'backup'])
export type JobKind = z.infer<typeof JobKind>

/** Steps of a job as a person follows them; all but an export have one each. */
export const JobStep = z.enum([
  'intake',
  'detect',
  'follow',
  'render',
  'scan',
  'check',
  'sign',
  'enter',
  'destroy',
  'write-ledger',
  'check-ledger',
  'write-backup',
  'check-backup',
])
export type JobStep = z.infer<typeof JobStep>

const Begun = z.strictObject({ id: JobId, kind: JobKind, label: z.string() })

/** A job as the page sees it. What went wrong crosses as a refusal's code and data or a fault's reference. */
export const Job = z.discriminatedUnion('state', [
  Begun.extend({
    state: z.literal('running'),
    step: JobStep,
    /** 0…1 of the whole job. */
    done: z.number().min(0).max(1),
    remainingMs: z.number().min(0).optional(),
  }),
  Begun.extend({
    state: z.literal('finished'),
    result: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  Begun.extend({ state: z.literal('cancelled') }),
  Begun.extend({ state: z.literal('refused'), code: z.string(), data: z.record(z.string(), z.unknown()) }),
  Begun.extend({ state: z.literal('broken'), reference: z.string() }),
])
export type Job = z.infer<typeof Job>
