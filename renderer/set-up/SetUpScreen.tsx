import { useLayoutEffect, useRef, useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { LanguageChoice } from '../sign-in/LanguageChoice.tsx'
import { RestoreDialog } from '../sign-in/RestoreDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { AccountStep } from './AccountStep.tsx'
import { InstitutionStep } from './InstitutionStep.tsx'
import css from './SetUpScreen.module.css'
import { StepHead } from './StepHead.tsx'
import { back, goOn, STEPS, useSetUp } from './set-up.ts'

/** A new station: institution, two accounts, and then the code that opens it when all else is forgotten. */
export function SetUpScreen() {
  const words = useWords()
  const step = useSetUp((state) => state.step)
  const attempt = useAttempt()
  const [isRestoring, setRestoring] = useState(false)
  const page = useRef<HTMLFormElement>(null)
  // Before the step is seen: whoever types at once types into its first field.
  useLayoutEffect(() => page.current?.querySelector<HTMLElement>('input:not([type=radio])')?.focus(), [step])
  return (
    <main className={css['page']}>
      <form
        ref={page}
        className={css['sheet']}
        onSubmit={(event) => {
          event.preventDefault()
          void attempt.run(goOn).then(() => focusFirstProblem(page.current))
        }}
      >
        <StepHead index={STEPS.indexOf(step)} aside={<LanguageChoice />} />
        {step === 'institution' ? <InstitutionStep /> : <AccountStep key={step} role={step} />}
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        {attempt.isBusy && <Notice tone="info">{words.setUp.creating}</Notice>}
        <footer className={css['foot']}>
          {step === 'institution' && (
            <Button kind="quiet" icon="undo" isDisabled={attempt.isBusy} onPress={() => setRestoring(true)}>
              {words.recovery.restore.open}
            </Button>
          )}
          {step !== 'institution' && (
            <Button icon="back" isDisabled={attempt.isBusy} onPress={back}>
              {words.terms.back}
            </Button>
          )}
          <Button kind="primary" type="submit" isDisabled={attempt.isBusy}>
            {step === 'officer' ? words.setUp.create : words.terms.next}
          </Button>
        </footer>
      </form>
      {isRestoring && (
        // Once it is restored the station is set up: whoever comes next signs in.
        <RestoreDialog onClose={() => setRestoring(false)} onRestored={() => undefined} />
      )}
    </main>
  )
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}
