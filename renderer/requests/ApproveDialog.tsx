import type { FootageRequest } from '#domain/request.ts'
import { rangeText } from '../moments.ts'
import { office } from '../office.ts'
import { SecondPersonDialog } from '../sign-in/SecondPersonDialog.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'
import { noteRequest } from './requests.ts'

/** A second person signs in at the same desk to approve; the first stays signed in. */
export function ApproveDialog({ request, onClose }: { request: FootageRequest; onClose: () => void }) {
  const { detail } = useWords().requests
  return (
    <SecondPersonDialog
      title={detail.approveTitle}
      login={detail.approverLogin}
      password={detail.approverPassword}
      submit={detail.approveSubmit}
      onSubmit={async (credentials) =>
        noteRequest(await office.requests.approve({ requestId: request.id, ...credentials }))
      }
      onClose={onClose}
    >
      <p>{detail.approveText(request.number, request.requester.name)}</p>
      <p className={css['quiet']}>
        {rangeText(request.fromAt, request.toAt)} · {request.purpose}
      </p>
    </SecondPersonDialog>
  )
}
