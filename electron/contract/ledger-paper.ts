import { z } from 'zod'
import { Job } from '../domain/job.ts'
import { InstantAt } from '../domain/time.ts'
import { call } from './define.ts'
import { AccessFilter, DestructionFilter, LedgerFilter, ProvisionFilter } from './ledger.ts'

const nothing = z.void()
const reason = z.string().max(500)

/** A view of the ledger as it is to print or to be exported: which of them, and what narrows it. */
export const ViewOrder = z.discriminatedUnion('view', [
  LedgerFilter.extend({
    view: z.literal('book'),
    /** The official form's ten columns, or the 안내서's twelve (domain §9.2). */
    columns: z.enum(['ten', 'twelve']),
  }),
  ProvisionFilter.extend({ view: z.literal('provisions') }),
  DestructionFilter.extend({ view: z.literal('destructions') }),
  AccessFilter.extend({ view: z.literal('acts') }),
])
export type ViewOrder = z.infer<typeof ViewOrder>

/** Whether something left the house; `name` is that of the file, without its folder. */
const Done = z.strictObject({ isDone: z.boolean(), name: z.string().optional() })
export type Done = z.infer<typeof Done>

/** A checkpoint that was kept, with its signed note. */
const Kept = z.strictObject({ size: z.int(), at: InstantAt, why: z.string(), note: z.string() })

/** The ledger outside the screen: on paper, as tables, and as files for a verifier. */
export const ledgerPaper = {
  /** Lays a view out as it would print; the page frames `paper-<paperId>#page-<n>` until it is put away. */
  preview: call(ViewOrder, z.strictObject({ paperId: z.string(), pages: z.int() })),
  putAway: call(nothing, nothing),
  printers: call(nothing, z.array(z.strictObject({ name: z.string(), label: z.string() }))),
  /** On a printer by its name; without one as a PDF where the person says. */
  print: call(z.strictObject({ of: ViewOrder, reason, printer: z.string().max(400).optional() }), Done),
  exportTable: call(z.strictObject({ of: ViewOrder, reason, format: z.enum(['csv', 'xlsx']) }), Done),
  /** Saves the ledger for a verifier, with the verifier beside it; nothing where the person changed their mind. */
  exportLedger: call(z.strictObject({ of: z.enum(['entries', 'hashes']), reason }), Job.nullable()),
  /** Saves the proof that the ledger of a checkpoint, kept or typed from paper, is the beginning of today's. */
  exportConsistency: call(z.strictObject({ from: z.string().max(2000), reason }), Done),
  /** Checkpoints that were kept, the latest first. */
  checkpoints: call(nothing, z.array(Kept)),
  /** Opens the folder into which something was saved last. */
  openFolder: call(nothing, nothing),
} as const
