import type { Camera } from '#domain/policy.ts'
import type { Window } from '#domain/recording.ts'
import { Refusal } from '#domain/refusal.ts'
import type { Authority, IdentityPaper } from '#domain/request.ts'
import {
  checkRange,
  holdsResidentNumber,
  isOfAgency,
  type KeptForm,
  type Person,
  type RequestForm,
  type SubjectForm,
} from '#domain/request-form.ts'
import { missingPapers } from '#domain/request-steps.ts'
import { addDays, dayOf, fromWallClock } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'
import { parseTime } from '../ui/typed.ts'
import { type Draft, isAgencyKind, TEXTS, type TextName } from './draft.ts'
import { parseBirthday, parseFootageDay, typedCameras } from './typing.ts'

/** What the typed fields mean, and what is still wrong with them. */

/** What a draft is read against. */
export interface Reading {
  now: string
  cameras: readonly Camera[]
  /** What the request is against that is objected to, once it is chosen. */
  against?: KeptForm | undefined
}

export type Field = TextName | 'who' | 'objectsTo' | 'isVehiclePaperSeen'
export type Problem = keyof Catalogue['requests']['form']['problems']
export type Problems = Partial<Record<Field, Problem>>

const LIMITS: Partial<Record<TextName, number>> = {
  name: 60,
  phone: 40,
  address: 200,
  subjectName: 60,
  subjectPhone: 40,
  subjectAddress: 200,
  vehicleNumber: 20,
  mandateScope: 300,
  relationPaper: 100,
  agencyName: 100,
  department: 60,
  title: 60,
  officer: 60,
  agencyPhone: 40,
  letterNumber: 60,
  caseNumber: 100,
  statedBasis: 300,
  urgency: 2000,
  purpose: 10_000,
  clues: 10_000,
}

const DAYS: readonly TextName[] = ['birthOn', 'subjectBirthOn', 'mandateOn', 'letterOn', 'fromOn', 'toOn']
const TIMES: readonly TextName[] = ['fromTime', 'toTime']
const FOOTAGE: readonly TextName[] = ['fromOn', 'fromTime', 'toTime', 'cameras', 'purpose']

/** Whether the requester can show who they are while the request is received. */
export function canShowIdentity({ kind, channel }: Draft): boolean {
  return isAgencyKind(kind) ? channel !== 'phone' : channel === 'visit'
}

/**
 * Whether it becomes an inquiry: by telephone, or of an agency that has no letter and shows no urgency (domain §4.1). An
 * objection is one at once.
 */
export function isInquiry(draft: Draft): boolean {
  const hasLetter = draft.letterNumber.trim() !== ''
  if (isAgencyKind(draft.kind)) return !hasLetter && (draft.paper === '' || draft.channel === 'phone')
  return draft.channel === 'phone' && draft.kind !== 'object'
}

/** The fields that cannot stay empty. */
function neededFields(draft: Draft, against?: KeptForm): Field[] {
  const { kind, who } = draft
  const papers = canShowIdentity(draft) && draft.paper !== '' ? neededPapers(draft, against) : []
  if (kind === 'object') return ['objectsTo', 'purpose', ...papers]
  if (isAgencyKind(kind)) {
    const hasLetter = draft.letterNumber.trim() !== '' || draft.letterOn.trim() !== ''
    const letter: Field[] = hasLetter ? ['letterNumber', 'letterOn'] : []
    return ['agencyName', 'officer', 'agencyPhone', ...letter, ...FOOTAGE, ...papers]
  }
  const subject: Record<Draft['who'], Field[]> = {
    self: [],
    vehicle: ['vehicleNumber'],
    guardian: ['subjectName', 'subjectBirthOn'],
    agent: ['subjectName', 'subjectBirthOn', 'subjectPhone', 'subjectAddress'],
  }
  return ['name', 'birthOn', 'phone', 'address', ...subject[who], ...FOOTAGE, ...papers]
}

/** Which papers have to be seen besides the one that says who they are. */
export interface NeededPapers {
  mandate: boolean
  relation: boolean
  vehicle: boolean
  urgency: boolean
}

export function papersOf(draft: Draft, against?: KeptForm): NeededPapers {
  if (draft.kind === 'object') {
    const form = against === undefined || isOfAgency(against) ? undefined : against
    return {
      mandate: form?.relation === 'agent',
      relation: form?.relation === 'guardian',
      vehicle: form !== undefined && form.vehicleNumber !== '',
      urgency: false,
    }
  }
  const isAgency = isAgencyKind(draft.kind)
  return {
    mandate: !isAgency && draft.who === 'agent',
    relation: !isAgency && draft.who === 'guardian',
    vehicle: !isAgency && vehicleOf(draft) !== '',
    urgency: isAgency && draft.letterNumber.trim() === '',
  }
}

