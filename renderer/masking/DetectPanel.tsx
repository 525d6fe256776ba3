import { useEffect, useState } from 'react'
import type { Job } from '#domain/job.ts'
import type { CameraId } from '#domain/policy.ts'
import type { RequestId } from '#domain/request.ts'
import { useAttempt } from '../attempt.ts'
import { outcomeSentence, useJobs } from '../frame/jobs.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { EmptyState } from '../ui/Panel.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useWords } from '../words.ts'
import css from './MaskingScreen.module.css'
import { awaitJob, detect, turnTo, useMasking } from './masking.ts'

interface DetectPanelProps {
  requestId: RequestId
  cameraId: CameraId
  /** People have been found before; this would look for them anew. */
  isAgain: boolean
}

/** Starts the search for people and shows how far it is; cancelling is done in the strip of jobs. */
export function DetectPanel({ requestId, cameraId, isAgain }: DetectPanelProps) {
  const words = useWords()
  const { detect: text } = words.masking
  const [isThorough, setThorough] = useState(false)
  const { byId } = useJobs()
  const detectJobId = useMasking((state) => state.detectJobId)
  const attempt = useAttempt()
  const running = Object.values<Job>(byId).find(({ kind, state }) => kind === 'detect' && state === 'running')
  const job = (detectJobId === undefined ? undefined : byId[detectJobId]) ?? running
  const runningId = running?.id
  const isFinished = job?.state === 'finished'

  useEffect(() => {
    if (detectJobId === undefined && runningId !== undefined) awaitJob(runningId)
  }, [detectJobId, runningId])
  useEffect(() => {
    if (isFinished) void attempt.run(() => turnTo(requestId, cameraId))
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the job has finished
  }, [isFinished])

  if (job?.state === 'running') {
    return (
      <div className={css['detect']}>
        <p className={css['facts']}>{text.running}</p>
        <Progress
          label={words.terms.job.detect}
          done={job.done}
          remaining={
            job.remainingMs === undefined
              ? undefined
              : words.terms.remaining(words.terms.duration(job.remainingMs / 1000))
          }
        />
      </div>
    )
  }
  const start = (
    <Button
      {...(!isAgain && { kind: 'primary' as const })}
      size={isAgain ? 'small' : 'normal'}
      icon="person"
      isDisabled={attempt.isBusy}
      onPress={() => void attempt.run(() => detect(isThorough))}
    >
      {isAgain ? text.again : text.start}
    </Button>
  )
  const thorough = (
    <CheckBox isSelected={isThorough} onChange={setThorough}>
      {text.thorough}
    </CheckBox>
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
          {thorough}
          {start}
        </details>
      ) : (
        <EmptyState icon="person" title={text.title} action={start}>
          <p>{text.text}</p>
          {thorough}
        </EmptyState>
      )}
    </div>
  )
}
