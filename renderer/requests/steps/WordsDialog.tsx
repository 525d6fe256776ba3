import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import { type Seen, useTaking } from '../taking.ts'
import css from './Steps.module.css'

interface WordsDialogProps {
  request: FootageRequest
  title: string
  /** What follows from it. */
  text?: string
  /** Of the field; without one nothing is written. */
  label?: string
  submit: string
  /** What stands in the field at first. */
  initial?: string
  /** More fields, above the text. */
  children?: ReactNode
  /** Whether what the children ask for is there. */
  isReady?: boolean
  onSubmit: (seen: Seen, written: string) => Promise<FootageRequest>
  onClose: () => void
}

/** A step that needs a sentence, or to be asked once more. Ctrl+Enter submits. */
export function WordsDialog(props: WordsDialogProps) {
  const {
    request,
    title,
    text,
    label,
    submit,
    initial = '',
    children,
    isReady = true,
    onSubmit,
    onClose,
  } = props
  const { terms } = useWords()
  const formId = useId()
  const [written, setWritten] = useState(initial)
  const { take, problem, isBusy } = useTaking(request)
  // Where nothing is to be written, Enter goes on.
  useEffect(() => {
    const isBare = document.getElementById(formId)?.querySelector('input, select, textarea') === null
    if (isBare) document.querySelector<HTMLElement>(`button[form="${formId}"]`)?.focus()
  }, [formId])
  const canSubmit = isReady && (label === undefined || written.trim() !== '')
  const goOn = async () => {
    if (canSubmit && (await take((seen) => onSubmit(seen, written.trim())))) onClose()
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    void goOn()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey) void goOn()
  }
  return (
    <Dialog
      title={title}
      isOpen
      isPersistent={label !== undefined}
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={!canSubmit || isBusy}>
            {submit}
          </Button>
        </>
      }
    >
      {text !== undefined && <p>{text}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut for what its button does */}
      <form id={formId} className={css['form']} onSubmit={send} onKeyDown={onKeyDown}>
        {children}
        {label !== undefined && (
          <TextArea label={label} value={written} onChange={setWritten} maxLength={10_000} isRequired />
        )}
      </form>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
    </Dialog>
  )
}
