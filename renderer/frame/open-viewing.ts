import { create } from 'zustand'
import type { Viewing } from '#domain/viewing.ts'
import { office } from '../office.ts'
import type { Following } from './following.ts'

type Why = 'closed' | 'locked' | 'idle'

interface OpenViewing {
  viewing: Viewing | undefined
  /** Why the last viewing ended, where that was not asked for; shown until it is closed. */
  ended: Exclude<Why, 'closed'> | undefined
}

/** The viewing that is open now: the red strip stands while there is one, and only main says so. */
export const useOpenViewing = create<OpenViewing>()(() => ({ viewing: undefined, ended: undefined }))

/** Asks main again. Nothing changes in the store while the same viewing goes on. */
export async function refreshViewing(): Promise<void> {
  const viewing = (await office.viewings.current()) ?? undefined
  if (viewing?.id !== useOpenViewing.getState().viewing?.id) useOpenViewing.setState({ viewing })
}

/**
 * Keeps the store as main says: the strip is main's word and nobody else's. The notice of an end by lock or idleness
 * outlives the stop, for whoever signs in again.
 */
export function followViewing(): Following {
  const stops = [
    office.viewings.onOpened((viewing) => useOpenViewing.setState({ viewing })),
    office.viewings.onEnded(({ why }) => {
      useOpenViewing.setState({ viewing: undefined, ...(why !== 'closed' && { ended: why }) })
    }),
  ]
  return {
    loaded: refreshViewing(),
    stop() {
      for (const stop of stops) stop()
      useOpenViewing.setState({ viewing: undefined })
    },
  }
}

export function dismissEnded(): void {
  useOpenViewing.setState({ ended: undefined })
}

export async function endViewing(): Promise<void> {
  const { viewing } = useOpenViewing.getState()
  if (viewing === undefined) return
  await office.viewings.close({ viewingId: viewing.id })
  await refreshViewing()
}
