import type { FormFile } from '#contract/forms.ts'
import { CLAIM_FIELDS, type ClaimLine, TICKED } from '#domain/claim-fields.ts'
import { chooseKind, type Draft, edit, type TextName } from '../requests/draft.ts'

/** What a filled form means for the request that is being received. What is not certain is left to the officer to read. */

type Filled = Extract<FormFile, { kind: 'fields' }>
type Fields = Filled['fields']

export interface FormReading {
  /** What goes into the draft; fields that the form says nothing of are not in it. */
  change: Partial<Draft>
  /** How many cells of the form were taken over. */
  taken: number
  /** What was typed and could not be placed: a cell of the sheet, or the name of a field of another. */
  left: { field: string; text: string }[]
}

/** Cells that mean the same in the draft, whatever is typed into them. */
const SAME: Partial<Record<ClaimLine, TextName>> = {
  'requester.name': 'name',
  'requester.phone': 'phone',
  'requester.birthOn': 'birthOn',
  'requester.address': 'address',
  purpose: 'purpose',
  clues: 'clues',
  vehicleNumber: 'vehicleNumber',
}
const SUBJECT: Partial<Record<ClaimLine, TextName>> = {
  'subject.name': 'subjectName',
  'subject.phone': 'subjectPhone',
  'subject.birthOn': 'subjectBirthOn',
  'subject.address': 'subjectAddress',
}

/** Reads a filled form. */
export function readingOf({ fields, others }: Filled): FormReading {
  const who = whoOf(fields)
  const isOfSomebodyElse = who === 'guardian' || who === 'agent'
  const change: Partial<Draft> = {
    ...copied(fields, SAME),
    ...(isOfSomebodyElse ? copied(fields, SUBJECT) : {}),
    ...stretchOf(fields),
    ...(who === undefined ? {} : { who }),
  }
  const kind = kindOf(fields)
  if (kind !== undefined) change.kind = kind
  const placed = new Set<string>([
    ...Object.keys(SAME),
    ...(isOfSomebodyElse ? Object.keys(SUBJECT) : sameAsRequester(fields)),
    ...('fromOn' in change ? ['from'] : []),
    ...('toTime' in change ? ['to'] : []),
    ...(who === undefined ? [] : ['requester.relation']),
    ...(kind === undefined ? [] : CLAIM_FIELDS.filter((name) => name.startsWith('kind.'))),
  ])
  // The screen has no field for a vehicle as long as nobody has said whose it is.
  if (who === undefined) placed.delete('vehicleNumber')
  const typed = CLAIM_FIELDS.flatMap((field) => {
    const text = fields[field]
    return text === undefined ? [] : [{ field, text }]
  })
  const left = typed.filter(({ field }) => !placed.has(field))
  return {
    change,
    taken: typed.length - left.length,
    left: [...left, ...others.map(({ name, text }) => ({ field: name, text }))],
  }
}

/** Puts a reading into the draft. */
export function takeOver({ change: { kind, ...change } }: FormReading): void {
  if (kind !== undefined) chooseKind(kind)
  edit(change)
}

function copied(fields: Fields, names: Partial<Record<ClaimLine, TextName>>): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([cell, name]) => {
      const text = fields[cell as ClaimLine]
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

/** Cells of the subject that only say again who the requester is. */
function sameAsRequester(fields: Fields): string[] {
  return (['name', 'phone', 'birthOn', 'address'] as const)
    .filter((part) => fields[`subject.${part}`] === fields[`requester.${part}`])
    .map((part) => `subject.${part}`)
}

/** One box that is ticked, or 열람 and 사본 together: a copy is given as a way of viewing (domain §4.1). */
function kindOf(fields: Fields): Draft['kind'] | undefined {
  const ticked = (['view', 'copy', 'existence', 'erase'] as const).filter(
    (kind) => fields[`kind.${kind}`] === TICKED,
  )
  if (ticked.join() === 'view,copy') return 'copy'
  return ticked.length === 1 ? ticked[0] : undefined
}

const RELATIONS: readonly (readonly [words: RegExp, who: 'self' | 'guardian' | 'agent'])[] = [
  [/^(정보주체)?(본인|당사자)$/, 'self'],
  [/^(법정대리인|친권자|후견인)$/, 'guardian'],
  [/^(임의|위임)?대리인$/, 'agent'],
]

/** The relation in words that the law has for it; 부, 모 or 변호사 may be either and are left to the officer. */
function whoOf(fields: Fields): Draft['who'] | undefined {
  const relation = (fields['requester.relation'] ?? '').replaceAll(/\s/g, '')
  const who = RELATIONS.find(([words]) => words.test(relation))?.[1]
  return who === 'self' && fields.vehicleNumber !== undefined ? 'vehicle' : who
}

/** Day and time of both ends; the second day only where it is another. */
function stretchOf({ from, to }: Fields): Partial<Draft> {
  const first = from === undefined ? undefined : momentOf(from)
  const last = to === undefined ? undefined : (momentOf(to) ?? timeOnDay(to, first?.on))
  return {
    ...(first === undefined ? {} : { fromOn: first.on, fromTime: first.time }),
    ...(last === undefined ? {} : { toTime: last.time, toOn: last.on === first?.on ? '' : last.on }),
  }
}

interface Moment {
  on: string
  time: string
}

const DAY =
  /^(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*(?:\.|일)?\s*(?:\([월화수목금토일]\))?[\sT,]*/
const TIME =
  /^(오전|오후|am|pm)?\s*(\d{1,2})\s*(?::|시)\s*(?:(\d{1,2})\s*(?::\s*(\d{1,2})|분(?:\s*(\d{1,2})\s*초)?)?)?\s*(am|pm)?\.?$/i

/** `2026. 11. 20. 18:30`, `2026-11-20 18:30:00`, `2026년 11월 20일(금) 오후 6시 30분`; nothing where it is less plain. */
export function momentOf(text: string): Moment | undefined {
  const whole = text.normalize('NFKC').trim()
  const [head, year = '', month = '', date = ''] = DAY.exec(whole) ?? []
  if (head === undefined) return undefined
  const on = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const day = new Date(`${on}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(on)) return undefined
  return timeOnDay(whole.slice(head.length), on)
}

function timeOnDay(text: string, on: string | undefined): Moment | undefined {
  const match = TIME.exec(text.normalize('NFKC').trim())
  if (match === null || on === undefined) return undefined
  const [, before, hours, minutes = '0', seconds, spoken, after] = match
  const half = (before ?? after ?? '').toLowerCase()
  const isMorning = half === '오전' || half === 'am'
  let hour = Number(hours)
  if (isMorning && hour > 12) return undefined
  if (half !== '' && hour === 12) hour = isMorning ? 0 : 12
  else if (half !== '' && !isMorning && hour < 12) hour += 12
  const second = seconds ?? spoken
  if (hour > 23 || Number(minutes) > 59 || Number(second ?? 0) > 59) return undefined
  const two = (value: string | number) => String(value).padStart(2, '0')
  return { on, time: [two(hour), two(minutes), ...(second === undefined ? [] : [two(second)])].join(':') }
}
