import { type FormEvent, useId, useState } from 'react'
import type { StationDutyLine } from '#contract/requests.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'

export type YearlyLine = StationDutyLine & { kind: 'self-check' | 'plan-check' }

/** A yearly duty has been done: says how, for the access record. */
export function FinishDialog({ line, onClose }: { line: YearlyLine; onClose: () => void }) {
  const { today, terms } = useWords()
  const formId = useId()
  const attempt = useAttempt()
  const [note, setNote] = useState('')
  const [hasTried, setTried] = useState(false)
  const written = note.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (written === '') return
    const { kind, period } = line
    if (await attempt.run(() => office.duties.done({ kind, period, note: written }))) onClose()
  }
  return (
    <Dialog
      title={today.finishTitle(`${today.period(line.period)} ${today.stationDuty[line.kind]}`)}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={attempt.isBusy}>
            {today.finishSubmit}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <p>{today.finishText}</p>
        <TextArea
          label={today.finishNote}
          hint={today.finishHint}
          value={note}
          maxLength={500}
          onChange={setNote}
          error={hasTried && written === '' ? today.finishMissing : undefined}
        />
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
