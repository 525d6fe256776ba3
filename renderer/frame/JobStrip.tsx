import { useEffect } from 'react'
import type { Job } from '#domain/job.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { dismissJob, jobName, outcomeSentence, useJobs } from './jobs.ts'
import { RunningJob } from './RunningJob.tsx'

const GOES_AFTER_MS = 8_000

/** Long work at the foot of every screen: how far it is, where it can be stopped, and how it ended. */
export function JobStrip() {
  const words = useWords()
  const { byId, notices } = useJobs()
  const running = Object.values<Job>(byId).filter((job) => job.state === 'running')
  // One sentence at a time: the strip must not grow over the work. Older ones come back as the newer are closed.
  const ended = notices.map((id) => byId[id]).findLast((job) => job !== undefined && job.state !== 'running')
  if (running.length === 0 && ended === undefined) return null
  return (
    <section className={css['jobs']} aria-label={words.frame.jobs.label}>
      {ended !== undefined && <EndedJob key={ended.id} job={ended} />}
      {running.map((job) => (
        <RunningJob
          key={job.id}
          job={job}
          size="strip"
          label={words.frame.jobs.running(jobName(job, words), words.terms.jobStep[job.step])}
        />
      ))}
    </section>
  )
}

/** A job that went well says so and goes by itself; one that did not waits to be read. */
function EndedJob({ job }: { job: Exclude<Job, { state: 'running' }> }) {
  const words = useWords()
  const isWell = job.state === 'finished'
  useEffect(() => {
    if (!isWell) return
    const timer = setTimeout(() => dismissJob(job.id), GOES_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isWell, job.id])
  return (
    <Notice
      tone={isWell ? 'success' : job.state === 'cancelled' ? 'info' : 'warning'}
      onClose={() => dismissJob(job.id)}
      closeLabel={words.frame.jobs.dismiss(jobName(job, words))}
    >
      {outcomeSentence(job, words)}
    </Notice>
  )
}
