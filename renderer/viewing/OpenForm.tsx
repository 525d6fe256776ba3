import { useCallback, useState } from 'react'
import { type FootageRequest, isGranted, isSearchable } from '#domain/request.ts'
import { requesterName } from '#domain/request-form.ts'
import type { ViewingPicture } from '#domain/viewing.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { TextArea, TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { rangeToSecond } from './clock.ts'
import css from './ViewingScreen.module.css'
import { openViewing } from './viewing.ts'

type Purpose = 'check' | 'show'

interface OpenFormProps {
  request: FootageRequest
  onOther: () => void
}

/**
 * Why the footage is opened: to look for it, alone, as soon as it may be looked for; to show it, once that was granted. It
 * is shown with everybody else masked (지침 46; MK-2), which needs people to have been looked for; clear only where the
 * decision says so, with its finding (MK-3, 4, 5).
 */
export function OpenForm({ request, onOther }: OpenFormProps) {
  const words = useWords()
  const { form, purpose: purposes, purposeText, picture: pictures } = words.viewing
  const [purpose, setPurpose] = useState<Purpose>('check')
  const clips = useClips(request)
  const bare = bareFinding(request)
  const [chosen, setPicture] = useState<ViewingPicture>()
  const picture =
    bare === undefined ? 'masked' : (chosen ?? (clips?.areMissing === false ? 'masked' : 'clear'))
  const [finding, setFinding] = useState(bare ?? '')
  const [witness, setWitness] = useState('')
  const [isFindingMissing, setFindingMissing] = useState(false)
  const attempt = useAttempt()
  const isShown = purpose === 'show'
  const isMasked = isShown && picture === 'masked'
  const isClear = isShown && picture === 'clear'
  const isOpen = isSearchable(request)

  const start = () => {
    if (isClear && finding.trim() === '') return setFindingMissing(true)
    void attempt.run(() =>
      openViewing({
        requestId: request.id,
        purpose,
        picture: isMasked ? 'masked' : 'clear',
        finding: isClear ? finding.trim() : '',
        witness: isShown ? witness.trim() : '',
      }),
    )
  }

  return (
    <div className={css['form']}>
      <Card title={form.title(request.number)}>
        <p className={css['facts']}>
          {requesterName(request.form)} · {rangeToSecond(request.form.fromAt, request.form.toAt)}
        </p>
        <p className={css['reason']}>{request.form.purpose}</p>
        {isOpen ? (
          <>
            <RadioRow<Purpose>
              label={form.purpose}
              options={[
                { value: 'check', label: purposes.check },
                { value: 'show', label: purposes.show, isDisabled: !isGranted(request) },
              ]}
              value={purpose}
              onChange={setPurpose}
            />
            <p className={css['hint']}>{isGranted(request) ? purposeText[purpose] : form.checkOnly}</p>
            {isShown && (
              <>
                {bare !== undefined && (
                  <RadioRow<ViewingPicture>
                    label={form.picture}
                    options={[
                      { value: 'masked', label: pictures.masked },
                      { value: 'clear', label: pictures.clear },
                    ]}
                    value={picture}
                    onChange={setPicture}
                  />
                )}
                {isMasked ? (
                  <p className={css['hint']}>{form.pictureText}</p>
                ) : (
                  <TextArea
                    label={form.finding}
                    hint={form.findingHint}
                    error={isFindingMissing && finding.trim() === '' ? form.findingMissing : undefined}
                    value={finding}
                    onChange={setFinding}
                    maxLength={1000}
                    isRequired
                  />
                )}
                {clips !== undefined && isMasked && (
                  <ClipsNotice clips={clips} onMasking={() => go('masking', request.id)} />
                )}
                <TextField label={form.witness} value={witness} onChange={setWitness} maxLength={60} />
              </>
            )}
            <Notice tone="info">{form.recorded}</Notice>
          </>
        ) : (
          <Notice tone="warning">{form.notApproved}</Notice>
        )}
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        <div className={css['actions']}>
          <Button onPress={onOther}>{form.other}</Button>
          {isOpen && (
            <Button
              kind="primary"
              icon="play"
              isDisabled={attempt.isBusy || (isMasked && clips?.areMissing !== false)}
              onPress={start}
            >
              {form.start}
            </Button>
          )}
        </div>
      </Card>
    </div>
  )
}

/** Why it was decided that others need not be masked, where it was; none where they are. May be empty: nobody else is there. */
function bareFinding(request: FootageRequest): string | undefined {
  const proposal = 'decision' in request ? request.decision.proposal : undefined
  if (proposal === undefined || !('others' in proposal) || proposal.others === 'masked') return undefined
  return proposal.finding
}

/** How far the masks of a request are. */
interface Clips {
  /** On a camera that has footage nobody has looked for people. */
  areMissing: boolean
  openQuestions: number
  kept: number
}

/** What is to be known of the masks before footage is shown masked; none while the office has not answered. */
function useClips({ id: requestId, form }: FootageRequest): Clips | undefined {
  const { fromAt, toAt, cameraIds } = form
  const ask = useCallback(async () => {
    const held = new Set(
      (await office.recordings.list({ fromAt, toAt, cameraIds })).map(({ cameraId }) => cameraId),
    )
    const asked = cameraIds.filter((cameraId) => held.has(cameraId))
    const clips = await Promise.all(asked.map((cameraId) => office.masking.clip({ requestId, cameraId })))
    const found = clips.filter((clip) => clip !== null)
    return {
      areMissing: found.length < clips.length,
      openQuestions: found.flatMap(({ questions }) => questions).filter(({ answer }) => answer === undefined)
        .length,
      kept: found.reduce((sum, { work }) => sum + work.kept.length, 0),
    }
  }, [requestId, fromAt, toAt, cameraIds])
  return useAnswer<Clips>(ask).answer
}

function ClipsNotice({ clips, onMasking }: { clips: Clips; onMasking: () => void }) {
  const { form } = useWords().viewing
  const text = clips.areMissing
    ? form.tracksMissing
    : clips.kept === 0
      ? form.nobodyKept
      : clips.openQuestions > 0
        ? form.questionsLeft(clips.openQuestions)
        : undefined
  if (text === undefined) return null
  return (
    <Notice tone="warning" action={<Button onPress={onMasking}>{form.toMasking}</Button>}>
      {text}
    </Notice>
  )
}
