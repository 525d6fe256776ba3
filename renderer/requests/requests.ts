import { create } from 'zustand'
import type { FootageRequest, RequestState } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import type { Following } from '../frame/following.ts'
import { office } from '../office.ts'

interface Requests {
  byId: Readonly<Record<RequestId, FootageRequest>>
  isLoaded: boolean
}

/** What main has told of requests. Only this file writes it; screens read. */
export const useRequests = create<Requests>()(() => ({ byId: {}, isLoaded: false }))

export function noteRequest(request: FootageRequest): void {
  useRequests.setState(({ byId }) => ({ byId: { ...byId, [request.id]: request } }))
}

/** Keeps the store as main says; its stop forgets them all, since they name people. */
export function followRequests(): Following {
  let isOver = false
  const stop = office.requests.onChanged(noteRequest)
  const load = async () => {
    const list = await office.requests.list()
    if (isOver) return
    // A notice that overtook the list is newer than it.
    useRequests.setState(({ byId }) => ({ byId: { ...byIdOf(list), ...byId }, isLoaded: true }))
  }
  return {
    loaded: load(),
    stop() {
      isOver = true
      stop()
      useRequests.setState({ byId: {}, isLoaded: false })
    },
  }
}

function byIdOf(requests: readonly FootageRequest[]): Requests['byId'] {
  return Object.fromEntries(requests.map((request) => [request.id, request]))
}

/** What is still to be done by its due day, then what is done, newest first. */
export function inOrder(byId: Requests['byId']): FootageRequest[] {
  return Object.values<FootageRequest>(byId).sort((a, b) => {
    if ((a.state === 'fulfilled') !== (b.state === 'fulfilled')) return a.state === 'fulfilled' ? 1 : -1
    return a.state === 'fulfilled'
      ? b.number.localeCompare(a.number)
      : a.dueOn.localeCompare(b.dueOn) || a.number.localeCompare(b.number)
  })
}

export function open(byId: Requests['byId']): FootageRequest[] {
  return inOrder(byId).filter(({ state }) => state !== 'fulfilled')
}

/** Which of the five steps on the detail page is the present one, 0…4; 5 when all are done. */
export function stepOf(state: RequestState): number {
  return { received: 1, verified: 2, approved: 3, fulfilled: 5 }[state]
}
