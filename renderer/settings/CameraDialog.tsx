import { type FormEvent, useId, useState } from 'react'
import { type Camera, leastRetentionDays } from '#domain/policy.ts'
import { useAttempt } from '../attempt.ts'
import { refreshInstitution, useInstitution } from '../frame/institution.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { wholeNumber } from './numbers.ts'
import css from './SettingsScreen.module.css'

const NUMBERS = { from: 1, to: 9999 }
const LONGEST_RETENTION_DAYS = 3650
const CLOCK = { from: -86_400, to: 86_400 }

interface CameraDialogProps {
  /** None for a camera that is added. */
  camera: Camera | undefined
  nextNumber: number
  onClose: () => void
}

/** One camera's number, place, retention and clock error. */
export function CameraDialog({ camera, nextNumber, onClose }: CameraDialogProps) {
  const { settings, terms } = useWords()
  const formId = useId()
  const attempt = useAttempt()
  const [number, setNumber] = useState(String(camera?.number ?? nextNumber))
  const [place, setPlace] = useState(camera?.place ?? '')
  const [group, setGroup] = useState(camera?.group ?? '')
  const [range, setRange] = useState(camera?.range ?? '')
  const [isPublic, setPublic] = useState(camera?.isPublic ?? true)
  const [retention, setRetention] = useState(String(camera?.retentionDays ?? 30))
  const [clock, setClock] = useState(String(camera?.clockAheadSeconds ?? 0))
  const sector = useInstitution(({ institution }) => institution?.sector ?? 'general')
  const retentionRange = { from: leastRetentionDays(sector), to: LONGEST_RETENTION_DAYS }
  const numbers = {
    number: wholeNumber(number, NUMBERS),
    retentionDays: wholeNumber(retention, retentionRange),
    clockAheadSeconds: wholeNumber(clock, CLOCK),
  }
  const outside = (value: number | undefined, { from, to }: { from: number; to: number }) =>
    value === undefined ? settings.range(from, to) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { number: no, retentionDays, clockAheadSeconds } = numbers
    if (no === undefined || retentionDays === undefined || clockAheadSeconds === undefined) return
    if (place.trim() === '') return
    const written = {
      number: no,
      place: place.trim(),
      group: group.trim(),
      range: range.trim(),
      isPublic,
      retentionDays,
      clockAheadSeconds,
    }
    const isDone = await attempt.run(async () => {
      if (camera === undefined) await office.institution.addCamera(written)
      else await office.institution.changeCamera({ ...written, id: camera.id })
      await refreshInstitution()
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={camera === undefined ? settings.addCamera : settings.cameraTitle(camera.number)}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button onPress={onClose}>{terms.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={attempt.isBusy}>
            {settings.saveCamera}
          </Button>
        </>
      }
    >
      <form id={formId} className={css['form']} onSubmit={(event) => void submit(event)}>
        <div className={css['pair']}>
          <TextField
            label={settings.number}
            inputMode="numeric"
            value={number}
            onChange={setNumber}
            error={outside(numbers.number, NUMBERS)}
          />
          <TextField label={settings.group} value={group} onChange={setGroup} />
        </div>
        <TextField
          label={settings.place}
          value={place}
          onChange={setPlace}
          error={place.trim() === '' ? settings.missing : undefined}
        />
        <TextField label={settings.filmedRange} value={range} onChange={setRange} maxLength={200} />
        <div className={css['pair']}>
          <TextField
            label={settings.retentionDays}
            inputMode="numeric"
            value={retention}
            onChange={setRetention}
            hint={
              sector === 'general'
                ? undefined
                : settings.leastRetention(settings.sectors[sector], retentionRange.from)
            }
            error={outside(numbers.retentionDays, retentionRange)}
          />
          <TextField
            label={settings.clockAhead}
            hint={settings.clockHint}
            value={clock}
            onChange={setClock}
            error={outside(numbers.clockAheadSeconds, CLOCK)}
          />
        </div>
        <CheckBox isSelected={isPublic} onChange={setPublic}>
          {settings.isPublic}
        </CheckBox>
      </form>
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
    </Dialog>
  )
}
