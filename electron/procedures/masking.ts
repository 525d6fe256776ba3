import { setImmediate as breathe } from 'node:timers/promises'
import type { AskedChange, Clip } from '../contract/masking.ts'
import type { ActorId } from '../domain/actor.ts'
import type { Details } from '../domain/ledger/entry.ts'
import { type HandMask, type MaskChange, Masks } from '../domain/mask-work.ts'
import { type Box, Summing, type TrackSummary } from '../domain/masking.ts'
import { Refusal } from '../domain/refusal.ts'
import type { RequestId } from '../domain/request-form.ts'
import { CHUNK_FRAMES, decodeChunk } from '../masking/tracks.ts'
import { type ClipKey, clipChunks, type MadeChange, putChanges } from '../vault/clips.ts'
import { type ClipBody, findClip, type LoadedClip, loadClip, shownClip } from './clips.ts'
import type { Office } from './office.ts'
import { searchableRequest } from './requests.ts'

/** Everything that people change about the masks. */

/** A window asks for a second or ten of boxes at a time. */
const MOST_FRAMES = 1024

/** The clip, or nothing where nobody has looked for people yet. */
export function clip(office: Office, key: ClipKey): Clip | null {
  office.actor('footage.mask')
  const found = findClip(office, { requestId: key.requestId, cameraId: key.cameraId })
  return found === undefined ? null : shownClip(office, found)
}

/** The boxes of a stretch of frames, `toFrame` not included, as they were found (not yet grown). */
export function boxes(office: Office, wish: ClipKey & { fromFrame: number; toFrame: number }): Box[][] {
  office.actor('footage.mask')
  const { fromFrame } = wish
  const { body } = loadClip(office, wish)
  const toFrame = Math.min(wish.toFrame, fromFrame + MOST_FRAMES, body.frameCount)
  if (toFrame <= fromFrame) return []
  const first = Math.floor(fromFrame / CHUNK_FRAMES)
  const chunks = office.vault.read((db) => clipChunks(db, wish, first, Math.ceil(toFrame / CHUNK_FRAMES)))
  const frames = chunks.flatMap((bytes) => decodeChunk(bytes))
  return frames.slice(fromFrame - first * CHUNK_FRAMES, toFrame - first * CHUNK_FRAMES)
}

/**
 * Changes the masks. Who, when, what and why are an act, and the change can be undone. Refuses with `tracks-missing`,
 * `track-unknown`, `hand-unknown`, `question-unknown`, and with `reason-missing` for anything but an answer.
 */
export async function change(
  office: Office,
  { change: asked, why, ...key }: ClipKey & { change: AskedChange; why: string },
): Promise<Clip> {
  office.actor('footage.mask')
  searchableRequest(office, key.requestId)
  if (why.trim() === '' && asked.kind !== 'answer') throw new Refusal('reason-missing', {})
  const before = loadClip(office, key)
  const made = await checked(office, before, asked)
  // Halves of a split take a moment to sum up: somebody else may have changed the masks meanwhile.
  const now = loadClip(office, key)
  if (now.digest !== before.digest) return change(office, { change: asked, why, ...key })
  return enterChange(office, now, made, why)
}

/** Who changes masks, for which request. */
export interface Changing {
  by: ActorId
  requestNumber: string
}

/** Refuses with `not-allowed`, `request-not-approved`. Asked before long work: the desk may be locked when it ends. */
export function changing(office: Office, requestId: RequestId): Changing {
  const by = office.actor('footage.mask')
  return { by: by.id, requestNumber: searchableRequest(office, requestId).number }
}

/** Enters a change that has been checked; what was undone before it can no longer be redone. */
export function enterChange(
  office: Office,
  clip: LoadedClip,
  made: MaskChange,
  why: string,
  asked: Changing = changing(office, clip.key.requestId),
): Clip {
  const change: MadeChange = { change: made, at: office.now(), by: asked.by, why: why.trim() }
  return put(office, clip, asked, 'masking.changed', [...clip.changes, change], [], change)
}

/** Takes the last change back. */
export function undo(office: Office, key: ClipKey): Clip {
  const asked = changing(office, key.requestId)
  const clip = loadClip(office, key)
  const last = clip.changes.at(-1)
  if (last === undefined) return shownClip(office, clip)
  return put(office, clip, asked, 'masking.undone', clip.changes.slice(0, -1), [last, ...clip.undone], last)
}

/** Makes the change again that was undone last. */
export function redo(office: Office, key: ClipKey): Clip {
  const asked = changing(office, key.requestId)
  const clip = loadClip(office, key)
  const [next, ...rest] = clip.undone
  if (next === undefined) return shownClip(office, clip)
  return put(office, clip, asked, 'masking.redone', [...clip.changes, next], rest, next)
}