function neededPapers(draft: Draft, against?: KeptForm): Field[] {
  const needed = papersOf(draft, against)
  return [
    ...(needed.mandate ? (['mandateOn', 'mandateScope'] as const) : []),
    ...(needed.relation ? (['relationPaper'] as const) : []),
    ...(needed.vehicle ? (['isVehiclePaperSeen'] as const) : []),
    ...(needed.urgency ? (['urgency'] as const) : []),
  ]
}

/** Everything that is wrong with what is typed, by field. */
export function problemsOf(draft: Draft, reading: Reading): Problems {
  const problems: Problems = {}
  const needed = new Set(neededFields(draft, reading.against))
  for (const name of TEXTS) {
    const problem = textProblem(name, draft[name], reading)
    // What is not asked for this kind is not sent: only what the eye can see has to be right.
    if (problem !== undefined && isShown(name, draft, needed)) problems[name] = problem
    else if (needed.has(name) && draft[name].trim() === '')
      problems[name] = name === 'cameras' ? 'choose' : 'missing'
  }
  if (needed.has('objectsTo') && draft.objectsTo === '') problems.objectsTo = 'choose-request'
  if (needed.has('isVehiclePaperSeen') && !draft.isVehiclePaperSeen) problems.isVehiclePaperSeen = 'unseen'
  const range = draft.kind === 'object' ? undefined : rangeProblem(draft, reading.now)
  if (range !== undefined) problems.toTime = range
  if (isGuarded(draft, reading)) problems.who = 'guarded'
  return problems
}

/** Whether a child stands at the desk that can only ask through a guardian (법 38②): an officer has looked at a paper. */
function isGuarded(draft: Draft, reading: Reading): boolean {
  const shown = identityOf(draft, reading)
  const birthOn = dayIn('birthOn', draft.birthOn, reading.now)
  if (shown === undefined || birthOn === undefined) return false
  const form = formOf(draft, reading)
  if (form === undefined || form.kind === 'object') return false
  return missingPapers({ form, receivedAt: reading.now }, shown.authority).includes('guardian')
}

const OPTIONAL: readonly TextName[] = ['toOn', 'clues']
const OF_AGENCY: readonly TextName[] = ['department', 'title', 'caseNumber', 'statedBasis']

function isShown(name: TextName, draft: Draft, needed: ReadonlySet<Field>): boolean {
  if (needed.has(name)) return true
  if (draft.kind === 'object') return false
  if (isAgencyKind(draft.kind)) return OPTIONAL.includes(name) || OF_AGENCY.includes(name)
  if (name === 'vehicleNumber') return draft.who !== 'self'
  if (name === 'subjectPhone' || name === 'subjectAddress') return draft.who === 'guardian'
  return OPTIONAL.includes(name)
}

function textProblem(name: TextName, text: string, { now, cameras }: Reading): Problem | undefined {
  if (holdsResidentNumber(text)) return 'resident-number'
  const typed = text.trim()
  if (typed === '') return undefined
  if (typed.length > (LIMITS[name] ?? Number.POSITIVE_INFINITY)) return 'too-many'
  if (DAYS.includes(name)) return dayIn(name, typed, now) === undefined ? 'day' : undefined
  if (TIMES.includes(name)) return parseTime(typed) === undefined ? 'time' : undefined
  if (name !== 'cameras') return undefined
  const { ids, unknown, isReadable } = typedCameras(typed, cameras)
  if (!isReadable) return 'camera-text'
  return unknown.length > 0 ? 'camera-unknown' : ids.length > 64 ? 'too-many-cameras' : undefined
}

/** What a typed day means in its field: a birthday lies behind, footage may be of `어제`. */
export function dayIn(name: TextName, text: string, now: string): string | undefined {
  const todayOn = dayOf(now)
  const isBirthday = name === 'birthOn' || name === 'subjectBirthOn'
  return isBirthday ? parseBirthday(text, todayOn) : parseFootageDay(text, todayOn)
}

/** The asked-for stretch; none while its day or its times mean nothing yet. */
export function windowOf(draft: Draft, now: string): Window | undefined {
  const { fromOn, fromTime, toOn, toTime } = draft
  const firstOn = dayIn('fromOn', fromOn, now)
  const lastOn = toOn.trim() === '' ? firstOn : dayIn('toOn', toOn, now)
  const from = parseTime(fromTime)
  const to = parseTime(toTime)
  if (firstOn === undefined || lastOn === undefined || from === undefined || to === undefined)
    return undefined
  return { fromAt: fromWallClock(`${firstOn}T${from}`), toAt: fromWallClock(`${lastOn}T${to}`) }
}

