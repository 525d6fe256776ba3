import type { Alike } from '#contract/requests.ts'
import { Refusal } from '#domain/refusal.ts'
import type { FootageRequest } from '#domain/request.ts'
import { office } from '../office.ts'
import { clear, forgetKeeping, keepNow, useDraft } from './draft.ts'
import { formOf, identityOf, problemsOf, type Reading } from './form.ts'
import { noteRequest, useRequests } from './requests.ts'

/** What became of handing the form in. */
export type Outcome =
  | { is: 'received'; request: FootageRequest }
  /** The same has been asked already; nothing has been received. */
  | { is: 'alike'; alike: Alike[] }
  /** Something is missing or wrong; the office was not asked. */
  | { is: 'incomplete' }

/**
 * Hands the draft in, and empties it once it is received. Unless `again`, the office is asked first whether somebody asks
 * for the same. Rejects where the office refuses; the draft then stays as it is.
 */
export async function receive(reading: Reading, again: boolean): Promise<Outcome> {
  const { draft } = useDraft.getState()
  useDraft.setState({ hasTried: true })
  const form = formOf(draft, reading)
  if (form === undefined || Object.keys(problemsOf(draft, reading)).length > 0) return { is: 'incomplete' }
  if (!again) {
    const alike = (await office.requests.alike(form)).filter(({ id }) => id !== draft.inquiryId)
    if (alike.length > 0) return { is: 'alike', alike }
  }
  const identity = identityOf(draft, reading)
  // With the request the vault drops the draft; nothing may be kept after it.
  forgetKeeping()
  try {
    const shown = identity === undefined ? {} : { identity }
    const inquiry = draft.inquiryId === '' ? undefined : useRequests.getState().byId[draft.inquiryId]
    const request =
      inquiry === undefined || form.kind === 'object'
        ? await office.requests.receive({ form, again, ...shown })
        : await office.requests.write({ requestId: inquiry.id, revision: inquiry.revision, form, ...shown })
    noteRequest(request)
    clear()
    // With a new request the vault has dropped the draft; of an inquiry it does not know that it was one.
    if (inquiry === undefined) forgetKeeping()
    else keepNow()
    return { is: 'received', request }
  } catch (thrown) {
    keepNow()
    // Somebody else was quicker.
    if (thrown instanceof Refusal && thrown.code === 'request-duplicate')
      return { is: 'alike', alike: await office.requests.alike(form) }
    throw thrown
  }
}
