import type { ActorId } from './actor.ts'
import { Refusal } from './refusal.ts'
import { type FootageRequest, type In, outcomeOf, type RequestState } from './request.ts'
import { isOfAgency, type RequestKind } from './request-form.ts'

/** What can be done to a request, and from which states. Whatever is not listed here cannot be done. */
export const STEPS = {
  /** 문의 → 청구서 */
  write: ['inquiry'],
  askPapers: ['received', 'verified'],
  takePapers: ['supplementing'],
  verify: ['received'],
  locate: ['verified'],
  propose: ['located'],
  sendBack: ['proposed'],
  decide: ['proposed'],
  notify: ['decided', 'fulfilled'],
  resume: ['postponed'],
  fulfil: ['decided', 'notified'],
  miss: ['notified'],
  reinvite: ['no-show'],
  object: ['notified', 'no-show', 'fulfilled', 'closed'],
  uphold: ['objected'],
  dismiss: ['objected'],
  withdraw: [
    'inquiry',
    'received',
    'supplementing',
    'verified',
    'located',
    'proposed',
    'decided',
    'postponed',
    'notified',
    'no-show',
  ],
  close: ['fulfilled', 'notified', 'no-show'],
} as const satisfies Record<string, readonly RequestState[]>
export type Step = keyof typeof STEPS
export type From<S extends Step> = In<(typeof STEPS)[S][number]>

/** Kinds whose measure is taken first and told afterwards (DL-05, 06: the result is what is told). */
const MEASURES: readonly RequestKind[] = ['erase', 'correct', 'stop']

/** Whether a step is open to a request, by its kind, its state and how it was decided. */
export function canTake(request: FootageRequest, step: Step): boolean {
  const states: readonly RequestState[] = STEPS[step]
  const { kind } = request.form
  const { state } = request
  const outcome = outcomeOf(request)
  const isGranted = outcome === 'grant' || outcome === 'partial'
  const isMeasure = MEASURES.includes(kind)
  switch (step) {
    // An objection is about what was decided: no papers, no footage to look for.
    case 'askPapers':
      return kind !== 'object' && states.includes(state)
    case 'locate':
      return kind !== 'object' && states.includes(state)
    case 'propose':
      return kind === 'object' ? state === 'verified' : states.includes(state)
    case 'notify':
      if (state === 'fulfilled') return isMeasure && !('notice' in request && request.notice !== undefined)
      return state === 'decided' && !(isMeasure && isGranted)
    case 'fulfil':
      if (!isGranted) return false
      return isMeasure
        ? state === 'decided'
        : isOfAgency(request.form)
          ? state === 'notified'
          : states.includes(state)
    case 'miss':
      return isGranted && !isMeasure && state === 'notified'
    case 'object':
      return kind !== 'object' && !isOfAgency(request.form) && states.includes(state)
    case 'close':
      if (state === 'notified') return !isGranted
      if (state === 'fulfilled') return !isMeasure || request.notice !== undefined
      return states.includes(state)
    default:
      return states.includes(state)
  }
}

/** Who takes a step, and when. */
export interface Doing {
  by: ActorId
  at: string
}

/** Refuses with `request-wrong-state` unless the step is open. */
export function taking<S extends Step>(request: FootageRequest, step: S, { by, at }: Doing): From<S> {
  if (!canTake(request, step)) throw new Refusal('request-wrong-state', { state: request.state })
  return { ...request, revision: request.revision + 1, changedBy: by, changedAt: at } as From<S>
}
