import type { Job } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useWords } from '../words.ts'
import { jobName } from './jobs.ts'

interface RunningJobProps {
  job: Extract<Job, { state: 'running' }>
  label: string
  size: 'normal' | 'strip'
}

/** How far a job is, what remains, and where it is stopped: the same in the strip and over it. */
export function RunningJob({ job, label, size }: RunningJobProps) {
  const words = useWords()
  const { frame, terms } = words
  const attempt = useAttempt()
  return (
    <>
      <Progress
        size={size}
        label={label}
        done={job.done}
        remaining={
          job.remainingMs === undefined ? undefined : terms.remaining(terms.duration(job.remainingMs / 1000))
        }
        actions={
          <Button
            size="small"
            aria-label={frame.jobs.stop(jobName(job, words))}
            isDisabled={attempt.isBusy}
            onPress={() => void attempt.run(() => office.jobs.cancel({ jobId: job.id }))}
          >
            {frame.jobs.stopShort}
          </Button>
        }
      />
      {attempt.problem !== undefined && <Notice tone="warning">{attempt.problem}</Notice>}
    </>
  )
}
