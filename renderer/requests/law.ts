import { create } from 'zustand'
import { builtInHolidays, type Holidays } from '#domain/law/holidays.ts'
import { type Law, type LawChange, lawOn } from '#domain/law/law.ts'
import { office } from '../office.ts'

interface LawState {
  holidays: Holidays
  changes: readonly LawChange[]
}

/** Days off and dated changes of the law as the station has them; what it came with until it has answered. */
export const useLaw = create<LawState>()(() => ({ holidays: builtInHolidays, changes: [] }))

/** Asks again: at the sign-in and after every change of the settings. */
export async function refreshLaw(): Promise<void> {
  const { holidays, changes } = await office.law.show()
  useLaw.setState({ holidays, changes })
}

/** The law on a day, as the page words its suggestions by it. */
export function lawAt(on: string): Law {
  return lawOn(on, useLaw.getState().changes)
}
