import { useState } from 'react'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { forgetCode } from './recovery-code.ts'
import css from './SetUpScreen.module.css'
import { StepHead } from './StepHead.tsx'

/** The code, once: nothing goes on until somebody says that it is on paper. */
export function RecoveryCodePage({ code }: { code: string }) {
  const { setUp } = useWords()
  const attempt = useAttempt()
  const [isPrinted, setPrinted] = useState(false)
  const [isKept, setKept] = useState(false)
  const print = () =>
    attempt.run(async () => {
      const { saved } = await office.station.printRecoveryCode({ recoveryCode: code })
      setPrinted(saved)
    })
  return (
    <main className={css['page']}>
      <div className={css['sheet']}>
        <StepHead index={setUp.steps.length - 1} />
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
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        {isPrinted && <Notice tone="success">{setUp.printed}</Notice>}
        <Notice tone="warning">{setUp.codeWarning}</Notice>
        <CheckBox isSelected={isKept} onChange={setKept}>
          {setUp.kept}
        </CheckBox>
        <footer className={css['foot']}>
          <Button kind="primary" isDisabled={!isKept} onPress={forgetCode}>
            {setUp.begin}
          </Button>
        </footer>
      </div>
    </main>
  )
}
