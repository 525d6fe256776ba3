import { useInstitution } from '../frame/institution.ts'
import { now } from '../frame/station.ts'
import { useWords } from '../words.ts'
import { type Draft, edit, leave, type TextName, useDraft } from './draft.ts'
import { type Field, type Problem, type Problems, problemsOf, type Reading } from './form.ts'
import { useRequests } from './requests.ts'

/** What a draft is read against at this moment. */
export function readingOf({ objectsTo }: Draft): Reading {
  const { byId } = useRequests.getState()
  const against = objectsTo === '' ? undefined : byId[objectsTo]?.form
  return { now: now(), cameras: useInstitution.getState().cameras, against }
}

/** Wrong whatever follows: said while it is typed. */
const AT_ONCE: readonly Problem[] = ['resident-number', 'too-many', 'guarded']
/** Nothing is wrong yet with a field that nobody has come to. */
const NOT_YET: readonly Problem[] = ['missing', 'choose', 'choose-request', 'unseen']

/** What is said of the fields now: everything after a try, before it only of those that have been left. */
export function useProblems(): Problems {
  const { draft, hasTried, left } = useDraft()
  useInstitution(({ cameras }) => cameras)
  const problems = problemsOf(draft, readingOf(draft))
  if (hasTried) return problems
  const isSaid = ([field, problem]: [string, Problem]) =>
    AT_ONCE.includes(problem) || (left.has(field) && !NOT_YET.includes(problem))
  return Object.fromEntries(Object.entries(problems).filter(isSaid))
}

/** What a field is given: its text, and the sentence of what is wrong with it. */
export interface FieldProps {
  value: string
  onChange: (value: string) => void
  onBlur: () => void
  error: string | undefined
}

export type FieldOf = (name: TextName) => FieldProps

/** Binds fields of the form to the draft. */
export function useFields(): FieldOf {
  const draft = useDraft((state) => state.draft)
  const errorOf = useErrors()
  return (name) => ({
    value: draft[name],
    onChange: (value) => edit({ [name]: value }),
    onBlur: () => leave(name),
    error: errorOf(name),
  })
}

/** The sentence of what is wrong with a field. */
export function useErrors(): (field: Field) => string | undefined {
  const { form } = useWords().requests
  const problems = useProblems()
  return (field) => {
    const problem = problems[field]
    return problem === undefined ? undefined : form.problems[problem]
  }
}
