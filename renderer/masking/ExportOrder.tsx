import { useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import { type Clearance, clearanceOf } from '#domain/clearance.ts'
import type { Job } from '#domain/job.ts'
import { type FilmStyle, MaskStyle } from '#domain/masking.ts'
import type { CameraId } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
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

/** A recipient is asked to destroy the copy after this many days, unless somebody says another day. */
const KEPT_DAYS = 30

interface ExportOrderProps {
  request: FootageRequest
  cameraId: CameraId
  /** Whose masks are to be rendered; without one, only a film in which nobody is masked can be ordered. */
  clip: Clip | undefined
  onStarted: (job: Job, style: FilmStyle) => void
}

/** What a package is to be: for whom, on what, until when, why, and how others in it are masked, if they have to be. */
export function ExportOrder({ request, cameraId, clip, onStarted }: ExportOrderProps) {
  const { exports: sheet } = useWords()
  const todayOn = dayOf(now())
  const clearance = clearanceOf(request)
  const styles: FilmStyle[] = [
    ...(clip === undefined ? [] : MaskStyle.options),
    ...(clearance === undefined ? [] : (['clear'] as const)),
  ]
  const [style, setStyle] = useState<FilmStyle>(styles[0] ?? 'fill')
  const [medium, setMedium] = useState(sheet.media[0] ?? '')
  const [recipient, setRecipient] = useState(takerOf(request.form))
  const [protect, setProtect] = useState(true)
  const [destroyBy, setDestroyBy] = useState(keptUntil(request) ?? addDays(todayOn, KEPT_DAYS))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const attempt = useAttempt()

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
      const job = await office.exports.start({ requestId: request.id, cameraId, ...order })
      if (job !== null) onStarted(job, style)
    })
  }

  return (
    <>
      {style === 'clear' ? <p>{sheet.clear.summary}</p> : clip !== undefined && <WhoIsMasked clip={clip} />}
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
      <RadioRow<FilmStyle>
        label={sheet.style}
        options={styles.map((value) => ({ value, label: sheet.styles[value] }))}
        value={style}
        onChange={setStyle}
      />
      {style === 'clear' && clearance !== undefined ? (
        <Notice tone="warning" title={sheet.clear.because[clearance.others]}>
          <WhyClear clearance={clearance} />
          <p>{sheet.styleText.clear}</p>
        </Notice>
      ) : style === 'fill' ? (
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

function WhoIsMasked({ clip: { people, work } }: { clip: Clip }) {
  const { exports: sheet } = useWords()
  const keptCount = people.filter(({ track }) => work.kept.includes(track)).length
  const thingCount = people.filter(({ track }) => work.things.includes(track)).length
  if (keptCount === 0) return <Notice tone="warning">{sheet.nobodyKept}</Notice>
  return <p>{sheet.summary(keptCount, people.length - keptCount - thingCount)}</p>
}

/** What was found about others, and for an agency why no less is enough. */
function WhyClear({ clearance: { finding, basis } }: { clearance: Clearance }) {
  const { exports: sheet } = useWords()
  return (
    <>
      {finding !== '' && <p>{sheet.clear.finding(finding)}</p>}
      {basis !== undefined && <p>{sheet.clear.scope(basis.scope)}</p>}
    </>
  )
}

/** Until when a recipient may keep it, where that was decided. */
function keptUntil(request: FootageRequest): string | undefined {
  const proposal = 'decision' in request ? request.decision.proposal : undefined
  return proposal !== undefined && 'basis' in proposal ? proposal.basis?.destroyByOn : undefined
}

/** Who signs for it: the person who asks, or the officer that an agency sends. */
function takerOf(form: KeptForm): string {
  return isOfAgency(form) ? form.agency.officer : form.requester.name
}
