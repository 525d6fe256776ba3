import type { ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './SetUpScreen.module.css'

/** Where one stands in the set-up: the steps by name, those behind ticked. */
export function StepHead({ index, aside }: { index: number; aside?: ReactNode }) {
  const { setUp, terms } = useWords()
  return (
    <header className={css['head']}>
      <div className={css['brand']}>
        <span>
          {terms.product} · {setUp.title}
        </span>
        {aside}
      </div>
      <ol className={css['steps']}>
        {setUp.steps.map((name, at) => (
          <li
            key={name}
            className={classes(css['step'], at === index && css['now'], at < index && css['past'])}
            aria-current={at === index ? 'step' : undefined}
          >
            <span className={css['number']}>{at < index ? <Icon name="check" size={16} /> : at + 1}</span>
            {name}
          </li>
        ))}
      </ol>
    </header>
  )
}
