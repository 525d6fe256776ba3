import { type FormEvent, useId, useState } from 'react'
import type { Role } from '#domain/actor.ts'
import { useAttempt } from '../attempt.ts'
import { refreshInstitution } from '../frame/institution.ts'
import { office } from '../office.ts'
import { accountOf, emptyAccount, problemsOf } from '../set-up/account.ts'
import { PasswordRules } from '../set-up/PasswordRules.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './SettingsScreen.module.css'

const ROLES = ['officer', 'manager', 'witness', 'auditor', 'administrator'] as const

/** A new account of a real person. */
export function PersonDialog({ onClose }: { onClose: () => void }) {
  const { settings, setUp, terms } = useWords()
  const formId = useId()
  const attempt = useAttempt()
  const [account, setAccount] = useState(emptyAccount)
  const [role, setRole] = useState<Role>('officer')
  const [hasTried, setTried] = useState(false)
  const problems = problemsOf(account)
  const field = (name: keyof typeof account) => {
    const problem = hasTried ? problems[name] : undefined
    return {
      value: account[name],
      onChange: (value: string) => setAccount({ ...account, [name]: value }),
      error: problem === undefined ? undefined : setUp[problem],
    }
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(problems).length > 0) return
    const isDone = await attempt.run(async () => {
      await office.institution.addActor({ ...accountOf(account), role })
      await refreshInstitution()
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={settings.addPersonTitle}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={attempt.isBusy}>
            {settings.savePerson}
          </Button>
        </>
      }
    >
      <form id={formId} className={css['form']} onSubmit={(event) => void submit(event)}>
        <div className={css['pair']}>
          <TextField label={settings.personName} {...field('name')} />
          <SelectField<Role>
            label={settings.role}
            value={role}
            onChange={setRole}
            options={ROLES.map((value) => ({ value, label: terms.role[value] }))}
          />
          <TextField label={settings.department} {...field('department')} />
          <TextField label={settings.position} {...field('title')} />
        </div>
        <TextField label={settings.loginName} autoComplete="off" {...field('loginName')} />
        <div className={css['pair']}>
          <TextField
            label={setUp.password}
            type="password"
            autoComplete="new-password"
            {...field('password')}
          />
          <TextField
            label={setUp.passwordAgain}
            type="password"
            autoComplete="new-password"
            {...field('again')}
          />
        </div>
        <PasswordRules password={account.password} again={account.again} />
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
