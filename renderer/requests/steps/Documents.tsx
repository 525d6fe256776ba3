import { type FormEvent, useCallback, useId, useState } from 'react'
import type { DocumentName } from '#domain/document.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer, useAttempt } from '../../attempt.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Panel.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import css from './Steps.module.css'

/** What can be printed for a request as it stands; every print is entered with its reason. */
export function DocumentsPanel({ request }: { request: FootageRequest }) {
  const { documents } = useWords().decisions
  const { names, problem } = useDocuments(request)
  if (names.length === 0 && problem === undefined) return null
  return (
    <Card title={documents.title}>
      {problem !== undefined && <Notice tone="warning">{problem}</Notice>}
      <div className={css['papers']}>
        {names.map((name) => (
          <PrintButton key={name} requestId={request.id} name={name} />
        ))}
      </div>
    </Card>
  )
}

const ANSWERS: readonly DocumentName[] = ['notice', 'result', 'objection-result', 'denial']

/** The paper that goes out with a notice, one key away from saying that it went out. */
export function AnswerPaper({ request }: { request: FootageRequest }) {
  const { names } = useDocuments(request)
  const name = names.find((each) => ANSWERS.includes(each))
  return name === undefined ? null : <PrintButton requestId={request.id} name={name} />
}

function useDocuments({ id: requestId, revision }: FootageRequest): {
  names: readonly DocumentName[]
  problem: string | undefined
} {
  const ask = useCallback(() => available(requestId, revision), [requestId, revision])
  const { answer = [], problem } = useAnswer(ask)
  return { names: answer, problem }
}

/** `_revision` makes it another question once the request stands elsewhere. */
function available(requestId: RequestId, _revision: number) {
  return office.documents.available({ requestId })
}

function PrintButton({ requestId, name }: { requestId: RequestId; name: DocumentName }) {
  const { documents } = useWords().decisions
  const [isOpen, open] = useState(false)
  return (
    <>
      <Button size="small" icon="print" onPress={() => open(true)}>
        {documents.names[name]}
      </Button>
      {isOpen && <PrintDialog requestId={requestId} name={name} onClose={() => open(false)} />}
    </>
  )
}

interface PrintDialogProps {
  requestId: RequestId
  name: DocumentName
  onClose: () => void
}

function PrintDialog({ requestId, name, onClose }: PrintDialogProps) {
  const { decisions, terms } = useWords()
  const { documents } = decisions
  const formId = useId()
  const [reason, setReason] = useState(documents.usualReason)
  const [isSaved, setSaved] = useState(false)
  const attempt = useAttempt()
  const print = (event: FormEvent) => {
    event.preventDefault()
    void attempt.run(async () => {
      const { saved } = await office.documents.print({ document: name, requestId, reason: reason.trim() })
      setSaved(saved)
    })
  }
  return (
    <Dialog
      title={documents.names[name]}
      isOpen
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{isSaved ? terms.close : terms.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={formId}
            isDisabled={attempt.isBusy || reason.trim() === ''}
          >
            {documents.save}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={print}>
        <TextField
          label={documents.reason}
          hint={documents.reasonHint}
          value={reason}
          onChange={setReason}
          maxLength={500}
          isRequired
        />
      </form>
      {isSaved && <Notice tone="success">{documents.saved}</Notice>}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
