import { type FormEvent, useId, useState } from 'react'
import { isStrong } from '#domain/actor.ts'
import { Refusal } from '#domain/refusal.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { PasswordRules } from '../set-up/PasswordRules.tsx'
import { keepCode } from '../set-up/recovery-code.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './SignInScreen.module.css'

/** What a person is asked before the vault opens, and what their going on says. */
const ANSWER = {
  'vault-needs-mending': { mends: true },
  'clock-far-ahead': { confirmsClock: true },
} as const
type Asked = Refusal<keyof typeof ANSWER>

function isAsked(thrown: unknown): thrown is Asked {
  return thrown instanceof Refusal && Object.hasOwn(ANSWER, thrown.code)
}

/** Opens the vault with the code on paper; a manager's password is set anew, and a new code follows. */
export function RecoverDialog({ onClose }: { onClose: () => void }) {
  const { signIn, terms, recovery } = useWords()
  const formId = useId()
  const attempt = useAttempt()
  const [recoveryCode, setRecoveryCode] = useState('')
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [asked, ask] = useState<Asked>()
  const [agreed, agree] = useState({})
  const isReady =
    recoveryCode.trim() !== '' && loginName.trim() !== '' && isStrong(password) && password === again
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const answers = { ...agreed, ...(asked !== undefined && ANSWER[asked.code]) }
    agree(answers)
    const done = await attempt.run(async () => {
      try {
        const made = await office.recovery.use({
          recoveryCode: recoveryCode.trim(),
          loginName: loginName.trim(),
          newPassword: password,
          ...answers,
        })
        keepCode(made.recoveryCode)
      } catch (thrown) {
        if (isAsked(thrown)) ask(thrown)
        throw thrown
      }
    })
    if (done) onClose()
  }
  return (
    <Dialog
      title={signIn.recoverTitle}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={!isReady || attempt.isBusy}>
            {asked === undefined
              ? signIn.recoverSubmit
              : asked.code === 'clock-far-ahead'
                ? recovery.clock.submit
                : recovery.mending.submit}
          </Button>
        </>
      }
    >
      <p>{signIn.recoverLead}</p>
      <form id={formId} className={css['fields']} onSubmit={(event) => void submit(event)}>
        <TextField
          label={signIn.recoveryCode}
          value={recoveryCode}
          onChange={setRecoveryCode}
          autoComplete="off"
        />
        <TextField label={signIn.managerLogin} value={loginName} onChange={setLoginName} autoComplete="off" />
        <TextField
          label={signIn.newPassword}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
        />
        <TextField
          label={signIn.newPasswordAgain}
          type="password"
          value={again}
          onChange={setAgain}
          autoComplete="new-password"
        />
        <PasswordRules password={password} again={again} />
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
