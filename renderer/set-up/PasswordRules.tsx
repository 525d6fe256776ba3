import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import { rulesOf } from './account.ts'
import css from './PasswordRules.module.css'

/** The rule of passwords, ticked off part by part while one types. */
export function PasswordRules({ password, again }: { password: string; again: string }) {
  const words = useWords()
  return (
    <ul className={css['rules']}>
      {rulesOf(password, again, words).map(({ text, isMet }) => (
        <li key={text} className={classes(css['rule'], isMet && css['met'])}>
          <Icon name={isMet ? 'check' : 'clock'} size={17} />
          {text}
          <span className={css['state']}>{isMet ? words.setUp.ruleMet : words.setUp.ruleUnmet}</span>
        </li>
      ))}
    </ul>
  )
}
