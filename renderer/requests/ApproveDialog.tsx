import { type FormEvent, useId, useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { rangeText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'
import { noteRequest } from './requests.ts'

/** A second person signs in at the same desk to approve; the first stays signed in. */
export function ApproveDialog({ request, onClose }: { request: FootageRequest; onClose: () => void }) {
  const { requests, terms } = useWords()
  const { detail } = requests
  const formId = useId()
  const attempt = useAttempt()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const isDone = await attempt.run(async () =>
      noteRequest(
        await office.requests.approve({ requestId: request.id, loginName: loginName.trim(), password }),
      ),
    )
    setPassword('')
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={detail.approveTitle}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={formId}
            isDisabled={attempt.isBusy || loginName.trim() === '' || password === ''}
          >
            {detail.approveSubmit}
          </Button>
        </>
      }
    >
      <p>{detail.approveText(request.number, request.requester.name)}</p>
      <p className={css['quiet']}>
        {rangeText(request.fromAt, request.toAt)} · {request.purpose}
      </p>
      <form id={formId} className={css['fields']} onSubmit={(event) => void submit(event)}>
        <TextField
          label={detail.approverLogin}
          value={loginName}
          onChange={setLoginName}
          autoComplete="off"
        />
        <TextField
          label={detail.approverPassword}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="off"
        />
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
