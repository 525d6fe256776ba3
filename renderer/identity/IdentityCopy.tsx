import { useCallback, useState } from 'react'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Identity.module.css'
import { IdentityCopyDialog } from './IdentityCopyDialog.tsx'

/** Whether a masked identity copy is kept with a request, to look at it, and to keep one. `canKeep` while it is not over. */
export function IdentityCopy({ requestId, canKeep }: { requestId: RequestId; canKeep: boolean }) {
  const { forms, terms } = useWords()
  const { identity } = forms
  const [isKeeping, keep] = useState(false)
  // Asked anew when the dialog closes: it may have kept one.
  const { answer } = useAnswer(
    useCallback(
      () => (isKeeping ? waiting : office.identityCopies.kept({ requestId })),
      [isKeeping, requestId],
    ),
  )
  const [picture, setPicture] = useState<string>()
  const { isBusy, problem, run } = useAttempt()
  const show = () =>
    run(async () => setPicture((await office.identityCopies.show({ requestId }))?.picture ?? undefined))
  const keptAt = answer?.keptAt
  return (
    <div className={css['line']}>
      {keptAt !== undefined && <span>{identity.keptAt(momentText(keptAt))}</span>}
      {keptAt !== undefined && (
        <Button size="small" isDisabled={isBusy} onPress={() => void show()}>
          {identity.show}
        </Button>
      )}
      {canKeep && (
        <Button size="small" kind="quiet" icon="plus" onPress={() => keep(true)}>
          {keptAt === undefined ? identity.add : identity.replace}
        </Button>
      )}
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {isKeeping && <IdentityCopyDialog requestId={requestId} onClose={() => keep(false)} />}
      {picture !== undefined && (
        <Dialog
          title={identity.title}
          isOpen
          size="wide"
          onClose={() => setPicture(undefined)}
          closeLabel={terms.close}
        >
          <Notice tone="info">{identity.seen}</Notice>
          <div className={css['frame']}>
            <img className={css['kept']} src={`data:image/jpeg;base64,${picture}`} alt={identity.masked} />
          </div>
        </Dialog>
      )}
    </div>
  )
}

/** Never answers: nothing is asked while the dialog is open. */
const waiting = new Promise<never>(() => undefined)
