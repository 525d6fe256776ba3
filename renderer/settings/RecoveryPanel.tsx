import { type FormEvent, useState } from 'react'
import { may } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { useStation } from '../frame/station.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { keepCode } from '../set-up/recovery-code.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { BackupCard } from './BackupCard.tsx'
import css from './SettingsScreen.module.css'

/** The ways back: backups, the recovery code, and what can still be proved of a vault that is damaged. */
export function RecoveryPanel() {
  const station = useStation((state) => state.station)
  if (station?.actor === undefined) return null
  const mayRecover = may(station.actor, 'vault.recover')
  if (station.isReadOnly === true) return mayRecover && <GoOnCard />
  return (
    <>
      <BackupCard />
      {mayRecover && <CodeCard />}
    </>
  )
}

/** A new recovery code, for whoever gives their password once more. */
function CodeCard() {
  const { code } = useWords().recovery
  return (
    <Card title={code.title}>
      <p>{code.text}</p>
      <StepUp
        label={code.password}
        submit={code.renew}
        onSubmit={async (password) => keepCode((await office.recovery.renew({ password })).recoveryCode)}
      />
    </Card>
  )
}

function GoOnCard() {
  const { goOn } = useWords().recovery
  const { code } = useWords().recovery
  const station = useStation((state) => state.station)
  const attempt = useAttempt()
  const { ledgerSize = 0, provableUntilAt } = station ?? {}
  if (provableUntilAt === undefined) return null
  return (
    <Card title={goOn.title}>
      <Notice
        tone="info"
        action={
          <Button size="small" onPress={() => void attempt.run(() => office.station.signOut())}>
            {goOn.signOut}
          </Button>
        }
      >
        {goOn.restoreFirst}
      </Notice>
      <p>{goOn.text(ledgerSize, momentText(provableUntilAt))}</p>
      <StepUp
        label={code.password}
        submit={goOn.submit}
        onSubmit={(password) => office.recovery.continueProvable({ password })}
      />
    </Card>
  )
}

interface StepUpProps {
  label: string
  submit: string
  onSubmit: (password: string) => Promise<void>
}

/** One's own password once more, for what reaches further than a day's work. */
function StepUp({ label, submit, onSubmit }: StepUpProps) {
  const attempt = useAttempt()
  const [password, setPassword] = useState('')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    await attempt.run(() => onSubmit(password))
    setPassword('')
  }
  return (
    <form className={css['form']} onSubmit={(event) => void send(event)}>
      <div className={css['stepUp']}>
        <TextField
          label={label}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <Button type="submit" icon="key" isDisabled={attempt.isBusy || password === ''}>
          {submit}
        </Button>
      </div>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </form>
  )
}
