import { z } from 'zod'
import { DocumentName } from '../domain/document.ts'
import { CameraId } from '../domain/policy.ts'
import { RequestId } from '../domain/request-form.ts'
import { DayOn } from '../domain/time.ts'
import { call } from './define.ts'

/** A document that is to be printed: of a request, of a camera, of a period, or blank. */
export const DocumentOrder = z.strictObject({
  document: DocumentName,
  requestId: RequestId.optional(),
  cameraId: CameraId.optional(),
  /** The period of a printed ledger, both days included. */
  fromOn: DayOn.optional(),
  toOn: DayOn.optional(),
  reason: z.string().max(500),
})
export type DocumentOrder = z.infer<typeof DocumentOrder>

/** Forms, notices and letters as PDFs (domain §9). */
export const documents = {
  /** Saves the document where the person says. */
  print: call(DocumentOrder, z.strictObject({ saved: z.boolean() })),
  /** What can be printed for a request as it stands. */
  available: call(z.strictObject({ requestId: RequestId }), z.array(DocumentName)),
}
