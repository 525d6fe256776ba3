import { create } from 'zustand'
import { type FootageRequest, isGiven, isGranted, isOver, isSearchable } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { canTake } from '#domain/step-table.ts'
import type { Following } from '../frame/following.ts'
import { office } from '../office.ts'
import { refreshLaw } from './law.ts'
import { forgetSearch } from './search.ts'

type ById = Readonly<Record<RequestId, FootageRequest>>

interface Requests {
  byId: ById
  isLoaded: boolean
}

/** The most that one answer of the office holds. */
const PAGE = 200

/**
 * Every request that is not over, and single ones that a screen has asked for. Only this file writes it; screens read.
 * What is over and not at hand is found by searching.
 */
export const useRequests = create<Requests>()(() => ({ byId: {}, isLoaded: false }))

/** Keeps what the office has said of a request, unless something newer is known. */
export function noteRequest(request: FootageRequest): void {
  useRequests.setState(({ byId }) => ({ byId: withNewer(byId, [request]) }))
}

/** Brings in a request that may be over. Rejects where the office refuses, as with `request-unknown`. */
export async function need(requestId: RequestId): Promise<void> {
  if (useRequests.getState().byId[requestId] !== undefined) return
  const before = generation
  const found = await office.requests.find({ requestId })
  // An answer that comes after the lock names people to nobody.
  if (before === generation) noteRequest(found)
}

let generation = 0

/** Keeps the store as main says; its stop forgets them all, since they name people. */
export function followRequests(): Following {
  generation += 1
  const mine = generation
  const stop = office.requests.onChanged(noteRequest)
  const load = async () => {
    const all: FootageRequest[] = []
    for (let total = 1; all.length < total; ) {
      const page = await office.requests.search({
        text: '',
        state: 'open',
        offset: all.length,
        limit: PAGE,
      })
      if (mine !== generation) return
      all.push(...page.requests)
      // What is closed meanwhile moves the rest up: an empty page ends it as well.
      total = page.requests.length === 0 ? 0 : page.total
    }
    // At once: every change of the store is a drawing of the menu and of the lists.
    useRequests.setState(({ byId }) => ({ byId: withNewer(byId, all), isLoaded: true }))
  }
  return {
    loaded: Promise.all([load(), refreshLaw()]),
    stop() {
      generation += 1
      stop()
      useRequests.setState({ byId: {}, isLoaded: false })
      forgetSearch()
    },
  }
}

/** A notice may overtake the answer to a question: of two states of a request the later one holds. */
function withNewer(byId: ById, told: readonly FootageRequest[]): ById {
  const newer = told.filter((request) => (byId[request.id]?.revision ?? 0) <= request.revision)
  return { ...byId, ...Object.fromEntries(newer.map((request) => [request.id, request])) }
}

/** Everything that is not over, by its due day; inquiries, which have none, last. */
export function open(byId: ById): FootageRequest[] {
  return inOrder(byId).filter((request) => !isOver(request))
}

/** Those for which footage may be shown, masked and copied, by their due day. */
export function granted(byId: ById): FootageRequest[] {
  return inOrder(byId).filter(isGranted)
}

/** Those for whose footage an officer may look, alone, by their due day. */
export function searchable(byId: ById): FootageRequest[] {
  return inOrder(byId).filter(isSearchable)
}

const LAST = '9999'

function inOrder(byId: ById): FootageRequest[] {
  const dueOn = (request: FootageRequest) => ('dueOn' in request ? request.dueOn : LAST)
  return Object.values<FootageRequest>(byId).sort(
    (a, b) => dueOn(a).localeCompare(dueOn(b)) || a.number.localeCompare(b.number),
  )
}

/** The stages of a request as the detail page names them, in this order. */
const STAGES = ['receipt', 'identity', 'search', 'review', 'approval', 'notice', 'giving', 'closing'] as const
type Stage = (typeof STAGES)[number]

/**
 * Which of 접수 · 본인확인 · 영상 확인 · 검토 · 결재 · 통지 · 열람/교부 · 종결 is the present one, 0…7; 8 where all is done.
 * A measure (삭제, 정정, 처리정지) is taken first and told afterwards: its 통지 can be the present one after its 교부.
 */
export function stepOf(request: FootageRequest): number {
  const stage = stageOf(request)
  return stage === undefined ? STAGES.length : STAGES.indexOf(stage)
}

function stageOf(request: FootageRequest): Stage | undefined {
  switch (request.state) {
    case 'inquiry':
      return 'receipt'
    case 'received':
    case 'supplementing':
      return 'identity'
    case 'verified':
      return canTake(request, 'locate') ? 'search' : 'review'
    case 'located':
    case 'postponed':
      return 'review'
    case 'proposed':
      return 'approval'
    case 'decided':
      return canTake(request, 'notify') ? 'notice' : 'giving'
    case 'notified':
      return isGiven(request) ? 'giving' : 'closing'
    case 'no-show':
      return 'giving'
    case 'fulfilled':
      return canTake(request, 'notify') ? 'notice' : 'closing'
    case 'objected':
      return 'closing'
    case 'closed':
    case 'withdrawn':
      return undefined
  }
}
