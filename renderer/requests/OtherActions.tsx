import { type ComponentType, useState } from 'react'
import { type FootageRequest, isDue, isOver } from '#domain/request.ts'
import { isOfAgency } from '#domain/request-form.ts'
import { canTake } from '#domain/step-table.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'
import { AddLetter, AskPapers, Extend, ReceiveObjection, Withdraw } from './steps/dialogs.tsx'

type Asked = ComponentType<{ request: FootageRequest; onClose: () => void }>

/** Whatever else the state allows, quietly: only what is possible now is here. */
export function OtherActions({ request }: { request: FootageRequest }) {
  const { more } = useWords().decisions
  const [Asking, ask] = useState<{ dialog: Asked }>()
  const { form, extension, state } = request
  const actions: [label: string, dialog: Asked, isPossible: boolean][] = [
    [more.askPapers, AskPapers, canTake(request, 'askPapers')],
    [
      more.letter,
      AddLetter,
      isOfAgency(form) && form.letter === undefined && state !== 'inquiry' && !isOver(request),
    ],
    [more.extend, Extend, form.kind === 'object' && extension === undefined && isDue(request)],
    [more.object, ReceiveObjection, canTake(request, 'object')],
    [more.withdraw, Withdraw, canTake(request, 'withdraw')],
  ]
  const possible = actions.filter(([, , isPossible]) => isPossible)
  if (possible.length === 0) return null
  return (
    <Card title={more.title}>
      <div className={css['others']}>
        {possible.map(([label, dialog]) => (
          <Button key={label} size="small" onPress={() => ask({ dialog })}>
            {label}
          </Button>
        ))}
      </div>
      {Asking !== undefined && <Asking.dialog request={request} onClose={() => ask(undefined)} />}
    </Card>
  )
}
