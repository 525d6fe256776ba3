import { z } from 'zod'
import { DayOn } from '../time.ts'
import first from './2026-09-11.json' with { type: 'json' }

/** Law as dated data (domain §0): what a decision cites is looked up by its day, never written into code. */

/** B0–B10: the grounds of 법 17①·18② on which footage is given or used (domain §7). */
export const BasisCode = z.enum(['B0', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'B10'])
export type BasisCode = z.infer<typeof BasisCode>

/** 어린이집, 장기요양기관, 수술실 have rules of their own (domain §14). */
export const Sector = z.enum(['general', 'childcare', 'care-home', 'operating-room'])
export type Sector = z.infer<typeof Sector>

export const DeadlineId = z.enum([
  'DL-01',
  'DL-02',
  'DL-03',
  'DL-04',
  'DL-05',
  'DL-06',
  'DL-07',
  'DL-08',
  'DL-08-posted',
  'DL-09',
  'DL-10',
  'DL-11',
  'DL-12',
  'DL-13',
  'DL-14',
  'DL-14-large',
  'DL-15',
  'DL-16',
  'DL-17',
  'DL-18',
  'DL-18-file',
  'DL-18-extended',
  'DL-19',
  'DL-19-extended',
  'DL-20',
])
export type DeadlineId = z.infer<typeof DeadlineId>

/** A lawful ground to refuse, withhold or not erase (법 35④, 36① 단서; by sector where another law names its own). */
const Ground = z.strictObject({
  text: z.string().min(1).max(1000),
  citation: z.string().min(1).max(200),
  /** Which requests it can answer. */
  answers: z.array(z.enum(['access', 'erase', 'stop'])).min(1),
  sectors: z.array(Sector).min(1),
})
export type Ground = z.infer<typeof Ground>

const Basis = z.strictObject({
  text: z.string().min(1).max(1000),
  citation: z.string().min(1).max(200),
  /** Whether use or provision on this ground is published (법 18④, 처리방법고시 2조). */
  isPublished: z.boolean(),
  /** B5–B9 are for public institutions only. */
  isPublicOnly: z.boolean(),
  /** What must be on record before anything is given on this ground. */
  evidence: z.string().max(200),
})
export type Basis = z.infer<typeof Basis>

/** How a period runs. `mode`: by the institution's way of counting (행정기본법 6 or 민원처리법 19②). */
const DeadlineRule = z.discriminatedUnion('counting', [
  z.strictObject({ counting: z.literal('mode'), days: z.int().positive(), source: z.string() }),
  z.strictObject({ counting: z.literal('calendar'), days: z.int(), source: z.string() }),
  z.strictObject({ counting: z.literal('hours'), hours: z.int().positive(), source: z.string() }),
  z.strictObject({ counting: z.literal('years'), years: z.int().positive(), source: z.string() }),
  z.strictObject({ counting: z.literal('quarter-end'), source: z.string() }),
  z.strictObject({ counting: z.literal('year-end'), source: z.string() }),
  z.strictObject({ counting: z.literal('next-year'), monthDay: z.string().length(5), source: z.string() }),
])
export type DeadlineRule = z.infer<typeof DeadlineRule>

/** A reason that looks like one and is none; `instead` says what the law allows in its place (domain §6.3). */
const Blocked = z.strictObject({
  /** A regular expression over the reason without its spaces. */
  pattern: z.string().min(1).max(300).refine(isPattern),
  why: z.string().min(1).max(500),
  instead: z.string().min(1).max(500),
  /** Blocked only where no fields of RF-2 support it: the text alone is not enough. */
  unlessInfeasible: z.boolean(),
})
export type Blocked = z.infer<typeof Blocked>

const Text = z.string().min(1).max(4000)

const Law = z.strictObject({
  effectiveFrom: DayOn,
  name: z.string().min(1).max(200),
  grounds: z.record(z.string().regex(/^[A-Z]{2}-\d[a-z]?$/), Ground),
  bases: z.record(BasisCode, Basis),
  deadlines: z.record(DeadlineId, DeadlineRule),
  blocked: z.record(z.string().min(1).max(40), Blocked),
  /** Acts that are cited for B2, and places that ask: suggestions, not limits. */
  suggestions: z.strictObject({ acts: z.array(Text), agencies: z.array(Text) }),
  /** Sentences of notices and letters, by the name that papers call them by. */
  texts: z.record(z.string().min(1).max(60), Text),
})
export type Law = z.infer<typeof Law>

/** What changes on a day: only what is named in it; what another law took away is `null`. */
export const LawChange = z.strictObject({
  effectiveFrom: DayOn,
  name: z.string().min(1).max(200),
  grounds: z.record(z.string().regex(/^[A-Z]{2}-\d[a-z]?$/), Ground.nullable()).optional(),
  bases: z.partialRecord(BasisCode, Basis).optional(),
  deadlines: z.partialRecord(DeadlineId, DeadlineRule).optional(),
  blocked: z.record(z.string().min(1).max(40), Blocked.nullable()).optional(),
  suggestions: Law.shape.suggestions.optional(),
  texts: z.record(z.string().min(1).max(60), Text).optional(),
})
export type LawChange = z.infer<typeof LawChange>

const firstLaw: Law = Law.parse(first)

/** The law as it stands on a day: the built-in text and every change in force by then, in their order. */
export function lawOn(on: string, changes: readonly LawChange[]): Law {
  return changes
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom))
    .reduce(changed, firstLaw)
}

function changed(law: Law, change: LawChange): Law {
  return {
    effectiveFrom: change.effectiveFrom,
    name: change.name,
    grounds: merged(law.grounds, change.grounds),
    bases: { ...law.bases, ...change.bases },
    deadlines: { ...law.deadlines, ...change.deadlines },
    blocked: merged(law.blocked, change.blocked),
    suggestions: change.suggestions ?? law.suggestions,
    texts: { ...law.texts, ...change.texts },
  }
}

function merged<T>(standing: Record<string, T>, next: Record<string, T | null> = {}): Record<string, T> {
  const all = Object.entries({ ...standing, ...next })
  return Object.fromEntries(all.filter((pair): pair is [string, T] => pair[1] !== null))
}

/** A sentence of notices and letters. Throws where the data has none: a paper with a hole must not leave. */
export function lawText(law: Law, name: string): string {
  const text = law.texts[name]
  if (text === undefined) throw new Error(`the law data has no text ${name}`)
  return text
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch {
    return false
  }
}
