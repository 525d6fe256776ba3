import { momentText } from '../moments.ts'

/** What the catalogue calls the fields of an act's details, and those of their values that are words of the program. */
export interface ActWords {
  fields: Readonly<Record<string, string>>
  /** By `field:value` where a value means something of its own in a field. */
  values: Readonly<Record<string, string>>
  /** Kinds of what an act is done to. */
  subjects: Readonly<Record<string, string>>
}

/**
 * An act's summary (`request: 2026-0001 · purpose: mask`) in the words of the catalogue: fields and the program's own
 * values by name, moments by the wall clock, hashes cut to what can be compared at a glance, nothing where a field is
 * empty. What the catalogue does not know stays as it was entered.
 */
export function readable(summary: string, words: ActWords): string {
  return summary
    .split(' · ')
    .map((fact) => {
      const [, field, value] = /^(\w+): (.*)$/s.exec(fact) ?? []
      if (field === undefined || value === undefined) return fact
      return value === '' ? '' : `${named(words.fields, field)} ${readableValue(field, value, words)}`
    })
    .filter((fact) => fact !== '')
    .join(' · ')
}

/** `viewing:viewing-x1` as `열람 x1`: what it was done to, and the end of its id to tell it from another. */
export function readableSubject(subject: string, { subjects, values }: ActWords): string {
  const [kind = '', id] = subject.split(/:(.*)/s)
  const rest = id?.replace(`${kind}-`, '')
  return rest === undefined ? named(subjects, kind) : `${named(subjects, kind)} ${named(values, rest)}`
}

function readableValue(field: string, value: string, { values }: ActWords): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return momentText(value, 'second')
  if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 12)}…`
  return values[`${field}:${value}`] ?? named(values, value)
}

const named = (names: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(names, key) ? (names[key] ?? key) : key
