import { createHash } from 'node:crypto'
import type { Clip } from '../contract/masking.ts'
import type { ActorId } from '../domain/actor.ts'
import type { Doubt, Touch } from '../domain/doubts.ts'
import { type MaskWork, type Worked, worked } from '../domain/mask-work.ts'
import type { TrackSummary } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import { type KnownLeak, openQuestions, type Question, questionsOf } from '../domain/review.ts'
import type { ViewingPart } from '../domain/viewing.ts'
import { heldClip, sealedPath } from '../footage/clip.ts'
import type { ClipPart } from '../masking/protocol.ts'
import type { EncodedTracks } from '../masking/tracks.ts'
import {
  type ClipKey,
  clipChunks,
  knownLeaks,
  type MadeChange,
  type Signature,
  type StoredClip,
  storedClip,
} from '../vault/clips.ts'
import { storedRecording } from '../vault/recordings.ts'
import { actor, institution } from '../vault/station.ts'
import type { Office } from './office.ts'

/** A clip with everything that was found and decided, as the procedures work with it. */

/** What stands in the vault about a clip beside its boxes. */
export interface ClipBody extends Omit<EncodedTracks, 'chunks'> {
  frameCount: number
  parts: Clip['parts']
  thorough: boolean
  detectedBy: ActorId
  people: readonly TrackSummary[]
  doubts: readonly Doubt[]
  touches: readonly Touch[]
}

export interface LoadedClip extends Worked {
  key: ClipKey
  body: ClipBody
  /** Those that hold. */
  changes: readonly MadeChange[]
  /** Those that were undone and can be redone, the next one first. */
  undone: readonly MadeChange[]
  leaks: readonly KnownLeak[]
  questions: readonly Question[]
  /** Of the tracks and all that is decided about masks: a signature, and a film, hold for this. */
  digest: string
  signature: Signature | undefined
}

/** What was found of an hour is long, and screens ask often: the last clip's is kept as it was read. */
let lastBody: { tracksSha256: string; body: ClipBody } | undefined

function bodyOf({ tracksSha256, body }: StoredClip): ClipBody {
  if (lastBody?.tracksSha256 !== tracksSha256) lastBody = { tracksSha256, body: JSON.parse(body) as ClipBody }
  return lastBody.body
}

export function findClip(office: Office, key: ClipKey): LoadedClip | undefined {
  const { stored, leaks } = office.vault.read((db) => ({
    stored: storedClip(db, key),
    leaks: knownLeaks(db, key),
  }))
  if (stored === undefined) return undefined
  const body = bodyOf(stored)
  const changes = stored.changes.slice(0, stored.standing)
  const sum = worked(
    body.people,
    changes.map(({ change }) => change),
  )
  const digest = digestOf(stored.tracksSha256, sum.work)
  return {
    ...sum,
    key,
    body,
    changes,
    undone: stored.changes.slice(stored.standing),
    leaks,
    questions: questionsOf(body, sum, leaks),
    digest,
    signature: stored.signature?.digest === digest ? stored.signature : undefined,
  }
}

/** Refuses with `tracks-missing` where nobody has looked for people yet. */
export function loadClip(office: Office, key: ClipKey): LoadedClip {
  const found = findClip(office, key)
  if (found === undefined) throw new Refusal('tracks-missing', {})
  return found
}

function digestOf(tracksSha256: string, work: MaskWork): string {
  return createHash('sha256')
    .update(JSON.stringify([tracksSha256, work]))
    .digest('hex')
}

/** Whether a copy needs a second person's signature here. */
function needsSignature(office: Office): boolean {
  return office.vault.read(institution).maskCheck === 'two-people'
}

/**
 * A clip whose masks may be rendered for somebody. Refuses with `tracks-missing`, with `review-open` while a question is
 * not answered, and with `signature-missing` while a second person has to sign and has not.
 */
export function readyClip(office: Office, key: ClipKey): LoadedClip {
  const clip = loadClip(office, key)
  const open = openQuestions(clip.questions).length
  if (open > 0) throw new Refusal('review-open', { open })
  if (needsSignature(office) && clip.signature === undefined) throw new Refusal('signature-missing', {})
  return clip
}

/** A clip's tracks as the masking process takes them, with all of its boxes: of an hour some megabytes. */
export function tracksOf(office: Office, { key, body }: LoadedClip): EncodedTracks {
  const { width, height, fps, vehicles, conditions, partFrames } = body
  const chunks = office.vault.read((db) => clipChunks(db, key))
  return { width, height, fps, vehicles, conditions, partFrames, chunks }
}

/** The clip as the page may know it. */
export function shownClip(office: Office, clip: LoadedClip): Clip {
  const { body, work, questions, people, signature } = clip
  const { width, height, fps, frameCount, parts, thorough } = body
  const nameOf = (id: ActorId) => office.vault.read((db) => actor(db, id))?.name ?? ''
  return {
    ...clip.key,
    width,
    height,
    fps,
    frameCount,
    parts,
    thorough,
    vehicles: body.vehicles.length > 0,
    people: [...people],
    work,
    questions: [...questions],
    changes: clip.changes.map(({ change, at, by, why }) => ({
      at,
      actorName: nameOf(by),
      change:
        change.kind === 'split' ? { kind: 'split', number: change.number, frame: change.frame } : change,
      why,
    })),
    canUndo: clip.changes.length > 0,
    canRedo: clip.undone.length > 0,
    needsSignature: needsSignature(office),
    ...(signature === undefined ? {} : { signed: { actorName: nameOf(signature.by), at: signature.at } }),
  }
}

/** What the masking process is given: for each part its file, its key and which stretch; nothing else of the vault. */
export function clipParts(
  office: Office,
  parts: readonly Pick<ViewingPart, 'recordingId' | 'fromUs' | 'toUs'>[],
): ClipPart[] {
  const { footage } = office.keys
  return parts.map(({ recordingId, fromUs, toUs }) => {
    const { recording, layout, key } = office.vault.read((db) => storedRecording(db, recordingId, footage))
    const { skipUs, ...held } = heldClip(
      { storePath: sealedPath(office.storeDir, recordingId), key, layout },
      fromUs,
      toUs,
    )
    return {
      input: { kind: 'held', ...held },
      width: recording.width,
      height: recording.height,
      fps: recording.fps,
      skipUs,
      lengthUs: toUs - fromUs,
    }
  })
}
