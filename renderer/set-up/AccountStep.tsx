import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { problemsOf } from './account.ts'
import { PasswordRules } from './PasswordRules.tsx'
import css from './SetUpScreen.module.css'
import { editAccount, useSetUp } from './set-up.ts'

/** Steps 2 and 3: a person's account. */
export function AccountStep({ role }: { role: 'manager' | 'officer' }) {
  const { setUp } = useWords()
  const account = useSetUp((state) => state[role])
  const managerLogin = useSetUp(({ manager }) => (role === 'officer' ? manager.loginName : undefined))
  const hasTried = useSetUp((state) => state.hasTried)
  const problems = hasTried ? problemsOf(account, managerLogin) : {}
  const field = (name: keyof typeof account) => ({
    value: account[name],
    onChange: (value: string) => editAccount(role, { [name]: value }),
    error: problems[name] === undefined ? undefined : setUp[problems[name]],
  })
  return (
    <>
      <div className={css['lead']}>
        <h1>{role === 'manager' ? setUp.managerTitle : setUp.officerTitle}</h1>
        <p>{role === 'manager' ? setUp.managerLead : setUp.officerLead}</p>
      </div>
      <div className={css['triple']}>
        <TextField label={setUp.personName} {...field('name')} />
        <TextField label={setUp.department} {...field('department')} />
        <TextField label={setUp.position} {...field('title')} />
      </div>
      <TextField
        label={setUp.loginName}
        hint={setUp.loginNameHint}
        autoComplete="off"
        {...field('loginName')}
      />
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
    </>
  )
}
