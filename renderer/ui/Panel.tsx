import { type ReactNode, useId } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import css from './Panel.module.css'

export type TagTone = 'neutral' | 'primary' | 'success' | 'warning' | 'danger'

/** A state in a word or two. */
export function Tag({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: TagTone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span className={classes(css['tag'], css[tone])}>
      {icon !== undefined && <Icon name={icon} size={15} />}
      {children}
    </span>
  )
}

interface CardProps {
  title?: string
  /** Stands at the right of the title: a button, a tag. */
  aside?: ReactNode
  children: ReactNode
}

/** A group of things that belong together, under its heading. */
export function Card({ title, aside, children }: CardProps) {
  const id = useId()
  return (
    <section className={css['card']} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={css['head']}>
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}

interface EmptyStateProps {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Why there is nothing here, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={css['empty']}>
      <Icon name={icon} size={36} />
      <p className={css['emptyTitle']}>{title}</p>
      {children !== undefined && <div className={css['emptyText']}>{children}</div>}
      {action}
    </div>
  )
}
