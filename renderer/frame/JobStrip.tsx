import type { Job } from '#domain/job.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress } from '../ui/Progress.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { dismissJob, outcomeSentence, useJobs } from './jobs.ts'

/** Long work at the foot of every screen: how far it is, where it can be stopped, and how it ended. */
export function JobStrip() {
  const words = useWords()
  const { byId, notices } = useJobs()
  const running = Object.values<Job>(byId).filter((job) => job.state === 'running')
  if (running.length === 0 && notices.length === 0) return null
  return (
    <section className={css['jobs']} aria-label={words.frame.jobs.label}>
      {notices.map((id) => {
        const job = byId[id]
        if (job === undefined || job.state === 'running') return null
        return (
          <Notice
            key={id}
            tone={job.state === 'finished' ? 'success' : job.state === 'cancelled' ? 'info' : 'warning'}
            onClose={() => dismissJob(id)}
            closeLabel={words.frame.jobs.dismiss(job.label)}
          >
            {outcomeSentence(job, words)}
          </Notice>
        )
      })}
      {running.map((job) => (
        <RunningJob key={job.id} job={job} />
      ))}
    </section>
  )
}

function RunningJob({ job }: { job: Extract<Job, { state: 'running' }> }) {
  const { frame, terms } = useWords()
  const attempt = useAttempt()
  return (
    <>
      <Progress
        size="strip"
        label={frame.jobs.running(job.label, terms.jobStep[job.step])}
        done={job.done}
        remaining={
          job.remainingMs === undefined ? undefined : terms.remaining(terms.duration(job.remainingMs / 1000))
        }
        actions={
          <Button
            size="small"
            aria-label={frame.jobs.stop(job.label)}
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
