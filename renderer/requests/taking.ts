import { create } from 'zustand'
import { Refusal } from '#domain/refusal.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { type Attempt, useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { sentenceFor } from '../words.ts'
import { noteRequest } from './requests.ts'

/** A request as this window has seen it: every step says on which one it is taken. */
export interface Seen {
  requestId: RequestId
  revision: number
}

export interface Taking extends Attempt {
  /** Takes a step and keeps what the request has become; answers whether it was taken. */
  take: (ask: (seen: Seen) => Promise<FootageRequest>) => Promise<boolean>
}

/** Who has changed a request under somebody's hands: it outlives the step that it was said of. */
export const useOvertaken = create<{ requestId?: RequestId; sentence?: string }>()(() => ({}))

/**
 * Takes a step on a request as it was seen and keeps what it has become. Rejects with what the office refuses; where somebody
 * else has acted meanwhile the request is loaded anew first, and it is said who.
 */
export async function takeStep(
  { id: requestId, revision }: FootageRequest,
  ask: (seen: Seen) => Promise<FootageRequest>,
): Promise<void> {
  useOvertaken.setState({}, true)
  try {
    noteRequest(await ask({ requestId, revision }))
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.code === 'request-changed') {
      useOvertaken.setState({ requestId, sentence: sentenceFor(thrown) })
      noteRequest(await office.requests.find({ requestId }))
    }
    throw thrown
  }
}

/** For the button that takes a step: busy while it is under way, and the sentence if it was refused. */
export function useTaking(request: FootageRequest): Taking {
  const attempt = useAttempt()
  return { ...attempt, take: (ask) => attempt.run(() => takeStep(request, ask)) }
}
