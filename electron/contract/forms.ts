import { z } from 'zod'
import { CLAIM_FIELDS, type ClaimField } from '../domain/claim-fields.ts'
import { call } from './define.ts'

const text = z.string().max(10_000)

/** What a request form brought along as a file holds: typed fields, or pictures of its pages (JPEG, base64) to type from. */
export const FormFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fields'),
    fields: z.partialRecord(z.enum(CLAIM_FIELDS as [ClaimField, ...ClaimField[]]), text),
    /** Fields that are not of our sheet. */
    others: z.array(z.strictObject({ name: z.string().max(200), text: z.string().max(1_000) })).max(100),
  }),
  z.strictObject({ kind: z.literal('pictures'), pictures: z.array(z.string().max(5_000_000)).min(1).max(8) }),
])
export type FormFile = z.infer<typeof FormFile>

/** Request forms that come as files. */
export const forms = {
  /** Asks the person for a file and reads it; nothing where they changed their mind. */
  read: call(z.void(), FormFile.nullable()),
}
