import type { ReactNode } from 'react'
import type { FootageRequest } from '#domain/request.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Seen, useTaking } from '../taking.ts'
import css from './Steps.module.css'

interface SmallFormProps {
  request: FootageRequest
  submit: string
  isReady?: boolean
  onSubmit: (seen: Seen) => Promise<FootageRequest>
  children?: ReactNode
}

/** A step beside the one that comes next: a few fields and a button of its own. */
export function SmallForm({ request, submit, isReady = true, onSubmit, children }: SmallFormProps) {
  const { take, problem, isBusy } = useTaking(request)
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void take(onSubmit)
      }}
    >
      {children}
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <div className={css['actions']}>
        <Button type="submit" isDisabled={isBusy || !isReady}>
          {submit}
        </Button>
      </div>
    </form>
  )
}
