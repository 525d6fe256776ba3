import { createHash } from 'node:crypto'
import type { ChosenCopy, CoverBox } from '../contract/identity.ts'
import { Refusal } from '../domain/refusal.ts'
import { type FootageRequest, isOver } from '../domain/request.ts'
import type { RequestId } from '../domain/request-form.ts'
import { NoPicture, type Redrawn, redraw } from '../export/redraw.ts'
import { identityCopy, identityCopyKeptAt, putIdentityCopy } from '../vault/identity-copies.ts'
import { broughtFile } from './brought.ts'
import type { Office } from './office.ts'
import { find } from './requests.ts'

/**
 * Copies of identity papers. None is the rule (지침 44③: they are shown and checked); where one must be kept, the number
 * on it is covered before it is saved (법 24의2). The picture as it was chosen is in the memory of this process alone, and
 * overwritten as soon as it has been masked, given up, or nobody is at the desk.
 */

/** A picture that waits for its boxes. */
export interface UnmaskedCopy extends Redrawn {
  id: string
  requestId: RequestId
  reason: string
}

/**
 * Reads the picture that the person chooses, to draw boxes on. Refuses with `request-unknown`, `request-wrong-state` (it is
 * over), `reason-missing`, `picture-unreadable`, `ffmpeg-missing`.
 */
export async function choose(
  office: Office,
  { requestId, reason }: { requestId: RequestId; reason: string },
): Promise<ChosenCopy | null> {
  office.actor('request.receive')
  openRequest(office, requestId)
  if (reason.trim() === '') throw new Refusal('reason-missing', {})
  const path = await office.world.chooseToOpen(['jpg', 'jpeg', 'png'])
  if (path === undefined) return null
  const bytes = await broughtFile(path)
  if (bytes === undefined) throw new Refusal('picture-unreadable', {})
  const drawn = await drawAnew(bytes).finally(() => bytes.fill(0))
  try {
    // Whoever chose it may have left the desk meanwhile.
    office.actor('request.receive')
  } catch (error) {
    drawn.jpeg.fill(0)
    throw error
  }
  office.forgetUnmasked()
  const id = office.newId('copy')
  office.unmasked = { ...drawn, id, requestId, reason: reason.trim() }
  const { jpeg, width, height } = drawn
  return { copyId: id, picture: jpeg.toString('base64'), width, height }
}

/**
 * Blackens the boxes in the picture itself, keeps the result in place of a copy kept before, and forgets what it was.
 * Refuses with `copy-unmasked` where no box covers anything, `picture-unreadable` where the picture is no longer there,
 * `request-wrong-state`, `ffmpeg-missing`.
 */
export async function keep(
  office: Office,
  { copyId, boxes }: { copyId: string; boxes: readonly CoverBox[] },
): Promise<{ picture: string }> {
  office.actor('request.receive')
  const copy = waiting(office, copyId)
  const inside = boxes.flatMap((box) => within(copy, box))
  if (inside.length === 0) throw new Refusal('copy-unmasked', {})
  const { jpeg } = await drawAnew(copy.jpeg, inside)
  // Nobody may have left, given up or chosen another meanwhile.
  office.actor('request.receive')
  waiting(office, copyId)
  const { requestId, reason } = copy
  const { number } = openRequest(office, requestId)
  const sha256 = createHash('sha256').update(jpeg).digest('hex')
  office.vault.record(
    office.act({
      kind: 'identity.copy-kept',
      subject: `request:${requestId}`,
      details: { request: number, reason, sha256, boxes: inside.length },
    }),
    (db) => putIdentityCopy(db, requestId, { keptAt: office.now(), picture: jpeg }),
  )
  office.forgetUnmasked()
  office.tell()
  return { picture: jpeg.toString('base64') }
}

/** Forgets the chosen picture. */
export function cancel(office: Office): void {
  office.forgetUnmasked()
}

/** Since when a masked copy is kept with the request. */
export function kept(office: Office, { requestId }: { requestId: RequestId }): { keptAt: string } | null {
  find(office, { requestId })
  const keptAt = office.vault.read((db) => identityCopyKeptAt(db, requestId))
  return keptAt === undefined ? null : { keptAt }
}

/** The masked copy. That somebody looked at it is entered before it is shown. */
export function show(
  office: Office,
  { requestId }: { requestId: RequestId },
): { picture: string; keptAt: string } | null {
  office.actor('request.receive')
  const { number } = find(office, { requestId })
  const copy = office.vault.read((db) => identityCopy(db, requestId))
  if (copy === undefined) return null
  office.vault.enter(
    office.act({
      kind: 'identity.copy-seen',
      subject: `request:${requestId}`,
      details: { request: number },
    }),
  )
  return { picture: copy.picture.toString('base64'), keptAt: copy.keptAt }
}

function openRequest(office: Office, requestId: RequestId): FootageRequest {
  const request = find(office, { requestId })
  if (isOver(request)) throw new Refusal('request-wrong-state', { state: request.state })
  return request
}

function waiting(office: Office, copyId: string): UnmaskedCopy {
  const copy = office.unmasked
  if (copy === undefined || copy.id !== copyId) throw new Refusal('picture-unreadable', {})
  return copy
}

/** The part of a box that lies in the picture, where there is one. */
function within({ width, height }: Redrawn, { x, y, w, h }: CoverBox): CoverBox[] {
  const cut = { x, y, w: Math.min(w, width - x), h: Math.min(h, height - y) }
  return cut.w > 0 && cut.h > 0 ? [cut] : []
}

async function drawAnew(bytes: Buffer, boxes: readonly CoverBox[] = []): Promise<Redrawn> {
  try {
    return await redraw(bytes, boxes)
  } catch (error) {
    if (error instanceof NoPicture) throw new Refusal('picture-unreadable', {})
    throw error
  }
}