function rangeProblem(draft: Draft, now: string): 'reversed' | 'future' | 'too-long' | undefined {
  const window = windowOf(draft, now)
  if (window === undefined) return undefined
  try {
    checkRange(window, now)
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'range-impossible')
      return (thrown as Refusal<'range-impossible'>).data.why
    throw thrown
  }
  return undefined
}

/**
 * The day after, where an end before its start can only mean past midnight: no last day is typed, and the night is over.
 */
export function nextDayMeant(draft: Draft, now: string): string | undefined {
  const window = windowOf(draft, now)
  if (draft.toOn.trim() !== '' || window === undefined || window.toAt >= window.fromAt) return undefined
  const nextOn = addDays(dayOf(window.fromAt), 1)
  return rangeProblem({ ...draft, toOn: nextOn }, now) === undefined ? nextOn : undefined
}

/** The form as the office takes it; none while the stretch or what is objected to means nothing. */
export function formOf(draft: Draft, { now, cameras }: Reading): RequestForm | undefined {
  const { kind, channel } = draft
  const purpose = draft.purpose.trim()
  if (kind === 'object')
    return draft.objectsTo === '' ? undefined : { kind, channel, objectsTo: draft.objectsTo, purpose }
  const window = windowOf(draft, now)
  if (window === undefined) return undefined
  const cameraIds = typedCameras(draft.cameras, cameras).ids
  const asked = { channel, ...window, cameraIds, purpose, clues: draft.clues.trim() }
  if (isAgencyKind(kind)) {
    const agency = {
      name: draft.agencyName.trim(),
      department: draft.department.trim(),
      title: draft.title.trim(),
      officer: draft.officer.trim(),
      phone: draft.agencyPhone.trim(),
    }
    const number = draft.letterNumber.trim()
    const letter = { number, on: dayIn('letterOn', draft.letterOn, now) ?? draft.letterOn }
    const said = { statedBasis: draft.statedBasis.trim(), caseNumber: draft.caseNumber.trim() }
    return { kind, agency, ...(number !== '' && { letter }), ...said, handling: draft.handling, ...asked }
  }
  return { kind, ...peopleOf(draft, now), vehicleNumber: vehicleOf(draft), ...asked }
}

/** Of one's own vehicle, or of the subject's that somebody speaks for; one who asks for oneself alone has none. */
function vehicleOf({ who, vehicleNumber }: Draft): string {
  return who === 'self' ? '' : vehicleNumber.trim()
}

function peopleOf(draft: Draft, now: string): Pick<SubjectForm, 'requester' | 'relation' | 'subject'> {
  const person = (name: string, phone: string, birthOn: string, address: string): Person => ({
    name: name.trim(),
    phone: phone.trim(),
    birthOn: dayIn('birthOn', birthOn, now) ?? birthOn.trim(),
    address: address.trim(),
  })
  const { who, name, phone, birthOn, address } = draft
  const requester = person(name, phone, birthOn, address)
  if (who === 'self' || who === 'vehicle') return { requester, relation: 'self' }
  const { subjectName, subjectBirthOn } = draft
  // A child lives with its guardian unless somebody says otherwise.
  const subjectPhone = draft.subjectPhone.trim() === '' ? phone : draft.subjectPhone
  const subjectAddress = draft.subjectAddress.trim() === '' ? address : draft.subjectAddress
  const subject = person(subjectName, subjectPhone, subjectBirthOn, subjectAddress)
  return { requester, relation: who, subject }
}

/** What has been shown at the desk; none where nobody has looked yet, or nobody stands there. */
export function identityOf(
  draft: Draft,
  { now, against }: Reading,
): { paper: IdentityPaper; authority: Authority } | undefined {
  const { paper } = draft
  if (paper === '' || !canShowIdentity(draft)) return undefined
  const needed = papersOf(draft, against)
  const mandateOn = dayIn('mandateOn', draft.mandateOn, now)
  const authority: Authority = {
    ...(needed.mandate &&
      mandateOn !== undefined && { mandate: { on: mandateOn, scope: draft.mandateScope.trim() } }),
    relationPaper: needed.relation ? draft.relationPaper.trim() : '',
    vehiclePaper: needed.vehicle && draft.isVehiclePaperSeen,
    urgency: needed.urgency ? draft.urgency.trim() : '',
  }
  return { paper, authority }
}
