import { useCallback, useState } from 'react'
import type { Review } from '#contract/requests.ts'
import type { Recording } from '#domain/recording.ts'
import type { FootageRequest } from '#domain/request.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../../attempt.ts'
import { go } from '../../frame/screen.ts'
import { now } from '../../frame/station.ts'
import { dayText } from '../../moments.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import { FootageStrip } from './FootageStrip.tsx'
import { StepForm } from './StepForm.tsx'
import css from './Steps.module.css'

/** Numbers of other requests that are named; of the rest it is said how many. */
const NAMED = 3

/** What the station knows of the footage that is asked for. */
interface Known {
  review: Review
  recordings: Recording[]
  /** Lines of the 관리대장 that say what of these cameras was destroyed since, the latest first. */
  destroyed: { no: number; period: string; result: string }[]
}

/** Whether the footage is there: what is held is shown, and one key says so. */
export function LocateStep({ request }: { request: FootageRequest }) {
  const { terms } = useWords()
  const { id: requestId, form } = request
  const ask = useCallback(() => known(requestId, form), [requestId, form])
  const { answer, problem } = useAnswer<Known>(ask)
  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (answer === undefined) return <output>{terms.loading}</output>
  return <Located request={request} known={answer} />
}

async function known(requestId: FootageRequest['id'], form: FootageRequest['form']): Promise<Known> {
  const { fromAt, toAt, cameraIds } = form
  const [review, recordings] = await Promise.all([
    office.requests.review({ requestId }),
    office.recordings.list({ fromAt, toAt, cameraIds }),
  ])
  const destroyed = review.isHeld
    ? []
    : await Promise.all(
        cameraIds.map((cameraId) =>
          office.ledger.lines({
            fromOn: dayOf(fromAt),
            toOn: dayOf(now()),
            kind: 'destroy',
            cameraId,
            text: '',
            offset: 0,
            limit: 3,
          }),
        ),
      )
  return { review, recordings, destroyed: destroyed.flatMap(({ lines }) => lines) }
}

function Located({
  request,
  known: { review, recordings, destroyed },
}: {
  request: FootageRequest
  known: Known
}) {
  const catalogue = useWords()
  const { decisions, terms } = catalogue
  const words = decisions.locate
  const [isNone, setNone] = useState(!review.isHeld)
  const [note, setNote] = useState('')
  const { take, problem, isBusy } = useTaking(request)
  const locate = (isFound: boolean) =>
    void take((seen) => office.requests.locate({ ...seen, isFound, note: isFound ? '' : note.trim() }))
  const expiresOn = dayText(review.expiresOn, catalogue)
  const look = (
    <Button icon="play" onPress={() => go('viewing', request.id)}>
      {words.look}
    </Button>
  )
  return (
    <StepForm
      key={String(isNone)}
      lead={words.lead}
      problem={problem}
      onSubmit={() => {
        if (!isNone || note.trim() !== '') locate(!isNone)
      }}
      actions={
        isNone ? (
          <>
            {review.isHeld && <Button onPress={() => setNone(false)}>{words.cancelNone}</Button>}
            <Button
              kind="primary"
              type="submit"
              keys={decisions.submitKeys}
              isDisabled={isBusy || note.trim() === ''}
            >
              {words.confirmNone}
            </Button>
          </>
        ) : (
          <>
            {look}
            <Button onPress={() => setNone(true)}>{words.none}</Button>
            <Button kind="primary" type="submit" isDisabled={isBusy}>
              {words.found}
            </Button>
          </>
        )
      }
    >
      {review.isHeld ? (
        <FootageStrip form={request.form} recordings={recordings} />
      ) : (
        <Notice tone="warning">{words.nothing}</Notice>
      )}
      <p className={css['quiet']}>
        {review.expiresOn <= dayOf(now()) ? words.expired(expiresOn) : words.expires(expiresOn)}
      </p>
      {review.heldFor.length > 0 && (
        <p className={css['quiet']}>
          {words.heldFor(
            review.heldFor
              .slice(0, NAMED)
              .map((number) => terms.requestNumber(number))
              .join(', '),
            Math.max(0, review.heldFor.length - NAMED),
          )}
        </p>
      )}
      {destroyed.map(({ no, period, result }) => (
        <p key={no} className={css['quiet']}>
          {words.destroyed(`${no}. ${period}`, result)}
        </p>
      ))}
      {isNone && (
        <div data-first>
          <TextArea
            label={words.note}
            hint={words.noteHint}
            value={note}
            onChange={setNote}
            maxLength={2000}
            isRequired
          />
        </div>
      )}
    </StepForm>
  )
}
