import { create } from 'zustand'
import type { DutyLine, StationDutyLine } from '#contract/requests.ts'
import { addDays, dayOf } from '#domain/time.ts'
import type { Following } from '../frame/following.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'

interface Duties {
  requests: readonly DutyLine[]
  station: readonly StationDutyLine[]
  isLoaded: boolean
}

const none: Duties = { requests: [], station: [], isLoaded: false }

/** What whoever is at the desk has to do within a month, the earliest first. Only this file writes it. */
export const useDuties = create<Duties>()(() => none)

/** Every period that the law gives for an answer ends within it: what comes later need not be looked at today. */
const AHEAD_DAYS = 31
/** Days go by while nobody acts. */
const LOOK_AGAIN_MS = 60_000

let generation = 0
let isAsking = false
let isStale = false

/** Asks again, once more at the end where it is called while an answer is awaited. */
async function refresh(mine: number): Promise<void> {
  isStale = true
  if (isAsking) return
  isAsking = true
  try {
    while (isStale && mine === generation) {
      isStale = false
      const inbox = await office.duties.inbox({ untilOn: addDays(dayOf(now()), AHEAD_DAYS) })
      if (mine === generation) useDuties.setState({ ...inbox, isLoaded: true })
    }
  } finally {
    isAsking = false
  }
}

/** Known from the sign-in to the lock; every act of the office may change it. */
export function followDuties(): Following {
  generation += 1
  const mine = generation
  isAsking = false
  // What could not be answered now is asked again with the next act; the first answer tells of it.
  const again = () => void refresh(mine).catch(() => undefined)
  const stopListening = office.station.onChanged(({ phase }) => {
    if (phase === 'open') again()
  })
  const timer = setInterval(again, LOOK_AGAIN_MS)
  return {
    loaded: refresh(mine),
    stop() {
      generation += 1
      stopListening()
      clearInterval(timer)
      useDuties.setState(none)
    },
  }
}
