import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { useStation } from '../frame/station.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { RecoverDialog } from './RecoverDialog.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import css from './SignInScreen.module.css'
import { TroublePage } from './TroublePage.tsx'
import { useOpening } from './useOpening.ts'

/** Who is at the desk: for a closed vault and for a locked screen alike. */
export function SignInScreen() {
  const { signIn, terms, recovery } = useWords()
  const station = useStation((state) => state.station)
  const isLocked = station?.phase === 'locked'
  const opening = useOpening()
  const { attempt, trouble } = opening
  const [aside, setAside] = useState<'recover' | 'restore'>()
  const [isRestored, setRestored] = useState(false)
  const loginField = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => loginField.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRestored(false)
    void opening.enter()
  }
  return (
    <main className={css['page']}>
      <div className={css['sheet']}>
        <header className={css['head']}>
          <span>{station?.institutionName ?? terms.product}</span>
          <LanguageChoice />
        </header>
        {trouble !== undefined ? (
          <TroublePage opening={opening} trouble={trouble} onRestore={() => setAside('restore')} />
        ) : (
          <form className={css['form']} onSubmit={submit}>
            <h1>{isLocked ? signIn.lockedTitle : signIn.title}</h1>
            {isLocked && <p className={css['lead']}>{signIn.lockedLead}</p>}
            {isRestored && <Notice tone="success">{recovery.restore.done}</Notice>}
            <TextField
              label={signIn.loginName}
              inputRef={loginField}
              value={opening.loginName}
              onChange={opening.setLoginName}
              autoComplete="username"
            />
            <TextField
              label={signIn.password}
              type="password"
              value={opening.password}
              onChange={opening.setPassword}
              autoComplete="current-password"
            />
            {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
            <Checking isBusy={attempt.isBusy} />
            <Button kind="primary" type="submit" isDisabled={attempt.isBusy || !opening.isReady}>
              {attempt.isBusy ? signIn.opening : signIn.submit}
            </Button>
          </form>
        )}
        <aside className={css['warning']}>
          <Icon name="warning" size={22} />
          <p>
            <strong>{signIn.warningTitle}</strong>
            <br />
            {signIn.warning}
          </p>
        </aside>
        <footer className={css['foot']}>
          <Button kind="quiet" size="small" icon="key" onPress={() => setAside('recover')}>
            {signIn.recover}
          </Button>
          {!isLocked && trouble === undefined && (
            <Button kind="quiet" size="small" icon="undo" onPress={() => setAside('restore')}>
              {recovery.restore.open}
            </Button>
          )}
        </footer>
      </div>
      {aside === 'recover' && <RecoverDialog onClose={() => setAside(undefined)} />}
      {aside === 'restore' && (
        <RestoreDialog
          onClose={() => setAside(undefined)}
          onRestored={() => {
            opening.stop()
            setRestored(true)
          }}
        />
      )}
    </main>
  )
}

/** How far the check of a large vault has come, once it takes more than a moment. */
function Checking({ isBusy }: { isBusy: boolean }) {
  const { recovery } = useWords()
  const checked = useStation((state) => state.station?.checkedEntries)
  if (!isBusy || checked === undefined || checked === 0) return null
  return <Notice tone="info">{recovery.checking(checked)}</Notice>
}
