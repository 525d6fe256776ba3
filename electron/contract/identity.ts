import { z } from 'zod'
import { RequestId } from '../domain/request-form.ts'
import { InstantAt } from '../domain/time.ts'
import { call } from './define.ts'

const nothing = z.void()
const base64 = z.string().max(5_000_000)

/** A box over a picture, in its pixels from the upper left. */
export const CoverBox = z.strictObject({
  x: z.int().min(0).max(10_000),
  y: z.int().min(0).max(10_000),
  w: z.int().min(0).max(10_000),
  h: z.int().min(0).max(10_000),
})
export type CoverBox = z.infer<typeof CoverBox>

/** A picture of an identity paper that is not masked yet: shown to draw boxes on, kept nowhere. */
export const ChosenCopy = z.strictObject({
  copyId: z.string(),
  /** JPEG, base64. */
  picture: base64,
  width: z.int().positive(),
  height: z.int().positive(),
})
export type ChosenCopy = z.infer<typeof ChosenCopy>

/** Copies of identity papers: where one must be kept, its number is covered before it is saved (법 24의2). */
export const identityCopies = {
  /** Asks the person for a picture; nothing where they changed their mind. */
  choose: call(z.strictObject({ requestId: RequestId, reason: z.string().max(500) }), ChosenCopy.nullable()),
  /** Blackens the boxes and keeps what is left of the picture, in place of a copy kept before; answers it. */
  keep: call(
    z.strictObject({ copyId: z.string(), boxes: z.array(CoverBox).max(20) }),
    z.strictObject({ picture: base64 }),
  ),
  /** Forgets the chosen picture. */
  cancel: call(nothing, nothing),
  /** Since when a copy is kept with the request. */
  kept: call(z.strictObject({ requestId: RequestId }), z.strictObject({ keptAt: InstantAt }).nullable()),
  /** The masked copy; that somebody looked at it is entered. */
  show: call(
    z.strictObject({ requestId: RequestId }),
    z.strictObject({ picture: base64, keptAt: InstantAt }).nullable(),
  ),
}
