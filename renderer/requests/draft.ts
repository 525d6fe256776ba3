import { create } from 'zustand'
import type { ActorId } from '#domain/actor.ts'
import type { Camera, CameraId } from '#domain/policy.ts'
import { IdentityPaper } from '#domain/request.ts'
import {
  Channel,
  Handling,
  holdsResidentNumber,
  Relation,
  RequestId,
  RequestKind,
} from '#domain/request-form.ts'
import { office } from '../office.ts'
import { camerasText, typedCameras } from './typing.ts'

/** The one request that is being received: every field is the text on the screen. */

export const TEXTS = [
  'name',
  'birthOn',
  'phone',
  'address',
  'subjectName',
  'subjectBirthOn',
  'subjectPhone',
  'subjectAddress',
  'vehicleNumber',
  'mandateOn',
  'mandateScope',
  'relationPaper',
  'agencyName',
  'department',
  'title',
  'officer',
  'agencyPhone',
  'letterNumber',
  'letterOn',
  'caseNumber',
  'statedBasis',
  'urgency',
  'against',
  'fromOn',
  'fromTime',
  'toTime',
  'toOn',
  'cameras',
  'purpose',
  'clues',
] as const
export type TextName = (typeof TEXTS)[number]

/** Who asks; one's own vehicle is oneself, with another paper to see. */
export const WHO = [...Relation.options, 'vehicle'] as const
export type Who = (typeof WHO)[number]

export interface Draft extends Record<TextName, string> {
  kind: RequestKind
  channel: Channel
  who: Who
  handling: Handling
  /** Seen at the desk; empty where nobody has looked yet. */
  paper: IdentityPaper | ''
  isVehiclePaperSeen: boolean
  /** The request that is objected to; empty as long as none is chosen. */
  objectsTo: RequestId | ''
  /** The inquiry that is put in writing; empty where somebody asks for the first time. */
  inquiryId: RequestId | ''
}

export const blank: Draft = {
  ...(Object.fromEntries(TEXTS.map((name) => [name, ''])) as Record<TextName, string>),
  kind: 'view',
  channel: 'visit',
  who: 'self',
  handling: 'copy',
  paper: '',
  isVehiclePaperSeen: false,
  objectsTo: '',
  inquiryId: '',
}

interface DraftState {
  draft: Draft
  /** Whose desk it lies on: another person who signs in does not find it. */
  ownedBy: ActorId | undefined
  /** Whether it came back from the vault, or could not be read there. */
  origin: 'new' | 'kept' | 'unreadable'
  hasTried: boolean
  /** Fields that have been left: what is wrong in them is said. */
  left: ReadonlySet<string>
  /** Why it could not be kept. */
  trouble: unknown
}

const fresh = {
  draft: blank,
  origin: 'new',
  hasTried: false,
  left: new Set<string>(),
  trouble: undefined,
} as const

export const useDraft = create<DraftState>()(() => ({ ...fresh, ownedBy: undefined }))

/** Brings back what that person was typing when they left, the program ended or the screen was locked. */
export async function beginFor(actorId: ActorId): Promise<void> {
  if (useDraft.getState().ownedBy === actorId) return
  const kept = await office.requests.draft()
  const draft = kept === null ? blank : readDraft(kept)
  const origin = kept === null ? 'new' : draft === undefined ? 'unreadable' : 'kept'
  useDraft.setState({ ...fresh, draft: draft ?? blank, origin, ownedBy: actorId })
}

export function clear(): void {
  useDraft.setState(fresh)
}

export function edit(change: Partial<Draft>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, ...change } }))
}

/** Chooses what is asked; the way it came follows, unless somebody has chosen another. */
export function chooseKind(kind: RequestKind): void {
  const { draft } = useDraft.getState()
  const isOfAgency = isAgencyKind(kind)
  const wasUsual = draft.channel === (isAgencyKind(draft.kind) ? 'agency-letter' : 'visit')
  const changesSide = isOfAgency !== isAgencyKind(draft.kind)
  edit({
    kind,
    ...(wasUsual && { channel: isOfAgency ? 'agency-letter' : 'visit' }),
    ...(changesSide && { paper: '' }),
  })
}

