import { useState } from 'react'
import type { PaperAnswer } from '#domain/ledger/paper-note.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'

/** Holds a checkpoint that has left on paper against the ledger: only what is outside it proves that it was not rewritten. */
export function CompareDialog({ onClose }: { onClose: () => void }) {
  const { terms, ledger } = useWords()
  const words = ledger.compare
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<PaperAnswer>()
  const attempt = useAttempt()
  const start = () => {
    setAnswer(undefined)
    void attempt.run(async () => setAnswer(await office.ledger.comparePaper({ text })))
  }
  return (
    <Dialog
      title={words.title}
      isOpen
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.close}</Button>
          <Button kind="primary" isDisabled={attempt.isBusy || text.trim() === ''} onPress={start}>
            {words.start}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <TextArea label={words.field} value={text} onChange={setText} rows={6} maxLength={2000} />
      {attempt.isBusy && <Notice tone="info">{words.busy}</Notice>}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {answer !== undefined && (
        <Notice tone={toneOf(answer)} title={words.outcomes[answer.outcome](answer.size, answer.ledgerSize)}>
          {words.kept}
        </Notice>
      )}
    </Dialog>
  )
}

function toneOf({ outcome }: PaperAnswer): 'success' | 'warning' | 'danger' {
  if (outcome === 'matches') return 'success'
  return outcome === 'rolled-back' || outcome === 'forked' ? 'danger' : 'warning'
}
