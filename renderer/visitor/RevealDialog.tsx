import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import type { MaskedShow } from './show.ts'

/** Asks once in a viewing why the operator has to look under the masks. */
export function RevealDialog({ show, onClose }: { show: MaskedShow; onClose: () => void }) {
  const words = useWords()
  const { reveal } = words.viewing
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const give = () => {
    if (reason.trim() === '') return setMissing(true)
    show.giveReason(reason.trim())
  }
  return (
    <Dialog
      title={reveal.title}
      isOpen
      onClose={onClose}
      closeLabel={words.terms.close}
      actions={
        <>
          <Button onPress={onClose}>{words.terms.cancel}</Button>
          <Button kind="primary" onPress={give}>
            {reveal.confirm}
          </Button>
        </>
      }
    >
      <p>{reveal.text}</p>
      <TextField
        label={reveal.reason}
        error={isMissing && reason.trim() === '' ? reveal.missing : undefined}
        value={reason}
        onChange={setReason}
        maxLength={200}
        isRequired
      />
    </Dialog>
  )
}
