import { useState } from 'react'
import type { Hold } from '#domain/hold.ts'
import { addDays } from '#domain/time.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea, TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import { refreshRetention } from './retention.ts'

const LATER_DAYS = 30

/** A hold is looked at again: it is still needed until another day, or it is not. Either has its reason. */
export function HoldDialog({ hold, on, onClose }: { hold: Hold; on: string; onClose: () => void }) {
  const { terms, retention } = useWords()
  const words = retention.holds
  const [until, setUntil] = useState(() => addDays(on, LATER_DAYS))
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const attempt = useAttempt()
  const given = reason.trim()
  const reviewOn = parseDay(until, Number(on.slice(0, 4)))
  const isDayWrong = reviewOn === undefined || reviewOn <= on
  const run = (work: () => Promise<unknown>) => {
    setAsked(true)
    if (given === '') return
    void attempt
      .run(async () => {
        await work()
        await refreshRetention()
      })
      .then((isDone) => isDone && onClose())
  }
  return (
    <Dialog
      title={words.dialog}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button
            isDisabled={attempt.isBusy}
            onPress={() => run(() => office.holds.release({ holdId: hold.id, reason: given }))}
          >
            {words.release}
          </Button>
          <Button
            kind="primary"
            isDisabled={attempt.isBusy || isDayWrong}
            onPress={() =>
              reviewOn !== undefined &&
              run(() => office.holds.keep({ holdId: hold.id, reviewOn, reason: given }))
            }
          >
            {words.keep}
          </Button>
        </>
      }
    >
      <p>{words.ask}</p>
      <TypedField
        label={words.until}
        parse={(typed) => parseDay(typed, Number(on.slice(0, 4)))}
        value={until}
        onChange={setUntil}
        error={isDayWrong ? words.untilWrong : undefined}
      />
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        error={isAsked && given === '' ? words.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        isRequired
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
