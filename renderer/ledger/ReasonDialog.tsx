import { useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'

interface ReasonDialogProps {
  words: { title: string; text: string; start: string }
  onClose: () => void
  /** Does it, with the reason that is entered; rejects as the office refuses. */
  onReason: (reason: string) => Promise<void>
}

/** Nothing leaves the house without a reason (안전성기준 8②). */
export function ReasonDialog({ words, onClose, onReason }: ReasonDialogProps) {
  const { terms, ledger } = useWords()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const attempt = useAttempt()
  const start = () => {
    const given = reason.trim()
    if (given === '') return setMissing(true)
    void attempt.run(() => onReason(given)).then((isDone) => isDone && onClose())
  }
  return (
    <Dialog
      title={words.title}
      isOpen
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" isDisabled={attempt.isBusy} onPress={start}>
            {words.start}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <TextArea
        label={ledger.reason}
        hint={ledger.reasonHint}
        error={isMissing && reason.trim() === '' ? ledger.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        isRequired
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one thing the sheet asks
        autoFocus
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
