import { useEffect } from 'react'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { RequestDetail } from './RequestDetail.tsx'
import { RequestList } from './RequestList.tsx'
import { need, useRequests } from './requests.ts'

/** All requests, or the one that was gone to. */
export function RequestsScreen({ requestId }: { requestId?: RequestId }) {
  return requestId === undefined ? <RequestList /> : <One key={requestId} requestId={requestId} />
}

function One({ requestId }: { requestId: RequestId }) {
  const { terms } = useWords()
  const request = useRequests(({ byId }) => byId[requestId])
  const { problem, run } = useAttempt()
  useEffect(() => void run(() => need(requestId)), [requestId, run])
  if (request !== undefined) return <RequestDetail request={request} />
  if (problem === undefined) return <output>{terms.loading}</output>
  return (
    <>
      <Notice tone="danger">{problem}</Notice>
      <RequestList />
    </>
  )
}