function put(
  office: Office,
  { key }: LoadedClip,
  { by, requestNumber }: Changing,
  kind: 'masking.changed' | 'masking.undone' | 'masking.redone',
  standing: readonly MadeChange[],
  undone: readonly MadeChange[],
  { change: made, why }: MadeChange,
): Clip {
  office.vault.record(
    {
      kind,
      actor: by,
      subject: `request:${key.requestId}`,
      cameraIds: [key.cameraId],
      details: { request: requestNumber, ...entered(made), reason: why },
    },
    (db) => putChanges(db, key, [...standing, ...undone], standing.length),
  )
  return shownClip(office, loadClip(office, key))
}

/** A change as it stands in its act: everything that it takes to make it again. */
function entered(made: MaskChange): Details {
  const { kind: change } = made
  if (made.kind === 'put-hand') return { change, hand: made.hand }
  if (made.kind === 'take-hand') return { change, handId: made.id }
  if (made.kind === 'answer') return { change, question: made.question, answer: made.answer }
  const { number: person } = made
  if (made.kind === 'keep') return { change, person, keep: made.keep }
  if (made.kind === 'thing') return { change, person, isThing: made.isThing }
  if (made.kind === 'merge') return { change, person, into: made.into }
  if (made.kind === 'split') return { change, person, frame: made.frame, as: made.as }
  return { change, person }
}

async function checked(office: Office, clip: LoadedClip, asked: AskedChange): Promise<MaskChange> {
  const { people, work, questions, body } = clip
  const known = (number: number): TrackSummary => {
    const person = people.find(({ track }) => track === number)
    if (person === undefined) throw new Refusal('track-unknown', { track: number })
    return person
  }
  if (asked.kind === 'merge') {
    known(asked.number)
    if (known(asked.into).track === asked.number) throw new Refusal('track-unknown', { track: asked.into })
    return asked
  }
  if (asked.kind === 'split') return split(office, clip, known(asked.number), asked.frame)
  if (asked.kind === 'put-hand') return { kind: 'put-hand', hand: insideClip(asked.hand, body) }
  if (asked.kind === 'take-hand') {
    if (!work.hands.some(({ id }) => id === asked.id)) throw new Refusal('hand-unknown', {})
    return asked
  }
  if (asked.kind === 'answer') {
    if (!questions.some(({ id }) => id === asked.question)) throw new Refusal('question-unknown', {})
    return asked
  }
  known(asked.number)
  return asked
}

/** Sums up what a number is before a frame and from it on. Refuses with `track-unknown` where one of them is nobody. */
async function split(
  office: Office,
  { key, body, work, people, changes, undone }: LoadedClip,
  { track: number, firstFrame, lastFrame }: TrackSummary,
  frame: number,
): Promise<MaskChange> {
  const masks = new Masks(work, body)
  const halves = [new Summing(body.vehicles), new Summing(body.vehicles)] as const
  const [first, last] = [Math.floor(firstFrame / CHUNK_FRAMES), Math.floor(lastFrame / CHUNK_FRAMES)]
  for (let chunk = first; chunk <= last; chunk++) {
    const [bytes] = office.vault.read((db) => clipChunks(db, key, chunk, chunk + 1))
    if (bytes === undefined) break
    for (const [index, found] of decodeChunk(bytes).entries()) {
      const at = chunk * CHUNK_FRAMES + index
      for (const box of masks.numbered(at, found))
        if (box.track === number) halves[at < frame ? 0 : 1].add(at, box)
    }
    // oxlint-disable-next-line no-await-in-loop -- in slices: the window stays alive
    await breathe()
  }
  const [before, after] = halves.map((half) => half.all()[0])
  if (before === undefined || after === undefined) throw new Refusal('track-unknown', { track: number })
  const numbers = [...changes, ...undone].flatMap(({ change: made }) =>
    made.kind === 'split' ? made.as : [],
  )
  const as =
    Math.max(...people.map(({ track }) => track), ...body.people.map(({ track }) => track), ...numbers) + 1
  return {
    kind: 'split',
    number,
    frame,
    as,
    halves: [before, { ...after, track: as, bestBox: { ...after.bestBox, track: as } }],
  }
}

/** A mask drawn by hand, cut to the frames that the clip has. Refuses with `hand-unknown` where nothing is left of it. */
function insideClip(hand: HandMask, { frameCount, width, height }: ClipBody): HandMask {
  const toFrame = Math.min(hand.toFrame, frameCount)
  const isSeen = hand.keyframes.some(({ x, y, w, h }) => x < width && y < height && x + w > 0 && y + h > 0)
  if (hand.fromFrame >= toFrame || !isSeen) throw new Refusal('hand-unknown', {})
  return { ...hand, toFrame }
}
