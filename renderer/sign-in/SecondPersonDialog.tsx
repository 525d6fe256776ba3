import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './SignInScreen.module.css'

interface SecondPersonDialogProps {
  title: string
  /** What the second person is asked to vouch for. */
  children: ReactNode
  /** Labels of the two fields and of the button: they name who is to write there. */
  login: string
  password: string
  submit: string
  /** What is asked of the office in the second person's name. */
  onSubmit: (credentials: { loginName: string; password: string }) => Promise<void>
  onClose: () => void
}

/** A second person signs in at the same desk to vouch for something; the first stays signed in. */
export function SecondPersonDialog(props: SecondPersonDialogProps) {
  const { title, children, login, onSubmit, onClose } = props
  const { terms } = useWords()
  const formId = useId()
  const attempt = useAttempt()
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const isDone = await attempt.run(() => onSubmit({ loginName: loginName.trim(), password }))
    setPassword('')
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={title}
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
            {props.submit}
          </Button>
        </>
      }
    >
      {children}
      <form id={formId} className={css['fields']} onSubmit={(event) => void submit(event)}>
        <TextField label={login} value={loginName} onChange={setLoginName} autoComplete="off" />
        <TextField
          label={props.password}
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
