import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react'
import { Notice } from '../../ui/Notice.tsx'
import css from './Steps.module.css'

interface StepFormProps {
  /** What is done here, in a sentence. */
  lead?: ReactNode
  /** What stopped the last try. */
  problem?: string | undefined
  /** Buttons at the foot, the one that submits last. */
  actions: ReactNode
  onSubmit: () => void
  children?: ReactNode
}

const FIELDS = '[data-first] input:not(:disabled), [data-first] select, [data-first] textarea'

/**
 * A step of a request. As it opens the focus is on what has to be filled in first (`data-first`), or else on the button that
 * goes on; Enter goes on from a choice or a line, Ctrl+Enter from anywhere.
 */
export function StepForm({ lead, problem, actions, onSubmit, children }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const first =
      form.current?.querySelector<HTMLElement>(FIELDS) ??
      form.current?.querySelector<HTMLElement>('button[type=submit]')
    first?.focus({ preventScroll: true })
    first?.scrollIntoView({ block: 'nearest' })
  }, [])
  const goOn = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isOwn(event)) return
    const isChoice = event.target instanceof HTMLInputElement && /radio|checkbox/.test(event.target.type)
    if (!event.ctrlKey && !isChoice) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for what its button does
    <form
      ref={form}
      className={css['form']}
      onKeyDown={goOn}
      onSubmit={(event) => {
        event.preventDefault()
        if (isOwn(event)) onSubmit()
      }}
    >
      {lead !== undefined && <p>{lead}</p>}
      {children}
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <div className={css['actions']}>{actions}</div>
    </form>
  )
}

/** React hands up what happens in dialogs as well, though they lie elsewhere on the page: that is not of the form. */
function isOwn({ target, currentTarget }: SyntheticEvent<HTMLElement>): boolean {
  return target instanceof Node && currentTarget.contains(target)
}
