import { create } from 'zustand'
import { Refusal, type RefusalCode } from '#domain/refusal.ts'
import { type Catalogue, catalogue, type Language } from '#i18n/index.ts'
import { Fault } from './api.ts'

const KEY = 'language'

const remembered = (): Language =>
  typeof localStorage !== 'undefined' && localStorage.getItem(KEY) === 'en' ? 'en' : 'ko'

/** The language of this PC's screen; it is remembered outside the vault, since it is needed before it opens. */
export const useLanguage = create<{ language: Language }>()(() => ({ language: remembered() }))

export function speak(language: Language): void {
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
  useLanguage.setState({ language })
}

/** The catalogue in the language of the screen. */
export function useWords(): Catalogue {
  return catalogue(useLanguage(({ language }) => language))
}

/** The same outside a component: for stores, at the moment a sentence is made. */
function words(): Catalogue {
  return catalogue(useLanguage.getState().language)
}

/** What is said of anything that was thrown: a refusal in its own words, everything else by its reference. */
export function sentenceFor(thrown: unknown, spoken: Catalogue = words()): string {
  if (thrown instanceof Refusal) return refusalSentence(thrown.code, thrown.data, spoken)
  return spoken.terms.fault(thrown instanceof Fault ? thrown.message : '-')
}

/** The sentence of a refusal that crossed as plain data, as in a job that ended; a fault's where it is not known. */
export function refusalSentence(
  code: string,
  data: object,
  { refusals, terms }: Catalogue = words(),
): string {
  if (!Object.hasOwn(refusals, code)) return terms.fault(code)
  const say = refusals[code as RefusalCode] as (data: object) => string
  return say(data)
}
