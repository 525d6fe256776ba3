import { useCallback } from 'react'
import type { Recording, Window } from '#domain/recording.ts'
import { addDays, startOfDay } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'
import type { Draft } from './draft.ts'
import { dayIn, windowOf } from './form.ts'

/** What is held of the day that is asked for. */
export interface Footage {
  /** The whole Korean day; none while no day is written. */
  day: Window | undefined
  /** The asked-for stretch; none while its times mean nothing yet, or cannot be. */
  asked: Window | undefined
  /** None until it is known. */
  recordings: readonly Recording[] | undefined
}

export function useFootage(draft: Draft): Footage {
  const on = dayIn('fromOn', draft.fromOn, now())
  const window = windowOf(draft, now())
  const asked = window !== undefined && window.fromAt < window.toAt ? window : undefined
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
    recordings: answer,
  }
}
