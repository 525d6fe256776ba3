import type { ActorId } from './actor.ts'
import { Refusal } from './refusal.ts'
import { type FootageRequest, type In, isGiven, type RequestState } from './request.ts'
import { isMeasure, isOfAgency } from './request-form.ts'

/** What can be done to a request, and from which states. Whatever is not listed here cannot be done. */
export const STEPS = {
  /** 문의 → 청구서 */
  write: ['inquiry'],
  askPapers: ['received', 'verified'],
  takePapers: ['supplementing'],
  verify: ['received'],
  locate: ['verified'],
  /** An objection is decided on the papers. */
  propose: ['located', 'verified'],
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

/** What a step asks besides its states. */
const CONDITIONS: Partial<Record<Step, (request: FootageRequest) => boolean>> = {
  // An objection is about what was decided: no papers, no footage to look for.
  askPapers: ({ form }) => form.kind !== 'object',
  locate: ({ form }) => form.kind !== 'object',
  propose: ({ form, state }) => (form.kind === 'object') === (state === 'verified'),
  notify(request) {
    if (request.state === 'fulfilled') return isMeasure(request.form) && request.notice === undefined
    return !(isMeasure(request.form) && isGiven(request))
  },
  fulfil(request) {
    if (!isGiven(request)) return false
    if (isMeasure(request.form)) return request.state === 'decided'
    return !isOfAgency(request.form) || request.state === 'notified'
  },
  miss: (request) => isGiven(request) && !isMeasure(request.form),
  object: ({ form }) => form.kind !== 'object' && !isOfAgency(form),
  close(request) {
    if (request.state === 'notified') return !isGiven(request)
    return request.state !== 'fulfilled' || !isMeasure(request.form) || request.notice !== undefined
  },
}

/** Whether a step is open to a request, by its kind, its state and how it was decided. */
export function canTake(request: FootageRequest, step: Step): boolean {
  const states: readonly RequestState[] = STEPS[step]
  return states.includes(request.state) && (CONDITIONS[step]?.(request) ?? true)
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
