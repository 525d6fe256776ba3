import type { ReactNode } from 'react'
import { Label, ProgressBar } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './Progress.module.css'

interface ProgressProps {
  label: string
  /** 0…1 */
  done: number
  /** What is left, in words: `남은 시간 2분 10초`. */
  remaining?: string | undefined
  /** Buttons behind the bar. */
  actions?: ReactNode
  size?: 'normal' | 'strip'
}

/** How far long work has come: in percent, in words, and where it can be stopped. */
export function Progress({ label, done, remaining, actions, size = 'normal' }: ProgressProps) {
  const percent = Math.floor(done * 100)
  return (
    <div className={classes(css['progress'], css[size])}>
      <ProgressBar className={classes(css['bar'])} value={percent}>
        <Label className={classes(css['label'])}>{label}</Label>
        <div className={css['track']}>
          <div className={css['fill']} style={{ width: `${percent}%` }} />
        </div>
        <span className={css['figure']}>{percent} %</span>
        {remaining !== undefined && <span className={css['remaining']}>{remaining}</span>}
      </ProgressBar>
      {actions}
    </div>
  )
}
