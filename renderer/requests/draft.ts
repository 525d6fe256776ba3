import { create } from 'zustand'
import type { ActorId } from '#domain/actor.ts'
import type { CameraId } from '#domain/policy.ts'
import type { Window } from '#domain/recording.ts'
import { Refusal } from '#domain/refusal.ts'
import { check, holdsResidentNumber, type Relation, type RequestForm, type RequestKind } from '#domain/request-form.ts'
import { fromWallClock } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'
import { office } from '../office.ts'
import { parseDay, parseTime } from '../ui/typed.ts'
import { noteRequest } from './requests.ts'

export interface PersonDraft {
  name: string
  phone: string
  birthOn: string
  address: string
}

/** A request as it is being typed: every field is the text on the screen. */
export interface Draft {
  kind: RequestKind
  relation: Relation
  requester: PersonDraft
  subject: PersonDraft
  fromOn: string
  fromTime: string
  toTime: string
  /** Empty where it ends on the day it began. */
  toOn: string
  cameraIds: readonly CameraId[]
  purpose: string
  clues: string
}

const nobody: PersonDraft = { name: '', phone: '', birthOn: '', address: '' }
const blank: Draft = {
  kind: 'view',
  relation: 'self',
  requester: nobody,
  subject: nobody,
  fromOn: '',
  fromTime: '',
  toTime: '',
  toOn: '',
  cameraIds: [],
  purpose: '',
  clues: '',
}

interface DraftState {
  draft: Draft
  /** Whose desk it lies on: another person who signs in does not find it. */
  ownedBy: ActorId | undefined
  hasTried: boolean
}

/** The one request that is being received; it waits in memory while other screens are looked at. */
export const useDraft = create<DraftState>()(() => ({ draft: blank, ownedBy: undefined, hasTried: false }))

export function beginFor(actorId: ActorId): void {
  if (useDraft.getState().ownedBy !== actorId)
    useDraft.setState({ draft: blank, ownedBy: actorId, hasTried: false })
}

export function clear(): void {
  useDraft.setState({ draft: blank, hasTried: false })
}

export function edit(change: Partial<Draft>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, ...change } }))
}

export function editPerson(who: 'requester' | 'subject', change: Partial<PersonDraft>): void {
  useDraft.setState(({ draft }) => ({ draft: { ...draft, [who]: { ...draft[who], ...change } } }))
}

export function toggleCamera(id: CameraId, isChosen: boolean): void {
  useDraft.setState(({ draft }) => {
    const others = draft.cameraIds.filter((cameraId) => cameraId !== id)
    return { draft: { ...draft, cameraIds: isChosen ? [...others, id] : others } }
  })
}

/** The asked-for stretch; none while its day or its times mean nothing yet. */
export function windowOf({ fromOn, fromTime, toOn, toTime }: Draft): Window | undefined {
  const firstOn = parseDay(fromOn)
  const lastOn = toOn.trim() === '' ? firstOn : parseDay(toOn)
  const from = parseTime(fromTime)
  const to = parseTime(toTime)
  if (firstOn === undefined || lastOn === undefined || from === undefined || to === undefined)
    return undefined
  return { fromAt: fromWallClock(`${firstOn}T${from}`), toAt: fromWallClock(`${lastOn}T${to}`) }
}

type PersonField = `${'requester' | 'subject'}.${keyof PersonDraft}`
export type Field = PersonField | Exclude<keyof Draft, 'requester' | 'subject' | 'kind' | 'relation'>
export type Problem = keyof Catalogue['requests']['form']['problems']
export type Problems = Partial<Record<Field, Problem>>

/** What still keeps the request from being received, by field. `now` is an instant. */
export function problemsOf(draft: Draft, now: string): Problems {
  const problems: Problems = {}
  const people = draft.relation === 'self' ? (['requester'] as const) : (['requester', 'subject'] as const)
  for (const who of people) {
    for (const field of ['name', 'phone', 'address'] as const) {
      const problem = textProblem(draft[who][field])
      if (problem !== undefined) problems[`${who}.${field}`] = problem
    }
    if (parseDay(draft[who].birthOn) === undefined) problems[`${who}.birthOn`] = 'day'
  }
  if (parseDay(draft.fromOn) === undefined) problems.fromOn = 'day'
  if (draft.toOn.trim() !== '' && parseDay(draft.toOn) === undefined) problems.toOn = 'day'
  if (parseTime(draft.fromTime) === undefined) problems.fromTime = 'time'
  if (parseTime(draft.toTime) === undefined) problems.toTime = 'time'
  if (draft.cameraIds.length === 0) problems.cameraIds = 'choose'
  const purpose = textProblem(draft.purpose)
  if (purpose !== undefined) problems.purpose = purpose
  if (holdsResidentNumber(draft.clues)) problems.clues = 'resident-number'
  const range = rangeProblem(draft, now)
  if (range !== undefined) problems.toTime = range
  return problems
}

function textProblem(text: string): Problem | undefined {
  if (text.trim() === '') return 'missing'
  return holdsResidentNumber(text) ? 'resident-number' : undefined
}

/** The domain's own rule of the range, asked before the office is. */
function rangeProblem(draft: Draft, now: string): Problem | undefined {
  const form = formOf(draft)
  if (form === undefined) return undefined
  try {
    check({ ...form, purpose: '', clues: '', requester: nobody }, now)
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'range-impossible')
      return (thrown as Refusal<'range-impossible'>).data.why
    if (!(thrown instanceof Refusal)) throw thrown
  }
  return undefined
}

/** The form as the office takes it; none while the stretch means nothing. */
export function formOf(draft: Draft): RequestForm | undefined {
  const window = windowOf(draft)
  if (window === undefined) return undefined
  return {
    kind: draft.kind,
    relation: draft.relation,
    requester: personOf(draft.requester),
    ...(draft.relation !== 'self' && { subject: personOf(draft.subject) }),
    ...window,
    cameraIds: [...draft.cameraIds],
    purpose: draft.purpose.trim(),
    clues: draft.clues.trim(),
  }
}

function personOf({ name, phone, birthOn, address }: PersonDraft): PersonDraft {
  return {
    name: name.trim(),
    phone: phone.trim(),
    birthOn: parseDay(birthOn) ?? birthOn,
    address: address.trim(),
  }
}

/** Receives the request; where something is missing nothing is sent and none is answered. */
export async function receive(now: string) {
  const { draft } = useDraft.getState()
  useDraft.setState({ hasTried: true })
  const form = formOf(draft)
  if (form === undefined || Object.keys(problemsOf(draft, now)).length > 0) return undefined
  const request = await office.requests.receive(form)
  noteRequest(request)
  clear()
  return request
}
