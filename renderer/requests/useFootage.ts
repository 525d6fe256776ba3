import { useCallback } from 'react'
import type { Recording, Window } from '#domain/recording.ts'
import { addDays, startOfDay } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { office } from '../office.ts'
import { parseDay } from '../ui/typed.ts'
import { type Draft, windowOf } from './draft.ts'

/** What is held of the day that is asked for. */
export interface Footage {
  /** The whole Korean day; none while no day is written. */
  day: Window | undefined
  /** The asked-for stretch; none while its times mean nothing yet. */
  asked: Window | undefined
  recordings: readonly Recording[]
}

export function useFootage(draft: Draft): Footage {
  const on = parseDay(draft.fromOn)
  const asked = windowOf(draft)
  const fromAt = on === undefined ? undefined : startOfDay(on)
  const dayEnd = on === undefined ? undefined : startOfDay(addDays(on, 1))
  const toAt = asked !== undefined && dayEnd !== undefined && asked.toAt > dayEnd ? asked.toAt : dayEnd
  const ask = useCallback(
    async () => (fromAt === undefined || toAt === undefined ? [] : office.recordings.list({ fromAt, toAt })),
    [fromAt, toAt],
  )
  // Where it cannot be told what is held, nothing is claimed; receiving goes on without it.
  const { answer } = useAnswer<Recording[]>(ask)
  return {
    day: fromAt === undefined || dayEnd === undefined ? undefined : { fromAt, toAt: dayEnd },
    asked,
    recordings: answer ?? [],
  }
}
