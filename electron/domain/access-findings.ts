import { type Finding, FindingKind, NAMED_ENTRIES } from './access-review.ts'
import type { ActorId } from './actor.ts'
import type { ActKind, Details } from './ledger/entry.ts'
import type { CameraId } from './policy.ts'

/** An entry as the review reads it. Details are there for the kinds of `TOLD_BY_DETAILS` only. */
export interface ReviewedAct {
  seq: number
  at: string
  kind: string
  actor: string
  subject: string
  details?: Details | undefined
  /** The request it was done for, and how the picture of its viewing is shown, where it belongs to one. */
  requestId?: string | undefined
  picture?: string | undefined
  /** Cameras of a viewing that is opened. */
  cameraIds?: readonly string[] | undefined
}

/** Acts whose details say what the review has to know. */
export const TOLD_BY_DETAILS = [
  'viewing.watched',
  'viewing.refused',
  'attempt.refused',
  'actor.sign-in-failed',
  'export.started',
] as const satisfies readonly ActKind[]

/**
 * Acts in which nobody uses the station: it is locked, somebody leaves, or work that was begun earlier ends. A job that
 * ends at night was ordered in the day.
 */
export const NO_ACCESS: ReadonlySet<string> = new Set<ActKind>([
  'actor.locked',
  'actor.signed-out',
  'viewing.concealed',
  'viewing.closed',
  'viewing.interrupted',
  'intake.ended',
  'recording.taken-in',
  'recording.refused',
  'audio.dropped',
  'masking.detected',
  'masking.scanned',
  'export.made',
  'export.finished',
  'export.stopped',
  'working-copy.destroyed',
  'recording.destroyed',
  'destruction.finished',
])

/** Refusals of what the rules forbid; the others are slips: a field left empty, a day that does not exist. */
export const FORBIDDEN: ReadonlySet<string> = new Set([
  'not-allowed',
  'request-not-approved',
  'others-visible',
  'same-person',
  'held',
  'keeping-period',
  'posting-forbidden',
])

/** Acts that are findings by themselves: those of one kind and person on one day, together. */
export const BY_THEMSELVES: Partial<Record<ActKind, FindingKind>> = {
  'request.self-approval-refused': 'forbidden',
  'actor.locked-out': 'sign-in-failed',
  'recovery.used': 'recovery',
  'recovery.replaced': 'recovery',
  'vault.mended': 'vault-mended',
  'vault.continued': 'vault-mended',
  'backup.restored': 'vault-mended',
  'clock.set-back': 'clock-set-back',
  'settings.changed': 'settings-changed',
  'holidays.changed': 'settings-changed',
  'law.changed': 'settings-changed',
  'actor.added': 'rights-changed',
  'ledger.corrected': 'corrected',
}

/** What a finding is about besides its entries. */
interface About {
  about?: string
  on?: string
  cameraId?: string
  limit?: number
}

type Draft = Omit<Finding, 'actorIds' | 'requestIds'> & { actors: Set<string>; requests: Set<string> }

/** Findings as they grow, act by act. */
export class Findings {
  readonly #drafts = new Map<string, Draft>()

  /** One more of this kind and key: `value` grows with every call, `count` with every entry. */
  add(kind: FindingKind, key: string, act: ReviewedAct, { limit = 1, ...about }: About = {}): void {
    const id = `${kind}:${key}`
    const { seq, at, actor, requestId } = act
    let draft = this.#drafts.get(id)
    if (draft === undefined) {
      draft = {
        id,
        kind,
        about: '',
        limit,
        firstAt: at,
        lastAt: at,
        value: 0,
        count: 0,
        seqs: [],
        lastSeq: -1,
        ...(about as { about?: string; on?: string; cameraId?: CameraId }),
        actors: new Set(),
        requests: new Set(),
      }
      this.#drafts.set(id, draft)
    }
    draft.value += 1
    if (draft.lastSeq !== seq) {
      draft.count += 1
      if (draft.seqs.length < NAMED_ENTRIES) draft.seqs.push(seq)
    }
    draft.lastSeq = seq
    draft.lastAt = at
    if (actor !== 'station') draft.actors.add(actor)
    if (requestId !== undefined) draft.requests.add(requestId)
  }

  /** What was counted of it is said otherwise: as a share. */
  measure(kind: FindingKind, key: string, value: number, limit: number): void {
    const draft = this.#drafts.get(`${kind}:${key}`)
    if (draft !== undefined) Object.assign(draft, { value, limit })
  }

  /** Those that reach their limit, by kind and then by time. */
  list(): Finding[] {
    const order = FindingKind.options
    return [...this.#drafts.values()]
      .filter(({ value, limit }) => value >= limit)
      .map(({ actors, requests, ...found }) => ({
        ...found,
        actorIds: [...actors] as ActorId[],
        requestIds: [...requests],
      }))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.firstAt.localeCompare(b.firstAt))
  }
}
