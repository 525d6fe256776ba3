import type { FootageRequest } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { noteRequest } from './requests.ts'

/** Asked once more, since it becomes a line of the ledger. */
export function FulfilDialog({ request, onClose }: { request: FootageRequest; onClose: () => void }) {
  const { requests, terms } = useWords()
  const { detail } = requests
  const attempt = useAttempt()
  const fulfil = async () => {
    const isDone = await attempt.run(async () =>
      noteRequest(await office.requests.fulfil({ requestId: request.id })),
    )
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={detail.fulfilTitle}
      isOpen
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" isDisabled={attempt.isBusy} onPress={() => void fulfil()}>
            {detail.fulfilSubmit}
          </Button>
        </>
      }
    >
      <p>{detail.fulfilText}</p>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
