import { useEffect, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { MaskStyle } from '#domain/masking.ts'
import { isOfAgency, type KeptForm } from '#domain/request-form.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { useAttempt } from '../attempt.ts'
import { now } from '../frame/station.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox, RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea, TextField, TypedField } from '../ui/TextField.tsx'
import { parseDay } from '../ui/typed.ts'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'

const STYLES: readonly MaskStyle[] = ['fill', 'mosaic', 'blur']
/** A recipient is asked to destroy the copy after this many days, unless somebody says another day. */
const KEPT_DAYS = 30

/** What a package is to be: for whom, on what, until when, why, and how it is masked. */
export function ExportOrder({ clip, onStarted }: { clip: Clip; onStarted: (job: Job) => void }) {
  const { exports: sheet } = useWords()
  const { requestId, cameraId, people, work } = clip
  const todayOn = dayOf(now())
  const [style, setStyle] = useState<MaskStyle>('fill')
  const [medium, setMedium] = useState(sheet.media[0] ?? '')
  const [recipient, setRecipient] = useRequesterName(requestId)
  const [protect, setProtect] = useState(true)
  const [destroyBy, setDestroyBy] = useState(addDays(todayOn, KEPT_DAYS))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const attempt = useAttempt()
  const keptCount = people.filter(({ track }) => work.kept.includes(track)).length
  const thingCount = people.filter(({ track }) => work.things.includes(track)).length

  const destroyByOn = parseDay(destroyBy, Number(todayOn.slice(0, 4)))
  const wrong = {
    recipient: recipient.trim() === '' ? sheet.recipientMissing : undefined,
    destroyBy: destroyByOn === undefined || destroyByOn < todayOn ? sheet.destroyByWrong : undefined,
    reason: reason.trim() === '' ? sheet.reasonMissing : undefined,
  }
  const start = () => {
    setTried(true)
    if (destroyByOn === undefined || Object.values(wrong).some((each) => each !== undefined)) return
    const order = { style, medium, protect, destroyByOn, recipient: recipient.trim(), reason: reason.trim() }
    void attempt.run(async () => {
      const job = await office.exports.start({ requestId, cameraId, ...order })
      if (job !== null) onStarted(job)
    })
  }

  return (
    <>
      {keptCount === 0 ? (
        <Notice tone="warning">{sheet.nobodyKept}</Notice>
      ) : (
        <p>{sheet.summary(keptCount, people.length - keptCount - thingCount)}</p>
      )}
      <div className={css['pair']}>
        <TextField
          label={sheet.recipient}
          hint={sheet.recipientHint}
          error={isTried ? wrong.recipient : undefined}
          value={recipient}
          onChange={setRecipient}
          maxLength={100}
          isRequired
        />
        <TypedField
          label={sheet.destroyBy}
          hint={sheet.destroyByHint}
          parse={(text) => parseDay(text, Number(todayOn.slice(0, 4)))}
          error={wrong.destroyBy}
          value={destroyBy}
          onChange={setDestroyBy}
          isRequired
        />
      </div>
      <div className={css['pair']}>
        <RadioRow
          label={sheet.medium}
          options={sheet.media.map((value) => ({ value, label: value }))}
          value={medium}
          onChange={setMedium}
        />
        <div>
          <CheckBox isSelected={protect} onChange={setProtect}>
            {sheet.protect}
          </CheckBox>
          <p className={css['hint']}>{protect ? sheet.protectText : sheet.unprotected}</p>
        </div>
      </div>
      <RadioRow<MaskStyle>
        label={sheet.style}
        options={STYLES.map((value) => ({ value, label: sheet.styles[value] }))}
        value={style}
        onChange={setStyle}
      />
      {style === 'fill' ? (
        <p className={css['hint']}>{sheet.styleText.fill}</p>
      ) : (
        <Notice tone="warning">{sheet.styleText[style]}</Notice>
      )}
      <TextArea
        label={sheet.reason}
        hint={sheet.reasonHint}
        error={isTried ? wrong.reason : undefined}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
        isRequired
      />
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      <div className={css['actions']}>
        <Button kind="primary" icon="box" isDisabled={attempt.isBusy} onPress={start}>
          {sheet.start}
        </Button>
      </div>
    </>
  )
}

/** The requester's name until somebody writes another: as a rule it is they who take the copy. */
function useRequesterName(requestId: Clip['requestId']): [string, (name: string) => void] {
  const [written, setWritten] = useState<string>()
  const [known, setKnown] = useState('')
  useEffect(() => {
    let isCurrent = true
    office.requests.find({ requestId }).then(
      ({ form }) => {
        if (isCurrent) setKnown(takerOf(form))
      },
      // The field is empty then, and asks for a name.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [requestId])
  return [written ?? known, setWritten]
}

/** Who signs for it: the person who asks, or the officer that an agency sends. */
function takerOf(form: KeptForm): string {
  return isOfAgency(form) ? form.agency.officer : form.requester.name
}
