import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { noteStation, useStation } from '../frame/station.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { RecoverDialog } from './RecoverDialog.tsx'
import css from './SignInScreen.module.css'

/** Who is at the desk: for a closed vault and for a locked screen alike. */
export function SignInScreen() {
  const { signIn, terms } = useWords()
  const station = useStation((state) => state.station)
  const attempt = useAttempt()
  const isLocked = station?.phase === 'locked'
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [isRecovering, setRecovering] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => loginField.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await attempt.run(async () =>
      noteStation(await office.station.signIn({ loginName: loginName.trim(), password })),
    )
    setPassword('')
  }
  return (
    <main className={css['page']}>
      <div className={css['sheet']}>
        <header className={css['head']}>
          <span>{station?.institutionName ?? terms.product}</span>
          <LanguageChoice />
        </header>
        <form className={css['form']} onSubmit={(event) => void submit(event)}>
          <h1>{isLocked ? signIn.lockedTitle : signIn.title}</h1>
          {isLocked && <p className={css['lead']}>{signIn.lockedLead}</p>}
          <TextField
            label={signIn.loginName}
            inputRef={loginField}
            value={loginName}
            onChange={setLoginName}
            autoComplete="username"
          />
          <TextField
            label={signIn.password}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
          {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
          <Button
            kind="primary"
            type="submit"
            isDisabled={attempt.isBusy || loginName.trim() === '' || password === ''}
          >
            {attempt.isBusy ? signIn.opening : signIn.submit}
          </Button>
        </form>
        <aside className={css['warning']}>
          <Icon name="warning" size={22} />
          <p>
            <strong>{signIn.warningTitle}</strong>
            <br />
            {signIn.warning}
          </p>
        </aside>
        <footer className={css['foot']}>
          <Button kind="quiet" size="small" icon="key" onPress={() => setRecovering(true)}>
            {signIn.recover}
          </Button>
        </footer>
      </div>
      {isRecovering && <RecoverDialog onClose={() => setRecovering(false)} />}
    </main>
  )
}
