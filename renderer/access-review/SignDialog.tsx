import { type FormEvent, useId, useState } from 'react'
import type { AccessReview } from '#contract/access-review.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

interface SignDialogProps {
  review: AccessReview
  onSigned: () => void
  onClose: () => void
}

/** The reviewer signs with their own password; where everything was their own doing, somebody else stands by. */
export function SignDialog({ review, onSigned, onClose }: SignDialogProps) {
  const { accessReview, terms } = useWords()
  const { sign: words } = accessReview
  const formId = useId()
  const attempt = useAttempt()
  const [password, setPassword] = useState('')
  const [login, setLogin] = useState('')
  const [witnessPassword, setWitnessPassword] = useState('')
  const { month, needsWitness, findings } = review
  const isReady = password !== '' && (!needsWitness || (login.trim() !== '' && witnessPassword !== ''))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const witness = needsWitness ? { loginName: login.trim(), password: witnessPassword } : null
    const isDone = await attempt.run(() => office.accessReview.sign({ month, password, witness }))
    setPassword('')
    setWitnessPassword('')
    if (isDone) onSigned()
  }
  return (
    <Dialog
      title={words.title(month)}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={attempt.isBusy || !isReady}>
            {words.submit}
          </Button>
        </>
      }
    >
      <p>{words.text(findings.length)}</p>
      <form id={formId} className={css['form']} onSubmit={(event) => void submit(event)}>
        <TextField
          label={words.password}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="off"
        />
        {needsWitness && (
          <>
            <p>{words.witness}</p>
            <TextField label={words.login} value={login} onChange={setLogin} autoComplete="off" />
            <TextField
              label={words.witnessPassword}
              type="password"
              value={witnessPassword}
              onChange={setWitnessPassword}
              autoComplete="off"
            />
          </>
        )}
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
