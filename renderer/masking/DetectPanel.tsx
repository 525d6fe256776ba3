import { useEffect, useState } from 'react'
import type { Clip } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { dismissJob, outcomeSentence, useJobs } from '../frame/jobs.ts'
import { RunningJob } from '../frame/RunningJob.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './MaskingScreen.module.css'
import { awaitJob, detect, turnTo, useMasking } from './masking.ts'

interface DetectPanelProps {
  requestId: RequestId
  cameraId: CameraId
  /** People have been found before; this would look for them anew. */
  found: Clip | null
}

/** Starts the search for people, shows how far it is, and stops it. */
export function DetectPanel({ requestId, cameraId, found }: DetectPanelProps) {
  const words = useWords()
  const { masking, studio, terms } = words
  const { detect: text } = masking
  const [isThorough, setThorough] = useState(found?.thorough ?? false)
  const [withVehicles, setVehicles] = useState(found?.vehicles ?? false)
  const [isAsking, setAsking] = useState(false)
  const attempt = useAttempt()
  const job = useDetection(() => attempt.run(() => turnTo(requestId, cameraId)))

  const start = () => {
    setAsking(false)
    void attempt.run(() => detect(isThorough, withVehicles))
  }
  const isAgain = found !== null
  const lost = found?.changes.length ?? 0
  const startButton = (
    <Button
      {...(!isAgain && { kind: 'primary' as const })}
      size={isAgain ? 'small' : 'normal'}
      icon="person"
      isDisabled={attempt.isBusy}
      onPress={() => (lost > 0 ? setAsking(true) : start())}
    >
      {isAgain ? text.again : text.start}
    </Button>
  )
  const choices = (
    <div className={css['choices']}>
      <CheckBox isSelected={isThorough} onChange={setThorough}>
        {text.thorough}
      </CheckBox>
      <CheckBox isSelected={withVehicles} onChange={setVehicles}>
        {text.vehicles}
      </CheckBox>
    </div>
  )
  if (job?.state === 'running')
    return (
      <div className={css['detect']}>
        <RunningJob job={job} label={text.running} size="normal" />
      </div>
    )
  return (
    <div className={css['detect']}>
      {job !== undefined && job.state !== 'finished' && (
        <Notice tone={job.state === 'cancelled' ? 'info' : 'danger'}>
          {job.state === 'cancelled' ? text.cancelled : outcomeSentence(job, words)}
        </Notice>
      )}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {isAgain ? (
        <details>
          <summary>{text.again}</summary>
          {choices}
          {startButton}
        </details>
      ) : (
        <EmptyState icon="person" title={text.title} action={startButton}>
          <p>{text.text}</p>
          {choices}
        </EmptyState>
      )}
      <Dialog
        title={studio.again.title}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        closeLabel={terms.close}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{terms.cancel}</Button>
            <Button kind="primary" onPress={start}>
              {studio.again.confirm}
            </Button>
          </>
        }
      >
        <p>{studio.again.text(lost)}</p>
      </Dialog>
    </div>
  )
}

/** The search that was started here or is under way; `onFinished` is called once when it has found everybody. */
function useDetection(onFinished: () => void): Job | undefined {
  const { byId } = useJobs()
  const detectJobId = useMasking((state) => state.detectJobId)
  const running = Object.values<Job>(byId).find(({ kind, state }) => kind === 'detect' && state === 'running')
  const job = (detectJobId === undefined ? undefined : byId[detectJobId]) ?? running
  const runningId = running?.id
  const isFinished = job?.state === 'finished'
  const finishedId = job?.id
  useEffect(() => {
    if (detectJobId === undefined && runningId !== undefined) awaitJob(runningId)
  }, [detectJobId, runningId])
  useEffect(() => {
    if (!isFinished || finishedId === undefined) return
    // The people who were found say that it has finished.
    dismissJob(finishedId)
    onFinished()
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the job has finished
  }, [isFinished])
  return job
}
