import { type FormEvent, useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { forgetCode } from './recovery-code.ts'
import css from './SetUpScreen.module.css'
import { StepHead } from './StepHead.tsx'

/** Enough to show that the code is on paper: its last two groups. */
const GROUPS = 8

/** The code, once: it counts when its end has been typed back from paper. */
export function RecoveryCodePage({ code, isFirst }: { code: string; isFirst: boolean }) {
  const { setUp } = useWords()
  const attempt = useAttempt()
  const [isPrinted, setPrinted] = useState(false)
  const [typed, setTyped] = useState('')
  const print = () =>
    attempt.run(async () => {
      const { saved } = await office.recovery.print({ recoveryCode: code })
      setPrinted(saved)
    })
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    if (await attempt.run(() => office.recovery.confirm({ typed }))) forgetCode()
  }
  return (
    <main className={css['page']}>
      <form className={css['sheet']} onSubmit={(event) => void confirm(event)}>
        {isFirst && <StepHead index={setUp.steps.length - 1} />}
        <div className={css['lead']}>
          <h1>{setUp.codeTitle}</h1>
          <p>{setUp.codeLead}</p>
        </div>
        <section className={css['code']} aria-label={setUp.codeLabel}>
          <code>{code}</code>
          <Button icon="print" isDisabled={attempt.isBusy} onPress={() => void print()}>
            {setUp.print}
          </Button>
        </section>
        {isPrinted && <Notice tone="success">{setUp.printed}</Notice>}
        <Notice tone="warning">
          {setUp.codeWarning} {!isFirst && setUp.stillValid}
        </Notice>
        <TextField
          label={setUp.typedBack}
          hint={`${setUp.typedBackHint} ${setUp.laterText}`}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        <footer className={css['foot']}>
          <Button kind="quiet" isDisabled={attempt.isBusy} onPress={forgetCode}>
            {setUp.later}
          </Button>
          <Button
            kind="primary"
            type="submit"
            isDisabled={attempt.isBusy || typed.replace(/[^0-9a-z]/gi, '').length < GROUPS}
          >
            {setUp.begin}
          </Button>
        </footer>
      </form>
    </main>
  )
}
