import { type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import css from './Dialog.module.css'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** Accessible name of the cross in the corner. */
  closeLabel: string
  /** Where a click outside or Escape may not throw away what was typed. */
  isPersistent?: boolean
  size?: 'normal' | 'wide' | 'full'
  /** Buttons at the foot, the primary one last. */
  actions?: ReactNode
  children: ReactNode
}

/** A question in front of everything else; the focus stays in it and returns to where it was. */
export function Dialog(props: DialogProps) {
  const {
    title,
    isOpen,
    onClose,
    closeLabel,
    isPersistent = false,
    size = 'normal',
    actions,
    children,
  } = props
  return (
    <ModalOverlay
      className={classes(css['overlay'])}
      isOpen={isOpen}
      isDismissable={!isPersistent}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={classes(css['modal'], css[size])}>
        <AriaDialog className={classes(css['dialog'])}>
          <header className={css['head']}>
            <Heading slot="title" className={classes(css['title'])}>
              {title}
            </Heading>
            <Button kind="quiet" size="small" icon="close" aria-label={closeLabel} onPress={onClose} />
          </header>
          <Body>{children}</Body>
          {actions !== undefined && <footer className={css['foot']}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Mounted when the dialog opens: the first field, where there is one, is ready to be typed into. */
function Body({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => body.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), [])
  return (
    <div ref={body} className={css['body']}>
      {children}
    </div>
  )
}
