import { create } from 'zustand'
import type { Catalogue } from '#i18n/index.ts'
import { useWords } from '../words.ts'

/** What a reason is given for; the ready ones are the catalogue's `studio.reasons`. */
export type ReasonKind = keyof Catalogue['studio']['reasons']

/** What was chosen or written last for each kind; it is the next one's as well. */
const useReasons = create<Partial<Record<ReasonKind, string>>>()(() => ({}))

export function setReason(kind: ReasonKind, why: string): void {
  useReasons.setState({ [kind]: why })
}

/** Forgets them: another clip, other reasons. */
export function forgetReasons(): void {
  useReasons.setState({}, true)
}

/** The reason that the next change of a kind is entered with; the first ready one until another is chosen. */
export function reasonFor(kind: ReasonKind, { studio }: Catalogue): string {
  const chosen = useReasons.getState()[kind]?.trim()
  return chosen === undefined || chosen === '' ? (studio.reasons[kind][0] ?? '') : chosen
}

/** The same, kept up to date on the screen, and what is in the field as it was typed. */
export function useReason(kind: ReasonKind): string {
  const words = useWords()
  return useReasons((reasons) => reasons[kind]) ?? words.studio.reasons[kind][0] ?? ''
}
