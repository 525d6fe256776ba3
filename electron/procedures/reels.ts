import { createHash } from 'node:crypto'
import { type Clearance, clearanceOf } from '../domain/clearance.ts'
import type { FilmStyle, MaskStyle } from '../domain/masking.ts'
import type { Rational } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import { type FootageRequest, isGranted } from '../domain/request.ts'
import type { ViewingPart } from '../domain/viewing.ts'
import type { Film } from '../masking/protocol.ts'
import type { Following } from '../masking/room.ts'
import type { ClipKey } from '../vault/clips.ts'
import { request as storedRequest } from '../vault/requests.ts'
import { clipParts, type LoadedClip, readyClip, tracksOf } from './clips.ts'
import type { Office } from './office.ts'
import { partsOf } from './viewings.ts'

/** What a film is made of: which footage, and its masks or the decision that it needs none. */

interface Footage {
  readonly request: FootageRequest
  readonly parts: readonly Pick<ViewingPart, 'recordingId' | 'fromUs' | 'toUs'>[]
  readonly width: number
  readonly height: number
  readonly fps: Rational
  /** Of the footage and everything that is decided about what is seen of it: a film holds for this. */
  readonly digest: string
}
export type MaskedReel = Footage & { readonly style: MaskStyle; readonly clip: LoadedClip }
export type ClearReel = Footage & { readonly style: 'clear'; readonly clearance: Clearance }
export type Reel = MaskedReel | ClearReel

/**
 * What may be rendered for somebody at this moment; asked when a film is begun, and again before anything is said about
 * it. Refuses with `request-not-approved`. For masks refuses as `readyClip`; for a film without, which nobody has to
 * have been looked for, with `others-visible` where that was not decided, and with `footage-missing`.
 */
export function readyReel(office: Office, key: ClipKey, style: FilmStyle): Reel {
  // Whoever began may have left the desk by now.
  const request = office.vault.read((db) => storedRequest(db, key.requestId))
  if (request === undefined || !isGranted(request))
    throw new Refusal('request-not-approved', { number: request?.number ?? '' })
  if (style !== 'clear') {
    const clip = readyClip(office, key)
    const { parts, width, height, fps } = clip.body
    return { style, request, clip, parts, width, height, fps, digest: clip.digest }
  }
  const clearance = clearanceOf(request)
  if (clearance === undefined) throw new Refusal('others-visible', {})
  const parts = partsOf(office, request, [key.cameraId])
  const [first] = parts
  if (first === undefined) throw new Refusal('footage-missing', { cameraNumber: 0 })
  const { width, height, fps } = first
  const stretches = parts.map(({ recordingId, fromUs, toUs }) => [recordingId, fromUs, toUs])
  const digest = createHash('sha256')
    .update(JSON.stringify([stretches, clearance]))
    .digest('hex')
  return { style, request, clearance, parts, width, height, fps, digest }
}

/** Writes the film of it to `outPath`, whole or not at all; refuses as `MaskingRoom.render`. */
export function renderReel(
  office: Office,
  reel: Reel,
  watermark: Uint8Array,
  outPath: string,
  following: Following,
): Promise<Film> {
  const { masking } = office.world
  const parts = clipParts(office, reel.parts)
  if (reel.style === 'clear') return masking.renderClear(parts, watermark, outPath, following)
  const { clip, style } = reel
  return masking.render(
    parts,
    tracksOf(office, clip),
    { work: clip.work, style, watermark },
    outPath,
    following,
  )
}
