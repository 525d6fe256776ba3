import { randomInt } from 'node:crypto'
import type { Clip } from '../contract/masking.ts'
import { type ActorId, ledgerName } from '../domain/actor.ts'
import type { Interval } from '../domain/recording.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  cleanSamples,
  type KnownLeak,
  type Leak,
  openQuestions,
  SAMPLE_SECONDS,
  sameLeak,
} from '../domain/review.ts'
import { addLeak, type ClipKey, putSignature, leakPicture as storedPicture } from '../vault/clips.ts'
import type { Recorded } from '../vault/vault.ts'
import { currentViewing, watched, watchedSoFar } from '../vault/viewings.ts'
import { secondPerson } from './authenticate.ts'
import { type LoadedClip, loadClip, shownClip } from './clips.ts'
import type { Office } from './office.ts'
import { searchableRequest } from './requests.ts'

/** What makes masks trustworthy: leaks that a scan suspected, a second person's look and signature. */

/** Stretches that a second person was asked to look at, for which masks, and what had been watched by then. */
export interface DrawnSamples {
  digest: string
  frames: readonly number[]
  since: number
}

/** The masked output where a leak is suspected. Refuses with `question-unknown`. */
export function leakPicture(
  office: Office,
  { questionId, ...key }: ClipKey & { questionId: string },
): string {
  office.actor('footage.mask')
  const picture = office.vault.read((db) => storedPicture(db, key, questionId))
  if (picture === undefined) throw new Refusal('question-unknown', {})
  return picture.toString('base64')
}

/**
 * Enters what a scan of the clip's film suspected. What was asked before is not asked again, unless its answer was that it
 * had been mended. Answers how many of them nobody has answered yet. By whoever began the export: the screen may be locked
 * by now.
 */
export function enterLeaks(
  office: Office,
  key: ClipKey,
  leaks: readonly (Leak & { picture: Uint8Array })[],
  begun: Recorded,
): number {
  const clip = loadClip(office, key)
  const asked = [...clip.leaks]
  const added: { leak: KnownLeak; picture: Uint8Array }[] = []
  const found = leaks.map(({ picture, fromFrame, toFrame, box, why }) => {
    const leak: Leak = { fromFrame, toFrame, box, why }
    const known = sameLeak(leak, asked, clip.answers)
    if (known !== undefined) return known
    const { x, y, w, h } = box
    const fresh = { fromFrame, toFrame, box: { x, y, w, h }, why, id: `leak-${asked.length + 1}` }
    asked.push(fresh)
    added.push({ leak: fresh, picture })
    return fresh
  })
  const open = new Set(found.map(({ id }) => id).filter((id) => !clip.answers.has(id))).size
  office.vault.record(
    {
      ...begun,
      kind: 'masking.scanned',
      details: {
        request: begun.details['request'] ?? '',
        found: found.length,
        open,
        leaks: found.map(({ id, fromFrame, toFrame, why }) => ({ id, fromFrame, toFrame, why })),
      },
    },
    (db) => {
      for (const { leak, picture } of added) addLeak(db, key, leak, picture)
    },
  )
  return open
}

/** Draws the stretches that the second person has to see besides the questions. */
export function samples(office: Office, key: ClipKey): number[] {
  office.actor('footage.mask')
  const { digest, questions, body } = loadClip(office, key)
  const drawn = office.samples.get(nameOf(key))
  if (drawn?.digest === digest) return [...drawn.frames]
  const since = office.vault.read(watchedSoFar)
  const frames = cleanSamples(questions, body, () => randomInt(2 ** 32) / 2 ** 32)
  office.samples.set(nameOf(key), { digest, frames, since })
  return frames
}

/**
 * A second person, none of those whose changes hold, signs the masks as they are. Refuses with `review-open`, with
 * `samples-unseen` unless every drawn stretch has been on the screen since it was drawn, `wrong-password`, `locked-out`,
 * `not-allowed`, `same-person`.
 */
export async function sign(
  office: Office,
  { loginName, password, ...key }: ClipKey & { loginName: string; password: string },
): Promise<Clip> {
  office.actor('footage.mask')
  const request = searchableRequest(office, key.requestId)
  const clip = loadClip(office, key)
  const open = openQuestions(clip.questions).length
  if (open > 0) throw new Refusal('review-open', { open })
  const left = unseenSamples(office, clip)
  if (left > 0) throw new Refusal('samples-unseen', { left })
  const second = await secondPerson(office, { loginName, password }, 'footage.mask')
  if (makersOf(clip).has(second.id)) throw new Refusal('same-person', {})
  // The password took a moment to check.
  if (loadClip(office, key).digest !== clip.digest) throw new Refusal('samples-unseen', { left: 0 })
  office.vault.record(
    {
      kind: 'masking.signed',
      actor: second.id,
      subject: `request:${key.requestId}`,
      cameraIds: [key.cameraId],
      details: {
        request: request.number,
        signer: ledgerName(second),
        digest: clip.digest,
        questions: clip.questions.length,
        samples: office.samples.get(nameOf(key))?.frames.length ?? 0,
      },
    },
    (db) => putSignature(db, key, { by: second.id, at: office.now(), digest: clip.digest }),
  )
  return shownClip(office, loadClip(office, key))
}

/** Those whose work the masks are: who changed them or, where nobody did, who had people looked for. */
function makersOf({ changes, body }: LoadedClip): Set<ActorId> {
  return new Set(changes.length === 0 ? [body.detectedBy] : changes.map(({ by }) => by))
}

/** How many of the drawn stretches have not been on the screen; all that there could be where none were drawn. */
function unseenSamples(office: Office, { key, body, digest }: LoadedClip): number {
  const drawn = office.samples.get(nameOf(key))
  if (drawn?.digest !== digest) return samples(office, key).length
  const viewing = office.vault.read(currentViewing)
  if (viewing?.requestId !== key.requestId) return drawn.frames.length
  const seen = new Map<string, readonly Interval[]>(
    office.vault
      .read((db) => watched(db, viewing.id, drawn.since))
      .map(({ recordingId, intervals }) => [recordingId, intervals]),
  )
  const frameUs = (1e6 * body.fps.den) / body.fps.num
  return drawn.frames.filter((frame) => {
    const part = body.parts.find(
      ({ firstFrame, frameCount }) => frame >= firstFrame && frame < firstFrame + frameCount,
    )
    if (part === undefined) return false
    const fromUs = part.fromUs + (frame - part.firstFrame) * frameUs
    const toUs = fromUs + SAMPLE_SECONDS * 1e6
    const intervals = seen.get(part.recordingId) ?? []
    return !intervals.some((interval) => interval.fromUs < toUs && interval.toUs > fromUs)
  }).length
}

function nameOf({ requestId, cameraId }: ClipKey): string {
  return `${requestId} ${cameraId}`
}
