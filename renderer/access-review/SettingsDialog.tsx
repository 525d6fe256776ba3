import { type FormEvent, useId, useState } from 'react'
import { ReviewSettings } from '#domain/access-review.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './AccessReview.module.css'

const FIELDS = Object.keys(ReviewSettings.shape) as (keyof ReviewSettings)[]

interface SettingsDialogProps {
  settings: ReviewSettings
  onChanged: () => void
  onClose: () => void
}

/** From when on something is unusual. */
export function SettingsDialog({ settings, onChanged, onClose }: SettingsDialogProps) {
  const { accessReview, terms } = useWords()
  const { settings: words } = accessReview
  const formId = useId()
  const attempt = useAttempt()
  const [written, setWritten] = useState(
    () =>
      Object.fromEntries(FIELDS.map((name) => [name, String(settings[name])])) as Record<
        keyof ReviewSettings,
        string
      >,
  )
  const meant = ReviewSettings.safeParse(
    Object.fromEntries(
      FIELDS.map((name) => [name, /^\d{1,6}$/.test(written[name]) ? Number(written[name]) : NaN]),
    ),
  )
  const wrong = new Set(meant.success ? [] : meant.error.issues.map(({ path }) => path[0]))
  const isReversed = meant.success && meant.data.fromHour >= meant.data.toHour
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!meant.success || isReversed) return
    if (await attempt.run(() => office.accessReview.changeSettings(meant.data))) onChanged()
  }
  return (
    <Dialog
      title={words.title}
      isOpen
      isPersistent
      size="wide"
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button
            kind="primary"
            type="submit"
            form={formId}
            isDisabled={attempt.isBusy || !meant.success || isReversed}
          >
            {words.save}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <form id={formId} className={css['pairs']} onSubmit={(event) => void submit(event)}>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            label={words.fields[name]}
            inputMode="numeric"
            value={written[name]}
            onChange={(text) => setWritten({ ...written, [name]: text })}
            error={
              wrong.has(name) ? words.wrong : name === 'toHour' && isReversed ? words.reversed : undefined
            }
          />
        ))}
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
