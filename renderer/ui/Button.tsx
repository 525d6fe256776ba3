import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import css from './Button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** One `primary` on a screen. */
  kind?: 'primary' | 'secondary' | 'quiet'
  size?: 'normal' | 'small'
  icon?: IconName
  /** A key that does the same, shown behind the words: `Ctrl+L`. */
  keys?: string
  children?: ReactNode
}

/** A button with words; where only an icon is shown, `aria-label` is needed. */
export function Button({
  kind = 'secondary',
  size = 'normal',
  icon,
  keys,
  children,
  ...button
}: ButtonProps) {
  return (
    <AriaButton
      {...button}
      className={classes(css['button'], css[kind], css[size], children === undefined && css['bare'])}
    >
      {icon !== undefined && <Icon name={icon} size={size === 'small' ? 18 : 20} />}
      {children !== undefined && <span>{children}</span>}
      {keys !== undefined && (
        <kbd className={css['keys']} aria-hidden="true">
          {keys}
        </kbd>
      )}
    </AriaButton>
  )
}
