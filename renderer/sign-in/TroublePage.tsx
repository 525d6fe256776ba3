import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Refusals } from '#domain/refusal.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { refusalSentence, useWords } from '../words.ts'
import css from './SignInScreen.module.css'
import type { Opening, Trouble } from './useOpening.ts'

interface TroublePageProps {
  opening: Opening
  trouble: Trouble
  onRestore: () => void
}

/** Why the vault was not opened, what is safe, what is lost, and what can be done: nothing has been changed yet. */
export function TroublePage({ opening, trouble, onRestore }: TroublePageProps) {
  const words = useWords()
  const { recovery } = words
  const { code, data } = trouble
  const sentence = <p>{refusalSentence(code, data, words)}</p>
  switch (code) {
    case 'vault-needs-mending': {
      const told = data as Refusals['vault-needs-mending']
      const { mending } = recovery
      return (
        <Page
          title={mending.title(told.copy)}
          opening={opening}
          submit={opening.attempt.isBusy ? mending.working : mending.submit}
          answer={{ mends: true }}
        >
          <dl className={css['facts']}>
            <dt>{mending.found}</dt>
            <dd>
              {mending.why(told)} {mending.from(told)}
            </dd>
            <dt>{mending.safe}</dt>
            <dd>{mending.safeText(told)}</dd>
            <dt>{mending.lost}</dt>
            <dd>{mending.nothing}</dd>
            <dt>{mending.does}</dt>
            <dd>{mending.doesText(told)}</dd>
          </dl>
        </Page>
      )
    }
    case 'clock-far-ahead':
      return (
        <Page
          title={recovery.clock.title}
          opening={opening}
          submit={recovery.clock.submit}
          answer={{ confirmsClock: true }}
        >
          {sentence}
        </Page>
      )
    case 'vault-damaged':
    case 'vault-foreign':
    case 'vault-newer':
    case 'vault-keys-damaged':
      return (
        <Page title={recovery.closed.title[code]} opening={opening} onRestore={onRestore}>
          {sentence}
        </Page>
      )
  }
}

interface PageProps {
  title: string
  opening: Opening
  children: ReactNode
  /** What the person may say to it, and the button's words; without them there is nothing to say. */
  submit?: string
  answer?: { mends?: boolean; confirmsClock?: boolean }
  onRestore?: (() => void) | undefined
}

function Page({ title, opening, children, submit, answer, onRestore }: PageProps) {
  const { signIn, recovery } = useWords()
  const { attempt } = opening
  // What was found is read out, and the buttons come next by Tab.
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const agree = (event: FormEvent) => {
    event.preventDefault()
    if (answer !== undefined && opening.isReady) void opening.enter(answer)
  }
  return (
    <form className={css['form']} onSubmit={agree}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      {answer !== undefined && opening.password === '' && !attempt.isBusy && (
        <TextField
          label={signIn.password}
          type="password"
          value={opening.password}
          onChange={opening.setPassword}
          autoComplete="current-password"
        />
      )}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <div className={css['choices']}>
        <Button isDisabled={attempt.isBusy} onPress={opening.stop}>
          {recovery.stop}
        </Button>
        {onRestore !== undefined && (
          <Button kind="primary" icon="undo" onPress={onRestore}>
            {recovery.restore.open}
          </Button>
        )}
        {submit !== undefined && (
          <Button kind="primary" type="submit" isDisabled={attempt.isBusy || !opening.isReady}>
            {submit}
          </Button>
        )}
      </div>
    </form>
  )
}
