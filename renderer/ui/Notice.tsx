import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import css from './Notice.module.css'

export type Tone = 'info' | 'success' | 'warning' | 'danger'

const icons: Record<Tone, IconName> = { info: 'info', success: 'check', warning: 'warning', danger: 'danger' }

interface NoticeProps {
  tone: Tone
  title?: string
  children?: ReactNode
  action?: ReactNode
  onClose?: () => void
  closeLabel?: string
}

/** Something to know, in a sentence. What has gone wrong is read out at once, the rest when there is a pause. */
export function Notice({ tone, title, children, action, onClose, closeLabel }: NoticeProps) {
  return (
    <div className={classes(css['notice'], css[tone])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} size={22} />
      <div className={css['words']}>
        {title !== undefined && <p className={css['title']}>{title}</p>}
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
      {onClose !== undefined && closeLabel !== undefined && (
        <Button kind="quiet" size="small" icon="close" aria-label={closeLabel} onPress={onClose} />
      )}
    </div>
  )
}