export function isAgencyKind(kind: RequestKind): kind is 'provide' | 'use' {
  return kind === 'provide' || kind === 'use'
}

export function leave(field: string): void {
  useDraft.setState(({ left }) => (left.has(field) ? {} : { left: new Set([...left, field]) }))
}

export function toggleCamera(id: CameraId, isChosen: boolean, cameras: readonly Camera[]): void {
  const { ids } = typedCameras(useDraft.getState().draft.cameras, cameras)
  const others = ids.filter((cameraId) => cameraId !== id)
  edit({ cameras: camerasText(isChosen ? [...others, id] : others, cameras) })
}

const WAIT_MS = 400
/** What the vault takes of one draft; the longest texts are cut to fit where somebody pasted a book. */
const LONGEST_KEPT = 12_000

let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps the draft in the vault while it is typed; its stop keeps what is left to keep. */
export function keepDrafts(): () => void {
  if (useDraft.getState().trouble !== undefined) keepNow()
  const stop = useDraft.subscribe(({ draft, ownedBy }, before) => {
    if (draft === before.draft || ownedBy !== before.ownedBy) return
    clearTimeout(timer)
    timer = setTimeout(keepNow, WAIT_MS)
  })
  return () => {
    stop()
    if (timer !== undefined) keepNow()
  }
}

/** Nothing is kept any more of what the office is just receiving. */
export function forgetKeeping(): void {
  clearTimeout(timer)
  timer = undefined
}

/** Keeps the draft at once. */
export function keepNow(): void {
  forgetKeeping()
  const { draft } = useDraft.getState()
  office.requests.keepDraft({ draft: draft === blank ? null : writeDraft(draft) }).then(
    () => useDraft.setState({ trouble: undefined }),
    (trouble: unknown) => useDraft.setState({ trouble }),
  )
}

/** As the vault keeps it: without a text that holds a resident registration number, which may not be kept (법 24의2). */
export function writeDraft(draft: Draft): string {
  const texts = TEXTS.map((name) => [name, holdsResidentNumber(draft[name]) ? '' : draft[name]])
  const { purpose, clues, ...kept }: Draft = { ...draft, ...Object.fromEntries(texts) }
  return JSON.stringify({
    ...kept,
    purpose: purpose.slice(0, LONGEST_KEPT),
    clues: clues.slice(0, LONGEST_KEPT),
  })
}

/**
 * Reads what `writeDraft` wrote, now or in an earlier version: field by field, so that one which has changed its meaning
 * costs nothing but itself. None where nothing can be read.
 */
export function readDraft(written: string): Draft | undefined {
  let kept: unknown
  try {
    kept = JSON.parse(written)
  } catch {
    return undefined
  }
  if (typeof kept !== 'object' || kept === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(kept))
  const draft: Draft = { ...blank }
  for (const name of TEXTS) {
    const text = fields.get(name)
    if (typeof text === 'string') draft[name] = text
  }
  const who = WHO.find((one) => one === fields.get('who'))
  return {
    ...draft,
    kind: RequestKind.safeParse(fields.get('kind')).data ?? blank.kind,
    channel: Channel.safeParse(fields.get('channel')).data ?? blank.channel,
    handling: Handling.safeParse(fields.get('handling')).data ?? blank.handling,
    who: who ?? blank.who,
    paper: IdentityPaper.safeParse(fields.get('paper')).data ?? '',
    isVehiclePaperSeen: fields.get('isVehiclePaperSeen') === true,
    objectsTo: RequestId.safeParse(fields.get('objectsTo')).data ?? '',
    inquiryId: RequestId.safeParse(fields.get('inquiryId')).data ?? '',
  }
}
