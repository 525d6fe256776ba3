import { z } from 'zod'
import { CLAIM_FIELDS, type ClaimField } from '../domain/claim-fields.ts'

/** What is said between the station and the process that takes PDFs apart. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const text = z.string().max(10_000)
const field = z.enum(CLAIM_FIELDS as [ClaimField, ...ClaimField[]])

/** What a file that was brought along holds. */
export const FormContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.partialRecord(field, text),
    others: z.array(z.strictObject({ name: z.string().max(200), text: z.string().max(1_000) })).max(100),
  }),
  z.strictObject({
    kind: z.literal('pictures'),
    pictures: z
      .array(bytes.refine((picture) => picture.length <= 20 * 2 ** 20))
      .min(1)
      .max(8),
  }),
])
export type FormContent = z.infer<typeof FormContent>

export const ToFormReader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), pdf: bytes }),
  z.strictObject({ kind: z.literal('lay'), pdf: bytes }),
])
export type ToFormReader = z.infer<typeof ToFormReader>

export const FromFormReader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('read'), content: FormContent }),
  z.strictObject({ kind: z.literal('laid'), pdf: bytes }),
  /** The bytes are no PDF that it understands. */
  z.strictObject({ kind: z.literal('unreadable') }),
])
export type FromFormReader = z.infer<typeof FromFormReader>
